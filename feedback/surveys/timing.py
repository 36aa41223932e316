"""When a question may leave: pure arithmetic in the recipient's time zone."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_FRIDAY: Final = 4
_SOCIAL: Final = frozenset({"sms", "whatsapp", "telegram"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The hours of a day in which questions are sent, and whether weekends count."""

    opens: time
    closes: time
    weekends: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Delays:
    """How long to wait after a resolution, by the kind of the last contact's channel."""

    written: timedelta
    phone: timedelta
    chat: timedelta
    social: timedelta

    def after(self, channel_kind: str) -> timedelta:
        """The wait for one kind of channel; unknown kinds wait like a letter."""
        if channel_kind == "phone":
            return self.phone
        if channel_kind == "chat":
            return self.chat
        return self.social if channel_kind in _SOCIAL else self.written


def zone_of(*names: str) -> ZoneInfo:
    """The first of these that is a time zone, else UTC."""
    for name in names:
        if name:
            try:
                return ZoneInfo(name)
            except (ZoneInfoNotFoundError, ValueError):
                continue
    return ZoneInfo("UTC")


def next_open(moment: datetime, window: Window, zone: ZoneInfo) -> datetime:
    """The moment itself if the window is open then, else when it opens next; in UTC."""
    local = moment.astimezone(zone)
    day = local.date()
    if _counts(day, window) and window.opens <= local.time() < window.closes:
        return moment.astimezone(UTC)
    if local.time() >= window.opens:
        day += timedelta(days=1)
    while not _counts(day, window):
        day += timedelta(days=1)
    return datetime.combine(day, window.opens, zone).astimezone(UTC)


def business_day_after(moment: datetime, zone: ZoneInfo) -> datetime:
    """The same time of day one working day later, weekends left out."""
    day = moment.astimezone(zone) + timedelta(days=1)
    while day.weekday() > _FRIDAY:
        day += timedelta(days=1)
    return day.astimezone(UTC)


def _counts(day: date, window: Window) -> bool:
    return window.weekends or day.weekday() <= _FRIDAY
