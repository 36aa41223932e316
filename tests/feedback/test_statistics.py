"""Shares, differences, counts and rounding, against the worked examples of the golden data."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.statistics import (
    Count,
    fraction,
    half_up,
    is_spike,
    median,
    net_score,
    newcombe,
    observed_expected,
    p_chart,
    percent,
    percentile,
    poisson_at_least,
    verdict,
    wilson,
)
from tests.feedback.golden import DATA

GOLDEN: dict[str, Any] = DATA["statistics"]


def shown(interval: tuple[float, float] | None) -> list[float]:
    assert interval is not None
    return [float(half_up(bound * 100, 1)) for bound in interval]


@pytest.mark.parametrize(("hits", "total", "low", "high"), GOLDEN["wilson95"])
def test_a_share_carries_its_wilson_interval(
    hits: int, total: int, low: float, high: float
) -> None:
    assert shown(wilson(hits, total)) == [low, high]


def test_nothing_counted_has_no_share_and_no_interval() -> None:
    assert wilson(0, 0) is None
    assert percent(0, 0) is None
    assert fraction(0, 0) is None
    assert Count(0, 0).share is None
    assert newcombe(Count(0, 0), Count(1, 2)) is None
    assert net_score(0, 0, 0) is None
    assert observed_expected(3, 0.0) is None
    assert percentile([], 0.9) is None


@given(total=st.integers(1, 500), data=st.data())
def test_an_interval_holds_its_share_and_stays_between_none_and_all(
    total: int, data: st.DataObject
) -> None:
    hits = data.draw(st.integers(0, total))
    interval = wilson(hits, total)

    assert interval is not None
    assert 0.0 <= interval.low <= hits / total <= interval.high <= 1.0


@pytest.mark.parametrize("case", GOLDEN["newcombe95"])
def test_the_difference_of_two_shares_says_whether_it_is_one(case: dict[str, Any]) -> None:
    interval = newcombe(Count(*case["a"]), Count(*case["b"]))

    assert shown(interval) == case["interval"]
    assert interval is not None
    assert verdict(interval) == case["verdict"].replace(" ", "_")


def test_a_smaller_share_is_lower() -> None:
    interval = newcombe(Count(140, 200), Count(180, 200))

    assert interval is not None
    assert verdict(interval) == "lower"


def test_a_week_outside_three_sigma_is_a_signal() -> None:
    case = GOLDEN["p_chart"]
    chart = p_chart([Count(hits, total) for total, hits in case["baseline"]])

    assert chart is not None
    assert float(half_up(chart.center * 100, 1)) == case["center"]
    total, hits = case["test"]
    assert float(half_up(chart.limits(total).high * 100, 1)) == case["upper"]
    assert chart.is_signal(Count(hits, total)) is case["signal"]
    assert [shown(chart.limits(total)) for total, _ in case["baseline"]] == (
        case["baseline_limits"]
    )
    assert not any(chart.is_signal(Count(hits, total)) for total, hits in case["baseline"])


def test_a_chart_needs_four_weeks_with_cases_and_an_empty_week_is_no_signal() -> None:
    weeks = [Count(1, 10)] * 3

    assert p_chart([*weeks, Count(0, 0)]) is None
    chart = p_chart([*weeks, Count(2, 10)])
    assert chart is not None
    assert not chart.is_signal(Count(0, 0))


@pytest.mark.parametrize("case", GOLDEN["poisson_spike"])
def test_a_spike_is_rare_and_large_enough(case: dict[str, Any]) -> None:
    chance = poisson_at_least(case["observed"], case["median"])

    assert float(half_up(chance, 5)) == case["p"]
    assert is_spike(case["observed"], case["median"]) is case["alert"]


def test_four_in_an_hour_are_never_a_spike() -> None:
    assert not is_spike(4, 0.01)


def test_observed_against_expected_says_within_normal_range() -> None:
    case = GOLDEN["observed_expected"]
    expected = sum(cases * share for cases, share in case["mix"])
    result = observed_expected(case["observed"], expected)

    assert result is not None
    assert expected == case["expected"]
    assert result.ratio == case["ratio"]
    assert [float(half_up(bound, 2)) for bound in result.interval] == case["interval"]
    assert result.verdict == case["verdict"].replace(" ", "_")


def test_far_more_and_far_fewer_than_expected_are_named() -> None:
    more, fewer = observed_expected(30, 10.0), observed_expected(0, 10.0)

    assert more is not None
    assert fewer is not None
    assert (more.verdict, fewer.verdict) == ("more_than_expected", "fewer_than_expected")


@pytest.mark.parametrize("case", GOLDEN["nps"])
def test_a_net_promoter_score_has_an_adjusted_wald_interval(case: dict[str, Any]) -> None:
    total = case["promoters"] + case["passives"] + case["detractors"]

    assert shown(net_score(case["promoters"], case["detractors"], total)) == case["interval"]


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        (62.5, 0, "63"),
        (-62.5, 0, "-63"),
        (0.5, 0, "1"),
        (2.675, 2, "2.68"),
        (Decimal("1.005"), 2, "1.01"),
    ],
)
def test_halves_are_rounded_away_from_zero(
    value: float | Decimal, places: int, expected: str
) -> None:
    assert str(half_up(value, places)) == expected


def test_percentages_are_rounded_once_from_the_counts() -> None:
    csat = GOLDEN["csat"]

    assert float(percent(*csat["satisfied"][:2]) or 0) == csat["satisfied"][2]
    assert int(percent(5, 8, 0) or 0) == csat["shown_integer"]
    assert fraction(4, 14) == Decimal("0.286")


def test_medians_and_percentiles_interpolate() -> None:
    assert median([26, 0, 3, 9, 8, 2, 22, 0, 0, 35]) == 5.5
    assert percentile([1, 2, 3, 4, 5], 0.9) == pytest.approx(4.6)
    assert median([7]) == 7
