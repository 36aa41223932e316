"""A site with history, loaded in bulk: customers, points, tickets, entries and events."""

from typing import Any, Final

from django.db import connection, models
from psycopg import sql

from tickets.models import (
    Agent,
    Channel,
    ContactPoint,
    Customer,
    Interaction,
    Queue,
    QueueMember,
    Ticket,
    TicketEvent,
)

# Milliseconds first, as the product's own ids are.
_ID: Final = (
    "(lpad(to_hex((extract(epoch FROM {moment}) * 1000)::bigint), 12, '0') || '7'"
    " || substr(md5({seed} || 'a'), 1, 3) || '8' || substr(md5({seed} || 'b'), 1, 15))::uuid"
)
_START: Final = "timestamptz '2025-11-01 00:00+00'"
_ENTRIES_A_TICKET: Final = 4
_TICKETS_A_CUSTOMER: Final = 2
HEAVY: Final = 5000
_TEXT: Final = (
    "'Dobrý den, moje zásilka číslo ' || n || ' pořád nepřišla, můžete prosím zjistit, kde je?'"
)


def people() -> tuple[Agent, Channel]:
    """One queue, one agent who works in it, one channel of a feeder."""
    queue = Queue.objects.create(key="care", name="Care")
    agent = Agent.objects.create_user("bench@desk.example", "a long enough password", name="Bench")
    QueueMember.objects.create(queue=queue, agent=agent)
    channel = Channel.objects.create(kind="api", name="Branch", queue=queue)
    return agent, channel


def fill(channel: Channel, interactions: int, *, done: int = 0) -> None:
    """Grows the site from ``done`` to ``interactions`` entries over one year."""
    tickets, before = interactions // _ENTRIES_A_TICKET, done // _ENTRIES_A_TICKET
    customers, earlier = tickets // _TICKETS_A_CUSTOMER, before // _TICKETS_A_CUSTOMER
    step = f"interval '{365 * 86400 / max(interactions, 1):.6f} seconds'"
    moment = f"({_START} + n * {step})"
    queue = channel.queue_id
    with connection.cursor() as cursor:
        _customers(cursor, earlier + 1, customers)
        _points(cursor, earlier + 1, customers)
        _tickets(cursor, channel, before + 1, tickets, moment, customers)
        _entries(cursor, channel, done + 1, interactions, moment, customers)
        _events(cursor, before + 1, tickets, moment, customers, queue)
        cursor.execute("ANALYZE")


def heavy_customer(channel: Channel) -> str:
    """One customer with 5,000 entries on one ticket; returns the id."""
    customer = Customer.objects.create(name="Heavy", created_at=channel_time())
    ticket = Ticket.objects.create(
        subject="Everything",
        queue=channel.queue,
        customer=customer,
        channel=channel,
        opened_at=channel_time(),
        last_entry_at=channel_time(),
    )
    with connection.cursor() as cursor:
        _insert(
            cursor,
            Interaction,
            f"generate_series(1, {HEAVY}) AS n",
            {
                "id": _ID.format(moment=f"({_START} + n * interval '1 hour')", seed="'h' || n"),
                "customer_id": sql.Literal(_uuid("cus", customer.id)),
                "ticket_id": sql.Literal(_uuid("tkt", ticket.id)),
                "channel_id": sql.Literal(_uuid("chn", channel.id)),
                "occurred_at": f"{_START} + n * interval '1 hour'",
                "received_at": f"{_START} + n * interval '1 hour'",
                "external_id": "'heavy-' || n",
                "text": _TEXT,
                "preview": "'Dobrý den'",
            },
        )
        cursor.execute("ANALYZE tickets_interaction")
    return customer.id


def channel_time() -> Any:
    """The start of the site's year."""
    from datetime import UTC, datetime

    return datetime(2025, 11, 1, tzinfo=UTC)


def _uuid(prefix: str, public_id: str) -> Any:
    from tickets.models.ids import decode

    return decode(prefix, public_id)


def _customer_id(number: str) -> str:
    return _ID.format(moment=_START, seed=f"'c' || ({number})")


def _ticket_id(number: str) -> str:
    return _ID.format(moment=_START, seed=f"'t' || ({number})")


def _owner(number: str, customers: int) -> str:
    """Heavy-tailed: a few customers have many tickets."""
    return f"1 + floor(power(abs(hashint8({number})) / 2147483648.0, 3) * {customers})::bigint"


def _customers(cursor: Any, first: int, last: int) -> None:
    _insert(
        cursor,
        Customer,
        f"generate_series({first}, {last}) AS n",
        {
            "id": _customer_id("n"),
            "name": "'Jana Nováková ' || n",
            "sort_name": "'jana novakova ' || n",
            "created_at": _START,
        },
    )


