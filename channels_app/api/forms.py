"""Web forms for a site's own pages: what is asked, and what was answered."""

from typing import Any, ClassVar, Final

from django.conf import settings
from django.http import HttpRequest
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from channels_app import submissions
from channels_app.kinds.webform import tokens
from channels_app.kinds.webform.answers import Given, WrongAnswers
from channels_app.kinds.webform.defences import trap_names
from channels_app.kinds.webform.fields import (
    FormField,
    NotAForm,
    in_language,
    read_fields,
    texts_of,
)
from channels_app.kinds.webform.tokens import BadToken
from channels_app.models import FormDefinition
from channels_app.submissions import MAX_BODY, FilledIn, TooLarge
from tickets.access import NotVisible
from tickets.api.endpoint import Endpoint
from tickets.errors import Unavailable
from tickets.wire.fields import Choice, Flag, Free, Id, ListOf, Moment, Number, Object, Text
from tickets.wire.flaws import Flaw, NotValid

LANGUAGES: Final = tuple(code for code, _ in settings.LANGUAGES)
LANGUAGE: Final = Choice(of=LANGUAGES)
QUESTION: Final = Object(
    name="FormField",
    answer=True,
    fields={
        "name": Text(limit=40),
        "type": Text(limit=10),
        "label": Text(limit=500),
        "help": Text(limit=500),
        "required": Flag(),
        "max": Number(),
        "options": ListOf(
            item=Object(answer=True, fields={"value": Text(limit=200), "label": Text(limit=500)})
        ),
        "visible_if": Free(nullable=True),
    },
)
FORM: Final = Object(
    name="Form",
    answer=True,
    fields={
        "slug": Text(limit=50),
        "version": Number(),
        "language": LANGUAGE,
        "title": Text(limit=500),
        "intro": Text(limit=5000),
        "consent": Text(limit=5000),
        "fields": ListOf(item=QUESTION),
        "token": Text(limit=300, about="For one submission; open at most a day."),
        "leave_empty": ListOf(
            item=Text(limit=40), about="Add these as fields nobody sees: robots fill them in."
        ),
        "incidents": ListOf(item=Free()),
    },
)
SUBMISSION: Final = Object(
    name="FormSubmissionIn",
    fields={
        "token": Text(limit=300, required=True),
        "fields": Free(required=True, about="By name: a text, a list of texts, or true."),
        "files": ListOf(item=Id(prefix="att"), most=0),
        "language": LANGUAGE,
        "context": Object(
            fields={
                "page": Text(limit=500, nullable=True),
                "referrer_host": Text(limit=200, nullable=True),
                "product": Text(limit=200, nullable=True),
            }
        ),
    },
)
ACCEPTED: Final = Object(
    name="FormSubmissionOut",
    answer=True,
    fields={
        "reference": Text(limit=10),
        "expected_reply": Moment(),
        "status_url": Text(limit=300, nullable=True),
    },
)
_OUR_CODES: Final = {"invalid_email": "invalid"}


class FormNotReady(Unavailable):
    """The form's questions are being changed."""


