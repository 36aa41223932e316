"""What is wrong with a value, and where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn

from tickets.cleaning import clean_line
from tickets.errors import Invalid


@dataclass(frozen=True, slots=True)
class Flaw:
    """A value that cannot be used: where (``/customer/name``), why, and figures for a sentence."""

    pointer: str
    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)


class NotValid(Invalid):
    """Values of the request cannot be used; ``facts["flaws"]`` lists each :class:`Flaw`."""

    code = "validation"

    def __init__(self, *flaws: Flaw) -> None:
        super().__init__("not valid", flaws=flaws)


class Unfit(Exception):
    """What a reader raises; :meth:`Object.take` turns it into a refusal."""

    def __init__(self, *flaws: Flaw) -> None:
        super().__init__()
        self.flaws = flaws

    def under(self, name: str | int) -> "list[Flaw]":
        """The flaws as seen from the value that holds this one."""
        return [Flaw(f"/{name}{flaw.pointer}", flaw.code, flaw.facts) for flaw in self.flaws]


def unfit(code: str, **facts: Any) -> NoReturn:
    """Refuses the value at hand."""
    raise Unfit(Flaw("", code, facts))


def escaped(name: str) -> str:
    """A name as a part of a JSON pointer (RFC 6901), cleaned and cut short."""
    return clean_line(name, 100).replace("~", "~0").replace("/", "~1")
