"""Strict readers of JSON values. Each also describes itself as JSON Schema, so that what is
checked and what is documented are one thing."""

import base64
import binascii
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar, Final

from tickets.cleaning import clean_json, clean_line, clean_text
from tickets.models.ids import is_public_id
from tickets.wire.document import Malformed
from tickets.wire.flaws import Flaw, NotValid, Unfit, escaped, unfit

Schema = dict[str, Any]
MAX_DEPTH: Final = 20
MAX_FREE: Final = 64 * 1024
UNKNOWN_FIELD: Final = "unknown_field"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A value of some kind. ``required`` in objects; ``nullable`` lets ``null`` through."""

    required: bool = False
    nullable: bool = False
    about: str = ""

    type_name: ClassVar[str] = ""

    def take(self, value: Any) -> Any:
        """The value, checked and cleaned; raises :class:`Unfit`."""
        if value is None:
            return None if self.nullable else unfit("invalid")
        return self.read(value)

    def read(self, value: Any) -> Any:
        """As :meth:`take` for a value that is not ``null``."""
        raise NotImplementedError

    def described(self) -> Schema:
        """JSON Schema of the value."""
        schema = self.own_schema()
        if self.about:
            schema["description"] = self.about
        if not self.nullable or not schema:
            return schema
        if isinstance(schema.get("type"), str):
            schema["type"] = [schema["type"], "null"]
            if "enum" in schema:
                schema["enum"] = [*schema["enum"], None]
            return schema
        return {"anyOf": [schema, {"type": "null"}]}

    def own_schema(self) -> Schema:
        """JSON Schema of a value that is not ``null``."""
        return {"type": self.type_name} if self.type_name else {}

    def children(self) -> "Iterable[Field]":
        """The fields inside this one."""
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Field):
    """Text of at most ``limit`` characters; one line unless ``lines``. ``least`` 1: not blank."""

    limit: int = 255
    least: int = 0
    lines: bool = False
    form: str = ""

    type_name = "string"

    def read(self, value: Any) -> str:
        if not isinstance(value, str):
            unfit("invalid")
        if len(value) > self.limit:
            unfit("too_long", limit=self.limit)
        text: str = value
        if not (text.isascii() and text.isprintable()):
            text = clean_text(text, self.limit) if self.lines else clean_line(text)
        if not self.lines:
            text = text.strip()
        if self.least and not text.strip():
            unfit("required")
        return text

    def own_schema(self) -> Schema:
        schema: Schema = {"type": "string", "maxLength": self.limit}
        if self.least:
            schema["minLength"] = self.least
        if self.form:
            schema["format"] = self.form
        return schema


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Field):
    """One of a few words."""

    of: tuple[str, ...]

    type_name = "string"

    def read(self, value: Any) -> str:
        if not isinstance(value, str) or value not in self.of:
            unfit("invalid", choices=list(self.of))
        return value

    def own_schema(self) -> Schema:
        return {"type": "string", "enum": list(self.of)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag(Field):
    """``true`` or ``false``."""

    type_name = "boolean"

    def read(self, value: Any) -> bool:
        if not isinstance(value, bool):
            unfit("invalid")
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Nothing(Field):
    """``null`` and nothing else: what can only be cleared."""

    type_name = "null"

    def take(self, value: Any) -> None:
        if value is not None:
            unfit("invalid")


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Field):
    """A whole number between ``least`` and ``most``."""

    least: int = 0
    most: int = 2**31 - 1

    type_name = "integer"

    def read(self, value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            unfit("invalid")
        if not self.least <= value <= self.most:
            unfit("invalid", least=self.least, most=self.most)
        return value

    def own_schema(self) -> Schema:
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment(Field):
    """RFC 3339 with any offset, read into UTC."""

    type_name = "string"

    def read(self, value: Any) -> datetime:
        if not isinstance(value, str) or len(value) > 40:
            unfit("invalid")
        return moment(value)

    def own_schema(self) -> Schema:
        return {"type": "string", "format": "date-time"}


def moment(text: str) -> datetime:
    """The moment in UTC; raises :class:`Unfit` for no time, no offset or no such year."""
    try:
        found = datetime.fromisoformat(text)
        if found.tzinfo is None:
            unfit("invalid")
        return found.astimezone(UTC)
    except (ValueError, OverflowError):
        unfit("invalid")


@dataclass(frozen=True, slots=True, kw_only=True)
class Id(Field):
    """The id of a row of ours; whether there is such a row is asked later."""

    prefix: str

    type_name = "string"

    def read(self, value: Any) -> str:
        if not is_public_id(self.prefix, value):
            unfit("invalid")
        return str(value)

    def own_schema(self) -> Schema:
        return {"type": "string", "pattern": f"^{self.prefix}_[0-9A-Za-z]{{26}}$"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bytes(Field):
    """Base 64 of at most ``limit`` bytes."""

    limit: int

    type_name = "string"

    def read(self, value: Any) -> bytes:
        if not isinstance(value, str):
            unfit("invalid")
        if len(value) > self.limit * 4 // 3 + 4:
            unfit("too_long", limit=self.limit)
        try:
            return base64.b64decode(value, validate=True)
        except (binascii.Error, ValueError):
            unfit("invalid")

    def own_schema(self) -> Schema:
        return {
            "type": "string",
            "contentEncoding": "base64",
            "maxLength": self.limit * 4 // 3 + 4,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Free(Field):
    """An object of the caller's own making, at most 64 KiB and 20 levels deep."""

    type_name = "object"

    def read(self, value: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            unfit("invalid")
        if _deeper_than(value, MAX_DEPTH):
            unfit("too_long", levels=MAX_DEPTH)
        if value and len(json.dumps(value)) > MAX_FREE:
            unfit("too_long", limit=MAX_FREE)
        cleaned: dict[str, Any] = clean_json(value)
        return cleaned

    def own_schema(self) -> Schema:
        return {"type": "object", "additionalProperties": True}


def _deeper_than(value: Any, limit: int) -> bool:
    level: list[Any] = [value]
    for _ in range(limit):
        level = [child for item in level for child in _children(item)]
        if not level:
            return False
    return True


def _children(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListOf(Field):
    """At most ``most`` values of one kind."""

    item: Field
    most: int = 100

    type_name = "array"

    def read(self, value: Any) -> list[Any]:
        if not isinstance(value, list):
            unfit("invalid")
        if len(value) > self.most:
            unfit("too_long", items=self.most)
        found, flaws = [], []
        for position, item in enumerate(value):
            try:
                found.append(self.item.take(item))
            except Unfit as error:
                flaws += error.under(position)
        if flaws:
            raise Unfit(*flaws)
        return found

    def own_schema(self) -> Schema:
        return {"type": "array", "items": self.item.described(), "maxItems": self.most}

    def children(self) -> Iterable[Field]:
        return (self.item,)


@dataclass(frozen=True, slots=True, kw_only=True)
class OneOf(Field):
    """The first of several kinds that fits."""

    kinds: tuple[Field, ...]

    def read(self, value: Any) -> Any:
        flaws: tuple[Flaw, ...] = ()
        for kind in self.kinds:
            try:
                return kind.take(value)
            except Unfit as error:
                flaws = error.flaws
        raise Unfit(*flaws)

    def own_schema(self) -> Schema:
        return {"anyOf": [kind.described() for kind in self.kinds]}

    def children(self) -> Iterable[Field]:
        return self.kinds


@dataclass(frozen=True, slots=True, kw_only=True)
class Object(Field):
    """Named values. A name that is not listed is a flaw, so that no misspelt field is lost.

    ``name`` is the title under which the documentation knows it. ``answer`` marks what we send:
    every field is there, and readers have to bear new ones.
    """

    fields: Mapping[str, Field]
    name: str = ""
    answer: bool = False

    type_name = "object"

    def read(self, value: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            unfit("invalid")
        found: dict[str, Any] = {}
        flaws: list[Flaw] = []
        fields = self.fields
        for name, item in value.items():
            known = fields.get(name)
            if known is None:
                flaws.append(Flaw(f"/{escaped(name)}", UNKNOWN_FIELD))
                continue
            try:
                found[name] = known.take(item)
            except Unfit as error:
                flaws += error.under(name)
        flaws += [
            Flaw(f"/{name}", "required")
            for name, known in fields.items()
            if known.required and name not in value
        ]
        if flaws:
            raise Unfit(*flaws)
        return found

    def document(self, value: Any) -> dict[str, Any]:
        """The whole request; raises :class:`~tickets.wire.document.Malformed` if it is no object
        or has unknown fields, :class:`NotValid` if a value cannot be used."""
        if not isinstance(value, dict):
            raise Malformed("not an object")
        try:
            return self.read(value)
        except Unfit as error:
            unknown = [flaw for flaw in error.flaws if flaw.code == UNKNOWN_FIELD]
            if unknown:
                raise Malformed("unknown field", flaws=tuple(unknown)) from None
            raise NotValid(*error.flaws) from None

    def own_schema(self) -> Schema:
        return {"$ref": f"#/components/schemas/{self.name}"} if self.name else self.spelt_out()

    def spelt_out(self) -> Schema:
        """JSON Schema of the object itself, whether or not it has a name."""
        schema: Schema = {
            "type": "object",
            "properties": {name: known.described() for name, known in self.fields.items()},
        }
        if not self.answer:
            schema["additionalProperties"] = False
        required = [name for name, known in self.fields.items() if known.required or self.answer]
        if required:
            schema["required"] = required
        return schema

    def children(self) -> Iterable[Field]:
        return self.fields.values()


def named_objects(root: Field) -> "dict[str, Object]":
    """Every object with a name in or under a field, by name."""
    found: dict[str, Object] = {}
    waiting = [root]
    while waiting:
        item = waiting.pop()
        if isinstance(item, Object) and item.name:
            if item.name in found:
                continue
            found[item.name] = item
        waiting.extend(item.children())
    return found
