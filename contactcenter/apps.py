"""The wires between the apps: keys of the API, commands, templates and static files."""

from django.apps import AppConfig


class ContactCenterConfig(AppConfig):
    name = "contactcenter"
    verbose_name = "API access"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Registers the checks of the surroundings, and Celery's tasks with our broker."""
        from contactcenter import celery, checks  # noqa: F401  # importing registers them
