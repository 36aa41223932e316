"""The signed token of one shown form: which form and version, when, and its one-time number."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from django.conf import settings

from tickets.errors import Invalid

_PREFIX: Final = "v1"
_LONGEST: Final = 300
_LAST_SECOND: Final = 253_402_300_799


class BadToken(Invalid):
    """The token is missing, not ours, or of another version of the form."""

    code = "invalid"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormToken:
    """What a token says. ``nonce`` names the one submission it may be used for."""

    version: int
    issued_at: datetime
    nonce: str


def keys() -> list[bytes]:
    """The signing key and those being rotated out, made from the site's secrets."""
    return [
        hmac.digest(secret.encode(), b"web form", "sha256")
        for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    ]


def issue(slug: str, version: int, *, at: datetime) -> str:
    """A fresh token for showing the form at ``at``."""
    return sign(slug, version, int(at.timestamp()), secrets.token_urlsafe(18), keys()[0])


def sign(slug: str, version: int, issued: int, nonce: str, key: bytes) -> str:
    """The token's text: ``v1.<version>.<issued>.<nonce>.<mac>``."""
    return f"{_PREFIX}.{version}.{issued}.{nonce}.{mac(slug, version, issued, nonce, key)}"


def mac(slug: str, version: int, issued: int, nonce: str, key: bytes) -> str:
    """URL-safe base 64 of HMAC-SHA256 over ``slug:version:issued:nonce``, without padding."""
    digest = hmac.new(key, f"{slug}:{version}:{issued}:{nonce}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def read(text: str, slug: str, version: int, signing_keys: Sequence[bytes]) -> FormToken:
    """What the token says; raises :class:`BadToken` unless it is ours for this form and version."""
    parts = text.split(".") if len(text) <= _LONGEST and text.isascii() else []
    if len(parts) != 5 or parts[0] != _PREFIX:
        raise BadToken("no token", field="token")
    _, given_version, issued, nonce, given_mac = parts
    if given_version != str(version) or not issued.isdigit() or len(issued) > 12:
        raise BadToken("another version", field="token")
    seconds = min(int(issued), _LAST_SECOND)
    fits = [
        hmac.compare_digest(mac(slug, version, seconds, nonce, key), given_mac)
        for key in signing_keys
    ]
    if not any(fits):
        raise BadToken("not ours", field="token")
    issued_at = datetime.fromtimestamp(seconds, tz=UTC)
    return FormToken(version=version, issued_at=issued_at, nonce=nonce)
