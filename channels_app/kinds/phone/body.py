"""The fields of a request, whatever form an exchange sends them in."""

import json
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import parse_qsl

from tickets.cleaning import clean_line

Fields = Mapping[str, tuple[str, ...]]
MAX_FIELDS: Final = 200
MAX_LENGTH: Final = 500


def fields_of(body: bytes) -> Fields:
    """Names and their cleaned values; nothing for what is neither JSON nor a form.

    The content type is not asked: exchanges send forms as JSON and JSON as plain text. Lists,
    repeated names and ``name[]`` all mean several values.
    """
    text = body.decode("utf-8-sig", errors="replace").strip()
    try:
        pairs = _json_pairs(text) if text.startswith("{") else _form_pairs(text)
    except (ValueError, RecursionError):
        return {}
    found: dict[str, tuple[str, ...]] = {}
    for name, value in pairs[:MAX_FIELDS]:
        name = clean_line(name, 60).removesuffix("[]")
        found[name] = (*found.get(name, ()), *_texts(value))[:MAX_FIELDS]
    return found


def _json_pairs(text: str) -> list[tuple[str, Any]]:
    return list(json.loads(text).items())


def _form_pairs(text: str) -> list[tuple[str, Any]]:
    if "=" not in text:
        return []
    return list(parse_qsl(text, keep_blank_values=True, max_num_fields=MAX_FIELDS))


def _texts(value: Any) -> tuple[str, ...]:
    """The value as texts; objects and nothing give none."""
    if isinstance(value, list):
        return tuple(text for item in value[:MAX_FIELDS] for text in _scalar(item))
    return _scalar(value)


def _scalar(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return (clean_line(value[:MAX_LENGTH], MAX_LENGTH),)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return (f"{value}"[:MAX_LENGTH],)
    return ()
