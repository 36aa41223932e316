"""Mail in over IMAP: nothing is lost, nothing is marked before it is stored.

The cursor is ``(uidvalidity, last_uid)``. A message is committed before the cursor moves, and
the cursor moves before anything is written to the mailbox. A new UIDVALIDITY rescans; the
payload's key makes repeats harmless.
"""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from typing import Any, Final
from zlib import crc32

import structlog
from django.db import connection as database
from django.db import transaction
from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError

from channels_app import keeping
from channels_app.kinds.email import limits, mailroom
from channels_app.models import Connection, PayloadState

TIMEOUT: Final = 30
AT_ONCE: Final = 50
RESCAN: Final = timedelta(days=7)
MOST_TRIES: Final = 3
_log = structlog.get_logger(__name__)


def fetch_all(at: datetime) -> int:
    """Polls every mailbox once; one that fails does not keep the others waiting.

    Returns how many messages were kept.
    """
    kept = 0
    for connection in Connection.objects.polled().select_related("channel").order_by("id"):
        try:
            kept += poll(connection, at=at)
        except (IMAPClientError, OSError, ValueError) as error:
            _log.warning("mailbox_failed", connection=connection.id, error=type(error).__name__)
            mailroom.failed(connection, error, at=at)
    return kept


def poll(connection: Connection, *, at: datetime) -> int:
    """Keeps what is new in one mailbox and returns how many; 0 if another poller is at it.

    Raises ``IMAPClientError``, ``OSError`` or ``ValueError`` (settings); the cursor then stands
    behind what was kept.
    """
    with _only_poller(connection) as mine:
        if not mine:
            return 0
        connection.refresh_from_db(fields=["cursor"])
        with opened(connection) as client:
            kept = _Mailbox(client, connection, at=at).read()
        mailroom.succeeded(connection, at=at)
    return kept


@contextmanager
def opened(connection: Connection) -> Iterator[IMAPClient]:
    """A logged-in client. Settings: ``host, port, tls (ssl, starttls, none), user, auth``.

    Raises ``ValueError`` for settings that cannot be used.
    """
    settings = connection.settings
    host = mailroom.text_setting(settings, "host")
    tls = mailroom.text_setting(settings, "tls", "ssl")
    port = mailroom.number_setting(settings, "port", 993 if tls == "ssl" else 143)
    if not host or tls not in {"ssl", "starttls", "none"}:
        raise ValueError("host and tls (ssl, starttls or none) must be set")
    context = ssl.create_default_context()
    client = IMAPClient(
        host, port, ssl=tls == "ssl", ssl_context=context if tls == "ssl" else None, timeout=TIMEOUT
    )
    client.normalise_times = False
    try:
        if tls == "starttls":
            client.starttls(context)
        _log_in(client, connection)
        yield client
    finally:
        with suppress(IMAPClientError, OSError):
            client.logout()


def _log_in(client: IMAPClient, connection: Connection) -> None:
    user = mailroom.text_setting(connection.settings, "user")
    secrets = connection.secrets
    if mailroom.text_setting(connection.settings, "auth", "password") == "xoauth2":
        client.oauth2_login(user, str(secrets.get("access_token", "")))
    else:
        client.login(user, str(secrets.get("password", "")))


