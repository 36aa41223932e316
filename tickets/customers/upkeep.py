"""Changing what is known of a customer: facts, contact points, removal of empty rows."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.db.models import Q

from tickets import doorbell
from tickets.cleaning import folded
from tickets.contracts import GivenPoint
from tickets.customers import identity
from tickets.customers.points import STRENGTH, Point, normalise
from tickets.errors import Conflict, Invalid, Refusal
from tickets.models import ContactPoint, Customer, Interaction, PointKind, Ticket, TicketEvent
from tickets.models.ids import is_public_id
from tickets.versions import require_version

FACTS: Final = (
    *("name", "company", "language", "timezone", "vip", "survey_permission", "metadata"),
)
MAX_POINTS: Final = 50


class CustomerNotFound(Refusal):
    """There is no such customer."""

    code = "not_found"


class ContactPointTaken(Conflict):
    """The value belongs to another customer; ``holder`` is that customer's id."""

    code = "contact_point_taken"


class HasHistory(Conflict):
    """The customer has entries or tickets; their data can only be erased."""

    code = "conflict"


class UnusablePoint(Invalid):
    """The value names nobody, or cannot be read."""

    code = "invalid"


def upsert(
    facts: Mapping[str, Any], points: tuple[GivenPoint, ...], *, at: datetime
) -> tuple[Customer, bool]:
    """The customer of the external id among the points, changed or made; and whether it is new.

    The other points join it. Raises :class:`ContactPointTaken` if one belongs to somebody else,
    and :class:`UnusablePoint`.
    """
    wanted = tuple(_usable(point, position) for position, point in enumerate(points))
    with transaction.atomic():
        identity.lock([point.lock_text for point in wanted])
        known = identity.stored(wanted)
        owner = next((row.customer for row in known if row.kind == PointKind.EXTERNAL), None)
        is_new = owner is None
        if owner is None:
            owner = Customer(created_at=at)
        head_id = owner.head_id
        strangers = [row for row in known if not row.shared and row.customer.head_id != head_id]
        if strangers:
            raise ContactPointTaken("taken", holder=strangers[0].customer.head_id)
        customer = owner if is_new else _locked(head_id)
        _assign(customer, facts)
        customer.save(force_insert=is_new)
        held = {(row.kind, row.namespace, row.value) for row in known}
        ContactPoint.objects.bulk_create(
            new_point(customer, point, at=at) for point in wanted if point.key not in held
        )
    return customer, is_new


def change(
    customer_id: str, facts: Mapping[str, Any], *, at: datetime, seen_version: str | None = None
) -> Customer:
    """Sets some of :data:`FACTS`. Raises :class:`~tickets.versions.PreconditionFailed`."""
    with transaction.atomic():
        customer = _locked(customer_id)
        require_version(customer, seen_version)
        _assign(customer, facts)
        if "survey_permission" in facts:
            customer.survey_permission_at = at
            customer.survey_permission_source = "api"
        customer.save()
    doorbell.hint(f"customer:{customer.head_id}", "customer.changed")
    return customer


def remove(customer_id: str) -> None:
    """Deletes a customer without any history; raises :class:`HasHistory` for any other."""
    with transaction.atomic():
        customer = _locked(customer_id)
        used = any(
            rows.filter(customer=customer).exists()
            for rows in (Interaction.objects.all(), Ticket.objects.all(), TicketEvent.objects.all())
        )
        if used or Customer.objects.filter(merged_into=customer).exists():
            raise HasHistory(customer_id)
        try:
            with transaction.atomic():
                customer.contact_points.all().delete()
                customer.delete()
        except IntegrityError as error:  # something we do not know of refers to the person
            raise HasHistory(customer_id) from error


def add_point(
    customer_id: str, given: GivenPoint, *, shared: bool = False, at: datetime
) -> tuple[ContactPoint, bool]:
    """The point, and whether it is new to the customer.

    Raises :class:`ContactPointTaken` unless the point is shared, and :class:`UnusablePoint`.
    """
    point = _usable(given)
    with transaction.atomic():
        identity.lock([point.lock_text])
        customer = _locked(customer_id)
        rows = identity.stored((point,))
        own = [row for row in rows if row.customer.head_id == customer.head_id]
        if own:
            return _strengthened(own[0], point, at=at), False
        if not shared and any(not row.shared for row in rows):
            raise ContactPointTaken("taken", holder=rows[0].customer.head_id)
        if customer.contact_points.count() >= MAX_POINTS:
            raise UnusablePoint("too many", field="value")
        row = new_point(customer, point, at=at)
        row.shared = shared
        row.save(force_insert=True)
    doorbell.hint(f"customer:{customer.head_id}", "customer.changed")
    return row, True


def change_point(
    customer_id: str, point_id: str, *, shared: bool | None = None, deliverable: bool = False
) -> ContactPoint:
    """Marks a point as shared or not, or as reachable again.

    Raises :class:`ContactPointTaken` if a point becomes one person's own while another has it.
    """
    with transaction.atomic():
        row = _point(customer_id, point_id)
        if deliverable:
            row.undeliverable_at, row.undeliverable_reason = None, ""
        if shared is not None:
            row.shared = shared
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError as error:
            alike = Q(kind=row.kind, namespace=row.namespace, value=row.value, shared=False)
            holder = ContactPoint.objects.filter(alike).select_related("customer").first()
            raise ContactPointTaken(
                "taken", holder=holder.customer.head_id if holder else ""
            ) from error
    return row


def remove_point(customer_id: str, point_id: str) -> None:
    """Deletes a point; entries that came through it stay with the customer."""
    with transaction.atomic():
        _point(customer_id, point_id).delete()


def new_point(customer: Customer, point: Point, *, at: datetime) -> ContactPoint:
    """The unsaved row of a point."""
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


def _usable(given: GivenPoint, position: int | None = None) -> Point:
    point = normalise(given)
    if point is None:
        where = "value" if position is None else f"contact_points/{position}/value"
        raise UnusablePoint("unusable", field=where)
    return point


def _strengthened(row: ContactPoint, point: Point, *, at: datetime) -> ContactPoint:
    if STRENGTH[point.verification] > STRENGTH[row.verification]:
        row.verification, row.source = point.verification, point.source
        row.last_seen_at = at
        row.save(update_fields=["verification", "source", "last_seen_at"])
    return row


def _assign(customer: Customer, facts: Mapping[str, Any]) -> None:
    for name in FACTS:
        if name in facts:
            setattr(customer, name, facts[name])
    customer.sort_name = folded(customer.name)


def _locked(customer_id: str) -> Customer:
    row = Customer.objects.select_for_update(of=("self",)).filter(id=customer_id).first()
    if row is None:
        raise CustomerNotFound(customer_id)
    return row


def _point(customer_id: str, point_id: str) -> ContactPoint:
    cluster = Customer.objects.cluster_of(customer_id)
    rows = ContactPoint.objects.select_for_update(of=("self",))
    known = is_public_id("cpt", point_id)
    row = rows.filter(id=point_id, customer__in=cluster).first() if known else None
    if row is None:
        raise CustomerNotFound(point_id)
    return row
