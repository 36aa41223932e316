"""Message-IDs and dates out of headers that may hold anything."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_tz
from hashlib import sha256
from typing import Final

from channels_app.kinds.email import limits
from channels_app.kinds.email.parsed import ParsedMail
from tickets.cleaning import clean_line

_BRACKETED: Final = re.compile(rb"<([^<>]{1,1100})>")
_BLANKS: Final = re.compile(r"\s+")
_LONGEST_DATE: Final = 100


def message_ids(raw: bytes) -> tuple[str, ...]:
    """The ids in a field, without angle brackets, in order and each once."""
    found = _BRACKETED.findall(raw)
    if not found:
        found = [word for word in raw.replace(b",", b" ").split() if b"@" in word]
    ids = (_cleaned(data) for data in found)
    return tuple(dict.fromkeys(one for one in ids if one))


def first_and_newest(ids: tuple[str, ...]) -> tuple[str, ...]:
    """At most 50 references: the one that started it all and the newest."""
    if len(ids) <= limits.REFERENCES:
        return ids
    return (ids[0], *ids[-(limits.REFERENCES - 1) :])


def mail_date(raw: bytes) -> datetime | None:
    """The moment in UTC, or ``None`` for what is no date or none the calendar knows."""
    text = raw[:_LONGEST_DATE].decode("ascii", "replace")
    try:
        parsed = parsedate_tz(text)
        if parsed is None:
            return None
        year, month, day, hour, minute, second = parsed[:6]
        moment = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
        return moment - timedelta(seconds=parsed[9] or 0)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _cleaned(data: bytes) -> str:
    text = data.decode("utf-8", "replace")
    joined = _BLANKS.sub("", text)
    return clean_line(joined, limits.MESSAGE_ID_CHARACTERS).strip("<>")


def external_id_of(message_id: str) -> str:
    """The name a Message-ID is stored and looked up by: itself, or its hash if it is long."""
    if len(message_id) <= limits.KEY_CHARACTERS:
        return message_id
    return sha256(message_id.encode("utf-8", "replace")).hexdigest()


def external_id(mail: ParsedMail) -> str:
    """The mail's name in its channel. Without a Message-ID, a hash of what a repeated delivery
    of the same mail has in common."""
    if mail.message_id:
        return external_id_of(mail.message_id)
    headers = (mail.headers.first(name) for name in ("from", "date", "subject"))
    content = b"\0".join((*headers, mail.fingerprint.encode()))
    return f"raw:{sha256(content).hexdigest()}"


def variant_id(mail: ParsedMail) -> str:
    """The name of a mail that bears the Message-ID of another one, which keeps it."""
    content = f"{mail.sender.key} {mail.fingerprint}"
    return f"{external_id(mail)[:200]}#{sha256(content.encode('utf-8', 'replace')).hexdigest()[:8]}"
