"""What an agent does with a ticket by one click."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tickets import assignment, lifecycle, wrap_up
from tickets.contracts import Actor
from tickets.errors import Invalid, Refusal
from tickets.models import Agent, ContactReason, Disposition, Ticket
from tickets.models.ids import is_public_id
from tickets.web.entrance import for_agents
from tickets.web.head import NO_DISPOSITION, NOBODY
from tickets.web.opened import open_ticket

Action = Callable[[Ticket, str, datetime, Actor], object]

REFUSALS: Final[dict[str, Promise]] = {
    "taken": _("A colleague took this ticket a moment ago."),
    "not_a_member": _("This person does not work in the ticket's queue."),
    "invalid_transition": _("The ticket's status has changed in the meantime."),
    "already_sent": _("It has left already and cannot be taken back."),
    "read_only": _("You may read this ticket, but not change it."),
}


class UnknownAction(Invalid):
    """The form asks for something that does not exist."""

    code = "unknown_action"


class ReadOnly(Refusal):
    """The agent may read the queue, but does not work in it."""

    code = "read_only"


@require_POST
@for_agents
def act(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """Does ``do`` (an action, or an action and its value after a colon) and shows the ticket."""
    opened = open_ticket(agent, number, at=timezone.now())
    name, _separator, value = request.POST.get("do", "").partition(":")
    try:
        if not opened.works:
            raise ReadOnly(number=number)
        action = _ACTIONS.get(name)
        if action is None:
            raise UnknownAction(name, field="do")
        action(opened.ticket, value, timezone.now(), Actor.agent(agent.id))
    except Refusal as refusal:
        say_refusal(request, refusal)
    return redirect(back_to(request, opened.ticket))


def say_refusal(request: HttpRequest, refusal: Refusal) -> None:
    """Shows why something was not done on the next page."""
    messages.error(request, str(REFUSALS.get(refusal.code, _("That is not possible now."))))


def back_to(request: HttpRequest, ticket: Ticket) -> str:
    """The ticket as it was looked at before the form was sent."""
    query = request.GET.urlencode()
    address = f"/desk/tickets/{ticket.number}/"
    return f"{address}?{query}" if query else address


def _take(ticket: Ticket, _value: str, at: datetime, by: Actor) -> object:
    return assignment.take(ticket.id, at=at, by=by)


def _assign(ticket: Ticket, value: str, at: datetime, by: Actor) -> object:
    if value == NOBODY:
        return assignment.assign(ticket.id, None, at=at, by=by)
    rows = Agent.objects.filter(id=value) if is_public_id("agt", value) else Agent.objects.none()
    agent = rows.first()
    if agent is None:
        raise assignment.NotAMember(value)
    return assignment.assign(ticket.id, agent, at=at, by=by)


def _resolve(ticket: Ticket, value: str, at: datetime, by: Actor) -> object:
    return lifecycle.resolve(ticket.id, at=at, by=by, disposition=disposition_of(value))


def _reopen(ticket: Ticket, _value: str, at: datetime, by: Actor) -> object:
    return lifecycle.reopen(ticket.id, at=at, by=by)


def _priority(ticket: Ticket, value: str, at: datetime, by: Actor) -> object:
    return wrap_up.set_priority(ticket.id, value, at=at, by=by)


def _reason(ticket: Ticket, value: str, at: datetime, by: Actor) -> object:
    reason = ContactReason.objects.filter(key=value, is_active=True).first()
    if reason is None:
        raise UnknownAction(value, field="reason")
    return wrap_up.set_reason(ticket.id, reason, at=at, by=by)


def disposition_of(key: str) -> Disposition | None:
    """The chosen disposition, or nothing for "don't know"."""
    if key in {"", NO_DISPOSITION}:
        return None
    return Disposition.objects.filter(key=key, is_active=True).first()


_ACTIONS: Final[dict[str, Action]] = {
    "take": _take,
    "assign": _assign,
    "resolve": _resolve,
    "reopen": _reopen,
    "priority": _priority,
    "reason": _reason,
}
