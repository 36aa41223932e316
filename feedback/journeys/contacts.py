"""Which entries are contacts: one ordered table of tests, and folding of what belongs together.

The entries of one customer cluster are read once in ``(at, id)`` order; what has been seen so far
(our replies, open conversations, message keys) is all that a test may look at.
"""

from collections.abc import Callable
from typing import Final

from feedback.codes import EntryClass, Origin, OverrideKind
from feedback.journeys.lives import Tickets
from feedback.journeys.reading import OpenTurn, Reading, is_automatic
from feedback.journeys.rows import Direction, Entry, Folding, History, Turn, Verdict, elapsed
from feedback.journeys.rules import Rules

BURST_KINDS: Final = frozenset({"email", "sms", "form", "social"})
"""Kinds where a second message soon after an unanswered one still belongs to it."""
CALL_KINDS: Final = frozenset({"call", "voicemail"})
STAFF_OR_TEST: Final = frozenset({"staff", "test"})
SURVEY_ANSWERS: Final = frozenset({"feedback_reply", "survey_answer"})


def _is_duplicate(entry: Entry, read: Reading) -> bool:
    if entry.duplicate_of is not None:
        return True
    return entry.message_key is not None and (entry.kind, entry.message_key) in read.names_seen


def _is_ack(entry: Entry, read: Reading) -> bool:
    """A "thank you" counts as one only after the resolution, and only when we are sure."""
    certainty = 1.0 if entry.ack_certainty is None else entry.ack_certainty
    return (
        "ack" in entry.flags
        and certainty >= read.rules.ack_certainty
        and read.tickets.is_resolved(entry.ticket, entry.at)
    )


def _is_short_abandon(entry: Entry, read: Reading) -> bool:
    if entry.kind not in CALL_KINDS or entry.outcome != "abandoned":
        return False
    waited = entry.wait_seconds
    if waited is None:
        return entry.ended_at is not None and entry.end - entry.at < read.rules.short_abandon
    return waited < read.rules.short_abandon.total_seconds()


def _is_folded(entry: Entry, read: Reading) -> bool:
    if entry.id in read.apart:
        return False
    if read.fold_target(entry) is not None:
        return True
    turn = read.open_turn(entry)
    if turn is None:
        return False
    last = turn.entries[-1]
    if entry.kind == "chat" and last.kind == "chat":
        return elapsed(last.end, entry.at) <= read.rules.chat_resume
    if entry.kind not in BURST_KINDS or last.kind not in BURST_KINDS:
        return False
    ticket = read.standing(entry)
    unanswered = ticket is not None and read.replies.get(ticket, -1) < turn.newest
    return unanswered and entry.at - last.at <= read.rules.burst


DECISION_TABLE: Final[tuple[tuple[EntryClass, Callable[[Entry, Reading], bool]], ...]] = (
    (EntryClass.EVENT, lambda entry, _: entry.kind == "event"),
    (
        EntryClass.INTERNAL_NOTE,
        lambda entry, _: entry.kind == "note" or entry.direction is Direction.INTERNAL,
    ),
    (
        EntryClass.OUTBOUND_PROACTIVE,
        lambda entry, _: entry.direction is Direction.OUT and "proactive" in entry.flags,
    ),
    (
        EntryClass.OUTBOUND_AUTO,
        lambda entry, _: entry.direction is Direction.OUT and is_automatic(entry),
    ),
    (EntryClass.OUTBOUND, lambda entry, _: entry.direction is Direction.OUT),
    (EntryClass.DUPLICATE, _is_duplicate),
    (EntryClass.SPAM, lambda entry, _: "spam" in entry.flags),
    (EntryClass.STAFF_OR_TEST, lambda entry, _: not STAFF_OR_TEST.isdisjoint(entry.flags)),
    (EntryClass.AUTO_REPLY, lambda entry, _: is_automatic(entry)),
    (
        EntryClass.FEEDBACK_REPLY,
        lambda entry, _: not SURVEY_ANSWERS.isdisjoint(entry.flags) and not entry.reopened_ticket,
    ),
    (EntryClass.ACK, _is_ack),
    (EntryClass.SHORT_ABANDON, _is_short_abandon),
    (
        EntryClass.EMPTY_CHAT,
        lambda entry, _: entry.kind == "chat" and entry.customer_messages == 0,
    ),
    (
        EntryClass.SOLICITED_TURN,
        lambda entry, read: read.tickets.is_waiting_for_answer(entry.ticket, entry.at),
    ),
    (EntryClass.FOLDED, _is_folded),
    (EntryClass.CONTACT, lambda _entry, _read: True),
)
"""The first test that holds decides; the order is part of the definition."""


