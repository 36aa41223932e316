"""Recording a contact through the API."""

import base64
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.support.api import a_key, an_entry
from tests.support.world import a_channel, an_agent, received
from tickets import lifecycle
from tickets.contracts import SYSTEM
from tickets.models import (
    Agent,
    Channel,
    ContactReason,
    Customer,
    Disposition,
    Interaction,
    Ticket,
    TicketEvent,
)

pytestmark = pytest.mark.django_db


def test_a_new_contact_is_answered_with_all_that_became_of_it() -> None:
    channel = a_channel("api", name="Branch Brno")
    response = a_key().post("interactions/", an_entry(channel, mood="disappointed"))

    assert response.status_code == 201, response.content
    shown = response.json()
    assert response["Location"] == shown["url"] == f"/api/v1/interactions/{shown['id']}/"
    assert shown["channel"] == {"id": channel.id, "kind": "api", "name": channel.name}
    assert shown["occurred_at"] == "2026-11-21T08:12:00Z"
    assert shown["customer"]["name"] == "Jana Nováková"
    assert shown["contact_point"]["verification"] == "claimed"
    assert shown["ticket"]["status"] == "new"
    assert (shown["ticket"]["created"], shown["ticket"]["matched_by"]) == (True, "new")
    assert shown["preview"] == "Customer brought the machine."
    assert shown["mood"] == "disappointed"
    assert TicketEvent.objects.get().actor_kind == "key"


def test_the_answer_is_what_reading_it_gives() -> None:
    caller, channel = a_key(), a_channel("api")
    posted = caller.post("interactions/", an_entry(channel, metadata={"branch": "Brno-2"})).json()
    read = caller.get(posted["url"]).json()

    posted["ticket"] |= {"created": False, "matched_by": None}
    assert read == posted


def test_the_same_external_id_again_is_the_same_entry() -> None:
    caller, body = a_key(), an_entry(a_channel("api"))
    first = caller.post("interactions/", body)
    again = caller.post("interactions/", body)

    assert (first.status_code, again.status_code) == (201, 200)
    assert again["Idempotent-Replayed"] == "true"
    assert again.json()["id"] == first.json()["id"]
    assert Interaction.objects.count() == Ticket.objects.count() == 1


def test_something_else_under_the_same_external_id_is_a_conflict_that_can_be_ignored() -> None:
    caller, body = a_key(), an_entry(a_channel("api"))
    stored = caller.post("interactions/", body).json()
    other = {**body, "subject": "Something else", "body": {"text": "Other words."}}
    refused = caller.post("interactions/", other)

    assert (refused.status_code, refused.json()["code"]) == (409, "conflict")
    pointers = [item["pointer"] for item in refused.json()["errors"]]
    assert pointers == ["#/subject", "#/body/text"]
    ignored = caller.post("interactions/?on_conflict=ignore", other)
    assert (ignored.status_code, ignored.json()["subject"]) == (200, stored["subject"])


def the_documented_example(channel: Channel, agent: Agent) -> dict[str, Any]:
    """The body that the API page shows."""
    return {
        "channel": channel.id,
        "external_id": "visit-2026-000913",
        "kind": "visit",
        "direction": "inbound",
        "occurred_at": "2026-11-21T09:12:00+01:00",
        "ended_at": "2026-11-21T09:31:00+01:00",
        "thread_key": "claim-77120",
        "in_reply_to": "visit-2026-000871",
        "customer": {
            "name": "Jana Nováková",
            "language": "cs",
            "contact_points": [
                {"kind": "external", "namespace": "crm", "value": "883120", "verified": True},
                {"kind": "phone", "value": "602 123 456"},
                {"kind": "email", "value": "jana@example.cz"},
            ],
        },
        "subject": "Reklamace pračky",
        "body": {"text": "Customer brought the machine…", "html": None},
        "messages": [],
        "attachments": [
            {
                "filename": "photo.jpg",
                "content_type": "image/jpeg",
                "data": base64.b64encode(b"jpeg").decode(),
            }
        ],
        "agent": {"email": agent.email.upper()},
        "reason": "warranty.claim",
        "disposition": "fixed",
        "mood": "disappointed",
        "ticket": {"mode": "auto"},
        "call": None,
        "flags": [],
        "metadata": {"branch": "Brno-2"},
    }


