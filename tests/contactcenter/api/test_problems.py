"""Whatever goes wrong is said in one shape, in the caller's language, without inner details."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.test import Client

from tests.support.api import Caller, a_key, an_entry
from tests.support.world import a_channel
from tickets.wire.document import MAX_BODY

pytestmark = pytest.mark.django_db

FIELDS = {"type", "title", "status", "detail", "instance", "code", "request_id"}


def raw(caller: Caller, method: str, path: str, body: bytes, kind: str) -> Any:
    return caller.client.generic(method, path, body, content_type=kind, headers=caller.headers)


def test_every_kind_of_failure_is_a_problem_document() -> None:
    caller = a_key()
    post, path = "POST", "/api/v1/interactions/"
    large = b'{"a":"' + b"x" * MAX_BODY + b'"}'
    answers = {
        (404, "not_found"): raw(caller, "GET", "/api/v1/nothing/", b"", ""),
        (405, "method_not_allowed"): raw(caller, "DELETE", path, b"", ""),
        (415, "unsupported_media"): raw(caller, post, path, b"a=1", "text/plain"),
        (400, "malformed"): raw(caller, post, path, b"{", "application/json"),
        (413, "payload_too_large"): raw(caller, post, path, large, "application/json"),
        (422, "validation"): raw(caller, post, path, b"{}", "application/json"),
        (401, "unauthenticated"): Client().get(path),
    }
    for (status, code), response in answers.items():
        assert response.status_code == status, code
        assert response["Content-Type"] == "application/problem+json"
        problem = response.json()
        assert set(problem) >= FIELDS
        assert (problem["status"], problem["code"]) == (status, code)
        assert problem["request_id"] == response["X-Request-Id"]
        assert problem["type"].endswith(f"/problems/{code}")
        assert response["Cache-Control"] == "no-store"


def test_405_says_what_is_allowed() -> None:
    response = a_key().delete("interactions/")

    assert set(response["Allow"].split(", ")) == {"GET", "HEAD", "POST"}


def test_head_is_get_without_the_body_and_options_is_not_offered() -> None:
    caller = a_key()
    head = caller.client.head("/api/v1/tickets/", headers=caller.headers)

    assert (head.status_code, head.content) == (200, b"")
    options = caller.client.options("/api/v1/tickets/", headers=caller.headers)
    assert options.status_code == 405


def test_an_address_outside_the_api_gets_a_page() -> None:
    response = Client().get("/nothing/")

    assert response.status_code == 404
    assert response["Content-Type"].startswith("text/html")


def test_each_wrong_field_is_named_with_its_place_and_reason() -> None:
    body = {
        **an_entry(a_channel("api")),
        "occurred_at": "2190-01-01T00:00:00Z",
        "mood": "grim",
        "subject": ["a", "list"],
        "customer": {
            "contact_points": [
                {"kind": "email", "value": "jana@example.cz"},
                {"kind": "phone", "value": "12x"},
                {"kind": "fax", "value": "1"},
            ]
        },
    }
    problem = a_key().post("interactions/", body).json()

    assert {(item["pointer"], item["code"]) for item in problem["errors"]} == {
        ("#/mood", "invalid"),
        ("#/subject", "invalid"),
        ("#/customer/contact_points/2/kind", "invalid"),
    }
    assert problem["detail"] == "3 fields need attention."

    body |= {"mood": None, "subject": "x"}
    body["customer"]["contact_points"].pop()
    later = a_key().post("interactions/", body).json()
    assert {(item["pointer"], item["code"]) for item in later["errors"]} == {
        ("#/occurred_at", "in_future"),
        ("#/customer/contact_points/1/value", "invalid_phone"),
    }


def test_an_unknown_field_is_refused_with_its_name() -> None:
    unknown: list[dict[str, object]] = [{"id": "int_1"}, {"created_at": "x"}, {"custmer": {}}]
    for where in unknown:
        response = a_key().post("interactions/", {**an_entry(a_channel("api")), **where})
        assert (response.status_code, response.json()["code"]) == (400, "malformed")
        assert response.json()["errors"][0]["pointer"] == f"#/{next(iter(where))}"


def test_an_unknown_filter_is_refused() -> None:
    for query in ("customer__password=x", "fields=id", "x=1", "ordering=-id", "__proto__[x]=1"):
        response = a_key().get(f"tickets/?{query}")
        assert (response.status_code, response.json()["code"]) == (400, "malformed"), query


def test_the_sentences_follow_the_callers_language_and_the_codes_do_not() -> None:
    caller = a_key()
    said = {
        language: caller.get("tickets/0/", Accept_Language=language).json()
        for language in ("en", "cs", "pl", "xx, de;q=0.5")
    }

    assert {problem["code"] for problem in said.values()} == {"not_found"}
    assert said["en"]["title"] == "There is nothing here."
    assert said["cs"]["title"] == "Tady nic není."
    assert said["pl"]["title"] == "Nic tu nie ma."
    assert said["xx, de;q=0.5"]["title"] == said["en"]["title"]
    field = caller.post("interactions/", {}, Accept_Language="cs").json()
    assert field["detail"] == "Opravte prosím 1 pole."


def test_a_failure_of_ours_says_nothing_of_the_inside() -> None:
    # A table without a column we need: a fault nobody foresaw.
    caller = a_key()
    with connection.cursor() as cursor:
        cursor.execute('ALTER TABLE tickets_ticket RENAME COLUMN subject TO "gone"')
    response = caller.get("tickets/")

    assert response.status_code == 500
    problem = response.json()
    assert problem["code"] == "internal"
    assert "gone" not in json.dumps(problem)
    assert "tickets_ticket" not in json.dumps(problem)


@pytest.mark.django_db(transaction=True)
def test_a_busy_database_is_said_to_come_back() -> None:
    caller = a_key()
    caller.get("queues/")
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 100")
    with another_connection() as other:
        other.execute("BEGIN; LOCK TABLE tickets_ticket")
        response = caller.get("tickets/")

    assert (response.status_code, response.json()["code"]) == (503, "unavailable")
    assert int(response["Retry-After"]) > 0


@contextmanager
def another_connection() -> Iterator["psycopg.Connection[tuple[object, ...]]"]:
    """Somebody else in the same database; what they hold is let go of at the end."""
    facts = {
        name: value
        for name, value in connection.get_connection_params().items()
        if name in {"host", "port", "dbname", "user", "password"}
    }
    with psycopg.connect(**facts, autocommit=True) as other:
        yield other
    connection.close()


def test_a_body_whose_length_nobody_knows_is_not_taken_for_an_empty_one() -> None:
    caller = a_key()
    response = caller.client.generic(
        "POST",
        "/api/v1/tickets/1/close/",
        b"",
        content_type="application/json",
        headers={**caller.headers, "Transfer-Encoding": "chunked"},
        CONTENT_LENGTH="",
    )

    assert (response.status_code, response.json()["code"]) == (400, "malformed")
