"""The repeat-contact report as the page shows it: figures, panels and tables, ready to print."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from feedback.codes import WINDOWS, Scope
from feedback.reports.question import GROUPS, Question
from feedback.reports.repeat_contacts import RETURNED_WITHIN, Group, RepeatContacts, Week
from feedback.reports.repeat_document import definition, parameters
from feedback.web import repeat_words as words
from feedback.web.charts import Chart, Sample, share_chart
from tickets.models import Channel, ChannelKind, ContactReason, Queue

LIST = "/reports/repeat-contacts/contacts/"
Text = str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A tile: what, how much, of how many."""

    label: Text
    value: str
    note: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row of a table; the first cell names it and may lead to the list behind it."""

    name: Text
    cells: tuple[str, ...]
    url: str = ""
    is_chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An option of a filter."""

    value: str
    label: Text
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """A list to choose from."""

    name: str
    label: Text
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterBar:
    """The form over the report; what is sent back is what stands in the address."""

    start: str
    end: str
    zone: str
    selects: tuple[Filter, ...]


def figures(report: RepeatContacts) -> list[Figure]:
    """The four numbers on top."""
    totals = report.totals
    return [
        Figure(
            label=_("Repeat share within %(window)s")
            % {"window": words.WINDOW_NAME[report.question.window]},
            value=words.share_text(report.repeat_share),
            note=ngettext(
                "%(hits)d of %(total)d contact", "%(hits)d of %(total)d contacts", totals.contacts
            )
            % {"hits": totals.repeats, "total": totals.contacts},
            url=_list(report.question, only="repeats"),
        ),
        Figure(
            label=_("Came again after we resolved it"),
            value=words.share_text(report.recontact),
            note=_recontact_note(report),
        ),
        Figure(
            label=_("Customers who had to come back"),
            value=words.share_text(report.customers_coming_back),
            note=_of_total(report, totals.repeat_customers, totals.customers),
        ),
        Figure(
            label=_("Contacts for each issue"),
            value=_decimal(report.contacts_per_issue),
            note=ngettext("%(count)d issue", "%(count)d issues", totals.issues)
            % {"count": totals.issues},
        ),
    ]


def _decimal(value: Any) -> str:
    return words.percent_text(None) if value is None else number_format(value, 2)


def _recontact_note(report: RepeatContacts) -> str:
    totals = report.totals
    note = _of_total(report, totals.recontacted, totals.matured)
    if totals.too_early:
        early = ngettext(
            "%(count)d too early to tell", "%(count)d too early to tell", totals.too_early
        )
        note = f"{note} · {early % {'count': totals.too_early}}"
    return note


def _of_total(report: RepeatContacts, hits: int, total: int) -> str:
    """ "1 of 9 · 95 % interval …"; the counts alone where there is no interval."""
    counts = _("%(hits)d of %(total)d") % {"hits": hits, "total": total}
    interval = words.interval_text(report.share(hits, total))
    return f"{counts} · {interval}" if interval else counts


def windows(report: RepeatContacts) -> list[Line]:
    """Repeat share in every window, same reason beside any reason."""
    totals = report.totals
    return [
        Line(
            name=words.WINDOW_NAME[window],
            cells=tuple(
                cell
                for scope in Scope
                for cell in (
                    str(totals.by_window[scope][window]),
                    words.share_text(
                        report.share(totals.by_window[scope][window], totals.contacts)
                    ),
                )
            ),
            is_chosen=window == report.question.window,
        )
        for window in WINDOWS
    ]


def causes(report: RepeatContacts) -> list[Line]:
    """Repeats by cause."""
    return [
        Line(
            name=words.CAUSE_NAME[cause],
            cells=(str(count), words.share_text(report.share(count, report.totals.repeats))),
            url=_list(report.question, cause=cause.value),
        )
        for cause, count in report.totals.by_cause.items()
    ]


def returns(report: RepeatContacts) -> list[Line]:
    """How long it took people to come back."""
    counts = report.totals.returned_within
    return [
        Line(name=words.RETURN_NAME[name], cells=(str(counts[name]),))
        for name, _within in RETURNED_WITHIN
        if name != "longer" or counts[name]
    ]


