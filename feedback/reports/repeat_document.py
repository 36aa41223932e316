"""The repeat-contact report as JSON and as a table; both say the same as the page."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urlencode

from feedback.codes import Cause, EntryClass
from feedback.reports.question import CERTAIN, Question
from feedback.reports.repeat_contacts import Group, RepeatContacts, Share
from feedback.statistics import Interval, half_up

UNIT: Final = "contact: one attempt of the customer to reach us, bursts folded"
LIST_PATH: Final = "/api/v1/reports/repeat-contacts/contacts/"
EXCLUDED: Final = (
    EntryClass.DUPLICATE,
    EntryClass.SPAM,
    EntryClass.STAFF_OR_TEST,
    EntryClass.AUTO_REPLY,
    EntryClass.FEEDBACK_REPLY,
    EntryClass.ACK,
    EntryClass.SHORT_ABANDON,
    EntryClass.EMPTY_CHAT,
    EntryClass.SOLICITED_TURN,
    EntryClass.EVENT,
)


def as_document(report: RepeatContacts) -> dict[str, Any]:
    """The answer of the API: definition, totals, groups."""
    return {
        "definition": definition(report),
        "totals": _totals(report),
        "results": [_group(report, group) for group in report.groups],
        "next": None,
    }


def definition(report: RepeatContacts) -> dict[str, Any]:
    """What was counted, how, and when it was last brought up to date."""
    question, rules = report.question, report.rules
    return {
        "unit": UNIT,
        "from": written(question.start),
        "to": written(question.end),
        "tz": question.zone.key,
        "window": question.window,
        "scope": question.scope.value,
        "causes": [cause.value for cause in Cause],
        "burst_seconds": int(rules.burst.total_seconds()),
        "chat_resume_seconds": int(rules.chat_resume.total_seconds()),
        "short_abandon_seconds": int(rules.short_abandon.total_seconds()),
        "excludes": [name.value for name in EXCLUDED],
        "verification": list(question.verification or (level.value for level in CERTAIN)),
        "ruleset": rules.ruleset,
        "computed_at": written(report.computed_at) if report.computed_at else None,
    }


def _totals(report: RepeatContacts) -> dict[str, Any]:
    totals = report.totals
    per_issue = report.contacts_per_issue
    return {
        "contacts": totals.contacts,
        "customers": totals.customers,
        "issues": totals.issues,
        "contacts_per_issue": None if per_issue is None else float(per_issue),
        "repeat_contacts": totals.repeats,
        **_share("repeat_share", report.repeat_share),
        "by_cause": {cause.value: count for cause, count in totals.by_cause.items()},
        "repeat_customers": totals.repeat_customers,
        **_share("repeat_customers_share", report.customers_coming_back),
        "by_window": {scope.value: dict(row) for scope, row in totals.by_window.items()},
        "recontact_after_resolution": {
            "matured": totals.matured,
            "recontacted": totals.recontacted,
            **_share("share", report.recontact),
            "too_early": totals.too_early,
        },
        "returned_within": dict(totals.returned_within),
        "channel_switches": totals.switches,
        "unidentified_contacts": totals.unidentified,
        "contacts_without_reason": totals.without_reason,
        "drill_down": drill_down(report.question),
    }


def _group(report: RepeatContacts, group: Group) -> dict[str, Any]:
    assert report.question.group_by is not None
    return {
        report.question.group_by: group.key,
        "contacts": group.contacts,
        "issues": group.issues,
        "repeat_contacts": group.repeats,
        **_share("repeat_share", report.share(group.repeats, group.contacts)),
        "channel_switches": group.switches,
        "drill_down": drill_down(report.question, group),
    }


def _share(name: str, share: Share) -> dict[str, Any]:
    value, interval = share.value, share.interval
    return {
        name: None if value is None else float(value),
        f"{name}_interval": None if interval is None else _rounded(interval),
    }


def _rounded(interval: Interval) -> list[float]:
    return [float(half_up(bound, 3)) for bound in interval]


def drill_down(question: Question, group: Group | None = None, path: str = LIST_PATH) -> str:
    """The address of the contacts behind a number."""
    return f"{path}?{urlencode(parameters(question, group))}"


def parameters(question: Question, group: Group | None = None) -> dict[str, str]:
    """The question as parameters of an address, narrowed to one group."""
    found = {
        "from": written(question.start),
        "to": written(question.end),
        "tz": question.zone.key,
        "window": question.window,
        "scope": question.scope.value,
        "channel": question.channel,
        "queue": question.queue,
        "reason": question.reason,
        "verification": ",".join(question.verification),
    }
    if group is not None and question.group_by is not None:
        found |= {"group_by": question.group_by, "group": group.key or ""}
    return {name: text for name, text in found.items() if text or name == "group"}


def as_table(report: RepeatContacts) -> Iterator[list[str | int | float | None]]:
    """Rows of a spreadsheet: a heading, the total, the groups; each row says what it is of."""
    question = report.question
    of = [
        written(question.start),
        written(question.end),
        question.zone.key,
        question.window,
        question.scope.value,
        report.rules.ruleset,
    ]
    yield [
        question.group_by or "group",
        *("contacts", "issues", "repeat_contacts", "repeat_share"),
        *("repeat_share_low", "repeat_share_high", "channel_switches"),
        *("from", "to", "tz", "window", "scope", "ruleset"),
    ]
    totals = report.totals
    everything = Group(
        key="total",
        label="",
        contacts=totals.contacts,
        issues=totals.issues,
        repeats=totals.repeats,
        switches=totals.switches,
    )
    for group in (everything, *report.groups):
        share = _share("share", report.share(group.repeats, group.contacts))
        low, high = share["share_interval"] or (None, None)
        counts = [group.contacts, group.issues, group.repeats]
        yield [group.key, *counts, share["share"], low, high, group.switches, *of]


def written(moment: datetime) -> str:
    """RFC 3339 in UTC."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
