"""A real mailbox is read once, in order, and nothing in it is lost."""

from datetime import timedelta
from typing import Any
from zlib import crc32

import pytest
from django.db import connection as database

from channels_app.kinds.email import imap
from channels_app.models import Connection, InboundPayload
from tests.support.dovecot import Mailbox
from tests.support.world import NOW, a_channel
from tickets.models import Channel

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.dovecot]


def _mail(number: int) -> bytes:
    return (
        f"From: Jana <jana@example.cz>\r\nTo: help@desk.example\r\n"
        f"Subject: mail {number}\r\nMessage-ID: <m{number}@example.cz>\r\n\r\nText {number}\r\n"
    ).encode()


def _connection(mailbox: Mailbox, **settings: Any) -> Connection:
    return Connection.objects.create(
        channel=a_channel(),
        kind=Connection.Kind.IMAP,
        settings={
            "host": mailbox.host,
            "port": mailbox.port,
            "tls": "none",
            "user": mailbox.user,
            "start": "days:36500",
            **settings,
        },
        secrets={"password": mailbox.password},
    )


def _kept() -> list[bytes]:
    rows = InboundPayload.objects.order_by("envelope__uid", "id")
    return [bytes(row.body) for row in rows]


def test_new_mail_is_kept_once_and_the_next_poll_starts_behind_it(mailbox: Mailbox) -> None:
    mails = _connection(mailbox)
    for number in (1, 2, 3):
        mailbox.put(_mail(number))
    assert imap.poll(mails, at=NOW) == 3
    assert imap.poll(mails, at=NOW) == 0
    mailbox.put(_mail(4))
    assert imap.poll(mails, at=NOW) == 1
    assert _kept() == [_mail(number) for number in (1, 2, 3, 4)]


def test_the_mailbox_is_left_as_it_was(mailbox: Mailbox) -> None:
    mailbox.put(_mail(1))
    imap.poll(_connection(mailbox), at=NOW)
    with mailbox.login() as client:
        client.select("INBOX", readonly=True)
        _, unseen = client.search(None, "UNSEEN")
    assert unseen == [b"1"]


def test_mail_is_moved_after_it_was_stored_where_the_site_wants_it(mailbox: Mailbox) -> None:
    with mailbox.login() as client:
        client.create("Done")
    mailbox.put(_mail(1))
    imap.poll(_connection(mailbox, after_fetch="move:Done"), at=NOW)
    assert (mailbox.count(), mailbox.count("Done")) == (0, 1)
    assert _kept() == [_mail(1)]


def test_a_crash_before_the_cursor_moved_repeats_nothing(mailbox: Mailbox) -> None:
    mails = _connection(mailbox)
    mailbox.put(_mail(1))
    imap.poll(mails, at=NOW)
    Connection.objects.update(cursor={**mails.cursor, "last_uid": 0})
    assert imap.poll(mails, at=NOW) == 0
    assert _kept() == [_mail(1)]


def test_a_new_uidvalidity_rescans_and_repeats_nothing(mailbox: Mailbox) -> None:
    mails = _connection(mailbox)
    mailbox.put(_mail(1))
    imap.poll(mails, at=NOW)
    mails.refresh_from_db()
    changed = {**mails.cursor, "uidvalidity": mails.cursor["uidvalidity"] - 1}
    # The rescan looks back seven days from the last success by the server's own dates.
    Connection.objects.update(cursor=changed, last_success_at=NOW - timedelta(days=3650))
    mailbox.put(_mail(2))
    assert imap.poll(mails, at=NOW) == 1
    assert _kept() == [_mail(1), _mail(2)]


def test_a_wrong_password_is_shown_on_the_connection_and_the_others_go_on(
    mailbox: Mailbox,
) -> None:
    broken = _connection(mailbox)
    broken.secrets = {"password": "wrong"}
    broken.save()
    works = _connection(mailbox)
    mailbox.put(_mail(1))

    assert imap.fetch_all(NOW) == 1
    broken.refresh_from_db()
    works.refresh_from_db()
    assert (broken.failing_since, broken.last_success_at) == (NOW, None)
    assert "wrong" not in broken.last_error
    assert (works.failing_since, works.last_success_at) == (None, NOW)


def test_a_mailbox_somebody_else_is_reading_is_left_alone(mailbox: Mailbox) -> None:
    mails = _connection(mailbox)
    mailbox.put(_mail(1))
    key = [crc32(f"imap:{mails.id}".encode())]
    elsewhere = database.copy()
    try:
        with elsewhere.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", key)
            assert imap.poll(mails, at=NOW) == 0
            cursor.execute("SELECT pg_advisory_unlock(%s)", key)
    finally:
        elsewhere.close()
    assert imap.poll(mails, at=NOW) == 1


def test_credentials_are_not_readable_in_the_database(mailbox: Mailbox) -> None:
    mails = _connection(mailbox)
    with database.cursor() as cursor:
        cursor.execute("SELECT secrets FROM channels_app_connection WHERE id = %s", [_uuid(mails)])
        row = cursor.fetchone()
    assert row is not None
    assert mailbox.password not in row[0]
    assert Channel.objects.count() == 1


def _uuid(connection: Connection) -> Any:
    from tickets.models.ids import decode

    return decode("con", connection.id)
