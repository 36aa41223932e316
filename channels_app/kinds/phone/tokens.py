"""The secret in an exchange's address: made once, shown once, stored as a hash."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q

from channels_app.models import Connection
from tickets.errors import Conflict
from tickets.models import Channel

OLD_VALID_FOR: Final = timedelta(hours=24)
_LONGEST: Final = 200


class NotATelephoneChannel(Conflict):
    """Only telephone channels have such an address."""

    code = "conflict"


def issue(channel: Channel, *, at: datetime) -> str:
    """A new token of the channel; the one before stays valid for 24 hours.

    It cannot be read again. Raises :class:`NotATelephoneChannel`.
    """
    if channel.kind != "phone":
        raise NotATelephoneChannel(channel.name)
    text = secrets.token_urlsafe(32)
    with transaction.atomic():
        row, _ = Connection.objects.select_for_update().get_or_create(
            channel=channel, kind=Connection.Kind.CTI
        )
        if row.token_hash:
            row.previous_token_hash, row.previous_until = row.token_hash, at + OLD_VALID_FOR
        row.token_hash = hash_of(text)
        row.save(update_fields=["token_hash", "previous_token_hash", "previous_until"])
    return text


def connection_of(text: str, *, at: datetime) -> Connection | None:
    """The connection a token opens; ``None`` if it is unknown, run out or switched off."""
    if not text or len(text) > _LONGEST:
        return None
    wanted = hash_of(text)
    now = Q(token_hash=wanted)
    before = Q(previous_token_hash=wanted, previous_until__gt=at)
    return (
        Connection.objects.select_related("channel", "channel__queue")
        .filter(now | before, kind=Connection.Kind.CTI, enabled=True, channel__enabled=True)
        .first()
    )


def hash_of(text: str) -> str:
    """SHA-256 in hex: enough for 256 random bits."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
