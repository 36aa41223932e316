"""Several new rows of different tables in one statement.

Intake is the hot path: five inserts in one round trip cost a third of five round trips. Rules
stay in the constraints, columns come from the models, so nothing here knows any table.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db import connection, models

if TYPE_CHECKING:
    Column = models.Field[Any, Any]
else:
    Column = models.Field


def insert_together(*rows: models.Model) -> None:
    """Inserts the rows in one statement; database-made values are set on the instances.

    Raises ``IntegrityError`` like ``save``; then none of the rows was written. No signals.
    """
    steps: list[str] = []
    outputs: list[str] = []
    values: list[Any] = []
    returned: list[tuple[models.Model, Column]] = []
    for position, row in enumerate(rows):
        given, made = _columns(row)
        names = ", ".join(f'"{field.column}"' for field, _ in given)
        marks = ", ".join(["%s"] * len(given))
        values.extend(value for _, value in given)
        clause = ""
        if made:
            clause = " RETURNING " + ", ".join(f'"{field.column}"' for field in made)
            for field in made:
                outputs.append(f'(SELECT "{field.column}" FROM r{position})')
                returned.append((row, field))
        table = row._meta.db_table
        steps.append(f'r{position} AS (INSERT INTO "{table}" ({names}) VALUES ({marks}){clause})')
    statement = f"WITH {', '.join(steps)} SELECT {', '.join(outputs) or '1'}"
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        answer: Sequence[Any] = cursor.fetchone() or ()
    for (row, field), value in zip(returned, answer, strict=False):
        setattr(row, field.attname, value)
    for row in rows:
        row._state.adding = False
        row._state.db = connection.alias


def _columns(
    row: models.Model,
) -> tuple[list[tuple[Column, Any]], list[Column]]:
    given, made = [], []
    for field in row._meta.concrete_fields:
        if _made_by_database(field) and not _was_given(row, field):
            made.append(field)
            continue
        value = field.pre_save(row, True)
        given.append((field, field.get_db_prep_save(value, connection)))
    return given, made


def _made_by_database(field: Column) -> bool:
    return field.has_db_default() or isinstance(field, models.AutoField)


def _was_given(row: models.Model, field: Column) -> bool:
    value = getattr(row, field.attname)
    return value is not None and not hasattr(value, "resolve_expression")
