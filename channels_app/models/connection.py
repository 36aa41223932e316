"""How a channel is reached technically."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from channels_app.secret_box import EncryptedJSONField
from tickets.models import Channel
from tickets.models.ids import PublicIdField


class ConnectionQuerySet(models.QuerySet["Connection"]):
    def polled(self) -> Self:
        """Connections whose mailbox we fetch from."""
        return self.filter(enabled=True, channel__enabled=True, kind=Connection.Kind.IMAP)


class Connection(models.Model):
    """Credentials, cursor and health of one technical way into or out of a channel.

    ``secrets`` are encrypted at rest and never shown again. ``token_hash`` is the SHA-256 of a
    URL token (telephony), ``previous_token_hash`` stays valid until ``previous_until``.
    """

    class Kind(models.TextChoices):
        IMAP = "imap", _("mailbox (IMAP)")
        SMTP = "smtp", _("outgoing mail (SMTP)")
        PIPE = "pipe", _("mail handed over by the server")
        CTI = "cti", _("telephone system")
        FORM = "form", _("web form")
        API = "api", _("API")

    id = PublicIdField(prefix="con")
    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="connections")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    enabled = models.BooleanField(_("enabled"), default=True)
    settings = models.JSONField(_("settings"), default=dict, blank=True)
    secrets = EncryptedJSONField(default=dict, blank=True)
    token_hash = models.CharField(max_length=64, blank=True)
    previous_token_hash = models.CharField(max_length=64, blank=True)
    previous_until = models.DateTimeField(null=True, blank=True)
    cursor = models.JSONField(default=dict, blank=True)
    last_success_at = models.DateTimeField(null=True, blank=True)
    last_error_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)
    failing_since = models.DateTimeField(null=True, blank=True)

    objects = ConnectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("connection")
        verbose_name_plural = _("connections")
        constraints = [
            models.UniqueConstraint(fields=["channel", "kind"], name="connection_one_a_kind"),
            models.UniqueConstraint(
                fields=["token_hash"],
                name="connection_token_unique",
                condition=~models.Q(token_hash=""),
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["imap", "smtp", "pipe", "cti", "form", "api"]),
                name="connection_kind_known",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())
