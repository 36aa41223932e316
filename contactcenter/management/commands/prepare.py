"""Bring a database up to date before serving from it."""

import os
from typing import Any

from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Migrations, then demo data where there is nothing yet."""

    help = "Apply migrations, and load demo data into an empty database (not with CC_DEMO=no)."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Both steps are harmless when there is nothing to do."""
        call_command("migrate", interactive=False, verbosity=0)
        if os.environ.get("CC_DEMO") != "no" and "demo" in get_commands():
            call_command("demo", "--if-empty")