def test_the_whole_example_of_the_documentation_is_taken() -> None:
    channel = a_channel("api")
    agent = an_agent("Petra")
    ContactReason.objects.create(key="warranty.claim", name="Warranty claim")
    Disposition.objects.create(key="fixed", name="Fixed")
    body = the_documented_example(channel, agent)
    response = a_key(trust=True).post("interactions/", body)

    assert response.status_code == 201, response.content
    shown = response.json()
    assert shown["customer"]["match"] == {
        "method": "external:crm",
        "verification": "verified",
        "candidates": [],
    }
    assert (shown["reason"], shown["disposition"]) == ("warranty.claim", "fixed")
    assert shown["agent"] == {"id": agent.id, "name": "Petra"}
    assert shown["attachments"][0]["size"] == 4
    assert shown["metadata"] == {"branch": "Brno-2"}
    values = {point.value for point in Customer.objects.get().contact_points.all()}
    assert values == {"883120", "+420602123456", "jana@example.cz"}


@pytest.mark.parametrize(("trust", "expected"), [(True, "verified"), (False, "claimed")])
def test_verified_counts_only_from_a_trusted_key(trust: bool, expected: str) -> None:
    point = {"kind": "external", "namespace": "crm", "value": "1", "verified": True}
    body = an_entry(a_channel("api"), customer={"contact_points": [point]})

    shown = a_key(trust=trust).post("interactions/", body).json()
    assert shown["contact_point"]["verification"] == expected


def test_without_any_address_the_customer_is_unidentified() -> None:
    for customer in (None, {}, {"contact_points": [{"kind": "phone", "value": "anonymous"}]}):
        body = an_entry(a_channel("api"), customer=customer)
        assert a_key().post("interactions/", body).status_code == 201

    assert set(Customer.objects.values_list("standing", flat=True)) == {"unidentified"}


def test_two_possible_owners_are_shown_as_candidates() -> None:
    channel, caller = a_channel("api"), a_key()
    one = caller.post("interactions/", an_entry(channel)).json()
    phone = {"kind": "phone", "value": "602123456"}
    other = caller.post(
        "interactions/", an_entry(channel, customer={"name": "P", "contact_points": [phone]})
    ).json()
    email = {"kind": "email", "value": one["contact_point"]["value"]}
    both = caller.post(
        "interactions/", an_entry(channel, customer={"contact_points": [email, phone]})
    ).json()

    assert both["customer"]["id"] == one["customer"]["id"]
    candidate = both["customer"]["match"]["candidates"][0]
    assert (candidate["id"], candidate["name"]) == (other["customer"]["id"], "P")


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("602 123 456", "+420602123456"),
        ("sip:602123456@pbx", "+420602123456"),
        ("٦٠٢١٢٣٤٥٦", "+420602123456"),
        ("+1 (415) 555-2671 ext. 42", "+14155552671"),
    ],
)
def test_numbers_come_in_anyhow_and_go_out_as_e164(given: str, shown: str) -> None:
    point = {"kind": "phone", "value": given}
    body = an_entry(a_channel("api"), customer={"contact_points": [point]})

    assert a_key().post("interactions/", body).json()["contact_point"]["value"] == shown


