"""Tickets through the API."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.support.api import a_key
from tests.support.world import NOW, a_channel, a_queue, an_agent, received
from tickets import replies
from tickets.contracts import SYSTEM
from tickets.models import (
    Agent,
    ContactReason,
    Delivery,
    Disposition,
    Interaction,
    Ticket,
    TicketEvent,
)

pytestmark = pytest.mark.django_db

JANA = [{"kind": "email", "value": "jana@example.cz"}]


def test_a_ticket_is_opened_for_an_address() -> None:
    queue = a_queue()
    ContactReason.objects.create(key="billing", name="Billing")
    body = {
        "contact_points": JANA,
        "name": "Jana",
        "subject": "Wrong invoice",
        "queue": queue.key,
        "priority": "high",
        "reason": "billing",
        "tags": ["vip", "vip", "2026"],
        "metadata": {"order": 7},
    }
    response = a_key().post("tickets/", body)

    assert response.status_code == 201, response.content
    shown = response.json()
    assert (shown["status"], shown["priority"], shown["reason"]) == ("new", "high", "billing")
    assert (shown["queue"]["key"], shown["customer"]["name"]) == (queue.key, "Jana")
    assert shown["tags"] == ["vip", "2026"]
    assert shown["due_at"] is not None
    assert shown["channel"] is None
    assert response["ETag"]


def test_what_the_customer_said_is_a_contact_with_a_channel_and_a_note_without() -> None:
    caller, channel = a_key(), a_channel("phone")
    said = caller.post(
        "tickets/", {"contact_points": JANA, "channel": channel.id, "body": "It leaks."}
    ).json()
    noted = caller.post(
        "tickets/", {"contact_points": JANA, "queue": a_queue().key, "body": "Called us."}
    ).json()

    entries = {row.ticket_id: row for row in Interaction.objects.all()}
    assert (entries[said["id"]].kind, entries[said["id"]].direction) == ("call", "inbound")
    assert (entries[noted["id"]].kind, entries[noted["id"]].direction) == ("note", "internal")
    assert said["subject"] == "It leaks."
    assert said["last_entry"] is not None


def test_the_same_external_id_opens_one_ticket() -> None:
    caller, channel = a_key(), a_channel("api")
    body = {"contact_points": JANA, "channel": channel.id, "external_id": "o-1"}
    first, again = caller.post("tickets/", body), caller.post("tickets/", body)

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == again.json()["id"]
    loose = caller.post("tickets/", {"contact_points": JANA, "queue": "care", "external_id": "o-2"})
    assert loose.json()["errors"][0]["pointer"] == "#/channel"


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"contact_points": None}, "#/contact_points"),
        ({"queue": "nowhere"}, "#/queue"),
        ({"queue": None}, "#/queue"),
        ({"reason": "no.such"}, "#/reason"),
        ({"priority": "asap"}, "#/priority"),
        ({"customer": "cus_1"}, "#/customer"),
        ({"tags": ["x"] * 51}, "#/tags"),
        ({"tags": [""]}, "#/tags/0"),
    ],
)
def test_what_cannot_be_opened_is_named(change: dict[str, Any], pointer: str) -> None:
    a_queue()
    response = a_key().post("tickets/", {"contact_points": JANA, "queue": "care", **change})

    assert response.status_code == 422
    assert response.json()["errors"][0]["pointer"] == pointer


def test_a_ticket_is_named_by_id_or_number() -> None:
    receipt = received(a_channel())
    caller = a_key()
    by_id = caller.get(f"tickets/{receipt.ticket_id}/").json()

    assert caller.get(f"tickets/{receipt.ticket_number}/").json() == by_id
    for name in ("0", "x", "tkt_x", "-1", "1" * 30):
        assert caller.get(f"tickets/{name}/").status_code == 404


def test_a_merged_ticket_points_to_where_it_lives_on() -> None:
    channel = a_channel()
    one, other = received(channel), received(channel, "petr@example.cz")
    Ticket.objects.exclude(id=one.ticket_id or "").update(merged_into=one.ticket_id)
    response = a_key().post(f"tickets/{other.ticket_number}/notes/", {"body": "x"})

    assert (response.status_code, response.json()["code"]) == (308, "merged")
    assert response["Location"] == f"/api/v1/tickets/{one.ticket_id}/notes/"


def test_a_change_is_all_or_nothing_and_in_the_trail() -> None:
    queue, other = a_queue(), a_queue("billing")
    ContactReason.objects.create(key="billing", name="Billing")
    agent = an_agent(queue=other)
    receipt = received(a_channel(queue=queue))
    caller, path = a_key(), f"tickets/{receipt.ticket_id}/"
    change = {
        "subject": "New words",
        "queue": "billing",
        "assignee": agent.id,
        "priority": "urgent",
        "reason": "billing",
        "tags": ["a"],
        "metadata": {"x": 1},
        "status": "pending",
    }
    assert caller.patch(path, {**change, "status": "open", "queue": "nowhere"}).status_code == 422
    assert TicketEvent.objects.exclude(kind="opened").count() == 0

    shown = caller.patch(path, change).json()
    assert (shown["subject"], shown["queue"]["key"]) == ("New words", "billing")
    assert shown["assignee"] == {"id": agent.id, "name": agent.name}
    assert (shown["priority"], shown["status"], shown["tags"]) == ("urgent", "pending", ["a"])
    kinds = set(TicketEvent.objects.values_list("kind", flat=True))
    assert kinds == {"opened", "transferred", "field_changed", "status_changed"}
    assert "New words" not in str(list(TicketEvent.objects.values("data")))


def test_snoozing_and_waking() -> None:
    caller, path = a_key(), f"tickets/{received(a_channel()).ticket_id}/"
    until = (timezone.now() + timedelta(days=1)).isoformat()

    assert caller.patch(path, {"snoozed_until": until}).json()["snoozed_until"] is not None
    assert caller.patch(path, {"snoozed_until": None}).json()["snoozed_until"] is None
    assert list(TicketEvent.objects.order_by("seq").values_list("kind", flat=True)) == [
        "opened",
        "snoozed",
        "woken",
    ]


def test_an_agent_from_elsewhere_cannot_be_given_the_ticket() -> None:
    stranger = an_agent(queue=a_queue("else"))
    path = f"tickets/{received(a_channel()).ticket_id}/"
    response = a_key().patch(path, {"assignee": stranger.id})

    assert (response.status_code, response.json()["code"]) == (409, "not_a_member")
    unknown = a_key().patch(path, {"assignee": "agt_" + "0" * 26})
    assert unknown.json()["errors"][0]["code"] == "unknown_agent"


@pytest.mark.parametrize("status", ["resolved", "closed", "new"])
def test_the_ends_are_not_a_field(status: str) -> None:
    path = f"tickets/{received(a_channel()).ticket_id}/"

    assert a_key().patch(path, {"status": status}).status_code == 422


def test_who_saw_an_older_version_changes_nothing() -> None:
    caller, path = a_key(), f"tickets/{received(a_channel()).ticket_id}/"
    seen = caller.get(path)["ETag"]
    assert caller.patch(path, {"priority": "high"}, If_Match=seen).status_code == 200
    refused = caller.patch(path, {"priority": "low"}, If_Match=seen)

    assert (refused.status_code, refused.json()["code"]) == (412, "precondition_failed")
    fresh = caller.get(path)["ETag"]
    assert caller.patch(path, {"priority": "low"}, If_Match=f"W/{fresh}").status_code == 200


def test_there_is_no_delete() -> None:
    path = f"tickets/{received(a_channel()).ticket_id}/"

    assert a_key().delete(path).status_code == 405


def test_resolved_reopened_resolved_closed() -> None:
    Disposition.objects.create(key="fixed", name="Fixed")
    ContactReason.objects.create(key="billing", name="Billing")
    caller, base = a_key(), f"tickets/{received(a_channel()).ticket_id}"
    early = caller.post(f"{base}/close/", {})
    assert (early.status_code, early.json()["code"]) == (409, "invalid_transition")

    done = caller.post(f"{base}/resolve/", {"disposition": "fixed", "reason": "billing"}).json()
    assert (done["status"], done["disposition"], done["reason"]) == ("resolved", "fixed", "billing")
    assert done["resolution_seq"] == 1
    assert caller.post(f"{base}/resolve/", {}).status_code == 409
    again = caller.post(f"{base}/reopen/").json()
    assert (again["status"], again["reopen_count"]) == ("open", 1)
    caller.post(f"{base}/resolve/", {"survey": "default"})
    assert caller.post(f"{base}/close/", {}).json()["status"] == "closed"
    assert caller.patch(f"{base}/", {"status": "open"}).json()["code"] == "invalid_transition"


def test_who_must_not_be_asked_is_said_when_resolving() -> None:
    caller, base = a_key(), f"tickets/{received(a_channel()).ticket_id}"
    assert caller.post(f"{base}/resolve/", {"survey": {"suppress": ""}}).status_code == 422
    assert caller.post(f"{base}/resolve/", {"survey": {}}).status_code == 422
    caller.post(f"{base}/resolve/", {"survey": {"suppress": "bereavement"}})

    event = TicketEvent.objects.get(kind="resolved")
    assert event.data["survey"] == {"suppress": "bereavement"}
    assert event.actor_kind == "key"


def test_a_reply_is_held_and_can_be_taken_back() -> None:
    receipt = received(a_channel())
    caller = a_key()
    body = {"body": {"text": "Dobrý den"}, "set_status": "pending", "seen": receipt.interaction_id}
    response = caller.post(f"tickets/{receipt.ticket_id}/replies/", body)

    assert response.status_code == 202, response.content
    delivery = response.json()["delivery"]
    assert (delivery["state"], delivery["to"]["value"]) == ("held", "jana@example.cz")
    assert caller.get(f"deliveries/{delivery['id']}/").json()["state"] == "held"
    assert caller.get(f"tickets/{receipt.ticket_id}/").json()["status"] == "pending"
    entry = caller.get(f"interactions/{response.json()['interaction']['id']}/").json()
    assert entry["delivery"]["id"] == delivery["id"]

    cancelled = caller.post(f"deliveries/{delivery['id']}/cancel/")
    assert cancelled.json()["state"] == "cancelled"
    late = caller.post(f"deliveries/{delivery['id']}/cancel/", {})
    assert (late.status_code, late.json()["code"]) == (409, "already_sent")
    assert caller.post(f"deliveries/{delivery['id']}/retry/").status_code == 409
    Delivery.objects.update(state="failed", error="550", hold_until=None)
    assert caller.post(f"deliveries/{delivery['id']}/retry/").json()["state"] == "queued"


def test_a_reply_can_wait_until_later() -> None:
    moment = (timezone.now() + timedelta(days=2)).replace(microsecond=0)
    body = {"body": {"text": "x"}, "send_at": moment.isoformat()}
    response = a_key().post(f"tickets/{received(a_channel()).ticket_id}/replies/", body)

    assert response.json()["delivery"]["hold_until"] == moment.isoformat().replace("+00:00", "Z")


def test_a_reply_to_what_has_changed_is_stale_unless_forced() -> None:
    channel = a_channel()
    first = received(channel)
    replies.reply(first.ticket_id or "", replies.ReplyText(text="Hello"), at=NOW, by=SYSTEM)
    newer = received(
        channel,
        subject="Re",
        occurred_at=NOW + timedelta(minutes=1),
        ticket_mode="number",
        ticket_number=first.ticket_number,
    )
    caller, path = a_key(), f"tickets/{first.ticket_id}/replies/"
    stale = caller.post(path, {"body": {"text": "x"}, "seen": first.interaction_id})

    assert (stale.status_code, stale.json()["code"]) == (409, "stale")
    assert newer.interaction_id in stale.json()["missing"]
    assert caller.post(path, {"body": {"text": "x"}, "seen": "x"}).status_code == 422
    last = caller.get(f"tickets/{first.ticket_id}/").json()["last_entry"]
    assert caller.post(path, {"body": {"text": "x"}, "seen": last}).status_code == 202
    forced = {"body": {"text": "x"}, "seen": first.interaction_id, "force": True}
    assert caller.post(path, forced).status_code == 202


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"body": {}}, "#/body/text"),
        ({"body": {"text": "  "}}, "#/body/text"),
        ({"body": "x"}, "#/body"),
        ({"to": {"$ne": 1}}, "#/to"),
        ({"cc": ["a@b.cz, c@d.cz"]}, "#/cc/0"),
        ({"cc": "a@b.cz"}, "#/cc"),
        ({"channel": "sms"}, "#/channel"),
        ({"set_status": "closed"}, "#/set_status"),
        ({"attachments": [{"token": "att_" + "0" * 26}]}, "#/attachments/0/token"),
    ],
)
def test_an_unsendable_reply_is_refused(change: dict[str, Any], pointer: str) -> None:
    path = f"tickets/{received(a_channel()).ticket_id}/replies/"
    response = a_key().post(path, {"body": {"text": "x"}, **change})

    assert response.status_code == 422
    assert response.json()["errors"][0]["pointer"] == pointer
    assert Delivery.objects.count() == 0


def test_who_has_no_address_cannot_be_answered() -> None:
    channel = a_channel()
    receipt = received(channel, points=())
    response = a_key().post(f"tickets/{receipt.ticket_id}/replies/", {"body": {"text": "x"}})

    assert (response.status_code, response.json()["code"]) == (409, "no_reachable_contact_point")


def test_a_note_stays_inside_and_mentions_colleagues() -> None:
    agent = an_agent()
    caller, base = a_key(), f"tickets/{received(a_channel()).ticket_id}"
    shown = caller.post(f"{base}/notes/", {"body": "Look.", "mentions": [agent.id]}).json()

    assert (shown["kind"], shown["direction"], shown["delivery"]) == ("note", "internal", None)
    assert Delivery.objects.count() == 0
    unknown = caller.post(f"{base}/notes/", {"body": "x", "mentions": ["agt_" + "0" * 26]})
    assert unknown.json()["errors"][0]["code"] == "unknown_agent"


def test_the_ticket_has_its_entries_and_its_trail() -> None:
    caller, base = a_key(), f"tickets/{received(a_channel()).ticket_id}"
    caller.post(f"{base}/notes/", {"body": "Look."})
    caller.patch(f"{base}/", {"priority": "high"})

    kinds = [row["kind"] for row in caller.get(f"{base}/interactions/").json()["results"]]
    assert sorted(kinds) == ["email", "note"]
    events = caller.get(f"{base}/events/").json()["results"]
    assert [row["kind"] for row in events] == ["field_changed", "opened"]
    assert events[0]["data"] == {"field": "priority", "from": "normal", "to": "high"}
    assert events[0]["actor"]["kind"] == "key"


def test_the_list_is_narrowed_and_ordered() -> None:
    ContactReason.objects.create(key="billing", name="Billing")
    agent = an_agent()
    channel = a_channel()
    caller = a_key()
    first = received(channel).ticket_number
    second = received(channel, "petr@example.cz", subject="Broken door").ticket_number
    caller.patch(
        f"tickets/{first}/", {"priority": "urgent", "assignee": agent.id, "reason": "billing"}
    )
    caller.post(f"tickets/{first}/resolve/", {})
    customer = caller.get(f"tickets/{second}/").json()["customer"]["id"]
    expected = {
        "": [second, first],
        "status=resolved": [first],
        "status=new,open": [second],
        "queue=care": [second, first],
        "queue=other": [],
        f"assignee={agent.id}": [first],
        "assignee=none": [second],
        f"customer={customer}": [second],
        "reason=billing": [first],
        "q=door": [second],
        f"q={first}": [first],
        "due_before=2100-01-01T00:00:00Z": [second],
        "updated_after=2100-01-01T00:00:00Z": [],
        "order=-updated_at": [first, second],
        "order=due_at": [second, first],
        "order=priority": [first, second],
    }
    found = {
        query: [row["number"] for row in caller.get(f"tickets/?{query}").json()["results"]]
        for query in expected
    }
    assert found == expected


def test_the_lists_that_everything_else_names() -> None:
    queue = a_queue()
    agent = an_agent()
    Agent.objects.filter(id=an_agent("Gone").id).update(is_active=False)
    parent = ContactReason.objects.create(key="billing", name="Billing")
    ContactReason.objects.create(key="billing.wrong", name="Wrong", parent=parent)
    Disposition.objects.create(key="fixed", name="Fixed", position=1)
    channel = a_channel()
    caller = a_key()

    def listed(path: str) -> list[Any]:
        rows: list[Any] = caller.get(path).json()["results"]
        return rows

    assert [row["key"] for row in listed("queues/")] == [queue.key]
    assert [row["id"] for row in listed("agents/")] == [agent.id]
    assert [(row["key"], row["parent"]) for row in listed("reasons/")] == [
        ("billing", None),
        ("billing.wrong", "billing"),
    ]
    assert [row["key"] for row in listed("dispositions/")] == ["fixed"]
    assert [row["id"] for row in listed("channels/")] == [channel.id]
    assert caller.get(f"channels/{channel.id}/").json()["address"] == channel.address
    assert "secrets" not in str(listed("channels/"))
