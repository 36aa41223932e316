"""What ties a mail to a ticket: our signed Message-IDs and reply addresses, and weaker hints.

The signature is the first ten letters of lower-case base 32 of HMAC-SHA256; ten letters are
50 bits, enough for something that can only be tried by sending mail.
"""

import base64
import hmac
import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from channels_app.kinds.email import limits
from channels_app.kinds.email.identifiers import external_id_of
from channels_app.kinds.email.parsed import ParsedMail, Report
from tickets.contracts import ThreadEvidence

_MAC_LENGTH: Final = 10
_LOCAL_PART: Final = 64
_DELIVERY: Final = re.compile(r"d\.(del_[0-9a-z]{26})\.([a-z2-7]{10})@", re.IGNORECASE)
_BOUNCE: Final = re.compile(r"[^@]*\+d\.(del_[0-9a-z]{26})\.([a-z2-7]{10})@", re.IGNORECASE)
_TOKEN: Final = re.compile(r"[^@]*\+t\.(\d{1,12})\.([a-z2-7]{10})@", re.IGNORECASE | re.ASCII)
_HOOK: Final = re.compile(r"\[#(\d{1,12})\]", re.ASCII)


@dataclass(frozen=True, slots=True)
class ReplyKeys:
    """The secrets replies are recognised by: the first signs, all of them are believed."""

    keys: tuple[bytes, ...]

    @classmethod
    def of(cls, texts: Iterable[str]) -> "ReplyKeys":
        """Keys from configured texts, newest first."""
        return cls(tuple(text.encode() for text in texts if text))

    def sign(self, text: str) -> str:
        """The signature of a text under the newest key."""
        return _mac(self.keys[0], text)

    def believe(self, text: str, mac: str) -> bool:
        """Whether the signature was made with one of the keys; its case does not matter."""
        given = mac.lower().encode("ascii", "replace")
        return any(hmac.compare_digest(_mac(key, text).encode(), given) for key in self.keys)


def message_id(delivery_id: str, *, keys: ReplyKeys, domain: str) -> str:
    """The Message-ID of a delivery, without angle brackets; the same for every attempt."""
    return f"d.{delivery_id}.{keys.sign(_delivery_text(delivery_id))}@{domain}"


def reply_address(address: str, ticket_number: int, *, keys: ReplyKeys) -> str:
    """The address with the ticket's token; as it is where the token would not fit."""
    local, _, domain = address.rpartition("@")
    token = f"{local}+t.{ticket_number}.{keys.sign(_ticket_text(ticket_number))}"
    return f"{token}@{domain}" if len(token) <= _LOCAL_PART else address


def bounce_address(address: str, delivery_id: str, *, keys: ReplyKeys) -> str:
    """The envelope sender that makes a bounce name its delivery."""
    local, _, domain = address.rpartition("@")
    mac = keys.sign(_delivery_text(delivery_id))
    return f"{local}+d.{delivery_id}.{mac}@{domain}"


def delivery_of(identifier: str, *, keys: ReplyKeys) -> str | None:
    """The delivery a Message-ID of ours names; ``None`` for foreign and forged ones."""
    return _signed_delivery(_DELIVERY, identifier, keys)


def ticket_of(address: str, *, keys: ReplyKeys) -> int | None:
    """The ticket number a reply address of ours names; ``None`` for all other addresses."""
    found = _TOKEN.match(address)
    if found is None:
        return None
    number = int(found.group(1))
    return number if keys.believe(_ticket_text(number), found.group(2)) else None


def bounced_deliveries(mail: ParsedMail, *, keys: ReplyKeys) -> tuple[str, ...]:
    """The deliveries a report names with proof: by where it was sent, or by what it returns."""
    named = [_signed_delivery(_BOUNCE, address, keys) for address in mail.recipients]
    if isinstance(mail.report, Report):
        named += [delivery_of(identifier, keys=keys) for identifier in mail.report.original_ids]
    return tuple(dict.fromkeys(one for one in named if one is not None))


def evidence_in(mail: ParsedMail, *, keys: ReplyKeys) -> ThreadEvidence:
    """Everything in the mail that may name a ticket, strongest first within each kind."""
    answered = tuple(dict.fromkeys((*mail.in_reply_to, *reversed(mail.references))))
    deliveries = [delivery_of(identifier, keys=keys) for identifier in answered]
    numbers = [ticket_of(address, keys=keys) for address in mail.recipients]
    foreign = [one for one in answered if _DELIVERY.match(one) is None]
    return ThreadEvidence(
        proven_delivery_ids=tuple(one for one in deliveries if one is not None),
        proven_numbers=tuple(dict.fromkeys(one for one in numbers if one is not None)),
        claimed_external_ids=tuple(external_id_of(one) for one in foreign[: limits.REFERENCES]),
        claimed_numbers=tuple(dict.fromkeys(int(one) for one in _HOOK.findall(mail.subject))),
    )


def is_proven(evidence: ThreadEvidence) -> bool:
    """Whether our own signature ties the mail to a ticket."""
    return bool(evidence.proven_delivery_ids or evidence.proven_numbers)


def _mac(key: bytes, text: str) -> str:
    digest = hmac.new(key, text.encode(), sha256).digest()
    return base64.b32encode(digest).decode("ascii").lower()[:_MAC_LENGTH]


def _ticket_text(number: int) -> str:
    return f"t:{number}"


def _delivery_text(delivery_id: str) -> str:
    return f"d:{delivery_id}"


def _signed_delivery(pattern: re.Pattern[str], text: str, keys: ReplyKeys) -> str | None:
    found = pattern.match(text)
    if found is None:
        return None
    delivery_id = f"del_{found.group(1)[4:].upper()}"
    return delivery_id if keys.believe(_delivery_text(delivery_id), found.group(2)) else None
