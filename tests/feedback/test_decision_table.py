"""What counts as a contact, row by row of the decision table, at its boundaries."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from feedback.codes import EntryClass, OverrideKind
from feedback.journeys.contacts import DECISION_TABLE, fold
from feedback.journeys.lives import IncompleteHistoryError, MergeCycleError, Tickets
from feedback.journeys.rows import (
    Direction,
    Entry,
    Folding,
    History,
    Override,
    StatusChange,
    TicketLife,
)
from feedback.journeys.rules import DEFAULT_RULES

NINE = datetime(2025, 3, 3, 9, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return NINE + timedelta(minutes=minutes)


def entry(name: str, minutes: float, **facts: Any) -> Entry:
    given: dict[str, Any] = {
        "kind": "email",
        "channel_kind": facts.get("kind", "email"),
        "direction": Direction.IN,
        "ticket": "T",
    }
    return Entry(id=name, customer="A", at=at(minutes), **(given | facts))


def ticket(*changes: tuple[float, str], name: str = "T", **facts: Any) -> TicketLife:
    return TicketLife(
        id=name,
        customer="A",
        changes=tuple(
            StatusChange(at=at(minutes), status=status, asked=status == "pending")
            for minutes, status in changes
        ),
        **facts,
    )


OPEN = ticket((0, "new"))


def folded(
    *entries: Entry,
    tickets: tuple[TicketLife, ...] = (OPEN,),
    overrides: tuple[Override, ...] = (),
) -> Folding:
    return fold(History(entries=entries, tickets=tickets, overrides=overrides), DEFAULT_RULES)


def classes(*entries: Entry, **facts: Any) -> list[str]:
    verdicts = folded(*entries, **facts).verdicts
    return [verdicts[one.id].entry_class.value for one in entries]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, "contact"),
        ({"kind": "form"}, "contact"),
        ({"kind": "sms"}, "contact"),
        ({"kind": "letter"}, "contact"),
        ({"kind": "visit"}, "contact"),
        ({"kind": "call", "outcome": "answered"}, "contact"),
        ({"kind": "voicemail", "outcome": "voicemail"}, "contact"),
        ({"kind": "call", "outcome": "abandoned", "wait_seconds": 5}, "contact"),
        ({"kind": "call", "outcome": "abandoned", "wait_seconds": 4}, "short_abandon"),
        ({"kind": "call", "outcome": "abandoned", "ended_at": at(0.05)}, "short_abandon"),
        ({"kind": "call", "outcome": "abandoned"}, "contact"),
        ({"kind": "call", "outcome": "answered", "wait_seconds": 1}, "contact"),
        ({"kind": "call", "outcome": "blocked"}, "contact"),
        ({"kind": "chat", "customer_messages": 1}, "contact"),
        ({"kind": "chat", "customer_messages": 0}, "empty_chat"),
        ({"direction": Direction.OUT}, "outbound"),
        ({"direction": Direction.OUT, "kind": "call", "outcome": "answered"}, "outbound"),
        ({"direction": Direction.OUT, "flags": frozenset({"auto"})}, "outbound_auto"),
        ({"direction": Direction.OUT, "flags": frozenset({"proactive"})}, "outbound_proactive"),
        ({"direction": Direction.INTERNAL, "kind": "note"}, "internal_note"),
        ({"direction": Direction.INTERNAL}, "internal_note"),
        ({"kind": "event"}, "event"),
        ({"flags": frozenset({"auto_reply"})}, "auto_reply"),
        ({"flags": frozenset({"bulk"})}, "auto_reply"),
        ({"flags": frozenset({"spam"})}, "spam"),
        ({"flags": frozenset({"spam", "auto_reply"})}, "spam"),
        ({"flags": frozenset({"staff"})}, "staff_or_test"),
        ({"flags": frozenset({"test"})}, "staff_or_test"),
        ({"flags": frozenset({"feedback_reply"})}, "feedback_reply"),
        ({"flags": frozenset({"survey_answer"})}, "feedback_reply"),
        ({"flags": frozenset({"feedback_reply"}), "reopened_ticket": True}, "contact"),
        ({"duplicate_of": "earlier"}, "duplicate"),
        ({"flags": frozenset({"proactive"})}, "contact"),
    ],
)
def test_one_entry_alone(facts: dict[str, Any], expected: str) -> None:
    assert classes(entry("a", 1, **facts)) == [expected]


def test_every_class_has_a_row_in_the_table() -> None:
    assert [name for name, _ in DECISION_TABLE][-1] is EntryClass.CONTACT
    assert {name for name, _ in DECISION_TABLE} == set(EntryClass)


@pytest.mark.parametrize("kind", ["email", "form", "sms", "social"])
def test_a_second_written_message_is_folded_up_to_thirty_minutes(kind: str) -> None:
    first, second, third = (entry(name, 0, kind=kind) for name in "abc")
    within = entry("b", 30, kind=kind)
    beyond = entry("b", 30 + 1 / 60, kind=kind)

    assert classes(first, within) == ["contact", "folded"]
    assert classes(first, beyond) == ["contact", "contact"]
    assert classes(first, second, third) == ["contact", "folded", "folded"]


def test_folding_slides_with_each_message() -> None:
    entries = [entry(f"a{number}", number * 29) for number in range(6)]

    folding = folded(*entries)

    assert [turn.entries for turn in folding.turns] == [tuple(one.id for one in entries)]
    assert folding.turns[0].end == at(5 * 29)


def test_nothing_is_folded_after_a_human_reply_but_a_receipt_does_not_end_it() -> None:
    receipt = entry("r", 1, direction=Direction.OUT, flags=frozenset({"auto"}))
    reply = entry("r", 1, direction=Direction.OUT)
    spoken = entry("r", 1, kind="call", outcome="answered")
    missed = entry("r", 1, kind="call", outcome="abandoned", wait_seconds=60)

    assert classes(entry("a", 0), receipt, entry("b", 5))[-1] == "folded"
    assert classes(entry("a", 0), reply, entry("b", 5))[-1] == "contact"
    assert classes(entry("a", 0), spoken, entry("b", 5))[-1] == "contact"
    assert classes(entry("a", 0), missed, entry("b", 5))[-1] == "folded"


def test_folding_stays_on_one_ticket_and_one_kind_of_channel() -> None:
    other = ticket((0, "new"), name="U")
    both = {"tickets": (OPEN, other)}

    assert classes(entry("a", 0), entry("b", 5, ticket="U"), **both)[-1] == "contact"
    assert classes(entry("a", 0), entry("b", 5, kind="form"))[-1] == "contact"
    assert classes(entry("a", 0, ticket=None), entry("b", 5, ticket=None))[-1] == "contact"


def test_calls_never_fold() -> None:
    calls = [entry(name, 0, kind="call", outcome="missed") for name in "ab"]

    assert classes(*calls) == ["contact", "contact"]


def test_a_dropped_chat_taken_up_within_ten_minutes_is_one_contact() -> None:
    chat = {"kind": "chat", "customer_messages": 2, "agent": "anna"}
    first = entry("a", 0, ended_at=at(20), **chat)

    assert classes(first, entry("b", 30, **chat)) == ["contact", "folded"]
    assert classes(first, entry("b", 30 + 1 / 60, **chat)) == ["contact", "contact"]


def test_merging_tickets_later_does_not_fold_what_were_two_contacts() -> None:
    merged = ticket((0, "new"), name="U", merged_into="T", merged_at=at(10))
    both = {"tickets": (OPEN, merged)}

    assert classes(entry("a", 0), entry("b", 5, ticket="U"), **both)[-1] == "contact"
    assert classes(entry("a", 0, ticket="U"), entry("b", 12), **both)[-1] == "folded"


def test_a_reply_on_the_surviving_ticket_counts_after_a_merge_too() -> None:
    merged = ticket((0, "new"), name="U", merged_into="T", merged_at=at(3))
    rows = (
        entry("q", 0, ticket="U", direction=Direction.OUT),
        entry("a", 1),
        entry("r", 2, direction=Direction.OUT),
        entry("b", 5),
    )

    assert classes(*rows, tickets=(OPEN, merged))[-1] == "contact"


def test_an_answer_to_our_question_is_no_contact_even_if_it_ends_the_waiting() -> None:
    asked = ticket((0, "new"), (10, "pending"), (20, "open"))
    held = ticket((0, "new"), (10, "on_hold"))

    assert classes(entry("b", 20), tickets=(asked,)) == ["solicited_turn"]
    assert classes(entry("b", 21), tickets=(asked,)) == ["contact"]
    assert classes(entry("b", 20), tickets=(held,)) == ["contact"]


def test_an_afterthought_to_an_answer_is_folded_into_the_solicited_turn() -> None:
    asked = ticket((0, "new"), (10, "pending"), (20, "open"))

    folding = folded(entry("b", 20), entry("c", 25), tickets=(asked,))

    assert [turn.entries for turn in folding.turns] == [("b", "c")]
    assert folding.contacts == ()


def test_pending_that_nobody_asked_for_makes_no_solicited_turn() -> None:
    idle = TicketLife(id="T", customer="A", changes=(StatusChange(at=at(0), status="pending"),))

    assert classes(entry("b", 5), tickets=(idle,)) == ["contact"]


def test_thanks_are_no_contact_only_after_the_resolution_and_only_when_certain() -> None:
    resolved = ticket((0, "new"), (10, "resolved"))
    thanks = frozenset({"ack"})

    def one(minutes: float, certainty: float | None = None) -> list[str]:
        row = entry("a", minutes, flags=thanks, ack_certainty=certainty)
        return classes(row, tickets=(resolved,))

    assert one(10) == ["ack"]
    assert one(9) == ["contact"]
    assert one(11, 0.90) == ["ack"]
    assert one(11, 0.89) == ["contact"]


def test_the_same_message_id_twice_is_one_message() -> None:
    first, copy = (entry(name, 0, message_key="m") for name in "ab")
    ours = entry("c", 0, message_key="m", direction=Direction.OUT)

    assert classes(first, copy) == ["contact", "duplicate"]
    assert classes(ours, entry("d", 50, message_key="m"))[-1] == "contact"


def test_an_agent_may_fold_a_contact_by_hand() -> None:
    rows = (entry("a", 0), entry("b", 300), entry("c", 900, kind="call", outcome="missed"))
    fold_b = Override(kind=OverrideKind.FOLD, entry="b")
    fold_c = Override(kind=OverrideKind.FOLD, entry="c", other="b")

    folding = folded(*rows, overrides=(fold_b, fold_c))

    assert [turn.entries for turn in folding.turns] == [("a", "b", "c")]


def test_a_different_issue_is_never_folded() -> None:
    apart = Override(kind=OverrideKind.DIFFERENT_ISSUE, entry="b")

    assert classes(entry("a", 0), entry("b", 5), overrides=(apart,)) == ["contact", "contact"]


def test_a_contact_takes_its_reason_from_the_coding_else_from_the_ticket() -> None:
    head = ticket((0, "new"), reason="BILLING")
    merged = ticket((0, "new"), name="U", merged_into="T", merged_at=at(10))
    rows = (
        entry("a", 0, reason="LOGIN"),
        entry("b", 60),
        entry("c", 120, ticket="U"),
        entry("d", 180, ticket=None),
    )

    reasons = [turn.reason for turn in folded(*rows, tickets=(head, merged)).turns]

    assert reasons == ["LOGIN", "BILLING", "BILLING", None]


def test_a_missing_ticket_and_a_circle_of_merges_are_named_errors() -> None:
    with pytest.raises(IncompleteHistoryError):
        folded(entry("a", 0, ticket="gone"))
    with pytest.raises(IncompleteHistoryError):
        Tickets([ticket(name="T", merged_into="gone")])
    with pytest.raises(MergeCycleError):
        Tickets([ticket(name="T", merged_into="U"), ticket(name="U", merged_into="T")])
