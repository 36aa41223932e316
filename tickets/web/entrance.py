"""The door of the desk: who comes in, and what every answer of it carries."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, Final, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

from tickets.models import Agent

P = ParamSpec("P")
DeskView = Callable[Concatenate[HttpRequest, Agent, P], HttpResponseBase]
PageView = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

UNAUTHORIZED: Final = 401


def for_agents(view: DeskView[P]) -> PageView[P]:
    """Hands the signed-in agent to the view; others go to the sign-in page and come back.

    A part of a page gets 401 instead, so that the sign-in page never lands inside it. Nothing
    of the desk is kept by caches.
    """

    def wrapped(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        agent = request.user
        if not isinstance(agent, Agent) or not agent.is_active:
            if is_partial(request):
                return HttpResponse(status=UNAUTHORIZED)
            return redirect_to_login(request.get_full_path())
        response = view(request, agent, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        patch_vary_headers(response, ["HX-Request", "HX-Target"])
        return response

    return cast("PageView[P]", wraps(view)(wrapped))


def is_partial(request: HttpRequest) -> bool:
    """Whether a script asks for a part of the page rather than a person for all of it."""
    return (
        request.headers.get("HX-Request") == "true"
        and request.headers.get("HX-History-Restore-Request") != "true"
    )


def target(request: HttpRequest) -> str:
    """The id of the element that the answer replaces."""
    return request.headers.get("HX-Target", "")
