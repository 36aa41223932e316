"""The call on the timeline: one entry, corrected as more becomes known."""

from typing import Any

from django.utils import translation
from django.utils.translation import gettext

from channels_app.kinds.phone import people
from channels_app.kinds.phone.fold import CallState
from channels_app.models import Call
from tickets.contracts import CallFacts, GivenPoint, InboundMessage, Sender
from tickets.customers.phone import Number
from tickets.models import Channel


def names_customer(state: CallState) -> bool:
    """Whether any event so far said who is at the other end, even if only "anonymous"."""
    return bool(_customer_side(state))


def message_of(call: Call, state: CallState, channel: Channel) -> InboundMessage | None:
    """The entry as it should read now; ``None`` for a call between our own extensions."""
    written = _customer_side(state)
    number = people.number_of(written, channel)
    if number.kind == "internal":
        return None
    return InboundMessage(
        channel_id=channel.id,
        external_id=call.root,
        kind="call",
        direction=state.parties.direction,
        occurred_at=state.started_at,
        ended_at=state.ended_at,
        sender=_sender(number, state, channel),
        participants=_participants(state, channel),
        subject=_subject(number, state, channel),
        language=channel.language,
        agent_id=state.parties.agent_id or None,
        queue_id=call.queue_id,
        call=CallFacts(
            outcome=state.outcome or _outcome_so_far(state),
            wait_seconds=state.durations.wait_seconds,
            talk_seconds=state.durations.talk_seconds,
        ),
        ticket_mode="none" if state.rejected else "auto",
        detail={"call": _detail(call, state)},
    )


def write_on(call: Call, state: CallState, channel: Channel) -> None:
    """Copies what the events add up to onto the unsaved call."""
    parties, durations = state.parties, state.durations
    call.state, call.outcome, call.cause = state.state, state.outcome, state.cause
    call.direction = parties.direction
    call.from_number, call.to_number = parties.from_number, parties.to_number
    call.caller_name = parties.caller_name
    call.agent_id = parties.agent_id or None
    call.queue = people.queue_named(parties.queue, channel)
    call.started_at, call.answered_at = state.started_at, state.answered_at
    call.ended_at = state.ended_at
    call.queued_seconds, call.ring_seconds = durations.queued_seconds, durations.ring_seconds
    call.wait_seconds, call.wait_source = durations.wait_seconds, durations.wait_source
    call.talk_seconds, call.hold_seconds = durations.talk_seconds, durations.hold_seconds
    call.synthetic_start, call.lost_end = state.synthetic_start, state.lost_end


def _customer_side(state: CallState) -> str:
    parties = state.parties
    return parties.to_number if parties.direction == "outbound" else parties.from_number


def _outcome_so_far(state: CallState) -> str:
    """An answer is the outcome from the moment it happens, so that the ticket opens then."""
    if state.answered_at is None:
        return ""
    return "voicemail" if state.voicemail else "answered"


def _sender(number: Number, state: CallState, channel: Channel) -> Sender:
    """A caller's number can be forged, a dialled one mistyped: neither proves anybody."""
    inbound = state.parties.direction == "inbound"
    point = GivenPoint(
        kind="phone",
        value=number.e164,
        verification="probable" if inbound else "claimed",
        source="caller_id" if inbound else "dialled",
        region=channel.default_region,
    )
    return Sender(
        name=state.parties.caller_name if number.e164 and inbound else "",
        points=(point,) if number.e164 else (),
        language=channel.language,
        withheld=number.withheld,
    )


def _participants(state: CallState, channel: Channel) -> tuple[dict[str, str], ...]:
    parties = state.parties
    sides = (
        ("from", parties.from_number, parties.caller_name),
        ("to", parties.to_number, ""),
    )
    return tuple(
        {"role": role, "name": name, "address": people.number_of(text, channel).e164 or text}
        for role, text, name in sides
        if text
    )


def _subject(number: Number, state: CallState, channel: Channel) -> str:
    with translation.override(channel.language):
        if not number.e164:
            return gettext("Call, number withheld") if number.withheld else gettext("Call")
        words = {"number": people.spaced(number)}
        if state.parties.direction == "outbound":
            return gettext("Call to %(number)s") % words
        return gettext("Call from %(number)s") % words


def _detail(call: Call, state: CallState) -> dict[str, Any]:
    durations = state.durations
    return {
        "id": call.id,
        "state": state.state,
        "from": state.parties.from_number,
        "to": state.parties.to_number,
        "caller_name": state.parties.caller_name,
        "cause": state.cause,
        "answered_at": state.answered_at and state.answered_at.isoformat(),
        "queued_seconds": durations.queued_seconds,
        "ring_seconds": durations.ring_seconds,
        "hold_seconds": durations.hold_seconds,
        "wait_source": durations.wait_source,
        "legs": len(state.legs),
    }
