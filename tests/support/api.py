"""A caller of the API with a key of its own."""

import json
from typing import Any
from uuid import uuid4

from django.test import Client

from contactcenter.models import ApiKey
from contactcenter.scopes import SCOPES
from tests.support.contract import check_answer
from tickets.models import Agent, Channel, Queue


class Caller:
    """Sends JSON with a key; every answer is held against the API's description."""

    def __init__(self, text: str, owner: str = "") -> None:
        self.owner = owner
        self.client = Client(raise_request_exception=False)
        self.headers = {"Authorization": f"Bearer {text}"}

    def get(self, path: str, **headers: str) -> Any:
        """GET an address below /api/v1/ (or a full one)."""
        return self.send("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        """POST a document."""
        return self.send("POST", path, body, **headers)

    def patch(self, path: str, body: Any, **headers: str) -> Any:
        """PATCH a document."""
        return self.send("PATCH", path, body, **headers)

    def delete(self, path: str, **headers: str) -> Any:
        """DELETE."""
        return self.send("DELETE", path, **headers)

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """Any request; header names with underscores."""
        response = self.client.generic(
            method,
            path if path.startswith("/") else f"/api/v1/{path}",
            data=body if isinstance(body, bytes) else _json(body),
            content_type="application/json",
            headers={**self.headers, **{k.replace("_", "-"): v for k, v in headers.items()}},
        )
        assert response["X-Request-Id"].startswith("req_")
        kind = response.headers.get("Content-Type", "")
        content = b"" if response.streaming else response.content
        check_answer(method, response.request["PATH_INFO"], response.status_code, kind, content)
        return response


def _json(body: Any) -> bytes:
    return b"" if body is None else json.dumps(body).encode()


def a_key(
    *scopes: str,
    channel: Channel | None = None,
    queues: tuple[Queue, ...] = (),
    trust: bool = False,
) -> Caller:
    """A caller with these scopes (all of them if none are named)."""
    issued = ApiKey.issue(name="test", scopes=list(scopes or SCOPES), channel=channel)
    issued.key.queues.set(queues)
    if trust:
        issued.key.trust_identifiers = True
        issued.key.save()
    return Caller(issued.text, issued.key.id)


def signed_in(agent: Agent) -> Client:
    """A browser of this agent, which checks CSRF like a real one."""
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(agent)
    return client


def an_entry(channel: Channel, **changes: Any) -> dict[str, Any]:
    """A body of POST /interactions/ that is taken."""
    return {
        "channel": channel.id,
        "external_id": f"x-{uuid4().hex}",
        "kind": "visit",
        "occurred_at": "2026-11-21T09:12:00+01:00",
        "customer": {
            "name": "Jana Nováková",
            "contact_points": [{"kind": "email", "value": f"{uuid4().hex[:12]}@example.cz"}],
        },
        "subject": "Reklamace pračky",
        "body": {"text": "Customer brought the machine."},
        **changes,
    }
