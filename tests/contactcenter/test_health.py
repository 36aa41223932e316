"""Alive, ready, and how it is doing."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from contactcenter import VERSION, health
from contactcenter.environment import RedisLocation
from tests.support.api import a_key
from tests.support.world import a_channel, received, ticket_of
from tickets import replies, ticks
from tickets.contracts import Actor


def test_the_version_is_that_of_the_package() -> None:
    text = (Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8")

    assert f'version = "{VERSION}"' in text


def test_alive_touches_nothing() -> None:
    # Without the database mark any query would fail this test.
    response = Client().get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok")


@pytest.mark.django_db
def test_ready_with_database_and_redis() -> None:
    response = Client().get("/readyz")

    assert response.status_code == 200
    assert response.json() == {"database": "ok", "redis": "ok"}


@pytest.mark.django_db
def test_without_redis_we_are_slower_but_ready(settings: Settings) -> None:
    settings.REDIS_URL = RedisLocation(url="redis://127.0.0.1:1/0", broker="memory://")
    assert Client().get("/readyz").json() == {"database": "ok", "redis": "down"}
    settings.REDIS_URL = RedisLocation(url="", broker="memory://")
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()["redis"]) == (200, "off")


@pytest.mark.django_db
def test_not_ready_before_the_migrations() -> None:
    health.forget_migrations()
    MigrationRecorder.Migration.objects.filter(app="tickets", name="0001_initial").delete()
    response = Client().get("/readyz")

    assert response.status_code == 503
    assert response.json()["database"] == "migrations_missing"
    health.forget_migrations()


@pytest.mark.django_db
def test_the_operators_figures() -> None:
    channel = a_channel()
    ticket = ticket_of(received(channel))
    now = timezone.now()
    replies.reply(
        ticket.id,
        replies.ReplyText(text="Soon."),
        at=now - timedelta(minutes=1),
        by=Actor(kind="system"),
    )
    ticks.run("settle_deliveries", at=now)
    found = a_key("system:read").get("system/health/").json()

    assert (found["database"], found["redis"], found["version"]) == ("ok", "ok", VERSION)
    assert found["outbox"]["queued"] == 1
    assert 40 <= found["outbox"]["oldest_seconds"] <= 60
    assert found["payloads"] == {"kept": 0, "oldest_seconds": 0, "quarantined": 0, "failed": 0}
    assert found["channels"] == [{"id": channel.id, "state": "ok"}]
    assert found["beat_last_tick"].endswith("Z")
