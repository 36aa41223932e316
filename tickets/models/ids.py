"""Public identifiers: time-ordered UUIDs in the database, ``tkt_01J…`` everywhere else."""

import os
import time
import uuid
from typing import TYPE_CHECKING, Any, Final, TypeVar

from django.core.exceptions import ValidationError
from django.db import models

_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUES: Final = {letter: value for value, letter in enumerate(_ALPHABET)}
_LENGTH: Final = 26
_PAIRS: Final = [a + b for a in _ALPHABET for b in _ALPHABET]
_TEN_BITS: Final = (1 << 10) - 1


def time_ordered_uuid() -> uuid.UUID:
    """A version 7 UUID (RFC 9562): milliseconds first, so that inserts stay at the index's end."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds << 80) | int.from_bytes(os.urandom(10), "big")
    value = (value & ~(0xF << 76)) | (7 << 76)
    value = (value & ~(0x3 << 62)) | (2 << 62)
    return uuid.UUID(int=value)


def encode(prefix: str, value: uuid.UUID) -> str:
    """``prefix_`` and the value as 26 characters of Crockford's base 32."""
    number = value.int
    return f"{prefix}_" + "".join(
        [_PAIRS[(number >> shift) & _TEN_BITS] for shift in range(120, -1, -10)]
    )


def decode(prefix: str, text: str) -> uuid.UUID:
    """The UUID behind a public id; raises ``ValueError`` for another prefix or junk."""
    head, _, body = text.partition("_")
    if head != prefix or len(body) != _LENGTH:
        raise ValueError(f"not a {prefix}_ id")
    number = 0
    for letter in body.upper():
        digit = _VALUES.get(letter)
        if digit is None:
            raise ValueError(f"not a {prefix}_ id")
        number = (number << 5) | digit
    if number >> 128:
        raise ValueError(f"not a {prefix}_ id")
    return uuid.UUID(int=number)


def is_public_id(prefix: str, text: object) -> bool:
    """Whether ``text`` could be an id with this prefix; says nothing about a row."""
    if not isinstance(text, str):
        return False
    try:
        decode(prefix, text)
    except ValueError:
        return False
    return True


# What may be assigned and what is read: optional for nullable foreign keys to such a key.
_Set = TypeVar("_Set")
_Get = TypeVar("_Get")

if TYPE_CHECKING:
    _Field = models.Field
else:

    class _Field(models.Field):
        def __class_getitem__(cls, item: Any) -> Any:
            return cls


class PublicIdField(_Field[_Set, _Get]):
    """Primary key with a prefix: a ``uuid`` column whose Python value is the public ``str``.

    Assigning or filtering by text that is not an id of this prefix raises ``ValidationError``.
    """

    description = "Public identifier"

    if TYPE_CHECKING:
        _pyi_private_set_type: str
        _pyi_private_get_type: str
        _pyi_lookup_exact_type: str

    def __init__(self, *args: Any, prefix: str, **kwargs: Any) -> None:
        self.prefix = prefix
        kwargs.setdefault("primary_key", True)
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, [*args], {**kwargs, "prefix": self.prefix}

    def get_internal_type(self) -> str:
        return "UUIDField"

    def has_default(self) -> bool:
        return True

    def get_default(self) -> str:
        return encode(self.prefix, time_ordered_uuid())

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> str | None:
        return None if value is None else encode(self.prefix, value)

    def to_python(self, value: Any) -> str | None:
        if value is None:
            return None
        if isinstance(value, uuid.UUID):
            return encode(self.prefix, value)
        self._uuid(value)
        return str(value)

    def get_prep_value(self, value: Any) -> uuid.UUID | None:
        value = super().get_prep_value(value)
        return value if value is None or isinstance(value, uuid.UUID) else self._uuid(value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return value if prepared else self.get_prep_value(value)

    def _uuid(self, value: Any) -> uuid.UUID:
        try:
            return decode(self.prefix, str(value))
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from error
