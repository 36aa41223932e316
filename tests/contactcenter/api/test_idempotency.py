"""The same request twice does one thing and says one thing."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections, transaction

from contactcenter.api import idempotency
from contactcenter.models import IdempotencyRecord
from tests.support.api import a_key, an_entry
from tests.support.world import a_channel, a_queue, received
from tickets.models import Attachment, Interaction, Ticket

pytestmark = pytest.mark.django_db


def a_ticket_body(**changes: Any) -> dict[str, Any]:
    point = {"kind": "email", "value": "jana@example.cz"}
    return {"contact_points": [point], "subject": "Returns", "queue": a_queue().key, **changes}


def test_the_same_key_and_request_get_the_stored_answer() -> None:
    caller, body = a_key(), a_ticket_body()
    first = caller.post("tickets/", body, Idempotency_Key="k1")
    again = caller.post("tickets/", body, Idempotency_Key="k1")

    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    assert again["ETag"] == first["ETag"]
    assert "Idempotent-Replayed" not in first
    assert again["Idempotent-Replayed"] == "true"
    assert Ticket.objects.count() == 1


def test_another_request_under_the_same_key_is_refused() -> None:
    caller = a_key()
    caller.post("tickets/", a_ticket_body(), Idempotency_Key="k1")
    other_body = caller.post("tickets/", a_ticket_body(subject="Else"), Idempotency_Key="k1")
    other_path = caller.post("interactions/", an_entry(a_channel("api")), Idempotency_Key="k1")

    for response in (other_body, other_path):
        assert (response.status_code, response.json()["code"]) == (422, "idempotency_mismatch")
    assert Ticket.objects.count() == 1
    assert Interaction.objects.count() == 0


def test_keys_of_two_callers_do_not_meet() -> None:
    first = a_key().post("tickets/", a_ticket_body(), Idempotency_Key="k1")
    second = a_key().post("tickets/", a_ticket_body(subject="Mine"), Idempotency_Key="k1")

    assert second.status_code == 201
    assert second.json()["id"] != first.json()["id"]


def test_a_refusal_is_remembered_too() -> None:
    caller = a_key()
    first = caller.post("tickets/", {"subject": "nobody"}, Idempotency_Key="k1")
    again = caller.post("tickets/", {"subject": "nobody"}, Idempotency_Key="k1")

    assert first.status_code == again.status_code == 422
    assert again["Idempotent-Replayed"] == "true"
    assert again["Content-Type"] == "application/problem+json"


def test_a_failure_of_ours_is_not_remembered() -> None:
    caller = a_key()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE tickets_ticket RENAME COLUMN subject TO gone")
    assert caller.post("tickets/", a_ticket_body(), Idempotency_Key="k1").status_code == 500
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE tickets_ticket RENAME COLUMN gone TO subject")

    assert caller.post("tickets/", a_ticket_body(), Idempotency_Key="k1").status_code == 201


def test_after_a_day_the_key_is_free_again() -> None:
    caller = a_key()
    caller.post("tickets/", a_ticket_body(), Idempotency_Key="k1")
    record = IdempotencyRecord.objects.get()
    IdempotencyRecord.objects.update(created_at=record.created_at - timedelta(hours=24, seconds=1))

    assert caller.post("tickets/", a_ticket_body(), Idempotency_Key="k1").status_code == 201
    assert Ticket.objects.count() == 2


def test_old_answers_are_forgotten() -> None:
    a_key().post("tickets/", a_ticket_body(), Idempotency_Key="k1")
    at = IdempotencyRecord.objects.get().created_at

    assert idempotency.forget_old(at + timedelta(hours=23)) == 0
    assert idempotency.forget_old(at + timedelta(hours=24)) == 1


@pytest.mark.parametrize("key", ["x" * 256, "\x01"])
def test_an_unusable_key_is_refused(key: str) -> None:
    response = a_key().post("tickets/", a_ticket_body(), Idempotency_Key=key)

    assert (response.status_code, response.json()["code"]) == (400, "malformed")


def test_the_header_means_nothing_on_other_methods_and_to_strangers() -> None:
    ticket = received(a_channel()).ticket_id
    caller = a_key()
    for priority in ("high", "low"):
        body = {"priority": priority}
        answer = caller.patch(f"tickets/{ticket}/", body, Idempotency_Key="k1")
        assert answer.json()["priority"] == priority
    caller.headers = {}
    stranger = caller.post("tickets/", {}, Idempotency_Key="k1")

    assert stranger.status_code == 401
    assert IdempotencyRecord.objects.count() == 0


def test_an_upload_can_be_repeated_too() -> None:
    caller = a_key()
    headers = {**caller.headers, "Idempotency-Key": "k1"}
    answers = [
        caller.client.post(
            "/api/v1/attachments/",
            {"file": SimpleUploadedFile("a.txt", b"hello", "text/plain")},
            headers=headers,
        )
        for _ in range(2)
    ]

    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert Attachment.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_do_one_thing_and_finally_all_hear_the_same() -> None:
    caller, body = a_key(), a_ticket_body()
    barrier = threading.Barrier(50)

    def send(_: int) -> tuple[int, bytes]:
        try:
            barrier.wait()
            response = caller.post("tickets/", body, Idempotency_Key="k1")
            return response.status_code, response.content
        finally:
            connections.close_all()

    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(send, range(50)))

    assert {status for status, _ in answers} <= {201, 409}
    assert Ticket.objects.count() == 1
    later = {caller.post("tickets/", body, Idempotency_Key="k1").content for _ in range(50)}
    assert later == {content for status, content in answers if status == 201}


@pytest.mark.django_db(transaction=True)
def test_while_the_first_one_runs_the_second_is_told_to_wait() -> None:
    caller, body = a_key(), a_ticket_body()
    caller.get("queues/")
    owner = caller.owner
    in_flight = threading.Event()
    finish = threading.Event()

    def hold() -> None:
        with transaction.atomic():
            assert idempotency.hold(owner, "k1")
            in_flight.set()
            finish.wait(20)
        connections.close_all()

    thread = threading.Thread(target=hold)
    thread.start()
    in_flight.wait(20)
    response = caller.post("tickets/", body, Idempotency_Key="k1")
    finish.set()
    thread.join()

    assert (response.status_code, response.json()["code"]) == (409, "idempotency_in_flight")
    assert response["Retry-After"] == "1"
    assert caller.post("tickets/", body, Idempotency_Key="k1").status_code == 201
