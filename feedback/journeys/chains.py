"""Issue chains: which contacts of a customer are about one matter, and why they came again.

Contacts are read in ``(at, id)`` order. A contact joins the chain an explicit link names; else
the chain with the newest last contact that still qualifies by time, state and (in scope *same
reason*) reason; else it begins a chain. A chain that stopped qualifying is set aside until its
ticket next changes, so that a contact never looks at all earlier chains.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from heapq import heappop, heappush

from feedback.codes import WINDOWS, Cause, Scope
from feedback.journeys.decisions import Decisions
from feedback.journeys.lives import Tickets
from feedback.journeys.rows import Turn
from feedback.journeys.ties import tie, tie_of_link


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One contact's place in its chain; the first has position 1 and neither cause nor trigger.

    ``gap`` runs from the trigger's end, or from the resolution where that was later. ``explicit``
    says that a ticket, a thread or a person tied them, not the window.
    """

    contact: str
    position: int
    cause: Cause | None = None
    trigger: str | None = None
    gap: timedelta | None = None
    explicit: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """All contacts about one issue; ``id`` is its first contact. ``turns`` adds solicited ones."""

    scope: Scope
    window: str
    links: tuple[Link, ...]
    contacts: tuple[Turn, ...]
    turns: tuple[Turn, ...]

    @property
    def id(self) -> str:
        """The first contact's id."""
        return self.contacts[0].id

    @property
    def last(self) -> Turn:
        """The newest contact."""
        return self.contacts[-1]

    @property
    def repeats(self) -> int:
        """Contacts that repeat an earlier one."""
        return len(self.contacts) - 1


@dataclass(slots=True, eq=False)
class _Growing:
    """A chain while it is being put together."""

    contacts: list[Turn] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)

    @property
    def last(self) -> Turn:
        return self.contacts[-1]


class _Newest:
    """Sorts a chain's last contact newest first in a heap."""

    __slots__ = ("chain", "last")

    def __init__(self, chain: _Growing) -> None:
        self.chain = chain
        self.last = chain.last

    def __lt__(self, other: "_Newest") -> bool:
        return self.last.order > other.last.order

    @property
    def is_current(self) -> bool:
        return self.chain.last is self.last


class _Candidates:
    """Chains a rule may still choose, newest last contact first; dead ones sleep."""

    def __init__(self) -> None:
        self._awake: list[_Newest] = []
        self._asleep: list[tuple[datetime, str, _Newest]] = []

    def add(self, chain: _Growing) -> None:
        heappush(self._awake, _Newest(chain))

    def wake(self, at: datetime) -> None:
        while self._asleep and self._asleep[0][0] <= at:
            heappush(self._awake, heappop(self._asleep)[2])

    def best(
        self, contact: Turn, barred: set[_Growing], window: timedelta, tickets: Tickets
    ) -> _Growing | None:
        """The newest chain that qualifies for the contact."""
        self.wake(contact.at)
        passed: list[_Newest] = []
        found = None
        while self._awake and found is None:
            newest = heappop(self._awake)
            if not newest.is_current:
                continue
            if newest.chain in barred:
                passed.append(newest)
            elif tie(newest.last, contact, window, tickets) is None:
                self._sleep(newest, contact.at, tickets)
            else:
                passed.append(newest)
                found = newest.chain
        for newest in passed:
            heappush(self._awake, newest)
        return found

    def _sleep(self, newest: _Newest, at: datetime, tickets: Tickets) -> None:
        wakes_at = tickets.next_change(newest.last.ticket, at)
        if wakes_at is not None:
            heappush(self._asleep, (wakes_at, newest.last.id, newest))


