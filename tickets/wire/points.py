"""Contact points in a request."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from tickets.contracts import GivenPoint
from tickets.customers import phone
from tickets.customers.points import is_blocked, normalise_email
from tickets.models import PointKind, Verification
from tickets.wire.fields import Choice, Flag, Object, Text
from tickets.wire.flaws import Flaw

POINT: Final = Object(
    name="ContactPointIn",
    fields={
        "kind": Choice(of=tuple(PointKind.values), required=True),
        "namespace": Text(limit=40, nullable=True, about="Whose id it is; for kind external."),
        "value": Text(limit=254, required=True),
        "verified": Flag(about="Counts only from a key with trust_identifiers."),
    },
)


def given_points(
    points: Sequence[Mapping[str, Any]], *, region: str, trusted: bool
) -> tuple[tuple[GivenPoint, ...], bool, list[Flaw]]:
    """The points, whether a number was withheld, and what is wrong with them.

    Numbers are read the way ``region`` writes them. Fillers such as *unknown* name nobody and
    are left out without a word.
    """
    found: list[GivenPoint] = []
    flaws: list[Flaw] = []
    withheld = False
    for position, item in enumerate(points):
        kind, value = item["kind"], item["value"]
        code = flaw_of(kind, item.get("namespace") or "", value, region=region)
        if code == "withheld":
            withheld = True
        elif code:
            where = "namespace" if code == "required" and value else "value"
            flaws.append(Flaw(f"/{position}/{where}", code))
        else:
            found.append(given_point(item, region=region, trusted=trusted))
    return tuple(found), withheld, flaws


def given_point(item: Mapping[str, Any], *, region: str, trusted: bool) -> GivenPoint:
    """One point; the writer's *verified* is a claim unless the writer is trusted."""
    sure = bool(item.get("verified")) and trusted
    return GivenPoint(
        kind=item["kind"],
        value=item["value"],
        namespace=item.get("namespace") or "",
        verification=Verification.VERIFIED if sure else Verification.CLAIMED,
        source="api",
        region=region,
    )


def flaw_of(kind: str, namespace: str, value: str, *, region: str) -> str:
    """Why the value cannot be used: a code, ``withheld``, or ``""`` if it can."""
    if not value:
        return "required"
    if kind == PointKind.PHONE:
        number = phone.parse(value, region=region)
        return {"invalid": "invalid_phone", "withheld": "withheld"}.get(number.kind, "")
    if is_blocked(value):
        return ""
    if kind == PointKind.EMAIL:
        return "" if normalise_email(value) else "invalid"
    if kind == PointKind.EXTERNAL and not namespace:
        return "required"
    return ""
