"""Who was asked after which resolution, or why not, and what opens the page."""

from datetime import datetime
from typing import Final, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from feedback.models.surveys.codes import Cancellation, InvitationState, Suppression, TokenKind
from feedback.models.surveys.definition import SurveyDefinition
from tickets.models import (
    ActorKind,
    Agent,
    ContactPoint,
    ContactReason,
    Customer,
    Queue,
    Ticket,
    TicketEvent,
)
from tickets.models.ids import PublicIdField

PENDING: Final = frozenset(
    {
        InvitationState.SCHEDULED,
        InvitationState.SENDING,
        InvitationState.SENT,
        InvitationState.DELIVERED,
        InvitationState.SUSPECT,
    }
)
"""States in which a customer is asked or about to be."""

ASKED: Final = frozenset({InvitationState.SENT, InvitationState.DELIVERED, InvitationState.SUSPECT})
"""States in which the question has left and an answer may still come."""


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def due(self, at: datetime) -> Self:
        """Questions whose time to be sent has come."""
        return self.filter(state=InvitationState.SCHEDULED, due_at__lte=at)

    def pending(self) -> Self:
        """Asked or about to be, without an answer that counts."""
        return self.filter(state__in=PENDING)

    def still_pending(self, at: datetime) -> Self:
        """Pending, and not past the time to answer."""
        in_time = models.Q(expires_at=None) | models.Q(expires_at__gte=at)
        return self.pending().filter(in_time)

    def that_come_before(self, other: "Invitation") -> Self:
        """Of several open questions to one person: those that left, and those decided earlier."""
        earlier = models.Q(decided_at__lt=other.decided_at)
        same_moment = models.Q(decided_at=other.decided_at, id__lt=other.id)
        return self.filter(models.Q(state__in=ASKED) | earlier | same_moment)

    def asked(self) -> Self:
        """Sent and waiting for an answer that counts."""
        return self.filter(state__in=ASKED)

    def unanswered_by(self, at: datetime) -> Self:
        """Asked, and the time to answer is over."""
        return self.asked().filter(expires_at__lt=at)

    def of_cluster(self, head_id: str) -> Self:
        """Everything one person was or was not asked, under every merged identity."""
        return self.filter(customer__in=Customer.objects.cluster_of(head_id))

    def switched_off(self) -> Self:
        """Whose survey, in its present version, is not in use any more."""
        now = SurveyDefinition.objects.current().filter(
            key=models.OuterRef("definition__key"), active=True
        )
        return self.filter(definition__isnull=False).filter(~models.Exists(now))

    def overtaken(self) -> Self:
        """Whose ticket is not resolved any more, or was resolved again since."""
        return self.exclude(
            ticket__status__in=["resolved", "closed"],
            ticket__resolution_seq=models.F("resolution_seq"),
        )


