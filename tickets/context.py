"""What other parts know about a customer, in blocks for the card, the chips and the API.

The service desk asks; whoever knows registers an answer at start. A block that nobody
registered is absent, never a guess.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from tickets.models import Ticket


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Whose context is asked for: the ids of the merge cluster, and the ticket in view."""

    customer_ids: tuple[str, ...]
    ticket: Ticket | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """One fact of the context line, with where its evidence is shown.

    ``tone`` is ``plain``, ``warn`` or ``alert``; ``text`` is in the reader's language.
    """

    text: str
    tone: str = "plain"
    href: str = ""


Block = Callable[[Subject], Any]
Chips = Callable[[Subject], list[Chip]]
_BLOCKS: Final[dict[str, Block]] = {}
_CHIPS: Final[dict[str, Chips]] = {}


def register_block(name: str, block: Block) -> None:
    """Adds a block of the customer's context, as ``GET …/context/`` names it."""
    _BLOCKS[name] = block


def register_chips(name: str, chips: Chips) -> None:
    """Adds facts to the context line of the desk, in the order of the names."""
    _CHIPS[name] = chips


def blocks(subject: Subject, names: tuple[str, ...]) -> dict[str, Any]:
    """The named blocks; ``None`` for those that nobody has registered."""
    return {name: _BLOCKS[name](subject) if name in _BLOCKS else None for name in names}


def chips(subject: Subject) -> list[Chip]:
    """Every registered fact of the context line."""
    return [chip for name in sorted(_CHIPS) for chip in _CHIPS[name](subject)]
