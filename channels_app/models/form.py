"""Web forms: what they ask, and each submission as the visitor knows it."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from channels_app.models.payload import InboundPayload
from tickets.models import Channel
from tickets.models.ids import PublicIdField


class FormDefinitionQuerySet(models.QuerySet["FormDefinition"]):
    def open(self) -> Self:
        """Forms that visitors may fill in."""
        return self.filter(enabled=True, channel__enabled=True)


class FormDefinition(models.Model):
    """A form of one web form channel: its fields and texts per language.

    ``fields`` is a list that :mod:`channels_app.kinds.webform.fields` reads. ``version`` rises
    with every change of what visitors see, so that an answer says what was asked.
    """

    id = PublicIdField(prefix="frm")
    slug = models.SlugField(
        _("address"),
        max_length=50,
        unique=True,
        help_text=_("The page stands at /f/…/ with this in place of the dots."),
    )
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(_("language"), max_length=8, default="en")
    title = models.JSONField(_("title"), default=dict)
    intro = models.JSONField(_("introduction"), default=dict, blank=True)
    fields = models.JSONField(_("fields"), default=list)
    consent = models.JSONField(_("privacy notice"), default=dict, blank=True)
    blocked_words = models.JSONField(_("suspicious words"), default=list, blank=True)
    allowed_origins = models.JSONField(_("sites that may embed it"), default=list, blank=True)
    hold_until_confirmed = models.BooleanField(
        _("hold until the visitor confirms the e-mail address"), default=False
    )
    enabled = models.BooleanField(_("open to visitors"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = FormDefinitionQuerySet.as_manager()

    class Meta:
        verbose_name = _("web form")
        verbose_name_plural = _("web forms")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(version__gte=1), name="form_version_from_one"
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class FormSubmissionQuerySet(models.QuerySet["FormSubmission"]):
    def within(self, span: timedelta, at: datetime) -> Self:
        """Submissions of the time before ``at``."""
        return self.filter(received_at__gt=at - span)


class FormSubmission(models.Model):
    """One submission, accepted or not: the visitor's reference and what repeats are told by.

    The fingerprints are keyed hashes of the sender's network, e-mail address and text; nothing
    can be read back from them.
    """

    id = PublicIdField(prefix="sub")
    form = models.ForeignKey(FormDefinition, on_delete=models.PROTECT, related_name="submissions")
    version = models.PositiveIntegerField()
    language = models.CharField(max_length=8)
    nonce = models.CharField(max_length=64)
    reference = models.CharField(max_length=10, unique=True)
    payload = models.ForeignKey(
        InboundPayload, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    sender_print = models.CharField(max_length=32, blank=True)
    email_print = models.CharField(max_length=32, blank=True)
    text_print = models.CharField(max_length=32, blank=True)
    points = models.PositiveSmallIntegerField(default=0)
    received_at = models.DateTimeField()

    objects = FormSubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("form submission")
        verbose_name_plural = _("form submissions")
        constraints = [
            models.UniqueConstraint(fields=["form", "nonce"], name="form_submission_once"),
        ]
        indexes = [
            models.Index(fields=["form", "received_at"], name="form_submission_by_form"),
            models.Index(fields=["sender_print", "received_at"], name="form_submission_by_sender"),
            models.Index(fields=["email_print", "received_at"], name="form_submission_by_email"),
            models.Index(fields=["text_print", "received_at"], name="form_submission_by_text"),
        ]

    def __str__(self) -> str:
        return self.reference
