"""Why not to ask: one ordered table over plain facts."""

from dataclasses import replace
from datetime import timedelta

import pytest

from feedback.models.surveys import Policy, Suppression
from feedback.surveys.eligibility import (
    RULES,
    Case,
    History,
    Spoken,
    Stage,
    Talk,
    first_reason,
    talk_of,
)
from feedback.surveys.scales import INSTRUMENTS, Band
from tests.support.world import NOW, later

HANDLED = Talk(attempts=1, attempts_that_reached=1, human_replies=1)
PLAIN = Case(
    stage=Stage.DECISION, at=NOW, talk=HANDLED, addresses=1, working_addresses=1, sampled=True
)
LAST_WEEK = NOW - timedelta(days=7)
HOLDS = [
    ("spam", {"spam": True}),
    ("internal_or_test", {"standings": frozenset({"person", "test"})}),
    ("duplicate", {"why": "duplicate"}),
    ("merged_child", {"merged_away": True}),
    ("blocked_reason", {"sensitive": True}),
    ("proactive_only", {"talk": Talk(begun_by_us=True, notices=1)}),
    ("agent_initiated", {"talk": Talk(begun_by_us=True, human_replies=1)}),
    ("never_reached_agent", {"talk": Talk(attempts=2)}),
    ("no_human_reply", {"talk": Talk(attempts=1, attempts_that_reached=1)}),
    ("auto_closed", {"why": "inactivity"}),
    ("manual", {"by_hand": "bereavement"}),
    ("definition_off", {"definition_on": False}),
    ("opted_out", {"permissions": frozenset({"unknown", "denied"})}),
    ("no_permission", {"policy": Policy.EXPLICIT_OPT_IN}),
    ("no_permission", {"policy": Policy.IN_SESSION_ONLY, "permissions": frozenset({"allowed"})}),
    ("no_deliverable_address", {"addresses": 0, "working_addresses": 0}),
    ("address_bounced", {"working_addresses": 0}),
    ("already_asked_this_ticket", {"history": History(this_ticket_at=LAST_WEEK)}),
    ("another_pending", {"history": History(pending=True)}),
    ("quarantine_person", {"history": History(last_at=LAST_WEEK)}),
    ("not_sampled", {"sampled": False}),
    ("stale", {"stage": Stage.DISPATCH, "first_due_at": NOW - timedelta(hours=72, seconds=1)}),
]


def test_a_handled_ticket_of_a_reachable_person_is_asked() -> None:
    assert first_reason(PLAIN) is None


@pytest.mark.parametrize(("reason", "facts"), HOLDS)
def test_each_fact_alone_is_a_reason(reason: str, facts: dict[str, object]) -> None:
    assert first_reason(replace(PLAIN, **facts)) == reason  # type: ignore[arg-type]


def test_every_rule_has_its_example_and_stands_in_the_order_of_the_codes() -> None:
    order = [reason for reason, _ in RULES]
    assert set(order) == {reason for reason, _ in HOLDS}
    assert order == [reason for reason in Suppression if reason in order]


def test_the_first_of_several_reasons_wins() -> None:
    case = replace(PLAIN, sensitive=True, definition_on=False, addresses=0)
    assert first_reason(case) == "blocked_reason"


def test_a_draw_counts_only_when_it_is_decided_and_lateness_only_when_it_is_sent() -> None:
    late = {"first_due_at": NOW - timedelta(days=9), "sampled": False}
    for stage, reason in (("decision", "not_sampled"), ("dispatch", "stale"), ("hand_over", None)):
        case = replace(PLAIN, stage=Stage(stage), **late)  # type: ignore[arg-type]
        assert first_reason(case) == reason


def test_quarantine_ends_after_its_days() -> None:
    case = replace(PLAIN, history=History(last_at=NOW - timedelta(days=30)))
    assert first_reason(case) is None


def _said(**fields: object) -> Spoken:
    plain: dict[str, object] = {"at": NOW, "kind": "email", "inbound": True}
    return Spoken(**{**plain, **fields})  # type: ignore[arg-type]


def test_an_abandoned_call_is_an_attempt_that_reached_nobody() -> None:
    talk = talk_of([_said(kind="call", outcome="abandoned")])
    assert (talk.attempts, talk.attempts_that_reached, talk.human_replies) == (1, 0, 0)


def test_an_answered_call_is_a_human_reply_in_both_directions() -> None:
    inbound = talk_of([_said(kind="call", outcome="answered")])
    outbound = talk_of([_said(kind="call", outcome="answered", inbound=False)])
    assert inbound.human_replies == outbound.human_replies == 1
    assert (outbound.begun_by_us, outbound.conversations) == (True, 1)


def test_automatic_answers_are_neither_attempts_nor_replies() -> None:
    talk = talk_of(
        [
            _said(flags=frozenset({"auto_reply"})),
            _said(inbound=False, flags=frozenset({"auto"})),
            _said(flags=frozenset({"ack"})),
        ]
    )
    assert (talk.attempts, talk.human_replies) == (0, 0)


def test_channel_and_language_are_those_of_the_customers_last_attempt() -> None:
    talk = talk_of(
        [
            _said(channel_kind="phone", language="pl", kind="call", outcome="answered"),
            _said(channel_kind="email", inbound=False, language="en", at=later(hours=1)),
        ]
    )
    assert (talk.last_channel_kind, talk.last_language) == ("phone", "pl")


BANDS = {
    "ces2": "LLLMHHH",
    "ease7": "LLLMHHH",
    "ces1": "HHMLL",
    "neteasy": "HHMMLLL",
    "csat": "LLMHH",
    "nps": "LLLLLLLMMHH",
}


@pytest.mark.parametrize("key", sorted(BANDS))
def test_bands_follow_the_instruments_direction(key: str) -> None:
    scale = INSTRUMENTS[key]
    letters = {Band.LOW: "L", Band.MIDDLE: "M", Band.HIGH: "H"}
    assert "".join(letters[scale.band(value)] for value in scale.values) == BANDS[key]
    with pytest.raises(ValueError, match="is not on"):
        scale.band(scale.highest + 1)
