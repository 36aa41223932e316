"""Problem documents (RFC 9457): every refusal and every failure, in one shape."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.conf import settings
from django.core import exceptions as django_errors
from django.db import DatabaseError, DataError, IntegrityError, InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import ngettext
from rest_framework import exceptions as drf_errors
from rest_framework.request import Request

from contactcenter.api.codes import STATUS_OF, sentence_of, title_of
from contactcenter.api.rendering import to_json
from tickets.errors import Conflict, Invalid, Refusal, Unavailable
from tickets.wire.flaws import Flaw

CONTENT_TYPE: Final = "application/problem+json"
# What a program can act on; everything else a refusal knows stays inside.
_SHOWN: Final = ("missing", "into", "holder", "state", "scope", "resume_until", "lacking", "token")
_RETRY_SECONDS: Final = {"unavailable": 5, "idempotency_in_flight": 1, "rate_limited": 60}
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What went wrong, ready to be written in the reader's language."""

    code: str
    status: int
    flaws: Sequence[Flaw] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


def handle(error: Exception, context: Mapping[str, Any]) -> HttpResponse | None:
    """The answer to an exception of an endpoint; ``None`` lets it become a 500."""
    problem = problem_of(error)
    if problem is None:
        return None
    return answer(problem, context["request"])


def problem_of(error: Exception) -> Problem | None:
    """What an exception means to the caller; ``None`` if it is a fault of ours."""
    if isinstance(error, Refusal):
        return _of_refusal(error)
    if isinstance(error, drf_errors.APIException):
        return _of_framework(error)
    if isinstance(error, DatabaseError | InterfaceError):
        return _of_database(error)
    for kind, code in _PLAIN.items():
        if isinstance(error, kind):
            return Problem(code=code, status=STATUS_OF[code])
    return None


def answer(problem: Problem, request: HttpRequest | Request) -> HttpResponse:
    """The problem as a document."""
    document: dict[str, Any] = {
        "type": f"{settings.PUBLIC_BASE_URL}/problems/{problem.code}",
        "title": title_of(problem.code),
        "status": problem.status,
        "detail": _detail(problem),
        "instance": request.path,
        "code": problem.code,
        "request_id": request.META.get("CC_REQUEST_ID", ""),
    }
    if problem.flaws:
        document["errors"] = [
            {
                "pointer": f"#{flaw.pointer}",
                "code": flaw.code,
                "detail": sentence_of(flaw.code, flaw.facts),
            }
            for flaw in problem.flaws[:100]
        ]
    document.update((name, problem.facts[name]) for name in _SHOWN if name in problem.facts)
    response = HttpResponse(to_json(document), status=problem.status, content_type=CONTENT_TYPE)
    for name, value in _headers(problem).items():
        response[name] = value
    return response


def of_code(code: str, **facts: Any) -> Problem:
    """A problem that needs nothing but its name."""
    return Problem(code=code, status=STATUS_OF[code], facts=facts)


def _detail(problem: Problem) -> str:
    count = len(problem.flaws)
    if not count:
        return title_of(problem.code)
    return ngettext(
        "%(count)d field needs attention.", "%(count)d fields need attention.", count
    ) % {"count": count}


def _headers(problem: Problem) -> dict[str, str]:
    headers = dict(problem.headers)
    if problem.status == 401:
        headers.setdefault("WWW-Authenticate", "Bearer")
    seconds = problem.facts.get("retry_after", _RETRY_SECONDS.get(problem.code))
    if seconds is not None:
        headers.setdefault("Retry-After", str(seconds))
    if "location" in problem.facts:
        headers.setdefault("Location", str(problem.facts["location"]))
    return headers


def _of_refusal(error: Refusal) -> Problem:
    facts, code = error.facts, error.code
    flaws: Sequence[Flaw] = facts.get("flaws", ())
    if isinstance(error, Invalid) and code != "malformed":
        if not flaws and "field" in facts:
            flaws = (Flaw(f"/{facts['field']}", "invalid" if code == "not_found" else code),)
        return Problem(code="validation", status=422, flaws=flaws, facts=facts)
    if code in STATUS_OF:
        return Problem(code=code, status=STATUS_OF[code], flaws=flaws, facts=facts)
    if isinstance(error, Unavailable):
        return Problem(code="unavailable", status=503, facts=facts)
    known = code if isinstance(error, Conflict) or code.startswith("idempotency_") else "conflict"
    return Problem(code=known, status=409, flaws=flaws, facts=facts)


_PLAIN: Final[Mapping[type[Exception], str]] = {
    Http404: "not_found",
    django_errors.RequestDataTooBig: "payload_too_large",
    django_errors.PermissionDenied: "forbidden",
    django_errors.SuspiciousOperation: "malformed",
    django_errors.ValidationError: "validation",
}
_FRAMEWORK: Final[Mapping[int, str]] = {
    400: "malformed",
    401: "unauthenticated",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    406: "unsupported_media",
    415: "unsupported_media",
    429: "rate_limited",
}


def _of_framework(error: drf_errors.APIException) -> Problem:
    if isinstance(error, drf_errors.ValidationError):
        return Problem(code="validation", status=422, flaws=tuple(_drf_flaws(error.detail)))
    code = _FRAMEWORK.get(error.status_code, "unavailable")
    wait = getattr(error, "wait", None)
    return Problem(
        code=code,
        status=STATUS_OF[code],
        facts={} if wait is None else {"retry_after": int(wait) + 1},
    )


def _drf_flaws(detail: Any, pointer: str = "") -> list[Flaw]:
    if isinstance(detail, Mapping):
        return [
            flaw
            for name, item in detail.items()
            for flaw in _drf_flaws(
                item, pointer if name == "non_field_errors" else f"{pointer}/{name}"
            )
        ]
    codes = {str(getattr(item, "code", "invalid")) for item in detail}
    return [Flaw(pointer, "required" if "required" in codes else "invalid")]


def _of_database(error: Exception) -> Problem | None:
    """A database that is away or busy is no fault of the request, and comes back."""
    if isinstance(error, OperationalError | InterfaceError):
        _log.error("database_unavailable", extra={"error": type(error.__cause__).__name__})
        return of_code("unavailable")
    if isinstance(error, IntegrityError):
        _log.error("constraint_refused", exc_info=error)
        return Problem(code="conflict", status=409)
    if isinstance(error, DataError):
        _log.error("value_refused_by_database", exc_info=error)
        return of_code("validation")
    return None
