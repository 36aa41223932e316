"""Creates a key for the API and prints its secret once."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from contactcenter.models import ApiKey
from contactcenter.scopes import SCOPES
from tickets.models import Channel


class Command(BaseCommand):
    help = "Create an API key. The secret is printed once and cannot be read again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--name", required=True, help="who uses it, for the list of keys")
        parser.add_argument("--scopes", required=True, help="comma-separated; 'help' lists them")
        parser.add_argument("--channel", help="id of the only channel it may write to")
        parser.add_argument(
            "--trust-identifiers",
            action="store_true",
            help="believe its 'verified' contact points",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        scopes = [scope.strip() for scope in options["scopes"].split(",") if scope.strip()]
        unknown = sorted(set(scopes) - SCOPES)
        if unknown or not scopes:
            raise CommandError(
                f"Unknown scopes: {', '.join(unknown) or 'none given'}. "
                f"There are: {', '.join(sorted(SCOPES))}."
            )
        issued = ApiKey.issue(
            name=options["name"], scopes=scopes, channel=self._channel(options["channel"])
        )
        if options["trust_identifiers"]:
            issued.key.trust_identifiers = True
            issued.key.save(update_fields=["trust_identifiers"])
        self.stderr.write(f"Key {issued.key.id}. Keep the next line; it is shown once:")
        self.stdout.write(issued.text)

    def _channel(self, channel_id: str | None) -> Channel | None:
        if not channel_id:
            return None
        try:
            return Channel.objects.get(id=channel_id)
        except (Channel.DoesNotExist, ValidationError):
            raise CommandError(f"No channel has the id {channel_id}.") from None
