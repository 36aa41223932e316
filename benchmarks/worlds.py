"""Two sites of different size in one cluster, so that both can be asked in turns."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import load_backend

from benchmarks import seeding
from benchmarks.asking import Caller, signed_in, with_key
from benchmarks.measure import Work
from benchmarks.seeding import Special
from contactcenter.models import ApiKey
from tickets.models import Agent, Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """One site: its database, and who asks it."""

    entries: int
    wrapper: BaseDatabaseWrapper
    channel: Channel
    agent: Agent
    feeder: Caller
    reader: Caller
    desk: Caller
    special: Special

    def enter(self) -> None:
        """From now on the product talks to this site's database."""
        connections["default"] = self.wrapper

    def inside(self, work: Callable[..., Any], *arguments: Any) -> Work:
        """The work as a call that first comes here."""

        def run() -> Any:
            self.enter()
            return work(*arguments)

        return run


def prepare() -> None:
    """Migrates the database that the settings name; sites are copies of it."""
    call_command("migrate", verbosity=0)


def make(name: str, entries: int, application: WSGIHandler) -> World:
    """A new database with so many entries; returns inside it."""
    wrapper = _database(name)
    connections["default"] = wrapper
    agent, channels = seeding.found()
    special = seeding.fill(channels, entries)
    feeder = ApiKey.issue(name="feeder", scopes=["interactions:write"])
    reader = ApiKey.issue(name="reader", scopes=["customers:read", "interactions:read"])
    return World(
        entries=entries,
        wrapper=wrapper,
        channel=channels["api"],
        agent=agent,
        feeder=with_key(application, feeder.text),
        reader=with_key(application, reader.text),
        desk=signed_in(application, agent),
        special=special,
    )


def _database(name: str) -> BaseDatabaseWrapper:
    """A copy of the empty database, and a connection of its own."""
    facts = deepcopy(connections.settings["default"])
    template = facts["NAME"]
    connection.close()
    beside = _wrapper({**facts, "NAME": "postgres"})
    with beside.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    beside.close()
    return _wrapper({**facts, "NAME": name})


def _wrapper(facts: dict[str, Any]) -> BaseDatabaseWrapper:
    made: BaseDatabaseWrapper = load_backend(facts["ENGINE"]).DatabaseWrapper(facts, "default")
    return made
