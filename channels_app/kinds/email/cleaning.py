"""Names from mail as people may safely be shown them."""

import re
from typing import Final

from tickets.cleaning import clean_line

_DIRECTION: Final = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def clean_display(text: str, limit: int) -> str:
    """A name shown to people: one line, without marks that reorder what is shown."""
    return clean_line(_DIRECTION.sub("", text[: limit * 4]), limit)
