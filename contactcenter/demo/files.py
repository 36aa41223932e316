"""The files that the demo's letters mention: a photograph and a document, both made here."""

import re
import struct
import zlib
from typing import Final

_THEIRS: Final = re.compile(
    r"dvě fotky|dwa zdjęcia|two photos|přílohu|załączniku|the attachment", re.IGNORECASE
)
_OURS: Final = re.compile(r"v příloze|w załączniku|attached\b", re.IGNORECASE)
_SIZE: Final = (320, 200)
_PAGE: Final = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
    b" /Resources << /Font << /F1 5 0 R >> >> >>"
)


def mentions(text: str, *, ours: bool) -> bool:
    """Whether a letter says that something is attached."""
    return bool((_OURS if ours else _THEIRS).search(text))


def photograph() -> bytes:
    """A small PNG: a box on a table, if one squints."""
    width, height = _SIZE
    rows = b"".join(b"\0" + bytes(_shade(x, y) for x in range(width)) for y in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, body) for name, body in parts)


def _shade(x: int, y: int) -> int:
    in_box = 90 < x < 230 and 60 < y < 150
    crushed = in_box and (x - 90) + (y - 60) < 40
    return 60 if crushed else 170 - (x + y) // 8 if in_box else 215 + y // 10


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def document() -> bytes:
    """A PDF of one page."""
    drawn = b"BT /F1 18 Tf 72 760 Td (Sample document) Tj ET"
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        _PAGE,
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(drawn), drawn),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    made, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    return made + (
        b"xref\n0 %d\n0000000000 65535 f \n%btrailer << /Size %d /Root 1 0 R >>\n"
        b"startxref\n%d\n%%%%EOF\n" % (count, table, count, len(made))
    )
