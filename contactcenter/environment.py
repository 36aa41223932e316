"""Readers of the environment that refuse nonsense with a sentence that says what to do."""

import os
import secrets
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from contactcenter.embedded import locations

_REDIS_SCHEMES: Final = {"redis", "rediss", "unix"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RedisLocation:
    """Where Redis or Valkey listens, for its own client (``url``) and for Celery (``broker``)."""

    url: str
    broker: str
    transport_options: dict[str, Any] = field(default_factory=dict)

    @property
    def enabled(self) -> bool:
        """Whether there is a Redis at all; without one the product works from its tables."""
        return bool(self.url)


def positive(number: int) -> int:
    """The number itself; raises ``ImproperlyConfigured`` unless it is above zero."""
    if number <= 0:
        raise ImproperlyConfigured(f"{number} must be above zero.")
    return number


def base_url(text: str, port: str) -> str:
    """The address people and mails use, without a final slash.

    If nothing is set it is the running instance's, else loopback.
    """
    if not text:
        running = None if port else locations.running()
        return running.address.rstrip("/") if running else f"http://localhost:{port or 8000}"
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query:
        raise ImproperlyConfigured(
            f"PUBLIC_BASE_URL must look like https://desk.example.com, not {text!r}."
        )
    return text.rstrip("/")


def host_of(url: str) -> str:
    """The host name in an address."""
    return urlsplit(url).hostname or "localhost"


def database(url: str, *, pooled: bool, statement_timeout_ms: int) -> dict[str, Any]:
    """Django's description of the database: the given URL, or the embedded instance."""
    try:
        found = locations.database_settings(url or locations.database_url())
    except ValueError as error:
        raise ImproperlyConfigured(str(error)) from error
    options = {
        "options": (
            f"-c statement_timeout={statement_timeout_ms}"
            " -c idle_in_transaction_session_timeout=30000"
        ),
        "connect_timeout": 5,
        **_mapping(found["OPTIONS"]),
    }
    if pooled:
        options["pool"] = {"min_size": 1, "max_size": 10, "timeout": 10}
    return {
        **found,
        "CONN_MAX_AGE": 0 if pooled else 60,
        "CONN_HEALTH_CHECKS": not pooled,
        "OPTIONS": options,
    }


def _mapping(value: Any) -> dict[str, Any]:
    return dict(value)


def redis_location(url: str) -> RedisLocation:
    """Where Redis is: the given URL, the embedded one, or nowhere for ``none``."""
    if url == "none":
        return RedisLocation(url="", broker="memory://")
    source = url or locations.redis_url()
    parts = urlsplit(source)
    if parts.scheme not in _REDIS_SCHEMES:
        raise ImproperlyConfigured(
            "REDIS_URL must look like redis://host:6379/0, unix:///path/to/socket or be 'none'."
        )
    return RedisLocation(url=source, broker=locations.broker_url(source))


def local_secret(name: str) -> str:
    """A random secret kept beside the embedded data, made on first use.

    Several processes may start at once: the first one to create the file decides.
    """
    path = locations.layout().home / name
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_name(f".{name}.{os.getpid()}")
    fresh.touch(mode=0o600)
    fresh.write_text(secrets.token_urlsafe(48), encoding="ascii")
    try:
        os.link(fresh, path)
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
    return path.read_text(encoding="ascii").strip()
