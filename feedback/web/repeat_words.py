"""The repeat-contact report in words: the sentence that answers, names of causes and windows."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from feedback.codes import Cause, Scope
from feedback.reports.repeat_contacts import RepeatContacts, Share
from feedback.statistics import half_up

WINDOW_NAME: Final[Mapping[str, Promise]] = {
    "24h": gettext_lazy("24 hours"),
    "3d": gettext_lazy("3 days"),
    "7d": gettext_lazy("7 days"),
    "14d": gettext_lazy("14 days"),
    "30d": gettext_lazy("30 days"),
}
SCOPE_NAME: Final[Mapping[str, Promise]] = {
    Scope.SAME_REASON: gettext_lazy("same reason"),
    Scope.ANY_REASON: gettext_lazy("any reason"),
}
CAUSE_NAME: Final[Mapping[str, Promise]] = {
    Cause.RESOLUTION: gettext_lazy("Came back after we had resolved it"),
    Cause.CHASE: gettext_lazy("Asked again while we still owed an answer"),
    Cause.ACCESS: gettext_lazy("Tried again because nobody was reached"),
}
RETURN_NAME: Final[Mapping[str, Promise]] = {
    "1h": gettext_lazy("up to 1 hour"),
    "24h": gettext_lazy("1 to 24 hours"),
    "3d": gettext_lazy("1 to 3 days"),
    "7d": gettext_lazy("3 to 7 days"),
    "longer": gettext_lazy("longer"),
}
GROUP_NAME: Final[Mapping[str, Promise]] = {
    "reason": gettext_lazy("Reason"),
    "channel": gettext_lazy("Channel"),
    "queue": gettext_lazy("Queue"),
    "week": gettext_lazy("Week from"),
}
GROUP_TITLE: Final[Mapping[str, Promise]] = {
    "reason": gettext_lazy("By reason"),
    "channel": gettext_lazy("By channel"),
    "queue": gettext_lazy("By queue"),
    "week": gettext_lazy("By week"),
}
NOTHING_CODED: Final[Mapping[str, Promise]] = {
    "reason": gettext_lazy("No reason coded"),
    "channel": gettext_lazy("No channel"),
    "queue": gettext_lazy("No queue"),
}


def percent_text(value: Decimal | float | None) -> str:
    """A fraction as per cent with one place, in the reader's format; "n/a" of nothing."""
    if value is None:
        return _("n/a")
    return f"{number_format(half_up(Decimal(str(value)) * 100, 1), 1)}\u00a0%"


def share_text(share: Share) -> str:
    """The share, or why there is none."""
    if share.total == 0:
        return _("n/a")
    if not share.is_shown:
        return _("too few")
    return percent_text(Decimal(share.hits) / Decimal(share.total))


def interval_text(share: Share) -> str:
    """The 95 % interval in words; empty where there is none."""
    interval = share.interval
    if interval is None:
        return ""
    low, high = (number_format(half_up(bound * 100, 1), 1) for bound in interval)
    return _("95 %% interval %(low)s to %(high)s %%") % {"low": low, "high": high}


def answer(report: RepeatContacts) -> str:
    """One sentence that answers the report's question."""
    totals = report.totals
    if not totals.contacts:
        return _("Nobody contacted us in this period.")
    facts = {
        "repeats": totals.repeats,
        "contacts": totals.contacts,
        "window": WINDOW_NAME[report.question.window],
        "share": share_text(report.repeat_share),
    }
    if not report.repeat_share.is_shown:
        return (
            ngettext(
                "Only %(contacts)d contact in this period: too few for a share.",
                "Only %(contacts)d contacts in this period: too few for a share.",
                totals.contacts,
            )
            % facts
        )
    if not totals.repeats:
        return (
            ngettext(
                "The %(contacts)d contact was nobody coming back within %(window)s.",
                "None of %(contacts)d contacts was somebody coming back within %(window)s.",
                totals.contacts,
            )
            % facts
        )
    return f"{_share_sentence(report, facts)} {_main_cause(report)}"


def _share_sentence(report: RepeatContacts, facts: Mapping[str, object]) -> str:
    if report.question.scope is Scope.SAME_REASON:
        return (
            _(
                "%(share)s of our work is people coming back: %(repeats)d of %(contacts)d contacts"
                " were about the same reason again within %(window)s."
            )
            % facts
        )
    return (
        _(
            "%(share)s of our work is people coming back: %(repeats)d of %(contacts)d contacts"
            " came again within %(window)s, whatever the reason."
        )
        % facts
    )


def _main_cause(report: RepeatContacts) -> str:
    """What most of them came back for; a tie is nobody's fault."""
    counts = sorted(report.totals.by_cause.items(), key=lambda item: -item[1])
    cause, most = counts[0]
    if most == counts[1][1]:
        return ""
    sentence = {
        Cause.RESOLUTION: ngettext(
            "Most of all, %(count)d came back after we had resolved it.",
            "Most of all, %(count)d came back after we had resolved it.",
            most,
        ),
        Cause.CHASE: ngettext(
            "Most of all, %(count)d asked again while we still owed an answer.",
            "Most of all, %(count)d asked again while we still owed an answer.",
            most,
        ),
        Cause.ACCESS: ngettext(
            "Most of all, %(count)d had reached nobody before.",
            "Most of all, %(count)d had reached nobody before.",
            most,
        ),
    }
    return sentence[cause] % {"count": most}
