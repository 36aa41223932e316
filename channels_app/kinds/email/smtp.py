"""Mail out over SMTP: as many messages as are due over one connection."""

import smtplib
import ssl
from contextlib import suppress
from datetime import datetime
from types import TracebackType
from typing import Final

from channels_app.driver import DeliveryFailed, DeliveryUnclear
from channels_app.kinds.email import mailroom
from channels_app.kinds.email.composing import ComposedMail, compose
from channels_app.kinds.email.header_writing import HeaderRefused
from channels_app.models import Connection
from tickets.contracts import OutboundMessage
from tickets.models import Channel

TIMEOUT: Final = 20.0
_READY: Final = 354
_NOT_NOW: Final = 421


class MailSession:
    """An SMTP connection of one channel; open it with ``with``.

    The connection's settings are ``host``, ``port``, ``tls`` (``starttls``, ``ssl`` or
    ``none``), ``user``; its secret is ``password``. Entering raises :class:`DeliveryFailed`,
    never permanent: the server may come back, the settings may be corrected.
    """

    def __init__(self, channel: Channel, *, at: datetime) -> None:
        self.channel = channel
        self.at = at
        self._letterhead = mailroom.letterhead(channel)
        self._client: smtplib.SMTP | None = None
        self._connection: Connection | None = None

    def __enter__(self) -> "MailSession":
        self._connection = mailroom.connection_of(self.channel, Connection.Kind.SMTP)
        if self._connection is None:
            raise DeliveryFailed("no outgoing mail server is set up", permanent=False)
        self._open()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._client is not None:
            with suppress(smtplib.SMTPException, OSError):
                self._client.quit()
            self._client.close()

    def send(self, message: OutboundMessage) -> str:
        """Hands one mail over and returns its Message-ID.

        Raises :class:`DeliveryFailed`, permanent for 5xx answers and unusable headers, and
        :class:`DeliveryUnclear` if the connection broke after the message had left.
        """
        try:
            mail = compose(message, self._letterhead, at=self.at)
        except HeaderRefused as error:
            raise DeliveryFailed(str(error), permanent=True) from error
        client = self._client or self._open()
        try:
            self._envelope(client, mail)
            self._content(client, mail)
        except DeliveryFailed:
            self._reset()
            raise
        except (smtplib.SMTPException, OSError) as error:
            self._drop()
            raise DeliveryFailed(_said(error), permanent=False) from error
        return mail.message_id

    def _open(self) -> smtplib.SMTP:
        assert self._connection is not None
        try:
            client = _connect(self._connection)
        except (smtplib.SMTPException, OSError, ValueError) as error:
            mailroom.failed(self._connection, error, at=self.at)
            raise DeliveryFailed(_said(error), permanent=False) from error
        if self._connection.failing_since or self._connection.last_success_at is None:
            mailroom.succeeded(self._connection, at=self.at)
        self._client = client
        return client

    def _envelope(self, client: smtplib.SMTP, mail: ComposedMail) -> None:
        options = [f"SIZE={len(mail.content)}"] if client.has_extn("size") else []
        _require(client.mail(mail.mail_from, options), "sender")
        refused = 0
        for recipient in mail.rcpt_to:
            code, text = client.rcpt(recipient)
            if code >= 400 and recipient == mail.rcpt_to[0]:
                _require((code, text), "recipient")
            refused += code >= 400
        if refused == len(mail.rcpt_to):
            raise DeliveryFailed("every recipient was refused", permanent=False)

    def _content(self, client: smtplib.SMTP, mail: ComposedMail) -> None:
        code, text = client.docmd("DATA")
        if code != _READY:
            _require((code, text), "data")
            raise DeliveryFailed(_answer(code, text, "data"), permanent=False)
        body = mail.content.replace(b"\r\n.", b"\r\n..")
        if body.startswith(b"."):
            body = b"." + body
        try:
            client.send(body + (b"" if body.endswith(b"\r\n") else b"\r\n") + b".\r\n")
            answer = client.getreply()
        except (smtplib.SMTPException, OSError) as error:
            self._drop()
            raise DeliveryUnclear(_said(error)) from error
        _require(answer, "message")

    def _reset(self) -> None:
        if self._client is None:
            return
        try:
            self._client.rset()
        except (smtplib.SMTPException, OSError):
            self._drop()

    def _drop(self) -> None:
        """Forgets a broken connection; the next message opens a new one."""
        if self._client is not None:
            self._client.close()
        self._client = None


def _connect(connection: Connection) -> smtplib.SMTP:
    settings = connection.settings
    host = mailroom.text_setting(settings, "host")
    tls = mailroom.text_setting(settings, "tls", "starttls")
    port = mailroom.number_setting(settings, "port", 465 if tls == "ssl" else 587)
    if not host or tls not in {"starttls", "ssl", "none"}:
        raise ValueError("host and tls (starttls, ssl or none) must be set")
    context = ssl.create_default_context()
    client: smtplib.SMTP
    if tls == "ssl":
        client = smtplib.SMTP_SSL(host, port, timeout=TIMEOUT, context=context)
    else:
        client = smtplib.SMTP(host, port, timeout=TIMEOUT)
    try:
        if tls == "starttls":
            client.starttls(context=context)
        client.ehlo_or_helo_if_needed()
        user = mailroom.text_setting(settings, "user")
        if user:
            client.login(user, str(connection.secrets.get("password", "")))
    except BaseException:
        client.close()
        raise
    return client


def _require(answer: tuple[int, bytes], step: str) -> None:
    code, text = answer
    if code >= 400:
        raise DeliveryFailed(_answer(code, text, step), permanent=code >= 500 and code != _NOT_NOW)


def _answer(code: int, text: bytes, step: str) -> str:
    return f"{step}: {code} {text.decode('ascii', 'replace')}"[:300]


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:300]