class _Builder:
    """Puts the chains of one customer together for one scope and window."""

    def __init__(
        self, scope: Scope, window: timedelta, tickets: Tickets, decided: Decisions
    ) -> None:
        self.scope = scope
        self.window = window
        self.tickets = tickets
        self.decided = decided
        self.chains: list[_Growing] = []
        self.chain_of: dict[str, _Growing] = {}
        self.on_ticket: defaultdict[str, dict[_Growing, None]] = defaultdict(dict)
        self.candidates: defaultdict[str, _Candidates] = defaultdict(_Candidates)

    def take(self, turn: Turn) -> None:
        """Put the customer's next turn where it belongs."""
        if turn.solicited:
            chain = self._explicit(turn, set())
            if chain is not None:
                chain.turns.append(turn)
                self.chain_of[turn.id] = chain
            return
        barred, alone = self._barred(turn)
        explicit = None if alone else self._explicit(turn, barred)
        found = explicit
        if explicit is None and not alone:
            found = self._by_rule(turn, barred)
        self._append(turn, found, explicit is not None)

    def _barred(self, contact: Turn) -> tuple[set[_Growing], bool]:
        """Chains an agent keeps it out of, and whether it must stand alone."""
        others = self.decided.apart.get(contact.id, ())
        chains = {self.chain_of[other] for other in others if other in self.chain_of}
        return chains, None in others

    def _explicit(self, turn: Turn, barred: set[_Growing]) -> _Growing | None:
        by_hand = [
            self.chain_of[other]
            for other in self.decided.same.get(turn.id, ())
            if other in self.chain_of
        ]
        return _newest(by_hand, barred) or _newest(self._by_ticket(turn), barred)

    def _by_ticket(self, turn: Turn) -> Iterator[_Growing]:
        for ticket in (turn.ticket, turn.thread_ticket):
            if ticket is not None:
                yield from self.on_ticket.get(self.tickets.final(ticket), ())

    def _by_rule(self, contact: Turn, barred: set[_Growing]) -> _Growing | None:
        key = self._reason_key(contact)
        if key is None or key not in self.candidates:
            return None
        return self.candidates[key].best(contact, barred, self.window, self.tickets)

    def _reason_key(self, contact: Turn) -> str | None:
        """Contacts with equal keys may be joined by rule."""
        return "" if self.scope is Scope.ANY_REASON else contact.reason

    def _append(self, contact: Turn, chain: _Growing | None, explicit: bool) -> None:
        if chain is None:
            chain = _Growing(links=[Link(contact=contact.id, position=1)])
            self.chains.append(chain)
        else:
            found = tie_of_link(chain.last, contact, self.window, self.tickets)
            chain.links.append(
                Link(
                    contact=contact.id,
                    position=len(chain.contacts) + 1,
                    cause=found.cause,
                    trigger=chain.last.id,
                    gap=found.gap,
                    explicit=explicit,
                )
            )
        chain.contacts.append(contact)
        chain.turns.append(contact)
        self.chain_of[contact.id] = chain
        if contact.ticket is not None:
            self.on_ticket[self.tickets.final(contact.ticket)][chain] = None
        key = self._reason_key(contact)
        if key is not None:
            self.candidates[key].add(chain)


def _newest(chains: Iterable[_Growing], barred: set[_Growing]) -> _Growing | None:
    free = (chain for chain in chains if chain not in barred)
    return max(free, key=lambda chain: chain.last.order, default=None)


def build_chains(
    turns: Iterable[Turn], tickets: Tickets, decided: Decisions, scope: Scope, window: str
) -> tuple[Chain, ...]:
    """The chains of one customer's turns (in ``(at, id)`` order), oldest first contact first.

    Every contact is in exactly one chain. A solicited turn goes to the chain that has a contact
    on its ticket; without one it is in none. ``window`` is a key of ``WINDOWS``.
    """
    builder = _Builder(scope, WINDOWS[window], tickets, decided)
    for turn in turns:
        builder.take(turn)
    return tuple(
        Chain(
            scope=scope,
            window=window,
            links=tuple(chain.links),
            contacts=tuple(chain.contacts),
            turns=tuple(chain.turns),
        )
        for chain in builder.chains
    )
