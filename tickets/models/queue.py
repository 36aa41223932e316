"""Where work waits, who may see it, and the words for why people come and how it ends."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tickets.models.agent import Agent
from tickets.models.ids import PublicIdField


class Queue(models.Model):
    """A line of waiting work with its own rules."""

    id = PublicIdField(prefix="que")
    key = models.SlugField(_("key"), max_length=50, unique=True)
    name = models.CharField(_("name"), max_length=100)
    language = models.CharField(_("language"), max_length=8, default="en")
    timezone = models.CharField(_("time zone"), max_length=64, default="Europe/Prague")
    follow_up_days = models.PositiveSmallIntegerField(
        _("days a resolved ticket can be reopened by the customer"), default=7
    )
    answer_within_minutes = models.PositiveIntegerField(
        _("answer within (minutes)"),
        default=480,
        help_text=_("Sets when a ticket that waits for us is due."),
    )
    signature = models.TextField(_("signature under e-mails"), blank=True)
    is_active = models.BooleanField(_("in use"), default=True)
    members: "models.ManyToManyField[Agent, QueueMember]" = models.ManyToManyField(
        Agent, through="QueueMember", related_name="queues"
    )

    class Meta:
        verbose_name = _("queue")
        verbose_name_plural = _("queues")

    def __str__(self) -> str:
        return self.name


class QueueMember(models.Model):
    """One agent's access to one queue."""

    class Access(models.TextChoices):
        READ = "read", _("may read")
        WORK = "work", _("works here")
        LEAD = "lead", _("leads")

    queue = models.ForeignKey(Queue, on_delete=models.CASCADE, related_name="memberships")
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="memberships")
    access = models.CharField(_("access"), max_length=8, choices=Access, default=Access.WORK)

    class Meta:
        verbose_name = _("queue member")
        verbose_name_plural = _("queue members")
        constraints = [
            models.UniqueConstraint(fields=["agent", "queue"], name="queue_member_once"),
            models.CheckConstraint(
                condition=models.Q(access__in=["read", "work", "lead"]),
                name="queue_member_access_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agent_id} {self.access} {self.queue_id}"


class ContactReason(models.Model):
    """Why customers come, in their words; two levels, the leaf is coded."""

    class Demand(models.TextChoices):
        UNKNOWN = "unknown", _("not judged")
        VALUE = "value", _("value")
        FAILURE = "failure", _("failure")
        PREVENTABLE = "preventable", _("preventable")

    id = PublicIdField(prefix="rea")
    key = models.CharField(_("key"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=120)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    is_complaint = models.BooleanField(_("is a complaint"), default=True)
    fcr_eligible = models.BooleanField(_("counts for first contact resolution"), default=True)
    is_sensitive = models.BooleanField(_("sensitive: never ask for a rating"), default=False)
    demand = models.CharField(_("demand"), max_length=12, choices=Demand, default=Demand.UNKNOWN)
    is_active = models.BooleanField(_("offered to agents"), default=True)

    class Meta:
        verbose_name = _("contact reason")
        verbose_name_plural = _("contact reasons")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(demand__in=["unknown", "value", "failure", "preventable"]),
                name="contact_reason_demand_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Disposition(models.Model):
    """How a ticket ended, chosen with one click."""

    id = PublicIdField(prefix="dsp")
    key = models.SlugField(_("key"), max_length=50, unique=True)
    name = models.CharField(_("name"), max_length=100)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_active = models.BooleanField(_("offered to agents"), default=True)

    ORDER: ClassVar[tuple[str, ...]] = ("position", "name", "id")

    class Meta:
        verbose_name = _("disposition")
        verbose_name_plural = _("dispositions")

    def __str__(self) -> str:
        return self.name
