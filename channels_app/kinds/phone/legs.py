"""Which leg of which call an event belongs to; events are stored here and nowhere else."""

from datetime import datetime, timedelta
from typing import Final

from channels_app.kinds.phone import people
from channels_app.kinds.phone.events import PhoneEvent
from channels_app.kinds.phone.reported import Reported
from channels_app.models import Call, CallEvent
from tickets.models import Channel

REUSED_AFTER: Final = timedelta(minutes=10)
"""A call id that rings again this long after its end names a new call."""

_FIELDS: Final = (
    "event",
    "at",
    "discriminator",
    "sequence",
    "direction",
    "from_number",
    "to_number",
    "queue",
    "agent_name",
    "caller_name",
    "cause",
    "queued_seconds",
    "ring_seconds",
    "rejected",
)


def event_row(reported: Reported, channel: Channel, *, at: datetime) -> CallEvent:
    """The unsaved event, with its agent and the leg it belongs to."""
    moment = reported.happened_at(at)
    generation = _generation(reported, channel, at=moment)
    return CallEvent(
        channel=channel,
        leg=f"{reported.call_id}~{generation}" if generation else reported.call_id,
        reported_id=reported.call_id,
        generation=generation,
        event=reported.event,
        discriminator=reported.discriminator,
        sequence=reported.sequence,
        at=moment,
        direction=reported.direction or _implied_direction(reported, channel),
        from_number=reported.from_number,
        to_number=reported.to_number,
        queue=reported.queue,
        agent=people.agent_named(reported.agents, channel),
        agent_name=next(iter(reported.agents), ""),
        caller_name=reported.caller_name,
        cause=reported.cause,
        queued_seconds=reported.queued_seconds,
        ring_seconds=reported.ring_seconds,
    )


def store(row: CallEvent, reported: Reported) -> tuple[Call, bool]:
    """Saves the event unless it is known; returns its call, locked, and whether it was new."""
    known = CallEvent.objects.filter(channel=row.channel, leg=row.leg)
    repeated = known.filter(event=row.event, discriminator=row.discriminator).first()
    if repeated is not None:
        return _locked(repeated.call_id), False
    sibling = known.select_related("call").first()
    call = _root_call(row, reported)
    if sibling is not None:
        call = _adopt(sibling.call, call) if call else sibling.call
    row.call = _locked(call.id) if call else _new_call(row, row.leg)
    row.save(force_insert=True)
    return row.call, True


def direction_known(row: CallEvent) -> str:
    """What the event or an earlier one of its leg says; inbound where nobody does."""
    if row.direction:
        return row.direction
    known = CallEvent.objects.filter(channel=row.channel, leg=row.leg).select_related("call")
    first = known.first()
    return first.call.direction if first else "inbound"


def value_of(row: CallEvent) -> PhoneEvent:
    """The stored event as the value the fold works on."""
    values = {name: getattr(row, name) for name in _FIELDS}
    return PhoneEvent(call_id=row.leg, agent_id=row.agent_id or "", **values)


def _implied_direction(reported: Reported, channel: Channel) -> str:
    if people.is_ours(reported.to_number, channel):
        return "inbound"
    return "outbound" if people.is_ours(reported.from_number, channel) else ""


def _generation(reported: Reported, channel: Channel, *, at: datetime) -> int:
    """Which use of the call id this is: some exchanges send the caller's number as the id."""
    newest = _newest(channel, reported.call_id)
    if newest is None:
        return 0
    if reported.event != "ringing":
        return newest.generation
    leg = CallEvent.objects.filter(channel=channel, leg=newest.leg, event="ended")
    ended = leg.order_by("at", "id").first()
    if ended is None or at <= ended.at:
        return newest.generation
    reused = channel.settings.get("call_ids") == "reused"
    return newest.generation + (1 if reused or at - ended.at > REUSED_AFTER else 0)


def _newest(channel: Channel, reported_id: str) -> CallEvent | None:
    rows = CallEvent.objects.filter(channel=channel, reported_id=reported_id)
    return rows.select_related("call").order_by("-generation").first()


def _root_call(row: CallEvent, reported: Reported) -> Call | None:
    """The call whose leg this is, if the event names another id as its root."""
    name = reported.root_call_id
    if not name or name == reported.call_id:
        return None
    newest = _newest(row.channel, name)
    if newest is not None:
        return newest.call
    return Call.objects.filter(channel=row.channel, root=name).first() or _new_call(row, name)


def _adopt(leg: Call, root: Call) -> Call:
    """The root takes over the events of a leg that was not known as one; returns the keeper.

    A leg that stands on the timeline already stays a call of its own.
    """
    if leg == root or leg.interaction_id is not None:
        return leg
    leg.events.update(call=root)
    leg.delete()
    return root


def _new_call(row: CallEvent, root: str) -> Call:
    return Call.objects.create(
        channel=row.channel,
        root=root,
        state=Call.State.RINGING,
        direction=row.direction or "inbound",
        started_at=row.at,
        last_event_at=row.at,
    )


def _locked(call_id: str) -> Call:
    return Call.objects.select_for_update(of=("self",)).get(id=call_id)
