"""Calls as the exchange told them, for whoever sets telephony up."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from channels_app.models import Call
from tickets.admin import ReadOnlyPage


@admin.register(Call)
class CallAdmin(ReadOnlyPage):
    """What the events of each call add up to."""

    about = _("Calls, newest first. The requests they were made from are among what came in.")
    when_empty = _("Make an address for a telephone channel and enter it in your telephone system.")
    list_display = (
        *("started_at", "channel", "direction", "state", "outcome", "agent", "wait_seconds"),
        "talk_seconds",
    )
    list_filter = ("state", "outcome", "direction", "channel")
    list_select_related = ("channel", "agent")
    search_fields = ("=root", "=from_number", "=to_number")
    search_help_text = _("Call id or number, exactly as the exchange wrote it")
