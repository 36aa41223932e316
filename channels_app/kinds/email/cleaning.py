"""Cleaning for text from mail, safe before any work whose cost grows with more than its length."""

import re
import unicodedata
from typing import Final

from tickets.cleaning import clean_line, clean_text

_STACK: Final = 30
_MAYBE_STACKED: Final = re.compile(r"[^\w\s\x00-\u02ff]{31,}")
_DIRECTION: Final = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def _unstack(run: re.Match[str]) -> str:
    kept: list[str] = []
    height = 0
    for letter in run.group():
        height = height + 1 if unicodedata.combining(letter) else 0
        if height <= _STACK:
            kept.append(letter)
    return "".join(kept)


def clean_body(text: str, limit: int) -> str:
    """Text of several lines, storable and in NFC, at most ``limit`` characters.

    Towers of more than 30 combining marks are cut first: composing them is quadratic in Python.
    """
    return clean_text(_MAYBE_STACKED.sub(_unstack, text[: limit * 2]), limit)


def clean_header(text: str, limit: int) -> str:
    """Text of one line: a decoded line break or control character cannot reach another header."""
    return clean_line(_MAYBE_STACKED.sub(_unstack, text[: limit * 4]), limit)


def clean_display(text: str, limit: int) -> str:
    """A name shown to people: one line, without marks that reorder what is shown."""
    return clean_header(_DIRECTION.sub("", text[: limit * 4]), limit)
