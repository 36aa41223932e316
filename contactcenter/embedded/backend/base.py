"""The name of this module is Django's: it looks for `base.DatabaseWrapper` in a backend."""

from typing import Any

import psycopg
from django.db.backends.postgresql import base

NOT_RUNNING = (
    "No database: nothing runs here and DATABASE_URL is not set. "
    "Start `make run` in another shell, or set DATABASE_URL."
)


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL at the place where the embedded server would be."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect, or say in one sentence what is missing."""
        try:
            return super().get_new_connection(conn_params)
        except psycopg.OperationalError as error:
            raise psycopg.OperationalError(NOT_RUNNING) from error
