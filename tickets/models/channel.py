"""The ways customers reach us, as the business names them."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from tickets.models.ids import PublicIdField
from tickets.models.queue import Queue


class ChannelKind(models.TextChoices):
    EMAIL = "email", _("E-mail")
    CHAT = "chat", _("Chat")
    PHONE = "phone", _("Phone")
    WEBFORM = "webform", _("Web form")
    API = "api", _("API")
    SMS = "sms", _("SMS")
    WHATSAPP = "whatsapp", _("WhatsApp")
    TELEGRAM = "telegram", _("Telegram")


class ChannelQuerySet(models.QuerySet["Channel"]):
    def enabled(self) -> Self:
        """Channels that take and send contacts."""
        return self.filter(enabled=True)

    def of_kind(self, kind: str) -> Self:
        """Channels of one kind."""
        return self.filter(kind=kind)


class Channel(models.Model):
    """An address of ours: a mailbox, a telephone number, a form, a widget, a feeder's door."""

    id = PublicIdField(prefix="chn")
    kind = models.CharField(_("kind"), max_length=12, choices=ChannelKind)
    name = models.CharField(_("name"), max_length=100)
    address = models.CharField(
        _("address"),
        max_length=254,
        blank=True,
        help_text=_("The e-mail address or telephone number customers use."),
    )
    queue = models.ForeignKey(Queue, on_delete=models.PROTECT, related_name="channels")
    default_region = models.CharField(_("region of numbers"), max_length=2, default="CZ")
    language = models.CharField(_("language"), max_length=8, default="en")
    enabled = models.BooleanField(_("enabled"), default=True)
    capabilities = models.JSONField(_("capabilities"), default=dict, blank=True)
    settings = models.JSONField(_("settings"), default=dict, blank=True)

    objects = ChannelQuerySet.as_manager()

    class Meta:
        verbose_name = _("channel")
        verbose_name_plural = _("channels")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=ChannelKind.values), name="channel_kind_known"
            ),
            models.UniqueConstraint(
                "kind", "address", name="channel_address_once", condition=~models.Q(address="")
            ),
        ]

    def __str__(self) -> str:
        return self.name
