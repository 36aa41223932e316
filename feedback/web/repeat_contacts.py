"""The repeat-contact report for people who watch: the page, its list and its file."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from feedback.reports.contact_list import ContactPage, contact_page, read_list_question
from feedback.reports.question import Question, read_question
from feedback.reports.repeat_contacts import repeat_contacts
from feedback.reports.repeat_document import as_table, parameters
from feedback.reports.spreadsheet import csv_file
from feedback.web import repeat_rows as rows
from feedback.web import repeat_words as words
from tickets.models import Agent, ChannelKind
from tickets.web.entrance import for_agents
from tickets.wire.document import Malformed
from tickets.wire.flaws import NotValid


@require_safe
@for_agents
def report(request: HttpRequest, agent: Agent) -> HttpResponseBase:
    """Answer, chart, tables and definition; ``format=csv`` gives the table as a file."""
    _only_watchers(agent)
    at = timezone.now()
    asked = {"group_by": "reason", **_given(request)}
    try:
        question = read_question(asked, at=at, zone=settings.SITE_TIME_ZONE)
    except (NotValid, Malformed) as error:
        return _unusable(request, error)
    found = repeat_contacts(question, at=at, weeks=True)
    if asked.get("format") == "csv":
        return csv_file(as_table(found), "repeat-contacts.csv")
    context = {
        "filters": rows.filter_bar(question),
        "answer": words.answer(found),
        "figures": rows.figures(found),
        "chart": rows.chart(found),
        "weeks": rows.weeks(found),
        "windows": rows.windows(found),
        "causes": rows.causes(found),
        "returns": rows.returns(found),
        "groups": rows.groups(found),
        "group_name": words.GROUP_NAME.get(question.group_by or ""),
        "group_title": words.GROUP_TITLE.get(question.group_by or ""),
        "computation": rows.computation(found),
        "totals": found.totals,
        "csv_url": _address("repeat_contacts", _csv_parameters(question)),
    }
    return render(request, "feedback/reports/repeat_contacts.html", context)


@require_safe
@for_agents
def contacts(request: HttpRequest, agent: Agent) -> HttpResponseBase:
    """The contacts behind a number."""
    _only_watchers(agent)
    given = _given(request)
    try:
        asked = read_list_question(given, at=timezone.now(), zone=settings.SITE_TIME_ZONE)
    except (NotValid, Malformed) as error:
        return _unusable(request, error)
    page = contact_page(asked)
    return render(
        request,
        "feedback/reports/contacts.html",
        {
            "rows": [_row(contact, asked.question) for contact in page.contacts],
            "next_url": _next(given, page),
            "back_url": _address("repeat_contacts", parameters(asked.question)),
            "is_first": asked.before is None,
        },
    )


def _only_watchers(agent: Agent) -> None:
    if not agent.watches:
        raise PermissionDenied


def _given(request: HttpRequest) -> dict[str, str]:
    """The parameters that say something: a form sends empty ones too."""
    given = request.GET.dict()
    return {name: str(value) for name, value in given.items() if value or name == "group"}


def _unusable(request: HttpRequest, error: NotValid | Malformed) -> HttpResponseBase:
    names = sorted({flaw.pointer.lstrip("/") for flaw in error.facts["flaws"]})
    return render(
        request,
        "feedback/reports/unusable.html",
        {"names": names},
        status=HTTPStatus.UNPROCESSABLE_ENTITY,
    )


def _csv_parameters(question: Question) -> dict[str, str]:
    return parameters(question) | {"group_by": question.group_by or "", "format": "csv"}


def _next(given: Mapping[str, str], page: ContactPage) -> str:
    if page.next is None:
        return ""
    return _address("repeat_contacts_list", {**given, "cursor": page.next.text})


def _address(name: str, query: Mapping[str, str]) -> str:
    return f"{reverse(name)}?{urlencode(query)}"


def _row(contact: Any, question: Question) -> dict[str, Any]:
    kind = contact.channel_kind
    return {
        "when": rows.moment_text(contact.at, question),
        "iso": contact.at.isoformat(),
        "customer": contact.customer_name,
        "channel": ChannelKind(kind).label if kind in set(ChannelKind) else kind,
        "reason": contact.reason_name,
        "queue": contact.queue_name,
        "ticket": contact.ticket,
        "cause": words.CAUSE_NAME[contact.cause] if contact.cause else "",
        "gap": rows.gap_text(contact.gap),
        "position": contact.position,
    }
