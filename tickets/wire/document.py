"""A JSON document from outside: strict UTF-8, finite numbers, sane depth; never an exception
other than :class:`Malformed`."""

import json
import math
from typing import Any, Final, NoReturn

from tickets.errors import Refusal

MAX_BODY: Final = 10 * 1024 * 1024


class Malformed(Refusal):
    """The request cannot be read at all. ``facts["flaws"]`` may say where."""

    code = "malformed"


def parse(raw: bytes) -> Any:
    """The document's value; raises :class:`Malformed` for anything that is not plain JSON."""
    try:
        return _DECODER.decode(raw.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise Malformed("not JSON") from error


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError("number out of range")
    return number


_DECODER: Final = json.JSONDecoder(parse_constant=_no_constant, parse_float=_finite)
