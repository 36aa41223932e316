"""Transport of every channel, in and out."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChannelsConfig(AppConfig):
    name = "channels_app"
    verbose_name = _("Channels")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Registers the ticks of this app and listens for the outbox's nudge."""
        from channels_app import dispatch, ingest, kept_bodies
        from channels_app.kinds.email import imap
        from channels_app.kinds.phone import recording
        from tickets import intake_fallback, ticks
        from tickets.signals import delivery_queued

        ticks.register("fetch_mail", 60, imap.fetch_all)
        ticks.register("process_payloads", 15, ingest.process_due)
        ticks.register("dispatch_deliveries", 5, dispatch.dispatch_due)
        ticks.register("close_lost_calls", 300, recording.close_lost)
        ticks.register("record_nameless_calls", 30, recording.record_nameless)
        intake_fallback.register(kept_bodies.keep)
        delivery_queued.connect(_ring, dispatch_uid="channels_app.ring")


def _ring(**_: Any) -> None:
    """Rings at once; what is still held is found by the tick when its time has come."""
    from tickets import doorbell

    doorbell.ring("channels_app.dispatch")
