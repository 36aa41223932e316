"""What agents decided about issues, as facts between the customer's turns."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from feedback.codes import OverrideKind
from feedback.journeys.rows import Folding, Override


@dataclass(frozen=True, slots=True)
class Decisions:
    """Agents' decisions about issues, each under the later of the two turns it names."""

    same: dict[str, tuple[str, ...]]
    apart: dict[str, tuple[str | None, ...]]


def decisions(overrides: Iterable[Override], folding: Folding) -> Decisions:
    """Overrides as facts between turns; those that name an entry which is no turn are left out."""
    order = {turn.id: turn.order for turn in folding.turns}
    same: defaultdict[str, list[str]] = defaultdict(list)
    apart: defaultdict[str, list[str | None]] = defaultdict(list)
    for override in overrides:
        first = _turn_of(override.entry, folding)
        if override.kind is OverrideKind.FOLD or first is None:
            continue
        other = _turn_of(override.other, folding)
        if override.other is None and override.kind is OverrideKind.DIFFERENT_ISSUE:
            apart[first].append(None)
        elif other is not None and other != first:
            earlier, later = sorted((first, other), key=order.__getitem__)
            if override.kind is OverrideKind.SAME_ISSUE:
                same[later].append(earlier)
            else:
                apart[later].append(earlier)
    return Decisions(
        same={turn: tuple(others) for turn, others in same.items()},
        apart={turn: tuple(others) for turn, others in apart.items()},
    )


def _turn_of(entry: str | None, folding: Folding) -> str | None:
    verdict = folding.verdicts.get(entry or "")
    return None if verdict is None else verdict.turn
