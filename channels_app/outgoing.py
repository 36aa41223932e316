"""A claimed delivery as the frozen value a driver sends."""

from tickets import attachments
from tickets.contracts import OutboundMessage
from tickets.models import Delivery, DeliveryState, Interaction

REFERENCES = 20


def message_of(delivery: Delivery) -> OutboundMessage:
    """Everything the driver needs, read from the entry or from the row's own content."""
    entry = delivery.interaction
    content = delivery.content
    ids = conversation(delivery)
    return OutboundMessage(
        delivery_id=delivery.id,
        attempt=delivery.attempt,
        channel_id=delivery.channel_id,
        channel_kind=delivery.channel.kind,
        purpose=delivery.purpose,
        at_most_once=delivery.at_most_once,
        to_kind=delivery.to_kind,
        to_value=delivery.to_value,
        to_name=delivery.customer.name if delivery.customer else "",
        ticket_number=delivery.ticket.number if delivery.ticket else None,
        subject=entry.subject if entry else content.get("subject", ""),
        text=entry.text if entry else content.get("text", ""),
        html=entry.html if entry else content.get("html", ""),
        cc=tuple(entry.detail.get("cc", ())) if entry else (),
        in_reply_to=ids[-1] if ids else "",
        reference_ids=tuple(ids[-REFERENCES:]),
        headers=content.get("headers", {}),
        attachments=attachments.outbound(entry) if entry and entry.attachment_count else (),
        thread_key=entry.thread_key if entry else "",
    )


def conversation(delivery: Delivery) -> list[str]:
    """Message-IDs of the ticket's mails so far, oldest first: theirs and ours that were sent."""
    if delivery.ticket is None or delivery.to_kind != "email":
        return []
    theirs = (
        Interaction.objects.of_ticket(delivery.ticket.id)
        .filter(kind="email", direction="inbound", occurred_at__lte=delivery.created_at)
        .exclude(external_id="")
        .order_by("-occurred_at", "-id")
        .values_list("occurred_at", "external_id")[:REFERENCES]
    )
    ours = (
        Delivery.objects.filter(ticket=delivery.ticket, to_kind="email")
        .filter(state__in=[DeliveryState.SENT, DeliveryState.DELIVERED, DeliveryState.READ])
        .exclude(external_id="")
        .exclude(id=delivery.id)
        .order_by("-created_at", "-id")
        .values_list("created_at", "external_id")[:REFERENCES]
    )
    rows = sorted([*theirs, *ours])
    return [
        external_id for _, external_id in rows if not external_id.startswith(("raw:", "sha256:"))
    ]
