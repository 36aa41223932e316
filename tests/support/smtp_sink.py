"""A real SMTP server in a thread that keeps what it gets and answers as a test wants."""

import asyncio
from collections import defaultdict, deque
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, Final

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.support.processes import free_port
from tests.support.waiting import PATIENCE, wait_for

ACCEPTED: Final = "250 2.0.0 accepted"
LATER: Final = "451 4.3.0 try again later"
NEVER: Final = "550 5.1.1 no such person"
# The message arrives, the answer never does: the sender cannot know.
DROP_AFTER_DATA: Final = "drop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """One message as it came over the wire."""

    mail_from: str
    recipients: tuple[str, ...]
    raw: bytes
    acknowledged: bool

    @property
    def message(self) -> EmailMessage:
        """The same, parsed."""
        parsed = message_from_bytes(self.raw, policy=policy.default)
        assert isinstance(parsed, EmailMessage)
        return parsed


class SmtpSink:
    """Listens on loopback; `host` and `port` say where."""

    def __init__(self) -> None:
        self.received: list[Received] = []
        self._replies: defaultdict[str, deque[str]] = defaultdict(deque)
        self.host = "127.0.0.1"
        self.port = free_port()
        self._controller = self._made()

    def start(self) -> None:
        """Begin to listen; after `stop` too, on the same port."""
        if self._controller.loop.is_closed():
            self._controller = self._made()
        self._controller.start()

    def stop(self) -> None:
        """Stop listening; senders are refused from now on."""
        self._controller.stop()

    def _made(self) -> Controller:
        return Controller(
            self, hostname=self.host, port=self.port, enable_SMTPUTF8=True, ready_timeout=PATIENCE
        )

    def answer(self, recipient: str, *replies: str) -> None:
        """The next answers for this recipient, in order; afterwards it is ACCEPTED again."""
        self._replies[recipient.lower()].extend(replies)

    def to(self, recipient: str) -> list[Received]:
        """What came for this recipient, oldest first."""
        wanted = recipient.lower()
        return [one for one in self.received if wanted in map(str.lower, one.recipients)]

    def wait_for(self, recipient: str, count: int = 1, *, seconds: float = PATIENCE) -> Received:
        """The `count`-th message for this recipient, as soon as it is there."""
        found = wait_for(
            lambda: self.to(recipient)[count - 1 :],
            seconds=seconds,
            what=f"message {count} for {recipient}",
        )
        return found[0]

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Accept or refuse a recipient."""
        waiting = self._replies[address.lower()]
        if waiting and waiting[0] != DROP_AFTER_DATA:
            reply = waiting.popleft()
            if not reply.startswith("250"):
                return reply
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 fine"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> Any:  # noqa: N802
        """Keep the message, and answer or hang up."""
        recipients = tuple(str(address) for address in envelope.rcpt_tos)
        dropped = any(self._drops(address) for address in recipients)
        content = envelope.content
        self.received.append(
            Received(
                mail_from=str(envelope.mail_from),
                recipients=recipients,
                raw=content if isinstance(content, bytes) else str(content).encode(),
                acknowledged=not dropped,
            )
        )
        if dropped and isinstance(server.transport, asyncio.Transport):
            server.transport.abort()
        return ACCEPTED

    def _drops(self, address: str) -> bool:
        waiting = self._replies[address.lower()]
        if waiting and waiting[0] == DROP_AFTER_DATA:
            waiting.popleft()
            return True
        return False
