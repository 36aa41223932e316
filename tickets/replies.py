"""What agents write: a reply leaves, a note stays."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction

from tickets import attachments, lifecycle, outbox
from tickets.audit import record
from tickets.cleaning import clean_text, preview_of
from tickets.contracts import Actor, InboundAttachment
from tickets.customers.points import STRENGTH
from tickets.errors import Conflict, Invalid
from tickets.models import (
    Channel,
    ChannelKind,
    ContactPoint,
    Customer,
    Delivery,
    Direction,
    EventKind,
    Interaction,
    InteractionKind,
    PointKind,
    Purpose,
    Status,
    Ticket,
    TicketEvent,
)
from tickets.models.ids import decode, encode

_CHANGES: Final = frozenset(
    {
        EventKind.STATUS_CHANGED,
        EventKind.RESOLVED,
        EventKind.REOPENED,
        EventKind.CLOSED,
        EventKind.ASSIGNED,
        EventKind.UNASSIGNED,
        EventKind.TRANSFERRED,
    }
)


class EmptyText(Invalid):
    """There is nothing to send."""

    code = "required"


class Stale(Conflict):
    """Something happened that the author has not seen; ``missing`` holds the entry ids."""

    code = "stale"


class NoReachableContactPoint(Conflict):
    """The customer has no usable address for this way of writing."""

    code = "no_reachable_contact_point"


class NoChannel(Conflict):
    """No enabled channel of ours can send this."""

    code = "channel_disabled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What was stored: the entry and, for a reply, the delivery that will carry it."""

    interaction: Interaction
    delivery: Delivery | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyText:
    """What the author wrote. ``upload_ids`` name files uploaded before."""

    text: str
    html: str = ""
    cc: tuple[str, ...] = ()
    upload_ids: tuple[str, ...] = ()


def reply(
    ticket_id: str,
    content: ReplyText,
    *,
    at: datetime,
    by: Actor,
    to: str | None = None,
    seen: str | None = None,
    force: bool = False,
    set_status: Status | None = None,
    send_at: datetime | None = None,
) -> Written:
    """Writes an answer that leaves by e-mail after the undo time, or at ``send_at``.

    ``to`` is a contact point's id; by default the address the customer used last. ``seen`` is
    the id of the newest entry the author saw; what came after it raises :class:`Stale` unless
    ``force``. ``set_status`` moves the ticket in the same transaction. Raises
    :class:`EmptyText`, :class:`NoReachableContactPoint`, :class:`NoChannel` and what
    :mod:`tickets.lifecycle` raises.
    """
    if not content.text.strip():
        raise EmptyText("Nothing to send.", field="text")
    with transaction.atomic():
        ticket = lifecycle.locked(ticket_id)
        _refuse_stale(ticket, seen, by=by, force=force)
        point = address_for(ticket, to)
        channel = sending_channel(ticket)
        entry = _entry(ticket, content, at=at, by=by, kind=InteractionKind.EMAIL)
        _address(entry, channel, point, content.cc)
        entry.save(force_insert=True)
        attachments.keep_for(entry, _uploads(content), at=at)
        hold_until = send_at or at + timedelta(seconds=settings.OUTBOX_UNDO_SECONDS)
        delivery = outbox.queue(_delivery(entry, ticket, hold_until), at=at)
        _answered(ticket, entry, at=at, by=by, set_status=set_status)
    return Written(interaction=entry, delivery=delivery)


def note(
    ticket_id: str, content: ReplyText, *, at: datetime, by: Actor, mentions: tuple[str, ...] = ()
) -> Written:
    """Writes an internal note; it has no delivery and can never leave.

    Raises :class:`EmptyText`.
    """
    if not content.text.strip():
        raise EmptyText("The note is empty.", field="text")
    with transaction.atomic():
        ticket = lifecycle.locked(ticket_id)
        entry = _entry(ticket, content, at=at, by=by, kind=InteractionKind.NOTE)
        entry.direction = Direction.INTERNAL
        entry.detail = {"mentions": list(mentions)} if mentions else {}
        entry.save(force_insert=True)
        attachments.keep_for(entry, _uploads(content), at=at)
        lifecycle.announce(ticket)
    return Written(interaction=entry)


def newest_seen(ticket: Ticket) -> str:
    """The id of the newest entry or change on the ticket; what a page sends back as ``seen``."""
    entry = Interaction.objects.of_ticket(ticket.id).order_by("-id").values_list("id").first()
    change = TicketEvent.objects.filter(ticket=ticket).order_by("-id").values_list("id").first()
    ids = [row[0] for row in (entry, change) if row is not None]
    return max(ids, key=lambda text: text.partition("_")[2], default="")


def missing_since(ticket: Ticket, seen: str, *, by: Actor) -> list[str]:
    """Public entries and status or assignee changes by others, newer than ``seen``.

    Ids carry their creation time, so that entries and changes compare with each other. Raises
    :class:`Invalid` for something that is not an entry's id.
    """
    prefix = seen.partition("_")[0]
    if prefix not in {"int", "tev"}:
        raise Invalid("Not the id of an entry.", field="seen")
    try:
        moment = decode(prefix, seen)
    except ValueError as error:
        raise Invalid("Not the id of an entry.", field="seen") from error
    entries = (
        Interaction.objects.of_ticket(ticket.id)
        .public()
        .filter(id__gt=encode("int", moment))
        .exclude(agent=by.agent_id or None, direction=Direction.OUTBOUND)
        .order_by("id")
        .values_list("id", flat=True)
    )
    changes = (
        TicketEvent.objects.filter(ticket=ticket, kind__in=_CHANGES, id__gt=encode("tev", moment))
        .exclude(actor_kind=by.kind, actor_id=by.id)
        .order_by("id")
        .values_list("id", flat=True)
    )
    return [*entries[:50], *changes[:50]]


