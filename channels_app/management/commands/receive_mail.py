"""Takes one mail from the mail server's pipe."""

import sys
from argparse import ArgumentParser
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, transaction
from django.utils import timezone

from channels_app import ingest
from channels_app.kinds.email import limits, mailroom
from channels_app.models import Connection, InboundPayload, PayloadState
from tickets import doorbell

EX_NOUSER: Final = 67
EX_UNAVAILABLE: Final = 69
EX_TEMPFAIL: Final = 75


class Command(BaseCommand):
    help = (
        "Keep one mail from standard input for the mailbox it was sent to. Exit code 75 means "
        "'try again later', 67 'no such mailbox', 69 'too large', 0 that it is stored for good."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--stdin", action="store_true", help="read the mail from standard input"
        )
        parser.add_argument("--to", required=True, help="the envelope recipient")
        parser.add_argument("--from", dest="sender", default="", help="the envelope sender")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["stdin"]:
            raise CommandError("Say --stdin and give the mail on standard input.")
        body = sys.stdin.buffer.read(limits.MESSAGE_BYTES + 1)
        try:
            payload = self._keep(body, options["to"], options["sender"])
        except DatabaseError as error:
            self.stderr.write(f"The database does not answer ({type(error).__name__}); try later.")
            sys.exit(EX_TEMPFAIL)
        doorbell.drain()
        self.stdout.write(payload.id)
        if payload.reason == "too_large":
            self.stderr.write("The mail is larger than 40 MiB; only its headers were kept.")
            sys.exit(EX_UNAVAILABLE)

    def _keep(self, body: bytes, to: str, sender: str) -> InboundPayload:
        channel = mailroom.mailbox_for(to)
        if channel is None:
            self.stderr.write("No mailbox has this address.")
            sys.exit(EX_NOUSER)
        at = timezone.now()
        too_large = len(body) > limits.MESSAGE_BYTES
        raw = ingest.Raw(
            kind="email",
            dedupe_key=mailroom.dedupe_key(body),
            body=body[: limits.HEADER_BLOCK_BYTES] if too_large else body,
            channel=channel,
            connection=mailroom.connection_of(channel, Connection.Kind.PIPE),
            envelope={"to": to, "from": sender, "way": "pipe"},
        )
        with transaction.atomic():
            kept = ingest.keep(raw, at=at)
            if kept.created and too_large:
                ingest.set_aside(kept.payload, PayloadState.QUARANTINED, "too_large", at=at)
        return kept.payload
