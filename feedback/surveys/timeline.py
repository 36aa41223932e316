"""Decisions and answers as entries of the customer's timeline."""

from django.db.models import F

from feedback.models.surveys import Invitation, Response
from tickets.timeline import Entry, Question, narrowed

INVITATIONS = "survey_invitation"
RESPONSES = "survey_response"


def invitations(question: Question) -> list[Entry]:
    """One entry a resolution: asked or not, and how that went."""
    if question.kinds or question.channel_id or question.text:
        return []
    rows = Invitation.objects.annotate(occurred_at=F("decided_at")).select_related("ticket")
    return [
        Entry(
            source=INVITATIONS,
            id=row.id,
            kind=INVITATIONS,
            occurred_at=row.decided_at,
            ticket_id=row.ticket_id,
            row=row,
        )
        for row in narrowed(rows, INVITATIONS, question)
    ]


def responses(question: Question) -> list[Entry]:
    """One entry an answered question: the revision that counts, else the last."""
    if question.kinds or question.channel_id:
        return []
    rows = Response.objects.one_a_question().annotate(occurred_at=F("answered_at"))
    if question.text:
        rows = rows.filter(comment__icontains=question.text)
    return [
        Entry(
            source=RESPONSES,
            id=row.id,
            kind=RESPONSES,
            occurred_at=row.answered_at,
            ticket_id=row.ticket_id,
            row=row,
        )
        for row in narrowed(rows.select_related("ticket", "customer"), RESPONSES, question)
    ]
