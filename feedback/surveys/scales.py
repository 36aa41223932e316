"""The instruments as frozen values: range, direction and bands. Wording: ``wording``.

Values of different instruments are never converted into each other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from feedback.models.surveys import InstrumentKey


class Band(StrEnum):
    """How an answer reads: hard work, in between, or easy."""

    LOW = "low"
    MIDDLE = "middle"
    HIGH = "high"


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """One question's scale. ``hard`` and ``easy`` are the values at its two ends."""

    key: InstrumentKey
    version: int
    name: str
    lowest: int
    highest: int
    high_is_good: bool
    hard: frozenset[int]
    easy: frozenset[int]

    @property
    def values(self) -> range:
        """Every value that can be chosen, in the order in which it is shown."""
        return range(self.lowest, self.highest + 1)

    def band(self, value: int) -> Band:
        """Where the value lies; raises ``ValueError`` off the scale."""
        if value not in self.values:
            raise ValueError(f"{value} is not on {self.key}")
        if value in self.hard:
            return Band.LOW
        return Band.HIGH if value in self.easy else Band.MIDDLE


def _between(first: int, last: int) -> frozenset[int]:
    return frozenset(range(first, last + 1))


INSTRUMENTS: Final[Mapping[str, Instrument]] = MappingProxyType(
    {
        instrument.key: instrument
        for instrument in (
            Instrument(
                key=InstrumentKey.CES2,
                version=1,
                name="CES 2.0",
                lowest=1,
                highest=7,
                high_is_good=True,
                hard=_between(1, 3),
                easy=_between(5, 7),
            ),
            Instrument(
                key=InstrumentKey.EASE7,
                version=1,
                name="EASE-7",
                lowest=1,
                highest=7,
                high_is_good=True,
                hard=_between(1, 3),
                easy=_between(5, 7),
            ),
            Instrument(
                key=InstrumentKey.CES1,
                version=1,
                name="CES 1.0",
                lowest=1,
                highest=5,
                high_is_good=False,
                hard=_between(4, 5),
                easy=_between(1, 2),
            ),
            Instrument(
                key=InstrumentKey.NETEASY,
                version=1,
                name="NetEasy",
                lowest=1,
                highest=7,
                high_is_good=False,
                hard=_between(5, 7),
                easy=_between(1, 2),
            ),
            Instrument(
                key=InstrumentKey.CSAT,
                version=1,
                name="CSAT",
                lowest=1,
                highest=5,
                high_is_good=True,
                hard=_between(1, 2),
                easy=_between(4, 5),
            ),
            Instrument(
                key=InstrumentKey.NPS,
                version=1,
                name="NPS",
                lowest=0,
                highest=10,
                high_is_good=True,
                hard=_between(0, 6),
                easy=_between(9, 10),
            ),
        )
    }
)
"""Every instrument by its key."""


def instrument(key: str) -> Instrument:
    """One instrument; raises ``KeyError`` for an unknown key."""
    return INSTRUMENTS[key]
