"""What a reader asks of a report, read from the parameters of an address."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db.models import Q

from feedback.codes import HEADLINE_SCOPE, HEADLINE_WINDOW, WINDOWS, Scope
from tickets.contracts import Caller
from tickets.models import Verification
from tickets.models.ids import is_public_id
from tickets.wire.document import Malformed
from tickets.wire.flaws import Flaw, NotValid

FORMATS: Final = ("json", "csv")
GROUPS: Final = ("reason", "channel", "queue", "week")
CERTAIN: Final = (Verification.VERIFIED, Verification.PROBABLE, Verification.CLAIMED)
DEFAULT_DAYS: Final = 28
LONGEST: Final = 80
LONGEST_PERIOD: Final = timedelta(days=3660)
T = TypeVar("T")
PARAMETERS: Final = frozenset(
    {
        "from",
        "to",
        "tz",
        "window",
        "scope",
        "group_by",
        "channel",
        "queue",
        "reason",
        "verification",
        "format",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A half-open period in a time zone, a variant, and what the contacts are narrowed to.

    ``channel`` is a kind or a channel's id, ``queue`` and ``reason`` a key or an id; a reason
    includes those below it. ``only_channel`` and ``only_queues`` are the reader's own limits.
    """

    start: datetime
    end: datetime
    zone: ZoneInfo
    window: str = HEADLINE_WINDOW
    scope: Scope = HEADLINE_SCOPE
    group_by: str | None = None
    channel: str = ""
    queue: str = ""
    reason: str = ""
    verification: tuple[str, ...] = ()
    only_channel: str | None = None
    only_queues: frozenset[str] | None = None

    @property
    def width(self) -> timedelta:
        """The window as elapsed time."""
        return WINDOWS[self.window]

    def contacts(self, prefix: str = "") -> Q:
        """The condition on contacts, reached through ``prefix`` (such as ``contact__``)."""
        condition = self._reasons_and_queues(prefix)
        if self.channel:
            by_id = is_public_id("chn", self.channel)
            name = "channel" if by_id else "channel_kind"
            condition &= Q(**{f"{prefix}{name}": self.channel})
        if self.verification:
            condition &= Q(**{f"{prefix}verification__in": self.verification})
        if self.only_channel is not None:
            condition &= Q(**{f"{prefix}channel": self.only_channel})
        return condition

    def resolutions(self) -> Q:
        """The same condition on resolutions, which have no sender."""
        condition = self._reasons_and_queues("")
        if self.channel:
            by_id = is_public_id("chn", self.channel)
            name = "ticket__channel" if by_id else "channel_kind"
            condition &= Q(**{name: self.channel})
        if self.only_channel is not None:
            condition &= Q(ticket__channel=self.only_channel)
        return condition

    def _reasons_and_queues(self, prefix: str) -> Q:
        condition = Q()
        if self.queue:
            name = "queue" if is_public_id("que", self.queue) else "queue__key"
            condition &= Q(**{f"{prefix}{name}": self.queue})
        if self.reason:
            name = "" if is_public_id("rea", self.reason) else "__key"
            condition &= Q(**{f"{prefix}reason{name}": self.reason}) | Q(
                **{f"{prefix}reason__parent{name}": self.reason}
            )
        if self.only_queues is not None:
            condition &= Q(**{f"{prefix}queue__in": self.only_queues})
        return condition


