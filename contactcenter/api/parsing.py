"""Bodies of requests."""

from collections.abc import Mapping
from typing import IO, Any

from rest_framework.parsers import BaseParser

from contactcenter.api.refusals import TooLarge
from tickets.wire.document import MAX_BODY, parse


class JSONParser(BaseParser):
    """Strict JSON of at most 10 MiB; see :mod:`tickets.wire.document`."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        """The document; raises ``Malformed`` or ``TooLarge``."""
        raw = stream.read(MAX_BODY + 1)
        if len(raw) > MAX_BODY:
            raise TooLarge("body")
        return parse(raw)
