"""Where the parts of a chart stand; the template draws them, the table beside it says the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil
from typing import Final

WIDTH: Final = 880
HEIGHT: Final = 280
LEFT: Final = 44
RIGHT: Final = 12
TOP: Final = 12
BOTTOM: Final = 28
_STEPS: Final = (1, 2, 5, 10, 20, 25)
_LINES: Final = 5
_LABELS: Final = 13


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One place on the time axis; ``share`` (a fraction) is ``None`` where too few were counted."""

    label: str
    count: int
    share: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A column, with what it says."""

    x: str
    y: str
    width: str
    height: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A dot, a tick or a label."""

    x: str
    y: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Columns for counts behind a line of shares, in a box of ``width`` by ``height``."""

    width: int
    height: int
    bars: tuple[Bar, ...]
    lines: tuple[str, ...]
    dots: tuple[Mark, ...]
    ticks: tuple[Mark, ...]
    labels: tuple[Mark, ...]

    @property
    def right(self) -> int:
        """Where grid lines end."""
        return self.width - RIGHT

    @property
    def left(self) -> int:
        """Where grid lines begin."""
        return LEFT


def share_chart(samples: Sequence[Sample]) -> Chart | None:
    """The chart, or ``None`` if nothing was counted."""
    if not any(sample.count for sample in samples):
        return None
    top = _top_percent(samples)
    most = max(sample.count for sample in samples)
    step = (WIDTH - LEFT - RIGHT) / len(samples)
    middles = [LEFT + step * (place + 0.5) for place in range(len(samples))]
    heights = [
        None if sample.share is None else _y(float(sample.share) * 100 / top) for sample in samples
    ]
    return Chart(
        width=WIDTH,
        height=HEIGHT,
        bars=tuple(
            _bar(sample, middle, min(step * 0.5, 28), most)
            for sample, middle in zip(samples, middles, strict=True)
        ),
        lines=tuple(_lines(middles, heights)),
        dots=tuple(
            Mark(x=_number(middle), y=_number(y), text=sample.label)
            for sample, middle, y in zip(samples, middles, heights, strict=True)
            if y is not None
        ),
        ticks=tuple(_ticks(top)),
        labels=tuple(_labels(samples, middles)),
    )


def _top_percent(samples: Sequence[Sample]) -> int:
    """The percentage at the top of the axis: a round one above every share."""
    highest = max((float(sample.share) * 100 for sample in samples if sample.share), default=0.0)
    for step in _STEPS:
        if step * _LINES >= highest:
            return step * _LINES
    return 100


def _y(part: float) -> float:
    return TOP + (HEIGHT - TOP - BOTTOM) * (1 - part)


def _bar(sample: Sample, middle: float, width: float, most: int) -> Bar:
    top = _y(0.8 * sample.count / most)
    return Bar(
        x=_number(middle - width / 2),
        y=_number(top),
        width=_number(width),
        height=_number(_y(0) - top),
        title=sample.label,
    )


def _lines(middles: list[float], heights: list[float | None]) -> list[str]:
    """Unbroken stretches of the line; a gap stays a gap."""
    stretches: list[list[str]] = [[]]
    for x, y in zip(middles, heights, strict=True):
        if y is None:
            stretches.append([])
        else:
            stretches[-1].append(f"{_number(x)},{_number(y)}")
    return [" ".join(points) for points in stretches if len(points) > 1]


def _ticks(top: int) -> list[Mark]:
    step = top // _LINES
    return [
        Mark(x=_number(LEFT - 8), y=_number(_y(value / top)), text=f"{value}\u00a0%")
        for value in range(0, top + 1, step)
    ]


def _labels(samples: Sequence[Sample], middles: list[float]) -> list[Mark]:
    every = ceil(len(samples) / _LABELS)
    return [
        Mark(x=_number(middle), y=_number(HEIGHT - 8), text=sample.label)
        for sample, middle in list(zip(samples, middles, strict=True))[::every]
    ]


def _number(value: float) -> str:
    return f"{value:.1f}"
