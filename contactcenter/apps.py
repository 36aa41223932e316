"""The wires between the apps: keys of the API, commands, templates and static files."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContactCenterConfig(AppConfig):
    name = "contactcenter"
    verbose_name = _("API access")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Registers checks, Celery's tasks with our broker, and this app's tick."""
        from contactcenter import celery, checks  # noqa: F401  # importing registers them
        from contactcenter.api import idempotency
        from tickets import ticks

        ticks.register("forget_idempotency", 3600, idempotency.forget_old)
