"""Requests through the product's own WSGI application, without a network in between."""

import io
import json
from collections.abc import Callable
from typing import Any, Final

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.handlers.wsgi import WSGIHandler

from tickets.models import Agent

_FIXED: Final = {
    "SCRIPT_NAME": "",
    "SERVER_NAME": "localhost",
    "SERVER_PORT": "80",
    "SERVER_PROTOCOL": "HTTP/1.1",
    "HTTP_HOST": "localhost",
    "wsgi.url_scheme": "http",
}


class Unexpected(Exception):
    """The product answered with another status than the benchmark needs."""

    code = "unexpected_answer"


class Caller:
    """Somebody who asks: the holder of a key, or an agent's browser."""

    def __init__(self, application: WSGIHandler, **headers: str) -> None:
        self.application = application
        self.headers = headers

    def get(self, path: str, query: str = "") -> bytes:
        """The body of a page; raises :class:`Unexpected` unless it is there."""
        return self._ask("GET", path, b"", query, "200")

    def post(self, path: str, content: dict[str, Any]) -> bytes:
        """The answer to JSON; raises :class:`Unexpected` unless something was created."""
        return self._ask("POST", path, json.dumps(content).encode(), "", "201")

    def _ask(self, method: str, path: str, body: bytes, query: str, wanted: str) -> bytes:
        said: list[str] = []

        def start(status: str, headers: Any, error: Any = None) -> Callable[[bytes], Any]:
            said.append(status)
            return lambda _: None

        answer = self.application(
            {
                **_FIXED,
                **self.headers,
                "REQUEST_METHOD": method,
                "PATH_INFO": path,
                "QUERY_STRING": query,
                "CONTENT_TYPE": "application/json",
                "CONTENT_LENGTH": str(len(body)),
                "wsgi.input": io.BytesIO(body),
                "wsgi.errors": io.StringIO(),
            },
            start,
        )
        content = b"".join(answer)
        if hasattr(answer, "close"):
            answer.close()
        if not said[0].startswith(wanted):
            raise Unexpected(f"{method} {path}: {said[0]} {content[:300]!r}")
        return content


def with_key(application: WSGIHandler, key: str) -> Caller:
    """A feeder or a reader of the API."""
    return Caller(application, HTTP_AUTHORIZATION=f"Bearer {key}")


def signed_in(application: WSGIHandler, agent: Agent) -> Caller:
    """An agent with a session, as after signing in."""
    session = SessionStore()
    session[SESSION_KEY] = agent.pk
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = agent.get_session_auth_hash()
    session.save()
    return Caller(application, HTTP_COOKIE=f"sessionid={session.session_key}")
