"""Surveys of the demo: a decision for every resolution, by the product's own rules, and answers."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import log2
from typing import Final

from contactcenter.demo import wording
from contactcenter.demo.comments import Heard, comment_on
from contactcenter.demo.matter import Matter
from contactcenter.demo.people import Person
from contactcenter.demo.stage import Stage
from feedback.models.surveys import (
    Cancellation,
    ContactWish,
    Driver,
    Invitation,
    InvitationEvent,
    InvitationState,
    Response,
    Solved,
    SurveyDefinition,
)
from feedback.surveys import definitions, sending
from feedback.surveys.eligibility import Case, History, Spoken, first_reason, talk_of
from feedback.surveys.eligibility import Stage as Step
from feedback.surveys.timing import next_open, zone_of
from tickets.models import (
    ActorKind,
    Delivery,
    DeliveryState,
    EventKind,
    Interaction,
    Purpose,
    TicketEvent,
)

CORRECTIONS: Final = timedelta(hours=72)
_SEVEN: Final = range(1, 8)
_S: Final = InvitationState


@dataclass(slots=True, kw_only=True)
class _Memory:
    """What one person was asked so far."""

    asked_at: datetime | None = None
    asked_tickets: dict[str, datetime] = field(default_factory=dict)
    pending_until: datetime | None = None


@dataclass(slots=True, kw_only=True)
class Survey:
    """Invitations, their log and the answers, in the making."""

    stage: Stage
    definition: SurveyDefinition
    invitations: list[Invitation] = field(default_factory=list)
    events: list[InvitationEvent] = field(default_factory=list)
    responses: list[Response] = field(default_factory=list)
    memories: dict[str, _Memory] = field(default_factory=dict)
    tries: dict[str, list[Interaction]] = field(default_factory=dict)
    reopened: dict[str, list[datetime]] = field(default_factory=dict)

    def decide_all(self) -> None:
        """Every resolution of the history, in the order in which they happened."""
        self._look_up()
        resolutions = [
            (row, matter) for matter in self.stage.book.matters for row in matter.resolutions
        ]
        for row, matter in sorted(resolutions, key=lambda pair: pair[0].occurred_at):
            self._decide(row, matter)

    def _look_up(self) -> None:
        """What each customer did, and when each ticket was opened again."""
        for entry in self.stage.book.interactions:
            if entry.direction == "inbound" and not {"ack", "auto_reply"} & set(entry.flags):
                self.tries.setdefault(entry.customer_id, []).append(entry)
        for row in self.stage.book.events:
            if row.kind == EventKind.REOPENED:
                self.reopened.setdefault(row.ticket_id or "", []).append(row.occurred_at)

    def _reopened_after(self, matter: Matter, at: datetime) -> datetime | None:
        """When the ticket was opened again after this resolution, if it was."""
        times = self.reopened.get(matter.id, [])
        return min((moment for moment in times if moment > at), default=None)

    # -- one resolution

    def _decide(self, resolution: TicketEvent, matter: Matter) -> None:
        person, at = matter.person, resolution.occurred_at
        decided = min(at + timedelta(seconds=30), self.stage.now)
        memory = self.memories.setdefault(_head(person), _Memory())
        entries = sorted(
            (row for row in matter.entries if row.occurred_at <= at),
            key=lambda row: row.occurred_at,
        )
        talk = talk_of(_spoken(entries))
        row = self._row(resolution, matter, decided, talk.last_channel_kind)
        reason = first_reason(self._case(resolution, matter, entries, memory))
        if reason is not None:
            self._log(row, "", _S.SUPPRESSED, decided, reason)
            return
        wait = definitions.delays_of(self.definition).after(row.channel_kind)
        window = definitions.window_of(self.definition)
        row.due_at = row.first_due_at = next_open(at + wait, window, zone_of(row.timezone))
        row.contact_point_id = person.points["email"].id
        self._log(row, "", _S.SCHEDULED, decided, "")
        self._go_on(row, matter, memory)

    def _go_on(self, row: Invitation, matter: Matter, memory: _Memory) -> None:
        """Sent when it was due, unless the customer was back before."""
        assert row.due_at is not None
        undone = self._reopened_after(matter, row.resolved_at)
        if undone is not None and undone <= row.due_at:
            self._log(row, _S.SCHEDULED, _S.CANCELLED, undone, Cancellation.REOPENED)
            return
        if row.due_at > self.stage.now - timedelta(minutes=2):
            memory.pending_until = row.due_at + timedelta(days=self.definition.expiry_days)
            return
        rng = self.stage.rng
        row.sent_at = row.due_at + timedelta(seconds=rng.uniform(5, 60))
        row.expires_at = row.sent_at + timedelta(days=self.definition.expiry_days)
        row.attempts = 1
        self._log(row, _S.SCHEDULED, _S.SENDING, row.due_at, "")
        self._log(row, _S.SENDING, _S.SENT, row.sent_at, "")
        self._deliver(row, matter)
        memory.asked_at = memory.asked_tickets[matter.id] = row.sent_at
        self._hear(row, matter, memory, undone)

    def _hear(
        self, row: Invitation, matter: Matter, memory: _Memory, undone: datetime | None
    ) -> None:
        """An answer, a return before one, or silence."""
        assert row.sent_at is not None
        assert row.expires_at is not None
        rng = self.stage.rng
        value = self._score(row, matter)
        hours = rng.lognormvariate(1.6, 1.3) + 0.05
        answered = row.sent_at + timedelta(hours=hours)
        willing = matter.person.outspoken or rng.random() < _willingness(row.channel_kind, value)
        ends = min(filter(None, (undone, row.expires_at, self.stage.now)))
        if willing and answered < ends:
            self._answer(row, matter, value, answered, came_back=undone is not None)
        elif undone is not None:
            self._log(row, _S.SENT, _S.CANCELLED, undone, Cancellation.REOPENED)
        elif row.expires_at < self.stage.now:
            self._log(row, _S.SENT, _S.EXPIRED, row.expires_at + timedelta(minutes=10), "")
        else:
            memory.pending_until = row.expires_at

    def _answer(
        self, row: Invitation, matter: Matter, value: int, at: datetime, *, came_back: bool
    ) -> None:
        rng = self.stage.rng
        row.answered_at, row.locked_at = at, at + CORRECTIONS
        row.reopened_after_answer = came_back
        self._log(row, _S.SENT, _S.ANSWERED, at, "", by=ActorKind.CUSTOMER)
        heard = Heard(reason=_reason_key(matter), way=row.channel_kind, value=value)
        words = self.stage.texts[matter.person.language].manners.comments
        comment = comment_on(heard, words, rng)
        self.responses.append(
            Response(
                id=self.stage.book.id_at("rsp", at),
                invitation=row,
                revision=1,
                ticket_id=matter.id,
                customer_id=matter.person.id,
                instrument=self.definition.instrument,
                instrument_version=self.definition.instrument_version,
                language=row.language,
                value=value,
                resolved=_solved(value, came_back, rng.random()),
                drivers=_drivers(matter, value, rng.random()),
                comment=wording.say(comment, {}, speaker=matter.person.name.gender),
                contact_wanted=_wish(value, rng.random()),
                trusted=True,
                answered_at=at,
                changed_at=at,
                comment_read_at=_read_at(at, self.stage.now, rng.random()) if comment else None,
            )
        )

    def _score(self, row: Invitation, matter: Matter) -> int:
        """What the customer would say, from what it took them."""
        since = row.resolved_at - timedelta(days=14)
        tries = [
            entry
            for entry in self.tries.get(matter.person.id, ())
            if since <= entry.occurred_at <= row.resolved_at
        ]
        ways = len({entry.channel_kind for entry in tries})
        first = min((entry.occurred_at for entry in tries), default=row.resolved_at)
        hours = max((row.resolved_at - first).total_seconds() / 3600, 0)
        effort = 0.75 * (len(tries) - 1) + 0.6 * (ways - 1) + 0.22 * log2(1 + hours)
        value = round(self.stage.rng.gauss(5.9 - 0.8 * effort, 1.6))
        return min(max(value, min(_SEVEN)), max(_SEVEN))

    # -- rows

    def _row(
        self, resolution: TicketEvent, matter: Matter, decided: datetime, way: str
    ) -> Invitation:
        row = Invitation(
            id=self.stage.book.id_at("inv", decided),
            ticket_id=matter.id,
            resolution_id=resolution.id,
            resolution_seq=resolution.resolution_seq or 1,
            definition=self.definition,
            customer_id=matter.person.id,
            decided_at=decided,
            resolved_at=resolution.occurred_at,
            language=matter.person.language,
            timezone=matter.person.row.timezone or matter.queue.timezone,
            sampling_seed=self.stage.rng.random(),
            agent_id=resolution.agent_id,
            queue_id=resolution.queue_id,
            channel_kind=way or resolution.channel_kind,
            contact_reason_id=resolution.reason_id,
        )
        self.invitations.append(row)
        return row

    def _case(
        self,
        resolution: TicketEvent,
        matter: Matter,
        entries: list[Interaction],
        memory: _Memory,
    ) -> Case:
        person, at = matter.person, resolution.occurred_at
        point = person.points.get("email")
        works = point is not None and (
            point.undeliverable_at is None or point.undeliverable_at > at
        )
        return Case(
            stage=Step.DECISION,
            at=at,
            spam=matter.spam,
            standings=frozenset({person.row.standing}),
            why=str(resolution.data.get("why") or resolution.data.get("disposition") or ""),
            merged_away=matter.merged_into is not None,
            talk=talk_of(_spoken(entries)),
            permissions=frozenset({person.row.survey_permission}),
            addresses=int(point is not None),
            working_addresses=int(works),
            quarantine=self.definition.quarantine,
            history=History(
                this_ticket_at=memory.asked_tickets.get(matter.id),
                last_at=memory.asked_at,
                pending=memory.pending_until is not None and memory.pending_until > at,
            ),
        )

    def _deliver(self, row: Invitation, matter: Matter) -> None:
        point = matter.person.points["email"]
        assert row.due_at is not None
        self.stage.book.deliveries.append(
            Delivery(
                id=self.stage.book.id_at("del", row.due_at),
                ticket_id=matter.id,
                customer_id=matter.person.id,
                channel_id=self.stage.company.channels["email"].id,
                contact_point_id=point.id,
                to_kind=point.kind,
                to_value=point.value,
                purpose=Purpose.SURVEY,
                at_most_once=True,
                effect_key=sending.effect_key(row.id),
                state=DeliveryState.SENT,
                send_at=row.due_at,
                attempt=1,
                handover_at=row.sent_at,
                created_at=row.due_at,
                sent_at=row.sent_at,
            )
        )

    def _log(
        self,
        row: Invitation,
        before: str,
        after: InvitationState,
        at: datetime,
        reason: str,
        by: ActorKind = ActorKind.SYSTEM,
    ) -> None:
        row.state, row.reason = after, reason
        self.events.append(
            InvitationEvent(
                invitation=row,
                from_state=before,
                to_state=after,
                reason=reason,
                actor_kind=by,
                occurred_at=at,
            )
        )


def _head(person: Person) -> str:
    return person.row.merged_into_id or person.id


def _reason_key(matter: Matter) -> str:
    return matter.reason.key if matter.reason else ""


def _spoken(entries: list[Interaction]) -> Iterator[Spoken]:
    for row in entries:
        if row.direction != "internal" and not row.spam:
            yield Spoken(
                at=row.occurred_at,
                kind=row.kind,
                inbound=row.direction == "inbound",
                channel_kind=row.channel_kind,
                language=row.language,
                flags=frozenset(row.flags),
                outcome=row.outcome,
                by_agent=row.agent_id is not None,
            )


def _willingness(way: str, value: int) -> float:
    """Who answers: people with something to say, and those who have just chatted."""
    base = {"email": 0.28, "webform": 0.27, "chat": 0.33, "phone": 0.22}.get(way, 0.2)
    return base * (1.4 if value in {1, 7} else 1.1 if value == 2 else 0.85)


def _solved(value: int, came_back: bool, chance: float) -> str:
    if chance < 0.12:
        return ""
    if came_back or value <= 2:
        return Solved.NO if chance < 0.7 else Solved.PARTLY
    if value <= 4:
        return Solved.PARTLY if chance < 0.55 else Solved.YES
    return Solved.YES


def _drivers(matter: Matter, value: int, chance: float) -> list[str]:
    """What made it hard, for those who found it hard and ticked something."""
    if value > 4 or chance < 0.2:
        return []
    found: list[str] = []
    inbound = [row for row in matter.entries if row.direction == "inbound"]
    if len(inbound) > 1:
        found.append(Driver.REPEAT)
    if len({row.channel_kind for row in inbound}) > 1:
        found += [Driver.SWITCH, Driver.REPEAT_INFO]
    if matter.first_replied_at and matter.first_replied_at - matter.opened_at > timedelta(hours=12):
        found.append(Driver.WAIT)
    return found[:3] or [Driver.UNCLEAR if chance < 0.6 else Driver.GENERIC]


def _wish(value: int, chance: float) -> str:
    if value > 4 or chance < 0.35:
        return ""
    if chance < 0.6:
        return ContactWish.NO
    return ContactWish.PHONE if chance < 0.8 else ContactWish.EMAIL


def _read_at(at: datetime, now: datetime, chance: float) -> datetime | None:
    """Supervisors have read most comments, but not yesterday's."""
    read = at + timedelta(hours=3 + 60 * chance)
    return read if read < now - timedelta(days=1) and chance < 0.93 else None
