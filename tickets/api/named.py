"""What a path or parameter names."""

from typing import Any

from django.db.models import Q, QuerySet

from tickets.access import NotVisible
from tickets.errors import Refusal
from tickets.models import Customer, Ticket
from tickets.models.ids import is_public_id

BASE = "/api/v1"


class Merged(Refusal):
    """It lives on in another one; ``into`` names it and ``location`` is its address."""

    code = "merged"


class Erased(Refusal):
    """The person's data was erased."""

    code = "erased"


def named_ticket(text: str) -> Q:
    """The ticket with this id or number; matches nothing for other text."""
    if is_public_id("tkt", text):
        return Q(id=text)
    if text.isascii() and text.isdigit() and len(text) < 19:
        return Q(number=int(text))
    return Q(pk__in=[])


def the_ticket(rows: "QuerySet[Ticket]", text: str, *, tail: str = "") -> Ticket:
    """The visible ticket; raises NotVisible, and Merged for one that was merged away.

    ``tail`` is the rest of the address, so that the caller is sent to the same question.
    """
    row = rows.filter(named_ticket(text)).first()
    if row is None:
        raise NotVisible(text)
    if row.merged_into_id is not None:
        into = row.merged_into_id
        raise Merged("merged", into=into, location=f"{BASE}/tickets/{into}/{tail}")
    return row


def the_customer(rows: "QuerySet[Customer]", customer_id: str, *, tail: str = "") -> Customer:
    """The visible customer; raises NotVisible, Merged for an absorbed one, and Erased."""
    row: Any = rows.filter(id=customer_id).first() if is_public_id("cus", customer_id) else None
    if row is None:
        raise NotVisible(customer_id)
    customer: Customer = row
    if customer.merged_into_id is not None:
        into = customer.merged_into_id
        raise Merged("merged", into=into, location=f"{BASE}/customers/{into}/{tail}")
    if customer.erased_at is not None:
        raise Erased(customer_id)
    return customer
