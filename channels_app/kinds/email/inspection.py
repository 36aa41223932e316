"""What was understood of a mail, as JSON for operators and scripts."""

from datetime import UTC
from typing import Any

from channels_app.kinds.email.judgement import OwnFacts, Situation, judge
from channels_app.kinds.email.parsed import MailAttachment, ParsedMail
from channels_app.kinds.email.parsing import parse_mail
from channels_app.kinds.email.thread_keys import (
    ReplyKeys,
    bounced_deliveries,
    evidence_in,
    is_proven,
)
from tickets.richtext import sanitise

Json = dict[str, Any]


def inspect(raw: bytes, *, own: OwnFacts, keys: ReplyKeys) -> Json:
    """Everything a mail says and what would become of it, without looking anything up: a
    stranger's mail to a desk that knows nobody. ``html`` is sanitised, ids have no brackets."""
    mail = parse_mail(raw)
    situation = Situation(
        threaded=is_proven(evidence_in(mail, keys=keys)),
        names_our_delivery=bool(bounced_deliveries(mail, keys=keys)),
    )
    verdict = judge(mail, own, situation)
    return {
        "verdict": str(verdict),
        "from_email": mail.from_email,
        "from_name": mail.from_name,
        "to": [address.email for address in mail.to],
        "cc": [address.email for address in mail.cc],
        "subject": mail.subject,
        "message_id": mail.message_id or None,
        "in_reply_to": mail.in_reply_to[0] if mail.in_reply_to else None,
        "references": list(mail.references),
        "date": _date(mail),
        "auto_reply": "auto_reply" in verdict.flags,
        "bounce": mail.bounce,
        "text": mail.text,
        "reply_text": mail.reply_text,
        "html": sanitise(mail.html, image=_shown).html if mail.html else None,
        "attachments": [_attachment(attachment) for attachment in mail.attachments],
        "flags": list(verdict.flags),
    }


def _date(mail: ParsedMail) -> str | None:
    if mail.date is None:
        return None
    return mail.date.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _attachment(attachment: MailAttachment) -> Json:
    return {
        "name": attachment.name,
        "content_type": attachment.content_type,
        "size": attachment.size,
        "inline": attachment.inline,
    }


def _shown(source: str) -> str | None:
    """Pictures inside the mail stay visible in the output; remote ones do not."""
    return source if source.lower().startswith("cid:") else None
