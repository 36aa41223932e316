"""Shows what is understood of mail files; reads nothing else and writes nothing."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from channels_app.kinds.email.inspection import inspect
from channels_app.kinds.email.judgement import OwnFacts
from channels_app.kinds.email.thread_keys import ReplyKeys


class Command(BaseCommand):
    help = "Show what would be understood of mail files, one JSON object a line. Writes nothing."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", help="a raw mail; - is stdin")
        parser.add_argument("--json", action="store_true", help="one compact object a line")

    def handle(self, *args: Any, **options: Any) -> None:
        own = OwnFacts(instance_id=settings.INSTANCE_ID)
        keys = ReplyKeys.of(settings.REPLY_KEYS)
        failed = False
        for name in options["files"]:
            try:
                raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
                shown = {"file": name, **inspect(raw, own=own, keys=keys)}
            except OSError as error:
                failed = True
                shown = {"file": name, "error": error.strerror or type(error).__name__}
            indent = None if options["json"] else 2
            self.stdout.write(json.dumps(shown, ensure_ascii=False, indent=indent))
        if failed:
            sys.exit(1)
