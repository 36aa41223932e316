"""What the site knows about its own mail: addresses, keys, letterhead, and how mail is kept."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings

from channels_app.kinds.email.composing import Letterhead
from channels_app.kinds.email.parsed import MailAddress
from channels_app.kinds.email.thread_keys import ReplyKeys
from channels_app.models import Connection
from tickets.customers.points import normalise_email
from tickets.models import Channel, ChannelKind


def reply_keys() -> ReplyKeys:
    """The keys replies are signed with (the first) and recognised by (all)."""
    return ReplyKeys.of(settings.REPLY_KEYS)


def mailboxes() -> dict[str, Channel]:
    """Enabled e-mail channels by their normalised addresses, aliases included."""
    found: dict[str, Channel] = {}
    rows = Channel.objects.enabled().of_kind(ChannelKind.EMAIL).select_related("queue")
    for channel in rows.order_by("id"):
        for text in [channel.address, *channel.settings.get("aliases", [])]:
            address = normalise_email(str(text))
            if address:
                found.setdefault(address, channel)
    return found


def mailbox_for(address: str) -> Channel | None:
    """The channel a recipient address belongs to, with or without a token after a plus."""
    return mailbox_in(mailboxes(), address)


def mailbox_in(known: Mapping[str, Channel], address: str) -> Channel | None:
    """As :func:`mailbox_for`, among mailboxes read before."""
    plain = normalise_email(address)
    if not plain:
        return None
    local, _, domain = plain.rpartition("@")
    return known.get(plain) or known.get(f"{local.partition('+')[0]}@{domain}")


def letterhead(channel: Channel) -> Letterhead:
    """What all mail of this channel has in common."""
    return Letterhead(
        sender=MailAddress(
            name=str(channel.settings.get("from_name") or channel.name), email=channel.address
        ),
        domain=settings.MAIL_DOMAIN,
        keys=reply_keys(),
        instance_id=settings.INSTANCE_ID,
        tokens=channel.settings.get("reply_token", "plus") == "plus",
    )


def dedupe_key(raw: bytes) -> str:
    """How the same bytes are recognised whichever way they come again."""
    return f"mail:{hashlib.sha256(raw).hexdigest()}"


def connection_of(channel: Channel, kind: str) -> Connection | None:
    """The channel's enabled connection of a kind."""
    return channel.connections.filter(kind=kind, enabled=True).first()


def text_setting(values: Mapping[str, Any], name: str, default: str = "") -> str:
    """A setting as text, whatever somebody wrote into the JSON."""
    value = values.get(name, default)
    return value if isinstance(value, str) else default


def number_setting(values: Mapping[str, Any], name: str, default: int) -> int:
    """A setting as a whole number; the default for anything else."""
    value = values.get(name, default)
    return value if isinstance(value, int) and not isinstance(value, bool) else default


def succeeded(connection: Connection, *, at: datetime) -> None:
    """Notes on the connection that it works."""
    connection.last_success_at, connection.failing_since, connection.last_error = at, None, ""
    connection.save(update_fields=["last_success_at", "failing_since", "last_error"])


def failed(connection: Connection, error: Exception, *, at: datetime) -> None:
    """Notes on the connection what went wrong and since when; never credentials."""
    connection.last_error_at = at
    connection.failing_since = connection.failing_since or at
    connection.last_error = f"{type(error).__name__}: {error}"[:300].replace("\x00", "")
    connection.save(update_fields=["last_error_at", "failing_since", "last_error"])
