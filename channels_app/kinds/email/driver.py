"""The e-mail driver: a kept mail to what it means for us, and the way out."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from django.conf import settings

from channels_app.driver import Parsed
from channels_app.kinds.email import bounces, mailroom
from channels_app.kinds.email.authenticity import Authenticity, authenticity_of
from channels_app.kinds.email.identifiers import external_id, variant_id
from channels_app.kinds.email.inbound import Accepted, message_of, note_of
from channels_app.kinds.email.judgement import OwnFacts, Situation, Verdict, flags_of, judge
from channels_app.kinds.email.parsed import Envelope, ParsedMail
from channels_app.kinds.email.parsing import parse_mail
from channels_app.kinds.email.sender_rewriting import rewritten_sender, rules_of
from channels_app.kinds.email.smtp import MailSession
from channels_app.kinds.email.thread_keys import bounced_deliveries, evidence_in, is_proven
from channels_app.models import InboundPayload
from tickets import follow_up
from tickets.contracts import InboundMessage, ThreadEvidence
from tickets.customers.points import normalise_email
from tickets.models import Agent, Channel, ContactPoint, Interaction, QueueMember

_NULL_SENDER: Final = "<>"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """One mail with all that was looked up about it."""

    mail: ParsedMail
    channel: Channel
    own: OwnFacts
    evidence: ThreadEvidence
    authenticity: Authenticity
    deliveries: tuple[str, ...]
    occurred_at: datetime
    released: bool


class EmailDriver:
    """Reads mail as ``channels.md`` §2 says and sends it over SMTP."""

    kind = "email"

    def parse(self, payload: InboundPayload, *, at: datetime) -> Parsed:
        """What a kept mail means. Bounces and complaints are noted on their deliveries here;
        a payload a person released is accepted whatever the rules say."""
        case = _case_of(payload)
        if case is None:
            return Parsed.quarantine("unknown_recipient")
        verdict = judge(case.mail, case.own, _situation(case))
        if verdict.outcome == "bounce":
            return Parsed.ignore(bounces.note(case.mail, case.deliveries, at=at))
        if verdict.outcome == "complaint":
            return Parsed.ignore(bounces.complain(case.deliveries, at=at))
        if verdict.outcome == "quarantined" and not case.released:
            return Parsed.quarantine(verdict.reason)
        if verdict.outcome == "ignored" and not case.released:
            return Parsed.ignore(verdict.reason)
        return _received(case, verdict)

    def session(self, channel: Channel, *, at: datetime) -> MailSession:
        """The channel's outgoing mail server."""
        return MailSession(channel, at=at)


def _case_of(payload: InboundPayload) -> _Case | None:
    """The mail and what is known about it; ``None`` if it belongs to none of our addresses."""
    told = payload.envelope
    mail = parse_mail(bytes(payload.body), envelope=_envelope(told))
    known = mailroom.mailboxes()
    channel = _channel_for(mail, known, payload.channel)
    if channel is None:
        return None
    keys = mailroom.reply_keys()
    return _Case(
        mail=mail,
        channel=channel,
        own=_own_facts(channel, known),
        evidence=evidence_in(mail, keys=keys),
        authenticity=authenticity_of(mail, settings.TRUSTED_AUTHSERV_IDS),
        deliveries=bounced_deliveries(mail, keys=keys),
        occurred_at=_occurred_at(told, payload.received_at),
        released=bool(told.get("released")),
    )


def _envelope(told: Mapping[str, Any]) -> Envelope:
    """The envelope as it was kept; a sender nobody told is not the null sender."""
    sender = mailroom.text_setting(told, "from")
    recipient = mailroom.text_setting(told, "to")
    return Envelope(
        mail_from="" if sender == _NULL_SENDER else sender or None,
        rcpt_to=(recipient,) if recipient else (),
        spam_detected=told.get("spam_detected") is True,
    )


def _channel_for(
    mail: ParsedMail, known: Mapping[str, Channel], fetched_from: Channel | None
) -> Channel | None:
    """The channel the mail was for: surest recipient first, but a mailbox's own mail stays its."""
    named = [mailroom.mailbox_in(known, address) for address in mail.recipients]
    channels = {channel.id: channel for channel in named if channel is not None}
    if fetched_from is not None and (not channels or fetched_from.id in channels):
        return fetched_from
    return next(iter(channels.values()), None)


def _own_facts(channel: Channel, known: Mapping[str, Channel]) -> OwnFacts:
    rules = channel.settings.get("sender_rewrites")
    return OwnFacts(
        instance_id=settings.INSTANCE_ID,
        addresses=frozenset(known),
        rewrite_rules=rules_of(rules if isinstance(rules, list) else []),
        quarantine_failed_dmarc=channel.settings.get("quarantine_failed_dmarc") is True,
    )


def _occurred_at(told: Mapping[str, Any], received_at: datetime) -> datetime:
    """When our border took the mail; the sender's own Date is shown, never believed."""
    try:
        stamped = datetime.fromisoformat(mailroom.text_setting(told, "internal_date"))
    except ValueError:
        return received_at
    return min(stamped, received_at) if stamped.tzinfo is not None else received_at


def _situation(case: _Case) -> Situation:
    bulk = "bulk" in flags_of(case.mail)
    return Situation(
        threaded=is_proven(case.evidence),
        known_customer=bulk and _is_known(case.mail.from_email),
        names_our_delivery=bool(case.deliveries),
        dmarc_failed=case.authenticity.dmarc == "fail",
    )


def _is_known(email: str) -> bool:
    points = ContactPoint.objects.owned().filter(kind="email", value=normalise_email(email))
    return points.filter(customer__erased_at=None).exists()


def _received(case: _Case, verdict: Verdict) -> Parsed:
    claimed = rewritten_sender(case.mail, case.own.rewrite_rules)
    accepted = Accepted(
        mail=case.mail,
        channel=case.channel,
        sender=claimed if claimed.email else case.mail.sender,
        external_id=_name_of(case.mail),
        occurred_at=case.occurred_at,
        evidence=case.evidence,
        authenticity=case.authenticity,
        flags=verdict.flags,
    )
    agent = _agent_answering(accepted)
    if agent is None:
        return Parsed.accept(message_of(accepted))
    if not accepted.authenticity.verified:
        return Parsed.quarantine("auth_failed")
    note = note_of(accepted, agent.id)
    if not _works_on(agent, note, case.channel):
        return Parsed.quarantine("suspicious")
    return Parsed.accept(note)


def _name_of(mail: ParsedMail) -> str:
    """The mail's Message-ID, unless another mail bears it: no stranger takes a name first."""
    name = external_id(mail)
    rows = Interaction.objects.filter(kind="email", direction="inbound", external_id=name)
    known = rows.values_list("detail__email__fingerprint", "detail__email__from").first()
    if known is None or known[0] is None:
        return name
    same = known == (mail.fingerprint, normalise_email(mail.from_email))
    return name if same else variant_id(mail)


def _agent_answering(accepted: Accepted) -> Agent | None:
    """The agent who answers one of our mails from their own address."""
    if not is_proven(accepted.evidence):
        return None
    email = accepted.sender.email
    return Agent.objects.filter(email__iexact=email, is_active=True).first() if email else None


def _works_on(agent: Agent, note: InboundMessage, channel: Channel) -> bool:
    thread = follow_up.thread_of(replace(note, ticket_mode="auto"), channel)
    if thread is None:
        return False
    places = QueueMember.objects.filter(agent=agent, queue=thread.ticket.queue_id)
    return places.exclude(access=QueueMember.Access.READ).exists()
