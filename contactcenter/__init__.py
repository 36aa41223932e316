"""The wires: settings, addresses, commands, the API's plumbing and the page frame."""

from contactcenter.celery import app as celery_app

__all__ = ["celery_app"]
