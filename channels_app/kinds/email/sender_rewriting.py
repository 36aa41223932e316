"""Contact forms that send mail in their own name: who really wrote is somewhere in the mail."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from channels_app.kinds.email.addresses import address_of, parse_addresses
from channels_app.kinds.email.parsed import NOBODY, MailAddress, ParsedMail

_MAX_LINES: Final = 300
_MAX_LINE: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class RewriteRule:
    """For mail from one address: ``use`` is ``reply-to``, ``header:<name>`` or ``body:<regex>``
    whose first group is the address."""

    from_email: str
    use: str


def rules_of(settings: Iterable[Mapping[str, Any]]) -> tuple[RewriteRule, ...]:
    """Rules as a channel's settings hold them; entries without both fields are left out."""
    return tuple(
        RewriteRule(from_email=str(entry["from"]).casefold(), use=str(entry["use"]))
        for entry in settings
        if entry.get("from") and entry.get("use")
    )


def rewritten_sender(mail: ParsedMail, rules: Iterable[RewriteRule]) -> MailAddress:
    """The person a form mailer wrote for, without an address if no rule fits. It is a claim."""
    for rule in rules:
        if rule.from_email == mail.sender.key:
            found = _found(mail, rule.use)
            if found.email and found.key != rule.from_email:
                return found
    return NOBODY


def _found(mail: ParsedMail, use: str) -> MailAddress:
    source, _, detail = use.partition(":")
    if source == "reply-to":
        return mail.reply_to[0] if mail.reply_to else NOBODY
    if source == "header":
        return next(
            iter(parse_addresses(mail.headers.all(detail.strip().lower())).addresses), NOBODY
        )
    return _in_body(mail, detail) if source == "body" else NOBODY


def _in_body(mail: ParsedMail, pattern: str) -> MailAddress:
    """The first line the pattern fits, so that its cost stays within one short line."""
    try:
        wanted = re.compile(pattern)
    except re.error:
        return NOBODY
    for line in mail.text.split("\n", _MAX_LINES)[:_MAX_LINES]:
        found = wanted.search(line[:_MAX_LINE])
        if found is not None and wanted.groups:
            return MailAddress(email=address_of(found.group(1) or ""))
    return NOBODY
