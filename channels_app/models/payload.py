"""Raw copies of what came in, kept before anything is understood of it."""

from datetime import datetime
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from channels_app.models.connection import Connection
from tickets.models import Channel
from tickets.models.ids import PublicIdField


class PayloadState(models.TextChoices):
    KEPT = "kept", _("waiting")
    PROCESSED = "processed", _("processed")
    DUPLICATE = "duplicate", _("received twice")
    IGNORED = "ignored", _("set aside")
    QUARANTINED = "quarantined", _("quarantined")
    FAILED = "failed", _("failed")


class InboundPayloadQuerySet(models.QuerySet["InboundPayload"]):
    def due(self, at: datetime) -> Self:
        """Payloads a worker should take now: new ones, failed ones whose pause is over,
        and those a worker left behind."""
        return self.filter(
            state__in=[PayloadState.KEPT, PayloadState.FAILED],
            next_try_at__lte=at,
        )

    def quarantined(self) -> Self:
        """Payloads that wait for a person's decision."""
        return self.filter(state=PayloadState.QUARANTINED)


class InboundPayload(models.Model):
    """Body, headers and envelope exactly as received, and what became of them.

    ``next_try_at`` empty means that no worker takes it again by itself. ``body`` holds the bytes;
    ``sha256`` proves them.
    """

    id = PublicIdField(prefix="pay")
    channel = models.ForeignKey(
        Channel, on_delete=models.PROTECT, null=True, blank=True, related_name="payloads"
    )
    connection = models.ForeignKey(
        Connection, on_delete=models.SET_NULL, null=True, blank=True, related_name="payloads"
    )
    kind = models.CharField(max_length=12)
    dedupe_key = models.CharField(max_length=255)
    body = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    headers = models.JSONField(default=dict, blank=True)
    envelope = models.JSONField(default=dict, blank=True)
    received_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=PayloadState, default=PayloadState.KEPT)
    reason = models.CharField(max_length=60, blank=True)
    error = models.CharField(max_length=500, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    interaction_id = models.CharField(max_length=40, blank=True)
    processed_at = models.DateTimeField(null=True, blank=True)

    objects = InboundPayloadQuerySet.as_manager()

    class Meta:
        verbose_name = _("received payload")
        verbose_name_plural = _("received payloads")
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "dedupe_key"], name="payload_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=PayloadState.values), name="payload_state_known"
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_try_at", "id"],
                name="payload_due",
                condition=models.Q(state__in=["kept", "failed"]),
            ),
            models.Index(fields=["state", "-received_at"], name="payload_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"
