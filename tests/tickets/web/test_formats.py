"""Dates and spans as people read them."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation

from tests.support.world import NOW
from tickets.web import formats

PRAGUE = ZoneInfo("Europe/Prague")


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 s"),
        (38, "38 s"),
        (60, "1 min"),
        (94, "1 min 34 s"),
        (3600, "1 h"),
        (3605, "1 h"),
        (3660, "1 h 1 min"),
        (86400 + 60, "1 d"),
        (-5, "0 s"),
        (2 * 86400 + 3600, "2 d 1 h"),
    ],
)
def test_a_span_names_its_two_biggest_units(seconds: int, words: str) -> None:
    assert formats.span(seconds) == words


@pytest.mark.parametrize(
    ("left", "label", "tone"),
    [
        (timedelta(minutes=12), "due in 12 min", "warn"),
        (timedelta(minutes=90), "due in 1 h", "neutral"),
        (timedelta(hours=23), "due tomorrow 10:00", "neutral"),
        (timedelta(days=3), "due Tue 11:00", "neutral"),
        (timedelta(days=40), "due 31 Dec", "neutral"),
        (timedelta(minutes=-25), "overdue 25 min", "bad"),
        (timedelta(seconds=-5), "overdue 1 min", "bad"),
    ],
)
def test_what_is_due_gets_louder(left: timedelta, label: str, tone: str) -> None:
    with timezone.override(PRAGUE):
        badge = formats.due(NOW + left, NOW)
    assert badge is not None
    assert (badge.label, badge.tone) == (label, tone)


@pytest.mark.parametrize(
    ("ago", "label"),
    [
        (timedelta(seconds=20), "now"),
        (timedelta(seconds=-20), "now"),
        (timedelta(minutes=12), "12 min"),
        (timedelta(hours=22, minutes=15), "22 h"),
        (timedelta(days=6, hours=5), "6 d"),
        (timedelta(days=12), "9 Nov"),
        (timedelta(days=400), "17 Oct 2025"),
    ],
)
def test_an_age_is_short(ago: timedelta, label: str) -> None:
    assert formats.age(NOW - ago, NOW).label == label


def test_a_moment_is_whole_in_its_tooltip_and_for_machines() -> None:
    with timezone.override(PRAGUE):
        moment = formats.moment(NOW)
    assert moment.label == "11:00"
    assert moment.full == "Saturday 21 November 2026, 11:00"
    assert moment.iso == "2026-11-21T11:00:00+01:00"


def test_days_near_us_have_names() -> None:
    today = NOW.date()
    assert formats.day(today, today) == "Today"
    assert formats.day(today - timedelta(days=1), today) == "Yesterday"
    assert formats.day(today - timedelta(days=2), today) == "Thursday 19 November"
    assert formats.day(today - timedelta(days=365), today) == "Friday 21 November 2025"


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Tomáš Černý", "TČ"),
        ("Anna", "A"),
        ("", "?"),
        ("J. R. R. Tolkien", "JT"),
        ("+420 602", "?"),
    ],
)
def test_initials(name: str, letters: str) -> None:
    assert formats.initials(name) == letters


def test_dates_follow_the_language() -> None:
    with translation.override("cs"), timezone.override(PRAGUE):
        assert formats.moment(NOW).full.startswith("Sobota 21. listopadu 2026")


@pytest.mark.parametrize(
    ("value", "shown"), [("+420602123402", "+420 602 123 402"), ("withheld", "withheld"), ("", "")]
)
def test_telephone_numbers_stand_in_groups(value: str, shown: str) -> None:
    assert formats.phone(value) == shown
