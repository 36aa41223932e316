"""What is asked and by which rules; never changed, but followed by a new version."""

from datetime import datetime, time, timedelta
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from feedback.models.surveys.codes import InstrumentKey, Policy
from tickets.models import Queue
from tickets.models.ids import PublicIdField


class SurveyDefinitionQuerySet(models.QuerySet["SurveyDefinition"]):
    def current(self) -> Self:
        """The newest version of each definition."""
        return self.filter(superseded_at=None)

    def active(self, at: datetime) -> Self:
        """Definitions that new resolutions are asked by at this moment."""
        begun = models.Q(active_from=None) | models.Q(active_from__lte=at)
        running = models.Q(active_to=None) | models.Q(active_to__gt=at)
        return self.current().filter(begun & running, active=True)


class SurveyDefinition(models.Model):
    """One version of a question with its rules of asking. Write through ``surveys.definitions``."""

    ORDER: ClassVar[tuple[str, ...]] = ("position", "key", "-version")

    id = PublicIdField(prefix="sdf")
    key = models.SlugField(_("key"), max_length=50)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    name = models.CharField(_("name"), max_length=100)
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("If several fit, the first one is asked.")
    )
    active = models.BooleanField(_("active"), default=True)
    active_from = models.DateTimeField(_("active from"), null=True, blank=True)
    active_to = models.DateTimeField(_("active until"), null=True, blank=True)
    queue = models.ForeignKey(
        Queue,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("only for queue"),
    )
    instrument = models.CharField(
        _("instrument"), max_length=8, choices=InstrumentKey, default=InstrumentKey.CES2
    )
    instrument_version = models.PositiveSmallIntegerField(default=1, editable=False)
    wording = models.JSONField(
        _("own wording"),
        default=dict,
        blank=True,
        help_text=_('Replaces shipped texts, as {"cs": {"subject": "…"}}.'),
    )
    policy = models.CharField(
        _("permission"), max_length=16, choices=Policy, default=Policy.SOFT_OPT_IN
    )
    delay_written = models.PositiveIntegerField(
        _("minutes to wait after an e-mail or a web form"), default=24 * 60
    )
    delay_phone = models.PositiveIntegerField(_("minutes to wait after a call"), default=2 * 60)
    delay_chat = models.PositiveIntegerField(_("minutes to wait after a chat"), default=60)
    delay_social = models.PositiveIntegerField(
        _("minutes to wait after a text or social message"), default=2 * 60
    )
    window_opens = models.TimeField(_("send from"), default=time(9))
    window_closes = models.TimeField(_("send until"), default=time(20))
    weekends = models.BooleanField(_("send at weekends"), default=True)
    expiry_days = models.PositiveSmallIntegerField(_("days to answer"), default=14)
    quarantine_days = models.PositiveSmallIntegerField(
        _("days between two questions to one person"), default=30
    )
    sampling_rate = models.FloatField(
        _("share of resolutions asked"), default=1.0, help_text=_("1 asks everybody.")
    )
    created_at = models.DateTimeField(editable=False)
    superseded_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = SurveyDefinitionQuerySet.as_manager()

    class Meta:
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")
        constraints = [
            models.UniqueConstraint(fields=["key", "version"], name="survey_version_once"),
            models.UniqueConstraint(
                fields=["key"],
                name="survey_one_current_version",
                condition=models.Q(superseded_at=None),
            ),
            models.CheckConstraint(
                condition=models.Q(instrument__in=InstrumentKey.values),
                name="survey_instrument_known",
            ),
            models.CheckConstraint(
                condition=models.Q(policy__in=Policy.values), name="survey_policy_known"
            ),
            models.CheckConstraint(
                condition=models.Q(window_opens__lt=models.F("window_closes")),
                name="survey_window_opens_before_it_closes",
            ),
            models.CheckConstraint(
                condition=models.Q(sampling_rate__gt=0, sampling_rate__lte=1),
                name="survey_sampling_rate_is_a_share",
            ),
            models.CheckConstraint(
                condition=models.Q(expiry_days__gte=1), name="survey_can_be_answered"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} v{self.version}"

    @property
    def quarantine(self) -> timedelta:
        """How long a person is left alone after a question."""
        return timedelta(days=self.quarantine_days)
