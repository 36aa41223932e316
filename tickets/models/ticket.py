"""One matter from first contact to close."""

from datetime import UTC, datetime
from typing import Final, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from tickets.models.agent import Agent
from tickets.models.channel import Channel
from tickets.models.customer import Customer
from tickets.models.database_values import NextValue
from tickets.models.ids import PublicIdField
from tickets.models.queue import ContactReason, Disposition, Queue

NEVER_DUE: Final = datetime(9999, 1, 1, tzinfo=UTC)
"""Where a ticket that waits for somebody else stands in a worklist: behind everything due."""


class Status(models.TextChoices):
    NEW = "new", _("New")
    OPEN = "open", _("Open")
    PENDING = "pending", _("Waiting for customer")
    ON_HOLD = "on_hold", _("On hold")
    RESOLVED = "resolved", _("Resolved")
    CLOSED = "closed", _("Closed")


OUR_TURN: Final = frozenset({Status.NEW, Status.OPEN})
UNRESOLVED: Final = frozenset({Status.NEW, Status.OPEN, Status.PENDING, Status.ON_HOLD})


class Priority(models.TextChoices):
    LOW = "low", _("Low")
    NORMAL = "normal", _("Normal")
    HIGH = "high", _("High")
    URGENT = "urgent", _("Urgent")


class TicketQuerySet(models.QuerySet["Ticket"]):
    def visible_to(self, agent: Agent) -> Self:
        """Tickets in queues the agent is a member of; merged-away ones are left out."""
        return self.filter(queue__memberships__agent=agent, merged_into=None)

    def unresolved(self) -> Self:
        """Tickets that still need somebody."""
        return self.filter(status__in=UNRESOLVED)

    def unassigned(self) -> Self:
        """Tickets nobody has taken."""
        return self.filter(assignee=None)

    def assigned_to(self, agent: Agent) -> Self:
        """Tickets this agent has taken."""
        return self.filter(assignee=agent)

    def overdue(self, at: datetime) -> Self:
        """Tickets whose due time has passed."""
        return self.filter(due_at__lt=at)

    def awake(self, at: datetime) -> Self:
        """Tickets that are not snoozed."""
        return self.filter(models.Q(snoozed_until=None) | models.Q(snoozed_until__lte=at))


class Ticket(models.Model):
    """A matter of one customer. Status, assignee and queue each have one writer (see house)."""

    id = PublicIdField(prefix="tkt")
    number = models.BigIntegerField(
        _("number"), unique=True, editable=False, db_default=NextValue("tickets_ticket_number")
    )
    subject = models.CharField(_("subject"), max_length=500, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.NEW)
    priority = models.CharField(
        _("priority"), max_length=8, choices=Priority, default=Priority.NORMAL
    )
    queue = models.ForeignKey(Queue, on_delete=models.PROTECT, related_name="tickets")
    assignee = models.ForeignKey(
        Agent, on_delete=models.PROTECT, null=True, blank=True, related_name="tickets"
    )
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="tickets")
    channel = models.ForeignKey(
        Channel, on_delete=models.PROTECT, null=True, blank=True, related_name="tickets"
    )
    reason = models.ForeignKey(
        ContactReason, on_delete=models.PROTECT, null=True, blank=True, related_name="tickets"
    )
    disposition = models.ForeignKey(
        Disposition, on_delete=models.PROTECT, null=True, blank=True, related_name="tickets"
    )
    external_id = models.CharField(max_length=255, blank=True)
    tags = ArrayField(models.CharField(max_length=50), default=list, blank=True)
    metadata = models.JSONField(default=dict, blank=True)
    language = models.CharField(max_length=8, blank=True)
    spam = models.BooleanField(default=False)
    opened_at = models.DateTimeField(_("opened"))
    first_replied_at = models.DateTimeField(null=True, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    snoozed_until = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    sort_at = models.DateTimeField(default=NEVER_DUE, editable=False)
    reopen_count = models.PositiveIntegerField(default=0)
    resolution_seq = models.PositiveIntegerField(default=0)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="absorbed"
    )
    follow_up_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="follow_ups"
    )
    last_entry_at = models.DateTimeField()
    last_inbound_at = models.DateTimeField(null=True, blank=True)
    last_public_seq = models.BigIntegerField(default=0)
    last_channel_kind = models.CharField(max_length=12, blank=True)
    last_direction = models.CharField(max_length=8, blank=True)
    preview = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = TicketQuerySet.as_manager()

    class Meta:
        verbose_name = _("ticket")
        verbose_name_plural = _("tickets")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=Status.values), name="ticket_status_known"
            ),
            models.CheckConstraint(
                condition=models.Q(priority__in=Priority.values), name="ticket_priority_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(status__in=["resolved", "closed"])
                | models.Q(resolved_at__isnull=False)
                | models.Q(merged_into__isnull=False),
                name="ticket_resolved_has_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("id")), name="ticket_not_own_survivor"
            ),
            models.UniqueConstraint(
                fields=["channel", "external_id"],
                name="ticket_external_id_once",
                condition=~models.Q(external_id=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["queue", "sort_at", "id"],
                name="ticket_worklist",
                condition=models.Q(status__in=["new", "open", "pending", "on_hold"])
                & models.Q(merged_into=None),
            ),
            models.Index(
                fields=["assignee", "sort_at", "id"],
                name="ticket_worklist_mine",
                condition=models.Q(status__in=["new", "open", "pending", "on_hold"])
                & models.Q(merged_into=None),
            ),
            models.Index(
                fields=["queue", "sort_at", "id"],
                name="ticket_worklist_unassigned",
                condition=models.Q(status__in=["new", "open", "pending", "on_hold"])
                & models.Q(merged_into=None)
                & models.Q(assignee=None),
            ),
            models.Index(fields=["queue", "-last_entry_at", "-id"], name="ticket_all_by_queue"),
            models.Index(fields=["customer", "-last_entry_at"], name="ticket_by_customer"),
            models.Index(
                fields=["resolved_at"],
                name="ticket_by_resolution",
                condition=models.Q(resolved_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.number} {self.subject}".strip()

    @property
    def is_unresolved(self) -> bool:
        """Whether somebody still has to do something."""
        return self.status in UNRESOLVED

    @property
    def is_our_turn(self) -> bool:
        """Whether the customer waits for us."""
        return self.status in OUR_TURN


class TicketThread(models.Model):
    """A feeder's own key of a conversation, and the ticket it belongs to."""

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="threads")
    key = models.CharField(max_length=255)
    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="threads")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["channel", "key"], name="ticket_thread_key_once")
        ]

    def __str__(self) -> str:
        return self.key


class Draft(models.Model):
    """What an agent has typed and not sent; one for each tab of the composer."""

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="drafts")
    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="drafts")
    kind = models.CharField(max_length=12)
    text = models.TextField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agent", "ticket", "kind"], name="draft_once")
        ]

    def __str__(self) -> str:
        return f"{self.agent_id} {self.ticket_id} {self.kind}"
