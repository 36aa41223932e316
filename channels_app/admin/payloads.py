"""Everything that came in, as it came: to look at, to let in after all, or to set aside."""

import json
from typing import Any, Final

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from channels_app import ingest
from channels_app.models import InboundPayload
from tickets.admin import ReadOnlyPage

_SHOWN: Final = 20_000


@admin.register(InboundPayload)
class InboundPayloadAdmin(ReadOnlyPage):
    """Raw copies with their state. What they hold is shown as text, never as a page."""

    about = _(
        "Everything that came in, newest first. Look through what is quarantined or failed: let "
        "it in, or mark it as spam."
    )
    list_display = ("received_at", "channel", "kind", "state", "reason", "error")
    list_filter = ("state", "kind", "channel")
    list_select_related = ("channel",)
    search_fields = ("=dedupe_key", "=interaction_id")
    search_help_text = _("Deduplication key or id of an entry")
    actions = ("let_in", "mark_spam")
    fields = (
        *("received_at", "channel", "kind", "state", "reason", "error", "attempts"),
        *(
            "interaction_id",
            "dedupe_key",
            "sha256",
            "headers_shown",
            "envelope_shown",
            "body_shown",
        ),
    )
    readonly_fields = fields

    @admin.action(description=_("Let in (process again)"))
    def let_in(self, request: HttpRequest, chosen: "QuerySet[InboundPayload]") -> None:
        """A person's word counts: quarantined, set-aside and failed ones are processed now."""
        done = 0
        for row in chosen:
            try:
                done += ingest.release(row.id, at=timezone.now()).state == "processed"
            except ingest.NotReleasable:
                messages.warning(request, _("%s was received already.") % row.received_at)
        text = ngettext("%d contact was let in.", "%d contacts were let in.", done)
        messages.success(request, text % done)

    @admin.action(description=_("Mark as spam"))
    def mark_spam(self, request: HttpRequest, chosen: "QuerySet[InboundPayload]") -> None:
        """Sets them aside for good; nothing is deleted."""
        for row in chosen:
            try:
                ingest.mark_spam(row.id, at=timezone.now())
            except ingest.NotReleasable:
                messages.warning(request, _("%s was received already.") % row.received_at)

    @admin.display(description=_("headers"))
    def headers_shown(self, row: InboundPayload) -> SafeString:
        """The headers as they came."""
        return _as_text(row.headers)

    @admin.display(description=_("understood"))
    def envelope_shown(self, row: InboundPayload) -> SafeString:
        """What was known beside the body."""
        return _as_text(row.envelope)

    @admin.display(description=_("body"))
    def body_shown(self, row: InboundPayload) -> SafeString:
        """The first part of the body."""
        return _pre(bytes(row.body)[:_SHOWN].decode("utf-8", "replace"))


def _as_text(value: Any) -> SafeString:
    return _pre(json.dumps(value, indent=1, ensure_ascii=False)[:_SHOWN])


def _pre(text: str) -> SafeString:
    return format_html('<pre class="setup-raw">{}</pre>', text)
