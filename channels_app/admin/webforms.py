"""Web forms: texts in every language, and the questions."""

import json
from typing import TYPE_CHECKING, Any, ClassVar, Final

from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from channels_app.kinds.webform.fields import NotAForm, read_fields
from channels_app.models import FormDefinition
from tickets.admin import SetUpPage
from tickets.models import Channel

if TYPE_CHECKING:
    _Form = forms.ModelForm[FormDefinition]
else:
    _Form = forms.ModelForm

_CODES: Final = tuple(code for code, _name in settings.LANGUAGES)
_TEXTS: Final = ("title", "intro", "consent")
_TEXT_FIELDS: Final = tuple(f"{text}_{code}" for text in _TEXTS for code in _CODES)
STARTER: Final[list[dict[str, Any]]] = [
    {
        "name": "name",
        "type": "text",
        "label": {"en": "Your name", "cs": "Vaše jméno", "pl": "Imię i nazwisko"},
        "maps_to": "name",
    },
    {
        "name": "email",
        "type": "email",
        "label": {"en": "Your e-mail", "cs": "Váš e-mail", "pl": "Twój e-mail"},
        "required": True,
        "maps_to": "email",
    },
    {
        "name": "message",
        "type": "textarea",
        "label": {
            "en": "How can we help?",
            "cs": "S čím můžeme pomoci?",
            "pl": "W czym możemy pomóc?",
        },
        "required": True,
        "maps_to": "body",
    },
]


class Questions(forms.JSONField):
    """The questions as JSON that a person can read."""

    def prepare_value(self, value: Any) -> Any:
        """A line for each value; what somebody typed is left as it is."""
        if isinstance(value, str):
            return value
        return json.dumps(value, indent=1, ensure_ascii=False)


class DefinitionForm(_Form):
    """Refuses questions that could not be asked, and says what to mend."""

    class Meta:
        model = FormDefinition
        fields = (
            *("slug", "channel", "language", "enabled", "fields", "blocked_words"),
            "allowed_origins",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.fields:
            self.initial["fields"] = STARTER
        for text in _TEXTS:
            stored = getattr(self.instance, text) or {}
            for code in _CODES:
                self.fields[f"{text}_{code}"].initial = stored.get(code, "")

    def clean_fields(self) -> Any:
        """The questions as they are stored."""
        value = self.cleaned_data["fields"]
        try:
            read_fields(value)
        except NotAForm as refusal:
            where, why = refusal.facts["where"], refusal.facts["why"]
            raise ValidationError(f"{where}: {why}".strip(": "), code="invalid") from refusal
        return value

    def clean(self) -> dict[str, Any]:
        """A form needs a title in its own language."""
        given = super().clean() or {}
        if not given.get(f"title_{given.get('language', '')}"):
            self.add_error(None, _("The form needs a title in its own language."))
        return given

    def save(self, commit: bool = True) -> FormDefinition:
        """Gathers the texts per language."""
        for text in _TEXTS:
            words = {code: self.cleaned_data[f"{text}_{code}"] for code in _CODES}
            setattr(self.instance, text, {code: said for code, said in words.items() if said})
        return super().save(commit)


def _seen(form: FormDefinition) -> list[Any]:
    """What visitors see of a form."""
    return [getattr(form, name) for name in (*_TEXTS, "fields", "language")]


def _declared() -> dict[str, forms.Field]:
    """The questions, and a field for each text and language: ``title_cs`` and so on."""
    questions = Questions(label=_("Fields"), widget=UnfoldAdminTextareaWidget(attrs={"rows": 24}))
    labels = {"title": _("Title"), "intro": _("Introduction"), "consent": _("Privacy notice")}
    texts = {
        f"{text}_{code}": forms.CharField(
            label=format_lazy("{} ({})", labels[text], code),
            required=False,
            max_length=200 if text == "title" else 5000,
            widget=UnfoldAdminTextInputWidget()
            if text == "title"
            else UnfoldAdminTextareaWidget(attrs={"rows": 2}),
        )
        for text in _TEXTS
        for code in _CODES
    }
    return {"fields": questions, **texts}


# The admin wants fields declared on the class, and the languages are a setting.
LocalisedForm = type("LocalisedForm", (DefinitionForm,), _declared())


@admin.register(FormDefinition)
class FormDefinitionAdmin(SetUpPage):
    """Hosted forms."""

    about = _("Forms on a page of ours; what visitors send becomes a contact of the channel.")
    when_empty = _("Add a channel of the kind web form first, then a form for it.")
    form = LocalisedForm
    list_display = ("slug", "channel", "version", "enabled", "page")
    list_filter = ("enabled", "channel")
    list_select_related = ("channel",)
    ordering: ClassVar[Any] = ("slug", "id")
    readonly_fields = ("version",)
    fieldsets = (
        (None, {"fields": ("slug", "channel", "language", "enabled", "version")}),
        (_("Texts"), {"fields": _TEXT_FIELDS}),
        (_("Questions"), {"fields": ("fields",)}),
        (
            _("Protection"),
            {"fields": ("blocked_words", "allowed_origins"), "classes": ("collapse",)},
        ),
    )

    @admin.display(description=_("page"))
    def page(self, row: FormDefinition) -> SafeString:
        """A link to what visitors see."""
        return format_html('<a href="/f/{}/">/f/{}/</a>', row.slug, row.slug)

    def formfield_for_foreignkey(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        """Only web form channels carry forms."""
        if db_field.name == "channel":
            kwargs["queryset"] = Channel.objects.of_kind("webform")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(
        self, request: HttpRequest, obj: FormDefinition, form: Any, change: bool
    ) -> None:
        """What visitors see has changed: answers tell by the version what was asked."""
        before = FormDefinition.objects.get(id=obj.id) if change else None
        if before is not None and _seen(before) != _seen(obj):
            obj.version = before.version + 1
        super().save_model(request, obj, form, change)
