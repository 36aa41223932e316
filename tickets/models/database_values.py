"""Values the database itself gives a row: gap-tolerant numbers and the writing transaction."""

from django.db import models
from django.db.models import Func, Value


class NextValue(Func):
    """The next number of a PostgreSQL sequence."""

    function = "nextval"
    output_field = models.BigIntegerField()

    def __init__(self, sequence: str) -> None:
        super().__init__(Value(sequence))
        self.sequence = sequence

    def deconstruct(self) -> tuple[str, tuple[str], dict[str, object]]:
        """How migrations write this down."""
        return ("tickets.models.database_values.NextValue", (self.sequence,), {})


class WritingTransaction(Func):
    """The id of the transaction that writes the row.

    Readers that follow an append-only table compare it with ``pg_snapshot_xmin`` so that a
    transaction that commits late is not skipped.
    """

    template = "(pg_current_xact_id()::text::bigint)"
    output_field = models.BigIntegerField()

    def deconstruct(self) -> tuple[str, tuple[()], dict[str, object]]:
        """How migrations write this down."""
        return ("tickets.models.database_values.WritingTransaction", (), {})


class OldestRunningTransaction(Func):
    """The id below which every transaction has ended: rows of older ones are all visible."""

    template = "(pg_snapshot_xmin(pg_current_snapshot())::text::bigint)"
    output_field = models.BigIntegerField()
