"""Query parameters: always text, read into what they mean."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tickets.models.ids import is_public_id
from tickets.wire.fields import Field, Schema, moment
from tickets.wire.flaws import unfit


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyOf(Field):
    """Values divided by commas, each one of ``of`` or an id with ``prefix``; at most 100."""

    of: tuple[str, ...] = ()
    prefix: str = ""

    type_name = "string"

    def read(self, value: Any) -> list[str]:
        parts = [part.strip() for part in str(value).split(",") if part.strip()]
        if not parts or len(parts) > 100 or not all(self._fits(part) for part in parts):
            unfit("invalid", choices=list(self.of))
        return parts

    def _fits(self, part: str) -> bool:
        if self.prefix:
            return is_public_id(self.prefix, part)
        return part in self.of if self.of else len(part) <= 100 and part.isprintable()

    def own_schema(self) -> Schema:
        return {"type": "string", "description": f"Comma: any of {', '.join(self.of)}".strip()}


@dataclass(frozen=True, slots=True, kw_only=True)
class When(Field):
    """A moment in RFC 3339; a plus that became a blank is read as the plus it was."""

    type_name = "string"

    def read(self, value: Any) -> datetime:
        return moment(str(value)[:40].replace(" ", "+"))

    def own_schema(self) -> Schema:
        return {"type": "string", "format": "date-time"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole(Field):
    """A whole number in digits."""

    most: int = 2**63 - 1

    type_name = "integer"

    def read(self, value: Any) -> int:
        text = str(value)
        if not (text.isascii() and text.isdigit()) or len(text) > 19 or int(text) > self.most:
            unfit("invalid")
        return int(text)

    def own_schema(self) -> Schema:
        return {"type": "integer", "minimum": 0, "maximum": self.most}


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch(Field):
    """``true`` or ``false``."""

    type_name = "boolean"

    def read(self, value: Any) -> bool:
        if value not in {"true", "false"}:
            unfit("invalid")
        return bool(value == "true")
