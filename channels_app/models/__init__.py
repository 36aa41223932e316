"""Transport: how channels are reached technically and what came in, raw."""

from channels_app.models.call import Call, CallEvent
from channels_app.models.connection import Connection
from channels_app.models.form import FormDefinition, FormSubmission
from channels_app.models.payload import InboundPayload, PayloadState

__all__ = [
    "Call",
    "CallEvent",
    "Connection",
    "FormDefinition",
    "FormSubmission",
    "InboundPayload",
    "PayloadState",
]
