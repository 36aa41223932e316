"""Answers: JSON, whatever the caller says it likes."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request


def to_json(value: Any) -> bytes:
    """UTF-8 without spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str).encode(
        "utf-8", "replace"
    )


class JSONRenderer(BaseRenderer):
    """Plain JSON."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        """The bytes of the answer; empty for no data."""
        return b"" if data is None else to_json(data)


class AlwaysJSON(BaseContentNegotiation):
    """Takes the view's first renderer and the parser that fits the body."""

    def select_parser(self, request: Request, parsers: Iterable[BaseParser]) -> BaseParser | None:
        """The parser for the content type, or ``None``: 415."""
        kind = (request.content_type or "").partition(";")[0].strip().lower()
        return next((parser for parser in parsers if parser.media_type in {kind, "*/*"}), None)

    def select_renderer(
        self, request: Request, renderers: Iterable[BaseRenderer], format_suffix: Any = None
    ) -> tuple[BaseRenderer, str]:
        """The first one: an ``Accept`` we cannot meet gets JSON rather than an error page."""
        first = next(iter(renderers))
        return first, str(first.media_type)
