"""Refusals every part of the service desk shares; the others stand beside what raises them."""

from typing import Any, ClassVar


class Refusal(Exception):
    """Something that will not be done, and why.

    ``code`` is for programs and stays the same in every language; ``facts`` are what an
    interface may show with it.
    """

    code: ClassVar[str] = "refused"

    def __init__(self, message: str = "", **facts: Any) -> None:
        super().__init__(message or self.code)
        self.facts = facts


class Conflict(Refusal):
    """The state of things does not allow it now."""

    code = "conflict"


class Invalid(Refusal):
    """A value cannot be used. ``facts["field"]`` names it."""

    code = "invalid"


class Unavailable(Refusal):
    """Something we need does not answer; trying again later helps."""

    code = "unavailable"
