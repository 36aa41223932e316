"""The person, and the addresses, numbers and ids they are reached at."""

from datetime import datetime
from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tickets.models.agent import Agent
from tickets.models.ids import PublicIdField


class CustomerQuerySet(models.QuerySet["Customer"]):
    def heads(self) -> Self:
        """Customers that were not absorbed by another one."""
        return self.filter(merged_into=None)

    def cluster_of(self, head_id: str) -> Self:
        """The head and everyone merged into it."""
        return self.filter(models.Q(id=head_id) | models.Q(merged_into=head_id))


class Customer(models.Model):
    """One person. Merged persons keep their rows; ``merged_into`` points at the head."""

    class SurveyPermission(models.TextChoices):
        UNKNOWN = "unknown", _("not asked")
        ALLOWED = "allowed", _("allowed")
        DENIED = "denied", _("denied")

    class Standing(models.TextChoices):
        PERSON = "person", _("person")
        UNIDENTIFIED = "unidentified", _("unidentified")
        TEST = "test", _("test")
        STAFF = "staff", _("staff")

    id = PublicIdField(prefix="cus")
    name = models.CharField(pgettext_lazy("person", "name"), max_length=200, blank=True)
    sort_name = models.CharField(max_length=200, blank=True, editable=False)
    company = models.CharField(_("company"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=8, blank=True)
    timezone = models.CharField(_("time zone"), max_length=64, blank=True)
    vip = models.BooleanField(_("VIP"), default=False)
    standing = models.CharField(
        _("standing"), max_length=12, choices=Standing, default=Standing.PERSON
    )
    survey_permission = models.CharField(
        _("may be asked for ratings"),
        max_length=8,
        choices=SurveyPermission,
        default=SurveyPermission.UNKNOWN,
    )
    survey_permission_at = models.DateTimeField(null=True, blank=True)
    survey_permission_source = models.CharField(max_length=30, blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="absorbed"
    )
    erased_at = models.DateTimeField(null=True, blank=True)
    metadata = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(_("customer since"))
    updated_at = models.DateTimeField(auto_now=True)

    objects = CustomerQuerySet.as_manager()

    class Meta:
        verbose_name = _("customer")
        verbose_name_plural = _("customers")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(survey_permission__in=["unknown", "allowed", "denied"]),
                name="customer_survey_permission_known",
            ),
            models.CheckConstraint(
                condition=models.Q(standing__in=["person", "unidentified", "test", "staff"]),
                name="customer_standing_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("id")), name="customer_not_own_head"
            ),
        ]
        indexes = [
            models.Index(fields=["sort_name", "id"], name="customer_by_name"),
            GinIndex(fields=["sort_name"], name="customer_name_trgm", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return self.name or str(_("Unidentified customer"))

    @property
    def head_id(self) -> str:
        """The id of the cluster this row belongs to."""
        return self.merged_into_id or self.id


class PointKind(models.TextChoices):
    EMAIL = "email", _("E-mail")
    PHONE = "phone", _("Phone")
    CHAT = "chat", _("Chat")
    EXTERNAL = "external", _("External id")
    WHATSAPP = "whatsapp", _("WhatsApp")
    TELEGRAM = "telegram", _("Telegram")


class Verification(models.TextChoices):
    """How sure we are that the value is the customer's, weakest first."""

    INFERRED = "inferred", _("inferred")
    CLAIMED = "claimed", _("claimed")
    PROBABLE = "probable", _("probable")
    VERIFIED = "verified", _("verified")


class ContactPointQuerySet(models.QuerySet["ContactPoint"]):
    def reachable(self) -> Self:
        """Points we may still write to or call."""
        return self.filter(undeliverable_at=None)

    def owned(self) -> Self:
        """Points that name one person."""
        return self.filter(shared=False)


class ContactPoint(models.Model):
    """An address, number or id a customer is reached at, and how far we trust it."""

    id = PublicIdField(prefix="cpt")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="contact_points")
    kind = models.CharField(_("kind"), max_length=10, choices=PointKind)
    namespace = models.CharField(_("namespace"), max_length=40, blank=True)
    value = models.CharField(_("value"), max_length=254)
    value_raw = models.CharField(_("as given"), max_length=254, blank=True)
    verification = models.CharField(
        _("verification"), max_length=10, choices=Verification, default=Verification.CLAIMED
    )
    source = models.CharField(_("source"), max_length=30, blank=True)
    shared = models.BooleanField(_("shared by several people"), default=False)
    first_seen_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    undeliverable_at = models.DateTimeField(null=True, blank=True)
    undeliverable_reason = models.CharField(max_length=60, blank=True)

    objects = ContactPointQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact point")
        verbose_name_plural = _("contact points")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "namespace", "value"],
                name="contact_point_one_owner",
                condition=models.Q(shared=False),
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=PointKind.values), name="contact_point_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(verification__in=Verification.values),
                name="contact_point_verification_known",
            ),
            models.CheckConstraint(condition=~models.Q(value=""), name="contact_point_value_given"),
        ]
        indexes = [
            models.Index(fields=["kind", "value"], name="contact_point_by_value"),
            models.Index(fields=["customer", "kind"], name="contact_point_by_customer"),
        ]

    def __str__(self) -> str:
        return self.value

    def is_reachable(self) -> bool:
        """Whether nothing has told us that messages to this point are lost."""
        return self.undeliverable_at is None


class CustomerMerge(models.Model):
    """One decision that two customers are the same person; undone by clearing the pointer."""

    id = PublicIdField(prefix="mrg")
    head = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="merges_as_head")
    absorbed = models.ForeignKey(
        Customer, on_delete=models.PROTECT, related_name="merges_as_absorbed"
    )
    actor = models.ForeignKey(Agent, on_delete=models.PROTECT, null=True, blank=True)
    reason = models.CharField(max_length=200)
    evidence = models.JSONField(default=dict, blank=True)
    overrides = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("customer merge")
        verbose_name_plural = _("customer merges")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(head=models.F("absorbed")), name="customer_merge_two_people"
            ),
            models.UniqueConstraint(
                fields=["absorbed"],
                name="customer_merge_one_active",
                condition=models.Q(undone_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.absorbed_id} → {self.head_id}"

    def is_active(self, at: datetime) -> bool:
        """Whether the merge holds at this moment."""
        return self.created_at <= at and (self.undone_at is None or at < self.undone_at)
