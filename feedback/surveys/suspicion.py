"""What makes an answer look like a machine's; the thresholds are our priors."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

TOO_SOON: Final = timedelta(seconds=60)
BETWEEN_VALUES: Final = timedelta(seconds=5)
FETCHES: Final = timedelta(seconds=10)
MANY_LINKS: Final = 3


class Cause(StrEnum):
    """Why an answer does not count yet."""

    HONEYPOT = "honeypot"
    MANY_LINKS = "many_links"
    TWO_VALUES = "two_values"
    TOO_SOON = "too_soon"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What came with an answer. ``links`` is how many values were opened in the 10 s before."""

    honeypot: bool = False
    links: int = 0
    in_conversation: bool = False


NOTHING_SEEN: Final = Evidence()


def causes(
    evidence: Evidence, *, at: datetime, handed_over_at: datetime | None, two_values: bool
) -> tuple[Cause, ...]:
    """Every reason to doubt, none for a person."""
    soon = handed_over_at is not None and at - handed_over_at < TOO_SOON
    found = {
        Cause.HONEYPOT: evidence.honeypot,
        Cause.MANY_LINKS: evidence.links >= MANY_LINKS,
        Cause.TWO_VALUES: two_values,
        Cause.TOO_SOON: soon and not evidence.in_conversation,
    }
    return tuple(cause for cause, holds in found.items() if holds)


def as_kept(evidence: Evidence, *, at: datetime, handed_over_at: datetime | None) -> dict[str, Any]:
    """The evidence as it is stored with the answer for 30 days; nothing that names a person."""
    kept: dict[str, Any] = {"honeypot": evidence.honeypot, "links": evidence.links}
    if handed_over_at is not None:
        kept["seconds_after_hand_over"] = int((at - handed_over_at).total_seconds())
    return kept
