"""Derived tables say what the facts say: D1 through the real models, and corrections of it."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from feedback.codes import EntryClass, OverrideKind
from feedback.journeys.recompute import Recomputed, recompute
from feedback.models import (
    Aftermath,
    ChainLink,
    ChannelSwitch,
    Contact,
    ContactEntry,
    ContactOverride,
)
from tests.feedback.d1_tables import Tables, changed, stored
from tests.feedback.golden import DATA, EXPECTED, MUTATIONS, NOW, World
from tickets.models import Customer, Delivery

pytestmark = pytest.mark.django_db

IN_MEMORY_ONLY = {"different_issue", "same_issue"}
"""Decisions are rows of their own here; what they do is tested below."""


def computed(world: World | None = None) -> Tables:
    tables = stored(world)
    recompute(list(Customer.objects.heads().values_list("id", flat=True)), at=NOW)
    return tables


def again() -> Recomputed:
    return recompute(list(Customer.objects.heads().values_list("id", flat=True)), at=NOW)


def headline(**more: Any) -> Any:
    return ChainLink.objects.filter(scope="same_reason", window="7d", **more)


def test_contacts_and_their_entries_are_stored() -> None:
    tables = computed()

    contacts = Contact.objects.order_by("at", "interaction")
    assert [tables.name_of(row.interaction_id) for row in contacts] == EXPECTED["contacts"]["ids"]
    classes = {
        tables.name_of(row.interaction_id): row.entry_class for row in ContactEntry.objects.all()
    }
    assert classes == {
        row["id"]: row["expected_class"]
        for row in DATA["interactions"]
        if row["direction"] == "in" and row["id"] != "e2"
    }
    folded = ContactEntry.objects.get(entry_class=EntryClass.FOLDED)
    assert folded.contact_id == tables.interactions["a1"].id


@pytest.mark.parametrize("scope", ["same_reason", "any_reason"])
@pytest.mark.parametrize("window", ["24h", "3d", "7d", "14d", "30d"])
def test_links_hold_every_repeat_of_every_variant(scope: str, window: str) -> None:
    tables = computed()
    rows = ChainLink.objects.filter(scope=scope, window=window)

    causes = {tables.name_of(row.contact_id): row.cause for row in rows}

    assert causes == EXPECTED["repeats"][scope][window]["causes"]


def test_aftermath_switches_and_parallels_are_stored() -> None:
    tables = computed()

    followed = Aftermath.objects.exclude(same_reason_contact=None)
    assert {row.ticket_id: row.same_reason_contact_id for row in followed} == {
        tables.tickets["T1"].id: tables.interactions["a6"].id,
        tables.tickets["T2"].id: tables.interactions["a8"].id,
    }
    assert Aftermath.objects.count() == EXPECTED["recontact_forward"]["resolutions"]
    moves = Counter(f"{row.from_channel}>{row.to_channel}" for row in ChannelSwitch.objects.all())
    assert moves == EXPECTED["switches"]["matrix"]
    parallel = Contact.objects.get(parallel_to__isnull=False)
    assert tables.name_of(parallel.interaction_id) == "e3"
    assert parallel.parallel_seconds == EXPECTED["switches"]["parallel_gap_seconds"]["e3"]


def test_computing_twice_changes_nothing() -> None:
    computed()
    before = set(ChainLink.objects.values_list("id", "contact"))

    assert again().changed == 0
    assert set(ChainLink.objects.values_list("id", "contact")) == before


def test_looking_only_tells_what_is_off_and_leaves_it() -> None:
    computed()
    headline().delete()
    heads = list(Customer.objects.heads().values_list("id", flat=True))

    assert recompute(heads, at=NOW, write=False).changed == 4
    assert headline().count() == 0
    assert again().changed == 4
    assert headline().count() == 4


@pytest.mark.parametrize(
    "mutation",
    [m for m in MUTATIONS if not IN_MEMORY_ONLY & {op["op"] for op in m["ops"]}],
    ids=lambda mutation: mutation["name"],
)
def test_changed_facts_give_the_golden_numbers(mutation: dict[str, Any]) -> None:
    computed(World.d1().apply(mutation["ops"]))
    contacts = Contact.objects.count()
    repeats = headline().count()
    people = Contact.objects.values("cluster").distinct().count()
    coming_back = headline().values("contact__cluster").distinct().count()
    found = {
        "contacts": contacts,
        "customers": people,
        "repeats_7d_same": repeats,
        "chains_7d_same": contacts - repeats,
        "repeats_7d_any": ChainLink.objects.filter(scope="any_reason", window="7d").count(),
        "by_cause": dict(Counter(headline().values_list("cause", flat=True))),
        "repeat_customers": [coming_back, people, round(100 * coming_back / people, 1)],
        "solicited_turns_T4": ContactEntry.objects.filter(entry_class="solicited_turn").count(),
    }

    assert {name: found[name] for name in mutation["expected"]} == mutation["expected"]


def test_what_an_agent_decided_counts_until_it_is_undone() -> None:
    tables = computed()
    decided = [
        ContactOverride(
            kind=OverrideKind.DIFFERENT_ISSUE,
            interaction=tables.interactions["k2"],
            agent=tables.agents["petr"],
            decided_at=NOW,
        ),
        ContactOverride(
            kind=OverrideKind.SAME_ISSUE,
            interaction=tables.interactions["d3"],
            other=tables.interactions["d2"],
            agent=tables.agents["petr"],
            decided_at=NOW,
        ),
    ]
    ContactOverride.objects.bulk_create(decided)
    again()
    assert set(headline().values_list("contact", "explicit")) >= {
        (tables.interactions["d3"].id, True)
    }
    assert not headline(contact=tables.interactions["k2"].id).exists()

    ContactOverride.objects.update(undone_at=NOW)
    again()
    assert headline().count() == 4


@pytest.mark.parametrize(("state", "expected"), [("sent", "contact"), ("cancelled", "folded")])
def test_an_answer_taken_back_before_it_left_answers_nothing(state: str, expected: str) -> None:
    tables = stored()
    answer, afterthought = tables.interactions["a4"], tables.interactions["a2"]
    changed(tables, "a1", occurred_at=answer.occurred_at - timedelta(minutes=15))
    changed(tables, "a2", occurred_at=answer.occurred_at + timedelta(minutes=10))
    Delivery.objects.create(
        interaction=answer,
        ticket=tables.tickets["T1"],
        customer=tables.customers["A"],
        channel=tables.channels["email"],
        purpose="reply",
        state=state,
        to_kind="email",
        to_value="a@mail.example",
        send_at=NOW,
        created_at=NOW,
    )

    again()

    assert ContactEntry.objects.get(interaction=afterthought.id).entry_class == expected


def test_a_whole_batch_costs_as_many_queries_as_one_customer() -> None:
    computed()
    heads = list(Customer.objects.heads().values_list("id", flat=True))

    with CaptureQueriesContext(
        connection,
    ) as one:
        recompute(heads[:1], at=NOW)
    with CaptureQueriesContext(connection) as all_of_them:
        recompute(heads, at=NOW)

    assert len(all_of_them) <= len(one) + 1
