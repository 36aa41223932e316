"""A call is a pure function of the set of its events.

So repeated, late and swapped events end in the same call, and any event can be the first.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from channels_app.kinds.phone.durations import Durations, durations_of, held_seconds
from channels_app.kinds.phone.events import LOST, PhoneEvent, in_order
from channels_app.kinds.phone.outcomes import Facts, outcome_of

_LIVE_STATES: Final = ("answered", "held", "queued", "ringing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """One call id inside a call; ``synthetic_start`` means that its beginning was lost."""

    call_id: str
    state: str
    started_at: datetime
    answered_at: datetime | None
    ended_at: datetime | None
    cause: str
    hold_seconds: int
    synthetic_start: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    """Who called whom, as the exchange wrote it; empty where no event says."""

    direction: str
    from_number: str
    to_number: str
    queue: str
    agent_id: str
    agent_name: str
    caller_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallState:
    """What is known of a call.

    ``state`` is ringing, queued, answered, held or ended; ``outcome`` is empty until the end.
    ``rejected`` means that we turned the caller away; ``synthetic_start`` and ``lost_end`` that
    the exchange never told us of one or the other.
    """

    state: str
    outcome: str
    cause: str
    voicemail: bool
    rejected: bool
    parties: Parties
    started_at: datetime
    answered_at: datetime | None
    ended_at: datetime | None
    durations: Durations
    synthetic_start: bool
    lost_end: bool
    legs: tuple[Leg, ...]


def fold(events: Iterable[PhoneEvent], *, root: str = "") -> CallState:
    """The call that these events tell of; at least one is needed.

    ``root`` is the call id the legs hang from; without it the earliest leg counts as the root.
    """
    by_leg: dict[str, set[PhoneEvent]] = {}
    for event in events:
        by_leg.setdefault(event.call_id, set()).add(event)
    pairs = [(_leg(told), told) for told in map(in_order, by_leg.values())]
    pairs.sort(key=lambda pair: (pair[0].call_id != root, pair[0].started_at, pair[0].call_id))
    return _call(tuple(leg for leg, _ in pairs), [told for _, told in pairs])


def _leg(events: list[PhoneEvent]) -> Leg:
    answered = next((event.at for event in events if event.event == "answered"), None)
    ends = [event for event in events if event.event == "ended"]
    ends = [event for event in ends if event.cause != LOST] or ends
    started = min(event.at for event in events)
    ended = max(ends[0].at, answered or started) if ends else None
    return Leg(
        call_id=events[0].call_id,
        state="ended" if ended else _live_state(events),
        started_at=started,
        answered_at=answered,
        ended_at=ended,
        cause=next((event.cause for event in ends if event.cause), ""),
        hold_seconds=held_seconds(events, ended),
        synthetic_start=not any(event.event in {"ringing", "queued"} for event in events),
    )


def _live_state(events: list[PhoneEvent]) -> str:
    """The furthest the leg has come: a late "ringing" does not undo an answer."""
    seen = {event.event for event in events}
    if seen & {"answered", "held", "resumed"}:
        holds = [event.event for event in events if event.event in {"held", "resumed"}]
        return "held" if holds and holds[-1] == "held" else "answered"
    return "queued" if "queued" in seen else "ringing"


def _call(legs: tuple[Leg, ...], told: list[list[PhoneEvent]]) -> CallState:
    events = [event for leg in told for event in leg]
    live = {leg.state for leg in legs if leg.ended_at is None}
    state = next((name for name in _LIVE_STATES if name in live), "ended")
    last = max(legs, key=lambda leg: (leg.ended_at is None, leg.ended_at or leg.started_at))
    parties = _parties(told)
    answered = min((leg.answered_at for leg in legs if leg.answered_at), default=None)
    facts = _facts(parties, last, events, answered=answered is not None, legs=len(legs))
    ended = last.ended_at if state == "ended" else None
    started = min(leg.started_at for leg in legs)
    synthetic = all(leg.synthetic_start for leg in legs)
    lost = state == "ended" and last.cause == LOST
    held = sum(leg.hold_seconds for leg in legs)
    return CallState(
        state=state,
        outcome=outcome_of(facts) if ended else "",
        cause=last.cause,
        voicemail=facts.voicemail,
        rejected=facts.rejected,
        parties=parties,
        started_at=started,
        answered_at=answered,
        ended_at=ended,
        durations=durations_of(
            events,
            started=None if synthetic else started,
            answered=answered,
            ended=ended,
            held=held,
            lost_end=lost,
        ),
        synthetic_start=synthetic,
        lost_end=lost,
        legs=legs,
    )


def _facts(
    parties: Parties, last: Leg, events: list[PhoneEvent], *, answered: bool, legs: int
) -> Facts:
    return Facts(
        direction=parties.direction,
        cause=last.cause,
        answered=answered,
        voicemail=any(event.reaches_voicemail for event in events),
        rejected=any(event.rejected for event in events),
        legs=legs,
    )


def _parties(told: list[list[PhoneEvent]]) -> Parties:
    """The root leg speaks first; what it does not say, the others may.

    Numbers are those of the start, direction and queue the newest, and the agent is the last
    one named on any leg: a call passed on belongs to whoever has it now.
    """
    newest = [event for leg in told for event in reversed(leg)]
    oldest = [event for leg in told for event in leg]
    latest = newest if len(told) == 1 else sorted(newest, key=_time, reverse=True)
    return Parties(
        direction=_first(newest, "direction") or "inbound",
        from_number=_first(oldest, "from_number"),
        to_number=_first(oldest, "to_number"),
        queue=_first(newest, "queue"),
        agent_id=_first(latest, "agent_id"),
        agent_name=_first(latest, "agent_name"),
        caller_name=_first(oldest, "caller_name"),
    )


def _time(event: PhoneEvent) -> datetime:
    return event.at


def _first(events: list[PhoneEvent], name: str) -> str:
    return next((value for event in events if (value := str(getattr(event, name)))), "")
