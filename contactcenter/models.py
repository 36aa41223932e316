"""Who may use the API, and answers kept so that a repeated request does nothing twice."""

import hashlib
import hmac
import secrets
from datetime import datetime
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from tickets.models import Channel, Queue
from tickets.models.ids import PublicIdField


def hash_secret(secret: str) -> str:
    """SHA-256 in hex. Enough for a 256-bit random secret, which no list can contain."""
    return hashlib.sha256(secret.encode()).hexdigest()


class ApiKeyQuerySet(models.QuerySet["ApiKey"]):
    def usable(self, at: datetime) -> Self:
        """Keys that are neither revoked nor expired."""
        return self.filter(models.Q(expires_at=None) | models.Q(expires_at__gt=at), revoked_at=None)


class ApiKey(models.Model):
    """A key of one feeder: what it may do and where. The secret itself is not stored."""

    id = PublicIdField(prefix="key")
    name = models.CharField(_("name"), max_length=100)
    key_id = models.CharField(_("key id"), max_length=16, unique=True, editable=False)
    secret_hash = models.CharField(max_length=64, editable=False)
    scopes = ArrayField(models.CharField(max_length=40), default=list, verbose_name=_("scopes"))
    channel = models.ForeignKey(
        Channel, on_delete=models.CASCADE, null=True, blank=True, related_name="api_keys"
    )
    queues: "models.ManyToManyField[Queue, models.Model]" = models.ManyToManyField(
        Queue, blank=True
    )
    trust_identifiers = models.BooleanField(
        _("its verified values count as verified"), default=False
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)

    objects = ApiKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("API key")
        verbose_name_plural = _("API keys")

    def __str__(self) -> str:
        return self.name

    @classmethod
    def issue(cls, *, name: str, scopes: list[str], channel: Channel | None = None) -> "Issued":
        """A stored key and its full text, which is shown once and cannot be read again."""
        key_id = secrets.token_hex(6)
        secret = secrets.token_urlsafe(32)
        key = cls.objects.create(
            name=name,
            key_id=key_id,
            secret_hash=hash_secret(secret),
            scopes=scopes,
            channel=channel,
        )
        return Issued(key, f"cc_{key_id}_{secret}")

    def matches(self, secret: str) -> bool:
        """Whether this is the secret, compared in constant time."""
        return hmac.compare_digest(self.secret_hash, hash_secret(secret))


class Issued:
    """A new key together with the text that is shown once."""

    __slots__ = ("key", "text")

    def __init__(self, key: ApiKey, text: str) -> None:
        self.key = key
        self.text = text


class IdempotencyRecord(models.Model):
    """The answer to a request that carried an ``Idempotency-Key``; kept for 24 hours."""

    owner = models.CharField(max_length=40)
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    headers = models.JSONField(default=dict)
    body = models.BinaryField(null=True)
    created_at = models.DateTimeField()
    locked_until = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "key"], name="idempotency_key_once")
        ]
        indexes = [models.Index(fields=["created_at"], name="idempotency_by_age")]

    def __str__(self) -> str:
        return self.key
