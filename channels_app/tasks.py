"""Doorbell tasks: clock, call, nothing."""

from celery import shared_task
from django.utils import timezone

from channels_app import dispatch, ingest


@shared_task(name="channels_app.process_payload")
def process_payload(payload_id: str) -> None:
    """Understands one kept payload."""
    ingest.process(payload_id, at=timezone.now())


@shared_task(name="channels_app.dispatch")
def dispatch_deliveries() -> None:
    """Sends what is due."""
    dispatch.dispatch_due(timezone.now())
