"""Whose contact is this: contact point → customer, safe when many processes ask at once.

The order of evidence is: known external id, verified point, any other point, an answer to a
message of ours, else a new customer. Claimed values attach for the agent's eyes; they never
merge two people and never reveal one to the other.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Final

from django.db import connection
from django.db.models import Q

from tickets.cleaning import clean_line, folded
from tickets.contracts import Candidate, Sender
from tickets.customers.points import STRENGTH, Point, usable
from tickets.models import ContactPoint, Customer, PointKind, Verification

MAX_POINTS_A_KIND: Final = 10
MAX_NEW_POINTS_A_WEEK: Final = 5
_TOUCH_AFTER: Final = timedelta(hours=1)


@dataclass(slots=True, kw_only=True)
class Match:
    """The customer a contact was recognised as, and what is to be written for it.

    A new customer and ``new_points`` are not saved yet: the caller writes them in the same
    statement as the contact, so that a repeated message leaves nothing behind.
    """

    customer: Customer
    is_new: bool
    point: ContactPoint | None
    method: str
    verification: str
    candidates: tuple[Candidate, ...] = ()
    new_points: list[ContactPoint] = field(default_factory=list)
    touched: list[ContactPoint] = field(default_factory=list)
    unattached: tuple[str, ...] = ()


def lock(texts: list[str]) -> None:
    """Waits until no other transaction is attaching any of these; held until commit.

    Locks are taken in the order of their numbers, so that two callers cannot block each other.
    """
    numbers = sorted(
        int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)
        for text in set(texts)
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(number)"
            " FROM (SELECT unnest(%s::bigint[]) AS number ORDER BY 1) AS ordered",
            [numbers],
        )


def stored(points: tuple[Point, ...]) -> list[ContactPoint]:
    """The contact points we know for these values, with their customers."""
    if not points:
        return []
    wanted = Q()
    for point in points:
        wanted |= Q(kind=point.kind, namespace=point.namespace, value=point.value)
    ids = list(ContactPoint.objects.filter(wanted).values_list("id", flat=True))
    if not ids:
        return []
    return list(
        ContactPoint.objects.filter(id__in=ids)
        .select_related("customer", "customer__merged_into")
        .order_by("first_seen_at", "id")
    )


def recognise(
    sender: Sender,
    points: tuple[Point, ...],
    known: list[ContactPoint],
    *,
    at: datetime,
    known_by_thread: Customer | None = None,
) -> Match:
    """Decides whose contact it is; call it after :func:`lock` on the points' ``lock_text``."""
    if not points and known_by_thread is None:
        return _unidentified(sender, at=at)
    alive = [row for row in known if row.customer.erased_at is None]
    owned = [row for row in alive if not row.shared]
    shared = [row for row in alive if row.shared]
    ranked = sorted(owned, key=_evidence_rank(points))
    if ranked and not _other_external_id(ranked[0], points, owned):
        return _attach(ranked[0], points, owned, at=at)
    if known_by_thread is not None and not ranked:
        return Match(
            customer=known_by_thread, is_new=False, point=None, method="thread", verification="none"
        )
    match = _create(sender, points, alive, at=at)
    rivals = {row.customer.head_id: row for row in [*ranked, *shared]}
    match.candidates = tuple(
        Candidate(customer_id=head_id, name=str(row.customer), why=f"{row.kind}:{row.namespace}")
        for head_id, row in rivals.items()
    )
    if rivals:
        match.method, match.verification = "candidates", "none"
    return match


def points_of(sender: Sender) -> tuple[Point, ...]:
    """The sender's usable points, strongest evidence first."""
    return usable(sender.points)


def _evidence_rank(points: tuple[Point, ...]) -> "_Ranker":
    return _Ranker({point.key: position for position, point in enumerate(points)})


class _Ranker:
    """Sorts stored points: external ids, then verified ones, then by the order given."""

    def __init__(self, order: dict[tuple[str, str, str], int]) -> None:
        self.order = order

    def __call__(self, row: ContactPoint) -> tuple[int, int, int]:
        position = self.order.get((row.kind, row.namespace, row.value), len(self.order))
        return (
            0 if row.kind == PointKind.EXTERNAL else 1,
            -STRENGTH[row.verification],
            position,
        )


def _other_external_id(
    best: ContactPoint, points: tuple[Point, ...], owned: list[ContactPoint]
) -> bool:
    """Whether the message names an unknown external id while the person has another one there."""
    if best.kind == PointKind.EXTERNAL:
        return False
    known = {(row.kind, row.namespace, row.value) for row in owned}
    namespaces = [
        p.namespace for p in points if p.kind == PointKind.EXTERNAL and p.key not in known
    ]
    if not namespaces:
        return False
    cluster = Customer.objects.cluster_of(best.customer.head_id)
    return ContactPoint.objects.filter(
        customer__in=cluster, kind=PointKind.EXTERNAL, namespace__in=namespaces
    ).exists()


