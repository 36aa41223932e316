"""The contacts behind a number of a report, newest first, a page at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db.models import Q

from feedback.codes import Cause
from feedback.models import ChainLink, Contact
from feedback.reports.question import LONGEST, PARAMETERS, Question, read_question
from tickets.contracts import Caller
from tickets.models.ids import is_public_id
from tickets.wire.flaws import Flaw, NotValid

PAGE: Final = 50
MOST: Final = 200
MORE: Final = frozenset({"group", "only", "cause", "cursor", "limit"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The last row of the page before."""

    at: datetime
    id: str

    @property
    def text(self) -> str:
        """As it stands in an address."""
        return f"{self.at.isoformat()}~{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListQuestion:
    """Which contacts: those of a question, only repeats or those of one cause, one group."""

    question: Question
    group: str | None = None
    repeats_only: bool = False
    cause: Cause | None = None
    before: Place | None = None
    limit: int = PAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedContact:
    """One contact; ``cause`` and what follows only if it repeats another."""

    id: str
    at: datetime
    customer: str
    customer_name: str
    channel_kind: str
    reason: str | None
    reason_name: str
    queue_name: str
    ticket: int | None
    cause: Cause | None = None
    trigger: str | None = None
    gap: timedelta | None = None
    position: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactPage:
    """A page of contacts and where the next one starts."""

    question: ListQuestion
    contacts: tuple[ListedContact, ...]
    next: Place | None


def read_list_question(
    parameters: Mapping[str, str], *, at: datetime, zone: str, caller: Caller | None = None
) -> ListQuestion:
    """The question in an address; raises what :func:`read_question` raises."""
    question = read_question(parameters, at=at, zone=zone, known=PARAMETERS | MORE, caller=caller)
    cause, only = parameters.get("cause", ""), parameters.get("only", "")
    cursor, limit = parameters.get("cursor", ""), parameters.get("limit", str(PAGE))
    group = parameters.get("group") if question.group_by else None
    before = _place(cursor)
    wrong = {
        "cause": bool(cause) and cause not in set(Cause),
        "only": only not in {"", "repeats"},
        "cursor": bool(cursor) and before is None,
        "limit": not (limit.isascii() and limit.isdigit() and 1 <= int(limit[:9]) <= MOST),
        "group": group is not None and not _is_group(question.group_by, group),
    }
    if any(wrong.values()):
        raise NotValid(
            *(Flaw(f"/{name}", "invalid") for name, is_wrong in wrong.items() if is_wrong)
        )
    return ListQuestion(
        question=question,
        group=group,
        repeats_only=bool(only or cause),
        cause=Cause(cause) if cause else None,
        before=before,
        limit=int(limit),
    )


def contact_page(asked: ListQuestion) -> ContactPage:
    """One page in three queries, whatever the period holds."""
    rows = _rows(asked).order_by("-at", "-interaction")[: asked.limit + 1]
    found = list(rows.select_related("customer", "reason", "queue", "ticket"))
    shown = found[: asked.limit]
    question = asked.question
    links = {
        link.contact_id: link
        for link in ChainLink.objects.filter(
            contact__in=[row.pk for row in shown], scope=question.scope, window=question.window
        )
    }
    last = shown[-1] if len(found) > asked.limit else None
    return ContactPage(
        question=asked,
        contacts=tuple(_listed(row, links.get(row.pk)) for row in shown),
        next=Place(at=last.at, id=last.pk) if last else None,
    )


def _rows(asked: ListQuestion) -> Any:
    question = asked.question
    rows = Contact.objects.between(question.start, question.end).filter(question.contacts())
    if asked.group is not None:
        rows = rows.filter(_in_group(question.group_by or "", asked.group, question))
    if asked.repeats_only:
        links = ChainLink.objects.filter(scope=question.scope, window=question.window)
        if asked.cause is not None:
            links = links.filter(cause=asked.cause)
        rows = rows.filter(pk__in=links.values("contact"))
    if asked.before is not None:
        at, place = asked.before.at, asked.before.id
        rows = rows.filter(Q(at__lt=at) | Q(at=at, interaction__lt=place))
    return rows


def _in_group(by: str, group: str, question: Question) -> Q:
    if by == "week":
        monday = datetime.fromisoformat(group).replace(tzinfo=question.zone)
        return Q(at__gte=monday, at__lt=monday + timedelta(days=7))
    if by == "channel":
        return Q(channel_kind=group)
    return Q(**{f"{by}__key": group}) if group else Q(**{by: None})


def _listed(row: Contact, link: ChainLink | None) -> ListedContact:
    repeat: dict[str, Any] = {}
    if link is not None:
        repeat = {
            "cause": Cause(link.cause),
            "trigger": link.trigger_id,
            "gap": timedelta(seconds=link.gap_seconds),
            "position": link.position,
        }
    return ListedContact(
        id=row.pk,
        at=row.at,
        customer=row.cluster_id,
        customer_name=row.customer.name,
        channel_kind=row.channel_kind,
        reason=row.reason.key if row.reason else None,
        reason_name=row.reason.name if row.reason else "",
        queue_name=row.queue.name if row.queue else "",
        ticket=row.ticket.number if row.ticket else None,
        **repeat,
    )


def _is_group(by: str | None, group: str) -> bool:
    if by == "week":
        try:
            return 1970 <= date.fromisoformat(group).year <= 2999
        except ValueError:
            return False
    return len(group) <= LONGEST and group.isprintable()


def _place(text: str) -> Place | None:
    moment, _, name = text.replace(" ", "+").partition("~")
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        return None
    if at.tzinfo is None or not is_public_id("int", name):
        return None
    return Place(at=at, id=name)
