"""Header lines of outgoing mail: ASCII, folded, and with nothing in them that starts another."""

import base64
import re
from collections.abc import Iterable
from typing import Final

from channels_app.kinds.email.limits import ADDRESS_CHARACTERS
from channels_app.kinds.email.parsed import MailAddress
from tickets.errors import Refusal

_LINE: Final = 76
_FOLD: Final = "\r\n "
_WORD_BYTES: Final = 45
_BREAK: Final = re.compile(r"[\r\n\x00\x0b\x0c\x85\u2028\u2029]")
_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,70}")
_ATOMS: Final = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]*")
_ADDRESS: Final = re.compile(
    r"[^\s@<>()\[\],;:\\\"\x00-\x20\x7f-\U0010ffff]{1,64}@[a-z0-9.-]{1,253}"
)


class HeaderRefused(Refusal):
    """A header would hold a line break or an address that is none; nothing is sent."""

    code = "header_refused"


def text_header(name: str, value: str) -> str:
    """``Name: value`` with its line end. Raises :class:`HeaderRefused` for a line break."""
    return f"{_checked_name(name)}: {_folded(name, _words(_checked(value)))}\r\n"


def address_header(name: str, addresses: Iterable[MailAddress]) -> str:
    """A header of mailboxes, one a line, with its line end. Raises :class:`HeaderRefused`."""
    written = f",{_FOLD}".join(map(mailbox, addresses))
    return f"{_checked_name(name)}: {written}\r\n"


def ids_header(name: str, ids: Iterable[str]) -> str:
    """A header of Message-IDs in angle brackets; empty if none of them can be written."""
    written = _FOLD.join(f"<{one}>" for one in ids if _is_id(one))
    return f"{_checked_name(name)}: {written}\r\n" if written else ""


def mailbox(address: MailAddress) -> str:
    """``Name <address>`` as ASCII; whatever the name holds, it stays a name."""
    email = checked_address(address.email)
    name = _checked(address.name).strip()
    if not name:
        return email
    if not name.isascii() or "=?" in name:
        return _FOLD.join([*_encoded(name), f"<{email}>"])
    if not _ATOMS.fullmatch(name):
        name = '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return f"{name} <{email}>"


def checked_address(email: str) -> str:
    """The address if it can stand in a header and an envelope; its domain in lower case."""
    local, _, domain = email.rpartition("@")
    written = f"{local}@{domain.lower()}"
    if len(written) > ADDRESS_CHARACTERS or not _ADDRESS.fullmatch(written):
        raise HeaderRefused("not an address we can write to")
    return written


def _checked(value: str) -> str:
    if _BREAK.search(value):
        raise HeaderRefused("line break in a header")
    return value


def _checked_name(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise HeaderRefused("not a header name")
    return name


def _is_id(one: str) -> bool:
    return (
        3 <= len(one) <= 990 and one.isascii() and one.isprintable() and not set(one) & set("<> ")
    )


def _words(value: str) -> list[str]:
    """The value cut where it may be folded; encoded as a whole if it needs it anywhere."""
    words = value.split(" ")
    plain = value.isascii() and value.isprintable() and "=?" not in value
    return words if plain and max(map(len, words)) <= _LINE * 10 else _encoded(value)


def _encoded(value: str) -> list[str]:
    """Encoded words of at most 75 characters, none of which splits a character."""
    words: list[str] = []
    piece = b""
    for letter in value:
        data = letter.encode("utf-8", "replace")
        if len(piece) + len(data) > _WORD_BYTES:
            words.append(_encoded_word(piece))
            piece = b""
        piece += data
    return [*words, _encoded_word(piece)] if piece else words


def _encoded_word(data: bytes) -> str:
    return f"=?utf-8?b?{base64.b64encode(data).decode('ascii')}?="


def _folded(name: str, words: list[str]) -> str:
    lines: list[str] = []
    line = ""
    room = _LINE - len(name) - 2
    for word in words:
        if line and len(line) + 1 + len(word) > room:
            lines.append(line)
            line, room = word, _LINE
        else:
            line = f"{line} {word}" if line else word
    return _FOLD.join([*lines, line])
