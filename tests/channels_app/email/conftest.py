"""What mail tests share: our border's mail server and one mailbox."""

import pytest
from django.conf import LazySettings

from tests.channels_app.email.arrivals import BORDER
from tests.support.world import a_channel
from tickets.models import Channel


@pytest.fixture
def _border(settings: LazySettings) -> None:
    settings.TRUSTED_AUTHSERV_IDS = [BORDER]


@pytest.fixture
def help_desk(_border: None) -> Channel:
    """The e-mail channel help@desk.example."""
    return a_channel(address="help@desk.example")
