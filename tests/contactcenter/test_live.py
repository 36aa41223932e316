"""Live hints over a real websocket, from a real Valkey."""

import json
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import redis
from django.utils import timezone
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from contactcenter.embedded import children
from contactcenter.embedded.valkey import Store
from contactcenter.live.hub import LONGEST_QUEUE, RESYNC, Hub, Listener
from contactcenter.live.tickets import (
    LiveTicketRefused,
    issue_live_ticket,
    verify_live_ticket,
)
from tests.support import processes
from tests.support.processes import Process
from tests.support.waiting import wait_for

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
StartWeb = Callable[..., tuple[Process, str]]


class OwnValkey:
    """A Valkey that a test may kill."""

    def __init__(self, folder: Path) -> None:
        self.store = Store(data=folder, socket=folder / "valkey.sock", throwaway=True)
        self.url = f"unix://{self.store.socket}?db=0"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.store.prepare()
        self.process = children.start(self.store.program(), output=subprocess.DEVNULL)
        wait_for(self.store.is_ready, what="Valkey")

    def kill_9(self) -> None:
        if self.process is not None:
            children.stop(self.process, signal.SIGKILL, patience=10)


@pytest.fixture
def own_valkey() -> Iterator[OwnValkey]:
    folder = Path(tempfile.mkdtemp(prefix="ccv-", dir="/tmp"))
    server = OwnValkey(folder)
    server.start()
    yield server
    server.kill_9()
    shutil.rmtree(folder, ignore_errors=True)


def ticket(*topics: str, ttl: timedelta = timedelta(minutes=5)) -> str:
    return json.dumps(
        {"ticket": issue_live_ticket(topics, subject="agt_1", at=timezone.now(), ttl=ttl)}
    )


@contextmanager
def open_socket(address: str, first: str, **options: Any) -> Iterator[ClientConnection]:
    with connect(address.replace("http", "ws") + "/live/", **options) as socket:
        socket.send(first)
        yield socket


def heard(socket: ClientConnection, kind: str) -> dict[str, Any]:
    """The next message of this type; others before it are passed over."""
    while True:
        message: dict[str, Any] = json.loads(socket.recv(timeout=30))
        if message["type"] == kind:
            return message


def publish(client: redis.Redis, topic: str, **facts: str) -> None:
    """Say it once somebody is there to hear it."""
    wait_for(lambda: client.pubsub_numsub("cc:live")[0][1], what="a subscription")
    client.publish("cc:live", json.dumps({"topic": topic, "type": "ticket.changed", **facts}))


def close_code(address: str, first: str) -> int | None:
    """How the gateway ends a socket that opens with this frame."""
    with open_socket(address, first) as socket:
        try:
            while True:
                socket.recv(timeout=30)
        except ConnectionClosed as end:
            return end.rcvd.code if end.rcvd else None


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """One web server for the module: the gateway keeps nothing, and needs no database."""
    process, where = processes.web()
    with processes.stopped_at_end(process):
        yield where


@pytest.mark.processes
class TestGateway:
    def test_hints_reach_who_listens_to_their_topic_and_nobody_else(
        self, address: str, valkey: redis.Redis
    ) -> None:
        with (
            open_socket(address, ticket("queue:q1", "ticket:t1")) as ours,
            open_socket(address, ticket("queue:q2")) as other,
        ):
            heard(ours, "ready"), heard(other, "ready")

            publish(valkey, "queue:q1", ticket="t1")
            publish(valkey, "queue:q2", ticket="t2")

            assert heard(ours, "ticket.changed")["ticket"] == "t1"
            assert heard(other, "ticket.changed")["ticket"] == "t2"

    def test_new_ticket_changes_what_is_heard(self, address: str, valkey: redis.Redis) -> None:
        with open_socket(address, ticket("queue:q1")) as socket:
            heard(socket, "ready")

            socket.send(ticket("queue:q2"))
            heard(socket, "ready")
            publish(valkey, "queue:q1", ticket="t1")
            publish(valkey, "queue:q2", ticket="t2")

            assert heard(socket, "ticket.changed")["ticket"] == "t2"

    def test_only_good_tickets_from_our_own_pages_open_anything(self, address: str) -> None:
        assert close_code(address, json.dumps({"ticket": "made-up"})) == 4401
        assert close_code(address, ticket("queue:q1", ttl=timedelta(0))) == 4401
        assert close_code(address, "not json") == 4400
        assert close_code(address, json.dumps(["no", "ticket"])) == 4400
        foreign = open_socket(address, ticket("queue:q1"), origin="https://elsewhere.example")
        with pytest.raises(InvalidStatus), foreign:
            pass
        with open_socket(address, ticket("queue:q1"), origin=address) as socket:
            assert heard(socket, "ready")

    def test_socket_ends_with_its_ticket(self, address: str) -> None:
        assert close_code(address, ticket("queue:q1", ttl=timedelta(seconds=2))) == 4401

    def test_sockets_survive_the_death_of_valkey_and_are_told_to_look_again(
        self, start_web: StartWeb, own_valkey: OwnValkey
    ) -> None:
        web, address = start_web(REDIS_URL=own_valkey.url)
        with open_socket(address, ticket("queue:q1")) as socket:
            heard(socket, "ready")
            own_valkey.kill_9()
            web.wait_for_line("live_hub_disconnected")

            own_valkey.start()

            heard(socket, "resync")
            with redis.Redis.from_url(own_valkey.url) as client:
                publish(client, "queue:q1", ticket="t1")
            assert heard(socket, "ticket.changed")["ticket"] == "t1"

    def test_without_redis_sockets_stay_open_and_pages_are_served(
        self, start_web: StartWeb
    ) -> None:
        _, address = start_web(REDIS_URL="none")

        with open_socket(address, ticket("queue:q1")) as socket:
            assert heard(socket, "ready")
            socket.ping().wait(20)

    def test_other_socket_addresses_are_refused(self, address: str) -> None:
        with pytest.raises(InvalidStatus):
            connect(address.replace("http", "ws") + "/elsewhere/")


