"""Decisions and answers stand on the customer's timeline."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest
from django.template.loader import select_template

from feedback.models import Invitation, Response
from feedback.surveys.responses import Answer, record
from feedback.surveys.suspicion import Evidence
from tests.feedback.surveys.scenes import (
    DAY,
    DUE,
    a_resolved_ticket,
    a_sent_letter,
    a_survey,
    decided,
    resolved,
)
from tests.support.world import NOW, an_agent
from tickets import context, timeline
from tickets.models import Ticket
from tickets.timeline import Entry, Question
from tickets.web.timeline_rows import Frame, rows_of

pytestmark = pytest.mark.django_db


def _entries(ticket: Ticket, **narrow: Any) -> list[Entry]:
    question = Question(customer_ids=(ticket.customer_id,), **narrow)
    return [row for row in timeline.page(question).entries if row.source.startswith("survey")]


def _said(ticket: Ticket) -> list[str]:
    rows = rows_of(_entries(ticket), Frame(at=NOW, agent=an_agent()))
    request = SimpleNamespace(user=None)
    return [select_template(row.templates).render({"row": row, "request": request}) for row in rows]


def test_not_asked_is_a_quiet_line_with_the_reason() -> None:
    a_survey()
    ticket = a_resolved_ticket()
    Ticket.objects.filter(id=ticket.id).update(spam=True)
    decided(ticket)
    [line] = _said(ticket)
    assert "Not asked for a rating: spam" in line


def test_a_reason_chosen_by_hand_is_named() -> None:
    from tests.feedback.surveys.scenes import a_handled_ticket

    a_survey()
    ticket = resolved(a_handled_ticket(), survey={"suppress": "bereavement"})
    decided(ticket)
    assert "by hand (bereavement)" in _said(ticket)[0]


def test_every_state_has_words() -> None:
    from feedback.models import InvitationState
    from feedback.web.survey_rows import invitation_row

    a_survey()
    ticket = a_resolved_ticket()
    row = decided(ticket)
    [entry] = _entries(ticket)
    frame = Frame(at=NOW, agent=an_agent())
    for state in InvitationState:
        row.state = state
        row.reason = "opted_out" if state in {"suppressed", "cancelled"} else ""
        shown = invitation_row(
            cast("Entry", SimpleNamespace(row=row, kind=entry.kind, occurred_at=NOW, id=row.id)),
            frame,
        )
        assert shown.title


def test_an_answer_is_an_entry_with_value_details_and_comment() -> None:
    a_survey()
    ticket = a_resolved_ticket()
    a_sent_letter(ticket)
    answer = Answer(
        value=2,
        resolved="no",
        drivers=("repeat_info",),
        comment="had to <repeat> everything",
        contact_wanted="phone",
    )
    record(Invitation.objects.get().id, answer, at=DUE + DAY)
    [entry, line] = _said(ticket)
    assert "CES 2.0" in entry
    assert "2 of 7 – disagree" in entry
    assert "had to &lt;repeat&gt; everything" in entry
    assert "wants to be contacted" in entry
    assert "Asked for a rating" in line


def test_only_the_revision_that_counts_is_shown() -> None:
    a_survey()
    ticket = a_resolved_ticket()
    a_sent_letter(ticket)
    invitation = Invitation.objects.get().id
    for hours, value, machine in ((24, 3, False), (25, 6, False), (26, 1, True)):
        at = DUE + timedelta(hours=hours)
        record(invitation, Answer(value=value), at=at, evidence=Evidence(honeypot=machine))
    assert [
        entry.row.value for entry in _entries(ticket) if entry.source != "survey_invitation"
    ] == [6]
    Response.objects.update(trusted=False, causes=["honeypot"])
    assert [entry.row.value for entry in _entries(ticket)[:1]] == [1]


def test_survey_entries_page_with_the_others_and_can_be_asked_for_alone() -> None:
    a_survey()
    ticket = a_resolved_ticket()
    a_sent_letter(ticket)
    record(Invitation.objects.get().id, Answer(value=6), at=DUE + DAY)
    whole = timeline.page(Question(customer_ids=(ticket.customer_id,))).entries
    seen, place = [], None
    while True:
        question = Question(customer_ids=(ticket.customer_id,), limit=1, before=place)
        part = timeline.page(question)
        seen += [entry.id for entry in part.entries]
        place = part.next
        if place is None:
            break
    assert seen == [entry.id for entry in whole]
    only = timeline.page(
        Question(customer_ids=(ticket.customer_id,), types=frozenset({"survey_response"}))
    )
    assert [entry.kind for entry in only.entries] == ["survey_response"]
    assert _entries(ticket, text="parcel") == []


def test_the_card_knows_the_newest_answers_that_count() -> None:
    a_survey()
    ticket = a_resolved_ticket()
    a_sent_letter(ticket)
    invitation = Invitation.objects.get().id
    record(invitation, Answer(value=3), at=DUE + DAY)
    record(invitation, Answer(value=6), at=DUE + 2 * DAY)
    subject = context.Subject(customer_ids=(ticket.customer_id,), ticket=ticket, at=DUE + 3 * DAY)
    scores = context.blocks(subject, ("last_scores",))["last_scores"]
    assert scores == [{"instrument": "ces2", "score": 6, "at": "2026-11-24T10:00:00Z"}]
