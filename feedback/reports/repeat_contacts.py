"""How much of our work is people coming back: repeat share, recontact, causes, switches.

Everything is read from derived tables in a number of queries that does not depend on how much
there is.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import TruncWeek

from feedback.codes import WINDOWS, Cause, Scope
from feedback.journeys import upkeep
from feedback.journeys.rules import DEFAULT_RULES, Rules
from feedback.models import Aftermath, ChainLink, ChannelSwitch, Contact
from feedback.reports.question import Question
from feedback.statistics import Interval, fraction, wilson

RETURNED_WITHIN: Final = (
    ("1h", timedelta(hours=1)),
    ("24h", timedelta(hours=24)),
    ("3d", timedelta(days=3)),
    ("7d", timedelta(days=7)),
    ("longer", timedelta.max),
)
"""Steps of the hours-to-return histogram: each counts what came after the step before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """``hits`` of ``total``; below ``hide_below`` cases there are only the counts."""

    hits: int
    total: int
    hide_below: int

    @property
    def is_shown(self) -> bool:
        """Whether there are enough cases for a share."""
        return self.total >= self.hide_below

    @property
    def value(self) -> Decimal | None:
        """The share as a fraction with three places."""
        return fraction(self.hits, self.total) if self.is_shown else None

    @property
    def interval(self) -> Interval | None:
        """Wilson's 95 % interval."""
        return wilson(self.hits, self.total) if self.is_shown else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """The numbers of the whole period. ``chained_contacts`` are all contacts of its issues."""

    contacts: int
    customers: int
    issues: int
    chained_contacts: int
    repeats: int
    by_cause: Mapping[Cause, int]
    repeat_customers: int
    by_window: Mapping[Scope, Mapping[str, int]]
    returned_within: Mapping[str, int]
    matured: int
    recontacted: int
    too_early: int
    switches: int
    unidentified: int
    without_reason: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The numbers of one reason, channel, queue or week; ``key`` ``None``: nothing was coded."""

    key: str | None
    label: str
    contacts: int
    issues: int
    repeats: int
    switches: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """One week of the report's zone, named by its Monday."""

    monday: date
    contacts: int
    repeats: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatContacts:
    """The answer, with what it was computed from and when."""

    question: Question
    rules: Rules
    computed_at: datetime | None
    totals: Totals
    groups: tuple[Group, ...]
    weeks: tuple[Week, ...]

    def share(self, hits: int, total: int) -> Share:
        """A share under the rules of this report."""
        return Share(hits=hits, total=total, hide_below=self.rules.hide_below)

    @property
    def repeat_share(self) -> Share:
        """Repeats among the period's contacts: known at once, looks back."""
        return self.share(self.totals.repeats, self.totals.contacts)

    @property
    def recontact(self) -> Share:
        """Mature resolutions after which the customer came again: looks forward."""
        return self.share(self.totals.recontacted, self.totals.matured)

    @property
    def customers_coming_back(self) -> Share:
        """Customers with a repeat among customers with a contact."""
        return self.share(self.totals.repeat_customers, self.totals.customers)

    @property
    def contacts_per_issue(self) -> Decimal | None:
        """All contacts of the issues that began in the period, for each of them."""
        return fraction(self.totals.chained_contacts, self.totals.issues, 2)


def repeat_contacts(
    question: Question, *, at: datetime, rules: Rules = DEFAULT_RULES, weeks: bool = False
) -> RepeatContacts:
    """The report as known at ``at``; ``weeks`` adds the series for a chart."""
    reader = _Reader(question, at)
    return RepeatContacts(
        question=question,
        rules=rules,
        computed_at=upkeep.computed_at(),
        totals=reader.totals(),
        groups=reader.groups(question.group_by) if question.group_by else (),
        weeks=reader.weeks() if weeks else (),
    )


