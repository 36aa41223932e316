"""Files: uploaded ahead of the entry that uses them, downloaded from entries one may see."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from django.core.files.storage import default_storage
from django.http import FileResponse
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from tickets import attachments
from tickets.access import NotVisible, visible_interactions
from tickets.api import shapes, showing
from tickets.api.endpoint import Endpoint, found
from tickets.contracts import Caller
from tickets.errors import Unavailable
from tickets.models import Attachment
from tickets.wire.document import Malformed
from tickets.wire.flaws import Flaw, NotValid

# Shown by a browser these run nothing; everything else is bytes to save.
SAFE_TYPES: Final = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
_FORM: Final[Mapping[str, Any]] = {
    "multipart/form-data": {
        "type": "object",
        "properties": {"file": {"type": "string", "contentMediaType": "application/octet-stream"}},
        "required": ["file"],
        "additionalProperties": False,
    }
}


class FileUnavailable(Unavailable):
    """The store has lost the bytes, or cannot be read now."""

    code = "unavailable"


class Attachments(Endpoint):
    """Uploads wait 24 hours; one entry of the same caller may use each, once."""

    required_scopes = {"POST": ("interactions:write", "tickets:write")}
    parser_classes = [MultiPartParser]
    bodies = {"POST": _FORM}
    answers = {"POST": {201: shapes.UPLOAD}}
    names = {"POST": "attachments_upload"}

    def post(self, request: Request) -> Response:
        """Stores one file and answers with the token that names it."""
        self.query()
        unknown = [name for name in request.data if name != "file"]
        if unknown:
            raise Malformed("field", flaws=(Flaw(f"/{unknown[0][:100]}", "unknown_field"),))
        given = request.FILES.get("file")
        if given is None:
            raise NotValid(Flaw("/file", "required"))
        row = attachments.upload(
            given.name or "",
            given.content_type or "",
            given.read(),
            at=self.at,
            uploaded_by=self.caller.actor.id,
        )
        shown = {"token": row.id, **showing.file(row), "expires_at": showing.when(row.expires_at)}
        return Response({name: shown[name] for name in shapes.UPLOAD.fields}, status=201)


class AttachmentFile(Endpoint):
    """The bytes of a file, as a download that runs nothing."""

    required_scopes = {"GET": "interactions:read"}
    answers = {
        "GET": {
            200: {
                "type": "string",
                "contentMediaType": "application/octet-stream",
            }
        }
    }
    names = {"GET": "attachments_download"}

    def get(self, request: Request, attachment_id: str) -> FileResponse:
        """Always offered for saving; the type is ours, not the sender's."""
        self.query()
        row: Attachment = found(Attachment.objects.all(), attachment_id)
        visible = visible_interactions(self.caller)
        if row.interaction_id is None or not visible.filter(id=row.interaction_id).exists():
            raise NotVisible(attachment_id)
        try:
            handle = default_storage.open(attachments.path_of(row.sha256), "rb")
        except OSError as error:
            raise FileUnavailable(attachment_id) from error
        kind = row.content_type if row.content_type in SAFE_TYPES else "application/octet-stream"
        response = FileResponse(
            handle, as_attachment=True, filename=row.filename, content_type=kind
        )
        response["Content-Security-Policy"] = "sandbox; default-src 'none'"
        response["X-Content-Type-Options"] = "nosniff"
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        return response


def require_own_uploads(
    given: Iterable[Mapping[str, Any]], caller: Caller, *, at: datetime
) -> None:
    """Raises NotValid for tokens that are not waiting uploads of the same caller."""
    tokens = {item["token"]: position for position, item in enumerate(given) if item.get("token")}
    if not tokens:
        return
    usable = set(
        Attachment.objects.waiting(at)
        .filter(id__in=tokens, uploaded_by=caller.actor.id)
        .values_list("id", flat=True)
    )
    flaws = [
        Flaw(f"/attachments/{position}/token", "unknown_attachment")
        for token, position in tokens.items()
        if token not in usable
    ]
    if flaws:
        raise NotValid(*flaws)
