"""Optimistic locking: a version that changes with every change of a row."""

from tickets.errors import Conflict
from tickets.models import Customer, Ticket


class PreconditionFailed(Conflict):
    """The row is not in the version the caller has seen."""

    code = "precondition_failed"


def version_of(row: Ticket | Customer) -> str:
    """The row's version as short text, equal only for the same state."""
    return f"{row.updated_at.timestamp():.6f}".replace(".", "")


def require_version(row: Ticket | Customer, seen: str | None) -> None:
    """Raises :class:`PreconditionFailed` unless ``seen`` is the row's version; ``None`` fits."""
    if seen is not None and seen != version_of(row):
        raise PreconditionFailed("changed since", version=version_of(row))
