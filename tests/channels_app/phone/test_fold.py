"""A call is the same whatever order its events arrive in, and however often."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels_app.kinds.phone.events import LOST, RANK, PhoneEvent
from channels_app.kinds.phone.fold import fold
from channels_app.kinds.phone.outcomes import OUTCOMES, Facts, outcome_of

NOW = datetime(2026, 11, 21, 8, 2, 11, tzinfo=UTC)
CAUSES = ("", "normalClearing", "busy", "cancel", "noAnswer", "forwarded", "odd word", LOST)


def an_event(name: str, after: float = 0, **fields: Any) -> PhoneEvent:
    at = NOW + timedelta(seconds=after)
    return PhoneEvent(
        call_id=fields.pop("call_id", "c1"),
        event=name,
        at=at,
        discriminator=fields.pop("discriminator", at.isoformat()),
        **fields,
    )


events = st.builds(
    an_event,
    st.sampled_from(sorted(RANK)),
    st.integers(0, 600),
    call_id=st.sampled_from(["c1", "c2"]),
    sequence=st.none() | st.integers(0, 9),
    direction=st.sampled_from(["", "inbound", "outbound"]),
    from_number=st.sampled_from(["", "+420602123456"]),
    agent_id=st.sampled_from(["", "agt_a", "agt_b"]),
    cause=st.sampled_from(CAUSES),
    queued_seconds=st.none() | st.integers(0, 100),
)
calls = st.lists(events, min_size=1, max_size=8)


@given(calls, st.randoms())
def test_order_and_repeats_of_events_change_nothing(told: list[PhoneEvent], chance: Any) -> None:
    shuffled = [*told, *chance.choices(told, k=3)]
    chance.shuffle(shuffled)
    assert fold(shuffled, root="c1") == fold(told, root="c1")


@given(calls, events)
def test_an_ended_call_never_rings_again(told: list[PhoneEvent], late: PhoneEvent) -> None:
    ended = [*told, *(an_event("ended", 700, call_id=leg) for leg in ("c1", "c2"))]
    state = fold([*ended, late])
    assert state.state == "ended"
    assert state.outcome


@given(calls)
def test_times_stand_in_order_and_no_duration_is_negative(told: list[PhoneEvent]) -> None:
    state = fold(told)
    if state.ended_at:
        assert state.started_at <= (state.answered_at or state.started_at) <= state.ended_at
    durations = state.durations
    for seconds in (durations.wait_seconds, durations.talk_seconds, durations.hold_seconds):
        assert seconds is None or seconds >= 0


@given(st.permutations(range(5)), st.sets(st.sampled_from([0, 1]), max_size=2))
def test_a_lost_beginning_leaves_the_end_as_it_was(order: list[int], lost: set[int]) -> None:
    told = [
        an_event("ringing", 0, direction="inbound"),
        an_event("queued", 2),
        an_event("answered", 40, direction="inbound", agent_id="agt_a"),
        an_event("held", 60),
        an_event("ended", 100, cause="normalClearing"),
    ]
    state = fold(told[place] for place in order if place not in lost)
    assert (state.state, state.outcome) == ("ended", "answered")
    assert (state.parties.agent_id, state.durations.talk_seconds) == ("agt_a", 20)
    assert state.synthetic_start == (lost == {0, 1})


def test_a_call_shows_who_waited_and_talked_for_how_long() -> None:
    state = fold(
        [
            an_event("ringing", 0, direction="inbound", from_number="+420602123456"),
            an_event("queued", 4),
            an_event("answered", 94, agent_id="agt_a"),
            an_event("held", 120),
            an_event("resumed", 150),
            an_event("ended", 449, cause="normalClearing"),
        ]
    )
    assert state.durations.wait_seconds == 94
    assert state.durations.wait_source == "derived"
    assert state.durations.queued_seconds == 90
    assert state.durations.hold_seconds == 30
    assert state.durations.talk_seconds == 325


def test_stated_waiting_counts_where_the_beginning_was_lost() -> None:
    state = fold([an_event("answered", 94, queued_seconds=94, ring_seconds=6)])
    assert (state.durations.wait_seconds, state.durations.wait_source) == (94, "pbx")


def test_waiting_is_unknown_where_nobody_can_know_it() -> None:
    state = fold([an_event("answered", 94)])
    assert (state.durations.wait_seconds, state.durations.wait_source) == (None, "none")


def test_legs_of_one_root_are_one_call() -> None:
    state = fold(
        [
            an_event("ringing", 0, direction="inbound", from_number="+420602123456"),
            an_event("ended", 10, cause="forwarded"),
            an_event("ringing", 10, call_id="c2", from_number="+420800123456"),
            an_event("answered", 15, call_id="c2", agent_id="agt_b"),
            an_event("ended", 60, call_id="c2", cause="normalClearing"),
        ],
        root="c1",
    )
    assert (state.outcome, len(state.legs)) == ("answered", 2)
    assert state.parties.from_number == "+420602123456"
    assert state.parties.agent_id == "agt_b"
    assert state.ended_at == NOW + timedelta(seconds=60)


def test_a_call_rings_again_on_its_next_leg() -> None:
    told = [
        an_event("ringing", 0),
        an_event("ended", 10, cause="forwarded"),
        an_event("ringing", 10, call_id="c2"),
    ]
    assert fold(told, root="c1").state == "ringing"


def test_the_real_end_replaces_the_one_we_assumed() -> None:
    assumed = an_event("ended", 94, cause=LOST, discriminator=LOST)
    told = [an_event("ringing", 0), an_event("answered", 94), assumed]
    assert fold(told).durations.talk_seconds is None
    assert fold([*told, an_event("ended", 194)]).durations.talk_seconds == 100


OUTCOME_CASES = [
    ("voicemail", {"voicemail": True, "answered": True}),
    ("answered", {"answered": True, "cause": "normalClearing"}),
    ("rejected", {"rejected": True}),
    ("rejected", {"cause": "blocked"}),
    ("rejected", {"cause": "rejected"}),
    ("forwarded", {"cause": "forwarded"}),
    ("missed", {"cause": "forwarded", "legs": 2}),
    ("busy", {"cause": "busy"}),
    ("failed", {"cause": "notFound"}),
    ("failed", {"cause": "congestion"}),
    ("abandoned", {"cause": "cancel"}),
    ("abandoned", {"cause": "normalClearing"}),
    ("abandoned", {"cause": "a word of tomorrow"}),
    ("missed", {"cause": "noAnswer"}),
    ("missed", {}),
    ("no_answer", {"direction": "outbound", "cause": "cancel"}),
    ("no_answer", {"direction": "outbound"}),
    ("unknown", {"cause": LOST}),
    ("answered", {"cause": LOST, "answered": True}),
]


@pytest.mark.parametrize(("outcome", "facts"), OUTCOME_CASES)
def test_outcome_is_the_first_row_that_fits(outcome: str, facts: dict[str, Any]) -> None:
    plain = {
        "direction": "inbound",
        "cause": "",
        "answered": False,
        "voicemail": False,
        "rejected": False,
        "legs": 1,
    }
    assert outcome_of(Facts(**{**plain, **facts})) == outcome


def test_every_outcome_is_shown_by_a_case() -> None:
    assert {name for name, _ in OUTCOMES} == {name for name, _ in OUTCOME_CASES}


@pytest.mark.parametrize("field", ["agent_name", "queue"])
def test_an_answer_by_the_box_is_voicemail(field: str) -> None:
    told = [an_event("ringing"), an_event("answered", 20, **{field: "voicemail"})]
    assert fold([*told, an_event("ended", 50)]).outcome == "voicemail"
