"""The composer: by which ways this customer can be answered now, and what was typed before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _

from tickets.customers.points import STRENGTH
from tickets.models import (
    ChannelKind,
    ContactPoint,
    Direction,
    Interaction,
    PointKind,
    Status,
    Ticket,
)
from tickets.timeline import Entry
from tickets.web.head import dispositions
from tickets.web.menus import Menus
from tickets.web.opened import Opened
from tickets.web.rows import Choice, Composer, ComposerTab, StaleReply

EMAIL, NOTE = "email", "note"
KINDS = (EMAIL, NOTE)


def composer_for(
    opened: Opened,
    points: Sequence[ContactPoint],
    entries: Sequence[Entry],
    menus: Menus,
    *,
    current: str = EMAIL,
    errors: Mapping[str, Iterable[str]] | None = None,
    stale: StaleReply | None = None,
    older: bool = False,
) -> Composer:
    """The composer of a ticket; without e-mail the note is chosen.

    Beside ``older`` messages it is closed: who answers should have seen the newest ones.
    """
    ticket = opened.ticket
    mail = _mail_tab(opened, points, entries, errors or {})
    if mail.why_not or current == NOTE:
        current = NOTE
    note = ComposerTab(
        kind=NOTE,
        label=_("Internal note"),
        icon="note",
        current=current == NOTE,
        placeholder=_("Only your colleagues see this …"),
        draft=opened.drafts.get(NOTE, ""),
        draft_url=reverse("desk:draft", args=[ticket.number]),
        sends=False,
        errors=tuple((errors or {}).get(NOTE, ())),
    )
    return Composer(
        tabs=(replace(mail, current=current == EMAIL), note),
        reply_url=reverse("desk:reply", args=[ticket.number]),
        seen=newest_of(ticket, entries),
        last_wrote_by=_last_wrote_by(entries),
        closed=_closed(opened, older=older),
        can_resolve=ticket.is_unresolved,
        dispositions=dispositions(menus, ticket),
        stale=stale,
    )


def _closed(opened: Opened, *, older: bool) -> str:
    if not opened.works:
        return _("You may read this ticket, but not answer it.")
    return _("These are older messages. Go to the newest ones to answer.") if older else ""


def newest_of(ticket: Ticket, entries: Iterable[Entry]) -> str:
    """The newest shown entry of the ticket; ids carry their time behind the prefix."""
    ids = (
        entry.id
        for entry in entries
        if entry.ticket_id == ticket.id and entry.source in {"interaction", "ticket_event"}
    )
    return max(ids, key=lambda text: text.partition("_")[2], default="")


def _mail_tab(
    opened: Opened,
    points: Sequence[ContactPoint],
    entries: Sequence[Entry],
    errors: Mapping[str, Iterable[str]],
) -> ComposerTab:
    ticket = opened.ticket
    known = [row for row in points if row.kind == PointKind.EMAIL]
    usable = [row for row in known if row.is_reachable()]
    return ComposerTab(
        kind=EMAIL,
        label=str(ChannelKind.EMAIL.label),
        icon="mail",
        why_not=_why_not(opened, known, usable),
        recipients=_recipients(ticket, usable, entries),
        placeholder=_("Write a reply to %(name)s …") % {"name": ticket.customer},
        draft=opened.drafts.get(EMAIL, ""),
        draft_url=reverse("desk:draft", args=[ticket.number]),
        takes_files=True,
        errors=tuple(errors.get(EMAIL, ())),
    )


def _why_not(opened: Opened, known: Sequence[ContactPoint], usable: Sequence[ContactPoint]) -> str:
    if opened.ticket.status == Status.CLOSED:
        return _("This ticket is closed. The customer's next message opens a new one.")
    if not known:
        return _("No e-mail address of this customer is known.")
    if not usable:
        return _("E-mails to this customer come back. Reach them another way.")
    if not opened.mailbox:
        return _("No mailbox is set up to send from. An administrator can add one.")
    return ""


def _recipients(
    ticket: Ticket, usable: Sequence[ContactPoint], entries: Iterable[Entry]
) -> tuple[Choice, ...]:
    """Addresses to choose from; the one the customer used last on this ticket is chosen."""
    by_id = {row.id: row for row in usable}
    used = (
        entry.row.contact_point_id
        for entry in entries
        if entry.ticket_id == ticket.id
        and isinstance(entry.row, Interaction)
        and entry.row.direction == Direction.INBOUND
    )
    strongest = max(usable, key=lambda row: STRENGTH[row.verification], default=None)
    chosen = next((item for item in used if item in by_id), strongest.id if strongest else "")
    name = ticket.customer.name
    rows = sorted(usable, key=lambda row: row.id != chosen)
    return tuple(
        Choice(
            value=row.id,
            label=f"{name} <{row.value}>" if name else row.value,
            current=row.id == chosen,
        )
        for row in rows
    )


def _last_wrote_by(entries: Iterable[Entry]) -> str:
    for entry in entries:
        row = entry.row
        if isinstance(row, Interaction) and row.direction == Direction.INBOUND and row.channel_kind:
            kind = str(ChannelKind(row.channel_kind).label)
            return _("Customer last wrote by %(channel)s") % {"channel": kind}
    return ""
