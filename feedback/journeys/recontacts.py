"""What followed a resolution: the customer's next contact, whatever the window."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from feedback.codes import Scope
from feedback.journeys.lives import Resolution, Tickets
from feedback.journeys.rows import Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Aftermath:
    """A resolution and the first contact at or after it, by scope; ``None`` if there was none."""

    resolution: Resolution
    next_contact: dict[Scope, Turn | None]

    def is_mature(self, window: timedelta, now: datetime) -> bool:
        """Whether the whole window has passed; before that it is too early to tell."""
        return self.resolution.at + window <= now

    def is_followed(self, scope: Scope, window: timedelta) -> bool:
        """Whether a contact came within the window, its end included."""
        contact = self.next_contact[scope]
        return contact is not None and contact.at - self.resolution.at <= window


class _Sorted:
    """Contacts in time order, searchable by time."""

    def __init__(self) -> None:
        self.contacts: list[Turn] = []
        self.times: list[datetime] = []

    def add(self, contact: Turn) -> None:
        self.contacts.append(contact)
        self.times.append(contact.at)

    def first_from(self, at: datetime, own: str | None) -> Turn | None:
        position = bisect_left(self.times, at)
        for contact in self.contacts[position : position + 2]:
            if contact.id != own:
                return contact
        return None


_NONE: Final = _Sorted()


def aftermath(contacts: Iterable[Turn], tickets: Tickets) -> Iterator[Aftermath]:
    """Every resolution of the customer's surviving tickets with the next contact in each scope.

    Same reason compares with the ticket's reason; a contact on the ticket itself counts whatever
    its reason, except the one the ticket began with.
    """
    everything = _Sorted()
    by_reason: defaultdict[str, _Sorted] = defaultdict(_Sorted)
    by_ticket: defaultdict[str, _Sorted] = defaultdict(_Sorted)
    for contact in sorted(contacts, key=lambda contact: contact.order):
        everything.add(contact)
        if contact.reason is not None:
            by_reason[contact.reason].add(contact)
        if contact.ticket is not None:
            by_ticket[tickets.final(contact.ticket)].add(contact)
    for resolution in tickets.resolutions():
        on_ticket = by_ticket.get(resolution.ticket, _NONE)
        own = on_ticket.contacts[0].id if on_ticket.contacts else None
        alike = by_reason.get(resolution.reason or "", _NONE)
        found = (source.first_from(resolution.at, own) for source in (alike, on_ticket))
        same = min(
            (contact for contact in found if contact is not None),
            key=lambda contact: contact.order,
            default=None,
        )
        yield Aftermath(
            resolution=resolution,
            next_contact={
                Scope.SAME_REASON: same,
                Scope.ANY_REASON: everything.first_from(resolution.at, own),
            },
        )