def _points(cursor: Any, first: int, last: int) -> None:
    _insert(
        cursor,
        ContactPoint,
        f"generate_series({first}, {last}) AS n",
        {
            "id": _ID.format(moment=_START, seed="'p' || n"),
            "customer_id": _customer_id("n"),
            "kind": "'email'",
            "value": "'customer' || n || '@example.cz'",
            "first_seen_at": _START,
            "last_seen_at": _START,
        },
    )


def _tickets(
    cursor: Any, channel: Channel, first: int, last: int, moment: str, customers: int
) -> None:
    opened = moment.replace("n *", f"n * {_ENTRIES_A_TICKET} *")
    is_open = f"n > {last} - {last} / 20"
    _insert(
        cursor,
        Ticket,
        f"generate_series({first}, {last}) AS n",
        {
            "id": _ticket_id("n"),
            "subject": "'Kde je zásilka ' || n",
            "status": f"CASE WHEN {is_open} THEN 'open' ELSE 'resolved' END",
            "resolved_at": f"CASE WHEN {is_open} THEN NULL ELSE {opened} + interval '1 day' END",
            "resolution_seq": f"CASE WHEN {is_open} THEN 0 ELSE 1 END",
            "sort_at": opened,
            "due_at": f"CASE WHEN {is_open} THEN {opened} ELSE NULL END",
            "queue_id": sql.Literal(_uuid("que", channel.queue_id)),
            "channel_id": sql.Literal(_uuid("chn", channel.id)),
            "customer_id": _customer_id(_owner("n", customers)),
            "opened_at": opened,
            "last_entry_at": opened,
            "last_channel_kind": "'api'",
            "preview": "'Dobrý den'",
        },
    )


def _entries(
    cursor: Any, channel: Channel, first: int, last: int, moment: str, customers: int
) -> None:
    ticket = f"(n - 1) / {_ENTRIES_A_TICKET} + 1"
    _insert(
        cursor,
        Interaction,
        f"generate_series({first}, {last}) AS n",
        {
            "id": _ID.format(moment=moment, seed="'i' || n"),
            "customer_id": _customer_id(_owner(ticket, customers)),
            "ticket_id": _ticket_id(ticket),
            "channel_id": sql.Literal(_uuid("chn", channel.id)),
            "channel_kind": "'api'",
            "kind": "'visit'",
            "direction": "CASE WHEN n % 2 = 1 THEN 'inbound' ELSE 'outbound' END",
            "occurred_at": moment,
            "received_at": moment,
            "external_id": "'seed-' || n",
            "text": _TEXT,
            "preview": "'Dobrý den'",
        },
    )


def _events(cursor: Any, first: int, last: int, moment: str, customers: int, queue_id: str) -> None:
    _insert(
        cursor,
        TicketEvent,
        f"generate_series({first}, {last}) AS n",
        {
            "id": _ID.format(moment=moment, seed="'e' || n"),
            "ticket_id": _ticket_id("n"),
            "customer_id": _customer_id(_owner("n", customers)),
            "kind": "'resolved'",
            "resolution_seq": "1",
            "occurred_at": moment.replace("n *", f"n * {_ENTRIES_A_TICKET} *"),
            "actor_kind": "'agent'",
            "queue_id": sql.Literal(_uuid("que", queue_id)),
        },
    )


def _insert(cursor: Any, model: type[models.Model], source: str, given: dict[str, Any]) -> None:
    """``INSERT … SELECT`` with every other column at the model's own default."""
    blank = model()
    names, values = [], []
    for field in model._meta.concrete_fields:
        assert field.column is not None
        if field.column in given:
            value = given[field.column]
            shown = value if isinstance(value, sql.Composable) else sql.SQL(value)
        elif field.has_db_default():
            continue
        else:
            stored = field.get_db_prep_save(field.pre_save(blank, True), connection)
            shown = sql.Literal(_defaults(field, stored))
        names.append(sql.Identifier(field.column))
        values.append(shown)
    cursor.execute(
        sql.SQL("INSERT INTO {table} ({names}) SELECT {values} FROM {source}").format(
            table=sql.Identifier(model._meta.db_table),
            names=sql.SQL(", ").join(names),
            values=sql.SQL(", ").join(values),
            source=sql.SQL(source),
        )
    )


def _defaults(field: Any, stored: Any) -> Any:
    required = {"kind": "visit", "direction": "inbound"}
    return stored or required.get(field.column, stored)
