"""Everything that is derived from one customer's history, in one call."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from feedback.codes import HEADLINE_SCOPE, HEADLINE_WINDOW, WINDOWS, Scope
from feedback.journeys.chains import Chain, build_chains
from feedback.journeys.contacts import fold
from feedback.journeys.decisions import decisions
from feedback.journeys.lives import Tickets
from feedback.journeys.recontacts import Aftermath, aftermath
from feedback.journeys.rows import Folding, History
from feedback.journeys.rules import Rules
from feedback.journeys.switches import Parallel, Redirect, Switch, parallels, redirects, switches


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """A customer's contacts, chains in every variant, switches and what followed resolutions.

    ``switches`` and ``redirects`` belong to the chains of the headline variant.
    """

    folding: Folding
    chains: Mapping[tuple[Scope, str], tuple[Chain, ...]]
    switches: tuple[Switch, ...]
    redirects: tuple[Redirect, ...]
    parallels: tuple[Parallel, ...]
    aftermath: tuple[Aftermath, ...]

    @property
    def issues(self) -> tuple[Chain, ...]:
        """The chains of the headline variant."""
        return self.chains[HEADLINE_SCOPE, HEADLINE_WINDOW]


def trace(history: History, rules: Rules, *, at: datetime) -> Journey:
    """Derive everything from the facts of one customer cluster, as known at ``at``.

    Raises ``IncompleteHistoryError`` if an entry or merge names a ticket that is not there.
    """
    tickets = Tickets(history.tickets)
    folding = fold(history, rules, tickets)
    decided = decisions(history.overrides, folding)
    chains = {
        (scope, window): build_chains(folding.turns, tickets, decided, scope, window)
        for scope in Scope
        for window in WINDOWS
    }
    issues = chains[HEADLINE_SCOPE, HEADLINE_WINDOW]
    return Journey(
        folding=folding,
        chains=chains,
        switches=tuple(switches(issues, history, tickets, rules, at)),
        redirects=tuple(redirects(issues, history, tickets)),
        parallels=tuple(parallels(history, folding, tickets, rules)),
        aftermath=tuple(aftermath(folding.contacts, tickets)),
    )
