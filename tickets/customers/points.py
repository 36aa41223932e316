"""Addresses, numbers and ids brought to the one form they are compared in."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from tickets.cleaning import clean_line
from tickets.contracts import GivenPoint
from tickets.customers import phone
from tickets.models import PointKind, Verification

_BLOCKED: Final = re.compile(
    r"^(?:0*|-*|-1|null|none|unknown|anonymous|undefined)$"
    r"|^(?:test|noreply|no-reply|mailer-daemon)@",
    re.IGNORECASE,
)
_EMAIL: Final = re.compile(r"^[^\s@<>\"(),;:]+@[^\s@<>\"(),;:]+$")
STRENGTH: Final = {level: rank for rank, level in enumerate(Verification.values)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A usable contact point in comparable form. ``raw`` is what arrived."""

    kind: str
    namespace: str
    value: str
    raw: str
    verification: str
    source: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes it the same point."""
        return (self.kind, self.namespace, self.value)

    @property
    def lock_text(self) -> str:
        """The text whose hash serialises everybody who attaches this point."""
        return f"{self.kind}:{self.namespace}:{self.value}"


def normalise_email(text: str) -> str:
    """The address for comparison: NFKC, domain as lower-case IDNA, local part lower-case.

    Plus tags and dots stay. Returns ``""`` for what is not one plain address.
    """
    value = unicodedata.normalize("NFKC", clean_line(text, 320)).strip("<> ")
    if len(value) > 254 or not _EMAIL.match(value):
        return ""
    local, _, domain = value.rpartition("@")
    try:
        domain = domain.rstrip(".").encode("idna").decode("ascii").lower()
    except UnicodeError:
        return ""
    return f"{local.lower()}@{domain}" if domain else ""


def is_blocked(value: str) -> bool:
    """Whether the value names nobody: fillers, test and machine addresses."""
    return bool(_BLOCKED.match(value))


def normalise(given: GivenPoint) -> Point | None:
    """The point in comparable form; ``None`` if it is blocked, withheld or not valid."""
    raw = clean_line(given.value, 254)
    if is_blocked(raw):
        return None
    if given.kind == PointKind.EMAIL:
        value = normalise_email(raw)
    elif given.kind == PointKind.PHONE:
        value = phone.parse(raw, region=given.region or "CZ").e164
    elif given.kind in PointKind.values:
        value = raw
    else:
        return None
    if not value or is_blocked(value):
        return None
    verification = given.verification if given.verification in STRENGTH else "claimed"
    return Point(
        kind=given.kind,
        namespace=clean_line(given.namespace, 40) if given.kind == PointKind.EXTERNAL else "",
        value=value,
        raw=raw,
        verification=verification,
        source=given.source[:30],
    )


def usable(given: tuple[GivenPoint, ...]) -> tuple[Point, ...]:
    """Normalised points without repeats, strongest kinds first: external, then by verification."""
    found: dict[tuple[str, str, str], Point] = {}
    for item in given:
        point = normalise(item)
        if point is None:
            continue
        known = found.get(point.key)
        if known is None or STRENGTH[point.verification] > STRENGTH[known.verification]:
            found[point.key] = point
    return tuple(sorted(found.values(), key=_rank))


def _rank(point: Point) -> tuple[int, int, str]:
    return (
        0 if point.kind == PointKind.EXTERNAL else 1,
        -STRENGTH[point.verification],
        point.lock_text,
    )
