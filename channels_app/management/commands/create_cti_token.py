"""Makes the address a telephone exchange reports calls to, and prints it once."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from channels_app.kinds.phone import tokens
from tickets.models import Channel


class Command(BaseCommand):
    help = "Create the CTI address of a telephone channel. The one before stays valid for 24 h."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("channel", help="id of the telephone channel (chn_…)")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            channel = Channel.objects.get(id=options["channel"])
            token = tokens.issue(channel, at=timezone.now())
        except (Channel.DoesNotExist, ValidationError):
            raise CommandError(f"No channel has the id {options['channel']}.") from None
        except tokens.NotATelephoneChannel:
            raise CommandError("That is not a telephone channel.") from None
        self.stderr.write("Give this address to your exchange; it is shown once:")
        self.stdout.write(f"{settings.PUBLIC_BASE_URL}/api/v1/cti/{token}/")
