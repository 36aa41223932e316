"""D1, stored and computed, on the evening of its last day."""

from collections.abc import Iterator

import pytest
import time_machine

from feedback.models import JourneyProgress
from tests.feedback.asking import compute
from tests.feedback.d1_tables import Tables, stored
from tests.feedback.golden import NOW


@pytest.fixture
def d1(db: None) -> Iterator[Tables]:
    """The golden data set; interfaces read its moment from the clock."""
    tables = stored()
    compute()
    for source in ("interaction", "ticket_event"):
        JourneyProgress.objects.create(source=source, read_at=NOW)
    with time_machine.travel(NOW, tick=False):
        yield tables