def test_the_conversation_of_a_feeder_stays_on_one_ticket_and_goes_on_after_its_end() -> None:
    caller, channel = a_key(), a_channel("api")
    entry = an_entry(channel, thread_key="claim-1")
    first = caller.post("interactions/", entry).json()
    same = caller.post(
        "interactions/",
        an_entry(channel, thread_key="claim-1", in_reply_to=entry["external_id"]),
    ).json()
    assert same["ticket"]["id"] == first["ticket"]["id"]
    assert same["ticket"]["matched_by"] == "thread_key"

    lifecycle.resolve(first["ticket"]["id"], at=timezone.now(), by=SYSTEM)
    lifecycle.close(first["ticket"]["id"], at=timezone.now(), by=SYSTEM)
    after = caller.post("interactions/", an_entry(channel, thread_key="claim-1")).json()
    assert after["ticket"]["created"] is True
    later = caller.post("interactions/", an_entry(channel, thread_key="claim-1")).json()
    assert later["ticket"]["id"] == after["ticket"]["id"]


def test_the_ticket_can_be_chosen() -> None:
    caller, channel = a_key(), a_channel("api")
    number = received(a_channel()).ticket_number
    modes: dict[str, Any] = {
        name: caller.post("interactions/", an_entry(channel, ticket=ticket)).json()["ticket"]
        for name, ticket in {
            "none": {"mode": "none"},
            "new": {"mode": "new"},
            "number": {"number": number},
        }.items()
    }
    assert modes["none"] is None
    assert modes["new"]["created"] is True
    assert (modes["number"]["number"], modes["number"]["created"]) == (number, False)
    missing = caller.post("interactions/", an_entry(channel, ticket={"number": 999_999}))
    assert missing.json()["errors"][0]["pointer"] == "#/ticket/number"


def test_an_event_opens_no_ticket_and_a_note_stays_inside() -> None:
    caller, channel = a_key(), a_channel("api")
    shipped = caller.post("interactions/", an_entry(channel, kind="event"))
    note = caller.post("interactions/", an_entry(channel, kind="note"))
    wrong = caller.post("interactions/", an_entry(channel, kind="note", direction="inbound"))

    assert shipped.json()["ticket"] is None
    assert note.json()["direction"] == "internal"
    assert wrong.json()["errors"][0]["pointer"] == "#/direction"


def test_a_call_keeps_its_figures() -> None:
    call = {"outcome": "answered", "queued_seconds": 94, "talk_seconds": 355, "recording": True}
    body = an_entry(a_channel("phone"), kind=None, call=call, subject=None, body=None)

    shown = a_key().post("interactions/", body).json()
    assert shown["kind"] == "call"
    assert shown["call"] == call


def test_a_transcript_is_kept_line_by_line_and_grows() -> None:
    caller = a_key()
    line = {
        "client_id": "l1",
        "author": {"role": "customer", "name": "Jana"},
        "text": "Hello?",
        "sent_at": "2026-11-21T08:12:00Z",
    }
    body = an_entry(a_channel("chat"), kind="chat", body=None, messages=[line])
    entry = caller.post("interactions/", body).json()
    assert (entry["messages_count"], entry["preview"]) == (1, "Hello?")

    new = {**line, "client_id": "l2", "text": "Anybody there?"}
    path = f"interactions/{entry['id']}/messages/"
    assert [caller.post(path, item).status_code for item in (new, new, line)] == [201, 200, 200]
    lines = caller.get(f"interactions/{entry['id']}/?expand=messages").json()["messages"]
    assert [(item["seq"], item["text"]) for item in lines] == [
        (1, "Hello?"),
        (2, "Anybody there?"),
    ]
    caller.patch(f"interactions/{entry['id']}/", {"ended_at": "2026-11-21T08:20:00Z"})
    closed = caller.post(path, {**line, "client_id": "l3"})
    assert (closed.status_code, closed.json()["code"]) == (409, "closed")


def test_two_lines_with_one_client_id_are_refused_before_anything_is_written() -> None:
    line = {
        "client_id": "l1",
        "author": {"role": "customer"},
        "text": "x",
        "sent_at": "2026-11-21T08:12:00Z",
    }
    body = an_entry(a_channel("chat"), kind="chat", messages=[line, line])
    response = a_key().post("interactions/", body)

    assert response.json()["errors"] == [
        {
            "pointer": "#/messages/1/client_id",
            "code": "invalid",
            "detail": "This value cannot be used.",
        }
    ]
    assert Interaction.objects.count() == 0


