"""An accepted mail as the value every channel hands in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from channels_app.kinds.email.authenticity import Authenticity
from channels_app.kinds.email.identifiers import external_id_of
from channels_app.kinds.email.parsed import MailAddress, ParsedMail
from tickets.contracts import (
    GivenPoint,
    InboundAttachment,
    InboundMessage,
    Sender,
    ThreadEvidence,
)
from tickets.customers.points import normalise_email
from tickets.models import Channel

_SHOWN_FLAGS: Final = frozenset({"auto_reply", "bulk"})
_OPAQUE: Final = "application/octet-stream"


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """A mail that is to be received, with everything that was found out about it.

    ``sender`` is who wrote it, which a form mailer's own address is not.
    """

    mail: ParsedMail
    channel: Channel
    sender: MailAddress
    external_id: str
    occurred_at: datetime
    evidence: ThreadEvidence
    authenticity: Authenticity
    flags: tuple[str, ...] = ()


def message_of(accepted: Accepted) -> InboundMessage:
    """The contact a customer made by this mail."""
    mail = accepted.mail
    answered = mail.in_reply_to[0] if mail.in_reply_to else ""
    return InboundMessage(
        channel_id=accepted.channel.id,
        external_id=accepted.external_id,
        kind="email",
        direction="inbound",
        occurred_at=accepted.occurred_at,
        sender=_sender(accepted),
        recipients=mail.recipients,
        participants=tuple(_participants(accepted)),
        subject=mail.subject,
        text=mail.reply_text,
        full_text=mail.text if mail.text != mail.reply_text else "",
        html=mail.html,
        attachments=_attachments(mail),
        in_reply_to=external_id_of(answered),
        threads=accepted.evidence,
        flags=_SHOWN_FLAGS & frozenset(accepted.flags),
        detail={"email": _detail(accepted)},
    )


def note_of(accepted: Accepted, agent_id: str) -> InboundMessage:
    """The internal note an agent wrote by answering a mail of ours."""
    mail = accepted.mail
    return InboundMessage(
        channel_id=accepted.channel.id,
        external_id=accepted.external_id,
        kind="note",
        direction="internal",
        occurred_at=accepted.occurred_at,
        sender=Sender(),
        agent_id=agent_id,
        subject=mail.subject,
        text=mail.reply_text,
        attachments=_attachments(mail),
        threads=accepted.evidence,
        detail={"email": _detail(accepted)},
    )


def _sender(accepted: Accepted) -> Sender:
    """Who wrote. Only the border's word about From makes it more than a claim, and a rewritten
    sender never is."""
    proven = accepted.authenticity.verified and accepted.sender == accepted.mail.sender
    point = GivenPoint(
        kind="email",
        value=accepted.sender.email,
        verification="verified" if proven else "claimed",
        source="dmarc" if proven else "email",
    )
    return Sender(name=accepted.sender.name, points=(point,) if accepted.sender.email else ())


def _participants(accepted: Accepted) -> Iterable[dict[str, str]]:
    mail = accepted.mail
    roles = (("from", (accepted.sender,)), ("to", mail.to), ("cc", mail.cc))
    for role, addresses in roles:
        for address in addresses:
            email = normalise_email(address.email)
            if email:
                yield {"role": role, "name": address.name, "address": email}


def _attachments(mail: ParsedMail) -> tuple[InboundAttachment, ...]:
    return tuple(
        InboundAttachment(
            filename=file.name,
            content_type=file.content_type or _OPAQUE,
            content=file.content,
            content_id=file.content_id,
            inline=file.inline,
        )
        for file in mail.attachments
    )


def _detail(accepted: Accepted) -> dict[str, Any]:
    """What the timeline, the API and later mails want to know of the original."""
    mail = accepted.mail
    return {
        "message_id": mail.message_id,
        "from": normalise_email(mail.from_email),
        "date": mail.date.isoformat() if mail.date is not None else None,
        "reply_to": [address.email for address in mail.reply_to],
        "delivered_to": list(mail.delivered_to),
        "authenticated": accepted.authenticity.verified,
        "dmarc": accepted.authenticity.dmarc,
        "flags": list(accepted.flags),
        "fingerprint": mail.fingerprint,
    }
