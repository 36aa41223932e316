"""``type/subtype; name=value`` headers, RFC 2231 continuations and what mailers write instead."""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final
from urllib.parse import unquote_to_bytes

from channels_app.kinds.email import limits
from channels_app.kinds.email.charsets import decode
from channels_app.kinds.email.header_text import decode_value, unfolded

_MAX_PARAMETERS: Final = 100
_TYPE: Final = re.compile(r"[a-z0-9!#$&^_.+-]{1,100}/[a-z0-9!#$&^_.+-]{1,100}")
_NAME: Final = re.compile(rb"([a-z0-9!#$&^_.+-]{1,60})(?:\*(\d{1,3}))?(\*)?", re.IGNORECASE)
_QUOTED: Final = re.compile(rb'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_ESCAPED: Final = re.compile(rb'\\(["\\])')
_QUOTE: Final = 0x22
_BACKSLASH: Final = 0x5C
_SEMICOLON: Final = 0x3B


@dataclass(frozen=True, slots=True)
class Parameterised:
    """A leading value in lower case, and parameters in the order they came."""

    value: str = ""
    pieces: tuple[tuple[str, int, bool, bytes], ...] = ()

    def raw(self, name: str) -> bytes:
        """A parameter that must stay bytes: its plain value, else its continuations joined."""
        pieces: dict[int, bytes] = {}
        for key, number, _, data in self.pieces:
            if key == name:
                pieces.setdefault(number, data)
        return pieces[-1] if -1 in pieces else b"".join(pieces[key] for key in sorted(pieces))

    def text(self, name: str) -> str:
        """A parameter decoded: RFC 2231 pieces if there are any, else RFC 2047 or raw bytes."""
        pieces: dict[int, tuple[bool, bytes]] = {}
        for key, number, encoded, data in self.pieces:
            if key == name and (encoded or number >= 0):
                pieces.setdefault(number, (encoded, data))
        if not pieces:
            return decode_value(self.raw(name))
        whole = pieces.get(-1)
        return _extended([whole] if whole else [pieces[number] for number in sorted(pieces)])


def parse_parameters(raw: bytes) -> Parameterised:
    """The value and parameters of one header; never raises."""
    head, *rest = _split(unfolded(raw[: limits.HEADER_BYTES]))
    value = head.decode("ascii", "replace").partition("(")[0].strip(" \t\"'").lower()
    pieces = []
    for piece in rest[:_MAX_PARAMETERS]:
        name, equals, data = piece.partition(b"=")
        found = _NAME.fullmatch(name.strip())
        if equals and found is not None:
            key = found.group(1).decode("ascii").lower()
            number = int(found.group(2)) if found.group(2) is not None else -1
            pieces.append((key, number, found.group(3) is not None, _unquote(data.strip())))
    return Parameterised(value, tuple(pieces))


def media_type(parameterised: Parameterised) -> str:
    """``type/subtype``, ``text/plain`` where the header is absent or makes no sense."""
    found = _TYPE.match(parameterised.value)
    return found.group() if found is not None else "text/plain"


def _split(raw: bytes) -> list[bytes]:
    """Cuts at semicolons outside quotes; a quote that never closes protects nothing."""
    cuts: list[int] = []
    opened = -1
    escaped = False
    for at, byte in enumerate(raw):
        if opened >= 0 and escaped:
            escaped = False
        elif byte == _QUOTE:
            opened = -1 if opened >= 0 else at
        elif opened >= 0:
            escaped = byte == _BACKSLASH
        elif byte == _SEMICOLON:
            cuts.append(at)
    if opened >= 0:
        cuts.extend(at for at in range(opened, len(raw)) if raw[at] == _SEMICOLON)
    edges = [-1, *cuts, len(raw)]
    return [raw[start + 1 : end] for start, end in pairwise(edges)]


def _unquote(data: bytes) -> bytes:
    if not data.startswith(b'"'):
        return data
    found = _QUOTED.match(data)
    return _ESCAPED.sub(rb"\1", found.group(1) if found is not None else data[1:])


def _extended(pieces: list[tuple[bool, bytes]]) -> str:
    """RFC 2231: ``charset'language'`` before the first piece, percent signs in encoded ones."""
    charset = ""
    joined = b""
    for index, (encoded, data) in enumerate(pieces):
        if index == 0 and encoded and data.count(b"'") >= 2:
            label, _, data = data.split(b"'", 2)
            charset = label.decode("ascii", "replace")
        joined += unquote_to_bytes(data) if encoded else data
    if not charset and b"=?" in joined:
        return decode_value(joined)
    return decode(joined, charset)
