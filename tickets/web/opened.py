"""The ticket an agent opens: looked up with everything that decides what may be seen and done."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, JSONObject
from django.http import Http404

from tickets import timeline
from tickets.models import (
    Agent,
    Channel,
    ChannelKind,
    Customer,
    Draft,
    Interaction,
    QueueMember,
    Ticket,
)
from tickets.models.ids import encode, is_public_id

_WORKS: Final = frozenset({QueueMember.Access.WORK, QueueMember.Access.LEAD})
RECENT: Final = timedelta(days=30)
MOST_CONTACTS: Final = 999


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A visible ticket, the agent's queues, the customer's cluster and the agent's drafts here.

    ``works`` says whether the agent may change and answer it, ``mailbox`` whether there is an
    address of ours to answer from; ``contacts`` are the channel kinds of the customer's contacts
    of the last 30 days, at most 999.
    """

    ticket: Ticket
    queue_ids: frozenset[str]
    cluster: tuple[str, ...]
    drafts: Mapping[str, str]
    contacts: tuple[str, ...]
    works: bool
    mailbox: bool


def open_ticket(agent: Agent, number: int, *, at: datetime) -> Opened:
    """One query; raises ``Http404`` for a ticket in a queue the agent is not a member of."""
    rows: QuerySet[Any] = Ticket.objects.visible_to(agent).filter(number=number)
    found = (
        rows.select_related("queue", "customer", "assignee", "reason", "disposition")
        .annotate(
            desk_memberships=ArraySubquery(_memberships(agent)),
            desk_cluster=ArraySubquery(_cluster(OuterRef).values("id")),
            desk_drafts=ArraySubquery(_drafts(agent)),
            desk_contacts=ArraySubquery(_contacts(at)),
            desk_mailbox=Exists(_mailboxes()),
        )
        .first()
    )
    if found is None:
        raise Http404
    access = {_queue_id(item["queue"]): item["access"] for item in found.desk_memberships}
    return Opened(
        ticket=found,
        queue_ids=frozenset(access),
        cluster=tuple(found.desk_cluster) or (found.customer_id,),
        drafts={item["kind"]: item["text"] for item in found.desk_drafts},
        contacts=tuple(found.desk_contacts),
        works=access.get(found.queue_id) in _WORKS,
        mailbox=found.desk_mailbox,
    )


def visible_entry(agent: Agent, entry_id: str) -> Interaction:
    """An entry of a ticket the agent may see; raises ``Http404``."""
    if not is_public_id("int", entry_id):
        raise Http404
    rows = Interaction.objects.filter(id=entry_id, ticket__queue__memberships__agent=agent)
    found = rows.select_related("ticket", "channel").first()
    if found is None:
        raise Http404
    return found


def _queue_id(value: str) -> str:
    return encode("que", uuid.UUID(value))


def _memberships(agent: Agent) -> "QuerySet[Any, Any]":
    rows = QueueMember.objects.filter(agent=agent)
    return rows.values(membership=JSONObject(queue="queue_id", access="access"))


def _cluster(outer: Callable[[str], OuterRef]) -> QuerySet[Customer]:
    """The customer's merge cluster; ``outer`` refers to the ticket."""
    head = Coalesce(outer("customer__merged_into"), outer("customer"))
    return Customer.objects.filter(Q(id=head) | Q(merged_into=head)).order_by("id")


def _contacts(at: datetime) -> "QuerySet[Any, Any]":
    cluster = _cluster(lambda name: OuterRef(OuterRef(name))).order_by().values("id")
    rows = timeline.contacts_since(cluster, at - RECENT)
    return rows.values("channel_kind")[:MOST_CONTACTS]


def _drafts(agent: Agent) -> "QuerySet[Any, Any]":
    rows = Draft.objects.filter(agent=agent, ticket=OuterRef("pk"))
    return rows.values(draft=JSONObject(kind="kind", text="text"))


def _mailboxes() -> QuerySet[Channel]:
    return Channel.objects.enabled().of_kind(ChannelKind.EMAIL).exclude(address="")
