"""Transport: how channels are reached technically and what came in, raw."""

from channels_app.models.connection import Connection
from channels_app.models.payload import InboundPayload, PayloadState

__all__ = ["Connection", "InboundPayload", "PayloadState"]
