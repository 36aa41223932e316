"""Customers read one language, whole and never mixed."""

from dataclasses import fields
from datetime import UTC, datetime
from string import Formatter
from zoneinfo import ZoneInfo

import pytest

from feedback.surveys import wording
from feedback.surveys.scales import INSTRUMENTS
from feedback.surveys.wording import SHIPPED, BadWording, Texts

MARCH = datetime(2026, 3, 3, 10, tzinfo=UTC)
PRAGUE = ZoneInfo("Europe/Prague")


@pytest.mark.parametrize("language", sorted(SHIPPED))
def test_every_language_has_every_question_and_label(language: str) -> None:
    texts = SHIPPED[language]
    assert set(texts.instruments) == set(INSTRUMENTS)
    for key, scale in INSTRUMENTS.items():
        labels = set(texts.instruments[key].labels)
        assert labels in ({scale.lowest, scale.highest}, set(scale.values))


def _blanks(texts: Texts) -> dict[str, set[str]]:
    found = {}
    for part in (texts.mail, texts.page):
        for field in fields(part):
            text = getattr(part, field.name)
            if isinstance(text, str):
                found[field.name] = {name for _, name, _, _ in Formatter().parse(text) if name}
    return found


def test_every_language_fills_in_the_same_blanks() -> None:
    first, *others = (_blanks(texts) for texts in SHIPPED.values())
    assert all(other == first for other in others)


def test_dates_are_inflected_inside_a_sentence() -> None:
    said = {name: wording.day(MARCH, texts, PRAGUE) for name, texts in SHIPPED.items()}
    assert said == {"en": "3 March", "cs": "3. března", "pl": "3 marca"}


def test_language_tags_are_reduced_to_what_we_ship() -> None:
    assert [wording.shipped(tag) for tag in ("cs-CZ", "PL", "en_GB", "de", "")] == [
        "cs",
        "pl",
        "en",
        None,
        None,
    ]


def test_own_texts_replace_ours_in_their_language_only() -> None:
    own = {"cs": {"subject": "Šlo to s č. {ticket} hladce?", "question": "Bylo to snadné?"}}
    wording.check(own)
    assert wording.texts("cs", own, instrument="ces2").mail.subject == own["cs"]["subject"]
    assert wording.texts("cs", own, instrument="ces2").instruments["ces2"].question == (
        "Bylo to snadné?"
    )
    assert wording.texts("pl", own, instrument="ces2") == SHIPPED["pl"]


@pytest.mark.parametrize(
    "own",
    [
        [],
        {"de": {"subject": "Hallo"}},
        {"cs": {"expired": "Konec"}},
        {"cs": {"subject": ""}},
        {"cs": {"subject": "{ticket.__class__}"}},
        {"cs": {"subject": "{ticket"}},
        {"cs": {"subject": "a\nBcc: x@example.com"}},
    ],
)
def test_own_texts_that_cannot_be_used_are_refused(own: object) -> None:
    with pytest.raises(BadWording):
        wording.check(own)
