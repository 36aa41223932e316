"""The raw header block: found, bounded and split into fields without understanding any of them."""

import re
from dataclasses import dataclass
from typing import Final

from channels_app.kinds.email import limits
from channels_app.kinds.email.parsed import Headers

_FIELD: Final = re.compile(rb"([!-9;-~]{1,128})[ \t]*:")
_EVIDENT: Final = re.compile(
    rb"(?:from|to|cc|subject|date|message-id|mime-version|content-[a-z-]+|received|return-path"
    rb"|reply-to|references|in-reply-to|x-[a-z-]+)[ \t]*:",
    re.IGNORECASE,
)
_MBOX_LINE: Final = re.compile(rb"(?:>?From (?!:)|\xef\xbb\xbf|[ \t]*\r?\n)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """The headers of a message or part and where its body starts in the data."""

    headers: Headers
    body_start: int
    too_long: bool = False


def read_block(data: bytes, start: int, end: int) -> Block:
    """The header block of ``data[start:end]``.

    A line that is no header ends the block, unless headers nobody would write into a body follow
    it before the blank line: then it is the remains of bad folding and belongs to the field above.
    """
    window = data[start : min(end, start + limits.HEADER_BLOCK_BYTES + 2)]
    stop, body = _blank_line(window)
    too_long = stop is None and end - start > limits.HEADER_BLOCK_BYTES
    block = window[:stop]
    fields, used = _fields(block)
    if used < len(block) and not too_long:
        return Block(headers=Headers(fields), body_start=start + used)
    return Block(headers=Headers(fields), body_start=min(end, start + body), too_long=too_long)


def leading_noise(data: bytes) -> int:
    """How many bytes before the first header an mbox line, a BOM or blank lines take."""
    at = 0
    for _ in range(20):
        found = _MBOX_LINE.match(data, at)
        if found is None:
            break
        if found.group().endswith(b"From "):
            line_end = data.find(b"\n", at, at + limits.HEADER_BYTES)
            at = line_end + 1 if line_end != -1 else found.end()
        else:
            at = found.end()
    return at


def _blank_line(window: bytes) -> tuple[int | None, int]:
    """Where the block stops and the body starts; no blank line: all of it is the block."""
    if window.startswith((b"\n", b"\r\n")):
        return 0, 1 if window.startswith(b"\n") else 2
    ends = [
        (at, at + len(mark)) for mark in (b"\n\n", b"\n\r\n") if (at := window.find(mark)) != -1
    ]
    return min(ends) if ends else (None, len(window))


def _fields(block: bytes) -> tuple[tuple[tuple[str, bytes], ...], int]:
    """The fields, and how many bytes of the block they take."""
    fields: list[tuple[str, list[bytes]]] = []
    at = 0
    for line in block.splitlines(keepends=True):
        found = _FIELD.match(line)
        if found is not None:
            name = found.group(1).decode("ascii").lower()
            fields.append((name, [line[found.end() :]]))
        elif fields and (line[:1] in b" \t" or _more_headers(block, at + len(line))):
            fields[-1][1].append(line)
        elif line.strip():
            break
        at += len(line)
    return tuple((name, b"".join(lines).strip()) for name, lines in fields), at


def _more_headers(block: bytes, at: int) -> bool:
    next_line = block[at : at + 200]
    return _EVIDENT.match(next_line) is not None
