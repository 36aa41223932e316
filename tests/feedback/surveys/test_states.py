"""The invitation's table of states."""

import pytest
from django.db import IntegrityError, transaction

from feedback.models import Invitation, InvitationEvent, InvitationState
from feedback.surveys import states
from feedback.surveys.scales import INSTRUMENTS
from feedback.surveys.states import ALLOWED
from tests.feedback.surveys.scenes import a_resolved_ticket, a_survey, decided
from tests.support.world import NOW
from tickets.contracts import SYSTEM

pytestmark = pytest.mark.django_db
TERMINAL = {"suppressed", "bounced", "expired", "cancelled"}


def test_every_state_has_a_row_and_the_ends_lead_nowhere() -> None:
    assert set(ALLOWED) == set(InvitationState)
    assert {state for state, following in ALLOWED.items() if not following} == TERMINAL


def test_every_step_is_logged_with_who_and_why() -> None:
    a_survey()
    row = decided(a_resolved_ticket())
    states.move(row, InvitationState.CANCELLED, at=NOW, by=SYSTEM, reason="admin")
    log = InvitationEvent.objects.order_by("id").values_list("from_state", "to_state", "reason")
    assert list(log) == [("", "scheduled", ""), ("scheduled", "cancelled", "admin")]
    assert Invitation.objects.get().reason == "admin"


def test_a_step_that_is_not_in_the_table_is_refused() -> None:
    a_survey()
    row = decided(a_resolved_ticket())
    with pytest.raises(states.InvalidStep):
        states.move(row, InvitationState.ANSWERED, at=NOW, by=SYSTEM)
    assert Invitation.objects.get().state == "scheduled"


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "asked"},
        {"state": "suppressed", "reason": "bad mood"},
        {"state": "cancelled", "reason": "spam"},
        {"due_at": None},
        {"state": "sent"},
        {"state": "answered"},
    ],
)
def test_the_database_refuses_what_makes_no_sense(wrong: dict[str, object]) -> None:
    a_survey()
    row = decided(a_resolved_ticket())
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.filter(id=row.id).update(**wrong)


def test_the_scale_in_the_database_is_the_scale_of_the_instrument() -> None:
    from feedback.models import Response

    [rule] = [c for c in Response._meta.constraints if c.name == "response_value_on_the_scale"]
    for key, scale in INSTRUMENTS.items():
        on = [
            value
            for value in range(-2, 13)
            if rule.condition.check({"instrument": key, "value": value})  # type: ignore[attr-defined]
        ]
        assert on == list(scale.values)
