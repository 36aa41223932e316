"""What was understood of one mail: frozen values, no behaviour beyond small questions."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What the server that brought the mail said about it; ``None`` is "did not say".

    An empty ``mail_from`` is the null sender of bounces and automatic answers.
    """

    mail_from: str | None = None
    rcpt_to: tuple[str, ...] = ()
    received_at: datetime | None = None
    spam_detected: bool = False


NO_ENVELOPE: Final = Envelope()


@dataclass(frozen=True, slots=True, kw_only=True)
class MailAddress:
    """One mailbox: the decoded display name and the bare address (domain in lower case)."""

    name: str = ""
    email: str = ""

    @property
    def local_part(self) -> str:
        """What stands before the last ``@``."""
        return self.email.rpartition("@")[0]

    @property
    def domain(self) -> str:
        """What stands after the last ``@``."""
        return self.email.rpartition("@")[2]

    @property
    def key(self) -> str:
        """The address as it is compared: without regard to case."""
        return self.email.casefold()


NOBODY: Final = MailAddress()


@dataclass(frozen=True, slots=True)
class Headers:
    """The header block as it came: lower-case names with raw values, in order."""

    fields: tuple[tuple[str, bytes], ...] = ()

    def all(self, name: str) -> tuple[bytes, ...]:
        """Every value of this name, topmost first."""
        return tuple(value for key, value in self.fields if key == name)

    def first(self, name: str) -> bytes:
        """The topmost value of this name, empty if there is none."""
        for key, value in self.fields:
            if key == name:
                return value
        return b""

    def has(self, name: str) -> bool:
        """Whether the field is there at all, even empty."""
        return any(key == name for key, _ in self.fields)

    def plain(self, name: str) -> str:
        """The topmost value as one short ASCII line, for fields that programs write."""
        words = self.first(name)[:2000].decode("ascii", "replace").split()
        return " ".join(words)


@dataclass(frozen=True, slots=True, kw_only=True)
class MailAttachment:
    """A file of the mail. ``content_type`` is what the sender claims, never what we serve."""

    name: str
    content_type: str
    content: bytes = field(repr=False)
    inline: bool = False
    content_id: str = ""

    @property
    def size(self) -> int:
        """Length of the decoded file in bytes."""
        return len(self.content)


ProblemCode = Literal["too_large", "unparseable"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why a mail cannot go its ordinary way, and which limit it hit."""

    code: ProblemCode
    detail: str = ""


Hardness = Literal["hard", "soft", "blocked", "delayed", "delivered"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BouncedRecipient:
    """What a delivery report says of one recipient (RFC 3464 §2.3)."""

    email: str
    hardness: Hardness
    status: str = ""
    diagnostic: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A machine's report about a mail: delivery status, reading notice or spam complaint.

    ``original_ids`` are the Message-IDs of the returned mail, without angle brackets.
    """

    kind: Literal["delivery", "disposition", "feedback"]
    recipients: tuple[BouncedRecipient, ...] = ()
    original_ids: tuple[str, ...] = ()
    feedback_type: str = ""

    @property
    def is_bounce(self) -> bool:
        """Whether it says that a mail did not arrive, at least not yet."""
        if self.kind != "delivery":
            return False
        return not self.recipients or any(
            recipient.hardness != "delivered" for recipient in self.recipients
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedMail:
    """One mail, understood as far as it can be. Identifiers carry no angle brackets.

    ``text`` is everything said, ``reply_text`` without quotes and signature; ``html`` is the
    sender's, not sanitised. ``fingerprint`` is a SHA-256 of the text and the files.
    """

    senders: tuple[MailAddress, ...] = ()
    reply_to: tuple[MailAddress, ...] = ()
    to: tuple[MailAddress, ...] = ()
    cc: tuple[MailAddress, ...] = ()
    subject: str = ""
    message_id: str = ""
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    date: datetime | None = None
    text: str = ""
    reply_text: str = ""
    html: str = ""
    attachments: tuple[MailAttachment, ...] = ()
    report: Report | None = None
    delivered_to: tuple[str, ...] = ()
    envelope: Envelope = NO_ENVELOPE
    headers: Headers = field(default=Headers(), repr=False)
    flags: tuple[str, ...] = ()
    problem: Problem | None = None
    fingerprint: str = ""

    @property
    def sender(self) -> MailAddress:
        """The first mailbox of From."""
        return self.senders[0] if self.senders else NOBODY

    @property
    def from_email(self) -> str:
        """The sender's address, empty if the mail names none."""
        return self.sender.email

    @property
    def from_name(self) -> str:
        """The sender's display name, empty if the mail names none."""
        return self.sender.name

    @property
    def bounce(self) -> bool:
        """Whether this reports that a mail did not arrive."""
        return self.report is not None and self.report.is_bounce

    @property
    def recipients(self) -> tuple[str, ...]:
        """Every address this mail was for, surest first, each once."""
        named = (address.email for address in (*self.to, *self.cc))
        return tuple(once((*self.envelope.rcpt_to, *self.delivered_to, *named)))


def once(values: Iterable[str]) -> list[str]:
    """The values in order, without empty ones and later spellings of an earlier one."""
    seen: dict[str, str] = {}
    for value in values:
        if value:
            seen.setdefault(value.casefold(), value)
    return list(seen.values())
