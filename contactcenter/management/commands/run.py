"""Start everything on one port: `manage.py run`."""

import os
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from contactcenter.embedded import launcher, locations


class Command(BaseCommand):
    """Turns into the launcher, which needs none of what Django has loaded here."""

    help = (
        "Start PostgreSQL and Valkey (unless DATABASE_URL and REDIS_URL name yours), web, live "
        "gateway, worker and beat on one port (PORT, default 8000). Ctrl-C stops everything."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Two options; neither is needed at a prompt."""
        parser.add_argument(
            "--with-parent", action="store_true", help="stop when the calling process ends"
        )
        parser.add_argument(
            "--status", action="store_true", help="say where it runs; exit code 1 if it does not"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Become the launcher, or tell about the one that runs."""
        if options["status"]:
            sys.exit(self._tell())
        arguments = ["--with-parent"] if options["with_parent"] else []
        os.execv(  # noqa: S606 - the same process goes on as the launcher
            sys.executable, [sys.executable, "-m", launcher.__name__, *arguments]
        )

    def _tell(self) -> int:
        found = locations.running()
        if found is None:
            self.stdout.write("Not running. Start it with `make run`.")
            return 1
        self.stdout.write(f"Running at {found.address} (process {found.launcher_pid}).")
        return 0
