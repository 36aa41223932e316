"""What counts as an answer, when it can be changed, and what only looks like one."""

import threading
from datetime import datetime, timedelta

import pytest
from django.db import connection

from feedback.models import Invitation, Response
from feedback.surveys import expiry, responses, sending
from feedback.surveys.responses import Answer, NotAnswerable, OffTheScale, TooManyAnswers, record
from feedback.surveys.suspicion import Evidence
from tests.feedback.surveys.scenes import (
    DAY,
    DUE,
    a_resolved_ticket,
    a_sent_letter,
    a_survey,
    claimed,
    decided,
    the_asked,
)
from tickets import outbox
from tickets.models import Delivery, Purpose

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
NEXT_DAY = DUE + DAY


def _says(value: int, *, at: datetime = NEXT_DAY, **details: object) -> Response:
    evidence = details.pop("evidence", Evidence())
    assert isinstance(evidence, Evidence)
    answer = Answer(value=value, **details)  # type: ignore[arg-type]
    return record(the_asked().id, answer, at=at, evidence=evidence)


def _values() -> list[tuple[int, bool]]:
    return list(Response.objects.order_by("revision").values_list("value", "trusted"))


def test_an_answer_counts_and_can_be_corrected_for_72_hours() -> None:
    a_sent_letter()
    response = _says(6)
    row = the_asked()
    assert (row.state, row.answered_at) == ("answered", NEXT_DAY)
    assert row.locked_at == NEXT_DAY + timedelta(hours=72)
    assert (response.value, response.instrument, response.trusted) == (6, "ces2", True)


def test_details_are_added_to_the_present_revision() -> None:
    a_sent_letter()
    _says(2)
    _says(2, at=NEXT_DAY + MINUTE, resolved="no", drivers=("wait", "repeat"))
    response = _says(2, at=NEXT_DAY + 2 * MINUTE, comment=" Slow.\x00 ", contact_wanted="phone")
    assert Response.objects.count() == 1
    assert (response.resolved, response.drivers) == ("no", ["repeat", "wait"])
    assert (response.comment, response.contact_wanted) == ("Slow.", "phone")


def test_a_changed_value_is_a_new_revision_and_the_last_one_counts() -> None:
    a_sent_letter()
    _says(2, comment="Slow.")
    _says(6, at=NEXT_DAY + MINUTE)
    assert _values() == [(2, True), (6, True)]
    counting = responses.counting(the_asked())
    assert counting is not None
    assert (counting.value, counting.comment) == (6, "")


def test_a_changed_detail_is_a_new_revision_that_keeps_the_rest() -> None:
    a_sent_letter()
    _says(2, resolved="no", comment="Slow.")
    response = _says(2, at=NEXT_DAY + MINUTE, resolved="yes")
    assert (response.revision, response.resolved, response.comment) == (2, "yes", "Slow.")


def test_a_double_click_is_one_revision() -> None:
    a_sent_letter()
    assert _says(6).id == _says(6, at=NEXT_DAY + timedelta(seconds=1)).id
    assert Response.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_twenty_clicks_at_once_are_one_revision() -> None:
    a_sent_letter()
    start = threading.Barrier(8)

    def work() -> None:
        start.wait()
        try:
            _says(6)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert _values() == [(6, True)]


def test_after_fourteen_days_and_a_second_nothing_is_stored() -> None:
    a_sent_letter()
    with pytest.raises(NotAnswerable):
        _says(6, at=DUE + 14 * DAY + timedelta(seconds=1))
    expiry.expire(DUE + 14 * DAY)
    assert the_asked().state == "sent"
    expiry.expire(DUE + 14 * DAY + timedelta(seconds=1))
    assert (the_asked().state, Response.objects.count()) == ("expired", 0)


def test_a_correction_is_taken_past_expiry_but_not_past_its_72_hours() -> None:
    a_sent_letter()
    last = DUE + 14 * DAY - MINUTE
    _says(3, at=last)
    expiry.expire(DUE + 15 * DAY)
    _says(4, at=last + timedelta(hours=72))
    with pytest.raises(NotAnswerable):
        _says(5, at=last + timedelta(hours=72, seconds=1))
    assert _values() == [(3, True), (4, True)]


