"""Builders of raw mail for tests, byte for byte as it would arrive."""

from collections.abc import Mapping
from typing import Any, Final

from channels_app.kinds.email.parsed import NO_ENVELOPE, Envelope, ParsedMail
from channels_app.kinds.email.parsing import read_mail

CRLF: Final = b"\r\n"

HEADERS: Final[Mapping[str, str]] = {
    "From": "Jana Nováková <jana@example.cz>",
    "To": "Support <support@example.com>",
    "Subject": "Objednávka 4711",
    "Date": "Sat, 21 Nov 2026 10:00:00 +0100",
    "Message-ID": "<m1@example.cz>",
}


def mail(body: str | bytes = "Dobrý den", **given: Any) -> bytes:
    """A mail with ordinary headers.

    Keyword ``in_reply_to`` sets ``In-Reply-To`` and ``None`` drops a header; ``charset`` is that
    of the body and of ``Content-Type``, unless ``content_type`` replaces the latter.
    """
    charset = given.pop("charset", "utf-8")
    fields: dict[str, str | bytes | None] = dict(HEADERS)
    fields["MIME-Version"] = "1.0"
    fields["Content-Type"] = f'text/plain; charset="{charset}"'
    for name, value in given.items():
        fields[_named(name, fields)] = value
    head = b"".join(
        name.encode() + b": " + (value if isinstance(value, bytes) else value.encode()) + CRLF
        for name, value in fields.items()
        if value is not None
    )
    return head + CRLF + (body if isinstance(body, bytes) else body.encode(charset))


def multipart(kind: str, *parts: bytes, boundary: str = "b1", **headers: Any) -> bytes:
    """A mail of several parts."""
    return mail(
        joined(*parts, boundary=boundary),
        content_type=f'multipart/{kind}; boundary="{boundary}"',
        **headers,
    )


def nested(kind: str, *parts: bytes, boundary: str) -> bytes:
    """A multipart to be used as a part."""
    head = f'Content-Type: multipart/{kind}; boundary="{boundary}"'.encode()
    return head + CRLF + CRLF + joined(*parts, boundary=boundary)


def joined(*parts: bytes, boundary: str) -> bytes:
    """The body of a multipart."""
    line = b"--" + boundary.encode()
    return b"".join(line + CRLF + part + CRLF for part in parts) + line + b"--" + CRLF


def part(body: str | bytes, content_type: str = "text/plain; charset=utf-8", *more: str) -> bytes:
    """One part; ``more`` are further header lines."""
    lines = [f"Content-Type: {content_type}", *more] if content_type else [*more]
    content = body if isinstance(body, bytes) else body.encode()
    return "\r\n".join(lines).encode() + CRLF + CRLF + content


def read(raw: bytes, envelope: Envelope = NO_ENVELOPE) -> ParsedMail:
    """The mail, parsed without the safety net that would hide a fault of ours."""
    return read_mail(raw, envelope)


def _named(keyword: str, fields: Mapping[str, object]) -> str:
    wanted = keyword.replace("_", "-").lower()
    return next((name for name in fields if name.lower() == wanted), keyword.replace("_", "-"))
