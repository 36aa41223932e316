"""Live tickets: short-lived, signed leave to listen to named topics.

The gateway verifies them by signature alone, without a database.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from django.core import signing

_SALT: Final = "contactcenter.live"
DEFAULT_TTL: Final = timedelta(minutes=15)
MOST_TOPICS: Final = 200


class LiveTicketRefused(Exception):
    """The live ticket opens nothing; `code` is `bad_ticket` or `expired_ticket`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveTicket:
    """Who may hear what, until when (aware, whole seconds)."""

    subject: str
    topics: frozenset[str]
    expires_at: datetime


def issue_live_ticket(
    topics: Iterable[str], *, subject: str, at: datetime, ttl: timedelta = DEFAULT_TTL
) -> str:
    """A ticket for `subject` (an agent or visitor id) to these topics, good until `at + ttl`.

    Raises ValueError for no topics, or more than a page can show.
    """
    wanted = sorted(set(topics))
    if not 0 < len(wanted) <= MOST_TOPICS:
        raise ValueError(f"A live ticket names 1 to {MOST_TOPICS} topics, not {len(wanted)}")
    until = int((at + ttl).timestamp())
    return _signer().sign_object({"s": subject, "t": wanted, "e": until}, compress=True)


def verify_live_ticket(text: str, *, at: datetime) -> LiveTicket:
    """What the ticket allows. Raises LiveTicketRefused."""
    try:
        claims = _signer().unsign_object(text)
        ticket = LiveTicket(
            subject=str(claims["s"]),
            topics=frozenset(claims["t"]),
            expires_at=datetime.fromtimestamp(claims["e"], tz=UTC),
        )
    except (signing.BadSignature, ValueError, LookupError, TypeError) as error:
        raise LiveTicketRefused("bad_ticket") from error
    if ticket.expires_at <= at:
        raise LiveTicketRefused("expired_ticket")
    return ticket


def _signer() -> signing.Signer:
    return signing.Signer(salt=_SALT)
