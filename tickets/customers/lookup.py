"""Who might be calling: a quick question before anything is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Count, Max, Q, QuerySet
from django.db.models.functions import Coalesce

from tickets.contracts import GivenPoint
from tickets.customers import phone
from tickets.customers.points import normalise
from tickets.models import ContactPoint, Customer, PointKind, Ticket
from tickets.models.ticket import UNRESOLVED

MOST: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One customer who has the point. ``verification`` is how sure it is theirs."""

    customer: Customer
    verification: str
    open_tickets: int
    last_contact_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """``match`` is one, many, none, withheld or internal; ``value`` the point as compared."""

    match: str
    value: str = ""
    customers: tuple[Found, ...] = ()


def look_up(given: GivenPoint, visible: "QuerySet[Customer]") -> Answer:
    """Everybody among the visible customers who has this point, heads of clusters only."""
    if given.kind == PointKind.PHONE:
        number = phone.parse(given.value, region=given.region or "CZ")
        if number.kind != "number":
            kind = number.kind if number.kind in {"withheld", "internal"} else "none"
            return Answer(match=kind)
    point = normalise(given)
    if point is None:
        return Answer(match="none")
    rows = ContactPoint.objects.filter(
        kind=point.kind, namespace=point.namespace, value=point.value, customer__erased_at=None
    ).select_related("customer", "customer__merged_into")
    holders = {row.customer.head_id: row for row in rows.order_by("last_seen_at", "id")[:100]}
    heads = list(visible.filter(id__in=holders, erased_at=None).order_by("id")[:MOST])
    found = _found(heads, holders)
    match = {0: "none", 1: "one"}.get(len(found), "many")
    return Answer(match=match, value=point.value, customers=found)


def _found(heads: Sequence[Customer], holders: "dict[str, ContactPoint]") -> tuple[Found, ...]:
    if not heads:
        return ()
    ids = [head.id for head in heads]
    rows = (
        Ticket.objects.filter(
            Q(customer__in=ids) | Q(customer__merged_into__in=ids), merged_into=None
        )
        .values(head=Coalesce("customer__merged_into", "customer"))
        .annotate(open=Count("id", filter=Q(status__in=UNRESOLVED)), last=Max("last_inbound_at"))
        .order_by()
    )
    figures = {row["head"]: (row["open"], row["last"]) for row in rows}
    return tuple(
        Found(
            customer=head,
            verification=holders[head.id].verification,
            open_tickets=figures.get(head.id, (0, None))[0],
            last_contact_at=figures.get(head.id, (0, None))[1],
        )
        for head in heads
    )
