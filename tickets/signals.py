"""The one signal: a nudge that something waits in the outbox. Nothing depends on its arrival."""

from typing import Final

from django.dispatch import Signal

delivery_queued: Final = Signal()
"""Sent after commit with ``delivery_id`` and ``not_before`` (an aware datetime)."""
