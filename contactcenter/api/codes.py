"""Codes of problems: programs read the code, people the sentence in their language."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

STATUS_OF: Final[Mapping[str, int]] = {
    "merged": 308,
    "malformed": 400,
    "unauthenticated": 401,
    "missing_scope": 403,
    "wrong_channel": 403,
    "origin_not_allowed": 403,
    "bad_signature": 403,
    "forbidden": 403,
    "read_only": 403,
    "not_found": 404,
    "method_not_allowed": 405,
    "erased": 410,
    "expired": 410,
    "lease_expired": 410,
    "precondition_failed": 412,
    "payload_too_large": 413,
    "unsupported_media": 415,
    "validation": 422,
    "idempotency_mismatch": 422,
    "challenge_required": 428,
    "rate_limited": 429,
    "internal": 500,
    "unavailable": 503,
}

_TITLES: Final[Mapping[str, str | Promise]] = {
    "already_sent": _("It has left already."),
    "already_undone": _("It was undone already."),
    "bad_signature": _("The signature does not fit."),
    "challenge_required": _("Please show first that you are a person."),
    "channel_disabled": _("The channel is switched off."),
    "closed": _("It is closed."),
    "conflict": _("The present state does not allow this."),
    "contact_point_taken": _("This address belongs to another customer."),
    "different_external_ids": _("The customers have different external ids."),
    "duplicate_open_callback": _("A callback to this number is open already."),
    "erased": _("This person's data was erased."),
    "expired": _("This has expired."),
    "forbidden": _("You may not do this."),
    "idempotency_in_flight": _("The first request with this key is still running."),
    "idempotency_mismatch": _("This key was used for another request."),
    "internal": _("Something went wrong on our side."),
    "invalid_transition": _("This status cannot follow the present one."),
    "lease_expired": _("The lease has expired."),
    "malformed": _("Your request cannot be read."),
    "merged": _("This was merged into another one."),
    "method_not_allowed": _("This address does not take that method."),
    "missing_scope": _("Your key or role does not allow this."),
    "no_reachable_contact_point": _("There is no address to write to."),
    "not_a_member": _("The agent does not work in this queue."),
    "not_found": _("There is nothing here."),
    "origin_not_allowed": _("The request does not come from our own pages."),
    "payload_too_large": _("The request is too large."),
    "precondition_failed": _("It was changed in the meantime."),
    "rate_limited": _("Too many requests."),
    "read_only": _("You may read this queue, but not change it."),
    "reply_window_closed": _("The time to answer on this channel is over."),
    "stale": _("There is something new that you have not seen."),
    "suppressed_recipient": _("Messages to this address do not arrive."),
    "taken": _("Somebody else has it."),
    "unauthenticated": _("Please sign in or show a valid key."),
    "unavailable": _("We cannot do this at the moment. Please try again."),
    "unsupported_media": _("We do not read this content type here."),
    "validation": _("Your request is not valid."),
    "wrong_channel": _("Your key belongs to another channel."),
}

_FIELDS: Final[Mapping[str, str | Promise]] = {
    "before_1970": _("Before 1970."),
    "empty_content": _("There is no text, file or line."),
    "in_future": _("More than 5 minutes ahead of server time."),
    "infected": _("The file is infected."),
    "invalid": _("This value cannot be used."),
    "invalid_phone": _("Not a dialable number."),
    "over_capability": _("The channel cannot carry this."),
    "required": _("This is needed."),
    "too_long": _("Too long."),
    "unknown_agent": _("There is no such agent."),
    "unknown_attachment": _("There is no such unused upload."),
    "unknown_field": _("There is no such field."),
    "unknown_filter": _("There is no such filter."),
    "unknown_reason": _("There is no such contact reason."),
    "differs": _("The stored value is different."),
}


def title_of(code: str) -> str:
    """The sentence for a problem in the reader's language."""
    return str(_TITLES.get(code, _TITLES["conflict"]))


def sentence_of(code: str, facts: Mapping[str, Any]) -> str:
    """The sentence for a field in the reader's language, with its figures."""
    if code == "too_long" and "limit" in facts:
        return gettext("Longer than %(limit)d.") % {"limit": facts["limit"]}
    if code == "invalid" and facts.get("choices"):
        return gettext("One of: %(choices)s.") % {"choices": ", ".join(facts["choices"])}
    return str(_FIELDS.get(code, _FIELDS["invalid"]))
