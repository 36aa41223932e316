"""Creates someone who can sign in."""

import getpass
import secrets
import sys
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from tickets.models import Agent, Queue, QueueMember


class Command(BaseCommand):
    help = "Create an agent, a supervisor or an administrator."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--role", choices=Agent.Role.values, default=Agent.Role.AGENT)
        parser.add_argument("--name", default="")
        parser.add_argument("--language", default="en")
        parser.add_argument("--extension", default="")
        parser.add_argument(
            "--queue",
            action="append",
            help="key of a queue to work in; repeat for several. Default: every queue.",
        )
        parser.add_argument(
            "--password-stdin", action="store_true", help="read the password from standard input"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        email = options["email"].strip().lower()
        try:
            validate_email(email)
        except ValidationError:
            raise CommandError(f"{email} is not an e-mail address.") from None
        password, shown = self._password(options)
        try:
            with transaction.atomic():
                agent = Agent.objects.create_user(
                    email,
                    password,
                    name=options["name"] or email.partition("@")[0],
                    role=options["role"],
                    language=options["language"],
                    extension=options["extension"],
                )
                self._join_queues(agent, options["queue"])
        except IntegrityError:
            raise CommandError(f"{email} (or the extension) belongs to somebody already.") from None
        self.stdout.write(f"{agent.email} can sign in as {agent.get_role_display()}.")
        if shown:
            self.stdout.write(f"Password (shown once): {password}")

    def _password(self, options: dict[str, Any]) -> tuple[str, bool]:
        if options["password_stdin"]:
            password = sys.stdin.readline().rstrip("\n")
        elif sys.stdin.isatty():
            password = getpass.getpass("Password (empty: make one): ")
        else:
            password = ""
        if not password:
            if options["password_stdin"]:
                raise CommandError("Standard input held no password.")
            return secrets.token_urlsafe(15), True
        try:
            validate_password(password)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        return password, False

    def _join_queues(self, agent: Agent, keys: list[str] | None) -> None:
        queues = Queue.objects.filter(is_active=True)
        if keys:
            queues = queues.filter(key__in=keys)
            unknown = set(keys) - set(queues.values_list("key", flat=True))
            if unknown:
                raise CommandError(f"No queue is called {', '.join(sorted(unknown))}.")
        access = QueueMember.Access.WORK if agent.role == "agent" else QueueMember.Access.LEAD
        QueueMember.objects.bulk_create(
            QueueMember(agent=agent, queue=queue, access=access) for queue in queues
        )
