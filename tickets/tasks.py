"""Doorbell tasks: clock, call, nothing."""

from celery import shared_task
from django.utils import timezone

from tickets import ticks


@shared_task(name="tickets.tick")
def tick(name: str) -> None:
    """Runs one periodic tick now."""
    ticks.run(name, at=timezone.now())
