"""The hosted form at ``/f/<slug>/``: works without JavaScript, keeps what was typed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlsplit

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from channels_app import submissions
from channels_app.kinds.webform import tokens
from channels_app.kinds.webform.answers import Given, WrongAnswers
from channels_app.kinds.webform.fields import NotAForm, in_language, read_fields, texts_of
from channels_app.kinds.webform.tokens import BadToken
from channels_app.models import FormDefinition
from channels_app.submissions import FilledIn, TooLarge
from channels_app.web.form_page import page_of, sentence_of
from channels_app.web.form_reading import (
    Unreadable,
    address_of,
    body_of,
    fields_in,
    language_of,
)
from channels_app.web.waiting import later_when_down

_CONTEXT: Final = ("page", "referrer_host", "product")
_WRONG: Final = HTTPStatus.UNPROCESSABLE_ENTITY
_AWAY: Final = HTTPStatus.SERVICE_UNAVAILABLE


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """How the page comes back: what is said about it, and whose token it carries on."""

    status: HTTPStatus = HTTPStatus.OK
    errors: Mapping[str, str] = field(default_factory=dict)
    notice: str = ""
    token: str = ""


_REFUSED: Final = {
    "payload_too_large": _Shown(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE, notice="too_large"),
    "malformed": _Shown(status=HTTPStatus.BAD_REQUEST, notice="unreadable"),
    "invalid": _Shown(status=_WRONG, notice="token"),
    "unavailable": _Shown(status=_AWAY, notice="later"),
}


# The page belongs to nobody's session; its own signed token protects it.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@later_when_down
def form(request: HttpRequest, slug: str) -> HttpResponse:
    """Shows the form, or takes it and shows the reference."""
    at = timezone.now()
    found = get_object_or_404(
        FormDefinition.objects.open().select_related("channel", "channel__queue"), slug=slug
    )
    try:
        if request.method == "POST":
            return _take(request, found, at)
        return _show(request, found, _Shown(), at=at, filled=_empty(request, found))
    except NotAForm:
        language = language_of(request, found)
        return _page(request, found, "form_closed", language, status=_AWAY)


def _empty(request: HttpRequest, form: FormDefinition) -> FilledIn:
    """The form before anybody typed; fields of the kind *context* come from the address."""
    names = [field.name for field in read_fields(form.fields) if field.type == "context"]
    referrer = request.META.get("HTTP_REFERER", "")
    return FilledIn(
        given={name: tuple(request.GET.getlist(name)) for name in names},
        token="",
        language=language_of(request, form),
        context={
            "page": (request.GET.get("page") or referrer.partition("?")[0])[:500],
            "referrer_host": _host(referrer),
            "product": request.GET.get("product", "")[:200],
        },
    )


def _take(request: HttpRequest, form: FormDefinition, at: datetime) -> HttpResponse:
    """Hands the form over; whatever is wrong, the page comes back with everything typed."""
    try:
        filled = _filled_in(request, form)
    except (TooLarge, Unreadable) as error:
        return _show(request, form, _REFUSED[error.code], at=at)
    try:
        accepted = submissions.accept(form, filled, at=at)
    except WrongAnswers as error:
        shown = _Shown(status=_WRONG, errors=error.facts["errors"], token=filled.token)
    except (BadToken, OperationalError, InterfaceError) as error:
        shown = _REFUSED[getattr(error, "code", "unavailable")]
    else:
        return _page(
            request,
            form,
            "form_sent",
            filled.language,
            accepted=accepted,
            zone=form.channel.queue.timezone,
        )
    return _show(request, form, shown, at=at, filled=filled)


def _filled_in(request: HttpRequest, form: FormDefinition) -> FilledIn:
    raw = body_of(request)
    given = fields_in(raw, request)
    return FilledIn(
        given=given,
        token=_one(given, "cc_token"),
        language=language_of(request, form, _one(given, "cc_language")),
        address=address_of(request),
        raw=raw,
        content_type=request.META.get("CONTENT_TYPE", "")[:200],
        context={name: _one(given, f"cc_{name}")[:500] for name in _CONTEXT},
    )


def _show(
    request: HttpRequest,
    form: FormDefinition,
    shown: _Shown,
    *,
    at: datetime,
    filled: FilledIn | None = None,
) -> HttpResponse:
    filled = filled or FilledIn(given={}, token="", language=language_of(request, form))
    with translation.override(filled.language):
        page = page_of(
            form,
            language=filled.language,
            token=shown.token or tokens.issue(form.slug, form.version, at=at),
            given=filled.given,
            errors=shown.errors,
            notice=_notice(shown),
            context=filled.context,
        )
    return _page(request, form, "form", filled.language, status=shown.status, page=page)


def _page(
    request: HttpRequest,
    form: FormDefinition,
    template: str,
    language: str,
    *,
    status: HTTPStatus = HTTPStatus.OK,
    **facts: Any,
) -> HttpResponse:
    title = in_language(texts_of(form.title), language, form.language)
    with translation.override(language):
        response = render(
            request,
            f"channels_app/{template}.html",
            {"title": title, "slug": form.slug, "language": language, **facts},
            status=status,
        )
    response.headers["Content-Language"] = language
    return response


def _notice(shown: _Shown) -> str:
    """What is said above the form, in the active language."""
    if "" in shown.errors:
        return sentence_of(shown.errors[""])
    notices = {
        "too_large": _("That was more than we can take here. Please shorten your message."),
        "unreadable": _("We could not read the form. Please fill it in once more."),
        "token": _("The form had been open for too long or has changed. Please send it again."),
        "later": _("We could not save your message just now. Please send it again in a minute."),
    }
    return notices.get(shown.notice, "")


def _one(given: Given, name: str) -> str:
    return next(iter(given.get(name, ())), "")


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "")[:200]
    except ValueError:
        return ""
