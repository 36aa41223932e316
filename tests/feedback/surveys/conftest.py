"""Fixtures of the survey tests."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from tests.feedback.surveys.visiting import LATER


@pytest.fixture
def the_day_after() -> Iterator[None]:
    """Interfaces read their clock the day after the question was sent."""
    with time_machine.travel(LATER, tick=False):
        yield


@pytest.fixture
def visitor() -> Client:
    """Somebody without an account."""
    return Client()
