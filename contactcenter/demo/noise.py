"""What comes in beside real issues: spam, misdials, strangers, notices, and people known twice."""

from contextlib import suppress
from datetime import datetime, timedelta

from contactcenter.demo import days
from contactcenter.demo.contacts import Contacts
from contactcenter.demo.matter import acting
from contactcenter.demo.people import Person
from contactcenter.demo.stage import NotYet, Stage
from contactcenter.demo.story import a_time
from contactcenter.demo.telling import Telling
from contactcenter.demo.topics import BY_REASON
from tickets.models import (
    ContactPoint,
    Customer,
    CustomerMerge,
    EventKind,
    PointKind,
    Purpose,
    TicketEvent,
    Verification,
)

SPAM, MISDIALS, STRANGERS, LOOKERS = 14, 12, 24, 6
NOTIFIED = 14


def make(stage: Stage) -> None:
    """All of it, spread over the history."""
    for _ in range(SPAM):
        _spam(stage, a_time(stage, live=False))
    for _ in range(MISDIALS):
        _misdial(stage, a_time(stage, live=True))
    for _ in range(STRANGERS):
        _stranger(stage, a_time(stage, live=True))
    for _ in range(LOOKERS):
        _look_around(stage, a_time(stage, live=True))
    _notify(stage, stage.begin + (stage.now - stage.begin) * 0.7)
    _known_twice(stage)
    _share_a_phone(stage)
    _bounce(stage)


def _spam(stage: Stage, at: datetime) -> None:
    """Somebody sells something; an agent marks it."""
    language = stage.rng.choice(("cs", "pl", "en"))
    person = stage.crowd.stranger(at=at, language=language)
    person.row.standing, person.row.name = Customer.Standing.PERSON, ""
    mark = f"{stage.rng.getrandbits(32):08x}"
    stage.crowd.point(person, PointKind.EMAIL, f"offer{mark}@bulk.example", at, source="mail")
    topic = BY_REASON["account.change"]
    contact = Contacts(stage, person, topic, at, strand=topic.strands[0])
    contact.subject, text = stage.rng.choice(contact.manners.spam)
    with suppress(NotYet):
        contact.arrive(contact.inbound("email", at, text=text, subject=contact.subject, spam=True))
        seen = contact.office(at + timedelta(minutes=stage.rng.uniform(20, 200)))
        contact.happens(seen)
        contact.matter.spam = True
        contact.matter.assign(contact.worker, at=seen)
        contact.resolve(seen, how="spam")


def _misdial(stage: Stage, at: datetime) -> None:
    """A call that ends before anybody could have answered."""
    person = stage.rng.choice([one for one in stage.crowd.people if one.can("phone")])
    if person.row.created_at > at:
        return
    wait = stage.rng.randrange(1, 5)
    Telling(stage, person, at).inbound(
        "phone", at, outcome="abandoned", wait_seconds=wait, ended_at=at + timedelta(seconds=wait)
    )


def _stranger(stage: Stage, at: datetime) -> None:
    """A withheld number or an anonymous chat about something quick."""
    rng = stage.rng
    person = stage.crowd.stranger(at=at, language=rng.choices(("cs", "pl", "en"), (6, 3, 1))[0])
    topic = BY_REASON[rng.choice(("product.setup", "contract.upgrade", "service.outage"))]
    strand = topic.strands[0]
    contact = Contacts(stage, person, topic, at, strand=strand)
    with suppress(NotYet):
        if rng.random() < 0.5:
            end = contact.call(at, contact.case.calls[strand.calls[0]])
        else:
            opener = contact.case.chats[rng.choice(strand.chats)]
            end = contact.chat(at, opener, solution=contact.case.solves[strand.solves[0]])
        contact.resolve(end)


def _look_around(stage: Stage, at: datetime) -> None:
    """Somebody opens the chat and says nothing."""
    person = stage.crowd.stranger(at=at, language="cs")
    Telling(stage, person, at).inbound(
        "chat", at, outcome="abandoned", ended_at=at + timedelta(seconds=40)
    )


def _notify(stage: Stage, at: datetime) -> None:
    """A planned interruption is announced to some customers; one of them answers."""
    at = days.at_desk(at, stage.rng)
    known = [one for one in stage.crowd.people if one.can("email") and one.row.created_at < at]
    for place, person in enumerate(stage.rng.sample(known, min(NOTIFIED, len(known)))):
        topic = BY_REASON["service.outage"]
        contact = Contacts(stage, person, topic, at, strand=topic.strands[0])
        text = contact.theirs(contact.manners.notice.replace("{team}", contact.manners.team))
        subject = contact.theirs(contact.manners.notice_subject)
        notice = contact.outbound(
            at, text, None, None, subject=subject, flags=["proactive"], purpose=Purpose.NOTICE
        )
        if place == 0:
            _ask_about(contact, at + timedelta(hours=3), stage.book.deliveries[-1].external_id)
        notice.language = person.language


def _ask_about(contact: Contacts, at: datetime, message_id: str) -> None:
    """The customer answers the notice with a question."""
    with suppress(NotYet):
        entry = contact.write("email", at, contact.case.opens[1])
        entry.in_reply_to = message_id
        reply = contact.office(at + timedelta(hours=2))
        contact.take(reply - timedelta(minutes=5))
        contact.reply(reply, contact.case.solves[2])
        contact.resolve(reply)


def _known_twice(stage: Stage) -> None:
    """Customers who had two entries and were found to be one person."""
    people = [one for one in stage.crowd.people if one.can("email")]
    by_name: dict[str, list[Person]] = {}
    for person in people:
        by_name.setdefault(person.row.name, []).append(person)
    pairs = [group[:2] for group in by_name.values() if len(group) > 1]
    boss = next(worker for worker in stage.company.workers if worker.row.role == "supervisor")
    for head, absorbed in pairs[:4]:
        at = max(head.row.created_at, absorbed.row.created_at, stage.now - timedelta(days=40))
        at = min(at + timedelta(days=2), stage.now - timedelta(hours=3))
        absorbed.row.merged_into_id = head.id
        stage.book.merges.append(
            CustomerMerge(
                id=stage.book.id_at("mrg", at),
                head_id=head.id,
                absorbed_id=absorbed.id,
                actor_id=boss.row.id,
                reason="Same person, confirmed by phone",
                evidence={"name": head.row.name},
                created_at=at,
            )
        )
        stage.book.events.append(
            TicketEvent(
                id=stage.book.id_at("tev", at),
                kind=EventKind.CUSTOMER_MERGED,
                customer_id=head.id,
                occurred_at=at,
                actor_kind=acting(boss).kind,
                actor_id=boss.row.id,
                data={"absorbed": absorbed.id},
            )
        )


def _share_a_phone(stage: Stage) -> None:
    """Two people of one household call from one number."""
    callers = [one for one in stage.crowd.people if one.can("phone")]
    for first, second in zip(callers[20:22], callers[40:42], strict=False):
        theirs: ContactPoint = first.points[PointKind.PHONE]
        theirs.shared = True
        other = second.points[PointKind.PHONE]
        other.value, other.value_raw, other.shared = theirs.value, theirs.value_raw, True
        theirs.verification = other.verification = Verification.PROBABLE


def _bounce(stage: Stage) -> None:
    """Addresses that do not take mail any more."""
    writers = [one for one in stage.crowd.people if one.can("email")]
    for person in stage.rng.sample(writers, min(4, len(writers))):
        point = person.points[PointKind.EMAIL]
        point.undeliverable_at = min(point.last_seen_at + timedelta(hours=30), stage.now)
        point.undeliverable_reason = "mailbox does not exist"