def read_question(
    parameters: Mapping[str, str],
    *,
    at: datetime,
    zone: str,
    known: frozenset[str] = PARAMETERS,
    caller: Caller | None = None,
) -> Question:
    """The question in an address; by default the last 28 days to the end of today, in ``zone``.

    Raises :class:`NotValid` with every value that cannot be used, and :class:`Malformed` for a
    parameter that does not exist. Keys see no more than their channel and queues.
    """
    _refuse_unknown(parameters, known)
    reader = _Reader(parameters)
    place = reader.value("tz", _zone, ZoneInfo(zone))
    end = reader.value("to", lambda text: _moment(text, place), _end_of_day(at, place))
    start = reader.value("from", lambda text: _moment(text, place), _days_before(end, place))
    question = Question(
        start=start,
        end=end,
        zone=place,
        window=reader.choice("window", tuple(WINDOWS), HEADLINE_WINDOW),
        scope=Scope(reader.choice("scope", tuple(Scope), HEADLINE_SCOPE)),
        group_by=reader.choice("group_by", GROUPS, "") or None,
        channel=reader.word("channel"),
        queue=reader.word("queue"),
        reason=reader.word("reason"),
        verification=reader.value("verification", _verifications, ()),
        only_channel=_own(caller).channel_id if caller else None,
        only_queues=_own(caller).queue_ids if caller else None,
    )
    reader.choice("format", FORMATS, FORMATS[0])
    flaws = [*reader.flaws, *_period_flaws(question)]
    if flaws:
        raise NotValid(*flaws)
    return question


def _refuse_unknown(parameters: Mapping[str, str], known: frozenset[str]) -> None:
    unknown = sorted(set(parameters) - known)
    if unknown:
        flaws = tuple(Flaw(f"/{name}"[:LONGEST], "unknown_filter") for name in unknown)
        raise Malformed("unknown filter", flaws=flaws)


def _period_flaws(question: Question) -> list[Flaw]:
    if question.start >= question.end:
        return [Flaw("/to", "invalid")]
    too_long = question.end - question.start > LONGEST_PERIOD
    return [Flaw("/from", "invalid")] if too_long else []


def _own(caller: Caller) -> Caller:
    """Whoever may read reports as a person sees every queue; a key only its own."""
    if caller.actor.kind == "agent":
        return Caller(actor=caller.actor, scopes=caller.scopes)
    return caller


class _Reader:
    """Takes values out of the parameters and keeps what is wrong with them."""

    def __init__(self, parameters: Mapping[str, str]) -> None:
        self.parameters = parameters
        self.flaws: list[Flaw] = []

    def value(self, name: str, read: Callable[[str], T], default: T) -> T:
        """What ``read`` makes of the text; the default without one, or if it cannot be read."""
        text = self.parameters.get(name, "").strip()
        if not text:
            return default
        try:
            return read(text[:LONGEST])
        except (ValueError, OverflowError, ZoneInfoNotFoundError, OSError):
            self.flaws.append(Flaw(f"/{name}", "invalid"))
            return default

    def choice(self, name: str, of: tuple[str, ...], default: str) -> str:
        text = self.parameters.get(name, "").strip()
        if text and text not in of:
            self.flaws.append(Flaw(f"/{name}", "invalid", {"choices": list(of)}))
            return default
        return text or default

    def word(self, name: str) -> str:
        """A key or id; whether there is such a row is left to the query."""
        return self.value(name, _word, "")


def _word(text: str) -> str:
    if not text.isprintable() or "\x00" in text:
        raise ValueError(text)
    return text


def _zone(text: str) -> ZoneInfo:
    return ZoneInfo(text)


def _verifications(text: str) -> tuple[str, ...]:
    return tuple(Verification(word.strip()) for word in text.split(","))


def _moment(text: str, zone: ZoneInfo) -> datetime:
    """Midnight of a date in the zone, or a moment with its own offset."""
    if len(text) == len("2025-03-01"):
        return _midnight(date.fromisoformat(text), zone)
    moment = datetime.fromisoformat(text.replace(" ", "+"))
    if moment.tzinfo is None:
        raise ValueError(text)
    return _in_reach(moment.astimezone(UTC))


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return _in_reach(datetime.combine(day, time(), zone).astimezone(UTC))


def _in_reach(moment: datetime) -> datetime:
    """Years that windows and weeks can be added to."""
    if not 1970 <= moment.year <= 2999:
        raise ValueError(moment)
    return moment


def _end_of_day(at: datetime, zone: ZoneInfo) -> datetime:
    return _midnight(at.astimezone(zone).date() + timedelta(days=1), zone)


def _days_before(end: datetime, zone: ZoneInfo) -> datetime:
    local = end.astimezone(zone)
    return (local - timedelta(days=DEFAULT_DAYS)).astimezone(UTC)
