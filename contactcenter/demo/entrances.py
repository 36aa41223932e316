"""How the demo's channels are reached: nothing that needs a server of somebody else's."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from channels_app.models import Call, Connection, FormDefinition
from contactcenter.demo.book import Book
from contactcenter.demo.company import Company

_TOPICS = (
    "delivery.late",
    "billing.wrong_amount",
    "service.slow",
    "account.login",
    "contract.cancel",
)


def entrances(company: Company) -> list[Any]:
    """Connections, and the contact form."""
    return [*_connections(company), _form(company)]


def _connections(company: Company) -> Iterator[Connection]:
    for kind, channel in (("pipe", "email"), ("cti", "phone"), ("form", "webform"), ("api", "api")):
        yield Connection(channel=company.channels[channel], kind=kind)


def _form(company: Company) -> FormDefinition:
    return FormDefinition(
        slug="contact",
        channel=company.channels["webform"],
        language="en",
        title={"en": "Contact us", "cs": "Napište nám", "pl": "Napisz do nas"},
        intro={
            "en": "We answer by the end of the next working day.",
            "cs": "Odpovíme do konce příštího pracovního dne.",
            "pl": "Odpowiemy do końca następnego dnia roboczego.",
        },
        fields=[
            _field("name", "text", ("Your name", "Jméno", "Imię i nazwisko"), "name"),
            _field("email", "email", ("E-mail", "E-mail", "E-mail"), "email", required=True),
            _field("phone", "tel", ("Phone", "Telefon", "Telefon"), "phone"),
            {
                **_field("topic", "select", ("Topic", "Téma", "Temat"), "reason"),
                "options": [{"value": key, "label": company.reasons[key].name} for key in _TOPICS],
            },
            _field(
                "message",
                "textarea",
                ("How can we help?", "Jak vám můžeme pomoci?", "Jak możemy pomóc?"),
                "body",
                required=True,
            ),
        ],
    )


def _field(
    name: str, kind: str, labels: tuple[str, str, str], target: str, *, required: bool = False
) -> dict[str, Any]:
    return {
        "name": name,
        "type": kind,
        "label": dict(zip(("en", "cs", "pl"), labels, strict=True)),
        "maps_to": target,
        "required": required,
    }


def calls_of(book: Book, company: Company) -> list[Call]:
    """The list of calls as the exchange would have told them, one for each call on a timeline."""
    line = company.channels["phone"]
    numbers = {point.id: point.value for point in book.points if point.kind == "phone"}
    rows = []
    for entry in book.interactions:
        if entry.kind not in {"call", "voicemail"} or entry.ended_at is None:
            continue
        theirs = numbers.get(entry.contact_point_id or "", "")
        outward = entry.direction == "outbound"
        reached = entry.outcome in {"answered", "voicemail"}
        wait = timedelta(seconds=entry.wait_seconds or 0)
        rows.append(
            Call(
                id=book.id_at("call", entry.occurred_at),
                channel=line,
                root=entry.external_id,
                state=Call.State.ENDED,
                outcome=entry.outcome,
                direction=entry.direction,
                from_number=line.address if outward else theirs,
                to_number=theirs if outward else line.address,
                agent_id=entry.agent_id,
                queue_id=entry.queue_id,
                started_at=entry.occurred_at,
                answered_at=entry.occurred_at + wait if reached else None,
                ended_at=entry.ended_at,
                last_event_at=entry.ended_at,
                wait_seconds=entry.wait_seconds,
                wait_source="pbx",
                talk_seconds=entry.talk_seconds,
                interaction_id=entry.id,
            )
        )
    return rows
