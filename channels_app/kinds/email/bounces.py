"""What bounces and complaints mean for the deliveries they name with proof."""

from collections.abc import Iterable
from datetime import datetime

from channels_app.kinds.email.parsed import BouncedRecipient, ParsedMail
from tickets import outbox
from tickets.customers.points import normalise_email


def note(mail: ParsedMail, delivery_ids: Iterable[str], *, at: datetime) -> str:
    """Notes a bounce and returns the reason code the payload is set aside with.

    Only a delivery to the same recipient is touched; delays change nothing.
    """
    failed = [one for one in _recipients(mail) if one.hardness not in {"delayed", "delivered"}]
    if not failed:
        return "delayed"
    noted = [
        outbox.mark_returned(
            delivery_id,
            at=at,
            to_value=normalise_email(one.email),
            error=f"{one.hardness} {one.status}".strip(),
            unreachable=one.hardness == "hard",
        )
        for delivery_id in delivery_ids
        for one in failed
    ]
    return "bounce" if any(noted) else "unmatched_dsn"


def complain(delivery_ids: Iterable[str], *, at: datetime) -> str:
    """Notes that a recipient reported our mail as unwanted; nothing automatic goes there again."""
    noted = [outbox.mark_unwanted(delivery_id, at=at) for delivery_id in delivery_ids]
    return "complaint" if any(noted) else "unmatched_complaint"


def _recipients(mail: ParsedMail) -> tuple[BouncedRecipient, ...]:
    return mail.report.recipients if mail.report is not None else ()
