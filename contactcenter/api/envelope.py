"""What surrounds every API request: a size limit, repeat safety, rate headers, no caching."""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from contactcenter.api import idempotency
from contactcenter.api.authentication import caller_of
from contactcenter.api.problems import answer, of_code, problem_of
from contactcenter.api.throttling import RATE_FACTS
from tickets.errors import Refusal
from tickets.wire.document import MAX_BODY

PREFIX: Final = "/api/"
HOOKS: Final = "/api/v1/hooks/"
MAX_HOOK: Final = 40 * 1024 * 1024


class Envelope:
    """Middleware; other paths pass it untouched."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        response = self._answer(request)
        response.headers.setdefault("Cache-Control", "no-store")
        rate = request.META.get(RATE_FACTS)
        if rate is not None:
            response["RateLimit-Policy"] = f'"key";q={rate[0]};w=60'
            response["RateLimit"] = f'"key";r={rate[1]};t={rate[2]}'
        return response

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        if _length(request) > (MAX_HOOK if request.path_info.startswith(HOOKS) else MAX_BODY):
            return answer(of_code("payload_too_large"), request)
        if "HTTP_TRANSFER_ENCODING" in request.META and not request.META.get("CONTENT_LENGTH"):
            # Servers hand such a body over as if it were empty; nobody should take it for that.
            return answer(of_code("malformed"), request)
        key = request.META.get("HTTP_IDEMPOTENCY_KEY")
        if key is None or request.method != "POST":
            return self.get_response(request)
        try:
            _ = request.body  # kept before anything reads the stream
            caller = caller_of(request)
            if caller is None:
                return self.get_response(request)  # the endpoint says what is missing
            return idempotency.once(
                request,
                key,
                owner=caller.actor.id,
                at=timezone.now(),
                run=self.get_response,
            )
        except Refusal as error:
            problem = problem_of(error)
            assert problem is not None
            return answer(problem, request)


def _length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0