class Invitation(models.Model):
    """The one decision about one resolution: whether to ask, and how far that has come.

    Only ``surveys.states`` writes ``state``. ``agent``, ``queue``, ``channel_kind`` and
    ``contact_reason`` are those of the moment of resolution.
    """

    id = PublicIdField(prefix="inv")
    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="survey_invitations")
    resolution_seq = models.PositiveIntegerField()
    resolution = models.ForeignKey(
        TicketEvent, on_delete=models.PROTECT, related_name="survey_invitations"
    )
    definition = models.ForeignKey(
        SurveyDefinition,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="invitations",
    )
    customer = models.ForeignKey(
        Customer, on_delete=models.PROTECT, related_name="survey_invitations"
    )
    contact_point = models.ForeignKey(
        ContactPoint, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=10, choices=InvitationState)
    reason = models.CharField(max_length=30, blank=True)
    reason_detail = models.CharField(max_length=60, blank=True)
    decided_at = models.DateTimeField()
    resolved_at = models.DateTimeField()
    first_due_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    uncertain = models.BooleanField(default=False)
    delivered_at = models.DateTimeField(null=True, blank=True)
    bounced_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    locked_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    reminder_due_at = models.DateTimeField(null=True, blank=True)
    reminder_sent_at = models.DateTimeField(null=True, blank=True)
    language = models.CharField(max_length=8, blank=True)
    timezone = models.CharField(max_length=64, blank=True)
    sampling_seed = models.FloatField()
    sampling_rate = models.FloatField(default=1.0)
    weight = models.FloatField(default=1.0)
    agent = models.ForeignKey(
        Agent, on_delete=models.PROTECT, null=True, blank=True, related_name="survey_invitations"
    )
    queue = models.ForeignKey(
        Queue, on_delete=models.PROTECT, null=True, blank=True, related_name="survey_invitations"
    )
    channel_kind = models.CharField(max_length=12, blank=True)
    contact_reason = models.ForeignKey(
        ContactReason, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    effort_at_resolution = models.PositiveSmallIntegerField(null=True, blank=True)
    effort_at_sending = models.PositiveSmallIntegerField(null=True, blank=True)
    reopened_after_answer = models.BooleanField(default=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("survey invitation")
        verbose_name_plural = _("survey invitations")
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "resolution_seq"], name="invitation_once_a_resolution"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=InvitationState.values), name="invitation_state_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="suppressed") | models.Q(reason__in=Suppression.values),
                name="invitation_suppressed_says_why",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="cancelled") | models.Q(reason__in=Cancellation.values),
                name="invitation_cancelled_says_why",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="scheduled")
                | models.Q(
                    due_at__isnull=False, first_due_at__isnull=False, definition__isnull=False
                ),
                name="invitation_scheduled_is_due",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["sent", "delivered", "suspect", "expired"])
                | models.Q(sent_at__isnull=False, expires_at__isnull=False),
                name="invitation_sent_has_times",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="answered")
                | models.Q(answered_at__isnull=False, locked_at__isnull=False),
                name="invitation_answered_has_times",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at", "id"],
                name="invitation_due",
                condition=models.Q(state="scheduled"),
            ),
            models.Index(
                fields=["expires_at", "id"],
                name="invitation_expiring",
                condition=models.Q(state__in=["sent", "delivered", "suspect"]),
            ),
            models.Index(
                fields=["state", "id"],
                name="invitation_pending",
                condition=models.Q(
                    state__in=["scheduled", "sending", "sent", "delivered", "suspect"]
                ),
            ),
            models.Index(
                fields=["answered_at"],
                name="invitation_answered",
                condition=models.Q(state="answered"),
            ),
            models.Index(fields=["customer", "-decided_at", "-id"], name="invitation_timeline"),
            models.Index(fields=["resolved_at"], name="invitation_by_resolution"),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.resolved_at:%Y-%m-%d}"

    def may_be_corrected(self, at: datetime) -> bool:
        """Whether an answer that counts can still be changed."""
        return (
            self.state == InvitationState.ANSWERED
            and self.locked_at is not None
            and at <= self.locked_at
        )


class InvitationEvent(models.Model):
    """One step of an invitation; never changed afterwards."""

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="events")
    from_state = models.CharField(max_length=10, blank=True)
    to_state = models.CharField(max_length=10)
    reason = models.CharField(max_length=60, blank=True)
    actor_kind = models.CharField(max_length=8, choices=ActorKind)
    actor_id = models.CharField(max_length=32, blank=True)
    occurred_at = models.DateTimeField()

    class Meta:
        verbose_name = _("survey event")
        verbose_name_plural = _("survey events")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(to_state__in=InvitationState.values),
                name="invitation_event_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(actor_kind__in=ActorKind.values),
                name="invitation_event_actor_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"


class SurveyToken(models.Model):
    """What opens an invitation's page. The token itself stands only in the message."""

    token_hash = models.CharField(max_length=64, primary_key=True)
    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="tokens")
    kind = models.CharField(max_length=8, choices=TokenKind, default=TokenKind.INVITE)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["invitation", "kind"], name="survey_token_once"),
            models.CheckConstraint(
                condition=models.Q(kind__in=TokenKind.values), name="survey_token_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.kind


class DecisionMark(models.Model):
    """How far resolutions have been looked through: one row.

    Every resolution written by a transaction older than ``seen_tx`` has its decision.
    """

    seen_tx = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="decision_mark_single")
        ]

    def __str__(self) -> str:
        return str(self.seen_tx)
