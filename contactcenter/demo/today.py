"""Open work of today, so that every list has something in it at whatever hour it is loaded."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any, Final

from contactcenter.demo import days, facts
from contactcenter.demo.company import Company, Worker
from contactcenter.demo.matter import acting
from contactcenter.demo.people import Person
from contactcenter.demo.stage import Stage
from contactcenter.demo.story import Story
from contactcenter.demo.topics import BY_REASON
from tickets.contracts import SYSTEM
from tickets.models import Delivery, DeliveryState, EventKind, Mood, Priority, Status

HOST: Final = "jana"
"""Whose own worklist is filled: the agent the demo signs people in as."""

Open = Callable[[Story, datetime], None]
Planned = tuple[str, str, timedelta, Open]


def _plan(stage: Stage) -> tuple[Planned, ...]:
    """What waits: its reason, its language, how long ago it came, and what was done."""
    care = timedelta(minutes=stage.company.queues["care"].answer_within_minutes)
    technical = timedelta(minutes=stage.company.queues["technical"].answer_within_minutes)
    return (
        ("delivery.late", "cs", care + timedelta(minutes=25), _mine),
        ("contract.cancel", "cs", care + timedelta(hours=3), _mine),
        ("delivery.damaged", "cs", care - timedelta(minutes=12), _mine),
        ("returns.how", "cs", care - timedelta(minutes=48), _mine),
        ("delivery.late", "cs", timedelta(hours=2), _mine_urgent),
        ("account.change", "cs", timedelta(hours=5), _mine_pending),
        ("delivery.late", "cs", timedelta(hours=27), _mine_pending),
        ("delivery.change", "cs", timedelta(hours=30), _mine_on_hold),
        ("contract.upgrade", "cs", timedelta(hours=26), _mine_snoozed),
        ("returns.how", "cs", timedelta(hours=6), _mine_failed),
        ("complaint.no_reply", "cs", timedelta(hours=3), _mine_held),
        ("service.slow", "pl", technical + timedelta(minutes=70), _unassigned),
        ("service.outage", "cs", technical - timedelta(minutes=35), _unassigned_urgent),
        ("service.outage", "cs", timedelta(minutes=50), _unassigned),
        ("account.login", "en", technical - timedelta(minutes=7), _unassigned),
        ("billing.wrong_amount", "pl", timedelta(hours=9), _unassigned),
        ("billing.refund", "cs", timedelta(hours=25), _unassigned),
        ("billing.invoice_missing", "en", timedelta(hours=4), _unassigned),
        ("delivery.late", "en", timedelta(minutes=35), _unassigned),
        ("contract.upgrade", "pl", timedelta(minutes=14), _unassigned),
        ("delivery.damaged", "cs", timedelta(minutes=4), _unassigned),
        ("product.defect", "cs", timedelta(hours=20), _pending),
        ("billing.payment", "pl", timedelta(hours=31), _pending),
        ("service.technician", "cs", timedelta(hours=22), _on_hold),
        ("product.setup", "en", timedelta(hours=3), _taken),
        ("service.slow", "cs", timedelta(hours=2), _taken),
    )


def make(stage: Stage) -> None:
    """Tickets in every state of waiting, and one customer with a long way behind them."""
    _long_way(stage)
    now = stage.now
    for place, (reason, language, ago, then) in enumerate(_plan(stage)):
        at = now - ago
        person = stage.crowd.newcomer(first_seen=at, language=language)
        while not person.can("email"):
            person = stage.crowd.newcomer(first_seen=at, language=language)
        way = "webform" if stage.rng.random() < 0.25 else "email"
        story = Story.about(stage, person, BY_REASON[reason], at, way=way)
        opens = story.strand.opens
        story.write(way, at, story.case.opens[opens[place % len(opens)]])
        then(story, at)


def host(company: Company) -> Worker:
    """The agent whose worklist is filled."""
    return next(one for one in company.workers if one.row.email.startswith(f"{HOST}@"))


def _classify(story: Story, at: datetime) -> None:
    story.matter.reason = story.reason
    if story.matter.queue.key != story.topic.queue:
        story.matter.transfer(story.company.queues[story.topic.queue], None, at=at, by=story.worker)


def _unassigned(story: Story, at: datetime) -> None:
    _classify(story, at + timedelta(minutes=2))


def _unassigned_urgent(story: Story, at: datetime) -> None:
    _unassigned(story, at)
    story.matter.prioritise(Priority.URGENT, at=at + timedelta(minutes=3), by=None)


def _taken(story: Story, at: datetime) -> None:
    _classify(story, at + timedelta(minutes=2))
    story.matter.assign(story.worker, at=at + timedelta(minutes=20))


def _pending(story: Story, at: datetime) -> None:
    _taken(story, at)
    story.matter.assign(story.worker, at=at + timedelta(minutes=20))
    text = story.case.asks[0][0]
    story.reply(at + timedelta(minutes=45), text, ask=True)


def _on_hold(story: Story, at: datetime) -> None:
    _taken(story, at)
    when = at + timedelta(minutes=50)
    story.note(when, story.manners.notes[3], story.worker, story.matter)
    story.matter.move(Status.ON_HOLD, at=when, by=acting(story.worker))


def _mine(story: Story, at: datetime) -> None:
    story.worker = host(story.company)
    _taken(story, at)


def _mine_urgent(story: Story, at: datetime) -> None:
    _mine(story, at)
    again = at + timedelta(minutes=55)
    said = story.strand.returns[0][0] if story.strand.returns else 0
    story.write("email", again, story.case.returns[said], mood=Mood.ANGRY)
    story.matter.prioritise(Priority.URGENT, at=again + timedelta(minutes=5), by=story.worker)


def _mine_pending(story: Story, at: datetime) -> None:
    story.worker = host(story.company)
    _pending(story, at)


def _mine_on_hold(story: Story, at: datetime) -> None:
    story.worker = host(story.company)
    _on_hold(story, at)


def _mine_snoozed(story: Story, at: datetime) -> None:
    """Put off until tomorrow morning, after we answered what could be answered."""
    _mine(story, at)
    story.reply(at + timedelta(hours=1), story.manners.promises[1])
    when = at + timedelta(hours=1, minutes=1)
    until = _tomorrow(story.stage.now)
    story.matter.event(
        EventKind.SNOOZED, at=when, by=acting(story.worker), data={"until": until.isoformat()}
    )
    story.matter.snoozed_until = until


def _mine_failed(story: Story, at: datetime) -> None:
    """Our answer came back; the ticket is ours again."""
    _mine(story, at)
    story.reply(at + timedelta(hours=1), story.case.solves[story.strand.solves[0]])
    when = at + timedelta(hours=1, minutes=2)
    delivery = _instead(
        story, state=DeliveryState.FAILED, error="550 5.1.1 mailbox does not exist", failures=1
    )
    story.matter.event(
        EventKind.DELIVERY_FAILED,
        at=when,
        by=SYSTEM,
        interaction_id=delivery.interaction_id,
        data={"delivery": delivery.id, "error": delivery.error},
    )
    story.matter.due_at = when + timedelta(minutes=story.matter.queue.answer_within_minutes)
    point = story.person.points["email"]
    point.undeliverable_at, point.undeliverable_reason = when, "mailbox does not exist"


def _mine_held(story: Story, at: datetime) -> None:
    """An answer that is to leave tomorrow morning."""
    _mine(story, at)
    story.reply(at + timedelta(minutes=100), story.case.solves[story.strand.solves[0]])
    then = _tomorrow(story.stage.now)
    _instead(
        story,
        state=DeliveryState.QUEUED,
        attempt=0,
        external_id="",
        hold_until=then,
        send_at=then,
        sent_at=None,
    )


def _instead(story: Story, **facts: Any) -> Delivery:
    """The last answer's way out as another one, which it is stored as."""
    last = story.book.deliveries.pop()
    known = {field.attname: getattr(last, field.attname) for field in last._meta.concrete_fields}
    story.book.deliveries.append(Delivery(**{**known, **facts}))
    return story.book.deliveries[-1]


