"""Error pages in the house look, and as problem documents for the API."""

from typing import Final

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from contactcenter.api.problems import answer, of_code

_API: Final = "/api/"


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a form whose protection token has run out; nothing of the form is lost."""
    return render(request, "contactcenter/errors/csrf.html", status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 413 for a body that is larger than we read."""
    if isinstance(exception, RequestDataTooBig):
        return _error(request, "payload_too_large", "400.html")
    return _error(request, "malformed", "400.html")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return _error(request, "forbidden", "403.html")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    return _error(request, "not_found", "404.html")


def server_error(request: HttpRequest) -> HttpResponse:
    """500: says the request id and nothing else."""
    return _error(request, "internal", "500.html")


def _error(request: HttpRequest, code: str, template: str) -> HttpResponse:
    problem = of_code(code)
    if request.path_info.startswith(_API):
        return answer(problem, request)
    return render(request, template, status=problem.status)
