"""Telephone calls as the exchange tells them: events, and the call they add up to."""

from datetime import datetime
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from channels_app.models.payload import InboundPayload
from tickets.models import Agent, Channel, Direction, Interaction, Queue
from tickets.models.ids import PublicIdField


class CallQuerySet(models.QuerySet["Call"]):
    def live(self) -> Self:
        """Calls that have not ended as far as we know."""
        return self.filter(ended_at=None)

    def silent_since(self, moment: datetime) -> Self:
        """Calls about which nothing was heard since ``moment``."""
        return self.filter(last_event_at__lt=moment)

    def unrecorded(self) -> Self:
        """Ended calls that stand on no timeline yet, because nobody named the caller."""
        return self.filter(interaction=None, internal=False, ended_at__isnull=False)


class Call(models.Model):
    """One call with all its legs: the fold of its events, kept for lists and look-ups.

    ``root`` is the exchange's id of the first leg (``~n`` marks an id that was used again).
    Durations are seconds, empty where nobody knows. ``internal`` calls are between our own
    extensions and stand on no timeline.
    """

    class State(models.TextChoices):
        RINGING = "ringing", _("ringing")
        QUEUED = "queued", _("waiting in the queue")
        ANSWERED = "answered", _("talking")
        HELD = "held", _("on hold")
        ENDED = "ended", _("ended")

    id = PublicIdField(prefix="call")
    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="+")
    root = models.CharField(max_length=255)
    state = models.CharField(max_length=8, choices=State)
    outcome = models.CharField(max_length=12, blank=True)
    cause = models.CharField(max_length=60, blank=True)
    direction = models.CharField(max_length=8, choices=Direction)
    from_number = models.CharField(max_length=254, blank=True)
    to_number = models.CharField(max_length=254, blank=True)
    caller_name = models.CharField(max_length=200, blank=True)
    agent = models.ForeignKey(
        Agent, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    queue = models.ForeignKey(
        Queue, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    started_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    last_event_at = models.DateTimeField()
    queued_seconds = models.PositiveIntegerField(null=True, blank=True)
    ring_seconds = models.PositiveIntegerField(null=True, blank=True)
    wait_seconds = models.PositiveIntegerField(null=True, blank=True)
    wait_source = models.CharField(max_length=8, blank=True)
    talk_seconds = models.PositiveIntegerField(null=True, blank=True)
    hold_seconds = models.PositiveIntegerField(default=0)
    internal = models.BooleanField(default=False)
    synthetic_start = models.BooleanField(default=False)
    lost_end = models.BooleanField(default=False)
    interaction = models.ForeignKey(
        Interaction, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        constraints = [
            models.UniqueConstraint(fields=["channel", "root"], name="call_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=["ringing", "queued", "answered", "held", "ended"]),
                name="call_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(direction__in=["inbound", "outbound"]),
                name="call_direction_known",
            ),
            models.CheckConstraint(
                condition=(models.Q(state="ended") & models.Q(ended_at__isnull=False))
                | (~models.Q(state="ended") & models.Q(ended_at__isnull=True)),
                name="call_ended_has_time",
            ),
        ]
        indexes = [
            models.Index(fields=["channel", "-started_at", "-id"], name="call_by_channel"),
            models.Index(
                fields=["last_event_at"],
                name="call_live",
                condition=models.Q(ended_at=None),
            ),
            models.Index(
                fields=["last_event_at"],
                name="call_unrecorded",
                condition=models.Q(interaction=None, internal=False, ended_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.direction} {self.state} {self.outcome}".strip()


class CallEvent(models.Model):
    """One event of one leg, stored once however often it arrives.

    ``leg`` is the exchange's call id, with ``~n`` for the n-th reuse (``generation``) of
    ``reported_id``. ``discriminator`` is the stated sequence or time; exchanges that state
    neither have one event of a kind in a leg, at its first arrival.
    """

    id = PublicIdField(prefix="cev")
    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="+")
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="events")
    payload = models.ForeignKey(
        InboundPayload, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    leg = models.CharField(max_length=255)
    reported_id = models.CharField(max_length=200)
    generation = models.PositiveIntegerField(default=0)
    event = models.CharField(max_length=12)
    discriminator = models.CharField(max_length=40, blank=True)
    sequence = models.BigIntegerField(null=True, blank=True)
    at = models.DateTimeField()
    direction = models.CharField(max_length=8, blank=True)
    from_number = models.CharField(max_length=254, blank=True)
    to_number = models.CharField(max_length=254, blank=True)
    queue = models.CharField(max_length=100, blank=True)
    agent = models.ForeignKey(
        Agent, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    agent_name = models.CharField(max_length=150, blank=True)
    caller_name = models.CharField(max_length=200, blank=True)
    cause = models.CharField(max_length=60, blank=True)
    queued_seconds = models.PositiveIntegerField(null=True, blank=True)
    ring_seconds = models.PositiveIntegerField(null=True, blank=True)
    rejected = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("call event")
        verbose_name_plural = _("call events")
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "leg", "event", "discriminator"], name="call_event_once"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    event__in=[
                        "ringing",
                        "queued",
                        "answered",
                        "held",
                        "resumed",
                        "transferred",
                        "ended",
                    ]
                ),
                name="call_event_known",
            ),
        ]
        indexes = [
            models.Index(
                fields=["channel", "reported_id", "-generation"], name="call_event_by_reported_id"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.at:%Y-%m-%d %H:%M:%S}"
