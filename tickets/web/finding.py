"""A quick look for a ticket or a person: by number, address, telephone number or name."""

import re
from collections.abc import Collection
from typing import Final

from django.db.models import Q

from tickets.cleaning import folded
from tickets.customers import phone
from tickets.customers.points import normalise_email
from tickets.models import ContactPoint, Customer, PointKind, Ticket

MOST: Final = 50
MOST_PEOPLE: Final = 100
SHORTEST: Final = 2
# Shorter than any telephone number with its area, so that these keep their meaning.
_NUMBER: Final = re.compile(r"#[0-9]{1,12}|[0-9]{1,7}")


def find_tickets(words: str, *, queues: Collection[str]) -> list[Ticket]:
    """At most 50 tickets in these queues, newest first, in at most two queries.

    ``#1234`` is a ticket's number; an e-mail address or a telephone number finds its person's
    tickets; anything else is looked for in names, whatever the case and the diacritics.
    """
    rows = Ticket.objects.filter(_wanted(words), queue__in=queues, merged_into=None)
    ordered = rows.order_by("-last_entry_at", "-id")
    return list(ordered.select_related("customer", "assignee", "queue", "channel")[:MOST])


def _wanted(words: str) -> Q:
    if _NUMBER.fullmatch(words):
        return Q(number=int(words.removeprefix("#")))
    people = _people(words)
    return Q(customer__in=people) | Q(customer__merged_into__in=people)


def _people(words: str) -> list[str]:
    """Ids of the people the words may mean: owners of an address or a number, else names."""
    email, number = normalise_email(words), phone.parse(words).e164
    if email or number:
        kind = PointKind.EMAIL if email else PointKind.PHONE
        points = ContactPoint.objects.filter(kind=kind, value=email or number)
        return list(points.values_list("customer_id", flat=True)[:MOST_PEOPLE])
    name = folded(words)
    if len(name) < SHORTEST:
        return []
    named = Customer.objects.filter(sort_name__contains=name).order_by("sort_name", "id")
    return list(named.values_list("id", flat=True)[:MOST_PEOPLE])
