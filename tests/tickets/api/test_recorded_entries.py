"""Recorded entries are corrected, found and listed."""

import pytest

from tests.support.api import a_key, an_entry
from tests.support.world import a_channel, a_queue, an_agent
from tickets.models import (
    ContactReason,
    TicketEvent,
)

pytestmark = pytest.mark.django_db


def test_facts_can_be_corrected_and_the_trail_says_which() -> None:
    ContactReason.objects.create(key="billing", name="Billing")
    agent = an_agent()
    caller = a_key()
    entry = caller.post("interactions/", an_entry(a_channel("api"))).json()
    change = {
        "reason": "billing",
        "mood": "angry",
        "spam": True,
        "agent": {"id": agent.id},
        "metadata": {"a": 1},
    }
    shown = caller.patch(f"interactions/{entry['id']}/", change).json()

    assert (shown["reason"], shown["mood"], shown["spam"]) == ("billing", "angry", True)
    assert shown["agent"]["id"] == agent.id
    event = TicketEvent.objects.get(kind="interaction_changed")
    assert set(event.data) == {"reason", "mood", "spam", "agent", "metadata"}
    cleared = caller.patch(
        f"interactions/{entry['id']}/",
        {"reason": None, "mood": None, "agent": None, "metadata": None, "spam": False},
    ).json()
    assert (cleared["reason"], cleared["mood"], cleared["agent"]) == (None, None, None)
    assert cleared["metadata"] == {}


@pytest.mark.parametrize("field", ["subject", "body", "customer", "id", "queue", "created_at"])
def test_what_was_said_cannot_be_changed(field: str) -> None:
    caller = a_key()
    entry = caller.post("interactions/", an_entry(a_channel("api"))).json()

    response = caller.patch(f"interactions/{entry['id']}/", {field: "x"})
    assert (response.status_code, response.json()["code"]) == (400, "malformed")


def test_an_entry_is_found_by_the_feeders_name_in_both_forms() -> None:
    channel = a_channel("api")
    caller = a_key()
    plain = caller.post("interactions/", an_entry(channel, external_id="v-1")).json()
    slashed = caller.post("interactions/", an_entry(channel, external_id="a/b c?d")).json()
    base = f"interactions/by-external/{channel.id}"

    assert caller.get(f"{base}/v-1/").json()["id"] == plain["id"]
    assert caller.get(f"{base}/v-1").json()["id"] == plain["id"]
    assert caller.get(f"{base}/?external_id=a/b%20c%3Fd").json()["id"] == slashed["id"]
    for path in (f"{base}/nope/", f"{base}/", "interactions/by-external/x/v-1/"):
        assert caller.get(path).status_code == 404


def test_the_list_is_narrowed_by_every_filter() -> None:
    ContactReason.objects.create(key="billing", name="Billing")
    api, phone = a_channel("api"), a_channel("phone")
    caller = a_key()
    visit = caller.post("interactions/", an_entry(api, reason="billing")).json()
    call = caller.post(
        "interactions/",
        an_entry(phone, kind="call", occurred_at="2026-11-20T10:00:00Z", subject="Lost parcel"),
    ).json()
    expected = {
        f"channel={api.id}": [visit],
        f"channel={api.id},{phone.id}": [visit, call],
        "kind=call,sms": [call],
        "direction=outbound": [],
        f"customer={visit['customer']['id']}": [visit],
        f"ticket={call['ticket']['number']}": [call],
        f"ticket={call['ticket']['id']}": [call],
        "ticket=none": [],
        "reason=billing": [visit],
        "occurred_after=2026-11-20T10:00:00Z": [visit, call],
        "occurred_after=2026-11-20T11:00:00.5%2B01:00": [visit],
        "occurred_before=2026-11-20T10:00:00Z": [],
        "q=parcel": [call],
        "q=%25": [],
    }
    found = {
        query: [row["id"] for row in caller.get(f"interactions/?{query}").json()["results"]]
        for query in expected
    }
    assert found == {query: [row["id"] for row in rows] for query, rows in expected.items()}


def test_a_queue_of_ones_own_is_what_a_key_records_in() -> None:
    mine, other = a_queue("mine"), a_queue("other")
    caller = a_key(queues=(mine,))

    assert caller.post("interactions/", an_entry(a_channel("api", queue=mine))).status_code == 201
    assert caller.post("interactions/", an_entry(a_channel("api", queue=other))).status_code == 404
