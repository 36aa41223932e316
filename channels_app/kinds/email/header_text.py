"""Header values to text: RFC 2047 in all the ways it is broken, and raw 8-bit bytes."""

import binascii
import re
from collections.abc import Iterator
from typing import Final

from channels_app.kinds.email import limits
from channels_app.kinds.email.charsets import decode

_WORD_HEAD: Final = re.compile(rb"=\?([!->@-~]{1,64})\?([bBqQ])\?")
_FOLD: Final = re.compile(rb"\r?\n[ \t]*|\r")
_FOLDED: Final = b"\0"
_NOT_BASE64: Final = bytes(
    set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
)

_Run = tuple[str, bytes]


def decode_value(raw: bytes, fallback_charset: str = "") -> str:
    """The text of a header value, not yet cleaned; at most 16 KiB of it are looked at.

    Neighbouring encoded words of one charset are joined before decoding, because mailers cut
    characters in two. ``fallback_charset`` is for raw 8-bit bytes.
    """
    raw = _FOLD.sub(_FOLDED, raw[: limits.HEADER_BYTES].replace(_FOLDED, b""))
    if b"=?" not in raw:
        return decode(raw.replace(_FOLDED, b" "), fallback_charset)
    return "".join(
        decode(data, charset or fallback_charset) for charset, data in _joined(_runs(raw))
    )


def unfolded(raw: bytes) -> bytes:
    """The value on one line."""
    return _FOLD.sub(b" ", raw)


def _runs(raw: bytes) -> Iterator[_Run]:
    """Plain pieces (charset empty) and encoded pieces in order, blanks between words dropped."""
    at = seen = 0
    after_word = False
    while (start := raw.find(b"=?", seen)) != -1:
        head = _WORD_HEAD.match(raw, start)
        if head is None:
            seen = start + 2
            continue
        between = raw[at:start].replace(_FOLDED, b" ")
        if between.strip() or (between and not after_word):
            yield "", between
        end = raw.find(b"?=", head.end())
        text = raw[head.end() : end if end != -1 else len(raw)]
        yield head.group(1).decode("ascii").partition("*")[0].lower(), _payload(head, text)
        at = seen = end + 2 if end != -1 else len(raw)
        after_word = True
    if at < len(raw):
        yield "", raw[at:].replace(_FOLDED, b" ")


def _joined(runs: Iterator[_Run]) -> Iterator[_Run]:
    charset, pieces = "", list[bytes]()
    for next_charset, data in runs:
        if next_charset != charset and pieces:
            yield charset, b"".join(pieces)
            pieces = []
        charset = next_charset
        pieces.append(data)
    if pieces:
        yield charset, b"".join(pieces)


def _payload(head: re.Match[bytes], text: bytes) -> bytes:
    """The bytes of one word; a fold in its middle was never meant to be there."""
    text = text.replace(_FOLDED, b"")
    if head.group(2) in b"bB":
        return lenient_base64(text)
    return binascii.a2b_qp(text, header=True)


def lenient_base64(text: bytes) -> bytes:
    """What can be decoded of base64 with wrong padding, blanks or junk inside."""
    try:
        return binascii.a2b_base64(text)
    except binascii.Error:
        letters = text.partition(b"=")[0].translate(None, _NOT_BASE64)
        letters = letters[: len(letters) - (len(letters) % 4 == 1)]
        return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))
