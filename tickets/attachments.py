"""Files: stored once by their content, never under a name from outside."""

import hashlib
import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from tickets.cleaning import clean_line
from tickets.contracts import InboundAttachment, OutboundAttachment
from tickets.errors import Invalid
from tickets.models import Attachment, Interaction

UPLOAD_LIFE: Final = timedelta(hours=24)
MAX_NAME: Final = 200
_UNSAFE: Final = re.compile(r"[\\/:*?\"<>|\x00-\x1f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_TYPE: Final = re.compile(r"^[\w.+-]{1,60}/[\w.+-]{1,60}$")
_DANGEROUS: Final = frozenset(
    (
        "exe com scr bat cmd pif msi msp jar js jse vbs vbe wsf wsh ps1 hta cpl lnk reg dll iso "
        "img vhd vhdx dmg app docm xlsm pptm dotm xltm xlam ppam chm apk deb rpm sh"
    ).split()
)


class UnknownAttachment(Invalid):
    """The upload does not exist, was used already or has expired."""

    code = "unknown_attachment"


def safe_name(name: str) -> str:
    """A file name without folders, hidden or reversed characters, at most 200 long."""
    name = _UNSAFE.sub("_", clean_line(name.replace("\\", "/").rpartition("/")[2], 400))
    name = name.strip(" .") or "file"
    if len(name) > MAX_NAME:
        stem, dot, ending = name.rpartition(".")
        keep = ending[:20] if dot else ""
        name = f"{(stem or name)[: MAX_NAME - len(keep) - 1]}.{keep}" if keep else name[:MAX_NAME]
    return name


def is_dangerous(name: str) -> bool:
    """Whether opening the file could run something."""
    return name.rpartition(".")[2].lower() in _DANGEROUS


def path_of(sha256: str) -> str:
    """Where the bytes lie in the store, by their hash."""
    return f"attachments/{sha256[:2]}/{sha256[2:4]}/{sha256}"


def write_bytes(content: bytes) -> str:
    """Stores bytes once and returns their SHA-256 in hex."""
    digest = hashlib.sha256(content).hexdigest()
    path = path_of(digest)
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(content))
    return digest


def read_bytes(attachment: Attachment) -> bytes:
    """The file's bytes; raises ``FileNotFoundError`` if the store lost them."""
    with default_storage.open(path_of(attachment.sha256), "rb") as handle:
        content: bytes = handle.read()
    return content


def media_folder() -> Path:
    """The folder of the default store, for health checks."""
    return Path(settings.MEDIA_ROOT)


def upload(
    name: str, content_type: str, content: bytes, *, at: datetime, uploaded_by: str
) -> Attachment:
    """A stored file that waits 24 hours to be used by an entry of the same uploader."""
    row = _row(InboundAttachment(filename=name, content_type=content_type, content=content), at=at)
    row.uploaded_by = uploaded_by
    row.expires_at = at + UPLOAD_LIFE
    row.save(force_insert=True)
    return row


def keep_for(
    entry: Interaction, given: Iterable[InboundAttachment], *, at: datetime
) -> list[Attachment]:
    """Stores the files of an entry; uploads are claimed, once.

    Raises :class:`UnknownAttachment`.
    """
    fresh = []
    for item in given:
        if item.upload_id:
            _claim(entry, item.upload_id, at=at)
        else:
            row = _row(item, at=at)
            row.interaction = entry
            fresh.append(row)
    return Attachment.objects.bulk_create(fresh) if fresh else []


def _claim(entry: Interaction, upload_id: str, *, at: datetime) -> None:
    claimed = (
        Attachment.objects.waiting(at)
        .filter(id=upload_id)
        .update(interaction=entry, expires_at=None)
    )
    if not claimed:
        raise UnknownAttachment(upload_id, field="attachments")


def outbound(entry: Interaction) -> tuple[OutboundAttachment, ...]:
    """The entry's files with their bytes, ready to leave."""
    return tuple(
        OutboundAttachment(
            filename=row.filename, content_type=row.content_type, content=read_bytes(row)
        )
        for row in entry.attachments.order_by("created_at", "id")
    )


def _row(item: InboundAttachment, *, at: datetime) -> Attachment:
    name = safe_name(item.filename)
    kind = item.content_type.lower().strip()
    return Attachment(
        filename=name,
        content_type=kind if _TYPE.match(kind) else "application/octet-stream",
        size=len(item.content),
        sha256=write_bytes(item.content),
        content_id=clean_line(item.content_id, 255).strip("<>"),
        inline=item.inline,
        blocked=is_dangerous(name),
        created_at=at,
    )
