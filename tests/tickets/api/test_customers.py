"""Customers through the API."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.support.api import Caller, a_key, an_entry
from tests.support.world import NOW, a_channel, received
from tickets.models import ContactPoint, Customer, Interaction

pytestmark = pytest.mark.django_db

CRM = {"kind": "external", "namespace": "crm", "value": "883120", "verified": True}
MAIL = {"kind": "email", "value": "Jana@Example.CZ"}


def upsert(caller: Caller, **body: Any) -> Any:
    return caller.post("customers/", {"contact_points": [CRM], **body})


def test_the_external_id_decides_whether_a_customer_is_new() -> None:
    caller = a_key(trust=True)
    made = upsert(caller, name="Jana", company="Acme", timezone="Europe/Prague")
    changed = upsert(caller, name="Jana Nováková", contact_points=[CRM, MAIL])

    assert (made.status_code, changed.status_code) == (201, 200)
    assert changed.json()["id"] == made.json()["id"]
    assert (changed.json()["name"], changed.json()["company"]) == ("Jana Nováková", "Acme")
    points = {(row["kind"], row["value"]) for row in changed.json()["contact_points"]}
    assert points == {("external", "883120"), ("email", "jana@example.cz")}
    assert changed.json()["contact_points"][0]["verification"] == "verified"


def test_somebody_elses_address_is_taken() -> None:
    caller = a_key()
    holder = caller.post("customers/", {"contact_points": [MAIL]}).json()
    response = upsert(caller, contact_points=[CRM, MAIL])

    assert (response.status_code, response.json()["code"]) == (409, "contact_point_taken")
    assert response.json()["holder"] == holder["id"]
    assert Customer.objects.count() == 1


@pytest.mark.parametrize("body", [{}, {"name": ""}, {"name": None, "contact_points": []}])
def test_nobody_is_not_a_customer(body: Any) -> None:
    assert a_key().post("customers/", body).json()["errors"][0]["code"] == "required"


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"timezone": "Mars/Olympus"}, "#/timezone"),
        ({"vip": "yes"}, "#/vip"),
        ({"survey_permission": "maybe"}, "#/survey_permission"),
        ({"contact_points": [{"kind": "phone", "value": "12x"}]}, "#/contact_points/0/value"),
        ({"contact_points": [{"kind": "email", "value": "a@b, c@d"}]}, "#/contact_points/0/value"),
        (
            {"contact_points": [{"kind": "email", "value": "noreply@x.cz"}]},
            "#/contact_points/0/value",
        ),
    ],
)
def test_unusable_values_are_named(change: dict[str, Any], pointer: str) -> None:
    response = a_key().post("customers/", {"name": "J", **change})

    assert response.status_code == 422
    assert response.json()["errors"][0]["pointer"] == pointer
    assert Customer.objects.count() == 0


def test_a_change_touches_only_what_it_names_and_null_clears() -> None:
    caller = a_key()
    made = upsert(caller, name="Jana", company="Acme", metadata={"a": 1}).json()
    path = f"customers/{made['id']}/"
    changed = caller.patch(path, {"company": None, "survey_permission": "denied"}).json()

    assert (changed["name"], changed["company"], changed["metadata"]) == ("Jana", None, {"a": 1})
    row = Customer.objects.get()
    assert (row.survey_permission, row.survey_permission_source) == ("denied", "api")


def test_who_saw_an_older_version_changes_nothing() -> None:
    caller = a_key()
    path = f"customers/{upsert(caller, name='Jana').json()['id']}/"
    seen = caller.get(path)["ETag"]
    assert caller.patch(path, {"name": "A"}, If_Match=seen).status_code == 200
    refused = caller.patch(path, {"name": "B"}, If_Match=seen)

    assert (refused.status_code, refused.json()["code"]) == (412, "precondition_failed")
    assert caller.get(path).json()["name"] == "A"
    assert caller.patch(path, {"name": "C"}, If_Match="*").status_code == 200


def test_the_version_of_the_answer_is_the_version_that_is_read() -> None:
    caller = a_key()
    made = upsert(caller, name="Jana")

    assert caller.get(made.json()["url"])["ETag"] == made["ETag"]


def test_only_a_customer_without_history_can_be_deleted() -> None:
    caller = a_key()
    empty = upsert(caller, name="Jana").json()["id"]
    busy = received(a_channel()).customer_id

    assert caller.delete(f"customers/{empty}/").status_code == 204
    refused = caller.delete(f"customers/{busy}/")
    assert (refused.status_code, refused.json()["code"]) == (409, "conflict")
    assert caller.get(f"customers/{empty}/").status_code == 404


def test_absorbed_customers_point_to_their_head_and_erased_ones_are_gone() -> None:
    caller = a_key()
    head = upsert(caller, name="Head").json()["id"]
    other = caller.post("customers/", {"contact_points": [MAIL]}).json()["id"]
    Customer.objects.filter(id=other).update(merged_into=head)

    moved = caller.get(f"customers/{other}/timeline/")
    assert (moved.status_code, moved.json()["into"]) == (308, head)
    assert moved["Location"] == f"/api/v1/customers/{head}/timeline/"
    shown = caller.get(f"customers/{head}/").json()
    assert shown["merged"] == [other]
    assert len(shown["contact_points"]) == 2
    assert [row["id"] for row in caller.get("customers/").json()["results"]] == [head]

    Customer.objects.filter(id=head).update(erased_at=timezone.now())
    gone = caller.get(f"customers/{head}/")
    assert (gone.status_code, gone.json()["code"]) == (410, "erased")


def test_contact_points_come_and_go_and_entries_stay() -> None:
    caller = a_key()
    receipt = received(a_channel())
    base = f"customers/{receipt.customer_id}/contact-points/"
    phone = {"kind": "phone", "value": "602 123 456"}

    added, again = caller.post(base, phone), caller.post(base, phone)
    assert (added.status_code, again.status_code) == (201, 200)
    assert added.json()["value"] == "+420602123456"
    assert caller.delete(f"{base}{receipt.contact_point_id}/").status_code == 204
    assert Interaction.objects.get().customer_id == receipt.customer_id
    assert caller.delete(f"{base}{receipt.contact_point_id}/").status_code == 404


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"kind": "email", "value": "mailer-daemon@x.cz"}, "invalid"),
        ({"kind": "phone", "value": "anonymous"}, "invalid"),
        ({"kind": "phone", "value": "123456789012345"}, "invalid_phone"),
        ({"kind": "external", "value": "1"}, "required"),
    ],
)
def test_addresses_of_nobody_are_refused(body: dict[str, str], code: str) -> None:
    customer = received(a_channel()).customer_id
    response = a_key().post(f"customers/{customer}/contact-points/", body)

    assert response.json()["errors"][0]["code"] == code


def test_a_shared_address_belongs_to_several_and_never_again_to_one_while_it_does() -> None:
    caller = a_key()
    first = caller.post("customers/", {"contact_points": [MAIL]}).json()
    second = upsert(caller, name="Other").json()
    base = f"customers/{second['id']}/contact-points/"

    shared = caller.post(base, {**MAIL, "shared": True}).json()
    assert shared["shared"] is True
    refused = caller.patch(f"{base}{shared['id']}/", {"shared": False})
    assert (refused.status_code, refused.json()["holder"]) == (409, first["id"])


def test_an_address_that_bounced_can_be_tried_again() -> None:
    receipt = received(a_channel())
    ContactPoint.objects.update(undeliverable_at=NOW, undeliverable_reason="bounced")
    caller = a_key()
    path = f"customers/{receipt.customer_id}/contact-points/{receipt.contact_point_id}/"

    assert caller.get(f"customers/{receipt.customer_id}/context/").json()["undeliverable"] == [
        "email"
    ]
    assert caller.patch(path, {"undeliverable_at": None}).json()["undeliverable_at"] is None
    assert caller.patch(path, {"undeliverable_at": "2026-01-01T00:00:00Z"}).status_code == 422


def test_customers_are_found_by_name_address_and_change() -> None:
    caller = a_key()
    jana = upsert(caller, name="Jana Nováková", contact_points=[CRM, MAIL]).json()
    caller.post("customers/", {"name": "Petr Dvořák"})
    found = {
        query: [row["id"] for row in caller.get(f"customers/?{query}").json()["results"]]
        for query in (
            "q=novakova",
            "q=JANA",
            "q=%25",
            "contact_point=email:JANA@example.cz",
            "contact_point=external:crm:883120",
            "contact_point=external:other:883120",
            "contact_point=email:unknown",
        )
    }
    assert [bool(rows) for rows in found.values()] == [True, True, False, True, True, False, False]
    assert all(rows == [jana["id"]] for rows in found.values() if rows)
    since = (timezone.now() + timedelta(minutes=1)).isoformat().replace("+", "%2B")
    assert caller.get(f"customers/?updated_after={since}").json()["results"] == []
    assert caller.get("customers/?contact_point=fax:1").status_code == 400


def test_a_lookup_tells_who_might_be_calling_and_writes_nothing() -> None:
    caller, phone = a_key(), {"kind": "phone", "value": "602123456"}
    entry = caller.post(
        "interactions/",
        an_entry(a_channel("api"), customer={"name": "J", "contact_points": [phone]}),
    ).json()
    one = caller.get("customers/lookup/?phone=00420602123456").json()

    assert (one["match"], one["number"]) == ("one", "+420602123456")
    assert one["customers"][0]["id"] == entry["customer"]["id"]
    assert one["customers"][0]["open_tickets"] == 1
    assert one["customers"][0]["verification"] == "claimed"
    others = {
        number: caller.get(f"customers/lookup/?phone={number}").json()["match"]
        for number in ("201", "anonymous", "603999999", "x")
    }
    assert others == {"201": "internal", "anonymous": "withheld", "603999999": "none", "x": "none"}
    assert Customer.objects.count() == 1


def test_a_shared_number_has_many_owners() -> None:
    caller = a_key()
    for name in ("A", "B"):
        customer = caller.post("customers/", {"name": name}).json()["id"]
        point = {"kind": "phone", "value": "602123456", "shared": True}
        caller.post(f"customers/{customer}/contact-points/", point)

    found = caller.get("customers/lookup/?phone=602123456").json()
    assert (found["match"], len(found["customers"])) == ("many", 2)


@pytest.mark.parametrize("query", ["", "phone=1&email=a@b.cz", "name=x", "external=crm:1&phone=1"])
def test_a_lookup_asks_for_exactly_one_thing(query: str) -> None:
    assert a_key().get(f"customers/lookup/?{query}").status_code == 400


def test_a_telephone_system_may_look_up_and_nothing_else() -> None:
    pbx = a_key("calls:write")

    assert pbx.get("customers/lookup/?phone=602123456").status_code == 200
    assert pbx.get("customers/").status_code == 403


def test_the_timeline_is_one_stream_in_pages_that_meet() -> None:
    channel = a_channel()
    ids = [
        received(channel, occurred_at=NOW - timedelta(minutes=10 * number)).interaction_id
        for number in range(5)
    ]
    customer = Customer.objects.get().id
    caller = a_key()
    seen: list[str] = []
    path: str | None = f"customers/{customer}/timeline/?limit=2&type=interaction"
    while path:
        page = caller.get(path).json()
        seen += [row["id"] for row in page["results"]]
        path = page["next"]

    assert seen == ids
    first = caller.get(f"customers/{customer}/timeline/?limit=1").json()["results"][0]
    assert first["type"] == "interaction"
    assert first["title"] == "Where is my parcel?"
    assert first["ticket"]["status"] == "new"
    assert first["counts"] == {"messages": 0, "attachments": 0}


def test_the_timeline_is_narrowed() -> None:
    caller = a_key()
    mail = a_channel()
    customer = received(mail).customer_id
    caller.post(
        "interactions/",
        an_entry(
            a_channel("phone"),
            kind="call",
            subject="Lost",
            customer={"contact_points": [{"kind": "email", "value": "jana@example.cz"}]},
        ),
    )
    path = f"customers/{customer}/timeline/"
    counts = {
        query: len(caller.get(f"{path}?{query}").json()["results"])
        for query in ("", "kind=call", "kind=call,email", f"channel={mail.id}", "q=Lost", "type=x")
    }
    assert counts == {
        "": 2,
        "kind=call": 1,
        "kind=call,email": 2,
        f"channel={mail.id}": 1,
        "q=Lost": 1,
        "type=x": 0,
    }


def test_the_card_knows_what_the_parts_know() -> None:
    channel = a_channel()
    receipt = received(channel, mood="neutral")
    received(channel, mood="angry", occurred_at=NOW + timedelta(minutes=5))
    card = a_key().get(f"customers/{receipt.customer_id}/context/").json()

    assert [row["number"] for row in card["open_tickets"]][-1] == receipt.ticket_number
    assert len(card["recent"]) == 2
    assert card["contacts_30d"] == 2
    assert card["mood"] == {"last": "angry", "trend": "down"}
    assert card["preferred"] == {"channel_kind": "email", "language": None}
    assert card["undeliverable"] == []
    assert {"chain", "effort", "last_scores", "incidents", "callbacks", "promises"} <= set(card)
