"""`manage.py receive_mail` behind a real mail server's pipe: exit codes say what to do."""

import pytest

from channels_app import ingest
from channels_app.models import InboundPayload
from tests.support import processes
from tests.support.world import a_channel
from tickets.models import Interaction

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.processes]
MAIL = (
    b"From: Jana <jana@example.cz>\r\nTo: help@desk.example\r\nSubject: parcel\r\n"
    b"Message-ID: <pipe1@example.cz>\r\n\r\nWhere is it?\r\n"
)


def test_a_mail_from_the_pipe_is_kept_once_and_understood() -> None:
    a_channel(address="help@desk.example")
    for _ in range(2):
        done = processes.manage("receive_mail", "--stdin", "--to", "help@desk.example", stdin=MAIL)
        assert done.returncode == 0, done.stderr
    assert bytes(InboundPayload.objects.get().body) == MAIL
    ingest.process_due(InboundPayload.objects.get().received_at)
    assert Interaction.objects.get().subject == "parcel"


def test_junk_is_kept_for_a_person_to_look_at() -> None:
    a_channel(address="help@desk.example")
    junk = bytes(range(256)) * 20
    done = processes.manage("receive_mail", "--stdin", "--to", "help@desk.example", stdin=junk)
    assert done.returncode == 0
    payload = InboundPayload.objects.get()
    ingest.process(payload.id, at=payload.received_at)
    payload.refresh_from_db()
    assert payload.state in {"quarantined", "processed", "ignored"}
    assert bytes(payload.body) == junk


def test_an_unknown_mailbox_is_refused_for_good() -> None:
    done = processes.manage("receive_mail", "--stdin", "--to", "nobody@desk.example", stdin=MAIL)
    assert done.returncode == 67
    assert not InboundPayload.objects.exists()


def test_with_the_database_away_the_mail_server_is_asked_to_try_later() -> None:
    done = processes.manage(
        *("receive_mail", "--stdin", "--to", "help@desk.example"),
        stdin=MAIL,
        DATABASE_URL="postgresql://nobody@/nothing?host=/nonexistent",
    )
    assert done.returncode == 75
    assert b"Traceback" not in done.stderr


def test_a_mail_that_is_too_large_is_refused_but_seen() -> None:
    a_channel(address="help@desk.example")
    large = MAIL + b"x" * (41 * 1024 * 1024)
    done = processes.manage("receive_mail", "--stdin", "--to", "help@desk.example", stdin=large)
    assert done.returncode == 69
    payload = InboundPayload.objects.get()
    assert (payload.state, payload.reason) == ("quarantined", "too_large")
