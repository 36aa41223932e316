"""Channels, and how each is reached technically."""

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.admin import StackedInline
from unfold.widgets import (
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminPasswordWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
)

from channels_app.kinds.phone import tokens
from channels_app.models import Connection
from tickets.admin import SetUpPage
from tickets.models import Channel

if TYPE_CHECKING:
    _Form = forms.ModelForm[Connection]
else:
    _Form = forms.ModelForm

_SETTINGS: Final = ("host", "port", "tls", "user", "folder", "after_fetch")
_ENCRYPTION: Final = (("", "—"), ("ssl", "TLS"), ("starttls", "STARTTLS"), ("none", _("none")))
_AFTERWARDS: Final = (
    ("", "—"),
    ("leave", _("leave the mail as it is")),
    ("seen", _("mark it as read")),
)


class ConnectionForm(_Form):
    """One technical way in or out. A stored password is never shown, only replaced."""

    host = forms.CharField(
        label=_("Server"), max_length=253, required=False, widget=UnfoldAdminTextInputWidget()
    )
    port = forms.IntegerField(
        label=_("Port"),
        min_value=1,
        max_value=65535,
        required=False,
        widget=UnfoldAdminIntegerFieldWidget(),
        help_text=_("Empty: the usual one."),
    )
    tls = forms.ChoiceField(
        label=_("Encryption"),
        choices=_ENCRYPTION,
        required=False,
        widget=UnfoldAdminSelectWidget(),
    )
    user = forms.CharField(
        label=_("User name"), max_length=254, required=False, widget=UnfoldAdminTextInputWidget()
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=500,
        required=False,
        strip=False,
        widget=UnfoldAdminPasswordWidget(
            render_value=False, attrs={"autocomplete": "new-password"}
        ),
        help_text=_("Empty: the stored one stays. It is never shown."),
    )
    folder = forms.CharField(
        label=_("Mailbox folder"),
        max_length=200,
        required=False,
        widget=UnfoldAdminTextInputWidget(),
        help_text=_("Empty: INBOX."),
    )
    after_fetch = forms.ChoiceField(
        label=_("After a mail was fetched"),
        choices=_AFTERWARDS,
        required=False,
        widget=UnfoldAdminSelectWidget(),
    )

    class Meta:
        model = Connection
        fields = ("kind", "enabled")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in _SETTINGS:
            self.fields[name].initial = self.instance.settings.get(name, "")

    def clean(self) -> dict[str, Any]:
        """A stored password goes to no other server than the one it was given for."""
        given = super().clean() or {}
        before = self.instance.settings.get("host", "")
        moved = bool(before) and given.get("host") != before
        if moved and self.instance.secrets and not given.get("password"):
            self.add_error("password", _("Enter the password again for the new server."))
        return given

    def save(self, commit: bool = True) -> Connection:
        """Writes the fields into the settings, and a new password into the secrets."""
        given = self.cleaned_data
        kept = dict(self.instance.settings)
        for name in _SETTINGS:
            if given.get(name) not in {"", None}:
                kept[name] = given[name]
            else:
                kept.pop(name, None)
        self.instance.settings = kept
        if given.get("password"):
            self.instance.secrets = {**self.instance.secrets, "password": given["password"]}
        return super().save(commit)


class ConnectionInline(StackedInline):  # type: ignore[misc]  # the theme ships no types
    """How the channel is reached technically, and how that goes."""

    model = Connection
    form = ConnectionForm
    extra = 0
    readonly_fields = ("has_password", "has_token", "last_success_at", "last_error")
    fieldsets = (
        (None, {"fields": ("kind", "enabled")}),
        (
            _("Mail server"),
            {"fields": ("host", "port", "tls", "user", "password", "has_password")},
        ),
        (_("Mailbox"), {"fields": ("folder", "after_fetch")}),
        (_("Health"), {"fields": ("last_success_at", "last_error", "has_token")}),
    )

    @admin.display(description=_("password stored"), boolean=True)
    def has_password(self, row: Connection) -> bool:
        """Whether there is one."""
        return bool(row.secrets)

    @admin.display(description=_("telephone address made"), boolean=True)
    def has_token(self, row: Connection) -> bool:
        """Whether an exchange has been given an address."""
        return bool(row.token_hash)


@admin.register(Channel)
class ChannelAdmin(SetUpPage):
    """The ways customers reach us."""

    about = _("The ways customers reach us, each with the queue its contacts go to.")
    when_empty = _("Add a mailbox, a telephone number or a web form.")
    inlines = (ConnectionInline,)
    list_display = ("name", "kind", "address", "queue", "enabled", "works")
    list_filter = ("kind", "enabled", "queue")
    list_select_related = ("queue",)
    search_fields = ("name", "address")
    ordering = ("name", "id")
    actions = ("make_telephone_address",)
    fieldsets = (
        (None, {"fields": ("name", "kind", "address", "queue", "enabled")}),
        (_("Region"), {"fields": ("language", "default_region")}),
        (
            _("For experts"),
            {"fields": ("settings", "capabilities"), "classes": ("collapse",)},
        ),
    )

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Channel]":
        """With the connections, whose health the list shows."""
        return Channel.objects.prefetch_related("connections")

    @admin.display(description=_("works"), boolean=True)
    def works(self, row: Channel) -> bool | None:
        """Unknown until a connection has been used."""
        used = [item for item in row.connections.all() if item.last_success_at or item.last_error]
        return all(item.failing_since is None for item in used) if used else None

    @admin.action(description=_("Make a new address for the telephone system"))
    def make_telephone_address(self, request: HttpRequest, chosen: "QuerySet[Channel]") -> None:
        """Shows each address once; the one before works for another 24 hours."""
        for channel in chosen:
            try:
                token = tokens.issue(channel, at=timezone.now())
            except tokens.NotATelephoneChannel:
                text = _("%(name)s is no telephone channel.") % {"name": channel.name}
                messages.error(request, text)
                continue
            address = f"{settings.PUBLIC_BASE_URL}/api/v1/cti/{token}/"
            text = _("Address of %(name)s, shown this once: %(address)s") % {
                "name": channel.name,
                "address": address,
            }
            messages.success(request, text)
