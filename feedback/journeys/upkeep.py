"""Keeps journeys up to date: finds whose facts changed by asking the tables, and recomputes.

Interactions and ticket events are append-only; each row carries the transaction that wrote it.
Only rows older than every running transaction are read, in ``(tx, seq)`` order, so that one that
commits late is never skipped. Whoever is found is marked in :class:`DirtyCluster` in the same
transaction that moves the mark of what was read.
"""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from django.db import connection, transaction
from django.db.models import F, Q

from feedback.journeys.facts import heads_of
from feedback.journeys.recompute import recompute
from feedback.journeys.rules import DEFAULT_RULES, Rules
from feedback.models import DirtyCluster, JourneyProgress
from tickets.models import Customer, CustomerMerge, EventKind, Interaction, Ticket, TicketEvent

READ_AT_ONCE: Final = 2000
CLUSTERS_AT_ONCE: Final = 200
SAMPLE: Final = 200
LOOK_AGAIN: Final = timedelta(minutes=1)
PAUSES: Final = (
    timedelta(minutes=1),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=12),
)
_LAST: Final = 2**63 - 1
_MERGES: Final = frozenset({EventKind.CUSTOMER_MERGED, EventKind.CUSTOMER_UNMERGED})
_log = logging.getLogger(__name__)


def catch_up(at: datetime, *, limit: int = 2000) -> int:
    """Mark everybody with new facts and recompute up to ``limit`` people; returns how many."""
    while mark_changed(at=at):
        pass
    done = 0
    while done < limit:
        batch = _work_through(CLUSTERS_AT_ONCE, at=at)
        if not batch:
            break
        done += batch
    return done


def mark_changed(*, at: datetime) -> int:
    """Mark the people behind the next unread rows of both tables; returns how many rows."""
    return _read("interaction", at=at) + _read("ticket_event", at=at)


def mark(customers: Iterable[str], *, at: datetime) -> None:
    """Ask for these customers' journeys to be computed again."""
    rows = [DirtyCluster(customer_id=head, marked_at=at) for head in sorted(heads_of(customers))]
    DirtyCluster.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["customer"],
        update_fields=["marked_at", "retry_at"],
    )


def rebuild(*, at: datetime, rules: Rules = DEFAULT_RULES, write: bool = True) -> int:
    """Compute every customer anew; returns how many derived rows were wrong.

    With ``write`` false it only counts. Later changes are found by :func:`catch_up` as usual.
    """
    if write:
        _start_from_here(at=at)
    changed = 0
    last = ""
    while heads := _heads_after(last):
        changed += recompute(heads, at=at, rules=rules, write=write).changed
        last = heads[-1]
    return changed


def check_sample(at: datetime) -> int:
    """Compare some people's journeys with their facts, other ones each day.

    Returns how many are off; they are logged and computed again. People whose new facts only
    wait for their turn are left out.
    """
    clean = Customer.objects.heads().exclude(id__in=DirtyCluster.objects.values("customer"))
    heads = clean.order_by("id").values_list("id", flat=True)
    start = at.toordinal() * SAMPLE % max(heads.count(), 1)
    sample = list(heads[start : start + SAMPLE])
    sample += heads[: min(start, SAMPLE - len(sample))]
    off = [head for head in sample if recompute([head], at=at, write=False).changed]
    if off:
        _log.error("journeys_drift", extra={"people": len(off), "of": len(sample)})
        mark(off, at=at)
    return len(off)


def computed_at() -> datetime | None:
    """When facts were last read; ``None`` if they never were."""
    moments = JourneyProgress.objects.values_list("read_at", flat=True)
    return min((moment for moment in moments if moment is not None), default=None)


def _read(source: str, *, at: datetime) -> int:
    with transaction.atomic():
        JourneyProgress.objects.get_or_create(source=source)
        progress = JourneyProgress.objects.select_for_update().get(source=source)
        model = Interaction if source == "interaction" else TicketEvent
        rows = list(
            model._default_manager.filter(tx__gte=progress.tx, tx__lt=_oldest_running())
            .exclude(tx=progress.tx, seq__lte=progress.seq)
            .order_by("tx", "seq")
            .values_list("tx", "seq", "id")[:READ_AT_ONCE]
        )
        if rows:
            ids = [row[2] for row in rows]
            touched = _writers(ids) if source == "interaction" else _people_of_events(ids)
            mark(touched, at=at)
            progress.tx, progress.seq = rows[-1][0], rows[-1][1]
        progress.read_at = at
        progress.save()
    return len(rows)


