"""Credentials encrypted at rest with a key derived from the site's secret."""

import base64
import hashlib
import json
from typing import TYPE_CHECKING, Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models


def _box() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    keys = [
        base64.urlsafe_b64encode(hashlib.sha256(b"connection-secrets:" + key.encode()).digest())
        for key in secrets
    ]
    return MultiFernet([Fernet(key) for key in keys])


def seal(value: Any) -> str:
    """The JSON of ``value``, encrypted."""
    return _box().encrypt(json.dumps(value).encode()).decode()


def unseal(text: str) -> Any:
    """What :func:`seal` was given; an empty dictionary if no present key opens it."""
    try:
        return json.loads(_box().decrypt(text.encode()))
    except InvalidToken:
        return {}


if TYPE_CHECKING:
    _Text = models.TextField[Any, Any]
else:
    _Text = models.TextField


class EncryptedJSONField(_Text):
    """JSON that is readable only with the site's secret key (or a key being rotated out)."""

    if TYPE_CHECKING:
        _pyi_private_set_type: Any
        _pyi_private_get_type: Any

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return unseal(value) if value else {}

    def to_python(self, value: Any) -> Any:
        return value

    def get_prep_value(self, value: Any) -> str:
        return seal(value)
