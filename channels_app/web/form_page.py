"""The hosted form as its template shows it: every word in the visitor's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from channels_app.kinds.webform.answers import cleaned, is_asked
from channels_app.kinds.webform.defences import trap_names
from channels_app.kinds.webform.fields import FormField, in_language, read_fields, texts_of
from channels_app.models import FormDefinition
from channels_app.web.form_reading import languages_of

_SHAPES: Final = {
    "textarea": "textarea",
    "select": "select",
    "multi": "multi",
    "checkbox": "checkbox",
    "context": "hidden",
}
_INPUT_TYPES: Final = {"email": "email", "tel": "tel", "date": "date"}
_AUTOCOMPLETE: Final = {"name": "name", "email": "email", "phone": "tel"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceView:
    """One option of a select or a group of boxes."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldView:
    """One question with what was typed so far. ``shape`` names how it is drawn."""

    name: str
    shape: str
    input_type: str
    label: str
    hint: str
    required: bool
    value: str
    limit: int
    choices: tuple[ChoiceView, ...]
    autocomplete: str
    error: str

    @property
    def described_by(self) -> str:
        """Ids of the texts that explain the field."""
        parts = [f"{self.name}-hint"] * bool(self.hint) + [f"{self.name}-error"] * bool(self.error)
        return " ".join(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageView:
    """A link to the same form in another language."""

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPage:
    """Everything the template shows."""

    slug: str
    title: str
    intro: str
    consent: str
    language: str
    languages: tuple[LanguageView, ...]
    token: str
    traps: tuple[str, str]
    fields: tuple[FieldView, ...]
    notice: str
    context: Mapping[str, str]

    @property
    def flawed(self) -> tuple[FieldView, ...]:
        """The fields that need attention."""
        return tuple(field for field in self.fields if field.error)


def page_of(
    form: FormDefinition,
    *,
    language: str,
    token: str,
    given: Mapping[str, tuple[str, ...]],
    errors: Mapping[str, str],
    notice: str = "",
    context: Mapping[str, str],
) -> FormPage:
    """The page with what was typed; raises :class:`~channels_app.kinds.webform.fields.NotAForm`.

    Call it with the visitor's language active.
    """
    fields = read_fields(form.fields)
    typed = cleaned(fields, given)
    nonce = token.split(".")[3]
    words = {
        name: in_language(texts_of(getattr(form, name)), language, form.language)
        for name in ("title", "intro", "consent")
    }
    return FormPage(
        slug=form.slug,
        language=language,
        languages=tuple(
            LanguageView(code=code, name=get_language_info(code)["name_local"])
            for code in languages_of(form)
            if code != language
        ),
        token=token,
        traps=trap_names(nonce),
        fields=tuple(
            _view(field, typed, errors.get(field.name, ""), language, form.language)
            for field in fields
        ),
        notice=notice,
        context=context,
        **words,
    )


def sentence_of(code: str, limit: int = 0) -> str:
    """What is wrong with a field and how to mend it, in the active language."""
    sentences = {
        "required": _("Please fill this in."),
        "too_long": _("Please shorten this to %(limit)d characters.") % {"limit": limit},
        "invalid_email": _("Please check the e-mail address, for example jana@example.com."),
        "invalid_phone": _("Please check the number, for example +420 602 123 456."),
        "empty_content": _("Please fill in the form."),
    }
    return sentences.get(code, _("Please choose one of the offered values."))


def _view(
    field: FormField,
    typed: Mapping[str, tuple[str, ...]],
    error: str,
    language: str,
    own: str,
) -> FieldView:
    values = typed[field.name]
    return FieldView(
        name=field.name,
        shape=_SHAPES.get(field.type, "input"),
        input_type=_INPUT_TYPES.get(field.type, "text"),
        label=in_language(field.label, language, own),
        hint=in_language(field.help, language, own),
        required=field.required and is_asked(field, typed),
        value=values[0] if values else "",
        limit=field.max,
        choices=tuple(
            ChoiceView(
                value=option.value,
                label=in_language(option.label, language, own),
                chosen=option.value in values,
            )
            for option in field.options
        ),
        autocomplete=_AUTOCOMPLETE.get(field.maps_to, "off"),
        error=sentence_of(error, field.max) if error else "",
    )
