"""How communication and ticket events look on the timeline."""

from collections.abc import Iterator
from typing import Any, Final

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from tickets.models import (
    Attachment,
    Delivery,
    DeliveryState,
    Direction,
    EventKind,
    Interaction,
    InteractionKind,
    Mood,
    TicketEvent,
)
from tickets.richtext import text_to_html
from tickets.timeline import Entry
from tickets.web import event_words
from tickets.web.appearance import DELIVERY_LOOK, KIND_LOOK, MOOD_TONE, UNKNOWN
from tickets.web.formats import long_date, moment, span
from tickets.web.rows import Badge, DeliveryRow, FactRow, FileRow, TimelineRow
from tickets.web.timeline_rows import Frame, templates_of

SHOWN_UNDO_SECONDS: Final = 10
SIDE: Final[dict[str, str]] = {
    Direction.INBOUND: "in",
    Direction.OUTBOUND: "out",
    Direction.INTERNAL: "note",
}
FLAG_WORDS: Final[dict[str, Promise]] = {
    "auto_reply": gettext_lazy("automatic reply"),
    "bulk": gettext_lazy("mass mail"),
    "proactive": gettext_lazy("our own start"),
    "reply_from_other_address": gettext_lazy("from another address"),
}
OUTCOME_WORDS: Final[dict[str, Promise]] = {
    "answered": pgettext_lazy("call", "answered"),
    "missed": gettext_lazy("missed"),
    "abandoned": gettext_lazy("gave up waiting"),
    "no_answer": gettext_lazy("nobody answered"),
    "busy": gettext_lazy("busy"),
    "rejected": gettext_lazy("rejected"),
    "forwarded": gettext_lazy("forwarded"),
    "failed": gettext_lazy("did not get through"),
}
_EVENT_ICON: Final[dict[str, str]] = {
    EventKind.RESOLVED: "check",
    EventKind.REOPENED: "reopen",
    EventKind.ASSIGNED: "assign",
    EventKind.UNASSIGNED: "people",
    EventKind.TRANSFERRED: "right",
    EventKind.DELIVERY_FAILED: "alert",
    EventKind.DELIVERY_CANCELLED: "undo",
    EventKind.CUSTOMER_MERGED: "merge",
    EventKind.MERGED: "merge",
    EventKind.FIELD_CHANGED: "tag",
}


def interaction_row(entry: Entry, frame: Frame) -> TimelineRow:
    """An e-mail, call, chat, form, note …"""
    row: Interaction = entry.row
    look = KIND_LOOK.get(row.kind, UNKNOWN)
    delivery = frame.deliveries.get(row.id)
    return TimelineRow(
        key=row.id,
        kind=row.kind,
        templates=templates_of(row.kind),
        side=SIDE[row.direction],
        icon=look.icon,
        icon_tone=look.tone,
        at=moment(row.occurred_at),
        author=_author(row),
        label=_label(row),
        title=row.subject or row.preview,
        subject=_subject(row, frame.subject),
        body=mark_safe(text_to_html(_text(row))),  # noqa: S308  # escaped there
        language=row.language,
        badges=tuple(_badges(row)),
        facts=tuple(_facts(row)),
        files=tuple(_file(item) for item in frame.files.get(row.id, ())),
        delivery=_delivery(delivery, frame, own=row.agent_id == frame.agent.id)
        if delivery
        else None,
        faded=delivery is not None and delivery.state == DeliveryState.CANCELLED,
        late=_late(row),
        summary=_lines_summary(row),
        lines_url=reverse("desk:lines", args=[row.id]) if row.message_count else "",
        original_url=_original_url(row),
    )


def event_row(entry: Entry, frame: Frame) -> TimelineRow:
    """A change of the ticket, in one quiet line."""
    row: TicketEvent = entry.row
    failed = row.kind == EventKind.DELIVERY_FAILED
    return TimelineRow(
        key=row.id,
        kind="ticket_event",
        templates=templates_of("ticket_event", "line"),
        side="line",
        icon=_EVENT_ICON.get(row.kind, "history"),
        icon_tone="bad" if failed else "neutral",
        at=moment(row.occurred_at),
        author=event_words.actor(row, frame.names),
        title=event_words.sentence(row, frame.names),
    )


