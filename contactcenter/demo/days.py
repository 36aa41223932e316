"""Days and hours of the demo: opening times, and how each language writes dates and sums."""

import random
from datetime import UTC, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings

ZONE: Final = ZoneInfo(settings.SITE_TIME_ZONE)
SATURDAY: Final = 5
SUNDAY: Final = 6
WAKE_UP: Final = 6
DAY_WEIGHTS: Final = (1.22, 1.12, 1.05, 1.0, 0.94, 0.46, 0.34)
# From midnight on, an hour each: letters come at any time, calls and chats while we are there.
WRITTEN_HOURS: Final = (
    1, 1, 0, 0, 0, 1, 3, 6, 10, 13, 13, 11, 9, 10, 11, 10, 9, 8, 8, 8, 9, 7, 4, 2,
)  # fmt: skip
LIVE_HOURS: Final = (0, 0, 0, 0, 0, 0, 0, 0, 12, 15, 15, 12, 9, 11, 12, 11, 9, 8, 6, 4, 0, 0, 0, 0)
_WEEKDAYS: Final = {
    "cs": (
        ("v pondělí", "pondělí"),
        ("v úterý", "úterý"),
        ("ve středu", "středu"),
        ("ve čtvrtek", "čtvrtek"),
        ("v pátek", "pátek"),
        ("v sobotu", "sobotu"),
        ("v neděli", "neděli"),
    ),
    "pl": (
        ("w poniedziałek", "poniedziałek"),
        ("we wtorek", "wtorek"),
        ("w środę", "środę"),
        ("w czwartek", "czwartek"),
        ("w piątek", "piątek"),
        ("w sobotę", "sobotę"),
        ("w niedzielę", "niedzielę"),
    ),
    "en": tuple(
        (f"on {day}", day)
        for day in "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
    ),
}
_MONTHS: Final = {
    # as in "3. listopadu", and as in "za listopad"
    "cs": (
        "ledna února března dubna května června července srpna září října listopadu "
        "prosince".split(),
        "leden únor březen duben květen červen červenec srpen září říjen listopad prosinec".split(),
    ),
    "pl": (
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października "
        "listopada grudnia".split(),
        "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad "
        "grudzień".split(),
    ),
    "en": (
        "January February March April May June July August September October November "
        "December".split(),
        "January February March April May June July August September October November "
        "December".split(),
    ),
}
_CZECH_ZE: Final = frozenset({3, 4, 6, 7, 13, 14, 16, 17, 30, 31})


def on_day(moment: datetime, language: str) -> str:
    """``on Monday``."""
    return _WEEKDAYS[language][moment.astimezone(ZONE).weekday()][0]


def for_day(moment: datetime, language: str) -> str:
    """``Monday``, in the case that follows "move it to"."""
    return _WEEKDAYS[language][moment.astimezone(ZONE).weekday()][1]


def date(moment: datetime, language: str) -> str:
    """``3 November``."""
    local = moment.astimezone(ZONE)
    dot = "." if language == "cs" else ""
    return f"{local.day}{dot} {_MONTHS[language][0][local.month - 1]}"


def from_date(moment: datetime, language: str) -> str:
    """``of 3 November``, as in "my message of"."""
    if language == "en":
        return f"of {date(moment, language)}"
    day = moment.astimezone(ZONE).day
    return f"{'ze' if language == 'cs' and day in _CZECH_ZE else 'z'} {date(moment, language)}"


def month(moment: datetime, language: str) -> str:
    """The month's name, as in "the invoice for November"."""
    return str(_MONTHS[language][1][moment.astimezone(ZONE).month - 1])


def money(amount: int, language: str) -> str:
    """A sum in crowns, złoty or euro; ``amount`` is in crowns."""
    if language == "cs":
        return f"{amount:,}\u00a0Kč".replace(",", "\u00a0")
    if language == "pl":
        return f"{amount / 5.8:.2f}\u00a0zł".replace(".", ",")
    return f"€{amount / 25:.2f}"


def is_open(moment: datetime) -> bool:
    """Whether phones and chat are staffed."""
    local = moment.astimezone(ZONE)
    if local.weekday() == SUNDAY:
        return False
    return time(9) <= local.time() < time(15) if local.weekday() == SATURDAY else _by_day(local)


def _by_day(local: datetime) -> bool:
    return time(8) <= local.time() < time(20)


def at_desk(moment: datetime, rng: random.Random) -> datetime:
    """The moment itself if agents are at their desks then, else soon after they are back."""
    while not is_open(moment):
        local = moment.astimezone(ZONE)
        opens = time(9) if local.weekday() == SATURDAY else time(8)
        start = datetime.combine(local.date(), opens, ZONE).astimezone(UTC)
        if start <= moment:
            start = datetime.combine(local.date() + timedelta(days=1), time(8), ZONE)
        moment = start.astimezone(UTC) + timedelta(minutes=rng.uniform(5, 110))
    return moment


def awake(moment: datetime) -> datetime:
    """The moment itself, or the next morning if people sleep then."""
    local = moment.astimezone(ZONE)
    return moment + timedelta(hours=6) if local.hour < WAKE_UP else moment


def draw(rng: random.Random, *, begin: datetime, days: int, live: bool) -> datetime:
    """A moment of the period at which somebody gets in touch."""
    while True:
        day = (begin + timedelta(days=rng.randrange(days))).astimezone(ZONE)
        if rng.random() * max(DAY_WEIGHTS) > DAY_WEIGHTS[day.weekday()]:
            continue
        hour = rng.choices(range(24), LIVE_HOURS if live else WRITTEN_HOURS)[0]
        moment = datetime.combine(day.date(), time(hour), ZONE) + timedelta(
            seconds=rng.randrange(3600)
        )
        if not live or is_open(moment):
            return moment.astimezone(UTC)
