"""The settings that decide what counts, as one versioned value."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Thresholds of one ruleset; every report prints ``ruleset`` beside its numbers.

    ``burst`` is how long after an unanswered message another one still belongs to it,
    ``chat_resume`` how long a dropped chat may be taken up again, ``short_abandon`` the wait
    below which a hang-up is a misdial, ``parallel`` how long an unanswered message makes a
    contact on another channel parallel, ``offered`` how long a channel we offered stays offered.
    """

    ruleset: str = "2025.1"
    burst: timedelta = timedelta(minutes=30)
    chat_resume: timedelta = timedelta(minutes=10)
    short_abandon: timedelta = timedelta(seconds=5)
    parallel: timedelta = timedelta(hours=24)
    offered: timedelta = timedelta(hours=24)
    ack_certainty: float = 0.90
    hide_below: int = 5
    small_sample_below: int = 30


DEFAULT_RULES: Final = Rules()