class Public(Endpoint):
    """An endpoint for anybody's browser; other sites read it only where the form names them."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    http_method_names = ["get", "head", "post", "options"]
    form: FormDefinition | None = None

    def open_form(self, slug: str) -> FormDefinition:
        """The form visitors may fill in; raises NotVisible, or FormNotReady if it asks nothing."""
        rows = FormDefinition.objects.open().select_related("channel", "channel__queue")
        self.form = rows.filter(slug=slug).first()
        if self.form is None:
            raise NotVisible(slug)
        try:
            read_fields(self.form.fields)
        except NotAForm as error:
            raise FormNotReady(slug) from error
        return self.form

    def options(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Response:
        """Lets the sites that the form names send JSON."""
        self.open_form(kwargs["slug"])
        headers = {
            "Access-Control-Allow-Methods": "GET, POST",
            "Access-Control-Allow-Headers": "Content-Type, Accept-Language",
            "Access-Control-Max-Age": "600",
        }
        return Response(status=204, headers=headers)

    def finalize_response(self, request: Request, *args: Any, **kwargs: Any) -> Any:
        """Names the asking site if the form does."""
        response = super().finalize_response(request, *args, **kwargs)
        origin = request.META.get("HTTP_ORIGIN")
        named = self.form.allowed_origins if self.form is not None else []
        response.headers["Vary"] = "Origin, Accept-Language"
        if origin and isinstance(named, list) and origin in named:
            response.headers["Access-Control-Allow-Origin"] = origin
        return response


class Form(Public):
    """What a form asks, in one language."""

    filters: ClassVar[dict[str, Any]] = {"language": LANGUAGE}
    answers: ClassVar[dict[str, Any]] = {"GET": {200: FORM}}
    names: ClassVar[dict[str, str]] = {"GET": "forms_get"}

    def get(self, request: Request, slug: str) -> Response:
        """The questions, the notice to show, and the token one submission needs."""
        form = self.open_form(slug)
        language = self.query().get("language") or _offered(request, form)
        token = tokens.issue(form.slug, form.version, at=self.at)
        return Response(
            {
                "slug": form.slug,
                "version": form.version,
                "language": language,
                "title": in_language(texts_of(form.title), language, form.language),
                "intro": in_language(texts_of(form.intro), language, form.language),
                "consent": in_language(texts_of(form.consent), language, form.language),
                "fields": [
                    _question(field, language, form.language) for field in read_fields(form.fields)
                ],
                "token": token,
                "leave_empty": list(trap_names(token.split(".")[3])),
                "incidents": [],
            }
        )


class FormSubmissions(Public):
    """What a visitor answered. Accepted, repeated and suspicious ones get the same answer."""

    bodies: ClassVar[dict[str, Any]] = {"POST": SUBMISSION}
    answers: ClassVar[dict[str, Any]] = {"POST": {202: ACCEPTED}}
    names: ClassVar[dict[str, str]] = {"POST": "forms_submit"}

    def post(self, request: Request, slug: str) -> Response:
        """Takes a submission; what is wrong with it comes with a fresh token."""
        form = self.open_form(slug)
        raw: bytes = request.body  # before the document is read from it
        if len(raw) > MAX_BODY:
            raise TooLarge("form")
        given = self.body()
        filled = FilledIn(
            given=_texts(given["fields"]),
            token=given["token"],
            language=given.get("language") or _offered(request, form),
            address=str(request.META.get("REMOTE_ADDR", "")),
            raw=raw,
            content_type="application/json",
            context={key: text or "" for key, text in given.get("context", {}).items()},
        )
        try:
            accepted = submissions.accept(form, filled, at=self.at)
        except BadToken:
            raise self._flawed(form, {"/token": "invalid"}) from None
        except WrongAnswers as error:
            errors = error.facts["errors"].items()
            flaws = {f"/fields/{name}" if name else "/fields": code for name, code in errors}
            raise self._flawed(form, flaws) from None
        shown = {
            "reference": accepted.reference,
            "expected_reply": accepted.expected_reply,
            "status_url": None,
        }
        return Response(shown, status=202)

    def _flawed(self, form: FormDefinition, flaws: dict[str, str]) -> NotValid:
        error = NotValid(*(Flaw(at, _OUR_CODES.get(code, code)) for at, code in flaws.items()))
        error.facts["token"] = tokens.issue(form.slug, form.version, at=self.at)
        return error


def _offered(request: Request, form: FormDefinition) -> str:
    """The request's language where the product speaks it; the form's without a wish."""
    if not request.META.get("HTTP_ACCEPT_LANGUAGE"):
        return form.language
    wanted = str(getattr(request, "LANGUAGE_CODE", "")).partition("-")[0]
    return wanted if wanted in LANGUAGES else form.language


def _question(field: FormField, language: str, own: str) -> dict[str, Any]:
    condition = field.visible_if
    return {
        "name": field.name,
        "type": field.type,
        "label": in_language(field.label, language, own),
        "help": in_language(field.help, language, own),
        "required": field.required,
        "max": field.max,
        "options": [
            {"value": option.value, "label": in_language(option.label, language, own)}
            for option in field.options
        ],
        "visible_if": {"field": condition.field, "equals": condition.equals} if condition else None,
    }


def _texts(fields: dict[str, Any]) -> Given:
    """The values as a browser would send them; raises NotValid for objects and the like."""
    found: dict[str, tuple[str, ...]] = {}
    for name, value in fields.items():
        values = value if isinstance(value, list) else [value]
        if not all(item is None or isinstance(item, str | bool | int) for item in values):
            raise NotValid(Flaw("/fields", "invalid"))
        texts = ("yes" if item is True else item for item in values if item not in (None, False))
        found[name] = tuple(str(text) for text in texts)
    return found
