"""Reports for programs: the same rows as on the page, as JSON or CSV."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from django.conf import settings
from django.http.response import HttpResponseBase
from rest_framework.request import Request
from rest_framework.response import Response

from feedback.codes import WINDOWS, Cause, Scope
from feedback.reports.contact_list import (
    MOST,
    ContactPage,
    ListedContact,
    contact_page,
    read_list_question,
)
from feedback.reports.question import GROUPS, read_question
from feedback.reports.repeat_contacts import repeat_contacts
from feedback.reports.repeat_document import as_document, as_table, written
from feedback.reports.spreadsheet import csv_file
from tickets.api.endpoint import Endpoint
from tickets.wire.fields import Choice, Field, Free, Id, ListOf, Number, Object, Text

FILTERS: Final[Mapping[str, Field]] = {
    "from": Text(about="First day, or a moment with its offset. Included."),
    "to": Text(about="Day or moment after the last. Not included."),
    "tz": Text(about="IANA time zone of days and weeks; default: the site's."),
    "window": Choice(of=tuple(WINDOWS)),
    "scope": Choice(of=tuple(scope.value for scope in Scope)),
    "group_by": Choice(of=GROUPS),
    "channel": Text(about="A kind of channel or a channel's id."),
    "queue": Text(about="Key or id."),
    "reason": Text(about="Key or id; includes the reasons below it."),
    "verification": Text(about="Comma: any of verified, probable, claimed, inferred."),
}
REPORT: Final = Object(
    name="RepeatContactsReport",
    answer=True,
    about="Shares come with a Wilson 95 % interval; below 5 cases both are null.",
    fields={
        "definition": Free(),
        "totals": Free(),
        "results": ListOf(item=Free()),
        "next": Text(nullable=True),
    },
)
CONTACT: Final = Object(
    name="ReportedContact",
    answer=True,
    about="cause, trigger, gap_seconds and position say what it repeats, in the asked variant.",
    fields={
        "interaction": Id(prefix="int"),
        "at": Text(form="date-time"),
        "customer": Id(prefix="cus"),
        "ticket": Number(nullable=True),
        "channel_kind": Text(),
        "reason": Text(nullable=True),
        "cause": Choice(of=tuple(cause.value for cause in Cause), nullable=True),
        "trigger": Id(prefix="int", nullable=True),
        "gap_seconds": Number(nullable=True),
        "position": Number(least=1),
    },
)
CONTACT_PAGE: Final = Object(
    name="ReportedContacts",
    answer=True,
    fields={
        "next": Text(nullable=True, limit=2000),
        "previous": Text(nullable=True, limit=2000),
        "results": ListOf(item=CONTACT, most=MOST),
    },
)


class RepeatContactsEndpoint(Endpoint):
    """How much of the work is people coming back; prints its definition with every answer."""

    required_scopes = {"GET": "reports:read"}
    filters = {**FILTERS, "format": Choice(of=("json", "csv"))}
    answers = {"GET": {200: REPORT}}
    names = {"GET": "reports_repeat_contacts"}

    def get(self, request: Request) -> HttpResponseBase:
        """Repeat share, recontact after resolution, causes and switches; ``format=csv`` too."""
        question = read_question(
            request.query_params.dict(),
            at=self.at,
            zone=settings.SITE_TIME_ZONE,
            caller=self.caller,
        )
        report = repeat_contacts(question, at=self.at)
        if request.query_params.get("format") == "csv":
            return csv_file(as_table(report), "repeat-contacts.csv")
        return Response(as_document(report))


class ReportedContactsEndpoint(Endpoint):
    """The contacts behind a number of the repeat-contact report, newest first."""

    required_scopes = {"GET": "reports:read"}
    filters = {
        **FILTERS,
        "group": Text(about="A key of the groups of group_by; empty: not coded."),
        "only": Choice(of=("repeats",)),
        "cause": Choice(of=tuple(cause.value for cause in Cause)),
        "limit": Number(least=1, most=MOST),
        "cursor": Text(limit=100, about="From next."),
    }
    answers = {"GET": {200: CONTACT_PAGE}}
    names = {"GET": "reports_repeat_contacts_list"}

    def get(self, request: Request) -> Response:
        """A page of contacts, each with what it repeats."""
        asked = read_list_question(
            request.query_params.dict(),
            at=self.at,
            zone=settings.SITE_TIME_ZONE,
            caller=self.caller,
        )
        page = contact_page(asked)
        return Response(
            {
                "next": _next(request, page),
                "previous": None,
                "results": [_shown(contact) for contact in page.contacts],
            }
        )


def _next(request: Request, page: ContactPage) -> str | None:
    if page.next is None:
        return None
    query = request.query_params.copy()
    query["cursor"] = page.next.text
    return f"{request.path}?{query.urlencode()}"


def _shown(contact: ListedContact) -> dict[str, Any]:
    gap: timedelta | None = contact.gap
    return {
        "interaction": contact.id,
        "at": written(contact.at),
        "customer": contact.customer,
        "ticket": contact.ticket,
        "channel_kind": contact.channel_kind,
        "reason": contact.reason,
        "cause": contact.cause and contact.cause.value,
        "trigger": contact.trigger,
        "gap_seconds": None if gap is None else int(gap.total_seconds()),
        "position": contact.position,
    }
