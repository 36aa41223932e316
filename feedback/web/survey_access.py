"""What every public survey page shares: who may open it, how it is answered and never kept."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from http import HTTPStatus
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt

from feedback.models.surveys import Invitation
from feedback.surveys import tokens

MOST_BYTES: Final = 64 * 1024
METHODS: Final = ("GET", "HEAD", "OPTIONS", "POST")
_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
}
View = Callable[[HttpRequest, str], HttpResponse]


def public_page(view: View) -> View:
    """No session, no cookie, no cache, no index; the page's own signed nonce guards its forms."""

    @csrf_exempt
    @wraps(view)
    def wrapped(request: HttpRequest, token: str) -> HttpResponse:
        if request.method not in METHODS:
            response = HttpResponse(status=HTTPStatus.METHOD_NOT_ALLOWED)
            response["Allow"] = ", ".join(METHODS)
        elif request.method == "OPTIONS":
            response = HttpResponse(status=HTTPStatus.NO_CONTENT)
            response["Allow"] = ", ".join(METHODS)
        elif _size(request) > MOST_BYTES:
            response = HttpResponse(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        else:
            response = view(request, token)
        for name, value in _HEADERS.items():
            response[name] = value
        return response

    return wrapped


def _size(request: HttpRequest) -> int:
    length = request.headers.get("Content-Length", "")
    return int(length) if length.isdecimal() else 0


def opened(token: str) -> Invitation | None:
    """The invitation behind the token; ``None`` also for a person who was erased."""
    invitation = tokens.find(token)
    if invitation is None or invitation.customer.erased_at is not None:
        return None
    return invitation


def unknown(request: HttpRequest) -> HttpResponse:
    """The page for a token that opens nothing."""
    return render(request, "404.html", status=HTTPStatus.NOT_FOUND)


def shown(
    request: HttpRequest,
    template: str,
    invitation: Invitation,
    context: dict[str, Any],
    *,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """A page in the invitation's language, whatever the browser prefers."""
    with translation.override(invitation.language):
        body = render_to_string(f"feedback/surveys/{template}.html", context, request)
    response = HttpResponse(body, status=status)
    response["Content-Language"] = invitation.language
    return response


def now() -> datetime:
    """The interface's clock."""
    return timezone.now()
