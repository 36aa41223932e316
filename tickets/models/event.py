"""The audit trail: what happened to tickets and who did it, in codes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tickets.models.agent import Agent
from tickets.models.customer import Customer
from tickets.models.database_values import NextValue, WritingTransaction
from tickets.models.ids import PublicIdField
from tickets.models.interaction import Interaction
from tickets.models.queue import ContactReason, Queue
from tickets.models.ticket import Ticket


class EventKind(models.TextChoices):
    OPENED = "opened", _("opened")
    STATUS_CHANGED = "status_changed", _("status changed")
    RESOLVED = "resolved", _("resolved")
    REOPENED = "reopened", _("reopened")
    CLOSED = "closed", _("closed")
    ASSIGNED = "assigned", _("assigned")
    UNASSIGNED = "unassigned", _("unassigned")
    TRANSFERRED = "transferred", _("transferred")
    FIELD_CHANGED = "field_changed", _("changed")
    SNOOZED = "snoozed", _("snoozed")
    WOKEN = "woken", _("back from snooze")
    MERGED = "merged", _("merged")
    UNMERGED = "unmerged", _("merge undone")
    SPLIT = "split", _("split")
    LINKED = "linked", _("linked")
    DELIVERY_FAILED = "delivery_failed", _("not delivered")
    DELIVERY_CANCELLED = "delivery_cancelled", _("sending undone")
    DUPLICATE_RECEIVED = "duplicate_received", _("received twice")
    INTERACTION_CHANGED = "interaction_changed", _("entry corrected")
    CUSTOMER_MERGED = "customer_merged", _("customers merged")
    CUSTOMER_UNMERGED = "customer_unmerged", _("customers separated")


class ActorKind(models.TextChoices):
    AGENT = "agent", _("agent")
    CUSTOMER = "customer", _("customer")
    SYSTEM = "system", _("system")
    KEY = "key", _("API key")


class TicketEvent(models.Model):
    """One thing that happened; never changed afterwards.

    ``agent``, ``queue``, ``channel_kind`` and ``reason`` are kept as they were at that moment,
    because the ticket forgets them.
    """

    id = PublicIdField(prefix="tev")
    seq = models.BigIntegerField(
        unique=True, editable=False, db_default=NextValue("tickets_ticketevent_seq")
    )
    tx = models.BigIntegerField(editable=False, db_default=WritingTransaction())
    ticket = models.ForeignKey(
        Ticket, on_delete=models.PROTECT, null=True, blank=True, related_name="events"
    )
    customer = models.ForeignKey(
        Customer, on_delete=models.PROTECT, null=True, blank=True, related_name="events"
    )
    interaction = models.ForeignKey(
        Interaction, on_delete=models.SET_NULL, null=True, blank=True, related_name="events"
    )
    kind = models.CharField(max_length=24, choices=EventKind)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    actor_kind = models.CharField(max_length=8, choices=ActorKind)
    actor_id = models.CharField(max_length=32, blank=True)
    from_status = models.CharField(max_length=10, blank=True)
    to_status = models.CharField(max_length=10, blank=True)
    resolution_seq = models.PositiveIntegerField(null=True, blank=True)
    agent = models.ForeignKey(
        Agent, on_delete=models.PROTECT, null=True, blank=True, related_name="ticket_events"
    )
    queue = models.ForeignKey(Queue, on_delete=models.PROTECT, null=True, blank=True)
    channel_kind = models.CharField(max_length=12, blank=True)
    reason = models.ForeignKey(ContactReason, on_delete=models.PROTECT, null=True, blank=True)
    data = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("ticket event")
        verbose_name_plural = _("ticket events")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=EventKind.values), name="ticket_event_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(actor_kind__in=ActorKind.values),
                name="ticket_event_actor_known",
            ),
            models.UniqueConstraint(
                fields=["ticket", "resolution_seq"],
                name="ticket_event_resolution_once",
                condition=models.Q(kind="resolved"),
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="resolved") | models.Q(resolution_seq__isnull=False),
                name="ticket_event_resolution_numbered",
            ),
        ]
        indexes = [
            models.Index(fields=["customer", "-occurred_at", "-id"], name="ticket_event_timeline"),
            models.Index(fields=["ticket", "-occurred_at", "-id"], name="ticket_event_by_ticket"),
            models.Index(
                fields=["occurred_at", "id"],
                name="ticket_event_resolutions",
                condition=models.Q(kind="resolved"),
            ),
            models.Index(fields=["tx", "seq"], name="ticket_event_by_tx"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.occurred_at:%Y-%m-%d %H:%M}"