def groups(report: RepeatContacts) -> list[Line]:
    """The groups with their numbers."""
    return [
        Line(
            name=_group_name(report, group),
            cells=(
                str(group.contacts),
                str(group.issues),
                str(group.repeats),
                words.share_text(report.share(group.repeats, group.contacts)),
                str(group.switches),
            ),
            url=f"{LIST}?{urlencode(parameters(report.question, group))}",
        )
        for group in report.groups
    ]


def _group_name(report: RepeatContacts, group: Group) -> Text:
    by = report.question.group_by or ""
    if group.key is None:
        return words.NOTHING_CODED[by]
    if by == "channel" and group.key in set(ChannelKind):
        return ChannelKind(group.key).label
    return short_day(date.fromisoformat(group.key)) if by == "week" else group.label


def weeks(report: RepeatContacts) -> list[Line]:
    """The chart's table twin."""
    return [
        Line(
            name=short_day(week.monday),
            cells=(
                str(week.contacts),
                str(week.repeats),
                words.share_text(report.share(week.repeats, week.contacts)),
            ),
        )
        for week in report.weeks
    ]


def chart(report: RepeatContacts) -> Chart | None:
    """Repeat share by week over the number of contacts."""
    return share_chart([_sample(report, week) for week in report.weeks])


def _sample(report: RepeatContacts, week: Week) -> Sample:
    share = report.share(week.repeats, week.contacts)
    return Sample(label=short_day(week.monday), count=week.contacts, share=share.value)


def short_day(day: date) -> str:
    """Day and month, short enough for an axis."""
    return date_format(day, pgettext("date format", "j M")).replace(" ", "\u00a0")


def computation(report: RepeatContacts) -> Mapping[str, Any]:
    """What the drawer "how is this computed" prints."""
    totals = report.totals
    return {
        **definition(report),
        "from": moment_text(report.question.start, report.question),
        "to": moment_text(report.question.end, report.question),
        "computed_at": report.computed_at and moment_text(report.computed_at, report.question),
        "without_reason": _of_total(report, totals.without_reason, totals.contacts),
        "unidentified": _of_total(report, totals.unidentified, totals.contacts),
        "too_early": _of_total(report, totals.too_early, totals.too_early + totals.matured),
    }


def moment_text(moment: datetime, question: Question) -> str:
    """A moment in the report's zone."""
    return f"{timezone.localtime(moment, question.zone):%Y-%m-%d %H:%M}"


def filter_bar(question: Question) -> FilterBar:
    """The form with what was asked; two queries for the lists."""
    queues = [(row.key, row.name) for row in Queue.objects.order_by("name", "id")]
    reasons = [(row.key, row.name) for row in ContactReason.objects.order_by("name", "id")]
    used = Channel.objects.order_by("kind").values_list("kind", flat=True).distinct()
    kinds = [(kind, ChannelKind(kind).label) for kind in used]
    return FilterBar(
        start=timezone.localtime(question.start, question.zone).date().isoformat(),
        end=timezone.localtime(question.end, question.zone).date().isoformat(),
        zone=question.zone.key,
        selects=(
            _select("window", _("Window"), words.WINDOW_NAME.items(), question.window),
            _select("scope", _("Repeats"), words.SCOPE_NAME.items(), question.scope),
            _select("channel", _("Channel"), kinds, question.channel, _("All channels")),
            _select("queue", _("Queue"), queues, question.queue, _("All queues")),
            _select("reason", _("Reason"), reasons, question.reason, _("All reasons")),
            _select(
                "group_by",
                _("Group by"),
                [(name, words.GROUP_NAME[name]) for name in GROUPS],
                question.group_by or "",
            ),
        ),
    )


def _select(name: str, label: str, options: Any, chosen: str, everything: str = "") -> Filter:
    rows: Sequence[tuple[str, Text]] = [*([("", everything)] if everything else []), *options]
    return Filter(
        name=name,
        label=label,
        choices=tuple(
            Choice(value=value, label=text, is_chosen=value == chosen) for value, text in rows
        ),
    )


def _list(question: Question, **narrowed: str) -> str:
    return f"{LIST}?{urlencode(parameters(question) | narrowed)}"


def gap_text(gap: timedelta | None) -> str:
    """Days and hours between the trigger and the repeat."""
    if gap is None:
        return ""
    days, hours = gap.days, gap.seconds // 3600
    minutes = gap.seconds % 3600 // 60
    if days:
        return _("%(days)d d %(hours)d h") % {"days": days, "hours": hours}
    return _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": minutes}
