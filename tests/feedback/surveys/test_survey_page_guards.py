"""The public page against machines, strangers and time: what is refused, and what only waits."""

from datetime import datetime, timedelta

import pytest
import redis
import time_machine
from django.test import Client

from feedback.models import Response
from feedback.surveys import wording
from tests.feedback.surveys.scenes import DUE, a_resolved_ticket, a_sent_letter
from tests.feedback.surveys.visiting import (
    EXPIRED,
    LATER,
    a_letter,
    checked_values,
    nonce_for,
    posted,
    state_of_it,
    url_of,
)
from tickets.models import Customer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day_after")]


def test_a_token_that_was_tampered_with_opens_nothing(visitor: Client) -> None:
    letter = a_letter()
    swapped = letter.token.swapcase()
    for wrong in (swapped, letter.token[:-1], letter.token + "A", "x" * 32, "%00", "a.b"):
        assert visitor.get(f"/s/{wrong}/").status_code == 404
        assert visitor.post(f"/s/{wrong}/", {"value": "6"}).status_code == 404
        assert visitor.post(f"/s/{wrong}/opt-out/").status_code == 404
    assert state_of_it() == ("sent", "")


def test_an_answer_without_a_fresh_page_of_ours_is_refused(visitor: Client) -> None:
    letter = a_letter()
    good = nonce_for(visitor, letter)
    for nonce in ("", "x", good[:-1], good.replace(".", ":", 1), "9" * 10_000):
        response = visitor.post(url_of(letter), {"value": "6", "nonce": nonce})
        assert response.status_code == 400
        assert checked_values(response.content.decode()) == ["6"]
    with time_machine.travel(LATER + timedelta(hours=24, seconds=1), tick=False):
        assert visitor.post(url_of(letter), {"value": "6", "nonce": good}).status_code == 400
    assert not Response.objects.exists()


def test_a_page_of_another_survey_does_not_help(visitor: Client) -> None:
    letter = a_letter()
    with time_machine.travel(DUE, tick=False):
        other = a_sent_letter(a_resolved_ticket("eva@example.cz"))
    nonce = nonce_for(visitor, other)
    assert visitor.post(url_of(letter), {"value": "6", "nonce": nonce}).status_code == 400


@pytest.mark.parametrize(
    "value", ["", "0", "8", "11", "-1", "1e309", "NaN", "6.0", "[7]", "true", "6\x00", "٦"]
)
def test_a_value_off_the_scale_is_refused_and_stores_nothing(visitor: Client, value: str) -> None:
    letter = a_letter()
    nonce = nonce_for(visitor, letter)
    response = visitor.post(url_of(letter), {"value": value, "nonce": nonce})
    assert response.status_code == 400
    assert wording.texts("en").page.choose in response.content.decode()
    assert not Response.objects.exists()


def test_what_is_too_long_is_refused_and_what_was_typed_is_kept(visitor: Client) -> None:
    letter = a_letter()
    posted(visitor, letter, value="2")
    nonce = nonce_for(visitor, letter)
    fields = {"value": "2", "more": "1", "comment": "<b>" + "x" * 4000, "nonce": nonce}
    response = visitor.post(url_of(letter), fields)
    assert response.status_code == 400
    assert "&lt;b&gt;xxx" in response.content.decode()
    huge = visitor.post(url_of(letter), {**fields, "comment": "x" * 70_000})
    assert huge.status_code == 413


def test_a_touched_honeypot_is_thanked_but_not_counted(visitor: Client) -> None:
    letter = a_letter()
    assert posted(visitor, letter, value="1", website="http://spam.example")[0] == 303
    assert state_of_it() == ("suspect", "")
    assert Response.objects.get().causes == ["honeypot"]


def test_answering_within_a_minute_of_the_mail_is_not_counted_yet(visitor: Client) -> None:
    letter = a_letter()
    with time_machine.travel(DUE + timedelta(seconds=30), tick=False):
        posted(visitor, letter, value="1")
    assert state_of_it() == ("suspect", "")
    posted(visitor, letter, value="6")
    assert state_of_it() == ("answered", "")


