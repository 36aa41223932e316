"""How often the database is asked; figures that grow are noticed."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from tests.support.api import Caller, a_key, an_entry
from tests.support.world import a_channel, an_agent, received
from tickets.models import ContactReason, Disposition

pytestmark = pytest.mark.django_db(transaction=True)


class Statements:
    """Everything sent to the database while it is active."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        self.seen.append(sql[:200])
        return execute(sql, params, many, context)


def statements(act: Callable[[], Any]) -> list[str]:
    counted = Statements()
    with connection.execute_wrapper(counted):
        act()
    return counted.seen


def ready(**fields: Any) -> Caller:
    """A caller whose key was used a moment ago."""
    caller = a_key(**fields)
    caller.get("queues/")
    return caller


def test_a_new_senders_contact_takes_six() -> None:
    caller, channel = ready(), a_channel("api")
    seen = statements(lambda: caller.post("interactions/", an_entry(channel)))

    assert len(seen) == 6, seen


def test_a_new_senders_contact_with_everything_named_takes_at_most_nine() -> None:
    ContactReason.objects.create(key="billing", name="Billing")
    Disposition.objects.create(key="fixed", name="Fixed")
    agent = an_agent()
    caller, channel = ready(), a_channel("api")
    named = {"reason": "billing", "disposition": "fixed", "agent": {"id": agent.id}}

    seen = statements(lambda: caller.post("interactions/", an_entry(channel, **named)))
    assert len(seen) == 7, seen
    threaded = an_entry(channel, **named, thread_key="t-1", in_reply_to="x")
    seen = statements(lambda: caller.post("interactions/", threaded))
    assert len(seen) == 9, seen


def test_a_list_asks_as_often_for_one_row_as_for_many() -> None:
    channel, caller = a_channel(), ready()
    paths = [
        "interactions/?expand=messages",
        "tickets/",
        "customers/",
        *(f"tickets/?order={order}" for order in ("-updated_at", "due_at", "priority")),
    ]
    received(channel)
    few = {path: len(statements(partial(caller.get, path))) for path in paths}
    for number in range(12):
        received(channel, f"{uuid4().hex[:8]}{number}@example.cz")
    many = {path: len(statements(partial(caller.get, path))) for path in paths}

    assert few == many
    assert max(many.values()) <= 6


def test_the_timeline_of_a_long_history_costs_what_a_short_one_does() -> None:
    channel, caller = a_channel(), ready()
    customer = received(channel).customer_id
    path = f"customers/{customer}/timeline/"
    few = len(statements(lambda: caller.get(path)))
    for _ in range(60):
        received(channel)

    assert len(statements(lambda: caller.get(path))) == few <= 8


def test_a_lookup_asks_four_times() -> None:
    received(a_channel())
    caller = ready()
    seen = statements(lambda: caller.get("customers/lookup/?email=jana@example.cz"))

    assert len(seen) <= 4, seen
