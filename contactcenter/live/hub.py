"""One subscription a process, spread over its open sockets."""

import asyncio
import json
import logging
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

import redis.asyncio
from redis.exceptions import RedisError

CHANNEL: Final = "cc:live"
LONGEST_QUEUE: Final = 64
FIRST_PAUSE: Final = 0.2
LONGEST_PAUSE: Final = 5.0
# Hints are "look again", so one "look at everything again" replaces any number that were missed.
RESYNC: Final = json.dumps({"type": "resync"})

_log = logging.getLogger(__name__)


@dataclass(eq=False, slots=True)
class Listener:
    """What waits to be sent to one socket."""

    topics: frozenset[str]
    waiting: asyncio.Queue[str] = field(default_factory=lambda: asyncio.Queue(LONGEST_QUEUE))

    def offer(self, message: str) -> None:
        """Queue a message; a socket that cannot keep up gets one "resync" instead of all."""
        try:
            self.waiting.put_nowait(message)
        except asyncio.QueueFull:
            while not self.waiting.empty():
                self.waiting.get_nowait()
            self.waiting.put_nowait(RESYNC)


class Hub:
    """Subscribes to Valkey and hands each hint to the sockets that listen to its topic."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._by_topic: defaultdict[str, set[Listener]] = defaultdict(set)
        self._listeners: set[Listener] = set()
        self._task: asyncio.Task[None] | None = None
        self._subscribed = False

    def start(self) -> None:
        """Begin to listen; without a Redis there is nothing to do and sockets just stay open."""
        if self._url:
            self._task = asyncio.create_task(self._listen_for_ever(), name="live-hub")

    async def stop(self) -> None:
        """End the subscription."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    def add(self, listener: Listener) -> None:
        """Hand this listener the hints of its topics from now on."""
        self._listeners.add(listener)
        for topic in listener.topics:
            self._by_topic[topic].add(listener)

    def remove(self, listener: Listener) -> None:
        """Forget a listener."""
        self._listeners.discard(listener)
        for topic in listener.topics:
            self._by_topic[topic].discard(listener)
            if not self._by_topic[topic]:
                del self._by_topic[topic]

    def move(self, listener: Listener, topics: frozenset[str]) -> None:
        """Change what a listener hears."""
        self.remove(listener)
        listener.topics = topics
        self.add(listener)

    def deliver(self, message: str) -> None:
        """Hand one published hint to whoever listens to its topic."""
        topic = _topic_of(message)
        if topic is not None:
            _offer(self._by_topic.get(topic, ()), message)

    async def _listen_for_ever(self) -> None:
        pause = FIRST_PAUSE
        while True:
            try:
                await self._listen()
            except (RedisError, OSError) as error:
                _log.warning("live_hub_disconnected: %s", type(error).__name__)
            await asyncio.sleep(pause)
            pause = FIRST_PAUSE if self._subscribed else min(pause * 2, LONGEST_PAUSE)

    async def _listen(self) -> None:
        # No time limit on the subscription: it is silent whenever nothing happens. A dead peer
        # is found by the health check.
        client = redis.asyncio.from_url(
            self._url, socket_timeout=None, socket_connect_timeout=3, health_check_interval=15
        )
        self._subscribed = False
        async with client, client.pubsub(ignore_subscribe_messages=False) as subscription:
            await subscription.subscribe(CHANNEL)
            while True:
                self._handle(await subscription.get_message(timeout=30.0))

    def _handle(self, heard: dict[str, Any] | None) -> None:
        if heard is None:
            return
        if heard["type"] == "subscribe":
            self._subscribed = True
            _offer(self._listeners, RESYNC)  # whatever was said while we were away is lost
        elif heard["type"] == "message":
            self.deliver(heard["data"].decode("utf-8", "replace"))


def _offer(listeners: Iterable[Listener], message: str) -> None:
    for listener in list(listeners):
        listener.offer(message)


def _topic_of(message: str) -> str | None:
    try:
        return str(json.loads(message)["topic"])
    except (ValueError, LookupError, TypeError):
        _log.warning("live_hint_unreadable")
        return None
