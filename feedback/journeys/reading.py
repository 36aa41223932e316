"""What is known of a customer while the entries are read in order."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from feedback.codes import Origin
from feedback.journeys.lives import Tickets
from feedback.journeys.rows import Direction, Entry, Question
from feedback.journeys.rules import Rules

LIVE_KINDS: Final = frozenset({"call", "chat", "visit"})
AUTOMATIC: Final = frozenset({"auto", "auto_reply", "bulk"})


def is_automatic(entry: Entry) -> bool:
    """Whether no person wrote it: a receipt, an out-of-office, a mailing list."""
    return not AUTOMATIC.isdisjoint(entry.flags)


def is_human_reply(entry: Entry) -> bool:
    """Whether a person of ours spoke: a public message, or a conversation that took place."""
    if entry.kind in {"note", "event"}:
        return False
    if entry.direction is Direction.OUT:
        return not is_automatic(entry) and "proactive" not in entry.flags
    return (
        entry.direction is Direction.IN
        and entry.kind in LIVE_KINDS
        and (entry.outcome == "answered" or (entry.outcome is None and entry.agent is not None))
    )


@dataclass(slots=True)
class OpenTurn:
    """A turn that further messages may still be folded into."""

    first: Entry
    solicited: bool
    answers: Question | None
    origin: Origin
    newest: int
    entries: list[Entry] = field(default_factory=list)

    def take(self, entry: Entry, position: int) -> None:
        self.entries.append(entry)
        self.newest = position


@dataclass(slots=True)
class Reading:
    """What is known after the entries read so far."""

    tickets: Tickets
    rules: Rules
    folds: dict[str, str | None]
    apart: frozenset[str]
    position: int = 0
    merges: list[tuple[datetime, str, str]] = field(default_factory=list)
    names_seen: set[tuple[str, str]] = field(default_factory=set)
    ours: dict[str, Entry] = field(default_factory=dict)
    replies: dict[str, int] = field(default_factory=dict)
    questions: dict[str, Question] = field(default_factory=dict)
    open: dict[str, dict[str, OpenTurn]] = field(default_factory=dict)
    turn_of: dict[str, OpenTurn] = field(default_factory=dict)

    def catch_up(self, at: datetime) -> None:
        """Move the conversations of tickets merged by ``at`` to the surviving ticket."""
        while self.merges and self.merges[-1][0] <= at:
            _, absorbed, survivor = self.merges.pop()
            survivor = self.tickets.standing(survivor, at)
            if absorbed in self.replies:
                self.replies[survivor] = max(
                    self.replies.pop(absorbed), self.replies.get(survivor, -1)
                )
            if (question := self.questions.pop(absorbed, None)) is not None:
                known = self.questions.get(survivor, question)
                self.questions[survivor] = max(question, known, key=lambda value: value.at)
            channels = self.open.setdefault(survivor, {})
            for channel, turn in self.open.pop(absorbed, {}).items():
                known_turn = channels.get(channel, turn)
                channels[channel] = max(turn, known_turn, key=lambda value: value.newest)

    def standing(self, entry: Entry) -> str | None:
        """The ticket the entry was on when it came."""
        return None if entry.ticket is None else self.tickets.standing(entry.ticket, entry.at)

    def open_turn(self, entry: Entry) -> OpenTurn | None:
        """The customer's newest turn on the same ticket and kind of channel."""
        ticket = self.standing(entry)
        return None if ticket is None else self.open.get(ticket, {}).get(entry.channel_kind)

    def fold_target(self, entry: Entry) -> OpenTurn | None:
        """The turn a person folded the entry into, if it is there and earlier."""
        if entry.id not in self.folds:
            return None
        named = self.folds[entry.id]
        if named is not None:
            return self.turn_of.get(named)
        ticket = self.standing(entry)
        open_turns = self.open.get(ticket, {}).values() if ticket is not None else ()
        return max(open_turns, key=lambda turn: turn.newest, default=None)

    def question_answered_by(self, entry: Entry, solicited: bool) -> Question | None:
        """Our message the entry answers: the one it names, else the open question."""
        named = self.ours.get(entry.in_reply_to or "")
        if named is not None:
            return Question(at=named.at, channel_kind=named.channel_kind)
        ticket = self.standing(entry) if solicited else None
        return None if ticket is None else self.questions.get(ticket)

    def note_ours(self, entry: Entry) -> None:
        """Remember what we said, for folding and for threads."""
        if entry.direction is Direction.OUT:
            self.ours[entry.id] = entry
        ticket = self.standing(entry)
        if ticket is not None and is_human_reply(entry):
            self.replies[ticket] = self.position
            if entry.direction is Direction.OUT:
                self.questions[ticket] = Question(at=entry.at, channel_kind=entry.channel_kind)
