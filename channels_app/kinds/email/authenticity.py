"""Whether our border's mail server vouches for From (RFC 8601, RFC 7489)."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, Literal

from channels_app.kinds.email import limits
from channels_app.kinds.email.header_text import unfolded
from channels_app.kinds.email.parsed import ParsedMail

_DMARC: Final = re.compile(r"dmarc\s*=\s*([a-z]{2,12})(.*)", re.DOTALL)
_HEADER_FROM: Final = re.compile(r"header\.from\s*=\s*\"?([^\s;\"]{1,253})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Authenticity:
    """What the border said. ``verified``: DMARC passed for exactly the domain of From."""

    dmarc: Literal["pass", "fail", "none"] = "none"
    verified: bool = False


def authenticity_of(mail: ParsedMail, trusted_authserv_ids: Collection[str]) -> Authenticity:
    """The verdict of the topmost ``Authentication-Results`` of a server we trust; those of other
    servers, and those further down, may have been written by the sender."""
    trusted = {name.lower() for name in trusted_authserv_ids}
    for raw in mail.headers.all("authentication-results"):
        text = _without_comments(unfolded(raw[: limits.HEADER_BYTES]).decode("latin-1").lower())
        server, *results = text.split(";")
        if (server.split() or [""])[0] in trusted:
            return _judged(mail, results)
    return Authenticity()


def _judged(mail: ParsedMail, results: list[str]) -> Authenticity:
    found = [match for text in results if (match := _DMARC.match(text.strip())) is not None]
    if len(found) != 1:
        return Authenticity()
    result, properties = found[0].groups()
    if result != "pass":
        return Authenticity(dmarc="fail" if result == "fail" else "none")
    domain = _HEADER_FROM.search(properties)
    unambiguous = len(mail.senders) == 1 and "from_ambiguous" not in mail.flags
    named = domain.group(1).rstrip(".") if domain is not None else ""
    aligned = unambiguous and bool(named) and named == mail.sender.domain.lower()
    return Authenticity(dmarc="pass", verified=aligned)


def _without_comments(text: str) -> str:
    kept: list[str] = []
    depth = start = 0
    for at, letter in enumerate(text):
        if letter == "(":
            if depth == 0:
                kept.append(text[start:at])
            depth += 1
        elif letter == ")" and depth:
            depth -= 1
            start = at + 1
    if depth == 0:
        kept.append(text[start:])
    return " ".join(kept)
