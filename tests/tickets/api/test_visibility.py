"""What is not the caller's does not exist for the caller: no titles, no counts, no acts."""

import json
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.support.api import Caller, a_key, an_entry
from tests.support.world import a_channel, a_queue, an_agent, received
from tickets import attachments, replies
from tickets.contracts import SYSTEM
from tickets.models import Attachment, Delivery, Interaction, Ticket, TicketEvent

pytestmark = pytest.mark.django_db


@dataclass
class Corner:
    """A queue with a channel, and one customer's ticket in it."""

    queue: Any
    channel: Any
    ticket: str
    number: int
    customer: str
    entry: str
    point: str
    delivery: str
    file: str


def a_corner(name: str) -> Corner:
    queue = a_queue(name)
    channel = a_channel(queue=queue)
    receipt = received(channel, f"{name}@example.cz", subject=f"secret of {name}")
    written = replies.reply(
        receipt.ticket_id or "", replies.ReplyText(text="Soon."), at=timezone.now(), by=SYSTEM
    )
    assert written.delivery is not None
    file = attachments.upload("a.txt", "text/plain", b"a", at=timezone.now(), uploaded_by="nobody")
    Attachment.objects.filter(id=file.id).update(interaction=receipt.interaction_id)
    return Corner(
        queue=queue,
        channel=channel,
        ticket=receipt.ticket_id or "",
        number=receipt.ticket_number or 0,
        customer=receipt.customer_id,
        entry=receipt.interaction_id,
        point=receipt.contact_point_id or "",
        delivery=written.delivery.id,
        file=file.id,
    )


def questions(of: Corner) -> list[tuple[str, str, Any]]:
    """Every way to ask for, or do something with, what is in a corner."""
    line = {
        "author": {"role": "customer"},
        "text": "x",
        "sent_at": "2026-11-21T08:12:00Z",
    }
    person = f"customers/{of.customer}/"
    asked: list[tuple[str, str, Any]] = [
        ("PATCH", f"interactions/{of.entry}/", {"mood": "angry"}),
        ("POST", f"interactions/{of.entry}/messages/", line),
        ("PATCH", person, {"name": "Mine"}),
        ("DELETE", person, None),
        ("POST", f"{person}contact-points/", {"kind": "email", "value": "mine@example.cz"}),
        ("PATCH", f"{person}contact-points/{of.point}/", {"shared": True}),
        ("DELETE", f"{person}contact-points/{of.point}/", None),
        ("POST", f"deliveries/{of.delivery}/cancel/", {}),
        ("POST", f"deliveries/{of.delivery}/retry/", {}),
        ("POST", "tickets/", {"customer": of.customer, "queue": of.queue.key}),
    ]
    for ticket in (of.ticket, str(of.number)):
        asked += [
            ("GET", f"tickets/{ticket}/", None),
            ("PATCH", f"tickets/{ticket}/", {"priority": "urgent"}),
            ("POST", f"tickets/{ticket}/replies/", {"body": {"text": "x"}}),
            ("POST", f"tickets/{ticket}/notes/", {"body": "x"}),
            *(("POST", f"tickets/{ticket}/{act}/", {}) for act in ("resolve", "reopen", "close")),
            ("GET", f"tickets/{ticket}/interactions/", None),
            ("GET", f"tickets/{ticket}/events/", None),
        ]
    asked += [
        ("GET", f"interactions/{of.entry}/", None),
        ("GET", f"attachments/{of.file}/", None),
        ("GET", f"deliveries/{of.delivery}/", None),
        ("GET", person, None),
        ("GET", f"{person}timeline/", None),
        ("GET", f"{person}context/", None),
        ("GET", f"channels/{of.channel.id}/", None),
    ]
    return asked


def same_as_missing(caller: Caller, method: str, path: str, body: Any) -> None:
    response = caller.send(method, path, body)
    assert response.status_code == 404, (method, path, response.content[:200])
    problem = response.json()
    missing = caller.send("GET", "tickets/tkt_00000000000000000000000000/").json()
    for name in ("title", "detail", "code", "status"):
        assert problem[name] == missing[name]


def traces() -> list[Any]:
    """Everything the acts could have changed."""
    return [
        list(Ticket.objects.order_by("id").values()),
        list(Interaction.objects.order_by("id").values("id", "mood", "message_count")),
        list(Delivery.objects.order_by("id").values("id", "state")),
        TicketEvent.objects.count(),
    ]


@pytest.mark.parametrize("kind", ["queue", "channel"])
def test_a_restricted_key_meets_nothing_of_others(kind: str) -> None:
    mine, other = a_corner("mine"), a_corner("other")
    caller = a_key(queues=(mine.queue,)) if kind == "queue" else a_key(channel=mine.channel)
    before = traces()
    for method, path, body in questions(other):
        same_as_missing(caller, method, path, body)

    assert traces() == before
    assert caller.get(f"tickets/{mine.number}/").status_code == 200
    assert caller.get(f"customers/{mine.customer}/timeline/").status_code == 200