def _tomorrow(now: datetime) -> datetime:
    day = now.astimezone(days.ZONE).date() + timedelta(days=1)
    return datetime.combine(day, time(8), days.ZONE).astimezone(now.tzinfo)


def _long_way(stage: Stage) -> None:
    """A customer who has come eight times by four ways about one thing, and waits again."""
    now = stage.now
    begun = now - timedelta(days=11, hours=3)
    person = _somebody(stage, begun)
    topic = BY_REASON["service.slow"]
    story = Story(stage, person, topic, begun, strand=topic.strands[0])
    story.way, story.begins, story.not_before = "chat", begun, begun
    case, manners = story.case, story.manners
    end = story.chat(begun, case.chats[0], ask=case.asks[0], solution=case.solves[0])
    story.resolve(end)
    story.worker = stage.rng.choice(stage.company.team("technical", person.language))
    del story.matter
    end = story.call(begun + timedelta(days=2), case.recalls[0], mood=Mood.DISAPPOINTED)
    story.resolve(end)
    del story.matter
    third = begun + timedelta(days=4, hours=5)
    story.write("email", third, case.returns[1], mood=Mood.DISAPPOINTED)
    story.take(third + timedelta(hours=3))
    story.reply(third + timedelta(hours=4), case.amends[0])
    story.resolve(third + timedelta(hours=4))
    story.write("email", third + timedelta(days=2), case.returns[0], mood=Mood.ANGRY)
    story.note(third + timedelta(days=2, hours=2), case.notes[0], story.worker, story.matter)
    story.reply(third + timedelta(days=2, hours=5), case.amends[1])
    story.resolve(third + timedelta(days=2, hours=5))
    late = now - timedelta(hours=29)
    del story.matter
    story.write("webform", late, case.returns[0], mood=Mood.ANGRY)
    story.matter.assign(host(stage.company), at=late + timedelta(minutes=30))
    story.note(late + timedelta(hours=1), manners.notes[2], host(stage.company), story.matter)
    _and_again(stage, story, now)


def _and_again(stage: Stage, story: Story, now: datetime) -> None:
    """The last day of it: still waiting, and everybody has been told."""
    again = now - timedelta(hours=5)
    story.hang_up(again)
    story.facts.update(facts.sent(now - timedelta(hours=29), story.person.language))
    story.worker = host(stage.company)
    story.call(again + timedelta(minutes=14), story.manners.chase_calls[0], mood=Mood.ANGRY)
    story.write("email", now - timedelta(minutes=50), story.case.returns[1], mood=Mood.ANGRY)
    story.matter.prioritise(Priority.HIGH, at=now - timedelta(minutes=45), by=host(stage.company))


def _somebody(stage: Stage, at: datetime) -> Person:
    while True:
        person = stage.crowd.newcomer(first_seen=at, language="cs")
        if person.can("email") and person.can("phone"):
            person.outspoken, person.row.survey_permission = True, "allowed"
            return person
