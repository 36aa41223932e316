"""What opens an invitation's page: a random text that only the message holds."""

import hashlib
import re
import secrets
from datetime import datetime
from typing import Any, Final

from feedback.models.surveys import Invitation, SurveyToken, TokenKind

_SHAPE: Final = re.compile(r"[A-Za-z0-9_-]{32}")
_IN_ADDRESS: Final = re.compile(r"(/s/)[A-Za-z0-9_-]{32}")


def mint(invitation: Invitation, kind: TokenKind, *, at: datetime) -> str:
    """A new token; an earlier one of the same kind, which never left, opens nothing any more."""
    raw = secrets.token_urlsafe(24)
    SurveyToken.objects.filter(invitation=invitation, kind=kind).delete()
    SurveyToken.objects.create(
        token_hash=digest(raw), invitation=invitation, kind=kind, created_at=at
    )
    return raw


def digest(raw: str) -> str:
    """What is stored of a token: SHA-256 in hex, enough for 192 random bits."""
    return hashlib.sha256(raw.encode()).hexdigest()


def find(raw: str) -> Invitation | None:
    """The invitation a token opens, with its ticket, customer and definition; or ``None``."""
    if not _SHAPE.fullmatch(raw):
        return None
    row = (
        SurveyToken.objects.filter(token_hash=digest(raw))
        .select_related(
            "invitation__ticket__queue",
            "invitation__definition",
            "invitation__customer__merged_into",
        )
        .first()
    )
    return row.invitation if row is not None else None


def without_tokens(value: Any) -> Any:
    """The same content with every token in its addresses replaced by dots."""
    if isinstance(value, str):
        return _IN_ADDRESS.sub(r"\1…", value)
    if isinstance(value, dict):
        return {key: without_tokens(item) for key, item in value.items()}
    return [without_tokens(item) for item in value] if isinstance(value, list) else value
