"""What is checked of the surroundings before anything runs."""

from collections.abc import Sequence
from typing import Any, Final

from django.core import checks
from django.core.checks import CheckMessage, Tags, register
from django.db import connections
from django.db.utils import DatabaseError

OLDEST_TESTED: Final = 160_000


@register(Tags.database)
def postgresql_is_new_enough(
    databases: Sequence[str] | None = None, **_: Any
) -> list[CheckMessage]:
    """A warning for PostgreSQL before 16: it may work, but nobody has tried it."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        try:
            connections[alias].ensure_connection()
            version = connections[alias].pg_version  # type: ignore[attr-defined]
        except DatabaseError:
            continue
        if version < OLDEST_TESTED:
            found.append(
                checks.Warning(
                    f"PostgreSQL {version // 10_000} is older than 16, the oldest version tested.",
                    hint="Debian 12 ships 15; take 16 or newer from the PostgreSQL project.",
                    id="contactcenter.W001",
                )
            )
    return found
