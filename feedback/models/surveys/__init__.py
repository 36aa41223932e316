"""Asking and answering, a file a concept."""

from feedback.models.surveys.answer import Response
from feedback.models.surveys.codes import (
    Cancellation,
    ContactWish,
    Driver,
    InstrumentKey,
    InvitationState,
    Policy,
    Solved,
    Suppression,
    TokenKind,
)
from feedback.models.surveys.definition import SurveyDefinition
from feedback.models.surveys.invitation import (
    ASKED,
    PENDING,
    DecisionMark,
    Invitation,
    InvitationEvent,
    SurveyToken,
)

__all__ = [
    "ASKED",
    "PENDING",
    "Cancellation",
    "ContactWish",
    "DecisionMark",
    "Driver",
    "InstrumentKey",
    "Invitation",
    "InvitationEvent",
    "InvitationState",
    "Policy",
    "Response",
    "Solved",
    "Suppression",
    "SurveyDefinition",
    "SurveyToken",
    "TokenKind",
]
