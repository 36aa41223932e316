"""Operations: customers, tickets, interactions, the agent desk."""

from django.apps import AppConfig


class TicketsConfig(AppConfig):
    name = "tickets"
    verbose_name = "Service desk"
    default_auto_field = "django.db.models.BigAutoField"