def fold(history: History, rules: Rules, tickets: Tickets | None = None) -> Folding:
    """Every entry's class, and the customer's turns with what was folded into them.

    ``history`` holds one customer cluster. Raises ``IncompleteHistoryError`` if an entry names a
    ticket that is not in it.
    """
    tickets = tickets or Tickets(history.tickets)
    read = Reading(
        tickets=tickets,
        rules=rules,
        folds={o.entry: o.other for o in history.overrides if o.kind is OverrideKind.FOLD},
        apart=frozenset(
            o.entry for o in history.overrides if o.kind is OverrideKind.DIFFERENT_ISSUE
        ),
        merges=tickets.merges()[::-1],
    )
    verdicts: dict[str, Verdict] = {}
    turns: list[OpenTurn] = []
    for position, entry in enumerate(sorted(history.entries, key=lambda entry: entry.order)):
        read.position = position
        read.catch_up(entry.at)
        verdict = next(name for name, holds in DECISION_TABLE if holds(entry, read))
        turn = _place(entry, verdict, read)
        if turn is not None and turn.first is entry:
            turns.append(turn)
        verdicts[entry.id] = Verdict(
            entry_class=verdict, turn=None if turn is None else turn.first.id
        )
        if entry.direction is Direction.IN and entry.message_key is not None:
            read.names_seen.add((entry.kind, entry.message_key))
        read.note_ours(entry)
    return Folding(verdicts=verdicts, turns=tuple(_finished(turn, tickets) for turn in turns))


def _place(entry: Entry, verdict: EntryClass, read: Reading) -> OpenTurn | None:
    """Put the entry into a turn of the customer, if it is one."""
    turn: OpenTurn | None
    if verdict is EntryClass.FOLDED:
        turn = read.fold_target(entry) or read.open_turn(entry)
    elif verdict in {EntryClass.CONTACT, EntryClass.SOLICITED_TURN}:
        turn = _new_turn(entry, verdict is EntryClass.SOLICITED_TURN, read)
    else:
        return None
    if turn is not None:
        turn.take(entry, read.position)
        read.turn_of[entry.id] = turn
        ticket = read.standing(entry)
        if ticket is not None:
            read.open.setdefault(ticket, {})[entry.channel_kind] = turn
    return turn


def _new_turn(entry: Entry, solicited: bool, read: Reading) -> OpenTurn:
    named = read.ours.get(entry.in_reply_to or "")
    answers_notice = "proactive" in entry.flags or (
        named is not None and "proactive" in named.flags
    )
    return OpenTurn(
        first=entry,
        solicited=solicited,
        answers=read.question_answered_by(entry, solicited),
        origin=Origin.PROACTIVE if answers_notice else Origin.CUSTOMER,
        newest=read.position,
    )


def _finished(turn: OpenTurn, tickets: Tickets) -> Turn:
    first = turn.first
    on_ticket = first.ticket
    return Turn(
        id=first.id,
        solicited=turn.solicited,
        customer=first.customer,
        at=first.at,
        end=max(entry.end for entry in turn.entries),
        kind=first.kind,
        channel_kind=first.channel_kind,
        ticket=on_ticket,
        thread_ticket=first.thread_ticket,
        reason=first.reason or (tickets.reason(on_ticket) if on_ticket else None),
        queue=first.queue or (tickets.queue(on_ticket) if on_ticket else None),
        agent=first.agent,
        outcome=first.outcome,
        origin=turn.origin,
        answers=turn.answers,
        entries=tuple(entry.id for entry in turn.entries),
        messages=tuple(entry.at for entry in turn.entries),
    )
