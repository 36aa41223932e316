"""What state a ticket was in at any moment, through merges."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from feedback.journeys.rows import StatusChange, TicketLife

RESOLVED: Final = frozenset({"resolved", "closed"})


class IncompleteHistoryError(Exception):
    """An entry or a merge names a ticket that was not loaded with the customer."""

    code = "history_incomplete"


class MergeCycleError(Exception):
    """Tickets were merged into each other in a circle."""

    code = "ticket_merge_cycle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """One entry of a ticket into resolved (or straight into closed); ``seq`` counts from 1."""

    ticket: str
    seq: int
    at: datetime
    customer: str
    reason: str | None
    queue: str | None
    agent: str | None
    channel_kind: str | None


class _Life:
    """One ticket's statuses, indexed by time."""

    def __init__(self, facts: TicketLife) -> None:
        self.facts = facts
        self.changes = sorted(facts.changes, key=lambda change: change.at)
        self.times = [change.at for change in self.changes]
        self.resolutions = list(_resolutions(self.changes))
        self.resolution_times = [change.at for change in self.resolutions]

    def was(self, at: datetime, wanted: Callable[[StatusChange], bool]) -> bool:
        """Whether a wanted status began at or before ``at`` and had not ended before ``at``.

        Both ends belong to the status, so that a contact which itself ends it (an answer to a
        question, a reopening) still finds it.
        """
        position = bisect_right(self.times, at) - 1
        while position >= 0:
            if wanted(self.changes[position]):
                return True
            if self.times[position] < at:
                return False
            position -= 1
        return False

    def has_resolution(
        self, start: datetime, end: datetime, before: datetime | None = None
    ) -> bool:
        """Whether it was resolved in this time, ends included, and before ``before``."""
        position = bisect_left(self.resolution_times, start)
        found = self.resolution_times[position : position + 1]
        return any(at <= end and (before is None or at < before) for at in found)


def _resolutions(changes: Iterable[StatusChange]) -> Iterator[StatusChange]:
    before = None
    for change in changes:
        if change.status in RESOLVED and before not in RESOLVED:
            yield change
        before = change.status


class Tickets:
    """Questions about the tickets of one customer cluster, each in logarithmic time."""

    def __init__(self, lives: Iterable[TicketLife]) -> None:
        self._lives = {life.id: _Life(life) for life in lives}
        self._final: dict[str, str] = {}
        for ticket in self._lives:
            self._find_final(ticket)

    def final(self, ticket: str) -> str:
        """The ticket it is part of now, after every merge."""
        return self._final[self._life(ticket).facts.id]

    def standing(self, ticket: str, at: datetime) -> str:
        """The ticket it was part of at that moment."""
        life = self._life(ticket).facts
        while life.merged_into is not None and (life.merged_at is None or life.merged_at <= at):
            life = self._life(life.merged_into).facts
        return life.id

    def merges(self) -> list[tuple[datetime, str, str]]:
        """Every merge with a known time as (when, absorbed ticket, surviving ticket), in order."""
        return sorted(
            (life.facts.merged_at, life.facts.id, life.facts.merged_into)
            for life in self._lives.values()
            if life.facts.merged_into is not None and life.facts.merged_at is not None
        )

    def reason(self, ticket: str) -> str | None:
        """The ticket's reason, else that of the ticket it was merged into."""
        return self._life(ticket).facts.reason or self._life(self.final(ticket)).facts.reason

    def queue(self, ticket: str) -> str | None:
        """The ticket's queue."""
        return self._life(ticket).facts.queue

    def is_resolved(self, ticket: str | None, at: datetime) -> bool:
        """Whether nothing was owed on it: resolved at ``at`` counts, reopened at ``at`` too.

        Without a ticket nothing is owed.
        """
        if ticket is None:
            return True
        life = self._lives[self.standing(ticket, at)]
        return life.was(at, lambda change: change.status in RESOLVED)

    def is_waiting_for_answer(self, ticket: str | None, at: datetime) -> bool:
        """Whether an agent had asked the customer something and waited."""
        if ticket is None:
            return False
        life = self._lives[self.standing(ticket, at)]
        return life.was(at, lambda change: change.status == "pending" and change.asked)

    def last_resolution(self, ticket: str | None, at: datetime) -> datetime | None:
        """When it was last resolved, at or before ``at``."""
        if ticket is None:
            return None
        life = self._lives[self.standing(ticket, at)]
        position = bisect_right(life.resolution_times, at)
        return life.resolution_times[position - 1] if position else None

    def was_resolved_between(self, ticket: str, start: datetime, end: datetime) -> bool:
        """Whether it was resolved in this time, itself or as part of the surviving ticket."""
        life = self._life(ticket)
        merged_at = life.facts.merged_at
        if life.has_resolution(start, end, before=merged_at):
            return True
        final = self.final(ticket)
        return final != ticket and self._lives[final].has_resolution(start, end)

    def next_change(self, ticket: str | None, at: datetime) -> datetime | None:
        """The next moment at or after ``at`` when its status changes, if there is one."""
        if ticket is None:
            return None
        standing = self._lives[self.standing(ticket, at)]
        position = bisect_left(standing.times, at)
        moments = standing.times[position : position + 1]
        if standing.facts.merged_into is not None and standing.facts.merged_at is not None:
            moments = [*moments, standing.facts.merged_at]
        return min(moments, default=None)

    def resolutions(self) -> Iterator[Resolution]:
        """Resolutions of every ticket that was not merged away."""
        for life in self._lives.values():
            if life.facts.merged_into is not None:
                continue
            for number, change in enumerate(life.resolutions, start=1):
                yield Resolution(
                    ticket=life.facts.id,
                    seq=number,
                    at=change.at,
                    customer=life.facts.customer,
                    reason=life.facts.reason,
                    queue=change.queue or life.facts.queue,
                    agent=change.agent,
                    channel_kind=change.channel_kind,
                )

    def _life(self, ticket: str) -> _Life:
        life = self._lives.get(ticket)
        if life is None:
            raise IncompleteHistoryError(f"ticket {ticket} was not loaded")
        return life

    def _find_final(self, ticket: str) -> None:
        path = [ticket]
        seen = {ticket}
        while path[-1] not in self._final:
            survivor = self._life(path[-1]).facts.merged_into
            if survivor is None:
                break
            if survivor in seen:
                raise MergeCycleError(f"ticket {survivor} was merged into itself")
            seen.add(survivor)
            path.append(survivor)
        end = self._final.get(path[-1], path[-1])
        self._final.update(dict.fromkeys(path, end))
