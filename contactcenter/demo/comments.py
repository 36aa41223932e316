"""Which comment suits an answer."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What the comment is about."""

    reason: str
    way: str
    value: int


# Comments that mention something, by band and place: only where it can have happened.
_ONLY_FOR: Final[dict[tuple[str, int], tuple[str, ...]]] = {
    ("easy", 1): ("email", "webform"),
    ("easy", 2): ("chat",),
    ("easy", 4): ("service.technician",),
    ("middle", 1): ("phone",),
    ("middle", 3): ("phone",),
    ("hard", 1): ("phone",),
    ("hard", 2): ("delivery.late", "delivery.damaged"),
    ("hard", 3): ("billing.payment",),
    ("hard", 4): ("complaint.no_reply", "service.technician"),
}


def comment_on(heard: Heard, words: Mapping[str, tuple[str, ...]], rng: random.Random) -> str:
    """A comment, or nothing: people who had a hard time write more often."""
    band = "easy" if heard.value >= 6 else "middle" if heard.value >= 4 else "hard"
    if rng.random() > {"easy": 0.34, "middle": 0.42, "hard": 0.66}[band]:
        return ""
    fitting = [
        text
        for place, text in enumerate(words[band])
        if {heard.reason, heard.way} & set(_ONLY_FOR.get((band, place), (heard.way,)))
    ]
    return rng.choice(fitting)
