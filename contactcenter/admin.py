"""Set-up pages of the API's keys, and the way into the set-up pages."""

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from contactcenter.models import ApiKey
from contactcenter.scopes import SCOPES
from tickets.admin import SetUpPage

if TYPE_CHECKING:
    _Form = forms.ModelForm[ApiKey]
else:
    _Form = forms.ModelForm

SCOPE_CHOICES: Final = [(scope, scope) for scope in sorted(SCOPES)]


class ApiKeyForm(_Form):
    """What a key may do and where."""

    scopes = forms.MultipleChoiceField(
        label=_("It may"),
        choices=SCOPE_CHOICES,
        widget=UnfoldAdminCheckboxSelectMultipleWidget(),
    )

    class Meta:
        model = ApiKey
        fields = ("name", "scopes", "channel", "queues", "trust_identifiers", "expires_at")


@admin.register(ApiKey)
class ApiKeyAdmin(SetUpPage):
    """Keys of feeders and readers. The secret is shown when the key is made, and never again."""

    about = _("Keys for programs: exchanges, shops, reports. Give each program one of its own.")
    when_empty = _("Add a key when a program wants to send contacts in or read reports.")
    form = ApiKeyForm
    list_display = ("name", "key_id", "channel", "last_used_at", "expires_at", "revoked_at")
    list_select_related = ("channel",)
    search_fields = ("name", "=key_id")
    filter_horizontal = ("queues",)
    actions = ("revoke",)
    fieldsets = (
        (None, {"fields": ("name", "scopes")}),
        (_("Where"), {"fields": ("channel", "queues", "trust_identifiers")}),
        (_("How long"), {"fields": ("expires_at", "last_used_at", "revoked_at")}),
    )
    readonly_fields = ("last_used_at", "revoked_at")

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> ApiKey:
        """A new key is issued, and its text shown this once."""
        given: ApiKey = super().save_form(request, form, change)
        if change:
            return given
        issued = ApiKey.issue(name=given.name, scopes=given.scopes, channel=given.channel)
        issued.key.trust_identifiers = given.trust_identifiers
        issued.key.expires_at = given.expires_at
        form.instance = issued.key
        text = _("The key, shown this once: %(key)s") % {"key": issued.text}
        messages.warning(request, text)
        return issued.key

    @admin.action(description=_("Revoke at once"))
    def revoke(self, request: HttpRequest, chosen: "QuerySet[ApiKey]") -> None:
        """The key works no longer; it stays in the list."""
        chosen.filter(revoked_at=None).update(revoked_at=timezone.now())


def sign_in(request: HttpRequest) -> HttpResponse:
    """Set-up has no sign-in of its own: the desk's, or a refusal for those who may not enter."""
    if request.user.is_authenticated:
        raise PermissionDenied
    target = request.GET.get("next") or reverse("admin:index")
    return redirect(f"{reverse('account_login')}?{urlencode({'next': target})}")
