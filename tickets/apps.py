"""Operations: customers, tickets, interactions, the agent desk."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TicketsConfig(AppConfig):
    name = "tickets"
    verbose_name = _("Service desk")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Registers the ticks of this app."""
        from tickets import outbox, ticks

        ticks.register("settle_deliveries", 60, outbox.settle_uncertain)