def _author(row: Interaction) -> str:
    if row.direction == Direction.INBOUND:
        point = row.contact_point.value if row.contact_point else ""
        return row.customer.name or point or str(row.customer)
    if row.agent is not None:
        return row.agent.name or row.agent.email
    return row.channel.name if row.channel else _("Automatic")


def _label(row: Interaction) -> str:
    label = str(InteractionKind(row.kind).label)
    met = row.direction == Direction.INBOUND and row.agent is not None
    if met and row.agent is not None:
        label = _("%(kind)s with %(agent)s") % {"kind": label, "agent": row.agent.name}
    if row.outcome and not (met and row.outcome == "answered"):
        label += f", {OUTCOME_WORDS.get(row.outcome, row.outcome)}"
    return label


def _text(row: Interaction) -> str:
    """What was said; of a chat the first words, because its lines are folded."""
    return row.text or (row.preview if row.message_count else "")


def _subject(row: Interaction, known: str) -> str:
    """The mail's subject where it says more than the ticket's."""
    if row.kind != InteractionKind.EMAIL or row.direction != Direction.INBOUND:
        return ""
    words = row.subject.casefold()
    return "" if known.casefold() in words or not words else row.subject


def _badges(row: Interaction) -> Iterator[Badge]:
    if row.mood and row.mood != Mood.NEUTRAL:
        yield Badge(label=str(Mood(row.mood).label), tone=MOOD_TONE[row.mood])
    for flag in row.flags:
        if flag in FLAG_WORDS:
            yield Badge(label=str(FLAG_WORDS[flag]))
    if row.spam:
        yield Badge(label=_("spam"), tone="warn")


def _facts(row: Interaction) -> Iterator[FactRow]:
    if row.wait_seconds is not None:
        yield FactRow(label=_("Waited"), value=span(row.wait_seconds))
    if row.talk_seconds is not None:
        yield FactRow(label=_("Talked"), value=span(row.talk_seconds))
    form = row.detail.get("form")
    yield from _answers(form.get("answers") if isinstance(form, dict) else None)


def _answers(answers: Any) -> Iterator[FactRow]:
    """What was filled into a form: a list of ``{"label": …, "value": …}``."""
    for item in answers if isinstance(answers, list) else ():
        if isinstance(item, dict) and item.get("value") not in (None, "", []):
            value = item["value"]
            words = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
            yield FactRow(label=str(item.get("label") or item.get("name") or ""), value=words)


def _file(row: Attachment) -> FileRow:
    if row.blocked:
        return FileRow(name=row.filename, size="", blocked=_("blocked, could run something"))
    address = reverse("desk:file", args=[row.id])
    return FileRow(name=row.filename, size=filesizeformat(row.size), url=address)


def _delivery(row: Delivery, frame: Frame, *, own: bool) -> DeliveryRow:
    """How far it is; only its author is offered to take it back."""
    look = DELIVERY_LOOK[row.state]
    label = str(DeliveryState(row.state).label)
    undo_url, seconds = "", 0
    if row.is_held(frame.at) and row.hold_until is not None:
        held = int((row.hold_until - frame.at).total_seconds())
        seconds = min(held, SHOWN_UNDO_SECONDS)
        undo_url = reverse("desk:undo", args=[row.id]) if own else ""
        label = _("Sending in %(span)s") % {"span": span(seconds)}
    elif row.error and row.state in {DeliveryState.FAILED, DeliveryState.QUEUED}:
        label = f"{label}: {row.error}"
    tone = "warn" if undo_url else look.tone
    return DeliveryRow(
        label=label, tone=tone, icon=look.icon, undo_url=undo_url, undo_seconds=seconds
    )


def _late(row: Interaction) -> str:
    if not row.is_late():
        return ""
    day = long_date(timezone.localtime(row.received_at))
    return _("added later, %(day)s") % {"day": day}


def _lines_summary(row: Interaction) -> str:
    if not row.message_count:
        return ""
    return ngettext("%(count)d message", "%(count)d messages", row.message_count) % {
        "count": row.message_count
    }


def _original_url(row: Interaction) -> str:
    is_mail = row.kind == InteractionKind.EMAIL and row.direction == Direction.INBOUND
    return reverse("desk:original", args=[row.id]) if is_mail else ""
