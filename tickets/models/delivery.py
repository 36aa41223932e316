"""What is on its way out: the outbox."""

from datetime import datetime
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from tickets.models.channel import Channel
from tickets.models.customer import ContactPoint, Customer
from tickets.models.ids import PublicIdField
from tickets.models.interaction import Interaction, Message
from tickets.models.ticket import Ticket


class DeliveryState(models.TextChoices):
    QUEUED = "queued", _("waiting to be sent")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    DELIVERED = "delivered", _("delivered")
    READ = "read", _("read")
    FAILED = "failed", _("not delivered")
    CANCELLED = "cancelled", _("cancelled")
    UNCERTAIN = "uncertain", _("perhaps sent")


class Purpose(models.TextChoices):
    REPLY = "reply", _("reply")
    ACKNOWLEDGEMENT = "ack", _("acknowledgement")
    SURVEY = "survey", _("survey")
    REMINDER = "reminder", _("reminder")
    NOTICE = "notice", _("notice")


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def due(self, at: datetime) -> Self:
        """Rows a sender may take now: waiting and not held, or left by a sender that died."""
        waiting = models.Q(state=DeliveryState.QUEUED, send_at__lte=at)
        left = models.Q(state=DeliveryState.SENDING, lease_until__lt=at)
        return self.filter(waiting | left)

    def for_effect(self, key: str) -> Self:
        """The row that was written for one effect, if any."""
        return self.filter(effect_key=key)


class Delivery(models.Model):
    """One outbound message on its way. Only ``tickets.outbox`` writes ``state``."""

    id = PublicIdField(prefix="del")
    interaction = models.ForeignKey(
        Interaction, on_delete=models.CASCADE, null=True, blank=True, related_name="deliveries"
    )
    message = models.ForeignKey(
        Message, on_delete=models.CASCADE, null=True, blank=True, related_name="deliveries"
    )
    ticket = models.ForeignKey(
        Ticket, on_delete=models.PROTECT, null=True, blank=True, related_name="deliveries"
    )
    customer = models.ForeignKey(
        Customer, on_delete=models.PROTECT, null=True, blank=True, related_name="deliveries"
    )
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="deliveries")
    contact_point = models.ForeignKey(
        ContactPoint, on_delete=models.SET_NULL, null=True, blank=True, related_name="deliveries"
    )
    to_kind = models.CharField(max_length=10)
    to_value = models.CharField(max_length=254)
    purpose = models.CharField(max_length=10, choices=Purpose, default=Purpose.REPLY)
    at_most_once = models.BooleanField(default=False)
    effect_key = models.CharField(max_length=120, null=True, blank=True)  # noqa: DJ001
    content = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=10, choices=DeliveryState, default=DeliveryState.QUEUED)
    hold_until = models.DateTimeField(null=True, blank=True)
    send_at = models.DateTimeField()
    attempt = models.PositiveIntegerField(default=0)
    failures = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    handover_at = models.DateTimeField(null=True, blank=True)
    external_id = models.CharField(max_length=255, blank=True)
    error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=DeliveryState.values), name="delivery_state_known"
            ),
            models.CheckConstraint(
                condition=models.Q(purpose__in=Purpose.values), name="delivery_purpose_known"
            ),
            models.UniqueConstraint(fields=["effect_key"], name="delivery_effect_once"),
            models.CheckConstraint(
                condition=~models.Q(state="sending") | models.Q(lease_until__isnull=False),
                name="delivery_sending_has_lease",
            ),
        ]
        indexes = [
            models.Index(
                fields=["send_at", "id"],
                name="delivery_due",
                condition=models.Q(state="queued"),
            ),
            models.Index(
                fields=["lease_until", "id"],
                name="delivery_leased",
                condition=models.Q(state="sending"),
            ),
            models.Index(
                fields=["channel", "external_id"],
                name="delivery_by_external_id",
                condition=~models.Q(external_id=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.state}"

    def is_held(self, at: datetime) -> bool:
        """Whether it waits for its undo or send-later time."""
        return (
            self.state == DeliveryState.QUEUED
            and self.hold_until is not None
            and self.hold_until > at
        )
