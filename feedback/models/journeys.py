"""What journeys derive from entries and events, and what people decided about them.

Everything but :class:`ContactOverride` is derived: it can be thrown away and computed again.
"""

from datetime import datetime
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from feedback.codes import WINDOWS, Cause, EntryClass, Origin, OverrideKind, Scope, SwitchKind
from tickets.models import Agent, Channel, ContactReason, Customer, Interaction, Queue, Ticket
from tickets.models.ids import PublicIdField


class ContactQuerySet(models.QuerySet["Contact"]):
    def between(self, start: datetime, end: datetime) -> Self:
        """Contacts of a half-open period."""
        return self.filter(at__gte=start, at__lt=end)


class Contact(models.Model):
    """One attempt of a customer to reach us; it carries the id of the entry it began with.

    ``customer`` is who wrote, ``cluster`` the person after all merges. ``queue`` and ``agent``
    are those of the first entry. ``parallel_to`` is the unanswered contact on another channel
    this one was made beside.
    """

    interaction = models.OneToOneField(
        Interaction, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    cluster = models.ForeignKey(
        Customer, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    at = models.DateTimeField()
    ended_at = models.DateTimeField()
    channel_kind = models.CharField(max_length=12, blank=True)
    channel = models.ForeignKey(
        Channel, on_delete=models.CASCADE, null=True, related_name="+", db_index=False
    )
    queue = models.ForeignKey(
        Queue, on_delete=models.CASCADE, null=True, related_name="+", db_index=False
    )
    agent = models.ForeignKey(
        Agent, on_delete=models.CASCADE, null=True, related_name="+", db_index=False
    )
    reason = models.ForeignKey(
        ContactReason, on_delete=models.CASCADE, null=True, related_name="+", db_index=False
    )
    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, null=True, related_name="+")
    origin = models.CharField(max_length=10)
    reached_nobody = models.BooleanField(default=False)
    identified = models.BooleanField(default=True)
    verification = models.CharField(max_length=10, blank=True)
    parallel_to = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, related_name="+", db_index=False
    )
    parallel_seconds = models.BigIntegerField(null=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_at__gte=models.F("at")), name="contact_ends_after_start"
            ),
            models.CheckConstraint(
                condition=models.Q(origin__in=list(Origin)), name="contact_origin_known"
            ),
            models.CheckConstraint(
                condition=models.Q(parallel_to=None, parallel_seconds=None)
                | models.Q(parallel_to__isnull=False, parallel_seconds__gte=0),
                name="contact_parallel_has_gap",
            ),
        ]
        indexes = [
            models.Index(fields=["at", "interaction"], name="contact_by_time"),
            models.Index(fields=["cluster", "at"], name="contact_by_cluster"),
            models.Index(fields=["reason", "at"], name="contact_by_reason"),
            models.Index(fields=["queue", "at"], name="contact_by_queue"),
        ]

    def __str__(self) -> str:
        return f"{self.channel_kind} {self.at:%Y-%m-%d %H:%M}"


class ContactEntry(models.Model):
    """What one inbound entry counts as, and the contact it began or was folded into."""

    interaction = models.OneToOneField(
        Interaction, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    entry_class = models.CharField(max_length=20)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(entry_class__in=list(EntryClass)),
                name="contact_entry_class_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(entry_class="contact")
                | models.Q(contact=models.F("interaction")),
                name="contact_entry_begins_itself",
            ),
        ]
        indexes = [models.Index(fields=["at", "entry_class"], name="contact_entry_by_time")]

    def __str__(self) -> str:
        return self.entry_class


class ChainLink(models.Model):
    """A repeat: the contact's place in its issue chain for one scope and window.

    A contact without a link begins an issue of its own, so that in each variant contacts =
    links + issues. ``head`` is the chain's first contact; ``at`` and ``head_at`` are the two
    contacts' times. ``gap_seconds`` runs from the trigger's end or its resolution.
    """

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    scope = models.CharField(max_length=12)
    window = models.CharField(max_length=4)
    head = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    head_at = models.DateTimeField()
    position = models.PositiveIntegerField()
    cause = models.CharField(max_length=12)
    trigger = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+", db_index=False)
    gap_seconds = models.BigIntegerField()
    explicit = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contact", "scope", "window"], name="chain_link_once_a_variant"
            ),
            models.CheckConstraint(
                condition=models.Q(scope__in=list(Scope), window__in=list(WINDOWS)),
                name="chain_link_variant_known",
            ),
            models.CheckConstraint(
                condition=models.Q(cause__in=list(Cause)), name="chain_link_cause_known"
            ),
            models.CheckConstraint(
                condition=models.Q(position__gte=2, gap_seconds__gte=0)
                & ~models.Q(trigger=models.F("contact"))
                & ~models.Q(head=models.F("contact")),
                name="chain_link_is_a_repeat",
            ),
        ]
        indexes = [
            models.Index(fields=["at", "scope", "window"], name="chain_link_by_time"),
            models.Index(fields=["scope", "window", "head_at"], name="chain_link_by_head_time"),
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.window} {self.position}"


