"""What a browser sends of a form, and which language its reader wants."""

from collections.abc import Iterable
from io import BytesIO
from typing import Final

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, QueryDict
from django.http.multipartparser import MultiPartParser, MultiPartParserError
from django.utils.translation.trans_real import parse_accept_lang_header

from channels_app.kinds.webform.answers import Given
from channels_app.models import FormDefinition
from channels_app.submissions import MAX_BODY, TooLarge
from tickets.errors import Invalid

_MULTIPART: Final = "multipart/form-data"


class Unreadable(Invalid):
    """The body is no form."""

    code = "malformed"


def body_of(request: HttpRequest) -> bytes:
    """The whole body; raises :class:`TooLarge` without reading more than the limit."""
    raw = request.read(MAX_BODY + 1)
    if len(raw) > MAX_BODY:
        raise TooLarge("form")
    return raw


def fields_in(raw: bytes, request: HttpRequest) -> Given:
    """The fields of a form body, always read as UTF-8; raises :class:`Unreadable`."""
    try:
        if request.content_type == _MULTIPART:
            # Files are refused: no field of ours takes one yet, and nothing shall be lost unseen.
            parser = MultiPartParser(request.META, BytesIO(raw), [], "utf-8")
            found, files = parser.parse()
            if files:
                raise Unreadable("files")
        else:
            found = QueryDict(raw, encoding="utf-8")
    except (SuspiciousOperation, MultiPartParserError, ValueError, LookupError) as error:
        raise Unreadable("not a form") from error
    return {name: tuple(str(text) for text in found.getlist(name)) for name in found}


def language_of(request: HttpRequest, form: FormDefinition, chosen: str = "") -> str:
    """The language to show: asked for, kept from the page before, the browser's, the form's."""
    offered = languages_of(form)
    header = parse_accept_lang_header(request.META.get("HTTP_ACCEPT_LANGUAGE", "").lower())
    wanted: Iterable[str] = (
        request.GET.get("language", ""),
        chosen,
        *(name.partition("-")[0] for name, _ in header),
    )
    return next((name for name in wanted if name in offered), form.language)


def languages_of(form: FormDefinition) -> list[str]:
    """The languages the form has texts in, of those the product speaks."""
    known = [code for code, _ in settings.LANGUAGES]
    if not isinstance(form.title, dict) or set(form.title) <= {""}:
        return known
    return [code for code in known if code in form.title] or [form.language]


def address_of(request: HttpRequest) -> str:
    """The network address the request came from."""
    return str(request.META.get("REMOTE_ADDR", ""))
