"""Who may call: keys with scopes, and agents in their own browser."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.http import http_date

from contactcenter.api import authentication
from contactcenter.api.authentication import WRONG_KEYS_A_MINUTE
from contactcenter.models import ApiKey
from tests.support.api import a_key, an_entry, signed_in
from tests.support.world import a_channel, a_queue, an_agent, received
from tickets.models import Agent, Interaction, QueueMember

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_guessed_before() -> None:
    authentication.forget_wrong_keys()


def get(header: str | None) -> int:
    headers = {} if header is None else {"Authorization": header}
    return Client().get("/api/v1/tickets/", headers=headers).status_code


def test_a_valid_key_opens_and_anything_else_does_not() -> None:
    text = ApiKey.issue(name="crm", scopes=["tickets:read"]).text
    key_id, secret = text.split("_")[1], text.partition("_")[2].partition("_")[2]

    assert get(f"Bearer {text}") == 200
    assert get(f"bearer {text}") == 200
    refused = [
        *(None, "", "Bearer", "Bearer ", text, f"Basic {text}", f"Token {text}"),
        *(f"Bearer {text}x", f"Bearer {text[:-1]}", f"Bearer {text.upper()}"),
        *(f"Bearer cc_{key_id}_", f"Bearer cc__{secret}", f"Bearer cc_{secret}_{key_id}"),
        *(f"Bearer cc_{'0' * 12}_{secret}", "Bearer \x00", f"Bearer cc_{key_id}_{'é' * 43}"),
    ]
    assert {header: get(header) for header in refused} == dict.fromkeys(refused, 401)


def test_a_refused_caller_is_told_how_to_come_in() -> None:
    response = Client().get("/api/v1/tickets/")

    assert response["WWW-Authenticate"] == "Bearer"
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["code"] == "unauthenticated"


@pytest.mark.parametrize("field", ["revoked_at", "expires_at"])
def test_a_key_that_was_revoked_or_has_expired_opens_nothing(field: str) -> None:
    issued = ApiKey.issue(name="crm", scopes=["tickets:read"])
    setattr(issued.key, field, timezone.now() - timedelta(seconds=1))
    issued.key.save()

    assert get(f"Bearer {issued.text}") == 401


def test_a_key_in_the_address_is_not_a_key() -> None:
    text = ApiKey.issue(name="crm", scopes=["tickets:read"]).text

    assert Client().get(f"/api/v1/tickets/?key={text}&access_token={text}").status_code == 401


def test_only_the_hash_of_a_secret_is_stored() -> None:
    issued = ApiKey.issue(name="crm", scopes=["tickets:read"])

    row = ApiKey.objects.filter(id=issued.key.id).values().get()
    assert issued.text.partition("_")[2].partition("_")[2] not in str(row)


def test_the_last_use_is_noted_at_most_once_a_minute() -> None:
    caller = a_key("tickets:read")
    caller.get("tickets/")
    first = ApiKey.objects.get().last_used_at
    caller.get("tickets/")

    assert first is not None
    assert ApiKey.objects.get().last_used_at == first
    ApiKey.objects.update(last_used_at=first - timedelta(minutes=2))
    caller.get("tickets/")
    noted = ApiKey.objects.get().last_used_at
    assert noted is not None
    assert noted > first


def test_a_key_does_what_its_scopes_say_and_nothing_else() -> None:
    channel = a_channel("api")
    reader, writer = a_key("interactions:read"), a_key("interactions:write")

    assert reader.get("interactions/").status_code == 200
    assert writer.post("interactions/", an_entry(channel)).status_code == 201
    denied = [
        reader.post("interactions/", an_entry(channel)),
        writer.get("interactions/"),
        writer.get("customers/"),
        reader.get("system/health/"),
    ]
    assert {response.status_code for response in denied} == {403}
    assert {response.json()["code"] for response in denied} == {"missing_scope"}
    assert denied[0].json()["scope"] == "interactions:write"
    assert Interaction.objects.count() == 1


def test_the_scope_admin_opens_everything() -> None:
    assert a_key("admin").get("system/health/").status_code == 200


def test_guessing_keys_is_slowed_down_without_locking_out_the_right_one() -> None:
    text = ApiKey.issue(name="crm", scopes=["tickets:read"]).text
    tries = [get(f"Bearer cc_{number:012d}_x") for number in range(WRONG_KEYS_A_MINUTE + 3)]

    assert tries[:WRONG_KEYS_A_MINUTE] == [401] * WRONG_KEYS_A_MINUTE
    assert tries[WRONG_KEYS_A_MINUTE:] == [429] * 3
    assert get(f"Bearer {text}") == 200


def test_an_agents_session_works_with_the_scopes_of_the_role_in_the_own_queues() -> None:
    mine, other = a_queue("mine"), a_queue("other")
    own = received(a_channel(queue=mine))
    foreign = received(a_channel(queue=other), "petr@example.cz")
    browser = signed_in(an_agent(queue=mine))

    numbers = [row["number"] for row in browser.get("/api/v1/tickets/").json()["results"]]
    assert numbers == [own.ticket_number]
    assert browser.get(f"/api/v1/tickets/{foreign.ticket_number}/").status_code == 404
    assert browser.get("/api/v1/system/health/").status_code == 403


def test_a_browser_must_prove_that_our_own_page_asks() -> None:
    ticket = received(a_channel()).ticket_id
    browser = signed_in(an_agent())
    body = {"body": "Called back."}
    path = f"/api/v1/tickets/{ticket}/notes/"

    refused = browser.post(path, body, content_type="application/json")
    assert (refused.status_code, refused.json()["code"]) == (403, "origin_not_allowed")

    browser.get("/accounts/login/")
    token = "x" * 32
    browser.cookies["csrftoken"] = token
    allowed = browser.post(
        path, body, content_type="application/json", headers={"X-CSRFToken": token}
    )
    assert allowed.status_code == 201


def test_a_deactivated_agent_is_out_at_once() -> None:
    agent = an_agent()
    browser = signed_in(agent)
    assert browser.get("/api/v1/tickets/").status_code == 200

    Agent.objects.update(is_active=False)
    assert browser.get("/api/v1/tickets/").status_code == 401


def test_an_agent_taken_out_of_a_queue_no_longer_sees_it() -> None:
    ticket = received(a_channel()).ticket_id
    browser = signed_in(an_agent())
    assert browser.get(f"/api/v1/tickets/{ticket}/").status_code == 200

    QueueMember.objects.all().delete()
    assert browser.get(f"/api/v1/tickets/{ticket}/").status_code == 404


def test_an_agent_who_may_only_read_a_queue_changes_nothing_there() -> None:
    channel = a_channel()
    ticket = received(channel).ticket_id
    browser = Client()
    browser.force_login(an_agent())
    QueueMember.objects.update(access=QueueMember.Access.READ)

    assert browser.get(f"/api/v1/tickets/{ticket}/").status_code == 200
    tries = [
        browser.patch(f"/api/v1/tickets/{ticket}/", {}, content_type="application/json"),
        *(
            browser.post(f"/api/v1/tickets/{ticket}/{name}/", body, content_type="application/json")
            for name, body in [
                ("resolve", {}),
                ("notes", {"body": "x"}),
                ("replies", {"body": {"text": "x"}}),
            ]
        ),
        browser.post("/api/v1/interactions/", an_entry(channel), content_type="application/json"),
    ]
    assert [response.status_code for response in tries] == [403] * 5
    assert {response.json()["code"] for response in tries} == {"read_only"}


def test_override_headers_change_nothing() -> None:
    caller = a_key("tickets:read")
    response = caller.get(
        "tickets/",
        X_HTTP_Method_Override="DELETE",
        X_Original_URL="/admin/",
        Remote_User="admin",
        If_Modified_Since=http_date(),
    )

    assert response.status_code == 200
