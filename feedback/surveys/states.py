"""An invitation's state: what may follow what, and the only place that writes it."""

from datetime import datetime
from typing import Any, Final

from feedback.models.surveys import Invitation, InvitationEvent, InvitationState
from tickets.contracts import Actor
from tickets.errors import Conflict

_S: Final = InvitationState
ALLOWED: Final[dict[InvitationState, frozenset[InvitationState]]] = {
    _S.SCHEDULED: frozenset({_S.SCHEDULED, _S.SENDING, _S.SUPPRESSED, _S.CANCELLED}),
    _S.SUPPRESSED: frozenset(),
    _S.SENDING: frozenset({_S.SENT, _S.SCHEDULED, _S.SUPPRESSED, _S.CANCELLED, _S.BOUNCED}),
    _S.SENT: frozenset(
        {_S.DELIVERED, _S.BOUNCED, _S.ANSWERED, _S.SUSPECT, _S.EXPIRED, _S.CANCELLED}
    ),
    _S.DELIVERED: frozenset({_S.BOUNCED, _S.ANSWERED, _S.SUSPECT, _S.EXPIRED, _S.CANCELLED}),
    _S.BOUNCED: frozenset(),
    _S.SUSPECT: frozenset({_S.ANSWERED, _S.EXPIRED, _S.CANCELLED}),
    # Two different values within seconds show a machine only when the second one comes.
    _S.ANSWERED: frozenset({_S.SUSPECT}),
    _S.EXPIRED: frozenset(),
    _S.CANCELLED: frozenset(),
}
FIRST: Final = frozenset({_S.SCHEDULED, _S.SUPPRESSED, _S.CANCELLED})
"""States a decision may begin with."""


class InvalidStep(Conflict):
    """The state cannot follow the present one."""

    code = "invalid_transition"


def begin(invitation: Invitation, *, at: datetime, by: Actor) -> Invitation:
    """Stores a new decision with its first log line, in the caller's transaction."""
    state = InvitationState(invitation.state)
    if state not in FIRST:
        raise InvalidStep(f"a decision cannot begin as {state}")
    invitation.save(force_insert=True)
    _log(invitation, "", at=at, by=by, reason=invitation.reason)
    return invitation


def move(
    invitation: Invitation,
    to: InvitationState,
    *,
    at: datetime,
    by: Actor,
    reason: str = "",
    **changes: Any,
) -> None:
    """Moves an invitation the caller has locked; raises :class:`InvalidStep`.

    ``reason`` stays on the invitation only for suppressed and cancelled; the log keeps all.
    """
    before = InvitationState(invitation.state)
    if to not in ALLOWED[before]:
        raise InvalidStep(f"{before} to {to}", invitation=invitation.id)
    invitation.state = to
    if to in {InvitationState.SUPPRESSED, InvitationState.CANCELLED}:
        invitation.reason = reason
    for name, value in changes.items():
        setattr(invitation, name, value)
    invitation.save()
    _log(invitation, before, at=at, by=by, reason=reason)


def _log(invitation: Invitation, before: str, *, at: datetime, by: Actor, reason: str) -> None:
    InvitationEvent.objects.create(
        invitation=invitation,
        from_state=before,
        to_state=invitation.state,
        reason=reason,
        actor_kind=by.kind,
        actor_id=by.id,
        occurred_at=at,
    )
