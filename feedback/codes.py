"""Words of journeys as they are stored and printed: classes of entries, causes, scopes, windows."""

from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class EntryClass(StrEnum):
    """What one timeline entry is to the count of contacts."""

    CONTACT = "contact"
    FOLDED = "folded"
    SOLICITED_TURN = "solicited_turn"
    INTERNAL_NOTE = "internal_note"
    EVENT = "event"
    OUTBOUND = "outbound"
    OUTBOUND_AUTO = "outbound_auto"
    OUTBOUND_PROACTIVE = "outbound_proactive"
    DUPLICATE = "duplicate"
    SPAM = "spam"
    STAFF_OR_TEST = "staff_or_test"
    AUTO_REPLY = "auto_reply"
    FEEDBACK_REPLY = "feedback_reply"
    ACK = "ack"
    SHORT_ABANDON = "short_abandon"
    EMPTY_CHAT = "empty_chat"


class Cause(StrEnum):
    """Why a contact repeats an earlier one."""

    RESOLUTION = "resolution"
    CHASE = "chase"
    ACCESS = "access"


class Scope(StrEnum):
    """Which contacts may be about one issue."""

    SAME_REASON = "same_reason"
    ANY_REASON = "any_reason"


class Origin(StrEnum):
    """Who began: the customer on own initiative, or we with a notice they answered."""

    CUSTOMER = "customer"
    PROACTIVE = "proactive"


class OverrideKind(StrEnum):
    """What an agent decided by hand."""

    FOLD = "fold"
    SAME_ISSUE = "same_issue"
    DIFFERENT_ISSUE = "different_issue"


class SwitchKind(StrEnum):
    """Whose idea a change of channel was."""

    OWN = "own"
    DIRECTED = "directed"
    OFFERED = "offered"


WINDOWS: Final = MappingProxyType(
    {
        "24h": timedelta(hours=24),
        "3d": timedelta(days=3),
        "7d": timedelta(days=7),
        "14d": timedelta(days=14),
        "30d": timedelta(days=30),
    }
)
"""Every window that is computed, by the name it is asked for; elapsed time, ends included."""

HEADLINE_WINDOW: Final = "7d"
HEADLINE_SCOPE: Final = Scope.SAME_REASON
