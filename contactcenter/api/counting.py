"""Counters in this process's memory: no round trip, nothing to fail."""

import math
import threading
from dataclasses import dataclass
from typing import Final

_MOST: Final = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """How often something happened in the running window, and when the window ends (seconds)."""

    number: int
    resets_in: int


class Counter:
    """Counts per name in windows that start with the first event of each name."""

    def __init__(self, *, seconds: int) -> None:
        self.seconds = seconds
        self._windows: dict[str, list[float]] = {}
        self._lock = threading.Lock()

    def count(self, name: str, *, now: float) -> Used:
        """Counts one event at ``now`` (seconds of a steady clock)."""
        with self._lock:
            window = self._windows.get(name)
            if window is None or now >= window[0]:
                if len(self._windows) >= _MOST:
                    self._forget(now)
                window = self._windows[name] = [now + self.seconds, 0]
            window[1] += 1
            return Used(number=int(window[1]), resets_in=max(1, math.ceil(window[0] - now)))

    def clear(self) -> None:
        """Starts over."""
        with self._lock:
            self._windows.clear()

    def _forget(self, now: float) -> None:
        self._windows = {name: row for name, row in self._windows.items() if now < row[0]}
        if len(self._windows) >= _MOST:
            self._windows.clear()
