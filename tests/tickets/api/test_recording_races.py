"""Many writers at once: one contact, one customer, one ticket, whatever the order."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections

from tests.support.api import a_key, an_entry
from tests.support.world import a_channel, received
from tickets.models import ContactPoint, Customer, Interaction, Ticket, TicketEvent

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(number: int, act: Callable[[int], Any]) -> list[Any]:
    """Does it in so many threads that all start together; their connections are closed."""
    barrier = threading.Barrier(number)

    def run(position: int) -> Any:
        try:
            barrier.wait()
            return act(position)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(run, range(number)))


def test_fifty_posts_of_one_external_id_are_one_row() -> None:
    caller, body = a_key(), an_entry(a_channel("api"), thread_key="t")
    answers = at_once(50, lambda _: caller.post("interactions/", body))

    assert sorted(answer.status_code for answer in answers) == [200] * 49 + [201]
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert Interaction.objects.count() == Ticket.objects.count() == Customer.objects.count() == 1


def test_fifty_contacts_of_one_new_person_are_one_customer() -> None:
    caller, channel = a_key(), a_channel("api")
    points = [
        {"kind": "email", "value": "jana@example.cz"},
        {"kind": "phone", "value": "602123456"},
        {"kind": "external", "namespace": "crm", "value": "7"},
    ]

    def post(position: int) -> int:
        mine = points if position % 2 else points[::-1]
        body = an_entry(channel, customer={"contact_points": mine})
        return int(caller.post("interactions/", body).status_code)

    assert set(at_once(50, post)) == {201}
    assert Customer.objects.count() == 1
    assert ContactPoint.objects.count() == 3
    assert Interaction.objects.count() == 50


def test_twenty_entries_of_one_new_conversation_stand_on_one_ticket() -> None:
    caller, channel = a_key(), a_channel("api")
    answers = at_once(
        20, lambda _: caller.post("interactions/", an_entry(channel, thread_key="claim-1"))
    )

    assert {answer.status_code for answer in answers} == {201}
    assert Ticket.objects.count() == 1


def test_fifty_upserts_of_one_external_id_are_one_customer() -> None:
    caller = a_key()
    body = {"contact_points": [{"kind": "external", "namespace": "crm", "value": "1"}]}
    answers = at_once(50, lambda n: caller.post("customers/", {**body, "name": f"N{n}"}))

    assert sorted(answer.status_code for answer in answers) == [200] * 49 + [201]
    assert Customer.objects.count() == 1


def test_fifty_openings_of_one_external_id_are_one_ticket() -> None:
    caller, channel = a_key(), a_channel("api")
    point = {"kind": "email", "value": "jana@example.cz"}
    body = {"contact_points": [point], "channel": channel.id, "external_id": "o-1"}
    answers = at_once(50, lambda _: caller.post("tickets/", body))

    assert sorted(answer.status_code for answer in answers) == [200] * 49 + [201]
    assert Ticket.objects.count() == 1


def test_of_many_who_resolve_one_wins() -> None:
    caller, ticket = a_key(), received(a_channel()).ticket_id
    answers = at_once(20, lambda _: caller.post(f"tickets/{ticket}/resolve/", {}))

    assert sorted(answer.status_code for answer in answers) == [200] + [409] * 19
    assert TicketEvent.objects.filter(kind="resolved").count() == 1


def test_of_two_who_change_the_same_version_one_hears_of_it() -> None:
    caller, ticket = a_key(), received(a_channel()).ticket_id
    seen = caller.get(f"tickets/{ticket}/")["ETag"]
    answers = at_once(
        10,
        lambda n: caller.patch(f"tickets/{ticket}/", {"subject": f"S{n}"}, If_Match=seen),
    )

    assert sorted(answer.status_code for answer in answers) == [200] + [412] * 9


def test_of_many_lines_with_one_client_id_one_is_stored() -> None:
    caller = a_key()
    entry = caller.post("interactions/", an_entry(a_channel("chat"), kind="chat")).json()
    line = {
        "client_id": "l1",
        "author": {"role": "customer"},
        "text": "x",
        "sent_at": "2026-11-21T08:12:00Z",
    }
    path = f"interactions/{entry['id']}/messages/"
    answers = at_once(20, lambda n: caller.post(path, {**line, "client_id": f"l{n % 2}"}))

    assert sorted(answer.status_code for answer in answers) == [200] * 18 + [201] * 2
    assert caller.get(f"interactions/{entry['id']}/").json()["messages_count"] == 2
