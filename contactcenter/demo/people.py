"""The customers: who they are and how they are reached."""

import random
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from contactcenter.demo.book import Book
from contactcenter.demo.names import CITIES, COMPANIES, POST, STREETS, Name, name_of
from contactcenter.demo.wording import MAN, WOMAN
from tickets.cleaning import folded
from tickets.models import ContactPoint, Customer, PointKind, Verification

LANGUAGES: Final = ("cs", "pl", "en")
_SHARES: Final = (62, 26, 12)
_PREFIXES: Final = {
    "cs": ("601", "603", "605", "607", "702", "704", "720", "724", "731", "737", "775", "777"),
    "pl": ("501", "503", "505", "507", "511", "515", "601", "603", "660", "690", "721", "790"),
}
_COUNTRY: Final = {"cs": "+420", "pl": "+48"}
_ZONES: Final = {"cs": "Europe/Prague", "pl": "Europe/Warsaw", "en": "Europe/Prague"}


@dataclass(slots=True, kw_only=True)
class Person:
    """A customer with what their messages mention; ``outspoken`` ones answer every survey."""

    row: Customer
    name: Name
    language: str
    facts: dict[str, str]
    points: dict[str, ContactPoint] = field(default_factory=dict)
    outspoken: bool = False

    @property
    def id(self) -> str:
        """The customer's id."""
        return self.row.id

    def can(self, way: str) -> bool:
        """Whether this person has what a way of getting in touch needs."""
        return {"email": "email", "webform": "email", "phone": "phone"}.get(way, "") in {
            "",
            *self.points,
        }


class Crowd:
    """Makes customers, each different, and finds one again."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.rng: random.Random = book.rng
        self.people: list[Person] = []
        self._addresses: set[str] = set()

    def newcomer(self, *, first_seen: datetime, language: str = "") -> Person:
        """A customer nobody has met before; known for years or since ``first_seen``."""
        rng = self.rng
        language = language or rng.choices(LANGUAGES, _SHARES)[0]
        gender = rng.choice((MAN, WOMAN))
        name = name_of(language, gender, rng.randrange(1000), rng.randrange(1000))
        since = first_seen - timedelta(days=rng.choice((0, 0, 40, 200, 500, 900, 1500, 2500)))
        full = f"{name.first} {name.last}"
        row = Customer(
            id=self.book.id_at("cus", first_seen),
            name=full,
            sort_name=folded(full),
            company=rng.choice(COMPANIES[language]) if rng.random() < 0.07 else "",
            language=language,
            timezone=_ZONES[language],
            vip=rng.random() < 0.03,
            created_at=since,
            survey_permission=rng.choices(("unknown", "allowed", "denied"), (80, 16, 4))[0],
        )
        person = Person(row=row, name=name, language=language, facts=self._facts(name, language))
        self._give_points(person, first_seen)
        row.metadata = {"contract": person.facts["contract"], "city": person.facts["city"]}
        self.book.customers.append(row)
        self.people.append(person)
        return person

    def stranger(self, *, at: datetime, language: str) -> Person:
        """Somebody who did not say who they are: a withheld number, an anonymous chat."""
        row = Customer(
            id=self.book.id_at("cus", at),
            language=language,
            standing=Customer.Standing.UNIDENTIFIED,
            created_at=at,
        )
        name = name_of(language, self.rng.choice((MAN, WOMAN)), self.rng.randrange(1000), 0)
        self.book.customers.append(row)
        return Person(row=row, name=name, language=language, facts=self._facts(name, language))

    def point(
        self, person: Person, kind: str, value: str, at: datetime, **rest: str | bool
    ) -> ContactPoint:
        """Another way to reach somebody."""
        point = ContactPoint(
            id=self.book.id_at("cpt", at),
            customer_id=person.id,
            kind=kind,
            value=value,
            value_raw=value,
            first_seen_at=at,
            last_seen_at=at,
            **rest,
        )
        person.points.setdefault(kind, point)
        self.book.points.append(point)
        return point

    def _facts(self, name: Name, language: str) -> dict[str, str]:
        rng = self.rng
        city, in_city = rng.choice(CITIES[language])
        contract = f"{rng.randrange(10**7, 10**8)}"
        street = rng.choice(STREETS[language])
        return {
            "first": name.first,
            "last": name.last,
            "name": f"{name.first} {name.last}",
            "city": city,
            "in_city": in_city,
            "address": f"{street} {rng.randrange(1, 90)}, {city}",
            "contract": contract,
            "contract_end": contract[-4:],
            "email": self._address(name, language),
            "phone": self._number(language),
        }

    def _address(self, name: Name, language: str) -> str:
        plain = [re.sub("[^a-z]", "", folded(part)) for part in (name.first, name.last)]
        local = self.rng.choice(("{0}.{1}", "{0}{1}", "{1}.{0}", "{0[0]}{1}")).format(*plain)
        host = self.rng.choice(POST[language])
        value, count = f"{local}@{host}", 1
        while value in self._addresses:
            count += 1
            value = f"{local}{count}@{host}"
        self._addresses.add(value)
        return value

    def _number(self, language: str) -> str:
        """A valid number of a block with many zeros, which nobody is likely to have."""
        country = "pl" if language == "pl" else "cs"
        while True:
            rest = self.rng.choice(_PREFIXES[country]) + f"00{self.rng.randrange(10**4):04}"
            value = f"{_COUNTRY[country]} {rest[:3]} {rest[3:6]} {rest[6:]}"
            if value not in self._addresses:
                self._addresses.add(value)
                return value

    def _give_points(self, person: Person, at: datetime) -> None:
        rng, facts = self.rng, person.facts
        way = rng.random()
        seen = rng.choices((Verification.VERIFIED, Verification.CLAIMED), (55, 45))[0]
        if way < 0.93:
            self.point(
                person, PointKind.EMAIL, facts["email"], at, verification=seen, source="mail"
            )
        if way > 0.12:
            number = facts["phone"].replace(" ", "")
            sure = Verification.PROBABLE if rng.random() < 0.7 else Verification.VERIFIED
            self.point(person, PointKind.PHONE, number, at, verification=sure, source="caller_id")
        if rng.random() < 0.45:
            self.point(
                person,
                PointKind.EXTERNAL,
                facts["contract"],
                at,
                namespace="crm",
                verification=Verification.VERIFIED,
                source="crm",
            )
