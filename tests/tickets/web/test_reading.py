"""Chats, files and mails as they came, without harm."""

import pytest
from django.test import Client

from tests.support.world import NOW, a_channel, a_queue, received
from tickets.contracts import InboundAttachment, InboundLine
from tickets.models import Attachment, Channel

pytestmark = pytest.mark.django_db
EVIL = (
    '<p onclick="alert(1)">Hello</p><script>alert(2)</script><img src="https://spy.example/x.png">'
    '<a href="javascript:alert(3)">link</a><form action="https://evil.example"><input></form>'
)


def test_a_mail_is_shown_as_it_came_but_runs_and_loads_nothing(
    desk: Client, mailbox: Channel
) -> None:
    receipt = received(mailbox, html=EVIL)
    answer = desk.get(f"/desk/entries/{receipt.interaction_id}/original/")
    page = answer.content.decode()
    assert "Hello" in page
    for harm in ("<script", "onclick", "javascript:", "spy.example", "<form", "<input"):
        assert harm not in page
    policy = answer.headers["Content-Security-Policy"]
    assert "sandbox" in policy
    assert "default-src 'none'" in policy
    assert "allow-scripts" not in policy


def test_a_plain_mail_is_shown_whole(desk: Client, mailbox: Channel) -> None:
    receipt = received(mailbox, text="The answer.", full_text="The answer.\n> the question <b>")
    page = desk.get(f"/desk/entries/{receipt.interaction_id}/original/").content.decode()
    assert "&gt; the question &lt;b&gt;" in page


def test_the_lines_of_a_chat_come_on_demand(desk: Client) -> None:
    lines = tuple(
        InboundLine(role=role, text=f"{role} says <hi>", sent_at=NOW)
        for role in ("customer", "agent", "system")
    )
    receipt = received(a_channel("chat"), kind="chat", text="", lines=lines)
    address = f"/desk/entries/{receipt.interaction_id}/lines/"
    part = desk.get(address, headers={"HX-Request": "true"}).content.decode()
    assert part.startswith("<ol")
    assert "agent says &lt;hi&gt;" in part
    assert "Back to the ticket" in desk.get(address).content.decode()


def test_a_file_is_downloaded_never_shown_in_place(desk: Client, mailbox: Channel) -> None:
    file = InboundAttachment(filename="žádost.html", content_type="text/html", content=b"<script>")
    received(mailbox, attachments=(file,))
    answer = desk.get(f"/desk/files/{Attachment.objects.get().id}/")
    assert answer.content == b"<script>"
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_what_could_run_something_is_not_given_out(desk: Client, mailbox: Channel) -> None:
    file = InboundAttachment(filename="run.exe", content=b"MZ")
    received(mailbox, attachments=(file,))
    assert desk.get(f"/desk/files/{Attachment.objects.get().id}/").status_code == 404


def test_foreign_and_unknown_things_do_not_exist(desk: Client, client: Client) -> None:
    file = InboundAttachment(filename="a.pdf", content=b"x")
    channel = a_channel("email", queue=a_queue("legal"))
    receipt = received(channel, attachments=(file,))
    for address in (
        f"/desk/entries/{receipt.interaction_id}/original/",
        f"/desk/entries/{receipt.interaction_id}/lines/",
        f"/desk/files/{Attachment.objects.get().id}/",
        "/desk/files/junk/",
        "/desk/entries/junk/lines/",
    ):
        assert desk.get(address).status_code == 404
        assert client.get(address).status_code == 302