def test_an_answer_before_we_know_that_the_mail_left_proves_that_it_did() -> None:
    a_survey()
    decided(a_resolved_ticket())
    sending.dispatch(DUE)
    [delivery] = claimed(at=DUE)
    outbox.hand_over(delivery, at=DUE)
    _says(6, at=DUE + 5 * MINUTE)
    assert (the_asked().state, the_asked().sent_at) == ("answered", DUE)
    assert outbox.mark_sent(delivery, at=DUE + 6 * MINUTE)
    assert the_asked().state == "answered"


def test_a_scanner_that_answers_everything_counts_nothing_until_a_person_does() -> None:
    a_sent_letter()
    for second in range(7):
        at = DUE + 10 * MINUTE + timedelta(seconds=second * 0.4)
        _says(second + 1, at=at)
    assert the_asked().state == "suspect"
    assert not Response.objects.trusted().exists()

    _says(6)
    assert the_asked().state == "answered"
    counting = responses.counting(the_asked())
    assert counting is not None
    assert counting.value == 6


@pytest.mark.parametrize(
    ("evidence", "at", "cause"),
    [
        (Evidence(honeypot=True), NEXT_DAY, "honeypot"),
        (Evidence(links=3), NEXT_DAY, "many_links"),
        (Evidence(), DUE + timedelta(seconds=59), "too_soon"),
    ],
)
def test_each_sign_of_a_machine_makes_an_answer_doubtful(
    evidence: Evidence, at: datetime, cause: str
) -> None:
    a_sent_letter()
    response = _says(1, at=at, evidence=evidence)
    assert (response.trusted, response.causes) == (False, [cause])
    assert (the_asked().state, the_asked().answered_at) == ("suspect", None)


@pytest.mark.parametrize(
    ("evidence", "at"),
    [
        (Evidence(links=2), NEXT_DAY),
        (Evidence(), DUE + timedelta(seconds=60)),
        (Evidence(in_conversation=True), DUE + timedelta(seconds=3)),
    ],
)
def test_a_person_is_not_taken_for_a_machine(evidence: Evidence, at: datetime) -> None:
    a_sent_letter()
    assert _says(6, at=at, evidence=evidence).trusted


def test_a_doubtful_answer_of_the_same_value_counts_once_it_is_repeated_by_a_person() -> None:
    a_sent_letter()
    _says(6, at=DUE + timedelta(seconds=5))
    _says(6)
    assert _values() == [(6, False), (6, True)]
    assert the_asked().state == "answered"


def test_a_doubtful_second_answer_does_not_replace_the_one_that_counts() -> None:
    a_sent_letter()
    _says(6)
    _says(1, at=NEXT_DAY + MINUTE, evidence=Evidence(honeypot=True))
    counting = responses.counting(the_asked())
    assert counting is not None
    assert (counting.value, the_asked().state) == (6, "answered")


def test_what_an_answer_was_judged_by_is_forgotten_after_thirty_days() -> None:
    a_sent_letter()
    _says(6, evidence=Evidence(links=2))
    assert Response.objects.get().evidence["links"] == 2
    expiry.expire(NEXT_DAY + 30 * DAY + MINUTE)
    assert Response.objects.get().evidence == {}


@pytest.mark.parametrize(
    "wrong",
    [
        {"value": 0},
        {"value": 8},
        {"resolved": "maybe"},
        {"drivers": ("wait", "price")},
        {"contact_wanted": "pigeon"},
        {"comment": "x" * 4001},
    ],
)
def test_what_the_question_does_not_offer_is_refused(wrong: dict[str, object]) -> None:
    a_sent_letter()
    with pytest.raises(OffTheScale):
        _says(**{"value": 6, **wrong})  # type: ignore[arg-type]
    assert not Response.objects.exists()


def test_nobody_answers_one_question_more_than_fifty_times() -> None:
    a_sent_letter()
    for number in range(50):
        _says(1 + number % 2, at=NEXT_DAY + number * MINUTE)
    with pytest.raises(TooManyAnswers):
        _says(7, at=NEXT_DAY + 60 * MINUTE)


def test_what_was_never_sent_cannot_be_answered() -> None:
    a_survey()
    row = decided(a_resolved_ticket())
    with pytest.raises(NotAnswerable):
        record(row.id, Answer(value=6), at=NEXT_DAY)
    assert Invitation.objects.get().state == "scheduled"
    assert not Delivery.objects.filter(purpose=Purpose.SURVEY).exists()
