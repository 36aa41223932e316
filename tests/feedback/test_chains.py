"""When a contact repeats an earlier one, at the boundaries the golden data does not touch."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from feedback.codes import Cause, OverrideKind, Scope
from feedback.journeys.rows import Direction, Entry, History, Override, StatusChange, TicketLife
from feedback.journeys.rules import DEFAULT_RULES
from feedback.journeys.trace import Journey, trace

START = datetime(2025, 3, 3, 9, tzinfo=UTC)
NOW = START + timedelta(days=100)
WEEK = 7 * 24.0


def at(hours: float) -> datetime:
    return START + timedelta(hours=hours)


def call(name: str, hours: float, ticket: str | None, **facts: Any) -> Entry:
    given: dict[str, Any] = {
        "kind": "call",
        "channel_kind": "phone",
        "direction": Direction.IN,
        "outcome": "answered",
        "reason": "R",
    }
    return Entry(id=name, customer="A", at=at(hours), ticket=ticket, **(given | facts))


def ticket(name: str, *changes: tuple[float, str], **facts: Any) -> TicketLife:
    return TicketLife(
        id=name,
        customer="A",
        changes=tuple(StatusChange(at=at(hours), status=status) for hours, status in changes),
        **facts,
    )


def journey(*facts: Entry | TicketLife | Override) -> Journey:
    history = History(
        entries=tuple(fact for fact in facts if isinstance(fact, Entry)),
        tickets=tuple(fact for fact in facts if isinstance(fact, TicketLife)),
        overrides=tuple(fact for fact in facts if isinstance(fact, Override)),
    )
    return trace(history, DEFAULT_RULES, at=NOW)


def chains(found: Journey, scope: Scope = Scope.SAME_REASON, window: str = "7d") -> list[list[str]]:
    return [[one.id for one in chain.contacts] for chain in found.chains[scope, window]]


def cause_of(found: Journey, contact: str) -> Cause | None:
    return next(
        link.cause for chain in found.issues for link in chain.links if link.contact == contact
    )


T = ticket("T", (0, "new"), (1, "resolved"))
U = ticket("U", (0, "new"))


@pytest.mark.parametrize(("hours", "together"), [(1 + WEEK, True), (1 + WEEK + 1 / 3600, False)])
def test_the_window_runs_from_the_resolution_and_includes_its_end(
    hours: float, together: bool
) -> None:
    found = journey(T, U, call("a", 0, "T"), call("b", hours, "U"))

    assert chains(found) == ([["a", "b"]] if together else [["a"], ["b"]])


def test_a_contact_at_the_very_moment_of_resolution_comes_after_it() -> None:
    found = journey(T, U, call("a", 0, "T"), call("b", 1, "U"))

    assert cause_of(found, "b") is Cause.RESOLUTION


def test_a_contact_that_reopens_the_ticket_came_after_its_resolution() -> None:
    reopened = ticket("T", (0, "new"), (1, "resolved"), (5, "open"))

    found = journey(reopened, call("a", 0, "T"), call("b", 5, "T"), call("c", 6, "T"))

    assert (cause_of(found, "b"), cause_of(found, "c")) == (Cause.RESOLUTION, Cause.CHASE)


def test_a_chase_has_no_window() -> None:
    owed = ticket("T", (0, "new"))

    found = journey(owed, U, call("a", 0, "T"), call("b", 90 * 24, "U"))

    assert cause_of(found, "b") is Cause.CHASE


def test_a_caller_who_got_nowhere_within_the_window_tries_again_for_access() -> None:
    lost = {"outcome": "abandoned", "wait_seconds": 60}

    soon = journey(U, call("a", 0, None, **lost), call("b", WEEK, "U"))
    late = journey(U, call("a", 0, None, **lost), call("b", WEEK + 1, "U"))

    assert cause_of(soon, "b") is Cause.ACCESS
    assert chains(late) == [["a"], ["b"]]


def test_overlapping_contacts_are_no_time_apart() -> None:
    found = journey(
        ticket("T", (0, "new"), (3, "resolved")),
        U,
        call("a", 0, None, ended_at=at(3)),
        call("b", 2, "U"),
    )
    link = found.issues[0].links[1]

    assert (link.cause, link.gap) == (Cause.RESOLUTION, timedelta(0))


def test_of_several_chains_the_one_with_the_newest_last_contact_goes_on() -> None:
    found = journey(
        T,
        U,
        call("a", 0, "T", reason="R"),
        call("b", 1, "T", reason="S"),
        call("c", 2, "U", reason="X"),
        Override(kind=OverrideKind.DIFFERENT_ISSUE, entry="b"),
    )

    assert chains(found, Scope.ANY_REASON) == [["a"], ["b", "c"]]


def test_each_contact_starts_the_window_anew() -> None:
    calls = [call(f"a{week}", week * WEEK, None) for week in range(5)]

    assert chains(journey(*calls)) == [["a0", "a1", "a2", "a3", "a4"]]


def test_one_ticket_ties_across_reasons_and_windows() -> None:
    found = journey(T, call("a", 0, "T"), call("b", 60 * 24, "T", reason="S"))

    assert chains(found, window="24h") == [["a", "b"]]
    assert cause_of(found, "b") is Cause.RESOLUTION
    assert found.issues[0].links[1].explicit


def test_a_merged_ticket_ties_from_before_the_merge_on() -> None:
    merged = ticket("U", (0, "new"), merged_into="T", merged_at=at(3))

    found = journey(
        ticket("T", (0, "new"), (9, "resolved")), merged,
        call("a", 0, "T"), call("b", 2, "U", reason="S"),
    )  # fmt: skip

    assert chains(found) == [["a", "b"]]
    assert [item.resolution.ticket for item in found.aftermath] == ["T"]


def test_an_answer_in_the_thread_of_a_resolved_ticket_ties() -> None:
    follow_up = ticket("U", (30 * 24, "new"))

    found = journey(
        T, follow_up, call("a", 0, "T"),
        call("b", 30 * 24, "U", reason="S", thread_ticket="T"),
    )  # fmt: skip

    assert chains(found) == [["a", "b"]]


def test_an_explicit_link_beats_a_rule() -> None:
    found = journey(
        T,
        U,
        call("a", 0, "T"),
        call("b", 1, None, reason="S"),
        call("c", 2, None, reason="S"),
        Override(kind=OverrideKind.SAME_ISSUE, entry="c", other="a"),
    )

    assert chains(found) == [["a", "c"], ["b"]]


def test_same_issue_may_be_said_of_either_contact() -> None:
    found = journey(
        T, U, call("a", 0, "T"), call("b", 60 * 24, "U"),
        Override(kind=OverrideKind.SAME_ISSUE, entry="a", other="b"),
    )  # fmt: skip

    assert chains(found) == [["a", "b"]]


def test_different_issue_separates_even_on_one_ticket_and_the_next_goes_to_the_newest() -> None:
    found = journey(
        T, call("a", 0, "T"), call("b", 2, "T"), call("c", 3, "T"),
        Override(kind=OverrideKind.DIFFERENT_ISSUE, entry="b"),
    )  # fmt: skip

    assert chains(found) == [["a"], ["b", "c"]]
    assert chains(found, Scope.ANY_REASON, "30d") == [["a"], ["b", "c"]]


def test_different_from_one_contact_may_still_repeat_another() -> None:
    found = journey(
        T, U, call("a", 0, "T"), call("b", 1, "U", reason="S"), call("c", 2, "U"),
        Override(kind=OverrideKind.DIFFERENT_ISSUE, entry="c", other="a"),
    )  # fmt: skip

    assert chains(found, Scope.ANY_REASON) == [["a", "b"], ["c"]]
    assert chains(found) == [["a"], ["b", "c"]]


def test_contacts_without_a_reason_join_by_rule_only_where_reasons_do_not_matter() -> None:
    found = journey(T, U, call("a", 0, "T", reason=None), call("b", 2, "U", reason=None))

    assert chains(found) == [["a"], ["b"]]
    assert chains(found, Scope.ANY_REASON) == [["a", "b"]]


def test_a_ticket_reopened_without_a_contact_wakes_its_old_chain() -> None:
    reopened = ticket("T", (0, "new"), (1, "resolved"), (60 * 24, "open"))

    found = journey(
        reopened, U, call("a", 0, "T"),
        call("b", 40 * 24, None), call("c", 61 * 24, "U"),
        Override(kind=OverrideKind.DIFFERENT_ISSUE, entry="c", other="b"),
    )  # fmt: skip

    assert chains(found) == [["a", "c"], ["b"]]
    assert cause_of(found, "c") is Cause.CHASE


def apart(entry: str, other: str) -> Override:
    return Override(kind=OverrideKind.DIFFERENT_ISSUE, entry=entry, other=other)


def test_a_chain_one_contact_was_kept_out_of_stays_open_to_the_next() -> None:
    calls = [call(name, hour, None) for hour, name in enumerate("abc")]

    found = journey(*calls, apart("b", "a"), apart("c", "b"))

    assert chains(found) == [["a", "c"], ["b"]]


def test_a_reopening_at_the_moment_of_an_unrelated_contact_is_not_missed() -> None:
    reopened = ticket("T", (0, "new"), (1, "resolved"), (40 * 24, "open"))

    found = journey(
        reopened, call("a", 0, "T"), call("b", 40 * 24, None), call("c", 41 * 24, None),
        apart("c", "b"),
    )  # fmt: skip

    assert chains(found) == [["a", "c"], ["b"]]


def test_a_merge_into_an_unresolved_ticket_wakes_an_old_chain() -> None:
    merged = ticket("U", (0, "new"), (1, "resolved"), merged_into="T", merged_at=at(50 * 24))

    found = journey(
        ticket("T", (0, "new")), merged, call("a", 0, "U"),
        call("b", 40 * 24, None), call("c", 51 * 24, None), apart("c", "b"),
    )  # fmt: skip

    assert chains(found) == [["a", "c"], ["b"]]


def test_a_solicited_turn_goes_to_its_tickets_chain_and_is_no_repeat() -> None:
    asked = TicketLife(
        id="T",
        customer="A",
        changes=(
            StatusChange(at=at(0), status="new"),
            StatusChange(at=at(1), status="pending", asked=True),
            StatusChange(at=at(2), status="open"),
        ),
    )

    found = journey(asked, call("a", 0, "T"), call("b", 2, "T"))

    assert [[turn.id for turn in chain.turns] for chain in found.issues] == [["a", "b"]]
    assert found.issues[0].repeats == 0


def test_the_contact_a_ticket_began_with_is_not_its_own_recontact() -> None:
    at_once = ticket("T", (0, "new"), (0, "resolved"), reason="R")

    alone = journey(at_once, call("a", 0, "T"))
    again = journey(at_once, call("a", 0, "T"), call("b", 0, "T", reason="S"))

    assert alone.aftermath[0].next_contact[Scope.ANY_REASON] is None
    assert not alone.aftermath[0].is_followed(Scope.SAME_REASON, timedelta(days=7))
    followed = again.aftermath[0].next_contact[Scope.SAME_REASON]
    assert followed is not None
    assert followed.id == "b"
