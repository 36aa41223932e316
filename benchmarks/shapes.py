"""What the rows of a seeded site look like, as SQL expressions of a row's number ``n``."""

from dataclasses import dataclass
from typing import Final

_START: Final = "timestamptz '2025-11-21 00:00+00'"
# Milliseconds first, as the product's own ids are.
_ID: Final = (
    "(lpad(to_hex((extract(epoch FROM {moment}) * 1000)::bigint), 12, '0') || '7'"
    " || substr(md5({seed}), 1, 3) || '8' || substr(md5({seed}), 4, 15))::uuid"
)
FULL_PAGES: Final = 1500
_WORDS: Final = (
    "'Dobrý den, ' || repeat('zásilka číslo ' || n || ' pořád nepřišla a sledování se nehýbe, "
    "můžete prosím zjistit, kde je? ', 1 + (n % 7)::int)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The numbers a site is made of; ids of channels, queues and agents are SQL arrays."""

    tickets: int
    special: int
    customers: int
    regulars: int
    seconds_an_entry: float
    channels: str
    queues: str
    agents: str

    @property
    def waiting(self) -> int:
        """How many tickets are unresolved: the newest, and enough for a full page of anybody's."""
        return max(self.tickets // 20, min(FULL_PAGES, self.tickets * 6 // 10))

    def moment(self, number: str) -> str:
        """When an entry happened."""
        return f"({_START} + {number} * interval '{self.seconds_an_entry:.6f} seconds')"

    def customer_key(self, number: str) -> str:
        """A customer's id; every customer is as old as the site."""
        return _ID.format(moment=_START, seed=f"'c' || ({number})")

    def regular_key(self, number: int) -> str:
        """The id of one of the customers with about fifty entries."""
        return self.customer_key(f"{self.customers + 1 + number}::bigint")

    @property
    def heavy_key(self) -> str:
        """The id of the customer with thousands."""
        return self.customer_key(f"{self.customers + self.regulars + 1}::bigint")

    def ticket_key(self, number: str) -> str:
        """A ticket's id."""
        return _ID.format(moment=self.moment(f"(({number}) - 1) * 4"), seed=f"'t' || ({number})")

    def owner(self, ticket: str) -> str:
        """Whose ticket it is.

        Evenly spread over the year, some belong to the customer with thousands of entries and one
        in six of those to a regular. The rest is heavy-tailed: few customers have many.
        """
        here = f"(({ticket})::bigint * {self.special} / {self.tickets})"
        before = f"((({ticket})::bigint - 1) * {self.special} / {self.tickets})"
        regular = f"{self.customers} + 1 + ({here} / 6) % {self.regulars}"
        heavy = f"{self.customers} + {self.regulars} + 1"
        drawn = f"abs(hashint8(({ticket})::bigint)::bigint) / 2147483649.0"
        other = f"1 + floor(power({drawn}, 2) * {self.customers})::bigint"
        return (
            f"(CASE WHEN {here} = {before} THEN {other}"
            f" WHEN {here} % 6 = 0 THEN {regular} ELSE {heavy} END)"
        )

    def customer(self) -> dict[str, str]:
        """A customer."""
        return {
            "id": self.customer_key("n"),
            "name": "'Jana Nováková ' || n",
            "sort_name": "'jana novakova ' || n",
            "language": "'cs'",
            "created_at": _START,
        }

    def filled(self, shape: dict[str, str]) -> dict[str, str]:
        """A shape with this site's expressions for the names in braces."""
        ticket = "(n - 1) / 4 + 1"
        words = {
            "start": _START,
            "text": _WORDS,
            "moment": self.moment("n"),
            "opened": self.moment("((n - 1) * 4)"),
            "point": _ID.format(moment=_START, seed="'p' || n"),
            "person": self.customer_key("n"),
            "ticket": self.ticket_key("n"),
            "entry": _ID.format(moment=self.moment("n"), seed="'i' || n"),
            "of_ticket": self.ticket_key(ticket),
            "owner": self.customer_key(self.owner("n")),
            "entry_owner": self.customer_key(self.owner(ticket)),
            "channel": f"({self.channels})[1 + (({ticket}) % 5)]",
            "ticket_channel": f"({self.channels})[1 + (n % 5)]",
            "queue": f"({self.queues})[1 + (n % 3)]",
            "entry_queue": f"({self.queues})[1 + (({ticket}) % 3)]",
            "agent": f"({self.agents})[1 + (n % 20)]",
            "is_open": f"(n > {self.tickets - self.waiting})",
        }
        return {column: _fill(expression, words) for column, expression in shape.items()}


def _fill(expression: str, words: dict[str, str]) -> str:
    for name, value in words.items():
        expression = expression.replace("{" + name + "}", value)
    return expression


POINT: Final = {
    "id": "{point}",
    "customer_id": "{person}",
    "kind": "'email'",
    "value": "'customer' || n || '@post.example'",
    "verification": "'verified'",
    "first_seen_at": "{start}",
    "last_seen_at": "{start}",
}
TICKET: Final = {
    "id": "{ticket}",
    "subject": "'Kde je zásilka ' || n || '?'",
    "status": (
        "CASE WHEN NOT {is_open} THEN (CASE WHEN n % 3 = 0 THEN 'resolved' ELSE 'closed' END)"
        " ELSE (ARRAY['new', 'open', 'pending', 'on_hold'])[1 + (n % 4)] END"
    ),
    "assignee_id": "CASE WHEN {is_open} AND n % 3 = 0 THEN NULL ELSE {agent} END",
    "resolved_at": "CASE WHEN {is_open} THEN NULL ELSE {opened} + interval '1 day' END",
    "resolution_seq": "CASE WHEN {is_open} THEN 0 ELSE 1 END",
    "due_at": "CASE WHEN {is_open} AND n % 4 < 2 THEN {opened} + interval '8 hours' END",
    "sort_at": (
        "CASE WHEN {is_open} AND n % 4 < 2 THEN {opened} + interval '8 hours'"
        " ELSE timestamptz '9999-01-01 00:00+00' END"
    ),
    "queue_id": "{queue}",
    "channel_id": "{ticket_channel}",
    "customer_id": "{owner}",
    "language": "'cs'",
    "opened_at": "{opened}",
    "last_entry_at": "{opened}",
    "last_inbound_at": "{opened}",
    "last_channel_kind": "'email'",
    "last_direction": "'inbound'",
    "preview": "'zásilka číslo ' || n || ' pořád nepřišla'",
}
ENTRY: Final = {
    "id": "{entry}",
    "customer_id": "{entry_owner}",
    "ticket_id": "{of_ticket}",
    "queue_id": "{entry_queue}",
    "channel_id": "CASE WHEN n % 4 = 3 THEN NULL ELSE {channel} END",
    "channel_kind": "CASE WHEN n % 4 = 3 THEN '' ELSE 'email' END",
    "kind": "(ARRAY['email', 'email', 'email', 'note'])[1 + (n % 4)]",
    "direction": "(ARRAY['inbound', 'inbound', 'outbound', 'internal'])[1 + (n % 4)]",
    "occurred_at": "{moment}",
    "received_at": "{moment}",
    "external_id": "CASE WHEN n % 4 < 2 THEN 'seed-' || n || '@post.example' ELSE '' END",
    "subject": "'Kde je zásilka ' || n || '?'",
    "text": "{text}",
    "preview": "'zásilka číslo ' || n || ' pořád nepřišla'",
    "language": "'cs'",
}

_EVENT: Final = _ID.replace("{moment}", "{opened}").replace("{seed}", "({mark} || n)")


def _event(mark: str, kind: str, after: str, **rest: str) -> dict[str, str]:
    return {
        "id": _EVENT.replace("{mark}", f"'{mark}'"),
        "ticket_id": "{ticket}",
        "customer_id": "{owner}",
        "kind": f"'{kind}'",
        "occurred_at": f"{{opened}} + interval '{after}'",
        "actor_kind": "'agent'",
        "agent_id": "{agent}",
        "queue_id": "{queue}",
        "channel_kind": "'email'",
        "where": "true",
        **rest,
    }


EVENTS: Final = (
    _event("o", "opened", "0", to_status="'new'", actor_kind="'customer'"),
    _event("a", "assigned", "1 hour"),
    _event("s", "status_changed", "2 hours", from_status="'new'", to_status="'open'"),
    _event(
        "r",
        "resolved",
        "1 day",
        from_status="'open'",
        to_status="'resolved'",
        resolution_seq="1",
        where="{is_open} = false",
    ),
)
