"""Set-up pages of surveys. An edit makes a new version; what was asked keeps its own."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from feedback.models import SurveyDefinition
from feedback.surveys import definitions, wording

if TYPE_CHECKING:
    _Form = forms.ModelForm[SurveyDefinition]
else:
    _Form = forms.ModelForm


class SurveyForm(_Form):
    """Refuses texts that could not be filled in and a key that is taken."""

    def clean_wording(self) -> Any:
        """The own texts; an empty field means the shipped ones."""
        own = self.cleaned_data["wording"] or {}
        try:
            wording.check(own)
        except wording.BadWording as refusal:
            raise ValidationError(str(refusal), code=refusal.code) from refusal
        return own

    def clean_key(self) -> str:
        """The key of a new survey; an existing one keeps its own."""
        key: str = self.cleaned_data["key"]
        taken = SurveyDefinition.objects.current().filter(key=key).exclude(pk=self.instance.pk)
        if taken.exists():
            raise ValidationError(_("Another survey has this key."), code="unique")
        return key


@admin.register(SurveyDefinition)
class SurveyDefinitionAdmin(ModelAdmin):  # type: ignore[misc]
    """The present version of each survey."""

    form = SurveyForm
    list_display = ("name", "key", "version", "instrument", "queue", "active", "position")
    list_filter = ("active", "instrument")
    search_fields = ("name", "key")
    ordering = SurveyDefinition.ORDER
    fieldsets = (
        (None, {"fields": ("name", "key", "active", "position", "queue")}),
        (_("Question"), {"fields": ("instrument", "wording")}),
        (
            _("Who is asked"),
            {"fields": ("policy", "quarantine_days", "sampling_rate", "active_from", "active_to")},
        ),
        (
            _("When"),
            {
                "fields": (
                    "delay_written",
                    "delay_phone",
                    "delay_chat",
                    "delay_social",
                    "window_opens",
                    "window_closes",
                    "weekends",
                    "expiry_days",
                )
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> "QuerySet[SurveyDefinition]":
        """Superseded versions are history, not set-up."""
        return SurveyDefinition.objects.current()

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """The key holds the versions together."""
        return ("key",) if obj is not None else ()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Switch a survey off instead: answers belong to it."""
        return False

    def save_model(
        self, request: HttpRequest, obj: SurveyDefinition, form: Any, change: bool
    ) -> None:
        """Stores the first or the next version; ``obj`` becomes it."""
        at = timezone.now()
        if change:
            changes = {name: form.cleaned_data[name] for name in form.changed_data}
            stored = definitions.revise(obj.id, changes, at=at)
        else:
            stored = definitions.create(at=at, **form.cleaned_data)
        obj.__dict__.update(stored.__dict__)
