"""What a visitor filled in: cleaned, checked, and said back in the visitor's own words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from channels_app.kinds.webform.fields import FormField, in_language
from tickets.cleaning import clean_line, clean_text
from tickets.customers import phone
from tickets.customers.points import normalise_email
from tickets.errors import Invalid

Given = Mapping[str, tuple[str, ...]]
"""The raw values by field name, as a browser sends them."""

YES: Final = frozenset({"on", "true", "yes", "1"})
_LONG: Final = frozenset({"textarea"})
_MOST_CHOICES: Final = 50


class WrongAnswers(Invalid):
    """Some fields need the visitor's attention; ``facts["errors"]`` maps names to codes."""

    code = "validation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answered field: the label as it was read, and the answer in words.

    ``key`` is what a choice is called in the definition.
    """

    name: str
    label: str
    value: str
    key: str = ""
    maps_to: str = ""


def cleaned(fields: tuple[FormField, ...], given: Given) -> dict[str, tuple[str, ...]]:
    """What was typed, storable and no longer than a little over the limit; for showing it again."""
    found: dict[str, tuple[str, ...]] = {}
    for field in fields:
        clean = clean_text if field.type in _LONG else clean_line
        most = _MOST_CHOICES if field.type == "multi" else 1
        texts = (clean(text, field.max + 1).strip() for text in given.get(field.name, ())[:most])
        found[field.name] = tuple(text for text in texts if text)
    return found


def read_answers(
    fields: tuple[FormField, ...],
    typed: Mapping[str, tuple[str, ...]],
    *,
    language: str,
    own_language: str,
    region: str,
) -> tuple[Answer, ...]:
    """The answers, given :func:`cleaned` values; raises :class:`WrongAnswers`.

    A field whose condition does not hold may stay empty. An empty form is refused.
    """
    errors = {
        field.name: code
        for field in fields
        if (code := _flaw(field, typed[field.name], typed, region=region))
    }
    if errors:
        raise WrongAnswers("fields", errors=errors)
    answers = tuple(
        Answer(
            name=field.name,
            label=in_language(field.label, language, own_language) or field.name,
            value=_words(field, typed[field.name], language, own_language),
            key=typed[field.name][0] if field.options else "",
            maps_to=field.maps_to,
        )
        for field in fields
        if typed[field.name]
    )
    if not answers:
        raise WrongAnswers("nothing filled in", errors={"": "empty_content"})
    return answers


def _flaw(
    field: FormField,
    values: tuple[str, ...],
    typed: Mapping[str, tuple[str, ...]],
    *,
    region: str,
) -> str:
    """The code of what is wrong with a value, or nothing."""
    if not values:
        return "required" if field.required and is_asked(field, typed) else ""
    text = values[0]
    if len(text) > field.max:
        return "too_long"
    if field.type == "email" and not normalise_email(text):
        return "invalid_email"
    if field.type == "tel" and not phone.parse(text, region=region).e164:
        return "invalid_phone"
    if field.type == "date" and not _is_date(text):
        return "invalid"
    if field.options and not set(values) <= {option.value for option in field.options}:
        return "invalid"
    if field.type == "checkbox" and text.lower() not in YES:
        return "invalid"
    return ""


def is_asked(field: FormField, typed: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether the field's condition holds; without one it is always asked."""
    condition = field.visible_if
    return condition is None or condition.equals in typed.get(condition.field, ())


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _words(field: FormField, values: tuple[str, ...], language: str, own: str) -> str:
    if field.type == "checkbox":
        return "✓"
    if not field.options:
        return values[0]
    labels = {option.value: in_language(option.label, language, own) for option in field.options}
    return ", ".join(labels[value] for value in values)
