"""How a call ended: the first row of the table that fits."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from channels_app.kinds.phone.events import LOST

UNKNOWN: Final = "unknown"
_HUNG_UP: Final = frozenset({"cancel", "normalClearing"})
_KNOWN: Final = frozenset(
    {
        "normalClearing",
        "busy",
        "cancel",
        "noAnswer",
        "congestion",
        "notFound",
        "forwarded",
        "voicemail",
        "blocked",
        "rejected",
        LOST,
        "",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What decides how a call ended. ``rejected`` means by us."""

    direction: str
    cause: str
    answered: bool
    voicemail: bool
    rejected: bool
    legs: int

    @property
    def read_cause(self) -> str:
        """The cause; a word we do not know counts as an ordinary hang-up."""
        return self.cause if self.cause in _KNOWN else "normalClearing"


OUTCOMES: Final[tuple[tuple[str, Callable[[Facts], bool]], ...]] = (
    ("voicemail", lambda call: call.voicemail),
    ("answered", lambda call: call.answered),
    ("rejected", lambda call: call.rejected or call.read_cause in {"blocked", "rejected"}),
    ("forwarded", lambda call: call.read_cause == "forwarded" and call.legs == 1),
    ("busy", lambda call: call.read_cause == "busy"),
    ("failed", lambda call: call.read_cause in {"notFound", "congestion"}),
    (UNKNOWN, lambda call: call.read_cause == LOST),
    ("abandoned", lambda call: call.direction == "inbound" and call.read_cause in _HUNG_UP),
    ("missed", lambda call: call.direction == "inbound"),
    ("no_answer", lambda _call: True),
)


def outcome_of(facts: Facts) -> str:
    """The outcome of a call that has ended."""
    return next(name for name, fits in OUTCOMES if fits(facts))