class Aftermath(models.Model):
    """One resolution and the customer's next contact at or after it, in both scopes."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="+", db_index=False)
    seq = models.PositiveIntegerField()
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    resolved_at = models.DateTimeField()
    reason = models.ForeignKey(
        ContactReason, on_delete=models.CASCADE, null=True, related_name="+", db_index=False
    )
    queue = models.ForeignKey(
        Queue, on_delete=models.CASCADE, null=True, related_name="+", db_index=False
    )
    agent = models.ForeignKey(
        Agent, on_delete=models.CASCADE, null=True, related_name="+", db_index=False
    )
    channel_kind = models.CharField(max_length=12, blank=True)
    same_reason_contact = models.ForeignKey(
        Contact, on_delete=models.CASCADE, null=True, related_name="+", db_index=False
    )
    same_reason_at = models.DateTimeField(null=True)
    any_reason_contact = models.ForeignKey(
        Contact, on_delete=models.CASCADE, null=True, related_name="+", db_index=False
    )
    any_reason_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ticket", "seq"], name="aftermath_once_a_resolution"),
            models.CheckConstraint(
                condition=models.Q(any_reason_at=None)
                | models.Q(any_reason_at__gte=models.F("resolved_at")),
                name="aftermath_comes_after",
            ),
        ]
        indexes = [models.Index(fields=["resolved_at"], name="aftermath_by_time")]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.seq}"


class ChannelSwitch(models.Model):
    """The customer went on about one headline issue on another kind of channel."""

    interaction = models.OneToOneField(
        Interaction, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    head = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    from_channel = models.CharField(max_length=12)
    to_channel = models.CharField(max_length=12)
    kind = models.CharField(max_length=10)
    failed = models.BooleanField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=list(SwitchKind)), name="channel_switch_kind_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(from_channel=models.F("to_channel")),
                name="channel_switch_changes_channel",
            ),
        ]
        indexes = [models.Index(fields=["at"], name="channel_switch_by_time")]

    def __str__(self) -> str:
        return f"{self.from_channel} → {self.to_channel}"


class ContactOverride(models.Model):
    """What an agent decided about an entry: fold it, same issue, different issue. A fact."""

    id = PublicIdField(prefix="ovr")
    kind = models.CharField(max_length=16)
    interaction = models.ForeignKey(Interaction, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Interaction, on_delete=models.CASCADE, null=True, related_name="+")
    agent = models.ForeignKey(Agent, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("decision about contacts")
        verbose_name_plural = _("decisions about contacts")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=list(OverrideKind)),
                name="contact_override_kind_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="same_issue") | models.Q(other__isnull=False),
                name="contact_override_same_as_what",
            ),
            models.CheckConstraint(
                condition=~models.Q(other=models.F("interaction")),
                name="contact_override_two_entries",
            ),
            models.UniqueConstraint(
                fields=["kind", "interaction", "other"],
                name="contact_override_once",
                condition=models.Q(undone_at=None),
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.interaction_id}"


class DirtyClusterQuerySet(models.QuerySet["DirtyCluster"]):
    def due(self, at: datetime) -> Self:
        """Clusters to compute now."""
        return self.filter(models.Q(retry_at=None) | models.Q(retry_at__lte=at))


class DirtyCluster(models.Model):
    """A person whose facts changed since their journey was computed.

    The row is held by a lock while somebody works on it; ``retry_at`` puts it off, after a
    failure or while a call is still going on.
    """

    customer = models.OneToOneField(
        Customer, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    marked_at = models.DateTimeField()
    retry_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=80, blank=True)

    objects = DirtyClusterQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["marked_at", "customer"], name="dirty_cluster_in_turn")]

    def __str__(self) -> str:
        return self.customer_id


class JourneyProgress(models.Model):
    """How far one append-only table was read: all rows up to ``(tx, seq)`` are marked."""

    source = models.CharField(max_length=20, primary_key=True)
    tx = models.BigIntegerField(default=0)
    seq = models.BigIntegerField(default=0)
    read_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.source
