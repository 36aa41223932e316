"""``POST /api/v1/interactions/`` through the whole stack against the same rows by raw psycopg."""

import io
import json
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from typing import Any, Final

import psycopg
from django.core.wsgi import get_wsgi_application
from django.db import connection

from benchmarks.measure import Bench, Figure, statements
from contactcenter.models import ApiKey
from tickets.models import Channel

_numbers = count(1)
_MARK: Final = "bench-marker"
_NOW: Final = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)


class Poster:
    """Posts contacts as a feeder does, without a network in between."""

    def __init__(self, channel: Channel) -> None:
        self.channel = channel
        self.application = get_wsgi_application()
        self.key = ApiKey.issue(name="bench", scopes=["interactions:write"]).text

    def post(self, name: str, external_id: str) -> str:
        """One post of the person with this name; returns the status line."""
        body = json.dumps(
            {
                "channel": self.channel.id,
                "external_id": external_id,
                "kind": "visit",
                "direction": "inbound",
                "occurred_at": _NOW.isoformat(),
                "customer": {
                    "name": "Jana Nováková",
                    "contact_points": [{"kind": "email", "value": f"{name}@example.cz"}],
                },
                "subject": "Reklamace pračky",
                "body": {"text": "Zákaznice přinesla pračku, která po týdnu přestala ždímat. " * 3},
            }
        ).encode()
        said: list[str] = []

        def start(status: str, headers: Any, error: Any = None) -> Callable[[bytes], Any]:
            said.append(status)
            return lambda _: None

        answer = self.application(self._environ(body), start)
        b"".join(answer)
        if hasattr(answer, "close"):
            answer.close()
        return said[0]

    def _environ(self, body: bytes) -> dict[str, Any]:
        return {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": "/api/v1/interactions/",
            "SCRIPT_NAME": "",
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "localhost",
            "CONTENT_TYPE": "application/json",
            "CONTENT_LENGTH": str(len(body)),
            "HTTP_AUTHORIZATION": f"Bearer {self.key}",
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": io.StringIO(),
        }

    def stranger(self) -> None:
        """A contact of somebody we have never met."""
        number = next(_numbers)
        self._expect(self.post(f"new{number}", f"n{number}"))

    def known(self) -> None:
        """One more contact of somebody we know."""
        self._expect(self.post("regular", f"k{next(_numbers)}"))

    def _expect(self, status: str) -> None:
        if not status.startswith("201"):
            raise SystemExit(f"the API answered {status}")


class Floor:
    """The same rows in the same tables by one statement and one commit, and nothing else."""

    def __init__(self, poster: Poster) -> None:
        taken: list[tuple[str, Any]] = []

        def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            if sql.startswith("WITH r0"):
                taken.append((sql, params))
            return execute(sql, params, many, context)

        with connection.execute_wrapper(note):
            poster.post(_MARK, _MARK)
        self.sql, self.params = taken[0]
        facts = connection.get_connection_params()
        known = {key: facts[key] for key in ("dbname", "user", "host") if key in facts}
        self.line = psycopg.connect(**known)
        keys = {value for value in self.params if isinstance(value, uuid.UUID)}
        with connection.cursor() as cursor:
            cursor.execute("SELECT id FROM tickets_queue UNION SELECT id FROM tickets_channel")
            self.new = keys - {row[0] for row in cursor.fetchall()}

    def write(self) -> None:
        """One contact."""
        fresh = {key: uuid.UUID(int=(key.int & ~0xFFFFFFFFFFFF) | _random()) for key in self.new}
        number = str(next(_numbers))
        self.line.execute(self.sql, [self._value(value, fresh, number) for value in self.params])
        self.line.commit()

    def _value(self, value: Any, fresh: dict[uuid.UUID, uuid.UUID], number: str) -> Any:
        if isinstance(value, uuid.UUID):
            return fresh.get(value, value)
        if isinstance(value, str) and _MARK in value:
            return value.replace(_MARK, f"floor{number}")
        return value


def _random() -> int:
    return uuid.uuid4().int & 0xFFFFFFFFFFFF


def run(bench: Bench, channel: Channel) -> None:
    """Two figures of cost and two of statements."""
    poster = Poster(channel)
    floor = Floor(poster)
    for name, work in (("new sender", poster.stranger), ("known sender", poster.known)):
        work()
        sent = [sql for sql in statements(work) if "apikey" not in sql or "UPDATE" not in sql]
        bench.report.add(
            Figure(name=f"API intake, {name}, statements", value=len(sent), unit="", goal=8)
        )
    whole, known, raw = bench.interleaved(poster.stranger, poster.known, floor.write)
    bench.report.add(Figure(name="raw psycopg, same rows", value=raw, unit="ms CPU", ratio=1))
    bench.report.add(
        Figure(
            name="API intake, new sender", value=whole, unit="ms CPU", ratio=whole / raw, goal=10
        )
    )
    bench.report.add(
        Figure(
            name="API intake, known sender", value=known, unit="ms CPU", ratio=known / raw, goal=10
        )
    )
