"""Small-sample statistics for shares and counts; standard library only, no model behind it.

Shares are given as counts, so that nothing is rounded before it is shown. Intervals are 95 %
unless said otherwise and come as fractions between 0 and 1.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from math import exp, sqrt
from statistics import NormalDist
from typing import Final, NamedTuple

Z95: Final = NormalDist().inv_cdf(0.975)


class Interval(NamedTuple):
    """A lower and an upper bound."""

    low: float
    high: float

    def contains(self, value: float) -> bool:
        """Whether the value lies inside, bounds included."""
        return self.low <= value <= self.high


class Count(NamedTuple):
    """``hits`` out of ``total``."""

    hits: int
    total: int

    @property
    def share(self) -> float | None:
        """The fraction, or ``None`` of nothing."""
        return self.hits / self.total if self.total else None


def half_up(value: Decimal | float, places: int = 0) -> Decimal:
    """Rounded half away from zero; a float is taken as the number it prints as."""
    number = value if isinstance(value, Decimal) else Decimal(repr(value))
    return number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def fraction(hits: int, total: int, places: int = 3) -> Decimal | None:
    """``hits / total`` rounded half up; ``None`` when there is nothing to divide by."""
    return half_up(Decimal(hits) / Decimal(total), places) if total else None


def percent(hits: int, total: int, places: int = 1) -> Decimal | None:
    """``hits / total`` in per cent, rounded half up; ``None`` when nothing was counted."""
    return half_up(Decimal(100 * hits) / Decimal(total), places) if total else None


def wilson(hits: int, total: int, z: float = Z95) -> Interval | None:
    """The score interval of a share (Wilson 1927); ``None`` when nothing was counted."""
    if not total:
        return None
    share = hits / total
    weight = 1 + z * z / total
    middle = (share + z * z / (2 * total)) / weight
    half = z * sqrt(share * (1 - share) / total + z * z / (4 * total * total)) / weight
    low = 0.0 if hits == 0 else max(0.0, middle - half)
    high = 1.0 if hits == total else min(1.0, middle + half)
    return Interval(low, high)


def newcombe(a: Count, b: Count, z: float = Z95) -> Interval | None:
    """The interval of the difference of two shares a - b (Newcombe 1998, method 10)."""
    of_a, of_b = wilson(*a, z), wilson(*b, z)
    if of_a is None or of_b is None:
        return None
    share_a, share_b = a.hits / a.total, b.hits / b.total
    difference = share_a - share_b
    down = sqrt((share_a - of_a.low) ** 2 + (of_b.high - share_b) ** 2)
    up = sqrt((of_a.high - share_a) ** 2 + (share_b - of_b.low) ** 2)
    return Interval(difference - down, difference + up)


def verdict(difference: Interval) -> str:
    """``higher``, ``lower`` or ``no_clear_difference``, by whether the interval clears zero."""
    if difference.low > 0:
        return "higher"
    return "lower" if difference.high < 0 else "no_clear_difference"


def net_score(promoters: int, detractors: int, total: int, z: float = Z95) -> Interval | None:
    """The adjusted Wald interval of a net promoter score, between -1 and 1 (adds 3/4, 3/4, 3)."""
    if not total:
        return None
    n = total + 3
    up, down = (promoters + 0.75) / n, (detractors + 0.75) / n
    half = z * sqrt((up + down - (up - down) ** 2) / n)
    return Interval(max(-1.0, up - down - half), min(1.0, up - down + half))


def poisson_at_least(observed: int, expected: float) -> float:
    """The chance of ``observed`` or more events where ``expected`` are usual."""
    term = exp(-expected)
    below = 0.0
    for count in range(observed):
        below += term
        term *= expected / (count + 1)
    return max(0.0, 1.0 - below)


def is_spike(observed: int, median: float, at_least: int = 5, limit: float = 0.001) -> bool:
    """Whether a count is both worth a look and too many for chance."""
    return observed >= at_least and poisson_at_least(observed, median) < limit


def poisson_interval(observed: int, tail: float = 0.025) -> Interval:
    """The exact interval of a Poisson mean (Garwood 1936), found by halving."""

    def crossing(count: int, wanted: float) -> float:
        low, high = 0.0, observed + 10 * sqrt(observed + 1) + 10
        for _ in range(100):
            middle = (low + high) / 2
            if poisson_at_least(count, middle) < wanted:
                low = middle
            else:
                high = middle
        return (low + high) / 2

    lower = crossing(observed, tail) if observed else 0.0
    return Interval(lower, crossing(observed + 1, 1 - tail))


class ObservedExpected(NamedTuple):
    """How many there were for each that was to be expected."""

    ratio: float
    interval: Interval

    @property
    def verdict(self) -> str:
        """``within_normal_range``, ``more_than_expected`` or ``fewer_than_expected``."""
        if self.interval.contains(1.0):
            return "within_normal_range"
        return "more_than_expected" if self.ratio > 1 else "fewer_than_expected"


def observed_expected(observed: int, expected: float) -> ObservedExpected | None:
    """Observed against expected with an exact Poisson interval; ``None`` if none is expected."""
    if expected <= 0:
        return None
    low, high = poisson_interval(observed)
    return ObservedExpected(observed / expected, Interval(low / expected, high / expected))


@dataclass(frozen=True, slots=True, kw_only=True)
class PChart:
    """A control chart of shares: the centre of the baseline and three-sigma limits for any n."""

    center: float

    def limits(self, total: int) -> Interval:
        """The limits for a week with ``total`` cases."""
        half = 3 * sqrt(self.center * (1 - self.center) / total) if total else 1.0
        return Interval(max(0.0, self.center - half), min(1.0, self.center + half))

    def is_signal(self, count: Count) -> bool:
        """Whether the week lies outside its limits; a week without cases never does."""
        share = count.share
        return share is not None and not self.limits(count.total).contains(share)


def p_chart(baseline: Sequence[Count]) -> PChart | None:
    """A chart from at least four baseline weeks with cases; ``None`` from fewer."""
    weeks = [count for count in baseline if count.total]
    if len(weeks) < 4:
        return None
    hits, total = sum(week.hits for week in weeks), sum(week.total for week in weeks)
    return PChart(center=hits / total)


def median(values: Iterable[float]) -> float | None:
    """The middle value, or the mean of the two middle ones; ``None`` of nothing."""
    return percentile(values, 0.5)


def percentile(values: Iterable[float], quantile: float) -> float | None:
    """The quantile by linear interpolation between neighbours; ``None`` of nothing."""
    ordered = sorted(values)
    if not ordered:
        return None
    place = quantile * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)
