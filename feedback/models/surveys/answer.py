"""What customers answered: revisions that are kept, of which the last trusted one counts."""

from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from feedback.models.surveys.codes import ContactWish, Driver, InstrumentKey, Solved
from feedback.models.surveys.invitation import Invitation
from tickets.models import Customer, Ticket
from tickets.models.ids import PublicIdField


class ResponseQuerySet(models.QuerySet["Response"]):
    def trusted(self) -> Self:
        """Answers that count."""
        return self.filter(trusted=True)

    def one_a_question(self) -> Self:
        """Of each question's revisions the one that counts, else the last."""
        others = Response.objects.filter(invitation=models.OuterRef("invitation"))
        later = models.Q(revision__gt=models.OuterRef("revision"))
        counts_more = models.Exists(others.filter(trusted=True))
        newer = models.Exists(others.filter(later))
        newer_trusted = models.Exists(others.filter(later, trusted=True))
        best = models.Q(~newer_trusted, trusted=True)
        only = models.Q(~counts_more, ~newer, trusted=False)
        return self.filter(best | only)


class Response(models.Model):
    """One revision of an answer. The last trusted one counts."""

    MAX_COMMENT: ClassVar[int] = 4000

    id = PublicIdField(prefix="rsp")
    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="responses")
    revision = models.PositiveSmallIntegerField()
    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="survey_responses")
    customer = models.ForeignKey(
        Customer, on_delete=models.PROTECT, related_name="survey_responses"
    )
    instrument = models.CharField(max_length=8, choices=InstrumentKey)
    instrument_version = models.PositiveSmallIntegerField(default=1)
    language = models.CharField(max_length=8)
    value = models.SmallIntegerField()
    resolved = models.CharField(max_length=6, choices=Solved, blank=True)
    drivers = ArrayField(models.CharField(max_length=12, choices=Driver), default=list, blank=True)
    comment = models.TextField(blank=True)
    contact_wanted = models.CharField(max_length=5, choices=ContactWish, blank=True)
    trusted = models.BooleanField()
    causes = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    evidence = models.JSONField(default=dict, blank=True)
    answered_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    comment_read_at = models.DateTimeField(null=True, blank=True)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        verbose_name = _("survey response")
        verbose_name_plural = _("survey responses")
        constraints = [
            models.UniqueConstraint(fields=["invitation", "revision"], name="response_revision"),
            models.CheckConstraint(
                condition=models.Q(
                    instrument__in=["ces2", "ease7", "neteasy"], value__gte=1, value__lte=7
                )
                | models.Q(instrument__in=["ces1", "csat"], value__gte=1, value__lte=5)
                | models.Q(instrument="nps", value__gte=0, value__lte=10),
                name="response_value_on_the_scale",
            ),
            models.CheckConstraint(
                condition=models.Q(resolved="") | models.Q(resolved__in=Solved.values),
                name="response_resolved_known",
            ),
            models.CheckConstraint(
                condition=models.Q(contact_wanted="")
                | models.Q(contact_wanted__in=ContactWish.values),
                name="response_contact_known",
            ),
            models.CheckConstraint(
                condition=models.Q(drivers__contained_by=Driver.values),
                name="response_drivers_known",
            ),
            models.CheckConstraint(
                condition=models.Q(trusted=True) | models.Q(causes__len__gt=0),
                name="response_suspect_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["customer", "-answered_at", "-id"], name="response_timeline"),
            models.Index(
                fields=["answered_at"],
                name="response_trusted",
                condition=models.Q(trusted=True),
            ),
            models.Index(
                fields=["changed_at"],
                name="response_evidence",
                condition=~models.Q(evidence={}),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instrument} {self.value}"