class _Reader:
    """The rows of the period, narrowed to what the question asks for."""

    def __init__(self, question: Question, at: datetime) -> None:
        self.question = question
        self.at = at
        period = {"at__gte": question.start, "at__lt": question.end}
        self.contacts = Contact.objects.filter(question.contacts(), **period)
        self.repeats = ChainLink.objects.filter(question.contacts("contact__"), **period)
        self.switches = ChannelSwitch.objects.filter(question.contacts("head__"), **period)

    @property
    def variant(self) -> dict[str, str]:
        return {"scope": self.question.scope, "window": self.question.window}

    def totals(self) -> Totals:
        contacts = self.contacts.aggregate(
            contacts=Count("pk"),
            customers=Count("cluster", distinct=True),
            unidentified=Count("pk", filter=Q(identified=False)),
            without_reason=Count("pk", filter=Q(reason=None)),
        )
        variants = {(row["scope"], row["window"]): row for row in self._variants()}
        chosen = variants.get((self.question.scope, self.question.window), {})
        repeats = chosen.get("repeats", 0)
        issues = contacts["contacts"] - repeats
        return Totals(
            **contacts,
            **self._recontacts(),
            issues=issues,
            chained_contacts=issues + self._later_contacts(),
            repeats=repeats,
            by_cause={cause: chosen.get(cause.value, 0) for cause in Cause},
            repeat_customers=chosen.get("people", 0),
            by_window={
                scope: {
                    window: variants.get((scope, window), {}).get("repeats", 0)
                    for window in WINDOWS
                }
                for scope in Scope
            },
            returned_within={name: chosen.get(f"in_{name}", 0) for name, _ in RETURNED_WITHIN},
            switches=self.switches.count(),
        )

    def _variants(self) -> Iterable[Any]:
        """Repeats of each scope and window, with causes, people and times to return."""
        causes: dict[str, Any] = {
            cause.value: Count("pk", filter=Q(cause=cause)) for cause in Cause
        }
        returned: dict[str, Any] = {}
        last = -1
        for name, within in RETURNED_WITHIN:
            seconds = int(min(within, timedelta(days=36_500)).total_seconds())
            returned[f"in_{name}"] = Count(
                "pk", filter=Q(gap_seconds__gt=last, gap_seconds__lte=seconds)
            )
            last = seconds
        return self.repeats.values("scope", "window").annotate(
            repeats=Count("pk"),
            people=Count("contact__cluster", distinct=True),
            **causes,
            **returned,
        )

    def _later_contacts(self) -> int:
        """Repeats, whenever they came, of issues that began in the period."""
        rows = ChainLink.objects.filter(
            self.question.contacts("head__"),
            head_at__gte=self.question.start,
            head_at__lt=self.question.end,
            **self.variant,
        )
        return rows.count()

    def _recontacts(self) -> dict[str, int]:
        width = self.question.width
        mature = Q(resolved_at__lte=self.at - width)
        followed = Q(**{f"{self.question.scope}_at__lte": F("resolved_at") + width})
        rows = Aftermath.objects.filter(
            self.question.resolutions(),
            resolved_at__gte=self.question.start,
            resolved_at__lt=self.question.end,
        )
        return rows.aggregate(
            matured=Count("pk", filter=mature),
            recontacted=Count("pk", filter=mature & followed),
            too_early=Count("pk", filter=~mature),
        )

    def groups(self, by: str) -> tuple[Group, ...]:
        """Groups with a contact, the biggest first."""
        key, label = _group(by)
        contacts = self._count(self.contacts, key, label, "")
        repeats = self._count(self.repeats.filter(**self.variant), key, label, "contact__")
        switches = self._count(self.switches, key, label, "head__")
        groups = [
            Group(
                key=name,
                label=text,
                contacts=count,
                issues=count - repeats.get((name, text), 0),
                repeats=repeats.get((name, text), 0),
                switches=switches.get((name, text), 0),
            )
            for (name, text), count in contacts.items()
        ]
        if by == "week":
            return tuple(sorted(groups, key=lambda group: group.key or ""))
        return tuple(sorted(groups, key=lambda group: (-group.contacts, group.label)))

    def _count(
        self, rows: "QuerySet[Any]", key: str, label: str, prefix: str
    ) -> dict[tuple[str | None, str], int]:
        if key == "week":
            counted = self._by_week(rows)
            return {(monday.isoformat(), monday.isoformat()): n for monday, n in counted.items()}
        found = rows.values_list(f"{prefix}{key}", f"{prefix}{label}").annotate(n=Count("pk"))
        return {(name or None, text or ""): n for name, text, n in found}

    def weeks(self) -> tuple[Week, ...]:
        """Every week that touches the period, quiet ones too."""
        contacts = self._by_week(self.contacts)
        repeats = self._by_week(self.repeats.filter(**self.variant))
        first = self.question.start.astimezone(self.question.zone).date()
        last = (self.question.end - timedelta(microseconds=1)).astimezone(self.question.zone).date()
        monday = first - timedelta(days=first.weekday())
        weeks = []
        while monday <= last:
            weeks.append(
                Week(
                    monday=monday,
                    contacts=contacts.get(monday, 0),
                    repeats=repeats.get(monday, 0),
                )
            )
            monday += timedelta(days=7)
        return tuple(weeks)

    def _by_week(self, rows: "QuerySet[Any]") -> dict[date, int]:
        week = TruncWeek("at", tzinfo=self.question.zone)
        counted = rows.annotate(week=week).values_list("week").annotate(n=Count("pk"))
        return {moment.date(): n for moment, n in counted}


def _group(by: str) -> tuple[str, str]:
    """Where a contact's key and its name stand."""
    return {
        "reason": ("reason__key", "reason__name"),
        "queue": ("queue__key", "queue__name"),
        "channel": ("channel_kind", "channel_kind"),
        "week": ("week", "week"),
    }[by]
