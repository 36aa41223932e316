"""``POST /api/v1/interactions/`` through the whole stack against the same rows by raw psycopg."""

import uuid
from collections.abc import Iterator
from itertools import count
from typing import Any, Final

import psycopg
from django.db import connection

from benchmarks.measure import Bench, statements
from benchmarks.seeding import NOW
from benchmarks.worlds import World

PATH: Final = "/api/v1/interactions/"
_numbers: Final = count(1)
_MARK: Final = "benchmarker"


class Feeder:
    """Posts contacts as a feeder does."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.post("regular", f"first-{next(_numbers)}")

    def post(self, name: str, external_id: str) -> None:
        """One contact of the person with this name."""
        self.world.feeder.post(
            PATH,
            {
                "channel": self.world.channel.id,
                "external_id": external_id,
                "kind": "visit",
                "direction": "inbound",
                "occurred_at": NOW.isoformat(),
                "customer": {
                    "name": "Jana Nováková",
                    "contact_points": [{"kind": "email", "value": f"{name}@branch.example"}],
                },
                "subject": "Reklamace pračky",
                "body": {"text": "Zákaznice přinesla pračku, která po týdnu přestala ždímat. " * 3},
            },
        )

    def stranger(self) -> None:
        """A contact of somebody we have never met."""
        number = next(_numbers)
        self.post(f"new{number}", f"n{number}")

    def known(self) -> None:
        """One more contact of somebody we know."""
        self.post("regular", f"k{next(_numbers)}")


class Floor:
    """The rows that one post leaves, by one statement and one commit, and nothing else.

    The statement and its values are the product's own, with fresh keys: the cheapest way there
    is to store the same.
    """

    def __init__(self, feeder: Feeder, *, known: bool) -> None:
        taken: list[tuple[str, Any]] = []

        def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            if sql.startswith("WITH r0"):
                taken.append((sql, params))
            return execute(sql, params, many, context)

        with connection.execute_wrapper(note):
            feeder.post("regular" if known else _MARK, f"{_MARK}{known}")
        self.sql, self.params = taken[0]
        facts = connection.get_connection_params()
        named = {key: facts[key] for key in ("dbname", "user", "host") if key in facts}
        self.line = psycopg.connect(**named)
        self.made_here = _made_here({item for item in self.params if isinstance(item, uuid.UUID)})

    def write(self) -> None:
        """One contact."""
        fresh = {key: _like(key) for key in self.made_here}
        number = f"floor{next(_numbers)}"
        values = [self._value(value, fresh, number) for value in self.params]
        self.line.execute(self.sql, values)
        self.line.commit()

    def _value(self, value: Any, fresh: dict[uuid.UUID, uuid.UUID], number: str) -> Any:
        if isinstance(value, uuid.UUID):
            return fresh.get(value, value)
        if isinstance(value, str) and _MARK in value:
            return value.replace(_MARK, number)
        return value


def _made_here(keys: set[uuid.UUID]) -> set[uuid.UUID]:
    """Those of the keys that the marked post itself made up."""
    old = set()
    with connection.cursor() as cursor:
        for table in ("queue", "channel", "contactpoint", "customer"):
            marked = "" if table in {"queue", "channel"} else _OTHERS[table]
            cursor.execute(
                f"SELECT id FROM tickets_{table} WHERE id = ANY(%s) {marked}", [list(keys)]
            )
            old |= {row[0] for row in cursor.fetchall()}
    return keys - old


_OTHERS: Final = {
    "contactpoint": f"AND value NOT LIKE '{_MARK}%%'",
    "customer": (
        "AND NOT EXISTS (SELECT FROM tickets_contactpoint p WHERE p.customer_id ="
        f" tickets_customer.id AND p.value LIKE '{_MARK}%%')"
    ),
}


def _like(key: uuid.UUID) -> uuid.UUID:
    """Another key of the same millisecond, so that the indexes grow at the same place."""
    low = (1 << 48) - 1
    return uuid.UUID(int=(key.int & ~low) | (uuid.uuid4().int & low))


def run(bench: Bench, small: World, large: World) -> None:
    """Statements and cost for new and known senders, and how much the size matters."""
    feeders = {world: Feeder(world) for world in _entered(small, large)}
    big = feeders[large]
    large.enter()
    floors = [Floor(big, known=False), Floor(big, known=True)]
    sides = (("new sender", big.stranger), ("known sender", big.known))
    for name, work in sides:
        work()
        bench.report.add(f"API intake, {name}, statements", len(statements(work)), "", goal=8)
    new, known, little, raw_new, raw_known = bench.interleaved(
        [
            large.inside(big.stranger),
            large.inside(big.known),
            small.inside(feeders[small].stranger),
            floors[0].write,
            floors[1].write,
        ]
    )
    add = bench.report.add
    add("raw psycopg, rows of a new sender", raw_new, ratio=1)
    add("API intake, new sender", new, ratio=new / raw_new, goal=10)
    add("raw psycopg, rows of a known sender", raw_known, ratio=1)
    add("API intake, known sender", known, ratio=known / raw_known, goal=10)
    add(
        f"API intake, {large.entries:,} against {small.entries:,}",
        new,
        ratio=new / little,
        goal=1.6,
    )


def _entered(*worlds: World) -> Iterator[World]:
    """Each site, while the product talks to it."""
    for world in worlds:
        world.enter()
        yield world
