"""``POST /api/v1/calls/events/``: what any exchange with a script can report."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from channels_app.models import CallEvent
from contactcenter.models import ApiKey
from tests.support.world import a_channel, a_queue, an_agent
from tickets.models import Channel, Interaction

pytestmark = pytest.mark.django_db

URL = "/api/v1/calls/events/"


@pytest.fixture
def channel() -> Channel:
    return a_channel("phone", "+420800123456")


def report(
    channel: Channel,
    fields: dict[str, Any] | None = None,
    *,
    scope: str = "calls:write",
    url: str = URL,
) -> Any:
    key = ApiKey.issue(name="exchange", scopes=[scope])
    body = {"channel": channel.id, "call_id": "1545.41", "event": "ringing", **(fields or {})}
    answer = Client().post(
        url, body, "application/json", headers={"authorization": f"Bearer {key.text}"}
    )
    assert isinstance(answer, HttpResponse)
    return answer


def test_an_event_is_answered_with_the_call_as_it_stands(channel: Channel) -> None:
    an_agent("Anna", extension="201")
    first = report(channel, {"from": "602 123 456", "direction": "inbound", "sequence": 1})
    assert first.status_code == 200, first.content
    assert first.json()["call"]["state"] == "ringing"
    assert first.json()["actions"] == []
    answered = {"event": "answered", "sequence": 3, "queued_seconds": 94}
    second = report(channel, {**answered, "agent": {"extension": "201"}})
    entry = Interaction.objects.get()
    assert second.json() == {
        "call": {"id": first.json()["call"]["id"], "state": "answered", "outcome": None},
        "interaction": entry.id,
        "actions": [],
    }
    assert entry.agent is not None
    assert entry.agent.name == "Anna"
    third = report(channel, {"event": "ended", "sequence": 4, "cause": "16"})
    assert third.json()["call"]["outcome"] == "answered"


def test_a_repeated_event_is_fine_and_changes_nothing(channel: Channel) -> None:
    event = {"from": "602 123 456", "at": "2026-11-21T08:03:45Z"}
    assert report(channel, event).json() == report(channel, event).json()
    assert CallEvent.objects.count() == 1


def test_a_blocked_caller_is_to_be_turned_away(channel: Channel) -> None:
    channel.settings = {"blocked": [{"prefix": "+420602"}]}
    channel.save()
    answer = report(channel, {"from": "602123456", "direction": "inbound"})
    assert answer.json()["actions"] == [{"type": "reject", "reason": "busy"}]


def test_the_slash_is_optional(channel: Channel) -> None:
    assert report(channel, url=URL.rstrip("/")).status_code == 200


@pytest.mark.parametrize(
    ("fields", "status", "code"),
    [
        ({"event": "sneezed"}, 422, "validation"),
        ({"call_id": ""}, 422, "validation"),
        ({"at": "yesterday"}, 422, "validation"),
        ({"at": "2999-01-01T00:00:00Z"}, 422, "validation"),
        ({"at": "9999-12-31T23:59:59-12:00"}, 422, "validation"),
        ({"at": "1969-01-01T00:00:00Z"}, 422, "validation"),
        ({"sequence": "3"}, 422, "validation"),
        ({"surprise": 1}, 400, "malformed"),
        ({"channel": "chn_00000000000000000000000000"}, 404, "not_found"),
    ],
)
def test_what_cannot_be_read_is_said_so(
    channel: Channel, fields: dict[str, Any], status: int, code: str
) -> None:
    answer = report(channel, fields)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_a_key_needs_the_scope(channel: Channel) -> None:
    assert report(channel, scope="interactions:write").status_code == 403


def test_only_telephone_channels_take_calls() -> None:
    assert report(a_channel("email")).status_code == 422


def test_a_switched_off_channel_takes_no_calls(channel: Channel) -> None:
    channel.enabled = False
    channel.save()
    assert report(channel).json()["code"] == "channel_disabled"


def test_text_no_database_can_store_is_cleaned(channel: Channel) -> None:
    answer = report(channel, {"from": "602123456", "caller_name": "No\x00va\ud800k"})
    assert answer.status_code == 200
    assert Interaction.objects.get().customer.name == "Novak"


def test_a_queue_named_by_the_exchange_counts(channel: Channel) -> None:
    billing = a_queue("billing")
    report(channel, {"from": "602123456", "queue": "billing"})
    assert Interaction.objects.get().queue == billing
