"""One timeline entry of communication, the lines inside it, and its files."""

from datetime import datetime
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from tickets.models.agent import Agent
from tickets.models.channel import Channel, ChannelKind
from tickets.models.customer import ContactPoint, Customer
from tickets.models.database_values import NextValue, WritingTransaction
from tickets.models.ids import PublicIdField
from tickets.models.queue import ContactReason, Disposition, Queue
from tickets.models.ticket import Ticket


class InteractionKind(models.TextChoices):
    EMAIL = "email", _("E-mail")
    CALL = "call", _("Call")
    VOICEMAIL = "voicemail", _("Voicemail")
    CHAT = "chat", _("Chat")
    FORM = "form", _("Web form")
    SMS = "sms", _("SMS")
    VISIT = "visit", _("Visit")
    LETTER = "letter", _("Letter")
    EVENT = "event", _("Event")
    NOTE = "note", _("Internal note")


class Direction(models.TextChoices):
    INBOUND = "inbound", _("from the customer")
    OUTBOUND = "outbound", _("to the customer")
    INTERNAL = "internal", _("internal")


class Mood(models.TextChoices):
    HAPPY = "happy", _("happy")
    PLEASED = "pleased", _("pleased")
    NEUTRAL = "neutral", _("neutral")
    DISAPPOINTED = "disappointed", _("disappointed")
    ANGRY = "angry", _("angry")


class InteractionQuerySet(models.QuerySet["Interaction"]):
    def inbound(self) -> Self:
        """What customers did."""
        return self.filter(direction=Direction.INBOUND)

    def public(self) -> Self:
        """Everything a customer said or was told."""
        return self.exclude(direction=Direction.INTERNAL)

    def of_ticket(self, ticket_id: str) -> Self:
        """Entries of one ticket."""
        return self.filter(ticket=ticket_id)


