"""The invented company: queues, agents, channels, reasons and outcomes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from contactcenter.demo.book import Book
from contactcenter.demo.wording import MAN, WOMAN
from tickets.models import (
    Agent,
    Channel,
    ContactReason,
    Disposition,
    Queue,
    QueueMember,
)

DOMAIN: Final = "demo.example"
# key, name, minutes to answer, days in which a customer can reopen
_QUEUES: Final = (
    ("care", "Customer care", 480, 7),
    ("technical", "Technical support", 240, 7),
    ("billing", "Billing", 1440, 14),
)
_A, _S, _ADMIN = Agent.Role.AGENT, Agent.Role.SUPERVISOR, Agent.Role.ADMIN
# sign-in name, name, gender, language they speak, role, extension, queues
_AGENTS: Final = (
    ("jana", "Jana Dvořáková", WOMAN, "cs", _A, "201", "care technical"),
    ("ondrej", "Ondřej Malý", MAN, "cs", _A, "202", "care billing"),
    ("petr", "Petr Novotný", MAN, "cs", _A, "203", "technical"),
    ("lucie", "Lucie Horáková", WOMAN, "cs", _A, "204", "billing"),
    ("agnieszka", "Agnieszka Wójcik", WOMAN, "pl", _A, "211", "care billing"),
    ("tomasz", "Tomasz Kamiński", MAN, "pl", _A, "212", "technical care"),
    ("emma", "Emma Clarke", WOMAN, "en", _A, "221", "care billing"),
    ("daniel", "Daniel Hughes", MAN, "en", _A, "222", "technical"),
    ("martina", "Martina Svobodová", WOMAN, "cs", _S, "301", "care technical billing"),
    ("marek", "Marek Zieliński", MAN, "pl", _S, "302", "technical"),
    ("eva", "Eva Králová", WOMAN, "en", _ADMIN, "", "care technical billing"),
)
SIGN_INS: Final = (
    ("jana", "agent"),
    ("martina", "supervisor"),
    ("eva", "administrator"),
    ("lucie", "agent, in Czech"),
    ("agnieszka", "agent, in Polish"),
)
"""Who is shown at the start. The first three see the pages in English, whatever they speak."""
_IN_ENGLISH: Final = frozenset(login for login, _ in SIGN_INS[:3])
# kind, name, address, language, region
_CHANNELS: Final = (
    ("email", "Support mailbox", f"support@{DOMAIN}", "cs"),
    ("chat", "Chat on the website", "", "cs"),
    ("phone", "Customer line", "+420228000100", "cs"),
    ("webform", "Contact form", "", "cs"),
    ("api", "Branches", "", "cs"),
)
# group, name, and its leaves: key, name, complaint, counts for FCR, sensitive
_REASONS: Final = (
    (
        "delivery",
        "My parcel",
        ("late", "Where is my parcel?", True, True),
        ("damaged", "It arrived damaged", True, True),
        ("change", "Change where or when it comes", False, True),
        ("courier", "How the courier behaved", True, True),
    ),
    (
        "billing",
        "My bill",
        ("wrong_amount", "The amount is wrong", True, True),
        ("invoice_missing", "The invoice did not come", True, True),
        ("refund", "When do I get my money back?", True, True),
        ("payment", "Paying does not work", True, True),
        ("price_change", "The price went up", True, True),
    ),
    (
        "service",
        "My line",
        ("outage", "Nothing works", True, False),
        ("slow", "It is slow or drops", True, True),
        ("technician", "The technician's visit", True, True),
        ("compensation", "Money back for an outage", True, True),
    ),
    (
        "account",
        "My account",
        ("login", "I cannot sign in", True, True),
        ("change", "Change my details", False, True),
        ("privacy", "What do you know about me?", False, True),
    ),
    (
        "product",
        "My device",
        ("setup", "How do I set it up?", False, True),
        ("defect", "It does not work", True, True),
        ("accessory", "I need a part or a cable", False, True),
    ),
    (
        "returns",
        "Sending back",
        ("how", "How do I return it?", False, True),
        ("rejected", "You refused my return", True, True),
    ),
    (
        "contract",
        "My contract",
        ("cancel", "I want to cancel", False, True),
        ("upgrade", "I want something faster", False, True),
        ("bereavement", "The customer has died", False, True),
    ),
    (
        "complaint",
        "How I was treated",
        ("no_reply", "Nobody answers or calls back", True, True),
        ("staff", "Somebody was rude", True, True),
    ),
)
_SENSITIVE: Final = frozenset({"contract.bereavement"})
_DISPOSITIONS: Final = (
    ("solved", "Solved"),
    ("explained", "Explained"),
    ("credited", "Credited"),
    ("replaced", "Replaced"),
    ("passed_on", "Passed on"),
    ("no_answer", "Customer did not answer"),
    ("duplicate", "Duplicate"),
    ("spam", "Spam"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """An agent with what the stories need to know of them."""

    row: Agent
    speaks: str
    gender: int
    queues: tuple[str, ...]

    @property
    def first(self) -> str:
        """The name they use on chat."""
        return self.row.name.split()[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """Everything that is set up, by key."""

    queues: dict[str, Queue]
    workers: tuple[Worker, ...]
    members: tuple[QueueMember, ...]
    channels: dict[str, Channel]
    reasons: dict[str, ContactReason]
    dispositions: dict[str, Disposition]

    def team(self, queue: str, language: str) -> list[Worker]:
        """Agents who work in a queue and speak the language; all of the queue if nobody does."""
        there = [w for w in self.workers if queue in w.queues and w.row.role == Agent.Role.AGENT]
        return [w for w in there if w.speaks == language] or there


def found(book: Book, *, at: datetime, password: str) -> Company:
    """The company on its first day; nothing is stored. ``password`` is the hashed one."""
    queues = {
        key: Queue(
            id=book.id_at("que", at),
            key=key,
            name=name,
            answer_within_minutes=minutes,
            follow_up_days=days,
        )
        for key, name, minutes, days in _QUEUES
    }
    workers = tuple(_workers(book, at, password))
    return Company(
        queues=queues,
        workers=workers,
        members=tuple(_members(workers, queues)),
        channels={
            kind: Channel(
                id=book.id_at("chn", at),
                kind=kind,
                name=name,
                address=address,
                queue=queues["care"],
                language=language,
            )
            for kind, name, address, language in _CHANNELS
        },
        reasons={row.key: row for row in _reasons(book, at)},
        dispositions={
            key: Disposition(id=book.id_at("dsp", at), key=key, name=name, position=place)
            for place, (key, name) in enumerate(_DISPOSITIONS)
        },
    )


def _workers(book: Book, at: datetime, password: str) -> Iterator[Worker]:
    for login, name, gender, language, role, extension, queues in _AGENTS:
        row = Agent(
            id=book.id_at("agt", at),
            email=f"{login}@{DOMAIN}",
            name=name,
            role=role,
            extension=extension,
            language="en" if login in _IN_ENGLISH else language,
            timezone="Europe/Warsaw" if language == "pl" else "Europe/Prague",
            password=password,
        )
        yield Worker(row=row, speaks=language, gender=gender, queues=tuple(queues.split()))


def _members(workers: tuple[Worker, ...], queues: dict[str, Queue]) -> Iterator[QueueMember]:
    for worker in workers:
        leads = worker.row.role != Agent.Role.AGENT
        access = QueueMember.Access.LEAD if leads else QueueMember.Access.WORK
        for key in worker.queues:
            yield QueueMember(queue=queues[key], agent=worker.row, access=access)


def _reasons(book: Book, at: datetime) -> Iterator[ContactReason]:
    for group, title, *leaves in _REASONS:
        parent = ContactReason(id=book.id_at("rea", at), key=group, name=title, is_complaint=False)
        yield parent
        for leaf, name, complaint, eligible in leaves:
            key = f"{group}.{leaf}"
            yield ContactReason(
                id=book.id_at("rea", at),
                key=key,
                name=name,
                parent=parent,
                is_complaint=complaint,
                fcr_eligible=eligible,
                is_sensitive=key in _SENSITIVE,
                demand=_demand(group, complaint=complaint),
            )


def _demand(group: str, *, complaint: bool) -> str:
    if group in {"delivery", "billing"} and complaint:
        return ContactReason.Demand.PREVENTABLE
    return ContactReason.Demand.FAILURE if complaint else ContactReason.Demand.VALUE
