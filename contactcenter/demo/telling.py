"""How each kind of entry is written down."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from contactcenter.demo import files, wording
from contactcenter.demo.company import DOMAIN, Worker
from contactcenter.demo.facts import facts_of
from contactcenter.demo.matter import Matter
from contactcenter.demo.people import Person
from contactcenter.demo.stage import NotYet, Stage
from tickets.cleaning import preview_of
from tickets.models import (
    Delivery,
    DeliveryState,
    Direction,
    Interaction,
    InteractionKind,
    Message,
    MessageRole,
    Purpose,
)

UNDO: Final = timedelta(seconds=13)
KIND_OF: Final = {
    "email": InteractionKind.EMAIL,
    "webform": InteractionKind.FORM,
    "chat": InteractionKind.CHAT,
    "phone": InteractionKind.CALL,
    "api": InteractionKind.VISIT,
}
_PREFIX: Final = {"webform": "form", "chat": "ses", "phone": "call", "api": "branch"}
_POINT_OF: Final = {"email": "email", "webform": "email", "phone": "phone", "chat": "email"}


class Telling:
    """A person's dealings with us, entry by entry; nothing is told beyond the present."""

    def __init__(self, stage: Stage, person: Person, at: datetime) -> None:
        self.stage = stage
        self.rng = stage.rng
        self.book = stage.book
        self.company = stage.company
        self.person = person
        self.manners = stage.texts[person.language].manners
        self.facts = facts_of(person, at, stage.rng)

    # -- words

    def theirs(self, text: str) -> str:
        """What the customer says."""
        return wording.say(text, self.facts, speaker=self.person.name.gender)

    def ours(self, text: str, worker: Worker) -> str:
        """What an agent says to the customer, or writes about them."""
        facts = {
            **self.facts,
            "agent": worker.row.name,
            "agent_first": worker.first,
            "team": self.manners.team,
            "call": self.person.name.call,
        }
        return wording.say(text, facts, speaker=worker.gender, listener=self.person.name.gender)

    def letter(self, text: str) -> str:
        """The customer's text as an e-mail."""
        hello, bye = self.rng.choice(self.manners.hellos), self.rng.choice(self.manners.goodbyes)
        return f"{hello}\n\n{self.theirs(text)}\n\n{self.theirs(bye)}"

    def answer(self, text: str, worker: Worker) -> str:
        """An agent's text as an e-mail."""
        hello = self.manners.our_hello[self.person.name.gender]
        parts = (hello, text, self.manners.our_goodbye)
        return "\n\n".join(self.ours(part, worker) for part in parts)

    # -- entries

    def inbound(
        self, way: str, at: datetime, *, text: str = "", subject: str = "", **rest: Any
    ) -> Interaction:
        """Something the customer did; raises :class:`NotYet` if it has not happened."""
        self.happens(at)
        point = self.person.points.get(_POINT_OF.get(way, ""))
        if point is not None:
            point.last_seen_at = max(point.last_seen_at, at)
        row = Interaction(
            id=self.book.id_at("int", at),
            channel_id=self.company.channels[way].id,
            channel_kind=way,
            kind=rest.pop("kind", KIND_OF[way]),
            direction=Direction.INBOUND,
            customer_id=self.person.id,
            contact_point_id=point.id if point else None,
            external_id=rest.pop("external_id", "") or self.external_id(way),
            occurred_at=at,
            received_at=at + timedelta(seconds=self.rng.randrange(1, 20)),
            subject=subject,
            text=text,
            preview=rest.pop("preview", "") or preview_of(_first_lines(text)),
            language=self.person.language,
            match_method=point.kind if point else "none",
            match_verification=point.verification if point else "none",
            **rest,
        )
        self.book.interactions.append(row)
        self._attach(row)
        return row

    def outbound(
        self, at: datetime, text: str, worker: Worker | None, matter: Matter | None, **rest: Any
    ) -> Interaction:
        """An e-mail of ours with its delivery."""
        self.happens(at)
        purpose = rest.pop("purpose", Purpose.REPLY)
        row = self._internal(
            at, text, worker, kind=InteractionKind.EMAIL, direction=Direction.OUTBOUND, **rest
        )
        mailbox = self.company.channels["email"]
        row.channel_id, row.channel_kind = mailbox.id, mailbox.kind
        point = self.person.points.get("email")
        row.contact_point_id = point.id if point else None
        row.preview = preview_of(_first_lines(text))
        self._attach(row)
        self._send(row, matter, purpose=purpose, at=at)
        return row

    def note(self, at: datetime, text: str, worker: Worker, matter: Matter) -> Interaction:
        """An internal note."""
        self.happens(at)
        row = self._internal(
            at,
            self.ours(text, worker),
            worker,
            kind=InteractionKind.NOTE,
            direction=Direction.INTERNAL,
        )
        matter.add(row)
        return row

    def _internal(self, at: datetime, text: str, worker: Worker | None, **rest: Any) -> Interaction:
        row = Interaction(
            id=self.book.id_at("int", at),
            customer_id=self.person.id,
            agent_id=worker.row.id if worker else None,
            occurred_at=at,
            received_at=at,
            text=text,
            preview=preview_of(text),
            language=self.person.language,
            **rest,
        )
        self.book.interactions.append(row)
        return row

    def _attach(self, row: Interaction) -> None:
        """The files a letter mentions."""
        ours = row.direction == Direction.OUTBOUND
        if row.kind != InteractionKind.EMAIL or not files.mentions(row.text, ours=ours):
            return
        names = [f"{self.facts['invoice']}.pdf"] if ours else ["IMG_2041.png", "IMG_2042.png"]
        row.attachment_count = len(names)
        for name in names:
            self.book.attach(row, name)

    def _send(
        self, row: Interaction, matter: Matter | None, *, purpose: Purpose, at: datetime
    ) -> None:
        point = self.person.points.get("email")
        if point is None:
            return
        wait = UNDO if purpose == Purpose.REPLY else timedelta(0)
        left = at + wait + timedelta(seconds=self.rng.uniform(0.4, 4))
        sent = left <= self.stage.now
        self.book.deliveries.append(
            Delivery(
                id=self.book.id_at("del", at),
                interaction_id=row.id,
                ticket_id=matter.id if matter else None,
                customer_id=self.person.id,
                channel_id=self.company.channels["email"].id,
                contact_point_id=point.id,
                to_kind=point.kind,
                to_value=point.value,
                purpose=purpose,
                state=DeliveryState.SENT if sent else DeliveryState.QUEUED,
                hold_until=at + wait if wait else None,
                send_at=at + wait,
                attempt=1 if sent else 0,
                external_id=f"{row.id.lower()}@{DOMAIN}" if sent else "",
                created_at=at,
                sent_at=left if sent else None,
            )
        )

    def chat_lines(
        self, row: Interaction, lines: Sequence[tuple[str, str]], worker: Worker | None
    ) -> datetime:
        """The lines of a chat, each ``(role, text)``, at the pace people type; returns its end."""
        at = row.occurred_at
        joined = at + timedelta(seconds=row.wait_seconds or 0)
        for place, (role, text) in enumerate(lines, start=1):
            ours = role == MessageRole.AGENT
            at = max(at, joined) if ours else at
            self.book.messages.append(
                Message(
                    id=self.book.id_at("msg", at),
                    interaction_id=row.id,
                    seq=place,
                    role=role,
                    author_name=worker.row.name if ours and worker else self.facts["name"],
                    agent_id=worker.row.id if ours and worker else None,
                    text=text,
                    sent_at=at,
                )
            )
            at += timedelta(seconds=8 + len(text) * self.rng.uniform(0.12, 0.5))
        row.message_count = len(lines)
        row.customer_message_count = sum(role == MessageRole.CUSTOMER for role, _ in lines)
        row.ended_at = at
        return at

    def external_id(self, way: str) -> str:
        """The name of a message in its channel."""
        mark = f"{self.rng.getrandbits(64):016x}"
        if way == "email":
            host = self.facts["email"].partition("@")[2]
            return f"{mark}@{host}"
        return f"{_PREFIX[way]}-{mark}"

    def happens(self, at: datetime) -> None:
        """Raises :class:`NotYet` for a moment that has not come."""
        if at > self.stage.now:
            raise NotYet


def capital(text: str) -> str:
    """The text with a capital first letter, as on a form or in a chat of ours."""
    return text[:1].upper() + text[1:]


def _first_lines(text: str) -> str:
    """A letter's text without its greeting: what a list should show of it."""
    head, blank, rest = text.partition("\n\n")
    return rest if blank and len(head) < 40 else text
