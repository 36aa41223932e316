"""The form for a site's own pages: questions out, answers in, the same rules as on our page."""

import json
from typing import Any

import pytest
from django.test import Client

from channels_app.models import InboundPayload, PayloadState
from tests.channels_app.webform.visitor import (
    REFERENCE,
    Visitor,
    a_form,
    entry,
    payload,
    submission,
    traps_of,
)

pytestmark = pytest.mark.django_db

URL = "/api/v1/forms/contact/"
GIVEN = {"email": "jana@example.cz", "message": "The parcel has not come."}


@pytest.fixture
def visitor() -> Visitor:
    return Visitor(a_form(allowed_origins=["https://shop.example"]))


def send(token: str, fields: dict[str, Any], headers: Any = None, **more: Any) -> Any:
    body = {"token": token, "fields": fields, **more}
    return Client().post(
        f"{URL}submissions/", json.dumps(body), "application/json", headers=headers
    )


@pytest.mark.parametrize("url", [URL, URL.rstrip("/")])
def test_the_questions_come_in_the_asked_language(visitor: Visitor, url: str) -> None:
    answer = Client().get(url, {"language": "cs"})
    shown = answer.json()
    assert answer.status_code == 200
    assert (shown["slug"], shown["language"], shown["title"]) == ("contact", "cs", "Napište nám")
    topic = next(field for field in shown["fields"] if field["name"] == "topic")
    assert topic["label"] == "Čeho se to týká?"
    assert topic["options"][0] == {"value": "delivery", "label": "Doručení"}
    assert shown["leave_empty"] == list(traps_of(shown["token"]))
    assert shown["incidents"] == []


def test_a_submission_gets_a_reference_and_becomes_a_contact(visitor: Visitor) -> None:
    answer = send(visitor.token(), GIVEN, language="pl", context={"page": "https://shop.example"})
    assert answer.status_code == 202
    assert REFERENCE.fullmatch(answer.json()["reference"])
    assert answer.json()["status_url"] is None
    assert entry().detail["form"]["reference"] == answer.json()["reference"]
    assert (entry().language, entry().text) == ("pl", GIVEN["message"])


def test_the_same_token_again_gets_the_first_reference(visitor: Visitor) -> None:
    token = visitor.token()
    assert send(token, GIVEN).json()["reference"] == send(token, {}).json()["reference"]


def test_a_robot_gets_the_same_answer(visitor: Visitor) -> None:
    token = visitor.token()
    answer = send(token, {**GIVEN, traps_of(token)[0]: "x"})
    assert (answer.status_code, payload().state) == (202, PayloadState.QUARANTINED)
    assert answer.json()["reference"] == submission().reference


def test_flaws_are_named_with_a_fresh_token(visitor: Visitor) -> None:
    answer = send(visitor.token(), {"email": "jana", "phone": "12"})
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (422, "validation")
    assert {flaw["pointer"]: flaw["code"] for flaw in problem["errors"]} == {
        "#/fields/email": "invalid",
        "#/fields/phone": "invalid_phone",
        "#/fields/message": "required",
    }
    assert problem["token"].startswith("v1.1.")


def test_a_forged_token_is_refused_with_a_fresh_one(visitor: Visitor) -> None:
    problem = send("v1.1.1.a.b", GIVEN).json()
    assert problem["errors"][0]["pointer"] == "#/token"
    assert problem["token"]
    assert not InboundPayload.objects.exists()


@pytest.mark.parametrize(
    "fields", [{"email": {"a": 1}}, {"email": [["x"]]}, {"email": 1.5}, {}, {"unknown": "x"}]
)
def test_values_no_form_has_are_refused(visitor: Visitor, fields: dict[str, Any]) -> None:
    assert send(visitor.token(), fields).status_code == 422


def test_surrogates_and_nul_are_cleaned(visitor: Visitor) -> None:
    answer = send(visitor.token(), {**GIVEN, "message": "on\ud800e\x00"})
    assert (answer.status_code, entry().text) == (202, "one")


@pytest.mark.parametrize("body", ["", "[]", "null", "{", '{"token": 1}', '{"fields": {}}'])
def test_what_is_no_submission_is_a_problem_document(visitor: Visitor, body: str) -> None:
    answer = Client().post(f"{URL}submissions/", body, "application/json")
    assert answer.status_code in {400, 422}
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_huge_body_is_refused(visitor: Visitor) -> None:
    answer = send(visitor.token(), {**GIVEN, "message": "x" * 70_000})
    assert answer.status_code == 413


def test_an_unknown_form_is_not_found() -> None:
    assert Client().get(URL).status_code == 404


def test_a_form_without_fields_is_not_ready() -> None:
    a_form(fields=[])
    assert Client().get(URL).status_code == 503


@pytest.mark.parametrize(
    ("origin", "allowed"), [("https://shop.example", True), ("https://evil.example", False)]
)
def test_only_named_sites_may_read_the_answers(
    visitor: Visitor, origin: str, allowed: bool
) -> None:
    headers = {"origin": origin}
    for answer in (
        Client().options(f"{URL}submissions/", headers=headers),
        Client().get(URL, headers=headers),
        send(visitor.token(), GIVEN, headers=headers),
    ):
        assert answer.headers.get("Access-Control-Allow-Origin") == (origin if allowed else None)
