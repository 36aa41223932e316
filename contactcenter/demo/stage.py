"""What every story of the demo shares: the present, the company, the crowd and the texts."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import Final

from contactcenter.demo.book import Book
from contactcenter.demo.company import Company
from contactcenter.demo.people import LANGUAGES, Crowd
from contactcenter.demo.topics import TOPICS, Topic
from contactcenter.demo.wording import Case, Manners

_PARTS: Final = ("delivery", "billing", "service", "account", "product")


class NotYet(Exception):
    """The story has reached the present; what comes next has not happened."""

    code = "not_yet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """Everything that is said in one language."""

    cases: Mapping[str, Case]
    manners: Manners


def _texts(language: str) -> Texts:
    base = f"contactcenter.demo.texts.{language}"
    cases: dict[str, Case] = {}
    for part in _PARTS:
        cases.update(import_module(f"{base}_{part}").CASES)
    return Texts(cases=cases, manners=import_module(f"{base}_manners").MANNERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """The shared world. ``begin`` is the first day of the history."""

    now: datetime
    begin: datetime
    rng: random.Random
    book: Book
    company: Company
    crowd: Crowd
    texts: Mapping[str, Texts]

    def a_topic(self) -> Topic:
        """What somebody comes about, by how often people do."""
        return self.rng.choices(TOPICS, [topic.weight for topic in TOPICS])[0]

    def progress(self, at: datetime) -> float:
        """How far the history has come: 0 at its beginning, 1 now."""
        return max(0.0, min(1.0, (at - self.begin) / (self.now - self.begin)))


def all_texts() -> dict[str, Texts]:
    """The texts by language."""
    return {language: _texts(language) for language in LANGUAGES}
