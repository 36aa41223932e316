"""Machines' reports about mail: delivery status (RFC 3464), reading notices, complaints (ARF)."""

import logging
import re
from collections.abc import Set
from email import message_from_string
from typing import Final

from flufl.bounce import all_failures

from channels_app.kinds.email import limits
from channels_app.kinds.email.addresses import address_of
from channels_app.kinds.email.header_block import leading_noise, read_block
from channels_app.kinds.email.identifiers import message_ids
from channels_app.kinds.email.mime_tree import Part, Tree, content_of
from channels_app.kinds.email.parsed import BouncedRecipient, Hardness, Headers, Report
from tickets.cleaning import clean_line

# It tells every step it takes, and on junk a whole traceback.
logging.getLogger("flufl.bounce").setLevel(logging.CRITICAL)

_MAX_BLOCKS: Final = 50
_MAX_BYTES: Final = 64 * 1024
_BLANK_LINE: Final = re.compile(rb"\r?\n[ \t]*\r?\n")
_CODE: Final = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
_QUOTED_ID: Final = re.compile(
    rb"^[> \t]*Message-ID:[ \t\r\n>]*<([^<>\s]{3,998})>", re.IGNORECASE | re.MULTILINE
)

_STATUS: Final = frozenset({"message/delivery-status", "message/global-delivery-status"})
_RETURNED: Final = frozenset(
    {"message/rfc822", "text/rfc822-headers", "message/rfc822-headers", "message/global"}
)
_DONE: Final = frozenset({"delivered", "relayed", "expanded"})


def read_report(tree: Tree) -> Report | None:
    """What a ``multipart/report`` says, or ``None`` for any other mail."""
    if tree.root.content_type != "multipart/report":
        return None
    parts = {part.content_type: part for part in reversed(_leaves(tree.root))}
    original = _original_ids(tree, parts)
    for content_type, part in parts.items():
        blocks = _blocks(content_of(tree.data, part)[:_MAX_BYTES])
        if content_type in _STATUS:
            recipients = tuple(found for block in blocks if (found := _recipient(block)))
            return Report(kind="delivery", recipients=recipients, original_ids=original)
        if content_type == "message/disposition-notification":
            named = message_ids(blocks[0].first("original-message-id")) if blocks else ()
            return Report(kind="disposition", original_ids=(*named, *original))
        if content_type == "message/feedback-report":
            kind = blocks[0].plain("feedback-type").lower()[:40] if blocks else ""
            return Report(kind="feedback", original_ids=original, feedback_type=kind)
    return None


def read_free_form_bounce(tree: Tree) -> Report | None:
    """What a bounce in a mail server's own words says, ``None`` if it is none.

    Only for mail that claims to come from a mail server; only its first 64 KiB are read.
    """
    if len(tree.data) > 16 * _MAX_BYTES:
        return None
    try:
        message = message_from_string(tree.data[:_MAX_BYTES].decode("ascii", "replace"))
        temporary, permanent = all_failures(message)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None
    recipients = (*_failed(permanent, "hard"), *_failed(temporary, "soft"))
    if not recipients:
        return None
    ids = tuple(found.decode("ascii", "replace") for found in _QUOTED_ID.findall(tree.data))
    return Report(kind="delivery", recipients=recipients, original_ids=ids[:_MAX_BLOCKS])


def hardness_of(action: str, status: str) -> Hardness:
    """How much a delivery report says against an address (RFC 3463 status codes)."""
    if action in _DONE:
        return "delivered"
    if action == "delayed":
        return "delayed"
    if status.startswith("5.7."):
        return "blocked"
    return "hard" if status.startswith("5.1.") or status == "5.2.1" else "soft"


def _failed(addresses: Set[bytes], hardness: Hardness) -> tuple[BouncedRecipient, ...]:
    found = (address_of(address.decode("utf-8", "replace")) for address in sorted(addresses))
    return tuple(BouncedRecipient(email=email, hardness=hardness) for email in found if email)


def _leaves(part: Part) -> list[Part]:
    return [leaf for child in part.children for leaf in _leaves(child)] if part.children else [part]


def _blocks(data: bytes) -> list[Headers]:
    """The groups of fields a report consists of."""
    texts = _BLANK_LINE.split(data.strip(), _MAX_BLOCKS)
    return [read_block(text, 0, len(text)).headers for text in texts[:_MAX_BLOCKS] if text.strip()]


def _recipient(block: Headers) -> BouncedRecipient | None:
    """The recipient a group is about; the first group of a report is about none."""
    email = _recipient_address(block)
    if not email:
        return None
    action = block.plain("action").lower()
    diagnostic = clean_line(block.first("diagnostic-code").decode("utf-8", "replace"), 300)
    status = _status(block.plain("status"), diagnostic)
    return BouncedRecipient(
        email=email,
        hardness=hardness_of(action, status),
        status=status,
        diagnostic=diagnostic,
    )


def _recipient_address(block: Headers) -> str:
    for name in ("original-recipient", "final-recipient"):
        value = block.first(name)[: limits.HEADER_BYTES].decode("utf-8", "replace")
        email = address_of(value.partition(";")[2] or value)
        if email:
            return email
    return ""


def _status(given: str, diagnostic: str) -> str:
    """The most telling code: servers often report 5.0.0 and put the real one into the text."""
    found = _CODE.search(given)
    if found is None or found.group().endswith(".0.0"):
        found = _CODE.search(diagnostic) or found
    return found.group() if found is not None else ""


def _original_ids(tree: Tree, parts: dict[str, Part]) -> tuple[str, ...]:
    """The Message-ID of the mail that came back."""
    for content_type, part in parts.items():
        if content_type in _RETURNED:
            data = content_of(tree.data, part)
            headers = read_block(data, leading_noise(data), len(data)).headers
            return message_ids(headers.first("message-id"))
    return ()
