"""From a validated body to a received contact, or a kept one."""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import InterfaceError, OperationalError, connection
from django.db.models import QuerySet

from tickets import intake, intake_fallback
from tickets.access import NotVisible, ReadOnly, visible_channels, visible_tickets
from tickets.api.uploads import require_own_uploads
from tickets.cleaning import clean_line, clean_text
from tickets.contracts import Caller, InboundMessage, Receipt
from tickets.errors import Refusal
from tickets.intake_fallback import KeptBody
from tickets.models import Channel, Interaction
from tickets.wire.contact import Trust, message_of
from tickets.wire.flaws import Flaw, NotValid
from tickets.wire.references import References, named_in

TRIES: Final = 4
_COLLISIONS: Final = frozenset({"40001", "40P01"})  # serialization failure, deadlock
_log = logging.getLogger(__name__)


class WrongChannel(Refusal):
    """The key belongs to another channel."""

    code = "wrong_channel"


class Differs(Refusal):
    """Another entry is stored under this external id."""

    code = "conflict"


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A validated body, who sent it, and through which channel."""

    given: Mapping[str, Any]
    document: Any
    channel: Channel
    caller: Caller
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of it: the entry with its receipt, or the id of the kept copy."""

    entry: Interaction | None = None
    receipt: Receipt | None = None
    kept: str = ""


def channel_for(given: Mapping[str, Any], caller: Caller) -> Channel:
    """The channel a body names, with its queue; one query.

    Raises WrongChannel, NotVisible, ReadOnly, or NotValid where the kind leaves a choice.
    """
    channel = _channel(given, caller)
    if channel.queue_id in caller.read_only_queue_ids:
        raise ReadOnly(queue=channel.queue_id)
    return channel


def _channel(given: Mapping[str, Any], caller: Caller) -> Channel:
    wanted = given.get("channel")
    if wanted is not None:
        if caller.channel_id not in {None, wanted}:
            raise WrongChannel(wanted)
        try:
            return _channels(caller).get(id=wanted)
        except Channel.DoesNotExist:
            raise NotVisible(wanted) from None
    kind = given.get("channel_kind")
    if kind is None:
        if caller.channel_id is None:
            raise NotValid(Flaw("/channel", "required"))
        return _channels(caller).get()
    alike = list(_channels(caller).filter(kind=kind)[:2])
    if len(alike) != 1:
        raise NotValid(Flaw("/channel_kind", "invalid"))
    return alike[0]


def receive(submission: Submission, *, later: bool = False) -> Outcome:
    """Receives the contact now; keeps it for another try if that fails, or if ``later``.

    Raises what makes the body unusable, and the failure itself where nobody keeps bodies.
    """
    given, channel, caller = submission.given, submission.channel, submission.caller
    references = named_in(given)
    _require_visible_ticket(given, caller)
    _require_own_uploads(submission)
    message = message_of(given, channel, references, trust_of(caller), at=submission.at)
    if not channel.enabled:
        raise intake.ChannelDisabled(channel.name, channel=channel.id)
    if later and message.external_id and intake_fallback.can_keep():
        return Outcome(kept=_keep(submission) or "")
    try:
        receipt, entry = _received(message, submission, references)
    except (Refusal, OperationalError, InterfaceError):
        raise
    except Exception as error:
        kept = _keep(submission) if message.external_id else None
        if kept is None:
            raise
        _log.exception("contact_kept", extra={"payload": kept, "error": type(error).__name__})
        return Outcome(kept=kept)
    if receipt.repeated:
        return Outcome(receipt=receipt, entry=entry)
    return Outcome(receipt=receipt, entry=_with_names(entry, references))


def _received(
    message: InboundMessage, submission: Submission, references: References
) -> tuple[Receipt, Interaction]:
    """Tries again when the database undid the work because somebody else was in its way."""
    for tries_left in reversed(range(TRIES)):
        try:
            return intake.received(
                message,
                at=submission.at,
                by=submission.caller.actor,
                channel=submission.channel,
                reason=references.reason,
                disposition=references.disposition,
            )
        except OperationalError as error:
            collided = getattr(error.__cause__, "sqlstate", "") in _COLLISIONS
            if not collided or not tries_left or connection.in_atomic_block:
                raise
    raise AssertionError("unreachable")


def trust_of(caller: Caller) -> Trust:
    """What the caller's word is worth."""
    return Trust(
        identifiers=caller.trust_identifiers, external_id_required=caller.actor.kind == "key"
    )


def require_same(entry: Interaction, given: Mapping[str, Any]) -> None:
    """Raises Differs unless the stored entry says what the body says."""
    body = given.get("body") or {}
    pairs = {
        "/kind": (given.get("kind"), entry.kind),
        "/direction": (given.get("direction"), entry.direction),
        "/occurred_at": (given["occurred_at"], entry.occurred_at),
        "/thread_key": (given.get("thread_key"), entry.thread_key),
        "/in_reply_to": (given.get("in_reply_to"), entry.in_reply_to),
        "/subject": (clean_line(given.get("subject") or "") or None, entry.subject),
        "/body/text": (clean_text(body.get("text") or "") or None, entry.text),
        "/body/html": (clean_text(body.get("html") or "") or None, entry.html),
    }
    flaws = tuple(
        Flaw(pointer, "differs")
        for pointer, (sent, stored) in pairs.items()
        if sent is not None and sent != stored
    )
    if flaws:
        raise Differs("differs", flaws=flaws)


def _channels(caller: Caller) -> "QuerySet[Channel]":
    return visible_channels(caller).select_related("queue")


def _require_visible_ticket(given: Mapping[str, Any], caller: Caller) -> None:
    number = (given.get("ticket") or {}).get("number")
    if number is not None and not visible_tickets(caller).filter(number=number).exists():
        raise NotValid(Flaw("/ticket/number", "invalid"))


def _require_own_uploads(submission: Submission) -> None:
    """A repeated contact names uploads that it has used itself; that is no flaw."""
    files = submission.given.get("attachments") or ()
    name = submission.given.get("external_id")
    if not any("token" in item for item in files):
        return
    same = Interaction.objects.filter(channel=submission.channel, external_id=name)
    if not name or not same.exists():
        require_own_uploads(files, submission.caller, at=submission.at)


def _keep(submission: Submission) -> str | None:
    return intake_fallback.keep(
        KeptBody(
            channel_id=submission.channel.id,
            external_id=submission.given.get("external_id") or "",
            body=json.dumps(submission.document).encode(),
            received_at=submission.at,
            writer=submission.caller.actor,
            trust_identifiers=submission.caller.trust_identifiers,
        )
    )


def _with_names(entry: Interaction, references: References) -> Interaction:
    """The entry with the rows the answer names, which were read already."""
    if references.agent is not None:
        entry.agent = references.agent
    return entry
