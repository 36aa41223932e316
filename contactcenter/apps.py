"""The wires between the apps: keys of the API, commands, templates and static files."""

from django.apps import AppConfig


class ContactCenterConfig(AppConfig):
    name = "contactcenter"
    verbose_name = "API access"
    default_auto_field = "django.db.models.BigAutoField"
