"""Several new rows of different tables in one statement.

Intake is the hot path: five inserts in one round trip cost a third of five round trips. Rules
stay in the constraints, columns come from the models, so nothing here knows any table.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """How one column gets its value. Values of the type ``plain`` go to the driver as they are."""

    column: Column
    made_by_database: bool
    has_pre_save: bool
    plain: type | None


def _columns(
    row: models.Model,
) -> tuple[list[tuple[Column, Any]], list[Column]]:
    given, made = [], []
    for step in _plan(type(row)):
        column = step.column
        value = getattr(row, column.attname)
        if step.made_by_database and (value is None or hasattr(value, "resolve_expression")):
            made.append(column)
            continue
        if step.has_pre_save:
            value = column.pre_save(row, True)
        if value is not None and type(value) is not step.plain:
            value = column.get_db_prep_save(value, connection)
        given.append((column, value))
    return given, made


@cache
def _plan(model: type[models.Model]) -> tuple[_Step, ...]:
    return tuple(
        _Step(
            column=field,
            made_by_database=field.has_db_default() or isinstance(field, models.AutoField),
            has_pre_save=type(field).pre_save is not models.Field.pre_save,
            plain=_PLAIN.get(type(field)),
        )
        for field in model._meta.concrete_fields
    )


_PLAIN: Final[dict[type, type]] = {
    models.CharField: str,
    models.TextField: str,
    models.BooleanField: bool,
    models.BigIntegerField: int,
    models.PositiveIntegerField: int,
    models.PositiveSmallIntegerField: int,
}
