"""Journeys follow the facts: found by asking the tables, nobody skipped, nobody stops the rest."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Event
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from feedback.journeys import upkeep
from feedback.models import ChainLink, Contact, ContactEntry, DirtyCluster
from tests.feedback.d1_tables import (
    Tables,
    changed,
    merge_customers,
    stored,
    unmerge_customers,
)
from tests.feedback.golden import NOW, World
from tickets import ticks
from tickets.models import Customer, Interaction, Ticket, TicketEvent

pytestmark = pytest.mark.django_db(transaction=True)


def repeats() -> int:
    return ChainLink.objects.filter(scope="same_reason", window="7d").count()


@pytest.fixture
def d1() -> Tables:
    tables = stored()
    ticks.run("journeys", at=NOW)
    return tables


def test_the_tick_computes_everybody_it_has_not_seen(d1: Tables) -> None:
    assert Contact.objects.count() == 14
    assert repeats() == 4
    assert not DirtyCluster.objects.exists()
    assert upkeep.computed_at() == NOW


def test_nothing_new_is_nothing_to_do(d1: Tables) -> None:
    assert ticks.run("journeys", at=NOW) == 0


def test_only_who_has_new_facts_is_computed_again(d1: Tables) -> None:
    changed(d1, "d3", reason=d1.reasons["BILLING"])

    assert ticks.run("journeys", at=NOW) == 1
    assert repeats() == 5


def test_a_spam_verdict_taken_back_counts_the_contact(d1: Tables) -> None:
    changed(d1, "f1", spam=False)
    ticks.run("journeys", at=NOW)

    assert Contact.objects.count() == 15


def test_merging_two_people_joins_their_issues_and_undoing_it_parts_them(d1: Tables) -> None:
    merge_customers(d1, "E", "A")
    ticks.run("journeys", at=NOW)
    assert repeats() == 5
    assert Contact.objects.values("cluster").distinct().count() == 7

    unmerge_customers(d1, "E")
    ticks.run("journeys", at=NOW)
    assert repeats() == 4
    assert Contact.objects.values("cluster").distinct().count() == 8


def test_one_that_commits_late_is_not_skipped(d1: Tables) -> None:
    written, may_commit = Event(), Event()

    def slow() -> None:
        with transaction.atomic():
            changed(d1, "f1", spam=False)
            written.set()
            may_commit.wait(30)
        connection.close()

    with ThreadPoolExecutor(1) as pool:
        late = pool.submit(slow)
        written.wait(30)
        changed(d1, "d3", reason=d1.reasons["BILLING"])
        ticks.run("journeys", at=NOW)
        may_commit.set()
        late.result()
    ticks.run("journeys", at=NOW)

    assert Contact.objects.count() == 15
    assert repeats() == 5


def test_a_colleague_writing_on_the_ticket_learns_of_our_answer(d1: Tables) -> None:
    colleague = Customer.objects.create(name="Colleague", created_at=NOW)
    ticket, start = d1.tickets["T12"], NOW - timedelta(days=1)
    for minutes in (0, 20):
        _entry(d1, colleague, ticket, start + timedelta(minutes=minutes), "inbound")
    ticks.run("journeys", at=NOW)
    own = ContactEntry.objects.filter(customer=colleague).order_by("at")
    assert [row.entry_class for row in own] == ["contact", "folded"]

    answer = _entry(d1, d1.customers["K"], ticket, start + timedelta(minutes=10), "outbound")
    assert answer.customer_id != colleague.id
    ticks.run("journeys", at=NOW)

    assert [row.entry_class for row in own.all()] == ["contact", "contact"]


def test_a_call_that_goes_on_is_looked_at_until_it_ends(d1: Tables) -> None:
    call = _entry(d1, d1.customers["H"], None, NOW, "inbound", kind="call", channel_kind="phone")
    ticks.run("journeys", at=NOW)
    assert Contact.objects.count() == 15

    Interaction.objects.filter(id=call.id).update(
        ended_at=NOW + timedelta(seconds=3), outcome="abandoned", wait_seconds=3
    )
    ticks.run("journeys", at=NOW + timedelta(seconds=61))

    assert ContactEntry.objects.get(interaction=call.id).entry_class == "short_abandon"
    assert Contact.objects.count() == 14
    assert not DirtyCluster.objects.exists()


def test_one_person_whose_facts_contradict_does_not_stop_the_others() -> None:
    tables = stored()
    one, two = tables.tickets["T6"], tables.tickets["T7"]
    type(one).objects.filter(id=one.id).update(merged_into=two)
    type(one).objects.filter(id=two.id).update(merged_into=one)

    ticks.run("journeys", at=NOW)

    left = DirtyCluster.objects.get()
    assert (left.customer_id, left.error) == (tables.customers["D"].id, "MergeCycleError")
    assert left.retry_at is not None
    assert left.retry_at > NOW
    assert Contact.objects.count() == 12

    type(one).objects.update(merged_into=None)
    ticks.run("journeys", at=left.retry_at)
    assert Contact.objects.count() == 14


def test_the_daily_sample_finds_what_drifted_and_has_it_computed_again(d1: Tables) -> None:
    assert ticks.run("check_journeys", at=NOW) == 0
    ChainLink.objects.filter(scope="same_reason", window="7d").delete()

    assert ticks.run("check_journeys", at=NOW) == 4
    assert repeats() == 0
    ticks.run("journeys", at=NOW)
    assert repeats() == 4


def test_rebuilding_from_nothing_gives_the_same_tables(
    d1: Tables, capsys: pytest.CaptureFixture[str]
) -> None:
    before = set(ChainLink.objects.values_list("contact", "scope", "window", "head", "cause"))
    Contact.objects.all().delete()
    ContactEntry.objects.all().delete()

    call_command("rebuild_journeys", "--check")
    assert Contact.objects.count() == 0
    call_command("rebuild_journeys")
    call_command("rebuild_journeys", "--check")

    after = set(ChainLink.objects.values_list("contact", "scope", "window", "head", "cause"))
    assert after == before
    assert capsys.readouterr().out.splitlines()[-1] == "Every journey says what the facts say."
    assert ticks.run("journeys", at=NOW) == 0


def test_a_world_that_grows_entry_by_entry_ends_like_one_computed_at_once() -> None:
    world = World.d1()
    tables = stored(world)
    rows = list(Interaction.objects.order_by("occurred_at", "id"))
    Interaction.objects.all().delete()
    TicketEvent.objects.filter(kind="customer_merged").delete()
    for row in rows:
        row.save(force_insert=True)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "UPDATE tickets_interaction SET tx = pg_current_xact_id()::text::bigint,"
                " seq = nextval('tickets_interaction_seq') WHERE id = %s",
                [_uuid(row)],
            )
        ticks.run("journeys", at=NOW)

    grown = set(ChainLink.objects.values_list("contact", "scope", "window", "cause"))
    assert upkeep.rebuild(at=NOW) == 0
    assert len(grown) > 0
    assert len(tables.interactions) == len(rows)


def _entry(
    tables: Tables,
    customer: Customer,
    ticket: Ticket | None,
    at: datetime,
    direction: str,
    **fields: str,
) -> Interaction:
    entry = Interaction(
        kind=fields.pop("kind", "email"),
        channel_kind=fields.pop("channel_kind", "email"),
        direction=direction,
        customer=customer,
        ticket=ticket,
        occurred_at=at,
        received_at=at,
        channel=tables.channels["email"],
        **fields,
    )
    entry.save()
    return entry


def _uuid(row: Customer | Interaction) -> UUID:
    value = row._meta.pk.get_prep_value(row.pk)
    assert isinstance(value, UUID)
    return value
