"""The look and the menu of the set-up pages; the only module that knows their theme."""

from typing import Any, Final

from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _


def _item(title: Any, icon: str, model: str) -> dict[str, Any]:
    return {"title": title, "icon": icon, "link": reverse_lazy(f"admin:{model}_changelist")}


UNFOLD: Final[dict[str, Any]] = {
    "SITE_TITLE": "Contact Center",
    "SITE_HEADER": "Contact Center",
    "SITE_SUBHEADER": _("Set-up"),
    "SITE_SYMBOL": "support_agent",
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": False,
    "BORDER_RADIUS": "8px",
    "STYLES": [lambda request: static("contactcenter/setup.css")],
    "COLORS": {
        "primary": {
            "50": "239 246 255",
            "100": "219 234 254",
            "200": "190 219 255",
            "300": "142 197 255",
            "400": "80 162 255",
            "500": "43 127 255",
            "600": "21 93 252",
            "700": "20 71 230",
            "800": "25 60 184",
            "900": "28 57 142",
            "950": "22 36 86",
        }
    },
    "SIDEBAR": {
        "show_search": True,
        "navigation": [
            {
                "title": _("Work"),
                "items": [
                    {"title": _("Agent desk"), "icon": "inbox", "link": "/desk/"},
                    {
                        "title": _("Repeat contacts"),
                        "icon": "monitoring",
                        "link": "/reports/repeat-contacts/",
                    },
                ],
            },
            {
                "title": _("People"),
                "items": [
                    _item(_("Agents"), "badge", "tickets_agent"),
                    _item(_("Queues"), "lists", "tickets_queue"),
                ],
            },
            {
                "title": _("Channels"),
                "items": [
                    _item(_("Channels"), "forum", "tickets_channel"),
                    _item(
                        _("Received payloads"), "mark_email_unread", "channels_app_inboundpayload"
                    ),
                    _item(_("Web forms"), "edit_note", "channels_app_formdefinition"),
                    _item(_("API keys"), "key", "contactcenter_apikey"),
                ],
            },
            {
                "title": _("What happened"),
                "items": [
                    _item(_("Calls"), "call", "channels_app_call"),
                    _item(_("Deliveries"), "outbox", "tickets_delivery"),
                    _item(_("Ticket events"), "history", "tickets_ticketevent"),
                ],
            },
            {
                "title": _("Words"),
                "items": [
                    _item(_("Contact reasons"), "label", "tickets_contactreason"),
                    _item(_("Dispositions"), "task_alt", "tickets_disposition"),
                    _item(_("Surveys"), "sentiment_satisfied", "feedback_surveydefinition"),
                ],
            },
        ],
    },
}
