"""Taking an answer: saved at once, corrected for 72 hours, counted when a person gave it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from feedback.models.surveys import (
    ASKED,
    ContactWish,
    Driver,
    Invitation,
    InvitationState,
    Response,
    Solved,
)
from feedback.surveys import sending, states, suspicion
from feedback.surveys.scales import instrument
from feedback.surveys.suspicion import NOTHING_SEEN, Cause, Evidence
from tickets import lifecycle
from tickets.cleaning import clean_text
from tickets.contracts import CUSTOMER, Actor
from tickets.errors import Conflict, Invalid
from tickets.models import Delivery

CORRECTIONS: Final = timedelta(hours=72)
MOST_REVISIONS: Final = 50


class OffTheScale(Invalid):
    """The answer has a value or a choice that the question does not offer."""

    code = "off_the_scale"


class NotAnswerable(Conflict):
    """The time to answer or to correct is over, or the question was withdrawn."""

    code = "not_answerable"


class TooManyAnswers(Conflict):
    """This question was answered more often than any person would."""

    code = "too_many_answers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One step of an answer; what was not asked or not said in this step is empty."""

    value: int
    resolved: str = ""
    drivers: tuple[str, ...] = ()
    comment: str = ""
    contact_wanted: str = ""

    @property
    def details(self) -> dict[str, object]:
        """Everything but the value, in the form in which it is stored."""
        return {
            "resolved": self.resolved,
            "drivers": [item for item in Driver.values if item in self.drivers],
            "comment": self.comment,
            "contact_wanted": self.contact_wanted,
        }


def checked(answer: Answer, instrument_key: str) -> Answer:
    """The answer with a clean comment; raises :class:`OffTheScale`."""
    fits = (
        answer.value in instrument(instrument_key).values
        and answer.resolved in {"", *Solved.values}
        and answer.contact_wanted in {"", *ContactWish.values}
        and set(answer.drivers) <= set(Driver.values)
    )
    comment = clean_text(answer.comment).strip()
    if not fits or len(comment) > Response.MAX_COMMENT:
        raise OffTheScale("The question does not offer this answer.", field="value")
    return Answer(
        value=answer.value,
        resolved=answer.resolved,
        drivers=answer.drivers,
        comment=comment,
        contact_wanted=answer.contact_wanted,
    )


def is_answerable(invitation: Invitation, at: datetime) -> bool:
    """Whether an answer would be taken at this moment."""
    if invitation.state == InvitationState.SENDING:
        return True
    if invitation.state in ASKED:
        return invitation.expires_at is not None and at <= invitation.expires_at
    return invitation.may_be_corrected(at)


def record(
    invitation_id: str,
    answer: Answer,
    *,
    at: datetime,
    by: Actor = CUSTOMER,
    evidence: Evidence = NOTHING_SEEN,
) -> Response:
    """Stores one step of an answer and returns the revision it belongs to.

    The same again changes nothing; details are added to the present revision; a change makes a
    new one. Raises :class:`OffTheScale`, :class:`NotAnswerable` and :class:`TooManyAnswers`.
    """
    with transaction.atomic():
        row = (
            Invitation.objects.select_for_update(of=("self",))
            .select_related("definition", "ticket")
            .get(id=invitation_id)
        )
        if not is_answerable(row, at) or row.definition is None:
            raise NotAnswerable(row.state)
        answer = checked(answer, row.definition.instrument)
        revisions = list(row.responses.order_by("revision"))
        if len(revisions) >= MOST_REVISIONS:
            raise TooManyAnswers(row.id)
        doubt = _doubt(row, answer, revisions, evidence, at=at)
        response = _store(row, answer, revisions, doubt, at=at)
        _follow(row, at=at, by=by)
        lifecycle.announce(row.ticket, type_="survey.answered")
    return response


@dataclass(frozen=True, slots=True, kw_only=True)
class _Doubt:
    """Why the answer may be a machine's, and what that was seen from."""

    causes: tuple[Cause, ...]
    evidence: dict[str, object]


