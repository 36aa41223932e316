"""What the page frame needs on every page, looked up only where a page shows it."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from tickets.models import Agent
from tickets.web.formats import initials


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An entry of the rail; ``current`` is the value of ``aria-current``."""

    label: str | Promise
    url: str
    icon: str
    current: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Me:
    """The signed-in agent, for the own menu."""

    name: str
    email: str
    role: str
    initials: str
    leave_url: str
    password_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """The frame of a signed-in page."""

    places: tuple[Place, ...] = ()
    me: Me | None = None
    search_url: str = ""


def context(request: HttpRequest) -> dict[str, Any]:
    """Template variables: the company's name, the request's id, the frame (when it is used)."""
    return {
        "company_name": settings.COMPANY_NAME,
        "request_id": request.META.get("CC_REQUEST_ID", ""),
        "shell": SimpleLazyObject(lambda: _shell(request)),
    }


def _shell(request: HttpRequest) -> Shell:
    agent = getattr(request, "user", None)
    if not isinstance(agent, Agent):
        return Shell()
    return Shell(places=tuple(_places(request, agent)), me=_me(agent))


def _places(request: HttpRequest, agent: Agent) -> list[Place]:
    places = [Place(label=_("Desk"), url="/desk/", icon="inbox")]
    if agent.watches:
        url = "/reports/repeat-contacts/"
        places.append(Place(label=_("Reports"), url=url, icon="chart"))
    if agent.is_staff:
        places.append(Place(label=_("Set-up"), url="/admin/", icon="gear"))
    return [_marked(place, request.path) for place in places]


def _marked(place: Place, path: str) -> Place:
    here = path.startswith(f"/{place.url.split('/')[1]}/")
    return Place(label=place.label, url=place.url, icon=place.icon, current="page" if here else "")


def _me(agent: Agent) -> Me:
    return Me(
        name=agent.name or agent.email,
        email=agent.email,
        role=str(Agent.Role(agent.role).label),
        initials=initials(agent.name or agent.email),
        leave_url=reverse("account_logout"),
        password_url=reverse("account_change_password"),
    )
