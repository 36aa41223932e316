"""A second, deliberately naive computation of journeys, from the written definitions alone.

It asks every question anew by walking over all facts and shares nothing with the product but the
plain rows it reads.
"""

from datetime import datetime, timedelta

from feedback.journeys.rows import Entry, History, TicketLife
from feedback.journeys.rules import Rules

Instant = datetime
Found = dict[str, tuple[str | None, str | None, timedelta | None]]
WIDTH = {"24h": 1, "3d": 3, "7d": 7, "14d": 14, "30d": 30}
NOBODY = ("abandoned", "missed", "busy", "blocked", "rejected", "failed", "no_answer")


class Oracle:
    def __init__(self, history: History, rules: Rules) -> None:
        self.rules = rules
        self.rows = sorted(history.entries, key=lambda row: (row.at, row.id))
        self.row = {row.id: row for row in self.rows}
        self.ticket = {life.id: life for life in history.tickets}
        self.overrides = history.overrides
        self.names: dict[str, str] = {}
        self.head: dict[str, str] = {}
        for row in self.rows:
            self.judge(row)

    # -- tickets

    def chain_of_merges(self, name: str) -> list[TicketLife]:
        found = [self.ticket[name]]
        while found[-1].merged_into:
            found.append(self.ticket[found[-1].merged_into])
        return found

    def on(self, name: str | None, at: Instant) -> str | None:
        if name is None:
            return None
        for life in self.chain_of_merges(name):
            if life.merged_into is None or (life.merged_at is not None and life.merged_at > at):
                return life.id
        raise AssertionError

    def now_on(self, name: str | None) -> str | None:
        return None if name is None else self.chain_of_merges(name)[-1].id

    def spans(self, name: str) -> list[tuple[Instant, Instant | None, str, bool]]:
        changes = sorted(self.ticket[name].changes, key=lambda change: change.at)
        ends = [change.at for change in changes[1:]] + [None]
        return [
            (change.at, end, change.status, change.asked)
            for change, end in zip(changes, ends, strict=True)
        ]

    def states(self, name: str | None, at: Instant) -> list[tuple[str, bool]]:
        place = self.on(name, at)
        return [
            (status, asked)
            for start, end, status, asked in self.spans(place or "")
            if start <= at and (end is None or end >= at)
        ]

    def resolved(self, name: str | None, at: Instant) -> bool:
        if name is None:
            return True
        return any(status in ("resolved", "closed") for status, _ in self.states(name, at))

    def resolutions(self, name: str) -> list[Instant]:
        done = ("resolved", "closed")
        spans = self.spans(name)
        return [
            start
            for number, (start, _, status, _) in enumerate(spans)
            if status in done and (number == 0 or spans[number - 1][2] not in done)
        ]

    def settled(self, row: "Contact", at: Instant) -> Instant:
        place = self.on(row.ticket, at)
        times = [] if place is None else [t for t in self.resolutions(place) if t <= at]
        return max([row.end, *times[-1:]])

    # -- contacts

    def position(self, name: str) -> int:
        return [row.id for row in self.rows].index(name)

    def before(self, row: Entry) -> list[Entry]:
        return self.rows[: self.position(row.id)]

    def spoke(self, row: Entry) -> bool:
        if row.kind in ("note", "event"):
            return False
        if row.direction == "out":
            return not {"auto", "auto_reply", "bulk", "proactive"} & row.flags
        if row.direction != "in" or row.kind not in ("call", "chat", "visit"):
            return False
        return row.outcome == "answered" or (row.outcome is None and row.agent is not None)

    def judge(self, row: Entry) -> None:
        self.names[row.id] = self.name(row)
        if self.names[row.id] in ("contact", "solicited_turn"):
            self.head[row.id] = row.id
        elif self.names[row.id] == "folded":
            self.head[row.id] = self.fold_into(row) or ""

    def name(self, row: Entry) -> str:
        if row.kind == "event":
            return "event"
        if row.kind == "note" or row.direction == "internal":
            return "internal_note"
        automatic = bool({"auto", "auto_reply", "bulk"} & row.flags)
        if row.direction == "out":
            if "proactive" in row.flags:
                return "outbound_proactive"
            return "outbound_auto" if automatic else "outbound"
        return self.excluded(row, automatic) or self.counted(row)

    def excluded(self, row: Entry, automatic: bool) -> str | None:
        twin = any(
            other.message_key is not None
            and other.message_key == row.message_key
            and other.kind == row.kind
            and other.direction == "in"
            for other in self.before(row)
        )
        if row.duplicate_of is not None or twin:
            return "duplicate"
        if "spam" in row.flags:
            return "spam"
        if "staff" in row.flags or "test" in row.flags:
            return "staff_or_test"
        if automatic:
            return "auto_reply"
        if {"feedback_reply", "survey_answer"} & row.flags and not row.reopened_ticket:
            return "feedback_reply"
        sure = row.ack_certainty is None or row.ack_certainty >= self.rules.ack_certainty
        if "ack" in row.flags and sure and self.resolved(row.ticket, row.at):
            return "ack"
        return None

    def counted(self, row: Entry) -> str:
        if row.kind in ("call", "voicemail") and row.outcome == "abandoned":
            waited = row.wait_seconds
            if waited is None and row.ended_at is not None:
                waited = int((row.ended_at - row.at).total_seconds())
            if waited is not None and waited < self.rules.short_abandon.total_seconds():
                return "short_abandon"
        if row.kind == "chat" and row.customer_messages == 0:
            return "empty_chat"
        if row.ticket is not None and ("pending", True) in self.states(row.ticket, row.at):
            return "solicited_turn"
        return "folded" if self.fold_into(row) else "contact"

    def fold_into(self, row: Entry) -> str | None:
        if any(o.kind == "different_issue" and o.entry == row.id for o in self.overrides):
            return None
        by_hand = [o for o in self.overrides if o.kind == "fold" and o.entry == row.id]
        earlier = [other for other in self.before(row) if other.id in self.head]
        here = [
            other
            for other in earlier
            if row.ticket is not None
            and other.ticket is not None
            and self.on(other.ticket, row.at) == self.on(row.ticket, row.at)
        ]
        if by_hand:
            target = by_hand[-1].other
            if target is None and here:
                return self.head[here[-1].id]
            if target is not None and target in [other.id for other in earlier]:
                return self.head[target]
        same = [other for other in here if other.channel_kind == row.channel_kind]
        return self.fold_by_rule(row, same[-1]) if same else None

    def fold_by_rule(self, row: Entry, last: Entry) -> str | None:
        if row.kind == "chat" and last.kind == "chat":
            left = max(last.at, last.ended_at or last.at)
            return self.head[last.id] if row.at - left <= self.rules.chat_resume else None
        written = ("email", "sms", "form", "social")
        if row.kind not in written or last.kind not in written:
            return None
        between = self.before(row)[self.position(last.id) :]
        answered = any(
            self.spoke(other)
            and other.ticket is not None
            and self.on(other.ticket, row.at) == self.on(row.ticket, row.at)
            for other in between
        )
        close = row.at - last.at <= self.rules.burst
        return self.head[last.id] if close and not answered else None

    def contacts(self) -> list["Contact"]:
        return [
            Contact(self, row, [r for r in self.rows if self.head.get(r.id) == row.id])
            for row in self.rows
            if self.names[row.id] == "contact"
        ]

    # -- chains

    def cause(self, last: "Contact", row: "Contact", width: timedelta) -> str | None:
        zero = timedelta(0)
        if last.row.outcome in NOBODY and max(zero, row.at - last.end) <= width:
            return "access"
        if not self.resolved(last.ticket, row.at):
            return "chase"
        gap = row.at - self.settled(last, row.at)
        return "resolution" if max(zero, gap) <= width else None

    def pairs(self, kind: str) -> list[tuple[str, str | None]]:
        """Decisions about issues as (later turn, earlier turn)."""
        found: list[tuple[str, str | None]] = []
        for override in self.overrides:
            if override.kind != kind or override.entry not in self.head:
                continue
            one = self.head[override.entry]
            if override.other is None:
                found.append((one, None))
            elif override.other in self.head and self.head[override.other] != one:
                two = self.head[override.other]
                late = max(one, two, key=self.position)
                found.append((late, one if late == two else two))
        return found

    def chains(self, scope: str, window: str) -> list[list["Contact"]]:
        width = timedelta(days=WIDTH[window])
        chains: list[list[Contact]] = []
        turns: dict[int, set[str]] = {}
        self.found: Found = {}
        for row in self.rows:
            if self.names[row.id] == "solicited_turn":
                place = self.linked(Contact(self, row, [row]), chains, turns, [])
                if place is not None:
                    turns[id(place)].add(row.id)
            elif self.names[row.id] == "contact":
                contact = next(one for one in self.contacts() if one.id == row.id)
                self.join(contact, chains, turns, scope, width)
        self.solicited = {chain[0].id: turns[id(chain)] for chain in chains}
        return chains

    def join(
        self,
        contact: "Contact",
        chains: list[list["Contact"]],
        turns: dict[int, set[str]],
        scope: str,
        width: timedelta,
    ) -> None:
        kept_from = [other for late, other in self.pairs("different_issue") if late == contact.id]
        barred = [
            chain
            for chain in chains
            if turns[id(chain)] & {other for other in kept_from if other is not None}
        ]
        place = None
        if None not in kept_from:
            place = self.linked(contact, chains, turns, barred)
            if place is None:
                place = self.newest(
                    chain
                    for chain in chains
                    if chain not in barred
                    and (
                        scope == "any_reason"
                        or (chain[-1].reason == contact.reason and contact.reason is not None)
                    )
                    and self.cause(chain[-1], contact, width) is not None
                )
        if place is None:
            chains.append(place := [])
            turns[id(place)] = set()
            self.found[contact.id] = (None, None, None)
        else:
            last = place[-1]
            cause = self.cause(last, contact, width) or "resolution"
            since = self.settled(last, contact.at) if cause == "resolution" else last.end
            gap = max(timedelta(0), contact.at - since)
            self.found[contact.id] = (cause, last.id, gap)
        place.append(contact)
        turns[id(place)].add(contact.id)

    def linked(
        self,
        contact: "Contact",
        chains: list[list["Contact"]],
        turns: dict[int, set[str]],
        barred: list[list["Contact"]],
    ) -> list["Contact"] | None:
        others = {other for late, other in self.pairs("same_issue") if late == contact.id}
        free = [chain for chain in chains if chain not in barred]
        by_hand = self.newest(chain for chain in free if turns[id(chain)] & others)
        if by_hand is not None:
            return by_hand
        tickets = {self.now_on(contact.ticket), self.now_on(contact.row.thread_ticket)} - {None}
        return self.newest(
            chain for chain in free if tickets & {self.now_on(one.ticket) for one in chain}
        )

    def newest(self, chains: object) -> list["Contact"] | None:
        found = list(chains)  # type: ignore[call-overload]
        return max(found, key=lambda chain: self.position(chain[-1].id)) if found else None

    # -- after a resolution, and in parallel

    def next_after(self, ticket: str, at: Instant, scope: str) -> str | None:
        reason = self.ticket[ticket].reason
        own = next((c.id for c in self.contacts() if self.now_on(c.ticket) == ticket), None)
        for contact in self.contacts():
            alike = (contact.reason is not None and contact.reason == reason) or (
                contact.ticket is not None and self.now_on(contact.ticket) == ticket
            )
            if contact.at >= at and contact.id != own and (alike or scope == "any_reason"):
                return contact.id
        return None

    def parallels(self) -> dict[str, tuple[str, timedelta]]:
        found = {}
        for contact in self.contacts():
            waiting = [
                (self.position(row.id), other.id, contact.at - row.at)
                for other in self.contacts()
                for row in other.rows
                if self.position(row.id) < self.position(contact.id)
                and other.row.channel_kind != contact.row.channel_kind
                and self.waits(row, other, contact)
            ]
            if waiting and max(waiting)[2] <= self.rules.parallel:
                found[contact.id] = max(waiting)[1:]
        return found

    def waits(self, row: Entry, of: "Contact", contact: "Contact") -> bool:
        voicemail = row.kind == "call" and row.outcome == "voicemail"
        kinds = ("email", "form", "sms", "social", "letter", "voicemail", "chat")
        if of.ticket is None or not (row.kind in kinds or voicemail):
            return False
        place = self.now_on(of.ticket)
        between = self.rows[self.position(row.id) : self.position(contact.id)]
        if any(self.spoke(o) and self.now_on(o.ticket) == place for o in between if o.ticket):
            return False
        life = self.ticket[of.ticket]
        own = [
            t
            for t in self.resolutions(of.ticket)
            if life.merged_into is None or (life.merged_at is not None and t < life.merged_at)
        ]
        return not any(row.at <= t <= contact.at for t in [*own, *self.resolutions(place or "")])


class Contact:
    def __init__(self, oracle: Oracle, row: Entry, rows: list[Entry]) -> None:
        self.id, self.row, self.rows = row.id, row, rows
        self.at, self.ticket = row.at, row.ticket
        self.end = max(max(r.at, r.ended_at or r.at) for r in rows)
        reason = row.reason
        if reason is None and row.ticket is not None:
            lives = oracle.chain_of_merges(row.ticket)
            reason = lives[0].reason or lives[-1].reason
        self.reason = reason