def test_what_cannot_be_is_refused_field_by_field() -> None:
    caller, channel = a_key(), a_channel("api")
    wrong: dict[str, dict[str, Any]] = {
        "/agent": {"agent": {"email": "nobody@firm.example"}},
        "/reason": {"reason": "no.such"},
        "/disposition": {"disposition": "no-such"},
        "/occurred_at": {"occurred_at": "1969-12-31T23:59:59Z"},
        "/ended_at": {"ended_at": "2026-11-20T00:00:00Z"},
        "/kind": {"kind": None},
        "/external_id": {"external_id": None},
        "/body": {"kind": "email", "subject": None, "body": None},
        "/attachments/0": {"attachments": [{}]},
        "/attachments/0/data": {"attachments": [{"data": "%%%"}]},
        "/attachments/0/token": {"attachments": [{"token": "att_" + "0" * 26}]},
    }
    found = {
        pointer: caller.post("interactions/", an_entry(channel, **change))
        for pointer, change in wrong.items()
    }
    assert {response.status_code for response in found.values()} == {422}
    assert {p: r.json()["errors"][0]["pointer"] for p, r in found.items()} == {
        pointer: f"#{pointer}" for pointer in wrong
    }
    assert Interaction.objects.count() == 0


def test_the_channel_may_be_named_by_its_kind_where_there_is_one() -> None:
    caller, channel = a_key(), a_channel("sms")
    body = an_entry(channel, channel_kind="sms")
    del body["channel"]
    assert caller.post("interactions/", body).status_code == 201

    a_channel("sms")
    again = caller.post("interactions/", {**body, "external_id": "other"})
    assert again.json()["errors"][0]["pointer"] == "#/channel_kind"


def test_channels_that_are_not_there_not_ours_or_off() -> None:
    channel, other = a_channel("api"), a_channel("api")
    missing = {**an_entry(channel), "channel": "chn_" + "0" * 26}
    assert a_key().post("interactions/", missing).status_code == 404

    bound = a_key(channel=channel)
    wrong = bound.post("interactions/", an_entry(other))
    assert (wrong.status_code, wrong.json()["code"]) == (403, "wrong_channel")
    assert bound.post("interactions/", missing).status_code == 403

    Channel.objects.update(enabled=False)
    disabled = a_key().post("interactions/", an_entry(channel))
    assert (disabled.status_code, disabled.json()["code"]) == (409, "channel_disabled")


def test_a_key_needs_no_channel_if_it_is_bound_to_one() -> None:
    channel = a_channel("api")
    body = an_entry(channel)
    del body["channel"]

    assert a_key(channel=channel).post("interactions/", body).status_code == 201
    assert a_key().post("interactions/", body).json()["errors"][0]["pointer"] == "#/channel"


def test_text_beyond_a_mebibyte_is_kept_as_a_file() -> None:
    text = "ř" * (1024 * 1024 + 10)
    shown = a_key().post("interactions/", an_entry(a_channel("api"), body={"text": text})).json()

    assert len(shown["body"]["text"]) == 1024 * 1024
    assert shown["attachments"][0]["filename"] == "text.txt"
    assert shown["attachments"][0]["size"] == len(text.encode())


def test_html_alone_gets_a_text() -> None:
    body = an_entry(a_channel("api"), body={"html": "<p>Dobrý <b>den</b></p>"})
    shown = a_key().post("interactions/", body).json()

    assert "Dobrý den" in shown["body"]["text"]


def test_an_old_entry_is_marked_as_added_later() -> None:
    moment = (timezone.now() - timedelta(hours=2)).isoformat()
    shown = a_key().post("interactions/", an_entry(a_channel("api"), occurred_at=moment)).json()

    assert shown["flags"] == ["late"]
