"""Text from outside, made storable and comparable: no NUL, no lone surrogates, NFC."""

import re
import unicodedata
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from tickets.errors import Invalid

_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_LINE_BREAKS: Final = re.compile(r"\r\n?|[\u2028\u2029\x85]")
_SPACES: Final = re.compile(r"\s+")
_MAYBE_STACKED: Final = re.compile(r"[^\w\s\x00-\u02ff]{31,}")
_HIGHEST_STACK: Final = 30
MAX_TEXT: Final = 1024 * 1024
PREVIEW: Final = 200
EARLIEST: Final = datetime(1970, 1, 1, tzinfo=UTC)
CLOCK_TOLERANCE: Final = timedelta(minutes=5)


class BeforeEpoch(Invalid):
    """A time before 1970, which no contact has."""

    code = "before_1970"


class InFuture(Invalid):
    """A time more than five minutes ahead of ours."""

    code = "in_future"


def clean_text(value: str, limit: int = MAX_TEXT) -> str:
    """Printable text with ``\\n`` line ends and tabs, at most ``limit`` characters."""
    if not value:
        return ""
    value = _CONTROLS.sub("", _LINE_BREAKS.sub("\n", value[: limit * 2]))
    value = _MAYBE_STACKED.sub(_unstacked, value)
    return unicodedata.normalize("NFC", value)[:limit]


def _unstacked(run: re.Match[str]) -> str:
    """The run with towers of combining marks cut: composing a tower is quadratic in Python."""
    kept: list[str] = []
    height = 0
    for letter in run.group():
        height = height + 1 if unicodedata.combining(letter) else 0
        if height <= _HIGHEST_STACK:
            kept.append(letter)
    return "".join(kept)


def clean_line(value: str, limit: int = 500) -> str:
    """As :func:`clean_text`, on one line with single spaces."""
    return _SPACES.sub(" ", clean_text(value, limit * 2)).strip()[:limit]


def clean_json(value: Any, *, depth: int = 20) -> Any:
    """The value with every string cleaned, so that PostgreSQL's jsonb takes it.

    Deeper structures than ``depth`` become their text.
    """
    if isinstance(value, str):
        return clean_text(value)
    if depth == 0:
        return clean_text(str(value), 1000)
    if isinstance(value, dict):
        return {
            clean_line(str(key), 200): clean_json(item, depth=depth - 1)
            for key, item in value.items()
        }
    if isinstance(value, (list, tuple)):
        return [clean_json(item, depth=depth - 1) for item in value]
    if isinstance(value, float) and (value != value or value in {float("inf"), float("-inf")}):
        return None
    return value


def preview_of(text: str) -> str:
    """The first 200 characters on one line, for lists."""
    return clean_line(text[: PREVIEW * 4], PREVIEW)


def folded(text: str) -> str:
    """Lower case without diacritics: what names are sorted and searched by."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return _SPACES.sub(" ", plain.replace("ł", "l").replace("đ", "d")).strip()[:200]


def plausible_time(value: datetime, *, at: datetime, field: str) -> datetime:
    """The moment in UTC; raises :class:`BeforeEpoch` or :class:`InFuture`."""
    try:
        moment = value.astimezone(UTC)
    except OverflowError as error:
        raise InFuture(f"{field} is out of range", field=field) from error
    if moment < EARLIEST:
        raise BeforeEpoch(f"{field} lies before 1970", field=field)
    if moment > at + CLOCK_TOLERANCE:
        raise InFuture(f"{field} is more than 5 minutes ahead", field=field)
    return moment