class _Mailbox:
    """One reading of one folder."""

    def __init__(self, client: IMAPClient, connection: Connection, *, at: datetime) -> None:
        self.client = client
        self.connection = connection
        self.at = at
        self.folder = mailroom.text_setting(connection.settings, "folder", "INBOX")
        self.after = mailroom.text_setting(connection.settings, "after_fetch", "leave")

    def read(self) -> int:
        """Keeps every message behind the cursor, oldest first; returns how many were new."""
        chosen = self.client.select_folder(self.folder, readonly=self.after == "leave")
        validity = int(chosen[b"UIDVALIDITY"])
        uids = self._new_uids(validity)
        kept = 0
        for start in range(0, len(uids), AT_ONCE):
            part = uids[start : start + AT_ONCE]
            sizes = self.client.fetch(part, ["RFC822.SIZE"])
            for uid in part:
                kept += self._take(uid, sizes.get(uid))
        return kept

    def _new_uids(self, validity: int) -> list[int]:
        cursor = self.connection.cursor
        if cursor.get("uidvalidity") == validity:
            last = int(cursor.get("last_uid", 0))
            # A server answers with its newest message even when nothing is new.
            found = self.client.search(["UID", f"{last + 1}:*"])
            return sorted(uid for uid in found if uid > last)
        first = "uidvalidity" not in cursor
        since = self._first_day() if first else self._last_success() - RESCAN
        self.connection.cursor = {"uidvalidity": validity, "last_uid": 0}
        return sorted(self.client.search(["SINCE", since.date()]))

    def _first_day(self) -> datetime:
        """How far a new connection looks back: ``start`` is ``days:N`` or ``now`` (today)."""
        start = mailroom.text_setting(self.connection.settings, "start", "days:1")
        days = start.removeprefix("days:")
        return self.at - timedelta(days=int(days) if days.isdecimal() else 0)

    def _last_success(self) -> datetime:
        return self.connection.last_success_at or self.at

    def _take(self, uid: int, facts: Any) -> bool:
        """Keeps one message, then moves the cursor, then marks it; ``True`` if it was new."""
        if facts is None:  # it was expunged in the meantime
            self._advance(uid)
            return False
        try:
            created = self._keep(uid, int(facts[b"RFC822.SIZE"]))
        except IMAPClientError as error:
            if not self._give_up(uid, error):
                raise
            created = True
        self._advance(uid)
        self._mark(uid)
        return created

    def _keep(self, uid: int, size: int) -> bool:
        too_large = size > limits.MESSAGE_BYTES
        part = b"BODY[HEADER]" if too_large else b"BODY[]"
        answer = self.client.fetch([uid], [part.replace(b"BODY", b"BODY.PEEK"), "INTERNALDATE"])
        found = answer.get(uid, {})
        raw: bytes = found.get(part) or b""
        with transaction.atomic():
            kept = keeping.keep(self._raw(raw, uid, size, found.get(b"INTERNALDATE")), at=self.at)
            if kept.created and too_large:
                keeping.set_aside(kept.payload, PayloadState.QUARANTINED, "too_large", at=self.at)
        return kept.created

    def _raw(self, raw: bytes, uid: int, size: int, stamped: datetime | None = None) -> keeping.Raw:
        return keeping.Raw(
            kind="email",
            dedupe_key=mailroom.dedupe_key(raw),
            body=raw,
            channel=self.connection.channel,
            connection=self.connection,
            envelope={
                "folder": self.folder,
                "uid": uid,
                "size": size,
                "way": "imap",
                "internal_date": stamped.isoformat() if stamped is not None else "",
            },
        )

    def _give_up(self, uid: int, error: Exception) -> bool:
        """Counts a failure of one message; after three it is recorded and stepped over."""
        cursor = self.connection.cursor
        tries = cursor.get("tries", 0) + 1 if cursor.get("stuck") == uid else 1
        cursor.update({"stuck": uid, "tries": tries})
        self.connection.save(update_fields=["cursor"])
        if tries < MOST_TRIES:
            return False
        validity = cursor.get("uidvalidity")
        with transaction.atomic():
            raw = self._raw(b"", uid, 0)
            kept = keeping.keep(
                keeping.Raw(
                    kind=raw.kind,
                    dedupe_key=f"imap:{self.connection.id}:{validity}:{uid}",
                    body=b"",
                    channel=raw.channel,
                    connection=raw.connection,
                    envelope=raw.envelope,
                ),
                at=self.at,
                nudge=False,
            )
            keeping.set_aside(kept.payload, PayloadState.FAILED, type(error).__name__, at=self.at)
        return True

    def _advance(self, uid: int) -> None:
        cursor = self.connection.cursor
        cursor["last_uid"] = max(uid, int(cursor.get("last_uid", 0)))
        cursor.pop("stuck", None)
        cursor.pop("tries", None)
        self.connection.save(update_fields=["cursor"])

    def _mark(self, uid: int) -> None:
        """What the site wants done with a stored message; failing at it loses nothing."""
        with suppress(IMAPClientError):
            if self.after == "seen":
                self.client.add_flags([uid], [b"\\Seen"])
            elif self.after.startswith("move:"):
                self.client.move([uid], self.after.removeprefix("move:"))


@contextmanager
def _only_poller(connection: Connection) -> Iterator[bool]:
    key = crc32(f"imap:{connection.id}".encode())
    with database.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        row = cursor.fetchone()
        mine = bool(row and row[0])
    try:
        yield mine
    finally:
        if mine and database.connection is not None:
            with database.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [key])
