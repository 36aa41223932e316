"""A signed-in agent and the pages as they see them."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.test import Client

from tests.support.world import NOW, a_channel, an_agent
from tickets.models import Agent, Channel


@pytest.fixture
def agent(db: None) -> Agent:
    """Anna, who works in the queue "care"."""
    return an_agent("Anna")


@pytest.fixture
def mailbox(db: None) -> Channel:
    """The queue's e-mail address."""
    return a_channel("email")


@pytest.fixture
def desk(agent: Agent) -> Client:
    """A browser in which Anna is signed in."""
    client = Client()
    client.force_login(agent)
    return client


@pytest.fixture
def signed_in() -> Callable[[Agent], Client]:
    """Another browser for another agent."""

    def sign_in(other: Agent) -> Client:
        client = Client()
        client.force_login(other)
        return client

    return sign_in


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    """The world's Saturday morning; it goes on, because ids are ordered by time."""
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def show() -> Callable[..., str]:
    """The page at an address, as text; fails for anything but 200."""

    def get(client: Client, address: str, **headers: str) -> str:
        response = client.get(address, headers=headers)
        assert response.status_code == 200, response.status_code
        return response.content.decode()

    return get