def _oldest_running() -> int:
    """The oldest transaction that may still commit something."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        return int(cursor.fetchone()[0])


def _writers(entries: list[str]) -> set[str]:
    """Whose entries these are, and who else took part in their tickets."""
    rows = Interaction.objects.filter(id__in=entries)
    found: list[tuple[str, str | None]] = [*rows.values_list("customer", "ticket")]
    tickets = {ticket for _, ticket in found if ticket is not None}
    return {customer for customer, _ in found} | _people_on(tickets)


def _people_on(tickets: set[str]) -> set[str]:
    """Everybody whose entries arrived on these tickets or on what was merged into them."""
    absorbed = Ticket.objects.filter(merged_into__in=tickets).values_list("id", flat=True)
    family = tickets | set(absorbed)
    entries = Interaction.objects.filter(Q(ticket__in=family) | Q(origin_ticket__in=family))
    owners = Ticket.objects.filter(id__in=family).values_list("customer", flat=True)
    return set(entries.values_list("customer", flat=True)) | set(owners)


def _people_of_events(events: list[str]) -> set[str]:
    rows = TicketEvent.objects.filter(id__in=events)
    found: list[tuple[str | None, ...]] = [
        *rows.annotate(survivor=F("ticket__merged_into")).values_list(
            "kind", "customer", "ticket", "survivor", "interaction__customer"
        )
    ]
    people = {person for row in found for person in (row[1], row[4]) if person is not None}
    tickets = {ticket for row in found for ticket in row[2:4] if ticket is not None}
    merged = {row[1] for row in found if row[0] in _MERGES and row[1] is not None}
    if merged:
        pairs = CustomerMerge.objects.filter(Q(head__in=merged) | Q(absorbed__in=merged))
        people.update(person for pair in pairs.values_list("head", "absorbed") for person in pair)
    return people | _people_on(tickets)


def _work_through(limit: int, *, at: datetime) -> int:
    """Recompute the next few marked people together; one that fails is tried alone, later."""
    with transaction.atomic():
        heads = _take(limit, at=at)
        if not heads:
            return 0
        try:
            with transaction.atomic():
                going_on = recompute(_standing(heads), at=at).going_on
            _finish(heads, going_on, at=at)
        except Exception as error:  # noqa: BLE001  # one person's facts must not stop the others
            if len(heads) == 1:
                _put_off(heads[0], error, at=at)
            else:
                _one_by_one(heads, at=at)
    return len(heads)


def _take(limit: int, *, at: datetime) -> list[str]:
    rows = DirtyCluster.objects.due(at).order_by("marked_at", "customer")
    locked = rows.select_for_update(skip_locked=True).values_list("customer", flat=True)
    return list(locked[:limit])


def _standing(heads: list[str]) -> list[str]:
    """The heads as they are now: one merged away since hands over to its new head."""
    return sorted(heads_of(heads))


def _one_by_one(heads: list[str], *, at: datetime) -> None:
    for head in heads:
        try:
            with transaction.atomic():
                going_on = recompute(_standing([head]), at=at).going_on
            _finish([head], going_on, at=at)
        except Exception as error:  # noqa: BLE001  # as above
            _put_off(head, error, at=at)


def _finish(heads: list[str], going_on: frozenset[str], *, at: datetime) -> None:
    """Done, except where a call goes on: its end is an update of the entry, not a new row."""
    rows = DirtyCluster.objects.filter(customer__in=heads)
    rows.exclude(customer__in=going_on).delete()
    rows.filter(customer__in=going_on).update(retry_at=at + LOOK_AGAIN, failures=0, error="")


def _put_off(head: str, error: Exception, *, at: datetime) -> None:
    row = DirtyCluster.objects.get(customer=head)
    row.retry_at = at + PAUSES[min(row.failures, len(PAUSES) - 1)]
    row.failures += 1
    row.error = type(error).__name__
    row.save()
    _log.error("journey_failed", extra={"customer": head, "error": row.error})


def _start_from_here(*, at: datetime) -> None:
    """Everything committed so far counts as read, because a rebuild is about to see it."""
    before = _oldest_running() - 1
    for source in ("interaction", "ticket_event"):
        JourneyProgress.objects.update_or_create(
            source=source, defaults={"tx": before, "seq": _LAST, "read_at": at}
        )


def _heads_after(last: str) -> list[str]:
    heads = Customer.objects.heads().order_by("id")
    if last:
        heads = heads.filter(id__gt=last)
    return list(heads.values_list("id", flat=True)[:CLUSTERS_AT_ONCE])
