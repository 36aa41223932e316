"""Random histories: the product and a naive second computation agree on everything."""

from datetime import timedelta

from hypothesis import HealthCheck, given, settings

from feedback.codes import WINDOWS, Scope
from feedback.journeys.rows import History
from feedback.journeys.rules import DEFAULT_RULES
from feedback.journeys.trace import trace
from tests.feedback.histories import START, histories
from tests.feedback.oracle import Oracle

NOW = START + timedelta(days=60)
thorough = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@thorough
@given(histories())
def test_every_entry_gets_the_class_and_turn_the_definitions_give(history: History) -> None:
    oracle = Oracle(history, DEFAULT_RULES)

    folding = trace(history, DEFAULT_RULES, at=NOW).folding

    assert {name: verdict.entry_class.value for name, verdict in folding.verdicts.items()} == (
        oracle.names
    )
    assert {
        name: verdict.turn for name, verdict in folding.verdicts.items() if verdict.turn
    } == oracle.head


@thorough
@given(histories())
def test_chains_causes_triggers_and_gaps_agree_in_every_variant(history: History) -> None:
    oracle = Oracle(history, DEFAULT_RULES)

    journey = trace(history, DEFAULT_RULES, at=NOW)

    for scope in Scope:
        for window in WINDOWS:
            expected = [[one.id for one in chain] for chain in oracle.chains(scope, window)]
            chains = journey.chains[scope, window]
            links = {
                link.contact: (link.cause and link.cause.value, link.trigger, link.gap)
                for chain in chains
                for link in chain.links
            }
            assert [[one.id for one in chain.contacts] for chain in chains] == expected
            assert links == oracle.found
            assert {chain.id: {turn.id for turn in chain.turns} for chain in chains} == (
                oracle.solicited
            )


@thorough
@given(histories())
def test_every_contact_is_in_one_chain_of_each_variant(history: History) -> None:
    journey = trace(history, DEFAULT_RULES, at=NOW)
    contacts = sorted(contact.id for contact in journey.folding.contacts)

    for chains in journey.chains.values():
        held = [link.contact for chain in chains for link in chain.links]
        assert sorted(held) == contacts
        assert sum(chain.repeats for chain in chains) + len(chains) == len(contacts)
        assert all(
            [link.position for link in chain.links] == list(range(1, len(chain.links) + 1))
            for chain in chains
        )


@thorough
@given(histories())
def test_the_contact_after_a_resolution_agrees(history: History) -> None:
    oracle = Oracle(history, DEFAULT_RULES)
    expected = {
        (life.id, number, scope.value): oracle.next_after(life.id, at, scope.value)
        for life in history.tickets
        if life.merged_into is None
        for number, at in enumerate(oracle.resolutions(life.id), start=1)
        for scope in Scope
    }

    found = {
        (item.resolution.ticket, item.resolution.seq, scope.value): contact and contact.id
        for item in trace(history, DEFAULT_RULES, at=NOW).aftermath
        for scope, contact in item.next_contact.items()
    }

    assert found == expected


@thorough
@given(histories())
def test_parallel_contacts_agree(history: History) -> None:
    expected = Oracle(history, DEFAULT_RULES).parallels()

    found = trace(history, DEFAULT_RULES, at=NOW).parallels

    assert {item.contact: (item.unanswered, item.gap) for item in found} == expected


@thorough
@given(histories())
def test_the_order_in_which_facts_arrive_does_not_matter(history: History) -> None:
    backwards = History(
        entries=history.entries[::-1],
        tickets=history.tickets[::-1],
        overrides=history.overrides,
    )

    one = trace(history, DEFAULT_RULES, at=NOW)
    other = trace(backwards, DEFAULT_RULES, at=NOW)

    assert (one.folding, one.chains, one.switches, one.parallels) == (
        other.folding,
        other.chains,
        other.switches,
        other.parallels,
    )
