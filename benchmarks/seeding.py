"""A site with a year of history, loaded in bulk: customers, points, tickets, entries, events.

Everything follows from a row's number, so that tables can be filled one after the other without
looking anything up. Every fourth entry opens a ticket.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from django.db import connection, models
from psycopg import sql

from benchmarks.shapes import ENTRY, EVENTS, POINT, TICKET, Row
from tickets.models import (
    Agent,
    Channel,
    ContactPoint,
    Customer,
    Delivery,
    Interaction,
    Queue,
    QueueMember,
    Ticket,
    TicketEvent,
)
from tickets.models.ids import decode, encode

START: Final = datetime(2025, 11, 21, tzinfo=UTC)
NOW: Final = datetime(2026, 11, 21, 10, tzinfo=UTC)
_TABLES: Final = (Customer, ContactPoint, Ticket, Interaction, TicketEvent, Delivery)
_KINDS: Final = ("email", "chat", "phone", "webform", "api")
_QUEUES: Final = ("care", "technical", "billing")
_AGENTS: Final = 20
_REGULARS: Final = 20
_HEAVY_TICKETS: Final = 1250
_REGULAR_TICKETS: Final = 250


@dataclass(frozen=True, slots=True, kw_only=True)
class Special:
    """Customers to ask about: some with about fifty entries, one with 5,000."""

    regulars: tuple[str, ...]
    heavy: str


def found() -> tuple[Agent, dict[str, Channel]]:
    """Queues, agents and a channel of each kind; one agent works in every queue."""
    queues = [Queue.objects.create(key=key, name=key.title()) for key in _QUEUES]
    agents = [
        Agent.objects.create_user(f"agent{n}@desk.example", None, name=f"Agent {n}")
        for n in range(_AGENTS)
    ]
    for agent in agents:
        rows = queues if agent is agents[0] else queues[:1]
        QueueMember.objects.bulk_create(QueueMember(queue=row, agent=agent) for row in rows)
    channels = {
        kind: Channel.objects.create(
            kind=kind,
            name=kind,
            queue=queues[0],
            address="support@desk.example" if kind == "email" else "",
        )
        for kind in _KINDS
    }
    return agents[0], channels


def fill(channels: dict[str, Channel], entries: int) -> Special:
    """Fills an empty site; a million entries take a few minutes."""
    tickets = max(entries // 4, 8)
    special = min(_HEAVY_TICKETS + _REGULAR_TICKETS, tickets * 6 // 10)
    row = Row(
        tickets=tickets,
        special=special,
        customers=max(tickets * 6 // 10, 4),
        regulars=_REGULARS,
        seconds_an_entry=(NOW - START).total_seconds() / max(entries, 1),
        channels=_ids("chn", [channels[kind].id for kind in _KINDS]),
        queues=_ids("que", list(Queue.objects.order_by("id").values_list("id", flat=True))),
        agents=_ids("agt", list(Agent.objects.order_by("id").values_list("id", flat=True))),
    )
    with connection.cursor() as cursor, _without_indexes(cursor):
        people = row.customers + row.regulars + 1
        _insert(cursor, Customer, 1, people, row.customer())
        _insert(cursor, ContactPoint, 1, people, row.filled(POINT))
        _insert(cursor, Ticket, 1, tickets, row.filled(TICKET))
        _insert(cursor, Interaction, 1, tickets * 4, row.filled(ENTRY))
        for event in EVENTS:
            shape = row.filled(event)
            _insert(cursor, TicketEvent, 1, tickets, shape, where=shape.pop("where"))
    _settle()
    return Special(
        regulars=tuple(_public("cus", row.regular_key(number)) for number in range(row.regulars)),
        heavy=_public("cus", row.heavy_key),
    )


def _settle() -> None:
    """Leaves nothing for later that would be counted against whoever is measured first."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")
        cursor.execute("CHECKPOINT")


def _ids(prefix: str, public: list[str]) -> str:
    """Ids as the text of a PostgreSQL array."""
    return "'{" + ",".join(str(decode(prefix, item)) for item in public) + "}'::uuid[]"


def _public(prefix: str, expression: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {expression}")
        row: Any = cursor.fetchone()
    return encode(prefix, row[0])


@contextmanager
def _without_indexes(cursor: Any) -> Iterator[None]:
    """Sets indexes and foreign keys aside while rows pour in, and puts the indexes back."""
    cursor.execute(
        "SELECT i.indexdef, format('%%I', i.indexname) FROM pg_indexes i"
        " WHERE i.tablename = ANY(%s) AND NOT EXISTS ("
        "   SELECT FROM pg_constraint c WHERE c.conname = i.indexname AND c.contype IN ('p', 'u'))",
        [[model._meta.db_table for model in _TABLES]],
    )
    indexes = cursor.fetchall()
    for _, name in indexes:
        cursor.execute(f"DROP INDEX {name}")
    cursor.execute("SET session_replication_role = replica")
    yield
    cursor.execute("SET session_replication_role = origin")
    cursor.execute("SET maintenance_work_mem = '512MB'")
    for definition, _ in indexes:
        cursor.execute(definition)
    cursor.execute("RESET maintenance_work_mem")


def _insert(
    cursor: Any,
    model: type[models.Model],
    first: int,
    last: int,
    given: dict[str, str],
    *,
    where: str = "true",
) -> None:
    """``INSERT … SELECT`` with every column that is not given at the model's own default."""
    blank = model()
    names, values = [], []
    for field in model._meta.concrete_fields:
        assert field.column is not None
        if field.column in given:
            shown: sql.Composable = sql.SQL(given[field.column])
        elif field.has_db_default():
            continue
        else:
            stored = field.get_db_prep_save(field.pre_save(blank, True), connection)
            shown = sql.Literal(stored)
        names.append(sql.Identifier(field.column))
        values.append(shown)
    statement = sql.SQL(
        "INSERT INTO {table} ({names}) SELECT {values} FROM generate_series({first}, {last}) AS n"
        " WHERE {where}"
    ).format(
        table=sql.Identifier(model._meta.db_table),
        names=sql.SQL(", ").join(names),
        values=sql.SQL(", ").join(values),
        first=sql.Literal(first),
        last=sql.Literal(last),
        where=sql.SQL(where),
    )
    cursor.execute(statement)
