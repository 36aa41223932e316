"""Bring a database up to date before serving from it."""

import os
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tickets.models import Ticket


class Command(BaseCommand):
    """Migrations, then demo data where there is nothing yet."""

    help = "Apply migrations, and load demo data into an empty database (not with CC_DEMO=no)."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Both steps are harmless, and cost little, when there is nothing to do."""
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", interactive=False, verbosity=0)
        if os.environ.get("CC_DEMO") != "no" and not Ticket.objects.exists():
            call_command("demo", "--if-empty")
