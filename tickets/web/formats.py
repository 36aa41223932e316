"""Dates, spans and names as people read them, made once for a row.

Times are shown in the active time zone and language; ``at`` is now.
"""

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final

import phonenumbers
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from tickets.web.rows import Badge, Moment

MINUTE: Final = 60
HOUR: Final = 60 * MINUTE
DAY: Final = 24 * HOUR
SOON: Final = timedelta(minutes=30)


def moment(value: datetime, label: str = "") -> Moment:
    """The moment with a label, by default the time of day."""
    local = timezone.localtime(value)
    time = f"{local:%H:%M}"
    return Moment(
        iso=local.isoformat(timespec="seconds"),
        label=label or time,
        full=f"{_whole_date(local.date(), get_language())}, {time}",
    )


@lru_cache(maxsize=1024)
def _whole_date(value: date, _language: str | None) -> str:
    return f"{str(WEEKDAYS[value.weekday()]).capitalize()} {long_date(value)}"


def age(value: datetime, at: datetime) -> Moment:
    """How long ago, short enough for a list; from a week on the date."""
    seconds = max((at - value).total_seconds(), 0)
    if seconds < MINUTE:
        label = _("now")
    elif seconds < 7 * DAY:
        label = span(seconds, parts=1)
    else:
        label = short_date(timezone.localtime(value), timezone.localtime(at))
    return moment(value, label)


def span(seconds: float, parts: int = 2) -> str:
    """A duration in its biggest unit and the next smaller one: "5 min 55 s", "2 h", "3 d 4 h"."""
    units = ((DAY, _("d")), (HOUR, _("h")), (MINUTE, _("min")), (1, _("s")))
    left = max(int(seconds), 0)
    first = next(
        (place for place, (size, _unit) in enumerate(units) if left >= size), len(units) - 1
    )
    words: list[str] = []
    for size, unit in units[first : first + parts]:
        count, left = divmod(left, size)
        if count or not words:
            words.append(f"{count} {unit}")
    return " ".join(words)


def due(value: datetime | None, at: datetime) -> Badge | None:
    """When an answer is due, louder the nearer it is."""
    if value is None:
        return None
    left = value - at
    if left < timedelta(0):
        late = span(max(-left.total_seconds(), MINUTE), parts=1)
        return Badge(label=_("overdue %(span)s") % {"span": late}, tone="bad")
    if left >= timedelta(hours=20):
        when = near_day(timezone.localtime(value), timezone.localtime(at))
        return Badge(label=_("due %(when)s") % {"when": when})
    soon = span(max(left.total_seconds(), MINUTE), parts=1)
    tone = "warn" if left < SOON else "neutral"
    return Badge(label=_("due in %(span)s") % {"span": soon}, tone=tone)


def near_day(local: datetime, now: datetime) -> str:
    """A weekday with its time within a week, else a date."""
    if local.date() == now.date():
        return f"{local:%H:%M}"
    if local.date() == now.date() + timedelta(days=1):
        return _("tomorrow %(time)s") % {"time": f"{local:%H:%M}"}
    if timedelta(0) < local.date() - now.date() < timedelta(days=7):
        return f"{WEEKDAYS_ABBR[local.weekday()]} {local:%H:%M}"
    return short_date(local, now)


def day(value: date, today: date) -> str:
    """The heading over a day's entries."""
    if value == today:
        return _("Today")
    if value == today - timedelta(days=1):
        return _("Yesterday")
    weekday = str(WEEKDAYS[value.weekday()]).capitalize()
    same_year = value.year == today.year
    pattern = pgettext("date format", "j E") if same_year else pgettext("date format", "j E Y")
    return f"{weekday} {format_date(value, pattern)}"


def short_date(local: date, now: date) -> str:
    """Day and month, with the year when it is another one."""
    if local.year == now.year:
        return format_date(local, pgettext("date format", "j M"))
    return format_date(local, pgettext("date format", "j M Y"))


def long_date(local: date) -> str:
    """Day, month in full, year."""
    return format_date(local, pgettext("date format", "j E Y"))


def initials(name: str) -> str:
    """One or two letters for an avatar."""
    words = [word for word in name.split() if word[:1].isalpha()]
    letters = words[:1] + words[1:][-1:]
    return "".join(word[0] for word in letters).upper() or "?"


def phone(value: str) -> str:
    """A telephone number in groups: "+420 602 123 402"; what is none stays as it is."""
    try:
        number = phonenumbers.parse(value)
    except phonenumbers.NumberParseException:
        return value
    international = phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return str(phonenumbers.format_number(number, international))
