"""Random customer histories, dense in ties and in times exactly on a boundary."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from feedback.codes import OverrideKind
from feedback.journeys.rows import (
    Direction,
    Entry,
    History,
    Override,
    StatusChange,
    TicketLife,
)

START = datetime(2025, 3, 1, tzinfo=UTC)
STEPS = [
    0, 0, 1, 4, 5, 300, 600, 601, 1799, 1800, 1801, 3600, 86_399, 86_400, 86_401,
    3 * 86_400, 3 * 86_400 + 1, 7 * 86_400, 7 * 86_400 + 1, 14 * 86_400, 30 * 86_400 + 1,
]  # fmt: skip
CHANNELS = {
    "email": ("email", 8),
    "form": ("webform", 3),
    "call": ("phone", 5),
    "chat": ("chat", 4),
    "voicemail": ("phone", 1),
    "sms": ("sms", 2),
    "letter": ("letter", 1),
    "note": ("internal", 1),
    "event": ("internal", 1),
}
KINDS = [kind for kind, (_, weight) in CHANNELS.items() for _ in range(weight)]
FLAGS = [
    "ack", "auto", "bulk", "spam", "test", "proactive", "feedback_reply", "survey_answer",
]  # fmt: skip
OUTCOMES = [None, "answered", "answered", "abandoned", "missed", "blocked", "voicemail"]
STATUSES = ["new", "open", "pending", "on_hold", "resolved", "resolved", "closed"]


@st.composite
def _life(draw: st.DrawFn, number: int, instants: list[datetime]) -> TicketLife:
    when = st.sampled_from(instants)
    times = sorted(draw(st.lists(when, min_size=1, max_size=4)))
    into = draw(st.one_of(st.none(), st.sampled_from(range(number)))) if number else None
    return TicketLife(
        id=f"t{number}",
        customer="c",
        reason=draw(st.sampled_from([None, "R", "S"])),
        changes=tuple(
            StatusChange(at=at, status=draw(st.sampled_from(STATUSES)), asked=draw(st.booleans()))
            for at in times
        ),
        merged_into=None if into is None else f"t{into}",
        merged_at=None if into is None else draw(when),
    )


@st.composite
def _entry(draw: st.DrawFn, number: int, instants: list[datetime], tickets: list[str]) -> Entry:
    kind = draw(st.sampled_from(KINDS))
    at = draw(st.sampled_from(instants))
    lasted = draw(st.sampled_from([None, None, 0, 3, 240, 900]))
    maybe_ticket = st.sampled_from([None, *tickets, *tickets])
    return Entry(
        id=f"e{number:02}",
        customer="c",
        at=at,
        ended_at=None if lasted is None else at + timedelta(seconds=lasted),
        kind=kind,
        channel_kind=CHANNELS[kind][0],
        direction=draw(st.sampled_from([Direction.IN] * 4 + [Direction.OUT])),
        ticket=draw(maybe_ticket),
        thread_ticket=draw(st.sampled_from([None, None, None, *tickets])),
        reason=draw(st.sampled_from([None, None, "R", "S"])),
        agent=draw(st.sampled_from([None, "anna"])),
        flags=draw(st.frozensets(st.sampled_from(FLAGS), max_size=1))
        if draw(st.integers(0, 3)) == 0
        else frozenset(),
        outcome=draw(st.sampled_from(OUTCOMES)) if kind in {"call", "chat"} else None,
        wait_seconds=draw(st.sampled_from([None, 0, 4, 5, 90])),
        customer_messages=draw(st.sampled_from([None, 0, 3])) if kind == "chat" else None,
        message_key=draw(st.sampled_from([None] * 5 + ["m1", "m2"])),
        in_reply_to=draw(st.sampled_from([None, None, "e00", "e01", "e02"])),
        ack_certainty=draw(st.sampled_from([None, None, 0.89, 0.9])),
        reopened_ticket=draw(st.booleans()),
    )


@st.composite
def histories(draw: st.DrawFn, most: int = 14) -> History:
    """One customer's history of up to ``most`` entries."""
    steps = draw(st.lists(st.sampled_from(STEPS), min_size=1, max_size=most))
    instants = [START]
    for step in steps:
        instants.append(instants[-1] + timedelta(seconds=step))
    lives = [draw(_life(number, instants)) for number in range(draw(st.integers(0, 4)))]
    tickets = [life.id for life in lives]
    count = draw(st.integers(0, most))
    entries = [draw(_entry(number, instants, tickets)) for number in range(count)]
    names = st.sampled_from([entry.id for entry in entries] or ["none"])
    overrides = draw(
        st.lists(
            st.builds(
                Override,
                kind=st.sampled_from(OverrideKind),
                entry=names,
                other=st.one_of(st.none(), names),
            ),
            max_size=3,
        )
    )
    return History(entries=tuple(entries), tickets=tuple(lives), overrides=tuple(overrides))
