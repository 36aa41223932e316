"""What a form asks: its fields as frozen values, read from the stored definition."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from tickets.cleaning import clean_line
from tickets.errors import Invalid

Texts = Mapping[str, str]
"""A text per language; read it with :func:`in_language`."""

TYPES: Final = frozenset(
    ("text", "textarea", "email", "tel", "select", "multi", "checkbox", "date", "context")
)
TARGETS: Final = frozenset(
    ("", "name", "email", "phone", "subject", "body", "reason", "reference", "metadata")
)
CHOOSING: Final = frozenset({"select", "multi"})
MAX_FIELDS: Final = 40
_NAME: Final = re.compile(r"^[a-z][a-z0-9_]{0,39}$")
_RESERVED: Final = "cc_"
_LONGEST: Final = {"text": 500, "textarea": 20_000, "email": 254, "tel": 64, "context": 200}
_KEYS: Final = frozenset(
    ("name", "type", "label", "required", "options", "help", "max", "visible_if", "maps_to")
)


class NotAForm(Invalid):
    """A definition cannot be used; ``facts["where"]`` and ``facts["why"]`` say what to mend."""

    code = "invalid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One choice of a select or multi field."""

    value: str
    label: Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """The field is asked only while another one has this value."""

    field: str
    equals: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """One question. ``max`` counts characters; ``maps_to`` says what the answer means to us."""

    name: str
    type: str
    label: Texts
    required: bool = False
    options: tuple[Option, ...] = ()
    help: Texts
    max: int = 500
    visible_if: Condition | None = None
    maps_to: str = ""


def read_fields(value: Any) -> tuple[FormField, ...]:
    """The fields of a definition; raises :class:`NotAForm`."""
    if not isinstance(value, list) or not value:
        raise NotAForm("no fields", where="", why="at least one field is needed")
    if len(value) > MAX_FIELDS:
        raise NotAForm("too many", where="", why=f"at most {MAX_FIELDS} fields")
    fields = tuple(_field(item, f"{place}") for place, item in enumerate(value))
    names = [field.name for field in fields]
    for place, field in enumerate(fields):
        _check(field.name not in names[:place], place, "name", "used twice")
        if field.visible_if is not None:
            _check(field.visible_if.field in names, place, "visible_if", "names no field")
    return fields


def texts_of(value: Any, where: str = "") -> Texts:
    """Texts per language; a plain text stands for every language. Raises :class:`NotAForm`."""
    if isinstance(value, str):
        return {"": clean_line(value, 500)} if value else {}
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        raise NotAForm("texts", where=where, why='must look like {"en": "…", "cs": "…"}')
    return {str(language): clean_line(text, 5000) for language, text in value.items() if text}


def in_language(texts: Texts, language: str, own: str = "en") -> str:
    """The text in this language, else in the form's own, else in whichever there is."""
    for wanted in (language, own, "en", ""):
        if texts.get(wanted):
            return texts[wanted]
    return next(iter(texts.values()), "")


def _field(value: Any, place: str) -> FormField:
    _check(isinstance(value, dict), place, "", "must be an object")
    unknown = sorted(set(map(str, value)) - _KEYS)
    _check(not unknown, place, ", ".join(unknown), "is not known")
    name, kind, target = value.get("name"), value.get("type", "text"), value.get("maps_to") or ""
    _check(isinstance(name, str) and bool(_NAME.match(name)), place, "name", "a-z, 0-9 and _ only")
    _check(not name.startswith(_RESERVED), place, "name", "must not begin with cc_")
    _check(kind in TYPES, place, "type", f"one of {', '.join(sorted(TYPES))}")
    _check(target in TARGETS, place, "maps_to", f"one of {', '.join(sorted(TARGETS))}")
    label = texts_of(value.get("label", ""), f"{place}.label")
    _check(bool(label) or kind == "context", place, "label", "is needed")
    longest = value.get("max", _LONGEST.get(kind, 500))
    _check(_is_size(longest), place, "max", "a number from 1 to 20000")
    options = value.get("options", [])
    _check(isinstance(options, list), place, "options", "must be a list")
    _check(bool(options) == (kind in CHOOSING), place, "options", "belong to select and multi")
    return FormField(
        name=name,
        type=kind,
        label=label,
        required=value.get("required") is True and kind != "context",
        options=tuple(_option(item, f"{place}.options") for item in options),
        help=texts_of(value.get("help", ""), f"{place}.help"),
        max=longest,
        visible_if=_condition(value.get("visible_if"), place),
        maps_to=target,
    )


def _option(value: Any, where: str) -> Option:
    if isinstance(value, str) and value:
        return Option(value=value, label={"": value})
    if not isinstance(value, dict) or not isinstance(value.get("value"), str):
        raise NotAForm("option", where=where, why='texts or {"value": "…", "label": {…}}')
    return Option(
        value=clean_line(value["value"], 200),
        label=texts_of(value.get("label") or value["value"], where),
    )


def _condition(value: Any, place: str) -> Condition | None:
    if value is None:
        return None
    fits = isinstance(value, dict) and set(value) == {"field", "equals"}
    _check(fits, place, "visible_if", 'must look like {"field": "…", "equals": "…"}')
    return Condition(field=str(value["field"]), equals=str(value["equals"]))


def _is_size(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 20_000


def _check(fits: bool, place: int | str, key: str, why: str) -> None:
    if not fits:
        raise NotAForm(why, where=f"{place}.{key}".strip("."), why=why)
