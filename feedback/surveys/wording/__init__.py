"""What customers read, by their language and not by the request's: en, cs, pl.

A definition may replace texts of the mail and the question; one language is never mixed with
another.
"""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import datetime
from string import Formatter
from types import MappingProxyType
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.utils import formats, translation

from feedback.surveys.wording.cs import CS
from feedback.surveys.wording.en import EN
from feedback.surveys.wording.pl import PL
from feedback.surveys.wording.texts import InstrumentText, MailText, PageText, Texts
from tickets.errors import Invalid

SHIPPED: Final[Mapping[str, Texts]] = MappingProxyType(
    {texts.language: texts for texts in (EN, CS, PL)}
)
FALLBACK: Final = "en"
_MAIL: Final = frozenset(field.name for field in fields(MailText))
_QUESTION: Final = frozenset({"lead", "question"})
_KNOWN_BLANKS: Final = frozenset({"company", "ticket", "date", "subject"})


class BadWording(Invalid):
    """A definition's own wording cannot be used; ``facts`` name language and text."""

    code = "bad_wording"


def shipped(tag: str) -> str | None:
    """The language of ours for a tag such as ``cs-CZ``, or ``None``."""
    language = tag.strip().lower().replace("_", "-").partition("-")[0]
    return language if language in SHIPPED else None


def texts(language: str, own: Mapping[str, Any] | None = None, *, instrument: str = "") -> Texts:
    """The texts of a shipped language, with a definition's own ones in place of ours."""
    found = SHIPPED.get(language, SHIPPED[FALLBACK])
    changes = (own or {}).get(found.language) or {}
    mail = {key: text for key, text in changes.items() if key in _MAIL}
    question = {key: text for key, text in changes.items() if key in _QUESTION}
    if mail:
        found = replace(found, mail=replace(found.mail, **mail))
    if question and instrument:
        changed = replace(found.instruments[instrument], **question)
        found = replace(found, instruments={**found.instruments, instrument: changed})
    return found


def check(own: Any) -> None:
    """Raises :class:`BadWording` for texts that are not ours to replace or cannot be filled in."""
    if not isinstance(own, dict):
        raise BadWording("The wording is a table of languages.", field="wording")
    for language, changes in own.items():
        if language not in SHIPPED or not isinstance(changes, dict):
            raise BadWording(f"{language} is not a language we ship.", field="wording")
        for key, text in changes.items():
            _check_text(language, key, text)


def _check_text(language: str, key: str, text: Any) -> None:
    if key not in _MAIL | _QUESTION or not isinstance(text, str) or not text.strip():
        raise BadWording(f"{language}: {key} cannot be replaced.", field="wording")
    try:
        blanks = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError as error:
        raise BadWording(f"{language}: {key} has a stray brace.", field="wording") from error
    if not blanks <= _KNOWN_BLANKS or "\n" in text:
        raise BadWording(f"{language}: {key} has unknown blanks.", field="wording")


def day(moment: datetime, words: Texts, zone: ZoneInfo) -> str:
    """A date as the language writes it inside a sentence: "3. března"."""
    return _written(moment, words.day, words, zone)


def time_of_day(moment: datetime, words: Texts, zone: ZoneInfo) -> str:
    """A date and time as the language writes them inside a sentence."""
    return _written(moment, words.moment, words, zone)


def _written(moment: datetime, pattern: str, words: Texts, zone: ZoneInfo) -> str:
    with translation.override(words.language):
        return formats.date_format(moment.astimezone(zone), pattern)


__all__ = [
    "FALLBACK",
    "SHIPPED",
    "BadWording",
    "InstrumentText",
    "MailText",
    "PageText",
    "Texts",
    "check",
    "day",
    "shipped",
    "texts",
    "time_of_day",
]
