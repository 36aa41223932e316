"""Names of attached files: what the sender meant, made harmless before anybody judges it."""

import re
import unicodedata
from typing import Final

from channels_app.kinds.email import limits
from tickets.cleaning import clean_line

_FORBIDDEN: Final = re.compile(r'[<>:"|?*]')
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
_LONGEST_SUFFIX: Final = 20
_LOOKED_AT: Final = 2000

_SUFFIX: Final = {
    "application/json": "json",
    "application/msword": "doc",
    "application/pdf": "pdf",
    "application/pgp-signature": "asc",
    "application/pkcs7-mime": "p7m",
    "application/pkcs7-signature": "p7s",
    "application/zip": "zip",
    "audio/mpeg": "mp3",
    "image/bmp": "bmp",
    "image/gif": "gif",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/svg+xml": "svg",
    "image/tiff": "tiff",
    "image/webp": "webp",
    "message/delivery-status": "txt",
    "message/rfc822": "eml",
    "text/calendar": "ics",
    "text/csv": "csv",
    "text/html": "html",
    "text/plain": "txt",
    "text/rfc822-headers": "txt",
    "text/vcard": "vcf",
    "text/x-vcard": "vcf",
    "video/mp4": "mp4",
}


def clean_file_name(text: str) -> str:
    """The last component of the name without anything that hides, reorders or traverses.

    Empty if nothing is left; at most 200 characters, the suffix kept.
    """
    if len(text) > 2 * _LOOKED_AT:
        text = text[:_LOOKED_AT] + text[-_LOOKED_AT:]
    visible = "".join(
        letter for letter in text if unicodedata.category(letter) not in {"Cf", "Cc", "Cs"}
    )
    line = clean_line(visible, 2 * _LOOKED_AT).replace("\\", "/").rstrip("/ ")
    name = _FORBIDDEN.sub("_", line.rpartition("/")[2]).strip(" ").lstrip(".").strip(" .")
    if _RESERVED.match(name):
        name = f"_{name}"
    return _shortened(name)


def invented_name(content_type: str, number: int, title: str = "") -> str:
    """A name for a file that came without one; ``title`` is a nested mail's subject."""
    suffix = _SUFFIX.get(content_type, "bin")
    stem = clean_file_name(title[:80])
    return f"{stem}.{suffix}" if stem else f"attachment-{number}.{suffix}"


def _shortened(name: str) -> str:
    if len(name) <= limits.NAME_CHARACTERS:
        return name
    stem, dot, suffix = name.rpartition(".")
    if not dot or len(suffix) > _LONGEST_SUFFIX:
        return name[: limits.NAME_CHARACTERS]
    return f"{stem[: limits.NAME_CHARACTERS - len(suffix) - 1]}.{suffix}"