class Interaction(models.Model):
    """An e-mail, call, chat session, form, visit, note … ``occurred_at`` is when it happened."""

    id = PublicIdField(prefix="int")
    seq = models.BigIntegerField(
        unique=True, editable=False, db_default=NextValue("tickets_interaction_seq")
    )
    tx = models.BigIntegerField(editable=False, db_default=WritingTransaction())
    channel = models.ForeignKey(
        Channel, on_delete=models.PROTECT, null=True, blank=True, related_name="interactions"
    )
    channel_kind = models.CharField(max_length=12, choices=ChannelKind, blank=True)
    kind = models.CharField(max_length=10, choices=InteractionKind)
    direction = models.CharField(max_length=8, choices=Direction)
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="interactions")
    contact_point = models.ForeignKey(
        ContactPoint, on_delete=models.SET_NULL, null=True, blank=True, related_name="interactions"
    )
    ticket = models.ForeignKey(
        Ticket, on_delete=models.PROTECT, null=True, blank=True, related_name="interactions"
    )
    origin_ticket = models.ForeignKey(
        Ticket, on_delete=models.PROTECT, null=True, blank=True, related_name="moved_interactions"
    )
    agent = models.ForeignKey(
        Agent, on_delete=models.PROTECT, null=True, blank=True, related_name="interactions"
    )
    queue = models.ForeignKey(
        Queue, on_delete=models.PROTECT, null=True, blank=True, related_name="interactions"
    )
    reason = models.ForeignKey(
        ContactReason, on_delete=models.PROTECT, null=True, blank=True, related_name="interactions"
    )
    disposition = models.ForeignKey(Disposition, on_delete=models.PROTECT, null=True, blank=True)
    external_id = models.CharField(max_length=255, blank=True)
    thread_key = models.CharField(max_length=255, blank=True)
    in_reply_to = models.CharField(max_length=255, blank=True)
    occurred_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField()
    imported_at = models.DateTimeField(null=True, blank=True)
    subject = models.CharField(max_length=500, blank=True)
    text = models.TextField(blank=True)
    full_text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    preview = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=8, blank=True)
    mood = models.CharField(max_length=12, choices=Mood, blank=True)
    flags = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    spam = models.BooleanField(default=False)
    outcome = models.CharField(max_length=12, blank=True)
    wait_seconds = models.PositiveIntegerField(null=True, blank=True)
    talk_seconds = models.PositiveIntegerField(null=True, blank=True)
    message_count = models.PositiveIntegerField(default=0)
    customer_message_count = models.PositiveIntegerField(default=0)
    attachment_count = models.PositiveSmallIntegerField(default=0)
    participants = models.JSONField(default=list, blank=True)
    match_method = models.CharField(max_length=60, blank=True)
    match_verification = models.CharField(max_length=10, blank=True)
    detail = models.JSONField(default=dict, blank=True)
    metadata = models.JSONField(default=dict, blank=True)

    objects = InteractionQuerySet.as_manager()

    class Meta:
        verbose_name = _("interaction")
        verbose_name_plural = _("interactions")
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "external_id"],
                name="interaction_external_id_once",
                condition=~models.Q(external_id=""),
            ),
            models.UniqueConstraint(
                fields=["external_id"],
                name="interaction_mail_once_over_mailboxes",
                condition=models.Q(kind="email", direction="inbound") & ~models.Q(external_id=""),
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=InteractionKind.values), name="interaction_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(direction__in=Direction.values),
                name="interaction_direction_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="note") | models.Q(direction="internal"),
                name="interaction_note_stays_inside",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at=None) | models.Q(ended_at__gte=models.F("occurred_at")),
                name="interaction_ends_after_start",
            ),
            models.CheckConstraint(
                condition=models.Q(mood="") | models.Q(mood__in=Mood.values),
                name="interaction_mood_known",
            ),
        ]
        indexes = [
            models.Index(fields=["customer", "-occurred_at", "-id"], name="interaction_timeline"),
            models.Index(fields=["ticket", "-occurred_at", "-id"], name="interaction_by_ticket"),
            models.Index(fields=["-occurred_at", "-id"], name="interaction_by_time"),
            models.Index(fields=["tx", "seq"], name="interaction_by_tx"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.occurred_at:%Y-%m-%d %H:%M}"

    def is_late(self) -> bool:
        """Whether it was recorded more than an hour after it happened."""
        return "late" in self.flags


class MessageRole(models.TextChoices):
    CUSTOMER = "customer", _("customer")
    AGENT = "agent", _("agent")
    BOT = "bot", _("bot")
    SYSTEM = "system", _("system")


class Message(models.Model):
    """One line inside an interaction, as in a chat session."""

    id = PublicIdField(prefix="msg")
    interaction = models.ForeignKey(Interaction, on_delete=models.CASCADE, related_name="messages")
    seq = models.PositiveIntegerField()
    client_id = models.CharField(max_length=255, blank=True)
    role = models.CharField(max_length=8, choices=MessageRole)
    author_name = models.CharField(max_length=200, blank=True)
    agent = models.ForeignKey(Agent, on_delete=models.PROTECT, null=True, blank=True)
    text = models.TextField()
    sent_at = models.DateTimeField()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = [
            models.UniqueConstraint(fields=["interaction", "seq"], name="message_seq_dense"),
            models.UniqueConstraint(
                fields=["interaction", "client_id"],
                name="message_client_id_once",
                condition=~models.Q(client_id=""),
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=MessageRole.values), name="message_role_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.seq}"


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def waiting(self, at: datetime) -> Self:
        """Uploads that no entry has used and that have not expired."""
        return self.filter(interaction=None, expires_at__gt=at)


class Attachment(models.Model):
    """A file of an interaction, or an upload that waits to be used by one."""

    id = PublicIdField(prefix="att")
    interaction = models.ForeignKey(
        Interaction, on_delete=models.CASCADE, null=True, blank=True, related_name="attachments"
    )
    message = models.ForeignKey(
        Message, on_delete=models.CASCADE, null=True, blank=True, related_name="attachments"
    )
    uploaded_by = models.CharField(max_length=40, blank=True)
    filename = models.CharField(max_length=200)
    content_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    content_id = models.CharField(max_length=255, blank=True)
    inline = models.BooleanField(default=False)
    blocked = models.BooleanField(default=False)
    expires_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        indexes = [
            models.Index(fields=["sha256"], name="attachment_by_hash"),
            models.Index(
                fields=["expires_at"],
                name="attachment_unused",
                condition=models.Q(interaction=None),
            ),
        ]

    def __str__(self) -> str:
        return self.filename
