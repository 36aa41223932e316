"""What keeps robots out, cheapest first. Points add up; a visitor notices nothing of them."""

import hmac
import ipaddress
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from channels_app.kinds.webform import tokens
from channels_app.kinds.webform.answers import Answer
from channels_app.kinds.webform.tokens import FormToken
from channels_app.models import FormDefinition, FormSubmission
from tickets.customers.points import normalise_email

QUARANTINE_AT: Final = 5
POINTS: Final = {
    "trap": 5,
    "too_fast": 2,
    "stale": 1,
    "sender_rate": 3,
    "email_rate": 3,
    "form_rate": 3,
    "same_text": 3,
    "links": 2,
    "blocked_words": 2,
}
_RATES: Final = frozenset({"sender_rate", "email_rate", "form_rate"})
_FASTEST: Final = timedelta(seconds=3)
_FRESH_FOR: Final = timedelta(hours=24)
_HOUR: Final = timedelta(hours=1)
_DAY: Final = timedelta(days=1)
_LINK: Final = re.compile(r"https?://|\bwww\.", re.IGNORECASE)
_MOST_LINKS: Final = 3
# Words no browser fills in by itself and no person would miss.
_TRAP_NAMES: Final = (
    "second_message",
    "topic_confirm",
    "reply_note",
    "extra_details",
    "remark_copy",
    "other_matter",
    "message_repeat",
    "topic_extra",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prints:
    """Keyed hashes by which repeats are told; empty where there is nothing to hash."""

    sender: str
    email: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A submission as the defences see it."""

    form: FormDefinition
    token: FormToken
    traps_filled: bool
    answers: tuple[Answer, ...]
    prints: Prints
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """How suspicious a submission is, and the names of the rules that say so."""

    points: int
    why: tuple[str, ...]

    @property
    def quarantine(self) -> str:
        """The reason to set it aside for a person, or nothing."""
        if self.points < QUARANTINE_AT:
            return ""
        if "trap" in self.why:
            return "spam"
        return "rate" if _RATES & set(self.why) else "suspicious"


def trap_names(nonce: str) -> tuple[str, str]:
    """The two fields a person never sees, in names that change from page to page."""
    number = int.from_bytes(sha256(nonce.encode("utf-8", "replace")).digest()[:4], "big")
    first = number % len(_TRAP_NAMES)
    second = (first + 1 + number // len(_TRAP_NAMES) % (len(_TRAP_NAMES) - 1)) % len(_TRAP_NAMES)
    return _TRAP_NAMES[first], _TRAP_NAMES[second]


def prints_of(address: str, answers: Iterable[Answer]) -> Prints:
    """The hashes of the sender's network, the first e-mail address and the whole text."""
    told = list(answers)
    emails = [normalise_email(answer.value) for answer in told if answer.maps_to == "email"]
    return Prints(
        sender=_print("sender", _network(address)),
        email=_print("email", next(iter(emails), "")),
        text=_print("text", _plain(told)),
    )


def judge(visit: Visit) -> Judgement:
    """Adds up the points of every rule that fits."""
    why = tuple(name for name, fits in _RULES.items() if fits(visit))
    return Judgement(points=sum(POINTS[name] for name in why), why=why)


def _network(address: str) -> str:
    """The address, or the /64 an IPv6 address stands in."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if found.version == 6:
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)


def _print(what: str, text: str) -> str:
    if not text:
        return ""
    return hmac.digest(tokens.keys()[0], f"{what}:{text}".encode(), "sha256").hex()[:32]


def _plain(answers: Iterable[Answer]) -> str:
    """Everything typed, in small letters with single spaces."""
    return " ".join(" ".join(answer.value for answer in answers).casefold().split())


def _too_fast(visit: Visit) -> bool:
    return visit.at - visit.token.issued_at < _FASTEST


def _stale(visit: Visit) -> bool:
    return visit.at - visit.token.issued_at > _FRESH_FOR


def _too_many_from_sender(visit: Visit) -> bool:
    if not visit.prints.sender:
        return False
    theirs = FormSubmission.objects.filter(sender_print=visit.prints.sender)
    return (
        theirs.within(_HOUR, visit.at).count() >= 20 or theirs.within(_DAY, visit.at).count() >= 240
    )


def _too_many_for_email(visit: Visit) -> bool:
    if not visit.prints.email:
        return False
    same = FormSubmission.objects.filter(email_print=visit.prints.email)
    return same.within(_HOUR, visit.at).count() >= 5


def _too_many_for_form(visit: Visit) -> bool:
    own = FormSubmission.objects.filter(form=visit.form)
    return own.within(_DAY, visit.at).count() >= 5000


def _same_text(visit: Visit) -> bool:
    same = FormSubmission.objects.filter(text_print=visit.prints.text)
    return same.within(_HOUR, visit.at).count() >= 2


def _links(visit: Visit) -> bool:
    return sum(len(_LINK.findall(answer.value)) for answer in visit.answers) > _MOST_LINKS


def _blocked_words(visit: Visit) -> bool:
    words = visit.form.blocked_words if isinstance(visit.form.blocked_words, list) else []
    text = _plain(visit.answers)
    return any(str(word).casefold() in text for word in words if word)


def _trapped(visit: Visit) -> bool:
    return visit.traps_filled


_RULES: Final[dict[str, Callable[[Visit], bool]]] = {
    "trap": _trapped,
    "too_fast": _too_fast,
    "stale": _stale,
    "links": _links,
    "blocked_words": _blocked_words,
    "sender_rate": _too_many_from_sender,
    "email_rate": _too_many_for_email,
    "form_rate": _too_many_for_form,
    "same_text": _same_text,
}