def address_for(ticket: Ticket, to: str | None) -> ContactPoint:
    """Where an e-mail to the ticket's customer goes; raises :class:`NoReachableContactPoint`."""
    points = ContactPoint.objects.filter(
        customer__in=Customer.objects.cluster_of(ticket.customer.head_id), kind=PointKind.EMAIL
    ).reachable()
    if to is not None:
        chosen = points.filter(id=to).first()
    else:
        used = (
            Interaction.objects.of_ticket(ticket.id)
            .inbound()
            .filter(contact_point__in=points)
            .order_by("-occurred_at", "-id")
            .select_related("contact_point")
            .first()
        )
        chosen = used.contact_point if used else _best(points.order_by("-last_seen_at", "id"))
    if chosen is None:
        raise NoReachableContactPoint("No e-mail address to write to.", ticket=ticket.number)
    return chosen


def sending_channel(ticket: Ticket) -> Channel:
    """The mailbox an answer leaves from: the ticket's, its queue's, else any.

    Raises :class:`NoChannel`.
    """
    mailboxes = Channel.objects.enabled().of_kind(ChannelKind.EMAIL).exclude(address="")
    rows = sorted(
        mailboxes.select_related("queue"),
        key=lambda row: (row.id != ticket.channel_id, row.queue_id != ticket.queue_id, row.id),
    )
    if not rows:
        raise NoChannel("No mailbox to send from.", ticket=ticket.number)
    return rows[0]


def _best(points: Iterable[ContactPoint]) -> ContactPoint | None:
    return max(points, key=lambda row: STRENGTH[row.verification], default=None)


def _refuse_stale(ticket: Ticket, seen: str | None, *, by: Actor, force: bool) -> None:
    if not seen or force:
        return
    missing = missing_since(ticket, seen, by=by)
    if missing:
        raise Stale("There is something new on the ticket.", missing=missing)


def _uploads(content: ReplyText) -> tuple[InboundAttachment, ...]:
    return tuple(InboundAttachment(upload_id=item) for item in content.upload_ids)


def _entry(
    ticket: Ticket, content: ReplyText, *, at: datetime, by: Actor, kind: InteractionKind
) -> Interaction:
    text = clean_text(content.text).strip()
    return Interaction(
        kind=kind,
        direction=Direction.OUTBOUND,
        customer_id=ticket.customer_id,
        ticket=ticket,
        agent_id=by.agent_id,
        queue_id=ticket.queue_id,
        occurred_at=at,
        received_at=at,
        subject=reply_subject(ticket),
        text=text,
        full_text="",
        html=clean_text(content.html),
        preview=preview_of(text),
        language=ticket.language,
        attachment_count=len(content.upload_ids),
    )


def _address(
    entry: Interaction, channel: Channel, point: ContactPoint, cc: tuple[str, ...]
) -> None:
    entry.channel, entry.channel_kind, entry.contact_point = channel, channel.kind, point
    entry.participants = [
        {"role": "to", "name": str(entry.customer), "address": point.value},
        *({"role": "cc", "name": "", "address": address} for address in cc),
    ]
    entry.detail = {"cc": list(cc)}


def _delivery(entry: Interaction, ticket: Ticket, hold_until: datetime) -> Delivery:
    assert entry.channel is not None
    assert entry.contact_point is not None
    return Delivery(
        interaction=entry,
        ticket=ticket,
        customer=ticket.customer,
        channel=entry.channel,
        contact_point=entry.contact_point,
        to_kind=entry.contact_point.kind,
        to_value=entry.contact_point.value,
        purpose=Purpose.REPLY,
        hold_until=hold_until,
    )


def reply_subject(ticket: Ticket) -> str:
    """The subject of an answer: the customer's, marked as an answer, with the number to quote."""
    subject = ticket.subject or ""
    mark = f"[#{ticket.number}]"
    head = subject if subject.lower().startswith("re:") else f"Re: {subject}".strip()
    return head if mark in head else f"{head[:480]} {mark}"


def _answered(
    ticket: Ticket, entry: Interaction, *, at: datetime, by: Actor, set_status: Status | None
) -> None:
    """The customer has an answer: the clock stops, and the ticket moves as the author said."""
    if ticket.first_replied_at is None:
        ticket.first_replied_at = at
    ticket.last_entry_at = max(at, ticket.last_entry_at)
    ticket.last_direction, ticket.last_channel_kind = Direction.OUTBOUND, entry.channel_kind
    ticket.preview = entry.preview
    lifecycle.stop_clock(ticket)
    ticket.version += 1
    ticket.save()
    if set_status == Status.RESOLVED:
        if ticket.is_unresolved:
            lifecycle.resolve(ticket.id, at=at, by=by)
    elif set_status is not None:
        lifecycle.change_status(ticket.id, set_status, at=at, by=by, data={"asked": True})
    elif ticket.status == Status.NEW:
        lifecycle.change_status(ticket.id, Status.OPEN, at=at, by=by)
    lifecycle.announce(ticket)


def correct(interaction: Interaction, changes: dict[str, str], *, at: datetime, by: Actor) -> None:
    """Writes to the audit trail that facts of an entry were corrected, with codes only."""
    if interaction.ticket is not None:
        record(
            EventKind.INTERACTION_CHANGED,
            interaction.ticket,
            at=at,
            by=by,
            interaction=interaction,
            data=changes,
        )
