"""How survey decisions and answers look on the desk's timeline."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from feedback.models.surveys import (
    Cancellation,
    ContactWish,
    Driver,
    Invitation,
    InvitationState,
    Response,
    Solved,
    Suppression,
)
from feedback.surveys import timeline, wording
from feedback.surveys.scales import Band, instrument
from tickets.timeline import Entry
from tickets.web.formats import moment, short_date
from tickets.web.rows import Badge, FactRow, TimelineRow
from tickets.web.timeline_rows import Frame, register_presenter, templates_of

_ICON: Final = "survey"
_SAID: Final[Mapping[str, str | Promise]] = MappingProxyType(
    {
        InvitationState.SENDING: gettext_lazy("The rating question is being sent"),
        InvitationState.SENT: gettext_lazy("Asked for a rating"),
        InvitationState.DELIVERED: gettext_lazy("Asked for a rating"),
        InvitationState.ANSWERED: gettext_lazy("Asked for a rating"),
        InvitationState.SUSPECT: gettext_lazy("Asked for a rating; no answer by a person yet"),
        InvitationState.EXPIRED: gettext_lazy("Asked for a rating; no answer"),
        InvitationState.BOUNCED: gettext_lazy("The rating question could not be delivered"),
    }
)
_TONE: Final[Mapping[Band, str]] = MappingProxyType(
    {Band.LOW: "bad", Band.MIDDLE: "warn", Band.HIGH: "good"}
)


def invitation_row(entry: Entry, frame: Frame) -> TimelineRow:
    """A quiet line: asked, will be asked, or not asked and why."""
    row: Invitation = entry.row
    return TimelineRow(
        key=row.id,
        kind=entry.kind,
        templates=templates_of(entry.kind, "line"),
        side="line",
        icon=_ICON,
        at=moment(entry.occurred_at),
        title=_title(row, frame),
        badges=(Badge(label=_("perhaps sent"), tone="warn"),) if row.uncertain else (),
    )


def _title(row: Invitation, frame: Frame) -> str:
    if row.state == InvitationState.SUPPRESSED:
        reason = str(Suppression(row.reason).label)
        if row.reason_detail:
            reason = f"{reason} ({row.reason_detail})"
        return _("Not asked for a rating: %(reason)s") % {"reason": reason}
    if row.state == InvitationState.CANCELLED:
        reason = str(Cancellation(row.reason).label)
        return _("Rating question withdrawn: %(reason)s") % {"reason": reason}
    if row.state == InvitationState.SCHEDULED and row.due_at is not None:
        local = timezone.localtime(row.due_at)
        when = f"{short_date(local, timezone.localtime(frame.at))}, {local:%H:%M}"
        return _("Will be asked for a rating on %(when)s") % {"when": when}
    return str(_SAID[row.state])


def response_row(entry: Entry, _frame: Frame) -> TimelineRow:
    """An answer: the value with its scale, what else was ticked, and the comment."""
    row: Response = entry.row
    scale = instrument(row.instrument)
    return TimelineRow(
        key=row.id,
        kind=entry.kind,
        templates=templates_of(entry.kind),
        side="in",
        icon=_ICON,
        icon_tone=_TONE[scale.band(row.value)],
        at=moment(entry.occurred_at),
        author=str(row.customer),
        label=_("answered the rating question"),
        title=summary(row),
        text=row.comment,
        language=row.language,
        badges=tuple(_badges(row)),
        facts=tuple(_facts(row)),
    )


def summary(row: Response) -> str:
    """The value for a line: "CES 2.0: 2 of 7"."""
    scale = instrument(row.instrument)
    return _("%(name)s: %(value)s of %(highest)s") % {
        "name": scale.name,
        "value": row.value,
        "highest": scale.highest,
    }


def _facts(row: Response) -> list[FactRow]:
    scale = instrument(row.instrument)
    label = wording.texts(row.language).instruments[row.instrument].labels.get(row.value, "")
    value = _("%(value)s of %(highest)s") % {"value": row.value, "highest": scale.highest}
    facts = [FactRow(label=scale.name, value=f"{value} – {label}" if label else value)]
    if row.resolved:
        facts.append(FactRow(label=_("resolved"), value=str(Solved(row.resolved).label)))
    if row.drivers:
        drivers = ", ".join(str(Driver(item).label) for item in row.drivers)
        facts.append(FactRow(label=_("what was hard"), value=drivers))
    if row.contact_wanted:
        wish = str(ContactWish(row.contact_wanted).label)
        facts.append(FactRow(label=_("may we get in touch"), value=wish))
    return facts


def _badges(row: Response) -> list[Badge]:
    badges = []
    if row.contact_wanted in {ContactWish.EMAIL, ContactWish.PHONE}:
        badges.append(Badge(label=_("wants to be contacted"), tone="warn"))
    if not row.trusted:
        badges.append(Badge(label=_("looks like a machine; does not count"), tone="neutral"))
    return badges


def register() -> None:
    """Tells the desk how entries of surveys look; called once at start."""
    register_presenter(timeline.INVITATIONS, invitation_row)
    register_presenter(timeline.RESPONSES, response_row)