@pytest.mark.parametrize("kind", ["queue", "channel"])
def test_lists_show_no_trace_of_others(kind: str) -> None:
    mine, other = a_corner("mine"), a_corner("other")
    caller = a_key(queues=(mine.queue,)) if kind == "queue" else a_key(channel=mine.channel)
    paths = [
        *("tickets/", "interactions/", "customers/", "channels/"),
        *("tickets/?q=secret", "interactions/?q=secret", "customers/?q=nov"),
        f"tickets/?q={other.number}",
        f"tickets/?customer={other.customer}",
        f"interactions/?customer={other.customer}",
        f"interactions/?ticket={other.number}",
        "customers/?contact_point=email:other@example.cz",
        "customers/lookup/?email=other@example.cz",
    ]
    for path in paths:
        text = caller.get(path).content.decode()
        for secret in ("of other", "other@", other.ticket, other.customer, other.entry):
            if secret.startswith("other@") and "lookup" in path:
                continue
            assert secret not in text, path


def test_an_agent_meets_nothing_of_other_queues() -> None:
    mine, other = a_corner("mine"), a_corner("other")
    browser = Client(raise_request_exception=False)
    browser.force_login(an_agent(queue=mine.queue))
    before = traces()
    for method, path, body in questions(other):
        if path.startswith("channels/"):
            continue  # the role has no scope for channels at all
        response = browser.generic(
            method, f"/api/v1/{path}", data=_bytes(body), content_type="application/json"
        )
        assert response.status_code == 404, (method, path, response.content[:200])

    assert traces() == before


def test_a_visible_customers_timeline_says_how_much_is_hidden() -> None:
    mine, other = a_queue("mine"), a_queue("other")
    customer = received(a_channel(queue=mine)).customer_id
    received(a_channel(queue=other), subject="secret of other")
    answer = a_key(queues=(mine,)).get(f"customers/{customer}/timeline/")

    assert answer.json()["hidden"] == 1
    assert "secret of other" not in answer.content.decode()
    assert "hidden" not in a_key().get(f"customers/{customer}/timeline/").json()


def test_an_entry_cannot_be_put_on_a_ticket_one_may_not_see() -> None:
    mine, other = a_corner("mine"), a_corner("other")
    caller = a_key(queues=(mine.queue,))
    response = caller.post(
        "interactions/", an_entry(mine.channel, kind="visit", ticket={"number": other.number})
    )

    assert response.status_code == 422
    assert Interaction.objects.filter(ticket=other.ticket, kind="visit").count() == 0


def test_a_customers_id_cannot_be_posted_with_a_contact() -> None:
    mine, other = a_corner("mine"), a_corner("other")
    body = an_entry(mine.channel, customer={"id": other.customer})

    assert a_key(queues=(mine.queue,)).post("interactions/", body).status_code == 400


def test_a_taken_address_does_not_name_a_holder_one_may_not_see() -> None:
    mine, other = a_corner("mine"), a_corner("other")
    path = f"customers/{mine.customer}/contact-points/"
    body = {"kind": "email", "value": "other@example.cz"}
    restricted = a_key(queues=(mine.queue,)).post(path, body)
    full = a_key().post(path, body)

    assert restricted.status_code == full.status_code == 409
    assert "holder" not in restricted.json()
    assert full.json()["holder"] == other.customer


def test_somebody_elses_customer_is_not_changed_by_knowing_the_external_id() -> None:
    mine, other = a_corner("mine"), a_corner("other")
    point = {"kind": "external", "namespace": "crm", "value": "1"}
    a_key().post(f"customers/{other.customer}/contact-points/", point)
    response = a_key(queues=(mine.queue,)).post(
        "customers/", {"name": "Mine", "contact_points": [point]}
    )

    assert (response.status_code, response.json()["code"]) == (409, "contact_point_taken")
    assert "holder" not in response.json()


def test_a_writing_key_reads_back_only_its_own_channels_entries() -> None:
    mine, other = a_channel("api"), a_channel("api")
    writer = a_key("interactions:write", channel=mine)
    entry = writer.post("interactions/", an_entry(mine, external_id="x-1")).json()
    a_key().post("interactions/", an_entry(other, external_id="x-2"))

    base = "interactions/by-external"
    assert writer.get(f"{base}/{mine.id}/x-1/").json()["id"] == entry["id"]
    assert writer.get(f"{base}/{other.id}/x-2/").status_code == 404
    assert writer.get("interactions/").status_code == 403


def _bytes(body: Any) -> bytes:
    return b"" if body is None else json.dumps(body).encode()
