"""The desk's pages: worklist and ticket."""

from dataclasses import replace
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tickets import worklist
from tickets.cleaning import clean_line
from tickets.errors import Invalid
from tickets.models import Agent
from tickets.timeline import BadCursor, Cursor
from tickets.web.entrance import for_agents, is_partial, target
from tickets.web.list_page import Asked, list_page
from tickets.web.opened import Opened, open_ticket
from tickets.web.rows import EmptyState
from tickets.web.ticket_page import PAGE, View, Writing, page_for

TICKET_ELEMENT: Final = "ticket"


@require_safe
@for_agents
def home(request: HttpRequest, agent: Agent) -> HttpResponse:
    """The worklist; as a part of the page only its rows, or the empty conversation."""
    asked = _asked(request)
    if is_partial(request) and target(request) == TICKET_ELEMENT:
        return render(request, "tickets/desk/ticket.html", {"no_ticket": _no_ticket()})
    queues = worklist.queue_ids(agent)
    shown = list_page(agent, asked, queues=queues, at=timezone.now())
    template = "tickets/desk/rows.html" if is_partial(request) else "tickets/desk/desk.html"
    return render(
        request,
        template,
        {"worklist": shown, "no_ticket": _no_ticket(), "live_queues": queues},
    )


@require_safe
@for_agents
def ticket(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """A ticket with the worklist beside it; as a part of the page without."""
    return show_ticket(request, agent, open_ticket(agent, number, at=timezone.now()))


def show_ticket(
    request: HttpRequest,
    agent: Agent,
    opened: Opened,
    *,
    writing: Writing | None = None,
    status: int = 200,
) -> HttpResponse:
    """The ticket's page, or that part of it."""
    at = timezone.now()
    view = _view(request)
    try:
        page = page_for(opened, agent, view, at=at, writing=writing)
    except BadCursor:
        page = page_for(opened, agent, replace(view, before=None), at=at, writing=writing)
    context: dict[str, Any] = {"page": page}
    if is_partial(request):
        return render(request, "tickets/desk/ticket.html", context, status=status)
    shown = list_page(
        agent, _asked(request), queues=opened.queue_ids, at=at, open_id=opened.ticket.id
    )
    context |= {"worklist": shown, "live_queues": opened.queue_ids}
    return render(request, "tickets/desk/desk.html", context, status=status)


def _asked(request: HttpRequest) -> Asked:
    after = request.GET.get("after", "")
    try:
        place = worklist.Place.decode(after) if after else None
    except Invalid:
        place = None
    return Asked(
        tab=request.GET.get("tab", ""),
        after=place,
        rows=_count(request, "rows"),
        words=_words(request),
    )


def _view(request: HttpRequest) -> View:
    before = request.GET.get("before", "")
    tab = request.GET.get("tab", "")
    try:
        cursor = Cursor.decode(before) if before else None
    except BadCursor:
        cursor = None
    return View(
        tab=tab if tab in worklist.TABS else "",
        words=_words(request),
        everything=request.GET.get("range") == "all",
        before=cursor,
        entries=max(_count(request, "shown"), PAGE),
    )


def _words(request: HttpRequest) -> str:
    return clean_line(request.GET.get("q", ""), 200)


def _count(request: HttpRequest, name: str) -> int:
    """How many are asked for; nothing sensible counts as none."""
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def _no_ticket() -> EmptyState:
    return EmptyState(
        icon="inbox",
        title=_("Choose a ticket"),
        hint=_("Pick one from the list, or move with j and k and open with Enter."),
    )
