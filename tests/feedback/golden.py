"""The golden data set D1 as plain histories, with the changes its mutation tests make."""

import json
from collections import defaultdict
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from feedback.codes import OverrideKind, Scope
from feedback.journeys.chains import Chain
from feedback.journeys.recontacts import Aftermath
from feedback.journeys.rows import (
    Direction,
    Entry,
    History,
    Override,
    StatusChange,
    TicketLife,
    Turn,
)
from feedback.journeys.rules import DEFAULT_RULES
from feedback.journeys.trace import Journey, trace

PATH = Path(__file__).resolve().parents[1] / "golden" / "metrics_golden.json"
DATA: dict[str, Any] = json.loads(PATH.read_text(encoding="utf-8"))
EXPECTED: dict[str, Any] = DATA["expected"]
MUTATIONS: list[dict[str, Any]] = DATA["mutations"]


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


NOW = moment(DATA["now"])


def maybe(text: str | None) -> datetime | None:
    return None if text is None else moment(text)


def shifted(text: str | None, seconds: int) -> str | None:
    return None if text is None else (moment(text) + timedelta(seconds=seconds)).isoformat()


@dataclass
class World:
    """The facts of D1; ``apply`` changes them the way the mutation tests say."""

    interactions: dict[str, dict[str, Any]]
    tickets: dict[str, dict[str, Any]]
    heads: dict[str, str]
    overrides: list[Override]

    @classmethod
    def d1(cls) -> "World":
        data = deepcopy(DATA)
        return cls(
            interactions={row["id"]: row for row in data["interactions"]},
            tickets={row["id"]: row for row in data["tickets"]},
            heads={row["id"]: row["id"] for row in data["customers"]},
            overrides=[],
        )

    def apply(self, operations: Iterable[dict[str, Any]]) -> "World":
        for operation in operations:
            getattr(self, operation["op"])(operation)
        return self

    def merge_customers(self, operation: dict[str, Any]) -> None:
        self.heads[operation["source"]] = operation["into"]

    def unmerge_customers(self, operation: dict[str, Any]) -> None:
        self.heads[operation["source"]] = operation["source"]

    def remove_flag(self, operation: dict[str, Any]) -> None:
        self.interactions[operation["interaction"]]["flags"].remove(operation["flag"])

    def set(self, operation: dict[str, Any]) -> None:
        self.interactions[operation["interaction"]][operation["field"]] = operation["value"]

    def add_interaction(self, operation: dict[str, Any]) -> None:
        self.interactions[operation["row"]["id"]] = operation["row"]

    def different_issue(self, operation: dict[str, Any]) -> None:
        self.overrides.append(
            Override(kind=OverrideKind.DIFFERENT_ISSUE, entry=operation["interaction"])
        )

    def same_issue(self, operation: dict[str, Any]) -> None:
        self.overrides.append(
            Override(
                kind=OverrideKind.SAME_ISSUE,
                entry=operation["interaction"],
                other=operation["as_interaction"],
            )
        )

    def shift(self, operation: dict[str, Any]) -> None:
        row = self.interactions[operation["interaction"]]
        for name in ("at", "ended_at"):
            row[name] = shifted(row[name], operation["seconds"])
        for change in self.tickets[operation["ticket"]]["status_events"]:
            change["at"] = shifted(change["at"], operation["seconds"])

    def histories(self) -> dict[str, History]:
        """One history for each customer cluster, under its head."""
        entries: defaultdict[str, list[Entry]] = defaultdict(list)
        lives: defaultdict[str, list[TicketLife]] = defaultdict(list)
        overrides: defaultdict[str, list[Override]] = defaultdict(list)
        for row in self.interactions.values():
            entries[self.heads[row["customer"]]].append(entry(row))
        for row in self.tickets.values():
            lives[self.heads[row["customer"]]].append(life(row))
        for override in self.overrides:
            customer = self.interactions[override.entry]["customer"]
            overrides[self.heads[customer]].append(override)
        return {
            head: History(
                entries=tuple(entries[head]),
                tickets=tuple(lives[head]),
                overrides=tuple(overrides[head]),
            )
            for head in sorted(set(self.heads.values()))
        }

    def journeys(self) -> "Journeys":
        return Journeys(
            {
                head: trace(history, DEFAULT_RULES, at=NOW)
                for head, history in self.histories().items()
            }
        )


def entry(row: dict[str, Any]) -> Entry:
    return Entry(
        id=row["id"],
        customer=row["customer"],
        at=moment(row["at"]),
        ended_at=maybe(row["ended_at"]),
        kind=row["kind"],
        channel_kind=row["channel"],
        direction=Direction(row["direction"]),
        ticket=row["ticket"],
        reason=row["reason"],
        queue=row["queue"],
        agent=row["agent"],
        flags=frozenset(row["flags"]),
        outcome=row["outcome"],
        wait_seconds=row["wait_seconds"],
        customer_messages=row.get("customer_messages"),
        message_key=row["message_id"],
        in_reply_to=row["in_reply_to"],
    )


def life(row: dict[str, Any]) -> TicketLife:
    return TicketLife(
        id=row["id"],
        customer=row["customer"],
        reason=row["reason"],
        merged_into=row["merged_into"],
        merged_at=maybe(row["merged_at"]),
        changes=tuple(
            StatusChange(
                at=moment(change["at"]),
                status=change["status"],
                asked=change["status"] == "pending" and change["by"] is not None,
                agent=change["by"],
            )
            for change in row["status_events"]
        ),
    )


class Journeys:
    """What was derived for every customer, as one list."""

    def __init__(self, by_head: dict[str, Journey]) -> None:
        self.by_head = by_head

    def contacts(self) -> list[Turn]:
        found = (turn for one in self.by_head.values() for turn in one.folding.contacts)
        return sorted(found, key=lambda turn: turn.order)

    def customers(self) -> int:
        return sum(1 for one in self.by_head.values() if one.folding.contacts)

    def chains(self, scope: str, window: str) -> list[Chain]:
        return [
            chain for one in self.by_head.values() for chain in one.chains[Scope(scope), window]
        ]

    def causes(self, scope: str, window: str) -> dict[str, str]:
        return {
            link.contact: link.cause.value
            for chain in self.chains(scope, window)
            for link in chain.links
            if link.cause is not None
        }

    def repeats(self, scope: str, window: str) -> int:
        return sum(chain.repeats for chain in self.chains(scope, window))

    def repeat_customers(self) -> int:
        return sum(
            1
            for one in self.by_head.values()
            if any(chain.repeats for chain in one.chains[Scope.SAME_REASON, "7d"])
        )

    def aftermath(self) -> list[Aftermath]:
        return [item for one in self.by_head.values() for item in one.aftermath]
