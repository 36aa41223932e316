"""The customer beside the conversation."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from tickets import context
from tickets.models import ContactPoint, Customer, PointKind, Ticket, Verification
from tickets.web.appearance import MARK, POINT_ICON, status_badge
from tickets.web.blocks import title_of, url_of
from tickets.web.formats import initials, moment, near_day, phone
from tickets.web.rows import (
    Badge,
    CustomerCard,
    FactRow,
    NoticeRow,
    OtherTicketRow,
    PointRow,
    StatRow,
)

SHOWN_TICKETS: Final = 8
_BLOCKS: Final = ("last_scores", "effort", "incidents", "promises", "callbacks")
_BANDS: Final[dict[str, str]] = {"low": "good", "medium": "warn", "high": "bad", "very_high": "bad"}
_ADDRESS_SCHEME: Final[dict[str, str]] = {PointKind.EMAIL: "mailto:", PointKind.PHONE: "tel:"}


def points_of(cluster: Sequence[str]) -> list[ContactPoint]:
    """Every way to reach the person, the last used first."""
    rows = ContactPoint.objects.filter(customer__in=cluster)
    return list(rows.order_by("-last_seen_at", "id")[:40])


def others_of(cluster: Sequence[str], ticket: Ticket) -> list[Ticket]:
    """The person's other tickets in any queue, newest first, at most 100."""
    rows = Ticket.objects.filter(customer__in=cluster, merged_into=None).exclude(id=ticket.id)
    return list(rows.select_related("disposition").order_by("-last_entry_at", "-id")[:100])


def card_for(
    customer: Customer,
    points: Sequence[ContactPoint],
    others: Sequence[Ticket],
    contacts: Sequence[str],
    subject: context.Subject,
) -> CustomerCard:
    """The card; ``others`` are the tickets the agent may see, ``contacts`` the channels of the
    last 30 days' contacts."""
    known = context.blocks(subject, _BLOCKS)
    effort = known["effort"] or {}
    return CustomerCard(
        customer_id=customer.id,
        name=str(customer),
        initials=initials(customer.name),
        subtitle=_subtitle(customer),
        badges=tuple(_badges(customer)),
        points=tuple(_point(row) for row in points if row.kind != PointKind.CHAT),
        facts=tuple(_facts(customer, subject.at)),
        stats=tuple(_stats(known["last_scores"], contacts, others, subject.ticket)),
        effort=_band(effort),
        effort_reasons=tuple(str(reason) for reason in effort.get("reasons", ())),
        known_now=tuple(_incidents(known["incidents"])),
        due=tuple(_due(known["promises"], known["callbacks"], subject.at)),
        other_tickets=tuple(_other(row) for row in others[:SHOWN_TICKETS]),
    )


def _subtitle(customer: Customer) -> str:
    since = _("customer since %(year)d") % {"year": customer.created_at.year}
    return " · ".join(filter(None, [customer.company, since]))


def _badges(customer: Customer) -> Iterator[Badge]:
    if customer.vip:
        yield Badge(label=_("VIP"), tone="violet")
    if customer.standing != Customer.Standing.PERSON:
        yield Badge(label=str(Customer.Standing(customer.standing).label))


def _point(row: ContactPoint) -> PointRow:
    mark, look = str(Verification(row.verification).label), MARK[row.verification]
    icon, tone = look.icon, look.tone
    if not row.is_reachable():
        mark, icon, tone = _("messages do not arrive"), "alert", "bad"
    scheme = _ADDRESS_SCHEME.get(row.kind)
    return PointRow(
        kind=row.namespace or str(PointKind(row.kind).label),
        icon=POINT_ICON.get(row.kind, "tag"),
        value=phone(row.value) if row.kind == PointKind.PHONE else row.value,
        url=f"{scheme}{row.value}" if scheme else "",
        mark=mark,
        mark_icon=icon,
        mark_tone=tone,
    )


def _facts(customer: Customer, at: datetime) -> Iterator[FactRow]:
    if customer.language:
        yield FactRow(label=_("Language"), value=_language(customer.language))
    if customer.timezone:
        try:
            there = at.astimezone(ZoneInfo(customer.timezone))
        except (ZoneInfoNotFoundError, ValueError):
            return
        yield FactRow(label=_("Local time"), value=f"{there:%H:%M}")


def _language(code: str) -> str:
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


def _stats(
    scores: Any, contacts: Sequence[str], others: Sequence[Ticket], ticket: Ticket | None
) -> Iterator[StatRow]:
    for score in list(scores or ())[:1]:
        yield StatRow(
            value=str(score["score"]),
            label=_("last rating"),
            definition=_("The customer's newest survey answer (%(name)s)")
            % {"name": score["instrument"]},
        )
    yield StatRow(
        value=str(len(contacts)),
        label=_("contacts 30 d"),
        definition=_("Times the customer turned to us in the last 30 days, on any channel"),
    )
    yield StatRow(
        value=str(len({kind for kind in contacts if kind})),
        label=_("channels"),
        definition=_("Different channels of those contacts"),
    )
    unresolved = sum(row.is_unresolved for row in (*others, *([ticket] if ticket else [])))
    yield StatRow(
        value=str(unresolved),
        label=_("open"),
        definition=_("Tickets of this customer that are not resolved"),
    )


def _band(effort: Mapping[str, Any]) -> Badge | None:
    band = effort.get("band")
    if not band:
        return None
    words = {"low": _("low"), "medium": _("medium"), "high": _("high"), "very_high": _("very high")}
    return Badge(label=words.get(band, str(band)), tone=_BANDS.get(band, "neutral"))


def _incidents(rows: Any) -> Iterator[NoticeRow]:
    for row in rows or ():
        yield NoticeRow(text=str(row["title"]), url=str(row.get("url", "")))


def _due(promises: Any, callbacks: Any, at: datetime) -> Iterator[NoticeRow]:
    now = timezone.localtime(at)
    for row in [*(promises or ()), *(callbacks or ())]:
        when = row.get("due_at")
        when = parse_datetime(when) if isinstance(when, str) else when
        label = near_day(timezone.localtime(when), now) if when else ""
        late = when is not None and when < at
        yield NoticeRow(
            text=str(row.get("title") or row.get("text") or ""),
            tone="bad" if late else "warn",
            icon="clock",
            at=moment(when, label) if when else None,
        )


def _other(row: Ticket) -> OtherTicketRow:
    return OtherTicketRow(
        number=row.number,
        subject=title_of(row),
        url=url_of(row),
        status=status_badge(row, short=True),
    )
