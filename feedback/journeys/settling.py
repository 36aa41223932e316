"""Makes a derived table say what was computed, touching only rows that differ."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models

_BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """Rows written so far, and rows that nothing stands behind any more."""

    changed: int
    stale: models.QuerySet[Any] | None

    def remove_stale(self) -> None:
        """Delete what is not derived any more."""
        if self.stale is not None:
            self.stale.delete()


def settle(
    present: models.QuerySet[Any],
    wanted: Iterable[models.Model],
    key: tuple[str, ...],
    *,
    write: bool = True,
) -> Settled:
    """Insert and update rows so that ``present`` holds every wanted one; say which are stale.

    ``key`` names the fields of a unique constraint. With ``write`` false it only counts.
    """
    model = present.model
    fields = [field for field in model._meta.concrete_fields if not _is_made_by_database(field)]
    names = [field.attname for field in fields]
    key_names = [model._meta.get_field(name).attname for name in key]
    places = [names.index(name) for name in key_names]
    known: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    pks: dict[tuple[Any, ...], Any] = {}
    for pk, *values in present.values_list("pk", *names):
        identity = tuple(values[place] for place in places)
        known[identity] = tuple(values)
        pks[identity] = pk
    rows = []
    for row in wanted:
        values = tuple(getattr(row, name) for name in names)
        identity = tuple(values[place] for place in places)
        pks.pop(identity, None)
        if known.get(identity) != values:
            rows.append(row)
    if write and rows:
        rest = [field.name for field in fields if field.name not in key]
        model._default_manager.bulk_create(
            rows,
            batch_size=_BATCH,
            update_conflicts=True,
            unique_fields=list(key),
            update_fields=rest,
        )
    stale = model._default_manager.filter(pk__in=list(pks.values())) if write and pks else None
    return Settled(changed=len(rows) + len(pks), stale=stale)


def _is_made_by_database(field: "models.Field[Any, Any]") -> bool:
    return isinstance(field, models.AutoField | models.BigAutoField)
