"""When a question leaves: delays, the window, weekends, clocks that change."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.surveys.timing import Delays, Window, business_day_after, next_open, zone_of

PRAGUE = ZoneInfo("Europe/Prague")
WINDOW = Window(opens=time(9), closes=time(20))
NO_WEEKENDS = Window(opens=time(9), closes=time(20), weekends=False)


def _prague(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PRAGUE)


@pytest.mark.parametrize(
    ("moment", "window", "expected"),
    [
        # Resolved on Friday 19:30 and a day's delay.
        ("2026-11-21T19:30", WINDOW, "2026-11-21T19:30"),
        ("2026-11-21T19:30", NO_WEEKENDS, "2026-11-23T09:00"),
        ("2026-11-20T20:00", WINDOW, "2026-11-21T09:00"),
        ("2026-11-20T19:59", WINDOW, "2026-11-20T19:59"),
        ("2026-11-20T08:59", WINDOW, "2026-11-20T09:00"),
        ("2026-11-20T20:00", NO_WEEKENDS, "2026-11-23T09:00"),
    ],
)
def test_a_moment_moves_into_the_window(moment: str, window: Window, expected: str) -> None:
    assert next_open(_prague(moment), window, PRAGUE) == _prague(expected)


def test_a_due_time_in_the_hour_that_does_not_exist_moves_on_inside_the_window() -> None:
    early = Window(opens=time(2, 30), closes=time(20))
    found = next_open(_prague("2026-03-29T01:10"), early, PRAGUE)
    assert f"{found.astimezone(PRAGUE):%d %H:%M}" == "29 03:30"


@given(
    hours=st.floats(0, 2 * 366 * 24),
    zone=st.sampled_from(
        ["Europe/Prague", "Pacific/Kiritimati", "Pacific/Pago_Pago", "America/New_York"]
    ),
    weekends=st.booleans(),
)
def test_whatever_the_zone_a_question_leaves_inside_the_window_and_never_early(
    hours: float, zone: str, weekends: bool
) -> None:
    moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hours)
    window = Window(opens=time(9), closes=time(20), weekends=weekends)
    found = next_open(moment, window, ZoneInfo(zone))
    local = found.astimezone(ZoneInfo(zone))
    assert moment <= found <= moment + timedelta(days=4)
    assert time(9) <= local.time() < time(20)
    assert weekends or local.weekday() < 5
    assert next_open(found, window, ZoneInfo(zone)) == found


def test_each_kind_of_channel_has_its_delay() -> None:
    hour = timedelta(hours=1)
    delays = Delays(written=24 * hour, phone=2 * hour, chat=hour, social=3 * hour)
    kinds = ("email", "webform", "api", "phone", "chat", "sms", "whatsapp", "")
    assert [delays.after(kind) // hour for kind in kinds] == [24, 24, 24, 2, 1, 3, 3, 24]


def test_the_first_name_that_is_a_zone_counts() -> None:
    assert zone_of("", "Nowhere/Land", "Europe/Warsaw", "UTC").key == "Europe/Warsaw"
    assert zone_of("../etc/passwd").key == "UTC"


def test_one_business_day_after_friday_is_monday() -> None:
    friday = _prague("2026-11-20T16:00")
    assert business_day_after(friday, PRAGUE) == _prague("2026-11-23T16:00")
