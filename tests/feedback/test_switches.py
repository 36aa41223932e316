"""What is a change of channel inside an issue, and whose idea it was."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from feedback.codes import SwitchKind
from feedback.journeys.rows import Direction, Entry, History, StatusChange, TicketLife
from feedback.journeys.rules import DEFAULT_RULES
from feedback.journeys.trace import Journey, trace

START = datetime(2025, 3, 3, 9, tzinfo=UTC)
CHANNEL = {"email": "email", "form": "webform", "call": "phone", "chat": "chat"}


def at(hours: float) -> datetime:
    return START + timedelta(hours=hours)


def entry(name: str, hours: float, kind: str, **facts: Any) -> Entry:
    given: dict[str, Any] = {
        "direction": Direction.IN,
        "ticket": "T",
        "outcome": "answered" if kind == "call" else None,
    }
    return Entry(
        id=name,
        customer="A",
        at=at(hours),
        kind=kind,
        channel_kind=CHANNEL[kind],
        **(given | facts),
    )


def ours(name: str, hours: float, kind: str = "email", **facts: Any) -> Entry:
    return entry(name, hours, kind, direction=Direction.OUT, **facts)


def journey(*entries: Entry, pending: float | None = None, resolved: float = 99) -> Journey:
    changes = [StatusChange(at=at(0), status="new")]
    if pending is not None:
        changes.append(StatusChange(at=at(pending), status="pending", asked=True))
    changes.append(StatusChange(at=at(resolved), status="resolved"))
    history = History(
        entries=entries,
        tickets=(TicketLife(id="T", customer="A", changes=tuple(changes)),),
    )
    return trace(history, DEFAULT_RULES, at=at(100))


def moves(found: Journey) -> list[tuple[str, str]]:
    return [(switch.from_channel, switch.to_channel) for switch in found.switches]


def test_the_next_contact_on_another_channel_is_a_switch() -> None:
    found = journey(entry("a", 0, "email"), entry("b", 2, "call"), entry("c", 3, "call"))

    assert moves(found) == [("email", "phone")]


def test_answering_our_mail_after_a_form_is_no_switch() -> None:
    form, mail = entry("a", 0, "form"), ours("b", 1)

    assert moves(journey(form, mail, entry("c", 2, "email", in_reply_to="b"))) == []
    assert moves(journey(form, mail, entry("c", 2, "email"), pending=1)) == []


def test_going_back_to_an_old_mail_after_a_call_is_a_switch() -> None:
    found = journey(
        entry("a", 0, "email"),
        ours("b", 1),
        entry("c", 2, "call"),
        entry("d", 3, "email", in_reply_to="b"),
    )

    assert moves(found) == [("email", "phone"), ("phone", "email")]


@pytest.mark.parametrize(
    ("first", "expected"),
    [("form", [("webform", "phone")]), ("call", [("email", "phone")])],
)
def test_answering_our_question_elsewhere_is_a_switch_but_no_repeat(
    first: str, expected: list[tuple[str, str]]
) -> None:
    found = journey(entry("a", 0, first), ours("b", 1), entry("c", 2, "call"), pending=1)

    assert moves(found) == expected
    assert found.issues[0].repeats == 0


def test_our_own_change_of_channel_is_none_of_the_customers() -> None:
    assert moves(journey(entry("a", 0, "email"), ours("b", 1, "call"))) == []


def test_a_switch_we_asked_for_is_directed_and_noted_even_if_not_followed() -> None:
    sent_away = ours("b", 1, redirects_to="phone")

    followed = journey(entry("a", 0, "email"), sent_away, entry("c", 2, "call"))
    ignored = journey(entry("a", 0, "email"), sent_away, entry("c", 2, "chat"))

    assert [switch.kind for switch in followed.switches] == [SwitchKind.DIRECTED]
    assert [switch.kind for switch in ignored.switches] == [SwitchKind.OWN]
    assert [redirect.to_channel for redirect in ignored.redirects] == ["phone"]


@pytest.mark.parametrize(("hours", "kind"), [(25, SwitchKind.OFFERED), (25.01, SwitchKind.OWN)])
def test_a_channel_we_offered_stays_offered_for_a_day(hours: float, kind: SwitchKind) -> None:
    found = journey(entry("a", 0, "email"), ours("b", 1, offers="phone"), entry("c", hours, "call"))

    assert [switch.kind for switch in found.switches] == [kind]


def test_a_switch_fails_when_the_issue_goes_on_or_stays_open() -> None:
    mail, phone = entry("a", 0, "email"), entry("b", 2, "call")

    ended = journey(mail, phone, resolved=3)
    left_open = journey(mail, phone, resolved=101)
    went_on = journey(mail, phone, entry("c", 4, "call"), resolved=3)

    assert [switch.failed for switch in ended.switches] == [False]
    assert [switch.failed for switch in left_open.switches] == [True]
    assert [switch.failed for switch in went_on.switches] == [True]


@pytest.mark.parametrize(("hours", "parallel"), [(24, True), (24.001, False)])
def test_a_contact_elsewhere_is_parallel_for_a_day(hours: float, parallel: bool) -> None:
    found = journey(entry("a", 0, "email"), entry("b", hours, "call"))

    assert bool(found.parallels) is parallel


def test_what_was_answered_resolved_or_spoken_is_not_waiting() -> None:
    mail, later = entry("a", 0, "email"), entry("c", 3, "form")

    assert journey(mail, later).parallels
    assert not journey(mail, ours("b", 1), later).parallels
    assert not journey(mail, entry("b", 1, "call"), later).parallels[1:]
    assert not journey(mail, later, resolved=2).parallels
    assert not journey(entry("a", 0, "call"), later).parallels
    assert journey(entry("a", 0, "call", outcome="voicemail"), later).parallels
    assert not journey(entry("a", 0, "chat", outcome="answered"), later).parallels
    assert journey(entry("a", 0, "chat"), later).parallels


def test_the_gap_runs_from_the_newest_message_folded_into_the_waiting_contact() -> None:
    found = journey(entry("a", 0, "email"), entry("b", 0.5, "email"), entry("c", 2, "call"))

    assert [(one.contact, one.unanswered, one.gap) for one in found.parallels] == [
        ("c", "a", timedelta(hours=1.5))
    ]
