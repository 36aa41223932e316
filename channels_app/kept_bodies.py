"""Bodies of the API that could not be processed wait here like any other raw payload."""

from channels_app.keeping import Raw
from channels_app.keeping import keep as keep_raw
from tickets.intake_fallback import KeptBody
from tickets.models import Channel


def keep(body: KeptBody) -> str:
    """Stores the body once per channel and external id; returns the payload's id."""
    kept = keep_raw(
        Raw(
            kind="api",
            dedupe_key=f"api:{body.external_id}",
            body=body.body,
            channel=Channel.objects.get(id=body.channel_id),
            headers={"content-type": "application/json"},
            envelope={
                "external_id": body.external_id,
                "writer": {"kind": body.writer.kind, "id": body.writer.id},
                "trust_identifiers": body.trust_identifiers,
            },
        ),
        at=body.received_at,
    )
    return kept.payload.id
