"""Which icon, tone and word a kind, status or state has on the desk: tables, no decisions."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tickets.models import DeliveryState, Mood, Priority, Status, Ticket, Verification
from tickets.web.rows import Badge


@dataclass(frozen=True, slots=True)
class Look:
    """An icon and the tone of its tile."""

    icon: str
    tone: str = "neutral"


UNKNOWN: Final = Look("event")
KIND_LOOK: Final[dict[str, Look]] = {
    "email": Look("mail", "info"),
    "call": Look("phone", "teal"),
    "voicemail": Look("voicemail", "teal"),
    "chat": Look("chat", "good"),
    "form": Look("form", "violet"),
    "sms": Look("sms", "info"),
    "visit": Look("visit", "violet"),
    "letter": Look("letter"),
    "event": Look("event"),
    "note": Look("note"),
}
CHANNEL_LOOK: Final[dict[str, Look]] = {
    "email": KIND_LOOK["email"],
    "phone": KIND_LOOK["call"],
    "chat": KIND_LOOK["chat"],
    "webform": KIND_LOOK["form"],
    "api": Look("api"),
    "sms": KIND_LOOK["sms"],
    "whatsapp": KIND_LOOK["chat"],
    "telegram": KIND_LOOK["chat"],
}
POINT_ICON: Final[dict[str, str]] = {
    "email": "mail",
    "phone": "phone",
    "chat": "chat",
    "external": "tag",
    "whatsapp": "chat",
    "telegram": "chat",
}

STATUS_TONE: Final[dict[str, str]] = {
    Status.NEW: "info",
    Status.OPEN: "warn",
    Status.PENDING: "neutral",
    Status.ON_HOLD: "neutral",
    Status.RESOLVED: "good",
    Status.CLOSED: "neutral",
}
SHORT_STATUS: Final[dict[str, Promise]] = {Status.PENDING: _("Waiting")}
PRIORITY_TONE: Final[dict[str, str]] = {Priority.HIGH: "bad", Priority.URGENT: "bad"}
MOOD_TONE: Final[dict[str, str]] = {
    Mood.HAPPY: "good",
    Mood.PLEASED: "good",
    Mood.NEUTRAL: "neutral",
    Mood.DISAPPOINTED: "warn",
    Mood.ANGRY: "bad",
}
UPSET: Final = frozenset({Mood.DISAPPOINTED, Mood.ANGRY})
DELIVERY_LOOK: Final[dict[str, Look]] = {
    DeliveryState.QUEUED: Look("clock"),
    DeliveryState.SENDING: Look("clock"),
    DeliveryState.SENT: Look("check"),
    DeliveryState.DELIVERED: Look("checks", "good"),
    DeliveryState.READ: Look("checks", "good"),
    DeliveryState.FAILED: Look("alert", "bad"),
    DeliveryState.CANCELLED: Look("undo"),
    DeliveryState.UNCERTAIN: Look("question", "warn"),
}
MARK: Final[dict[str, Look]] = {
    Verification.VERIFIED: Look("verified", "good"),
    Verification.PROBABLE: Look("check"),
    Verification.CLAIMED: Look("question"),
    Verification.INFERRED: Look("question", "warn"),
}


def status_badge(ticket: Ticket, *, short: bool = False) -> Badge:
    """The ticket's status in words; ``short`` for lists."""
    word = SHORT_STATUS.get(ticket.status) if short else None
    label = str(word or Status(ticket.status).label)
    return Badge(label=label, tone=STATUS_TONE[ticket.status])


def priority_badge(ticket: Ticket) -> Badge | None:
    """The priority where it is above normal, else nothing."""
    tone = PRIORITY_TONE.get(ticket.priority)
    if tone is None:
        return None
    return Badge(label=str(Priority(ticket.priority).label), tone=tone)