def _doubt(
    row: Invitation, answer: Answer, revisions: list[Response], evidence: Evidence, *, at: datetime
) -> _Doubt:
    """Looks at the answer; a second value within seconds makes the first one doubtful too."""
    handed_over = _handed_over_at(row)
    if row.state == InvitationState.SENDING:
        # An answer proves that the message arrived, whatever its sender knows.
        sending.mark_asked(row, sent_at=handed_over or at, at=at, reason="answered")
    rivals = [
        other
        for other in revisions
        if other.value != answer.value and at - other.changed_at < suspicion.BETWEEN_VALUES
    ]
    for other in rivals:
        if Cause.TWO_VALUES not in other.causes:
            other.trusted, other.causes = False, [*other.causes, Cause.TWO_VALUES]
            other.save(update_fields=["trusted", "causes"])
    return _Doubt(
        causes=suspicion.causes(
            evidence, at=at, handed_over_at=handed_over, two_values=bool(rivals)
        ),
        evidence=suspicion.as_kept(evidence, at=at, handed_over_at=handed_over),
    )


def _handed_over_at(row: Invitation) -> datetime | None:
    if row.sent_at is not None:
        return row.sent_at
    delivery = Delivery.objects.for_effect(sending.effect_key(row.id)).first()
    return delivery.handover_at if delivery is not None else None


def _store(
    row: Invitation, answer: Answer, revisions: list[Response], doubt: _Doubt, *, at: datetime
) -> Response:
    latest = revisions[-1] if revisions else None
    if latest is None or latest.value != answer.value:
        return _revision(row, answer.value, answer.details, len(revisions), doubt, at=at)
    before = _details_of(latest)
    details = {name: answer.details[name] or before[name] for name in before}
    trusted = not doubt.causes
    if details == before and (latest.trusted or not trusted):
        return latest
    only_adds = all(not before[name] or before[name] == details[name] for name in before)
    if only_adds and latest.trusted == trusted:
        for name, value in details.items():
            setattr(latest, name, value)
        latest.changed_at = at
        latest.causes = sorted({*latest.causes, *doubt.causes})
        latest.save()
        return latest
    return _revision(row, answer.value, details, len(revisions), doubt, at=at)


def _details_of(response: Response) -> dict[str, object]:
    return {
        "resolved": response.resolved,
        "drivers": response.drivers,
        "comment": response.comment,
        "contact_wanted": response.contact_wanted,
    }


def _revision(
    row: Invitation,
    value: int,
    details: dict[str, object],
    earlier: int,
    doubt: _Doubt,
    *,
    at: datetime,
) -> Response:
    assert row.definition is not None
    return Response.objects.create(
        invitation=row,
        revision=earlier + 1,
        ticket_id=row.ticket_id,
        customer_id=row.customer_id,
        instrument=row.definition.instrument,
        instrument_version=row.definition.instrument_version,
        language=row.language,
        value=value,
        trusted=not doubt.causes,
        causes=list(doubt.causes),
        evidence=doubt.evidence,
        answered_at=at,
        changed_at=at,
        **details,
    )


def _follow(row: Invitation, *, at: datetime, by: Actor) -> None:
    """The invitation's state follows what its answers are worth now."""
    counts = row.responses.filter(trusted=True).exists()
    if counts and row.state != InvitationState.ANSWERED:
        states.move(
            row,
            InvitationState.ANSWERED,
            at=at,
            by=by,
            answered_at=at,
            locked_at=at + CORRECTIONS,
        )
    elif not counts and row.state != InvitationState.SUSPECT:
        states.move(row, InvitationState.SUSPECT, at=at, by=by, answered_at=None, locked_at=None)


def counting(invitation: Invitation) -> Response | None:
    """The revision that counts: the last trusted one."""
    return invitation.responses.filter(trusted=True).order_by("-revision").first()


def newest(invitation: Invitation) -> Response | None:
    """The last revision, trusted or not: what the person on the page said last."""
    return invitation.responses.order_by("-revision").first()
