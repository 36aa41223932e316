"""Leave for open pages to hear what changes."""

from collections.abc import Collection
from typing import Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from contactcenter.live.tickets import MOST_TOPICS, issue_live_ticket
from tickets.models import Agent
from tickets.worklist import queue_ids

UNAUTHORIZED: Final = 401


def live_ticket_for(agent: Agent, queues: Collection[str]) -> str:
    """Leave to hear what happens to the agent and in these queues."""
    topics = [f"agent:{agent.id}", *(f"queue:{item}" for item in sorted(queues))]
    return issue_live_ticket(topics[:MOST_TOPICS], subject=agent.id, at=timezone.now())


@require_GET
def live_ticket(request: HttpRequest) -> HttpResponse:
    """A fresh live ticket for the signed-in agent's open page."""
    agent = request.user
    if not isinstance(agent, Agent):
        return HttpResponse(status=UNAUTHORIZED)
    answer = JsonResponse({"ticket": live_ticket_for(agent, queue_ids(agent))})
    answer["Cache-Control"] = "no-store"
    return answer