class TestTickets:
    def test_ticket_says_who_may_hear_what_until_when(self) -> None:
        text = issue_live_ticket(
            ["ticket:t1", "queue:q1"], subject="agt_1", at=AT, ttl=timedelta(minutes=5)
        )

        found = verify_live_ticket(text, at=AT + timedelta(minutes=4, seconds=59))

        assert found.subject == "agt_1"
        assert found.topics == {"ticket:t1", "queue:q1"}
        assert found.expires_at == AT + timedelta(minutes=5)

    def test_ticket_opens_nothing_once_it_has_expired(self) -> None:
        text = issue_live_ticket(["queue:q1"], subject="agt_1", at=AT, ttl=timedelta(minutes=5))

        with pytest.raises(LiveTicketRefused) as refusal:
            verify_live_ticket(text, at=AT + timedelta(minutes=5))

        assert refusal.value.code == "expired_ticket"

    @pytest.mark.parametrize("text", ["", "x", "a:b:c", "\ud800", "é:ü", ":" * 5000])
    def test_anything_else_is_a_bad_ticket(self, text: str) -> None:
        with pytest.raises(LiveTicketRefused) as refusal:
            verify_live_ticket(text, at=AT)

        assert refusal.value.code == "bad_ticket"

    def test_ticket_whose_topics_were_changed_is_a_bad_ticket(self) -> None:
        _, signature = issue_live_ticket(["queue:q1"], subject="agt_1", at=AT).split(":")
        payload, _ = issue_live_ticket(["queue:q2"], subject="agt_1", at=AT).split(":")

        with pytest.raises(LiveTicketRefused):
            verify_live_ticket(f"{payload}:{signature}", at=AT)

    @pytest.mark.parametrize("count", [0, 201])
    def test_ticket_names_as_many_topics_as_a_page_can_show(self, count: int) -> None:
        with pytest.raises(ValueError, match="topics"):
            issue_live_ticket(map(str, range(count)), subject="agt_1", at=AT)


class TestHub:
    def test_socket_that_cannot_keep_up_is_told_to_look_again(self) -> None:
        hub = Hub("")
        slow = Listener(topics=frozenset({"queue:q1"}))
        hub.add(slow)

        for number in range(LONGEST_QUEUE + 1):
            hub.deliver(json.dumps({"topic": "queue:q1", "n": number}))

        assert slow.waiting.qsize() == 1
        assert slow.waiting.get_nowait() == RESYNC

    @pytest.mark.parametrize("message", ["", "{", "[]", "null", '{"type": "x"}'])
    def test_hint_that_makes_no_sense_reaches_nobody(self, message: str) -> None:
        hub = Hub("")
        listener = Listener(topics=frozenset({"queue:q1", "None"}))
        hub.add(listener)

        hub.deliver(message)

        assert listener.waiting.empty()

    def test_forgotten_socket_hears_nothing(self) -> None:
        hub = Hub("")
        listener = Listener(topics=frozenset({"queue:q1"}))
        hub.add(listener)
        hub.remove(listener)

        hub.deliver('{"topic": "queue:q1"}')

        assert listener.waiting.empty()
