"""Fills an empty database with sample data for looking around."""

import secrets
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from contactcenter.demo import loading
from contactcenter.demo.company import DOMAIN, SIGN_INS
from contactcenter.embedded import locations
from tickets.models import Ticket

_WORDS = "amber birch cedar dune ember fjord grove harbor island juniper kestrel lagoon".split()


class Command(BaseCommand):
    """Prints who may sign in and with which password; the password is shown at every start."""

    help = (
        "Load 90 days of an invented company's customer care into an empty database and print a "
        "sign-in. For looking around only: everybody in it has the same password."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Nothing is needed; the options are for other sizes and for repeating a history."""
        parser.add_argument("--if-empty", action="store_true", help="do nothing if there is data")
        parser.add_argument("--days", type=int, default=90, help="length of the history")
        parser.add_argument("--interactions", type=int, default=2000, help="about how many")
        parser.add_argument("--at", help="the moment it ends, ISO 8601; now unless given")
        parser.add_argument("--seed", type=int, default=1, help="another one: other people")
        parser.add_argument("--password", help="a random one unless given")

    def handle(self, *args: Any, **options: Any) -> None:
        """Loads it, or says that it is there."""
        quiet = options["if_empty"]
        if loading.is_loaded():
            if not quiet:
                self.stdout.write("The demo data is already there.")
                self._tell(locations.layout().demo_login_lines())
            return
        if quiet and Ticket.objects.exists():
            return
        password = options["password"] or _password()
        try:
            loaded = loading.load(
                at=_moment(options["at"]),
                password=password,
                span=_positive(options["days"], "--days"),
                interactions=_positive(options["interactions"], "--interactions"),
                seed=options["seed"],
            )
        except loading.InUse as refusal:
            raise CommandError(str(refusal)) from refusal
        if not quiet:
            self.stdout.write(
                f"Demo data: {loaded.customers} customers, {loaded.tickets} tickets, "
                f"{loaded.interactions} entries, {loaded.answers} survey answers."
            )
        lines = [
            f"Demo sign-in, password {password}",
            *(f"  {login}@{DOMAIN}  ({role})" for login, role in SIGN_INS),
            "No mail leaves: the demo has no outgoing mail server.",
        ]
        _remember(lines)
        self._tell([] if quiet else lines)

    def _tell(self, lines: list[str]) -> None:
        for line in lines:
            self.stdout.write(line)


def _password() -> str:
    return f"{secrets.choice(_WORDS)}-{secrets.choice(_WORDS)}-{secrets.randbelow(9000) + 1000}"


def _moment(text: str | None) -> datetime:
    if not text:
        return timezone.now()
    moment = parse_datetime(text)
    if moment is None:
        raise CommandError(f"--at must look like 2025-11-21T10:00:00Z, not {text}.")
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)


def _positive(number: int, name: str) -> int:
    if number < 1:
        raise CommandError(f"{name} must be above zero.")
    return int(number)


def _remember(lines: list[str]) -> None:
    """Keeps the sign-in where `make run` shows it at every start."""
    where = locations.layout()
    where.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    where.demo_login.touch(mode=0o600)
    where.demo_login.write_text("\n".join(lines) + "\n", encoding="utf-8")
