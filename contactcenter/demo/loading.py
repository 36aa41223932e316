"""Makes the history and stores it, all in one transaction."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction

from contactcenter.demo import company as companies
from contactcenter.demo import days, noise, today
from contactcenter.demo.asking import Survey
from contactcenter.demo.book import DOCUMENT, PHOTOGRAPH, Book
from contactcenter.demo.entrances import calls_of, entrances
from contactcenter.demo.people import Crowd, Person
from contactcenter.demo.stage import Stage, all_texts
from contactcenter.demo.storing import store
from contactcenter.demo.story import WAYS, WRITTEN, Story, a_time, draw_way
from contactcenter.demo.topics import BY_REASON
from feedback.journeys import upkeep
from feedback.surveys import definitions
from tickets import attachments, replies
from tickets.errors import Conflict
from tickets.models import Agent, Direction, Interaction, Ticket

ENTRIES_A_STORY: Final = 2.74
BESIDE_STORIES: Final = 150
NEWCOMERS: Final = 0.82
OUTAGE_CALLS: Final = 16
_LIVE: Final = tuple(way for way in WAYS if way not in WRITTEN)
_WRITTEN: Final = tuple(way for way in WAYS if way in WRITTEN)


class InUse(Conflict):
    """The database has tickets that are not the demo's."""

    code = "database_in_use"


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """How much was made."""

    customers: int
    tickets: int
    interactions: int
    answers: int


def is_loaded() -> bool:
    """Whether the demo's people are here already."""
    return Agent.objects.filter(email__endswith=f"@{companies.DOMAIN}").exists()


def load(
    *, at: datetime, password: str, span: int = 90, interactions: int = 2000, seed: int = 1
) -> Loaded:
    """Stores the demo; raises :class:`InUse` where there are tickets already.

    The same seed and moment give the same history. ``password`` opens every account.
    """
    with transaction.atomic():
        if Ticket.objects.exists():
            raise InUse("There are tickets already; the demo wants an empty database.")
        stage = _stage(at, span, seed, password)
        _tell(stage, interactions)
        definition = definitions.create_standard(at=stage.begin)
        survey = Survey(stage=stage, definition=definition)
        survey.decide_all()
        _finish(stage)
        _store(stage, survey)
        upkeep.rebuild(at=at)
    for content in (DOCUMENT, PHOTOGRAPH):
        attachments.write_bytes(content)
    return Loaded(
        customers=len(stage.book.customers),
        tickets=len(stage.book.matters),
        interactions=len(stage.book.interactions),
        answers=len(survey.responses),
    )


def _stage(at: datetime, span: int, seed: int, password: str) -> Stage:
    rng = random.Random(seed)
    book = Book(rng)
    begin = at - timedelta(days=span)
    founded = begin - timedelta(days=400)
    return Stage(
        now=at,
        begin=begin,
        rng=rng,
        book=book,
        company=companies.found(book, at=founded, password=make_password(password)),
        crowd=Crowd(book),
        texts=all_texts(),
    )


def _tell(stage: Stage, interactions: int) -> None:
    """As many issues as it takes, oldest first, so that people are known from then on."""
    rng = stage.rng
    count = max(int((interactions - BESIDE_STORIES) / ENTRIES_A_STORY), 1)
    begins = [(a_time(stage, live=live), live) for live in rng.choices((True, False), k=count)]
    known: list[Person] = []
    for at, live in sorted(begins):
        person = _whose(stage, known, at)
        known.append(person)
        topic = stage.a_topic()
        way = draw_way(stage, person, topic, _LIVE if live else _WRITTEN)
        Story.about(stage, person, topic, at, way=way).tell()
    _outage(stage, stage.now - timedelta(days=span_of(stage) * 0.4))
    noise.make(stage)
    today.make(stage)


def span_of(stage: Stage) -> int:
    """The days of the history."""
    return (stage.now - stage.begin).days


def _whose(stage: Stage, known: list[Person], at: datetime) -> Person:
    """Mostly somebody new; else somebody known, and the more often seen, the more likely."""
    if not known or stage.rng.random() < NEWCOMERS:
        return stage.crowd.newcomer(first_seen=at)
    return stage.rng.choice(known)


def _outage(stage: Stage, at: datetime) -> None:
    """One afternoon the line of a whole town was down."""
    begin = days.at_desk(at, stage.rng)
    topic = BY_REASON["service.outage"]
    for _ in range(OUTAGE_CALLS):
        when = days.at_desk(begin + timedelta(hours=stage.rng.expovariate(0.8)), stage.rng)
        person = stage.crowd.newcomer(first_seen=when, language="cs")
        person.facts.update(city="Brno", in_city="v Brně")
        way = draw_way(stage, person, topic, ("phone", "chat"))
        Story.about(stage, person, topic, when, way=way).tell()


def _finish(stage: Stage) -> None:
    """What needs the whole history: closing old tickets, numbers, subjects of answers."""
    for matter in stage.book.matters:
        matter.close_if_old(stage.now)
    ordered = sorted(stage.book.matters, key=lambda matter: (matter.opened_at, matter.id))
    for number, matter in enumerate(ordered, start=_first_number()):
        matter.number = number
        for entry in matter.entries:
            _name(entry, matter.row())


def _name(entry: Interaction, ticket: Ticket) -> None:
    """Subjects and texts that quote the ticket's number."""
    if entry.kind == "email" and not entry.subject and entry.direction != Direction.INTERNAL:
        entry.subject = replies.reply_subject(ticket)
    if "{number}" in entry.text:
        entry.text = entry.text.replace("{number}", f"#{ticket.number}")
        entry.preview = entry.preview.replace("{number}", f"#{ticket.number}")


def _first_number() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('tickets_ticket_number')")
        return int(cursor.fetchone()[0])


def _store(stage: Stage, survey: Survey) -> None:
    book, company = stage.book, stage.company
    store([worker.row for worker in company.workers])
    store(list(company.queues.values()))
    store(company.members)
    store(list(company.channels.values()))
    store(entrances(company))
    store(list(company.reasons.values()))
    store(list(company.dispositions.values()))
    store(sorted(book.customers, key=lambda row: row.merged_into_id is not None))
    store(book.merges)
    store(book.points)
    _store_tickets(stage)
    store(sorted(book.interactions, key=lambda row: row.occurred_at))
    store(book.messages)
    store(book.attachments)
    store(calls_of(book, company))
    store(sorted(book.events, key=lambda row: row.occurred_at))
    store(survey.invitations)
    store(survey.events)
    store(survey.responses)
    store(sorted(book.deliveries, key=lambda row: row.created_at))
    _set_clocks(stage)


def _store_tickets(stage: Stage) -> None:
    """Survivors and first tickets before those that point at them."""
    rows = [matter.row() for matter in stage.book.matters]
    waiting = {row.id for row in rows}
    while rows:
        ready = [row for row in rows if not {row.merged_into_id, row.follow_up_of_id} & waiting]
        store(ready)
        waiting -= {row.id for row in ready}
        rows = [row for row in rows if row.id in waiting]


def _set_clocks(stage: Stage) -> None:
    """Times the models set by themselves, as they would have been; and the next free number."""
    last = max(matter.number for matter in stage.book.matters)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE tickets_ticket SET created_at = opened_at, updated_at = last_entry_at"
        )
        cursor.execute("UPDATE tickets_ticketevent SET recorded_at = occurred_at")
        cursor.execute("UPDATE tickets_customer SET updated_at = created_at")
        cursor.execute("SELECT setval('tickets_ticket_number', %s)", [last])
