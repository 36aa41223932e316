"""Telephone numbers as people, forms and exchanges write them, brought to E.164."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat

_UNFILLED: Final = re.compile(r"^\[[A-Za-z]+\]$")
_NAMED: Final = re.compile(r"^.*<([^<>]*)>\s*$")
_SCHEME: Final = re.compile(r"^(?:sips?|callto|tel):", re.IGNORECASE)
_EXTENSION: Final = re.compile(r"(?:;ext=|\bext\.?|x|#)\s*(\d{1,8})\s*$", re.IGNORECASE)
_WITHHELD: Final = frozenset(
    {
        "",
        "-",
        "anonymous",
        "restricted",
        "private",
        "withheld",
        "unavailable",
        "unknown",
        "blocked",
        "none",
    }
)
_KEYPAD: Final = frozenset(
    # ANONYMOUS RESTRICTED BLOCKED UNKNOWN PRIVATE UNAVAILABLE typed on a keypad
    {"266696687", "7378742833", "2562533", "8656696", "7748283", "86282452253"}
)
_LONGEST_INTERNAL: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """What a written number is. ``e164`` is empty unless it is valid.

    ``kind`` is ``number``, ``internal`` (digits in ``raw`` form), ``withheld`` or ``invalid``.
    """

    raw: str
    kind: str
    e164: str = ""
    ext: str = ""
    region: str = ""
    internal: str = ""

    @property
    def withheld(self) -> bool:
        """Whether the caller hid the number."""
        return self.kind == "withheld"


def parse(raw: str, *, region: str = "CZ", withheld_values: frozenset[str] = frozenset()) -> Number:
    """Reads a number the way the channel's region writes it; never raises."""
    raw = raw[:254]
    text = _unwrapped(raw)
    bare = text.strip("<>").casefold()
    if bare in _WITHHELD or text in withheld_values:
        return Number(raw=raw, kind="withheld")
    text, extension = _without_extension(text)
    if any(letter.isalpha() for letter in text):
        return Number(raw=raw, kind="invalid")
    plus = text.startswith("+")
    if plus:
        text = text.replace("(0)", "")
    digits = "".join(
        str(unicodedata.digit(letter))
        for letter in text
        if unicodedata.digit(letter, None) is not None
    )
    if not plus and digits and len(digits) <= _LONGEST_INTERNAL:
        return Number(raw=raw, kind="internal", internal=digits)
    found = _international(digits, region, plus) or _guessed(digits, region, plus)
    if found is None:
        kind = "withheld" if digits in _KEYPAD else "invalid"
        return Number(raw=raw, kind=kind)
    return Number(
        raw=raw,
        kind="number",
        e164=phonenumbers.format_number(found, PhoneNumberFormat.E164),
        ext=extension,
        region=phonenumbers.region_code_for_number(found) or "",
    )


def _unwrapped(raw: str) -> str:
    text = unicodedata.normalize("NFKC", raw).strip()
    if _UNFILLED.match(text):
        return ""
    named = _NAMED.match(text)
    if named and any(letter.isdigit() for letter in named.group(1)):
        text = named.group(1).strip()
    text = _SCHEME.sub("", text)
    text = text.split("@", 1)[0]
    return text.replace(";user=phone", "").strip()


def _without_extension(text: str) -> tuple[str, str]:
    found = _EXTENSION.search(text)
    if found is None:
        return text, ""
    return text[: found.start()].strip(" ,;"), found.group(1)


def _valid(text: str, region: str | None) -> PhoneNumber | None:
    try:
        number = phonenumbers.parse(text, region)
    except NumberParseException:
        return None
    return number if phonenumbers.is_valid_number(number) else None


def _international(digits: str, region: str, plus: bool) -> PhoneNumber | None:
    if plus:
        return _valid(f"+{digits}", None)
    metadata = phonenumbers.PhoneMetadata.metadata_for_region(region.upper(), None)
    prefix = metadata.international_prefix if metadata else None
    if prefix:
        found = re.match(prefix, digits)
        if found and found.end() < len(digits):
            number = _valid(f"+{digits[found.end() :]}", None)
            if number is not None:
                return number
    if digits.startswith("00"):
        return _valid(f"+{digits[2:]}", None)
    return None


def _guessed(digits: str, region: str, plus: bool) -> PhoneNumber | None:
    if plus or not digits:
        return None
    code = str(phonenumbers.country_code_for_region(region.upper()))
    for candidate in (digits, digits.lstrip("0")):
        if not candidate:
            continue
        as_foreign = _valid(f"+{candidate}", None)
        as_national = _valid(candidate, region.upper())
        if candidate.startswith(code) and as_foreign is not None:
            return as_foreign
        if as_national is not None or as_foreign is not None:
            return as_national or as_foreign
    return None