def _attach(
    best: ContactPoint, points: tuple[Point, ...], owned: list[ContactPoint], *, at: datetime
) -> Match:
    """The contact belongs to the owner of ``best``; other values of the message join it."""
    by_key = {(row.kind, row.namespace, row.value): row for row in owned}
    given = {point.key: point for point in points}
    match = Match(
        customer=best.customer,
        is_new=False,
        point=best,
        method=f"{best.kind}:{best.namespace}" if best.namespace else best.kind,
        verification=_confidence(best, given.get((best.kind, best.namespace, best.value))),
    )
    rivals: dict[str, ContactPoint] = {}
    fresh = []
    for point in points:
        row = by_key.get(point.key)
        if row is None:
            fresh.append(point)
        elif row.customer.head_id != best.customer.head_id:
            rivals[row.customer.head_id] = row
        else:
            _touch(match, row, point, at=at)
    match.new_points, match.unattached = _within_limits(best.customer, fresh, at=at)
    match.candidates = tuple(
        Candidate(customer_id=head_id, name=str(row.customer), why=f"{row.kind}:{row.namespace}")
        for head_id, row in rivals.items()
    )
    return match


def _confidence(row: ContactPoint, given: Point | None) -> str:
    """How sure this contact is: its own proof, and typed values are at most probable."""
    if given is None or given.verification == Verification.VERIFIED:
        return Verification.VERIFIED
    if row.verification == Verification.VERIFIED and given.kind != PointKind.EXTERNAL:
        return Verification.PROBABLE
    return given.verification


def _touch(match: Match, row: ContactPoint, point: Point, *, at: datetime) -> None:
    better = STRENGTH[point.verification] > STRENGTH[row.verification]
    if better:
        row.verification = point.verification
        row.source = point.source or row.source
    if better or row.undeliverable_at or at - row.last_seen_at > _TOUCH_AFTER:
        row.last_seen_at = max(at, row.last_seen_at)
        row.undeliverable_at, row.undeliverable_reason = None, ""
        match.touched.append(row)


def _within_limits(
    customer: Customer, fresh: list[Point], *, at: datetime
) -> tuple[list[ContactPoint], tuple[str, ...]]:
    """New points the customer may still get; the others are reported, not lost."""
    if not fresh:
        return [], ()
    existing = list(
        ContactPoint.objects.filter(
            customer__in=Customer.objects.cluster_of(customer.head_id)
        ).values_list("kind", "namespace", "first_seen_at")
    )
    recent = sum(1 for _, _, seen in existing if seen > at - timedelta(days=7))
    accepted: list[ContactPoint] = []
    refused: list[str] = []
    for point in fresh:
        alike = sum(1 for kind, _, _ in existing if kind == point.kind)
        alike += sum(1 for row in accepted if row.kind == point.kind)
        taken = point.kind == PointKind.EXTERNAL and any(
            kind == point.kind and namespace == point.namespace for kind, namespace, _ in existing
        )
        crowded = point.kind != PointKind.EXTERNAL and alike >= MAX_POINTS_A_KIND
        if taken or crowded or recent + len(accepted) >= MAX_NEW_POINTS_A_WEEK:
            refused.append(point.kind)
        else:
            accepted.append(_row(customer, point, at=at))
    return accepted, tuple(refused)


def _create(
    sender: Sender, points: tuple[Point, ...], known: list[ContactPoint], *, at: datetime
) -> Match:
    """A new customer with those of the points that belong to nobody yet."""
    customer = _new_customer(sender, Customer.Standing.PERSON, at=at)
    taken = {(row.kind, row.namespace, row.value) for row in known}
    rows = [_row(customer, point, at=at) for point in points if point.key not in taken]
    best = rows[0] if rows else None
    method = "none"
    if best is not None:
        method = f"{best.kind}:{best.namespace}" if best.namespace else best.kind
    return Match(
        customer=customer,
        is_new=True,
        point=best,
        method=method,
        verification=best.verification if best else "none",
        new_points=rows,
    )


def _unidentified(sender: Sender, *, at: datetime) -> Match:
    customer = _new_customer(sender, Customer.Standing.UNIDENTIFIED, at=at)
    return Match(customer=customer, is_new=True, point=None, method="none", verification="none")


def _new_customer(sender: Sender, standing: str, *, at: datetime) -> Customer:
    name = clean_line(sender.name, 200)
    return Customer(
        name=name,
        sort_name=folded(name),
        language=sender.language[:8],
        standing=standing,
        created_at=at,
    )


def _row(customer: Customer, point: Point, *, at: datetime) -> ContactPoint:
    return ContactPoint(
        customer=customer,
        kind=point.kind,
        namespace=point.namespace,
        value=point.value,
        value_raw=point.raw,
        verification=point.verification,
        source=point.source,
        first_seen_at=at,
        last_seen_at=at,
    )
