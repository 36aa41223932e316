"""Lines inside an entry, as in a chat session."""

from datetime import datetime

from django.db import transaction

from tickets import doorbell
from tickets.cleaning import clean_line, clean_text, preview_of
from tickets.contracts import InboundLine
from tickets.errors import Conflict, Refusal
from tickets.models import Interaction, Message, MessageRole


class Closed(Conflict):
    """The conversation has ended."""

    code = "closed"


class EntryNotFound(Refusal):
    """There is no such entry."""

    code = "not_found"


def append(interaction_id: str, line: InboundLine, *, at: datetime) -> tuple[Message, bool]:
    """Adds a line behind the last one; the same ``client_id`` again gives the stored line.

    Returns the line and whether it is new. Raises :class:`Closed` if the entry has an end.
    """
    with transaction.atomic():
        entry = _locked(interaction_id)
        known = _known(entry, line.client_id)
        if known is not None:
            return known, False
        if entry.ended_at is not None and entry.ended_at <= at:
            raise Closed(interaction_id)
        entry.message_count += 1
        entry.customer_message_count += line.role == MessageRole.CUSTOMER
        message = Message.objects.create(
            interaction=entry,
            seq=entry.message_count,
            client_id=line.client_id,
            role=MessageRole(line.role),
            author_name=clean_line(line.author_name, 200),
            text=clean_text(line.text),
            sent_at=line.sent_at,
        )
        if not entry.preview:
            entry.preview = preview_of(line.text)
        entry.save(update_fields=["message_count", "customer_message_count", "preview"])
    doorbell.hint(f"customer:{entry.customer_id}", "timeline.changed", interaction=entry.id)
    return message, True


def _locked(interaction_id: str) -> Interaction:
    row = Interaction.objects.select_for_update(of=("self",)).filter(id=interaction_id).first()
    if row is None:
        raise EntryNotFound(interaction_id)
    return row


def _known(entry: Interaction, client_id: str) -> Message | None:
    return entry.messages.filter(client_id=client_id).first() if client_id else None
