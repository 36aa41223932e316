"""What every request and answer carries, whatever page it is for."""

import re
import zoneinfo
from collections.abc import Callable
from typing import Final

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from tickets.models.ids import encode, time_ordered_uuid

GetResponse = Callable[[HttpRequest], HttpResponse]

_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " font-src 'self'; connect-src 'self'; form-action 'self'; frame-src 'self';"
    " manifest-src 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# The admin theme evaluates expressions in its markup; customers' HTML never comes there.
_SETUP_PAGES_POLICY: Final = (
    "default-src 'none'; script-src 'self' 'unsafe-eval' 'unsafe-inline';"
    " style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self';"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_SLASHED: Final = re.compile(r"^/(?:api/|f/|s/|t/)")


class RequestId:
    """Gives each request an id that its answer and its log lines carry."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request_id = encode("req", time_ordered_uuid())
        request.META["CC_REQUEST_ID"] = request_id
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            response = self.get_response(request)
        response["X-Request-Id"] = request_id
        return response


class ContentSecurityPolicy:
    """Allows our own files and nothing else; the set-up pages' theme needs a little more.

    A view that needs its own policy sets the header itself.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if "Content-Security-Policy" not in response:
            relaxed = request.path.startswith(("/admin/", "/api/v1/docs"))
            response["Content-Security-Policy"] = _SETUP_PAGES_POLICY if relaxed else _POLICY
        return response


class OptionalSlash:
    """Serves ``/api/v1/tickets`` as ``/api/v1/tickets/``: a redirect would drop a POST's body."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.endswith("/") and _SLASHED.match(request.path_info):
            request.path_info += "/"
            request.path += "/"
        return self.get_response(request)


class AgentPreferences:
    """Shows pages in the signed-in agent's language and time zone."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(("/desk", "/reports", "/customers", "/admin", "/live")):
            user = request.user
            if user.is_authenticated:
                translation.activate(user.language)
                request.LANGUAGE_CODE = user.language
                timezone.activate(_zone(user.timezone))
        try:
            return self.get_response(request)
        finally:
            timezone.deactivate()


def _zone(name: str) -> zoneinfo.ZoneInfo:
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return zoneinfo.ZoneInfo(settings.SITE_TIME_ZONE)
