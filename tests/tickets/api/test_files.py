"""Files through the API: up once, used once, down as bytes that run nothing."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.support.api import Caller, a_key, an_entry
from tests.support.world import a_channel, received
from tickets.attachments import path_of
from tickets.models import Attachment

pytestmark = pytest.mark.django_db


def upload(caller: Caller, name: str = "a.txt", content: bytes = b"hello", kind: str = "x") -> Any:
    return caller.client.post(
        "/api/v1/attachments/",
        {"file": SimpleUploadedFile(name, content, kind)},
        headers=caller.headers,
    )


def test_an_upload_is_used_by_one_entry_once() -> None:
    caller, channel = a_key(), a_channel("api")
    token = upload(caller).json()["token"]
    used = an_entry(channel, attachments=[{"token": token}])
    shown = caller.post("interactions/", used).json()
    again = caller.post("interactions/", an_entry(channel, attachments=[{"token": token}]))

    assert shown["attachments"][0]["filename"] == "a.txt"
    error = again.json()["errors"][0]
    assert (error["pointer"], error["code"]) == ("#/attachments/0/token", "unknown_attachment")
    assert caller.post("interactions/", used).status_code == 200


def test_an_upload_belongs_to_who_brought_it_and_expires() -> None:
    channel, owner = a_channel("api"), a_key()
    token = upload(owner).json()["token"]
    body = an_entry(channel, attachments=[{"token": token}])
    assert a_key().post("interactions/", body).status_code == 422
    reply = {"body": {"text": "x"}, "attachments": [{"token": token}]}
    ticket = received(a_channel()).ticket_id
    assert a_key().post(f"tickets/{ticket}/replies/", reply).status_code == 422

    expires = Attachment.objects.get().expires_at
    assert expires is not None
    Attachment.objects.update(expires_at=expires - timedelta(hours=24, seconds=1))
    assert owner.post("interactions/", body).status_code == 422


def test_a_reply_carries_its_file() -> None:
    caller, ticket = a_key(), received(a_channel()).ticket_id
    token = upload(caller).json()["token"]
    body = {"body": {"text": "x"}, "attachments": [{"token": token}]}
    entry = caller.post(f"tickets/{ticket}/replies/", body).json()["interaction"]["id"]

    assert len(caller.get(f"interactions/{entry}/").json()["attachments"]) == 1


@pytest.mark.parametrize(
    ("name", "stored"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\x.html", "x.html"),
        ("a\u202egnp.exe", "agnp.exe"),
        ("\u200b.htaccess", "htaccess"),
        ("x" * 400 + ".pdf", None),
        ("ř š.txt", "ř š.txt"),
        ('a"b\r\nc.txt', None),
    ],
)
def test_names_from_outside_are_cleaned(name: str, stored: str | None) -> None:
    found = upload(a_key(), name).json()["filename"]

    assert stored is None or found == stored
    assert len(found) <= 200
    assert not set(found) & set('/\\"\r\n\u202e')


@pytest.mark.parametrize(
    ("name", "kind", "answered"),
    [
        ("a.html", "text/html", "application/octet-stream"),
        ("a.svg", "image/svg+xml", "application/octet-stream"),
        ("a.txt", "text/plain; charset=utf-7", "application/octet-stream"),
        ("a.pdf", "application/pdf", "application/octet-stream"),
        ("a.png", "image/png", "image/png"),
    ],
)
def test_bytes_come_down_as_a_download_that_runs_nothing(
    name: str, kind: str, answered: str
) -> None:
    caller, content = a_key(), b"<script>alert(1)</script>"
    token = upload(caller, name, content, kind).json()["token"]
    entry = an_entry(a_channel("api"), attachments=[{"token": token}])
    url = caller.post("interactions/", entry).json()["attachments"][0]["url"]
    response = caller.get(url)

    assert b"".join(response.streaming_content) == content
    assert response["Content-Type"] == answered
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "no-store"


def test_an_upload_nobody_has_used_cannot_be_read() -> None:
    caller = a_key()
    token = upload(caller).json()["token"]

    assert caller.get(f"attachments/{token}/").status_code == 404


def test_a_file_the_store_has_lost_is_said_to_be_unavailable() -> None:
    caller = a_key()
    token = upload(caller, content=b"soon lost").json()["token"]
    entry = an_entry(a_channel("api"), attachments=[{"token": token}])
    shown = caller.post("interactions/", entry).json()["attachments"][0]
    default_storage.delete(path_of(shown["sha256"]))

    response = caller.get(shown["url"])
    assert (response.status_code, response.json()["code"]) == (503, "unavailable")


def test_uploads_that_are_none() -> None:
    caller = a_key()
    empty = caller.client.post("/api/v1/attachments/", {}, headers=caller.headers)
    text = caller.client.post("/api/v1/attachments/", {"file": "text"}, headers=caller.headers)
    other = caller.client.post(
        "/api/v1/attachments/",
        {"file": SimpleUploadedFile("a", b"a"), "interaction": "int_1"},
        headers=caller.headers,
    )
    json_body = caller.post("attachments/", {"file": "x"})

    assert [r.status_code for r in (empty, text, other, json_body)] == [422, 422, 400, 415]
    assert Attachment.objects.count() == 0


def test_an_upload_beyond_the_limit_is_refused_before_it_is_read() -> None:
    response = upload(a_key(), content=b"x" * (10 * 1024 * 1024))

    assert (response.status_code, response.json()["code"]) == (413, "payload_too_large")
