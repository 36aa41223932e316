"""D1, computed from plain rows: every number of the golden data set that journeys decide."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest

from feedback.codes import WINDOWS, EntryClass, Origin, Scope, SwitchKind
from feedback.statistics import fraction, percent, wilson
from tests.feedback.golden import DATA, EXPECTED, MUTATIONS, NOW, Journeys, World, moment

VARIANTS = [(scope.value, window) for scope in Scope for window in WINDOWS]


@pytest.fixture(scope="module")
def d1() -> Journeys:
    return World.d1().journeys()


@pytest.mark.parametrize("row", DATA["interactions"], ids=lambda row: row["id"])
def test_each_entry_is_judged_as_the_decision_table_says(d1: Journeys, row: dict[str, Any]) -> None:
    verdict = d1.by_head[row["customer"]].folding.verdicts[row["id"]]

    assert verdict.entry_class.value == row["expected_class"]
    if "expected_contact" in row:
        assert verdict.turn == row["expected_contact"]


def test_there_are_fourteen_contacts_of_eight_customers(d1: Journeys) -> None:
    expected = EXPECTED["contacts"]

    assert [turn.id for turn in d1.contacts()] == expected["ids"]
    assert len(d1.contacts()) == expected["count"]
    assert d1.customers() == expected["customers"]


def test_an_afterthought_is_folded_and_an_answer_to_us_is_a_solicited_turn(d1: Journeys) -> None:
    folded = {
        entry: verdict.turn
        for one in d1.by_head.values()
        for entry, verdict in one.folding.verdicts.items()
        if verdict.entry_class is EntryClass.FOLDED
    }
    solicited: dict[str, list[str]] = {}
    for one in d1.by_head.values():
        for turn in one.folding.turns:
            if turn.solicited:
                solicited.setdefault(turn.ticket or "", []).append(turn.id)

    assert folded == EXPECTED["contacts"]["folded"]
    assert solicited == EXPECTED["contacts"]["solicited_turns"]


def test_the_answer_to_our_notice_is_a_contact_of_proactive_origin(d1: Journeys) -> None:
    origins = {turn.id: turn.origin for turn in d1.contacts()}

    assert origins.pop("g1") is Origin.PROACTIVE
    assert set(origins.values()) == {Origin.CUSTOMER}


@pytest.mark.parametrize(("scope", "window"), VARIANTS)
def test_repeats_chains_and_causes_in_every_window_and_scope(
    d1: Journeys, scope: str, window: str
) -> None:
    expected = EXPECTED["repeats"][scope][window]
    chains = d1.chains(scope, window)

    assert d1.repeats(scope, window) == expected["repeats"]
    assert len(chains) == expected["chains"]
    assert d1.causes(scope, window) == expected["causes"]
    assert float(percent(d1.repeats(scope, window), 14) or 0) == expected["repeat_share_percent"]
    assert d1.repeats(scope, window) + len(chains) == len(d1.contacts())


def test_gaps_run_from_the_resolution_or_the_end_of_the_trigger(d1: Journeys) -> None:
    gaps = {
        link.contact: link.gap.total_seconds()
        for chain in d1.chains("any_reason", "30d")
        for link in chain.links
        if link.gap is not None
    }

    for contact, seconds in EXPECTED["repeats"]["gaps_seconds"].items():
        assert gaps[contact] == seconds


def test_the_headline_counts_causes_customers_and_contacts_per_issue(d1: Journeys) -> None:
    expected = EXPECTED["repeats"]
    people = expected["repeat_customers"]

    assert Counter(d1.causes("same_reason", "7d").values()) == expected["by_cause_7d"]
    assert d1.repeat_customers() == people["count"]
    assert float(percent(d1.repeat_customers(), d1.customers()) or 0) == people["percent"]
    assert (
        float(fraction(14, len(d1.chains("same_reason", "7d"))) or 0)
        == (expected["contacts_per_issue"])
    )


def test_the_headline_chains_hold_exactly_their_contacts(d1: Journeys) -> None:
    chains = [
        [contact.id for contact in chain.contacts] for chain in d1.chains("same_reason", "7d")
    ]
    expected = [row["contacts"] for row in EXPECTED["chains_7d_same_reason"].values()]

    assert sorted(chains) == sorted(expected)


@pytest.mark.parametrize(("scope", "window"), VARIANTS)
def test_recontact_after_resolution_counts_only_mature_resolutions(
    d1: Journeys, scope: str, window: str
) -> None:
    width = WINDOWS[window]
    mature = [item for item in d1.aftermath() if item.is_mature(width, NOW)]
    followed = [item for item in mature if item.is_followed(Scope(scope), width)]
    share = percent(len(followed), len(mature))

    assert [len(followed), len(mature), None if share is None else float(share)] == (
        EXPECTED["recontact_forward"][scope][window]
    )


def test_a_resolution_of_the_last_week_is_too_early_to_tell(d1: Journeys) -> None:
    early = [
        item.resolution.ticket
        for item in d1.aftermath()
        if not item.is_mature(timedelta(days=7), NOW)
    ]

    assert len(d1.aftermath()) == EXPECTED["recontact_forward"]["resolutions"]
    assert early == EXPECTED["recontact_forward"]["too_early_7d"]


def test_switches_between_channels_and_the_one_that_failed(d1: Journeys) -> None:
    expected = EXPECTED["switches"]
    switches = [switch for one in d1.by_head.values() for switch in one.switches]
    chains = d1.chains("same_reason", "7d")
    moves = Counter(f"{switch.from_channel}>{switch.to_channel}" for switch in switches)
    with_switch = {switch.chain for switch in switches}
    failed = [switch for switch in switches if switch.failed]
    interval = wilson(len(with_switch), len(chains))

    assert len(with_switch) == expected["issues_with_switch"]
    assert len(chains) == expected["issues"]
    assert sum(1 for chain in chains if chain.repeats) == expected["issues_with_two_contacts"]
    assert moves == expected["matrix"]
    assert [switch.chain for switch in failed] == ["k1"]
    assert [len(failed), len(switches)] == expected["failed_of"]
    assert all(switch.kind is SwitchKind.OWN for switch in switches)
    assert sum(len(one.redirects) for one in d1.by_head.values()) == expected["company_directed"]
    assert interval is not None
    assert [round(bound * 100, 1) for bound in interval] == expected["wilson95_percent"]


def test_a_form_while_the_mail_waits_is_a_parallel_contact(d1: Journeys) -> None:
    expected = EXPECTED["switches"]
    gaps = {
        parallel.contact: parallel.gap.total_seconds()
        for one in d1.by_head.values()
        for parallel in one.parallels
    }

    assert sorted(gaps) == expected["parallel"]
    assert gaps == expected["parallel_gap_seconds"]


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation["name"])
def test_a_change_of_the_facts_changes_what_it_should(mutation: dict[str, Any]) -> None:
    changed = World.d1().apply(mutation["ops"]).journeys()
    causes = Counter(changed.causes("same_reason", "7d").values())
    found: dict[str, Any] = {
        "contacts": len(changed.contacts()),
        "customers": changed.customers(),
        "repeats_7d_same": changed.repeats("same_reason", "7d"),
        "chains_7d_same": len(changed.chains("same_reason", "7d")),
        "repeats_7d_any": changed.repeats("any_reason", "7d"),
        "by_cause": dict(causes),
        "repeat_customers": [
            changed.repeat_customers(),
            changed.customers(),
            float(percent(changed.repeat_customers(), changed.customers()) or 0),
        ],
        "solicited_turns_T4": sum(
            1
            for one in changed.by_head.values()
            for turn in one.folding.turns
            if turn.solicited and turn.ticket == "T4"
        ),
    }

    assert {name: found[name] for name in mutation["expected"]} == mutation["expected"]


def test_elapsed_time_and_not_the_calendar_decides() -> None:
    case = next(case for case in DATA["time_cases"] if "elapsed_seconds" in case)
    between = moment(case["end"]) - moment(case["start"])

    assert between.total_seconds() == case["elapsed_seconds"]
    assert (between <= WINDOWS["24h"]) is case["inside_24h"]
