"""Runs a periodic tick at a given moment."""

import sys
from argparse import ArgumentParser
from datetime import UTC, datetime
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from tickets import doorbell, ticks

YEARS: Final = range(1971, 2200)


class Command(BaseCommand):
    help = "Run a periodic tick now, or as if it were another moment (tests, replays)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", nargs="?", help="which tick; without a name they are listed")
        parser.add_argument("--at", help="the moment, as 2026-03-29T12:00:00+02:00; UTC if no zone")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["name"] is None:
            for tick in ticks.registered():
                self.stdout.write(f"{tick.name}  every {tick.every_seconds} s")
            return
        try:
            done = ticks.run(options["name"], at=_moment(options["at"]), replay=bool(options["at"]))
        except ticks.UnknownTick as error:
            known = ", ".join(error.facts["known"])
            raise CommandError(
                f"No tick is called {options['name']}. There are: {known}."
            ) from None
        doorbell.drain()
        if done is None:
            self.stderr.write(f"{options['name']} is running elsewhere; nothing done.")
            sys.exit(75)
        self.stdout.write(f"{options['name']}: {done}")


def _moment(text: str | None) -> datetime:
    if not text:
        return timezone.now()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise CommandError("--at takes a moment such as 2026-03-29T12:00:00+02:00.") from None
    if moment.year not in YEARS:
        raise CommandError(f"--at takes a year from {YEARS[0]} to {YEARS[-1]}.")
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
