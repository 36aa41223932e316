"""Learning: surveys and journeys. Each concept has its own import block."""

from feedback.models.journeys import (
    Aftermath,
    ChainLink,
    ChannelSwitch,
    Contact,
    ContactEntry,
    ContactOverride,
    DirtyCluster,
    JourneyProgress,
)
from feedback.models.surveys import (
    DecisionMark,
    Invitation,
    InvitationEvent,
    InvitationState,
    Response,
    SurveyDefinition,
    SurveyToken,
)

__all__ = [
    "Aftermath",
    "ChainLink",
    "ChannelSwitch",
    "Contact",
    "ContactEntry",
    "ContactOverride",
    "DecisionMark",
    "DirtyCluster",
    "Invitation",
    "InvitationEvent",
    "InvitationState",
    "JourneyProgress",
    "Response",
    "SurveyDefinition",
    "SurveyToken",
]
