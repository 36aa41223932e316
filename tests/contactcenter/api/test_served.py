"""The API through a real server, as a feeder's program meets it."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from contactcenter.models import ApiKey
from contactcenter.scopes import SCOPES
from tests.support.api import an_entry
from tests.support.world import a_channel, a_queue

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def feeder(start_web: Callable[..., Any]) -> Iterator[httpx.Client]:
    token = ApiKey.issue(name="feeder", scopes=list(SCOPES)).text
    _, address = start_web()
    with httpx.Client(base_url=address, headers={"Authorization": f"Bearer {token}"}) as client:
        yield client


def test_a_feeders_whole_day(feeder: httpx.Client) -> None:
    body = an_entry(a_channel("api"))
    recorded = feeder.post("/api/v1/interactions", json=body)
    repeated = feeder.post("/api/v1/interactions/", json=body)
    assert (recorded.status_code, repeated.status_code) == (201, 200)
    assert feeder.get(recorded.json()["url"]).json()["subject"] == body["subject"]

    point = {"kind": "email", "value": "jana@example.cz"}
    opening = {"contact_points": [point], "queue": a_queue().key}
    answers = [
        feeder.post("/api/v1/tickets", json=opening, headers={"Idempotency-Key": "k"})
        for _ in range(2)
    ]
    assert answers[0].content == answers[1].content
    assert answers[1].headers["Idempotent-Replayed"] == "true"

    upload = feeder.post("/api/v1/attachments", files={"file": ("a.txt", b"hi", "text/plain")})
    note = {"body": "Look.", "attachments": [{"token": upload.json()["token"]}]}
    noted = feeder.post(f"/api/v1/tickets/{answers[0].json()['number']}/notes", json=note)
    file = noted.json()["attachments"][0]
    assert feeder.get(file["url"]).content == b"hi"


def test_probes_and_description(feeder: httpx.Client) -> None:
    assert feeder.get("/healthz").text == "ok"
    assert feeder.get("/readyz").json() == {"database": "ok", "redis": "ok"}
    assert feeder.get("/api/v1/system/health").json()["database"] == "ok"
    assert feeder.get("/api/v1/schema").json()["openapi"] == "3.1.0"


def test_bodies_no_server_should_swallow(feeder: httpx.Client) -> None:
    path, kind = "/api/v1/interactions/", {"Content-Type": "application/json"}
    streamed = iter([json.dumps(an_entry(a_channel("api"))).encode()])
    unknown_length = feeder.post(path, content=streamed, headers=kind)
    large = feeder.post(path, content=b"x" * (11 * 1024 * 1024), headers=kind)

    assert (unknown_length.status_code, unknown_length.json()["code"]) == (400, "malformed")
    assert (large.status_code, large.json()["code"]) == (413, "payload_too_large")
