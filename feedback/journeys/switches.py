"""Changes of channel inside an issue, and contacts made in parallel on another channel."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from feedback.codes import WINDOWS, EntryClass, SwitchKind
from feedback.journeys.chains import Chain
from feedback.journeys.lives import Tickets
from feedback.journeys.reading import is_human_reply
from feedback.journeys.rows import Direction, Entry, Folding, History, Turn
from feedback.journeys.rules import Rules

UNSPOKEN_KINDS: Final = frozenset({"email", "form", "sms", "social", "letter", "voicemail", "chat"})
"""Kinds that wait for an answer; a chat only while nobody of ours has come to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    """The customer went on about one issue on another kind of channel.

    ``turn`` is the turn on the new channel and ``chain`` its issue. ``failed``: that turn did not
    end the issue, as far as is known at the moment asked about.
    """

    chain: str
    turn: str
    at: datetime
    from_channel: str
    to_channel: str
    kind: SwitchKind
    failed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """We sent the customer of an issue to another channel, whether they followed or not."""

    chain: str
    entry: str
    at: datetime
    to_channel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Parallel:
    """A contact while a written one of the same customer on another channel was unanswered."""

    contact: str
    unanswered: str
    gap: timedelta


def switches(
    chains: Iterable[Chain], history: History, tickets: Tickets, rules: Rules, now: datetime
) -> Iterator[Switch]:
    """The switches of each chain in time order; whether they failed is judged at ``now``."""
    ours = _ours_by_ticket(history, tickets)
    for chain in chains:
        for before, turn in zip(chain.turns, chain.turns[1:], strict=False):
            left = _left_channel(before, turn)
            if left is not None:
                yield Switch(
                    chain=chain.id,
                    turn=turn.id,
                    at=turn.at,
                    from_channel=left,
                    to_channel=turn.channel_kind,
                    kind=_whose_idea(before, turn, ours, tickets, rules),
                    failed=_has_failed(turn, chain, tickets, now),
                )


def _left_channel(before: Turn, turn: Turn) -> str | None:
    """The channel the customer left for this turn; ``None`` if they stayed.

    Answering our message where we wrote is no switch, answering it elsewhere is one.
    """
    question = turn.answers
    if question is not None and question.at < before.at:
        question = None
    if question is not None and question.channel_kind == turn.channel_kind:
        return None
    if before.channel_kind != turn.channel_kind:
        return before.channel_kind
    return question.channel_kind if question is not None and turn.solicited else None


def _has_failed(turn: Turn, chain: Chain, tickets: Tickets, now: datetime) -> bool:
    if not tickets.is_resolved(turn.ticket, now):
        return True
    window = WINDOWS[chain.window]
    later = (
        link.gap
        for contact, link in zip(chain.contacts, chain.links, strict=True)
        if contact.order > turn.order
    )
    return any(gap is not None and gap <= window for gap in later)


def _ours_by_ticket(history: History, tickets: Tickets) -> dict[str, list[Entry]]:
    """Entries of ours that point to another channel, by final ticket in time order."""
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in sorted(history.entries, key=lambda entry: entry.order):
        pointing = entry.redirects_to is not None or entry.offers is not None
        if pointing and entry.ticket is not None and entry.direction is not Direction.IN:
            found[tickets.final(entry.ticket)].append(entry)
    return found


def _whose_idea(
    before: Turn, turn: Turn, ours: dict[str, list[Entry]], tickets: Tickets, rules: Rules
) -> SwitchKind:
    places = {tickets.final(ticket) for ticket in (before.ticket, turn.ticket) if ticket}
    pointing = [
        entry
        for place in places
        for entry in ours.get(place, ())
        if before.at <= entry.at <= turn.at
    ]
    if any(entry.redirects_to == turn.channel_kind for entry in pointing):
        return SwitchKind.DIRECTED
    if any(
        entry.offers == turn.channel_kind and turn.at - entry.at <= rules.offered
        for entry in pointing
    ):
        return SwitchKind.OFFERED
    return SwitchKind.OWN


def redirects(chains: Iterable[Chain], history: History, tickets: Tickets) -> Iterator[Redirect]:
    """Every time we sent the customer of a chain elsewhere, after the chain had begun."""
    ours = _ours_by_ticket(history, tickets)
    for chain in chains:
        places = {tickets.final(turn.ticket) for turn in chain.turns if turn.ticket is not None}
        for entry in (entry for place in places for entry in ours.get(place, ())):
            if entry.redirects_to is not None and entry.at >= chain.contacts[0].at:
                yield Redirect(
                    chain=chain.id, entry=entry.id, at=entry.at, to_channel=entry.redirects_to
                )


@dataclass(slots=True)
class _Waiting:
    """A written contact and its newest message so far."""

    contact: Turn
    last_at: datetime
    position: int


class _Unanswered:
    """Written contacts nobody has answered, by channel, newest message last."""

    def __init__(self, tickets: Tickets) -> None:
        self._tickets = tickets
        self._by_channel: defaultdict[str, list[_Waiting]] = defaultdict(list)
        self._replies: dict[str, int] = {}

    def wrote(self, contact: Turn, entry: Entry, position: int) -> None:
        self._by_channel[contact.channel_kind].append(_Waiting(contact, entry.at, position))

    def replied(self, ticket: str, position: int) -> None:
        self._replies[self._tickets.final(ticket)] = position

    def newest_elsewhere(self, contact: Turn) -> _Waiting | None:
        """The newest unanswered written contact on a channel other than this contact's."""
        found = [
            waiting[-1]
            for channel, waiting in self._by_channel.items()
            if channel != contact.channel_kind and self._drop_answered(waiting, contact.at)
        ]
        return max(found, key=lambda waiting: waiting.position, default=None)

    def _drop_answered(self, waiting: list[_Waiting], at: datetime) -> bool:
        while waiting and self._is_answered(waiting[-1], at):
            waiting.pop()
        return bool(waiting)

    def _is_answered(self, waiting: _Waiting, at: datetime) -> bool:
        ticket = waiting.contact.ticket
        if ticket is None:
            return True
        if self._replies.get(self._tickets.final(ticket), -1) >= waiting.position:
            return True
        return self._tickets.was_resolved_between(ticket, waiting.last_at, at)


def parallels(
    history: History, folding: Folding, tickets: Tickets, rules: Rules
) -> Iterator[Parallel]:
    """Contacts made on another channel while a written one still waited for an answer.

    Measured from the written contact's newest message before; the reason does not matter.
    """
    turns = {turn.id: turn for turn in folding.turns}
    unanswered = _Unanswered(tickets)
    ordered = sorted(history.entries, key=lambda entry: entry.order)
    for position, entry in enumerate(ordered):
        verdict = folding.verdicts[entry.id]
        turn = turns.get(verdict.turn or "")
        if turn is not None and verdict.entry_class is EntryClass.CONTACT:
            waiting = unanswered.newest_elsewhere(turn)
            if waiting is not None and turn.at - waiting.last_at <= rules.parallel:
                yield Parallel(
                    contact=turn.id,
                    unanswered=waiting.contact.id,
                    gap=turn.at - waiting.last_at,
                )
        if turn is not None and not turn.solicited and _awaits_answer(entry):
            unanswered.wrote(turn, entry, position)
        if entry.ticket is not None and is_human_reply(entry):
            unanswered.replied(entry.ticket, position)


def _awaits_answer(entry: Entry) -> bool:
    return entry.kind in UNSPOKEN_KINDS or (entry.kind == "call" and entry.outcome == "voicemail")
