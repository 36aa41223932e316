"""Whether a channel brings what it should."""

from datetime import timedelta

import pytest
from django.utils import timezone

from channels_app.models import Connection, InboundPayload
from tests.support.api import a_key
from tests.support.world import a_channel
from tickets.models import Channel

pytestmark = pytest.mark.django_db


def health_of(channel: Channel) -> dict[str, object]:
    found: dict[str, object] = a_key("channels:read").get(f"channels/{channel.id}/health/").json()
    return found


def test_a_quiet_channel_is_fine() -> None:
    assert health_of(a_channel("api")) == {
        "state": "ok",
        "last_success_at": None,
        "last_error": None,
        "backlog": 0,
        "quarantined": 0,
        "refused_24h": 0,
    }


def test_a_channel_that_is_off_or_broken_says_so() -> None:
    channel = a_channel()
    connection = Connection.objects.create(
        channel=channel, kind="imap", failing_since=timezone.now(), last_error="login refused"
    )
    assert health_of(channel)["state"] == "failing"
    assert health_of(channel)["last_error"] == "login refused"

    connection.failing_since, connection.last_success_at = None, timezone.now()
    connection.save()
    assert health_of(channel)["state"] == "ok"
    connection.last_success_at -= timedelta(minutes=11)
    connection.save()
    assert health_of(channel)["state"] == "late"
    Channel.objects.update(enabled=False)
    assert health_of(channel)["state"] == "refusing"


def test_what_waits_is_counted_and_makes_it_late() -> None:
    channel = a_channel("api")
    for number, state in enumerate(["kept", "failed", "quarantined", "ignored", "processed"]):
        InboundPayload.objects.create(
            channel=channel,
            kind="api",
            dedupe_key=str(number),
            body=b"{}",
            sha256="",
            received_at=timezone.now() - timedelta(minutes=11),
            state=state,
        )
    found = health_of(channel)

    assert found["state"] == "late"
    assert (found["backlog"], found["quarantined"], found["refused_24h"]) == (2, 1, 1)