def test_opening_three_links_and_answering_at_once_is_not_counted_yet(
    visitor: Client, valkey: redis.Redis
) -> None:
    letter = a_letter()
    for value in (1, 4, 7):
        visitor.get(url_of(letter, f"?v={value}"))
    posted(visitor, letter, value="7")
    assert Response.objects.get().causes == ["many_links"]
    keys = list(valkey.scan_iter("cc:survey:*"))
    assert len(keys) == 1
    assert letter.token not in str(keys)
    assert 0 < valkey.ttl(keys[0]) <= 86_400


def test_a_person_who_opens_one_link_after_a_scanner_is_believed(
    visitor: Client, valkey: redis.Redis
) -> None:
    letter = a_letter()
    with time_machine.travel(LATER - timedelta(seconds=11), tick=False):
        for value in range(1, 8):
            visitor.get(url_of(letter, f"?v={value}"))
    visitor.get(url_of(letter, "?v=6"))
    posted(visitor, letter, value="6")
    assert Response.objects.get().trusted


def test_a_scanner_that_sends_every_form_and_a_person_the_next_day(visitor: Client) -> None:
    letter = a_letter()
    start: datetime = DUE + timedelta(minutes=10)
    for value in range(1, 8):
        with time_machine.travel(start + timedelta(seconds=value * 0.4), tick=False):
            visitor.get(url_of(letter, f"?v={value}"))
            posted(visitor, letter, value=str(value))
    assert state_of_it() == ("suspect", "")
    posted(visitor, letter, value="6")
    assert state_of_it() == ("answered", "")
    assert list(Response.objects.trusted().values_list("value", flat=True)) == [6]


def test_the_tokens_of_an_erased_person_are_dead(visitor: Client) -> None:
    letter = a_letter()
    Customer.objects.update(erased_at=LATER)
    assert visitor.get(url_of(letter)).status_code == 404


def test_other_methods_are_not_allowed(visitor: Client) -> None:
    letter = a_letter()
    response = visitor.put(url_of(letter))
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, OPTIONS, POST")


def test_opting_out_takes_a_click(visitor: Client) -> None:
    letter = a_letter()
    page = visitor.get(url_of(letter, "opt-out/")).content.decode()
    assert wording.texts("en").page.opt_out_confirm in page
    nonce = nonce_for(visitor, letter, "opt-out/")
    response = visitor.post(url_of(letter, "opt-out/"), {"nonce": nonce})

    assert response.status_code == 200
    assert wording.texts("en").page.opted_out in response.content.decode()
    customer = Customer.objects.get()
    assert (customer.survey_permission, customer.survey_permission_source) == (
        "denied",
        "survey_link",
    )
    assert customer.survey_permission_at == LATER
    assert state_of_it() == ("cancelled", "opted_out")
    assert wording.texts("en").page.opted_out in visitor.get(url_of(letter)).content.decode()


def test_a_mail_programs_one_click_opts_out_without_a_page(visitor: Client) -> None:
    letter = a_letter()
    body = "List-Unsubscribe=One-Click"
    response = visitor.post(
        url_of(letter, "opt-out/"), body, content_type="application/x-www-form-urlencoded"
    )
    assert response.status_code == 200
    assert Customer.objects.get().survey_permission == "denied"


def test_a_bare_post_does_not_opt_anybody_out(visitor: Client) -> None:
    letter = a_letter()
    assert visitor.post(url_of(letter, "opt-out/"), {}).status_code == 400
    assert Customer.objects.get().survey_permission == "unknown"


def test_opting_out_stays_possible_after_expiry_and_concerns_one_person(visitor: Client) -> None:
    letter = a_letter()
    with time_machine.travel(DUE, tick=False):
        a_sent_letter(a_resolved_ticket("eva@example.cz"))
    with time_machine.travel(EXPIRED, tick=False):
        nonce = nonce_for(visitor, letter, "opt-out/")
        assert visitor.post(url_of(letter, "opt-out/"), {"nonce": nonce}).status_code == 200
    denied = Customer.objects.filter(survey_permission="denied")
    assert [row.contact_points.get().value for row in denied] == ["jana@example.cz"]
