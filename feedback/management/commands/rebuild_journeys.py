"""Computes every journey anew, or says how far the stored ones are off."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from feedback.journeys import upkeep


class Command(BaseCommand):
    help = "Compute contacts, issue chains and switches of all customers from their facts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="change nothing, only count what differs"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        changed = upkeep.rebuild(at=timezone.now(), write=not options["check"])
        if not changed:
            self.stdout.write("Every journey says what the facts say.")
        elif options["check"]:
            self.stdout.write(f"{changed} derived rows differ from the facts.")
        else:
            self.stdout.write(f"{changed} derived rows were written anew.")
