"""Takes an event, adds up the call, and keeps its one entry on the timeline right."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from channels_app.kinds.phone import entry, legs
from channels_app.kinds.phone.answers import Decision
from channels_app.kinds.phone.deciding import decide
from channels_app.kinds.phone.events import LOST
from channels_app.kinds.phone.fold import fold
from channels_app.kinds.phone.reported import Reported
from channels_app.models import Call, CallEvent, InboundPayload
from tickets import calls, doorbell
from tickets.contracts import CUSTOMER, SYSTEM, Actor
from tickets.customers import identity
from tickets.models import Channel

NAMELESS_AFTER: Final = timedelta(minutes=1)
"""How long the caller of an ended call may stay unnamed before it is recorded without one."""

LOST_AFTER: Final = timedelta(hours=4)
"""How long a call may be silent before we take its end for lost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What became of an event: the call as it stands now and what to tell the exchange."""

    call: Call
    is_new: bool
    decision: Decision


def record(
    reported: Reported,
    channel: Channel,
    *,
    at: datetime,
    payload: InboundPayload | None = None,
    by: Actor = CUSTOMER,
) -> Recorded:
    """Takes one event; the same one again changes nothing. ``at`` is when it reached us.

    Raises :class:`tickets.intake.ChannelDisabled`.
    """
    names = {reported.call_id, reported.root_call_id} - {""}
    with transaction.atomic():
        identity.lock([f"call:{channel.id}:{name}" for name in names])
        row = legs.event_row(reported, channel, at=at)
        row.payload = payload
        decision = decide(reported, channel, direction=legs.direction_known(row), at=at)
        row.rejected = bool(decision.reject)
        call, is_new = legs.store(row, reported)
        if is_new:
            _add_up(call, channel, at=at, by=by)
            _tell(call, row)
    return Recorded(call=call, is_new=is_new, decision=decision)


def close_lost(at: datetime) -> int:
    """Ends calls of which nothing was heard for four hours; returns how many."""
    silent = Call.objects.live().silent_since(at - LOST_AFTER)
    return _for_each(silent.values_list("id", flat=True), _end_lost_legs, at=at)


def record_nameless(at: datetime) -> int:
    """Puts ended calls on the timeline whose caller nobody named in time; returns how many."""
    waiting = Call.objects.unrecorded().silent_since(at - NAMELESS_AFTER)
    return _for_each(waiting.values_list("id", flat=True), _nothing_more, at=at)


def _for_each(ids: Iterable[str], prepare: Callable[[Call], None], *, at: datetime) -> int:
    done = 0
    for call_id in list(ids):
        with transaction.atomic():
            rows = Call.objects.select_for_update(of=("self",)).select_related("channel__queue")
            call = rows.filter(id=call_id).first()
            if call is not None:
                prepare(call)
                _add_up(call, call.channel, at=at, by=SYSTEM, nameless=True)
                done += 1
    return done


def _nothing_more(call: Call) -> None:
    """The events are complete as they are."""


def _end_lost_legs(call: Call) -> None:
    """Writes the end that the exchange never told us of, at the last moment we heard anything."""
    newest = {event.leg: event for event in call.events.order_by("at", "id")}
    ended = set(call.events.filter(event="ended").values_list("leg", flat=True))
    CallEvent.objects.bulk_create(
        CallEvent(
            channel_id=call.channel_id,
            call=call,
            leg=leg,
            reported_id=last.reported_id,
            generation=last.generation,
            event="ended",
            discriminator=LOST,
            at=last.at,
            cause=LOST,
        )
        for leg, last in newest.items()
        if leg not in ended
    )


def _add_up(
    call: Call, channel: Channel, *, at: datetime, by: Actor, nameless: bool = False
) -> None:
    """Writes what the stored events add up to on the call and on the timeline."""
    rows = list(call.events.all())
    state = fold(map(legs.value_of, rows), root=call.root)
    entry.write_on(call, state, channel)
    call.last_event_at = max(row.at for row in rows)
    message = entry.message_of(call, state, channel)
    call.internal = message is None
    if message is not None and (nameless or call.interaction_id or entry.names_customer(state)):
        # Until somebody names the caller there is nobody's timeline to write on.
        call.interaction_id = calls.record(message, at=at, by=by).interaction_id
    call.save()


def _tell(call: Call, row: CallEvent) -> None:
    """Lets open desks show the call: the queue while it rings, the agent once it is answered."""
    facts = {"call": call.id, "interaction": call.interaction_id or ""}
    if row.event in {"ringing", "queued"} and not row.rejected:
        if call.state in {Call.State.RINGING, Call.State.QUEUED} and call.direction == "inbound":
            doorbell.hint(f"queue:{call.queue_id}", "call.ringing", **facts)
    elif row.event == "answered" and call.agent_id and call.ended_at is None:
        doorbell.hint(f"agent:{call.agent_id}", "call.answered", **facts)
