"""The person behind an invitation: one lock, one language, one zone, one address."""

from django.conf import settings

from feedback.surveys import wording
from tickets.customers import identity
from tickets.models import ContactPoint, Customer, PointKind, Ticket, Verification

_RANK = {
    Verification.VERIFIED: 0,
    Verification.PROBABLE: 1,
    Verification.CLAIMED: 2,
}


def lock(customer: Customer) -> None:
    """Waits until nobody else decides about this person; held until the transaction ends."""
    identity.lock([f"survey:{customer.head_id}"])


def head_of(customer: Customer) -> Customer:
    """The customer whose preferences count for the whole cluster."""
    return customer.merged_into or customer


def language_for(ticket: Ticket, last_written: str) -> str:
    """The customer's choice, else what they last wrote in, the ticket's, the queue's, ours."""
    chain = (
        head_of(ticket.customer).language,
        ticket.customer.language,
        last_written,
        ticket.language,
        ticket.queue.language,
        settings.LANGUAGE_CODE,
    )
    return next((found for tag in chain if (found := wording.shipped(tag))), wording.FALLBACK)


def zone_name_for(ticket: Ticket) -> str:
    """The name of the zone in which the person's day is counted."""
    customer = ticket.customer
    return (
        head_of(customer).timezone
        or customer.timezone
        or ticket.queue.timezone
        or settings.SITE_TIME_ZONE
    )


def addresses_of(customer: Customer) -> list[ContactPoint]:
    """The e-mail addresses that are theirs as far as we know; guesses are left out."""
    rows = ContactPoint.objects.filter(
        customer__in=Customer.objects.cluster_of(customer.head_id), kind=PointKind.EMAIL
    ).exclude(verification=Verification.INFERRED)
    return list(rows.order_by("id"))


def best_address(
    points: list[ContactPoint], used_on_ticket: tuple[str, ...]
) -> ContactPoint | None:
    """The working address used last on the ticket, else the one we are surest of."""
    working = {point.id: point for point in points if point.is_reachable()}
    for point_id in used_on_ticket:
        if point_id in working:
            return working[point_id]
    ranked = sorted(
        working.values(), key=lambda row: (_RANK[Verification(row.verification)], row.id)
    )
    return ranked[0] if ranked else None
