"""Proof that an answer comes from a page we showed a little while ago; nothing is stored."""

import secrets
from datetime import UTC, datetime, timedelta
from typing import Final

from django.core import signing

from feedback.surveys.tokens import digest
from tickets.errors import Invalid

LIFETIME: Final = timedelta(hours=24)
_SKEW: Final = timedelta(minutes=5)
_SIGNER: Final = signing.Signer(salt="survey page")
_LONGEST: Final = 200


class BadNonce(Invalid):
    """The page was not ours, was another survey's, or was shown more than 24 hours ago."""

    code = "bad_nonce"


def issue(token: str, *, at: datetime) -> str:
    """A signed text for one page of this token's survey."""
    return _SIGNER.sign(f"{digest(token)[:16]}.{int(at.timestamp())}.{secrets.token_hex(8)}")


def check(token: str, nonce: str, *, at: datetime) -> str:
    """The random part, which names this one showing of the page; raises :class:`BadNonce`."""
    try:
        owner, issued, chance = _SIGNER.unsign(nonce[:_LONGEST]).split(".")
        shown = datetime.fromtimestamp(int(issued), UTC)
    except (signing.BadSignature, ValueError, OverflowError) as error:
        raise BadNonce("not our page") from error
    if owner != digest(token)[:16] or not at - LIFETIME <= shown <= at + _SKEW:
        raise BadNonce("not a page of this survey, or too old")
    return chance
