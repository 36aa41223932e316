"""Waiting for something another process or thread does."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
PATIENCE = 30.0


def wait_for(look: Callable[[], T | None], *, seconds: float = PATIENCE, what: str = "") -> T:
    """The first truthy answer of `look`; fails the test with `what` when none comes."""
    until = time.monotonic() + seconds
    while True:
        if found := look():
            return found
        if time.monotonic() > until:
            raise AssertionError(f"{what or look} did not happen within {seconds:g} s")
        time.sleep(0.02)
