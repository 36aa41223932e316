"""Czech and Polish say everything the product says, and say it right."""

import re
from collections.abc import Iterator
from typing import Final

import pytest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override, pgettext

from tests.support.catalogs import LANGUAGES, Entry, catalog, compiled, entries, said_by
from tests.support.source import APPS

FILLED_IN: Final = re.compile(r"%\(\w+\)[a-z]|\{\w*\}|(?<!%)(?:%%)*%[ds]")
FORMS: Final = {"cs": 4, "pl": 4}
pytestmark = pytest.mark.parametrize("language", LANGUAGES)


def _texts(language: str) -> Iterator[tuple[str, Entry]]:
    for app in APPS:
        for entry in entries(catalog(app, language))[1:]:
            yield app, entry


def test_every_text_of_the_product_is_translated(language: str) -> None:
    missing = [
        f"{where}: {key}"
        for app in APPS
        for key, where in said_by(app).items()
        if key not in {entry.key for entry in entries(catalog(app, language))}
    ]
    assert missing == [], "Collect them with: make messages"


def test_no_translation_is_empty_or_a_guess(language: str) -> None:
    found = [
        f"{app}: {entry.text}"
        for app, entry in _texts(language)
        if entry.fuzzy or not entry.said or not all(entry.said)
    ]
    assert found == []


def test_catalogs_hold_nothing_the_product_no_longer_says(language: str) -> None:
    left = {app: set(said_by(app)) for app in APPS}
    found = [
        f"{app}: {entry.text}" for app, entry in _texts(language) if entry.key not in left[app]
    ]
    assert found == []


def test_translations_fill_in_the_same_values(language: str) -> None:
    found = [
        f"{app}: {entry.text} → {text}"
        for app, entry in _texts(language)
        for text in entry.said
        if set(FILLED_IN.findall(text)) != set(FILLED_IN.findall(entry.plural or entry.text))
    ]
    assert found == []


def test_what_is_counted_has_every_plural_form(language: str) -> None:
    found = [
        f"{app}: {entry.text}"
        for app, entry in _texts(language)
        if len(entry.said) != (FORMS[language] if entry.plural else 1)
    ]
    headers = [entries(catalog(app, language))[0].said[0] for app in APPS]
    assert found == []
    assert all(f"nplurals={FORMS[language]};" in header for header in headers)


def test_one_text_has_one_translation(language: str) -> None:
    """Django merges the catalogs: of two translations of a text only one is ever shown."""
    known: dict[tuple[str, str], tuple[str, list[str]]] = {}
    found = []
    for app, entry in _texts(language):
        first, said = known.setdefault(entry.key, (app, entry.said))
        if said != entry.said:
            found.append(f"{entry.text}: {first} {said}, {app} {entry.said}")
    assert found == []


def test_compiled_catalogs_say_what_is_written(language: str) -> None:
    found = [
        f"{app}: {entry.text}"
        for app in APPS
        for entry in entries(catalog(app, language))[1:]
        if compiled(catalog(app, language).with_suffix(".mo")).get(entry.key) != entry.said
    ]
    assert found == [], "Compile them with: make messages"


def test_counts_are_said_as_people_say_them(language: str) -> None:
    said = {
        "cs": ["1 zpráva", "2 zprávy", "5 zpráv", "12 zpráv", "22 zpráv"],
        "pl": ["1 wpis", "2 wpisy", "5 wpisów", "12 wpisów", "22 wpisy"],
    }
    singular, plural = {
        "cs": ("%(count)d message", "%(count)d messages"),
        "pl": ("%(count)d entry", "%(count)d entries"),
    }[language]
    with override(language):
        heard = [ngettext(singular, plural, n) % {"count": n} for n in (1, 2, 5, 12, 22)]
    assert heard == said[language]


def test_words_of_libraries_do_not_overrule_ours(language: str) -> None:
    with override(language):
        found = [
            f"{app}: {entry.text} → {shown}"
            for app, entry in _texts(language)
            if not entry.plural
            and (shown := pgettext(entry.context, entry.text) if entry.context else _(entry.text))
            != entry.said[0]
        ]
    assert found == []
