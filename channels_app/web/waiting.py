"""What senders are told while our database is away: nothing was kept, come again."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

P = ParamSpec("P")


def later_when_down(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A view that answers 503 instead of failing when the database cannot be reached."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except (OperationalError, InterfaceError):
            if request.path.startswith("/api/"):
                answer: HttpResponse = JsonResponse({"code": "unavailable"}, status=503)
            else:
                answer = render(request, "503.html", status=503)
            answer.headers["Retry-After"] = "30"
            return answer

    return guarded
