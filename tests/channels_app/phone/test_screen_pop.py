"""A ringing call shows on the queue's desks, an answered one on the agent's: ids only."""

import json
from typing import Any

import pytest
import redis

from channels_app.models import Call
from tests.channels_app.phone.exchange import an_exchange
from tests.support.world import an_agent
from tickets import doorbell

pytestmark = pytest.mark.django_db(transaction=True)


class Desk:
    """Listens to what open pages are told about calls."""

    def __init__(self, client: redis.Redis) -> None:
        self.listener: Any = client.pubsub()  # type: ignore[no-untyped-call]
        self.listener.subscribe("cc:live")
        assert self.listener.get_message(timeout=5)["type"] == "subscribe"

    def heard(self) -> list[dict[str, Any]]:
        doorbell.drain()
        found = []
        while (message := self.listener.get_message(timeout=0.5)) is not None:
            hint = json.loads(message["data"])
            if hint["type"].startswith("call."):
                found.append(hint)
        return found


@pytest.fixture
def desk(valkey: redis.Redis) -> Desk:
    return Desk(valkey)


def test_a_ringing_call_is_told_to_its_queue_without_a_number(desk: Desk) -> None:
    exchange = an_exchange()
    exchange.rings()
    exchange.rings()
    (hint,) = desk.heard()
    call = Call.objects.get()
    assert hint == {
        "topic": f"queue:{exchange.channel.queue_id}",
        "type": "call.ringing",
        "call": call.id,
        "interaction": call.interaction_id,
    }


def test_an_answered_call_is_told_to_the_agent(desk: Desk) -> None:
    anna = an_agent("Anna", extension="201")
    exchange = an_exchange()
    exchange.rings()
    exchange.tell("answer", user="201")
    ringing, answered = desk.heard()
    assert (ringing["type"], answered["type"]) == ("call.ringing", "call.answered")
    assert answered["topic"] == f"agent:{anna.id}"


def test_blocked_and_late_events_ring_nobody(desk: Desk) -> None:
    exchange = an_exchange(blocked=[{"prefix": "+420602"}])
    exchange.rings("blocked")
    exchange.tell("hangup", "late", **{"from": "+420777123456"})
    exchange.rings("late", **{"from": "+420777123456"})
    assert desk.heard() == []
