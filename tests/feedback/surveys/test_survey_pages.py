"""The public page: reading writes nothing, one click answers, in the customer's language."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from feedback.models import Invitation, Response
from feedback.surveys import expiry, wording
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
from tests.support.world import an_agent
from tickets import lifecycle
from tickets.contracts import Actor
from tickets.models import Customer, Interaction, Status, Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day_after")]


def _everything() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_reading_writes_nothing_at_all(visitor: Client, method: str) -> None:
    letter = a_letter()
    before, row = _everything(), Invitation.objects.values().get()
    tails = ["", *(f"?v={value}" for value in range(1, 8)), "?trap=1", "opt-out/", "reopen/"]
    with CaptureQueriesContext(connection) as statements:
        for tail in tails:
            response = getattr(visitor, method)(url_of(letter, tail))
            assert response.status_code in {200, 204, 303}
            assert not response.cookies

    assert [q["sql"] for q in statements if not q["sql"].startswith("SELECT")] == []
    assert _everything() == before
    assert Invitation.objects.values().get() == row
    assert Customer.objects.get().survey_permission == "unknown"


def test_every_page_asks_not_to_be_kept_indexed_or_told_on(visitor: Client) -> None:
    letter = a_letter()
    for address in (url_of(letter), url_of(letter, "opt-out/"), f"/s/{'x' * 32}/", "/s/short/"):
        response = visitor.get(address)
        assert response["Cache-Control"] == "no-store"
        assert response["X-Robots-Tag"] == "noindex"
        assert response["Referrer-Policy"] == "no-referrer"
        assert "default-src 'none'" in response["Content-Security-Policy"]


def test_the_page_shows_company_number_and_date_but_no_name_and_no_content(
    visitor: Client,
) -> None:
    page = visitor.get(url_of(a_letter())).content.decode()
    ticket = Ticket.objects.get()
    assert f"Request no. {ticket.number} · 21 November" in page
    assert "Contact Center" in page
    for secret in ("Jana", "jana@example.cz", "parcel", "It is on its way"):
        assert secret not in page


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Contact Center made it easy for me to handle my request."),
        ("cs", "Společnost Contact Center mi usnadnila vyřešení mého požadavku."),
        ("pl", "Firma Contact Center ułatwiła mi załatwienie mojej sprawy."),
    ],
)
def test_the_page_speaks_the_invitations_language_not_the_browsers(
    visitor: Client, language: str, said: str
) -> None:
    response = visitor.get(url_of(a_letter(language), "?v=6"), headers={"Accept-Language": "de"})
    page, texts = response.content.decode(), wording.texts(language)
    labels = texts.instruments["ces2"].labels
    assert said in page
    assert f'<html lang="{language}">' in page
    assert response["Content-Language"] == language
    assert all(label in page for label in labels.values())
    assert texts.page.confirm.format(n=6, label=labels[6]) in page
    assert texts.page.why_confirm.replace("'", "&#x27;") in page


@pytest.mark.parametrize(
    ("query", "checked"),
    [("?v=6", ["6"]), ("", []), ("?v=9", []), ("?v=0", []), ("?v=-1", []), ("?v=٦", [])],
)
def test_a_link_preselects_its_value_if_the_scale_has_it(
    visitor: Client, query: str, checked: list[str]
) -> None:
    page = visitor.get(url_of(a_letter(), query)).content.decode()
    assert checked_values(page) == checked
    assert page.count('type="radio"') == 7
    assert "<button" in page


def test_the_page_works_without_script(visitor: Client) -> None:
    page = visitor.get(url_of(a_letter())).content.decode()
    assert "onclick" not in page
    assert re.findall(r"<script(?! src=)", page) == []


def test_an_answer_is_saved_at_once_and_leads_to_the_further_questions(visitor: Client) -> None:
    letter = a_letter()
    status, place = posted(visitor, letter, value="2")
    assert (status, place) == (303, url_of(letter, "?step=more"))
    assert state_of_it() == ("answered", "")

    page = visitor.get(place).content.decode()
    texts = wording.texts("en").page
    assert texts.resolved in page
    assert texts.hard in page
    assert texts.comment_low in page
    assert all(label in page for label in texts.drivers.values())
    assert texts.contact in page


def test_an_easy_answer_is_asked_what_made_it_easy(visitor: Client) -> None:
    letter = a_letter()
    _, place = posted(visitor, letter, value="6")
    page = visitor.get(place).content.decode()
    assert wording.texts("en").page.comment_high in page
    assert 'name="drivers"' not in page


@pytest.mark.parametrize(
    ("value", "contact", "thanks"),
    [
        ("2", "email", "we will contact you by 24 November."),
        ("2", "no", "As you wished, we will not contact you about it."),
        ("3", "", "The team lead will look into it."),
        ("4", "", "Your answer helps us find where we make customers work harder"),
        ("7", "", "We are glad it was easy."),
    ],
)
def test_thanks_follow_the_answer(visitor: Client, value: str, contact: str, thanks: str) -> None:
    letter = a_letter()
    posted(visitor, letter, value=value)
    status, place = posted(
        visitor, letter, value=value, more="1", resolved="yes", contact_wanted=contact
    )
    assert (status, place) == (303, url_of(letter, "?step=thanks"))
    page = visitor.get(place).content.decode()
    assert thanks in page
    assert wording.texts("en").page.reopen not in page
    assert Response.objects.count() == 1


def test_not_resolved_offers_the_way_back_and_reopens_the_ticket(visitor: Client) -> None:
    letter = a_letter()
    posted(visitor, letter, value="2")
    _, place = posted(visitor, letter, value="2", more="1", resolved="no", comment="Empty box.")
    page = visitor.get(place).content.decode()
    assert wording.texts("en").page.reopen in page

    status, place = posted(visitor, letter, "reopen/")
    assert (status, place) == (303, url_of(letter, "?step=reopened"))
    assert Ticket.objects.get().status == Status.OPEN
    assert Interaction.objects.filter(kind="form").count() == 1
    assert Invitation.objects.get().reopened_after_answer
    assert "We are working on this request again" in visitor.get(place).content.decode()


def test_a_question_overtaken_by_a_reopening_takes_a_message_instead(visitor: Client) -> None:
    letter = a_letter()
    lifecycle.reopen(Ticket.objects.get().id, at=LATER, by=Actor.agent(an_agent().id))
    expiry.expire(LATER)
    page = visitor.get(url_of(letter, "?v=6"))
    assert page.status_code == 200
    assert "We are working on this request again" in page.content.decode()

    assert posted(visitor, letter, value="6") == (410, "")
    status, place = posted(visitor, letter, "reopen/", text="Any news?\x00")
    assert (status, place) == (303, url_of(letter, "?step=received"))
    assert "we have your message" in visitor.get(place).content.decode()
    assert Interaction.objects.get(kind="form").text == "Any news?"
    assert not Response.objects.exists()


def test_an_answer_can_be_changed_and_the_page_says_until_when(visitor: Client) -> None:
    letter = a_letter()
    posted(visitor, letter, value="2")
    page = visitor.get(url_of(letter)).content.decode()
    assert "We already have your answer, thank you." in page
    assert "You can change it until 26 November, 11:00." in page
    assert checked_values(page) == ["2"]
    posted(visitor, letter, value="5")
    assert list(Response.objects.order_by("revision").values_list("value", flat=True)) == [2, 5]


def test_an_answer_that_is_locked_is_only_thanked_for(visitor: Client) -> None:
    letter = a_letter()
    nonce = nonce_for(visitor, letter)
    posted(visitor, letter, value="2", nonce=nonce)
    with time_machine.travel(LATER + timedelta(hours=73), tick=False):
        response = visitor.get(url_of(letter))
        assert response.status_code == 200
        assert "We already have your answer" in response.content.decode()
        assert visitor.post(url_of(letter), {"value": "7"}).status_code == 410
    assert Response.objects.get().value == 2


@pytest.mark.parametrize("swept", [True, False])
def test_after_expiry_the_page_is_gone_and_stores_nothing(visitor: Client, swept: bool) -> None:
    letter = a_letter()
    if swept:
        expiry.expire(EXPIRED)
    with time_machine.travel(EXPIRED, tick=False):
        page = visitor.get(url_of(letter, "?v=6"))
        assert page.status_code == 410
        assert "This question has expired." in page.content.decode()
        assert visitor.post(url_of(letter), {"value": "6"}).status_code == 410
        assert visitor.post(url_of(letter, "reopen/"), {}).status_code == 410
    assert not Response.objects.exists()


def test_other_instruments_have_their_own_scale(visitor: Client) -> None:
    letter = a_letter(instrument="nps")
    page = visitor.get(url_of(letter, "?v=10")).content.decode()
    assert page.count('type="radio"') == 11
    assert checked_values(page) == ["10"]
    assert "Your choice: 9. Please confirm it with Send." in page
    posted(visitor, letter, value="0")
    assert Response.objects.get().value == 0
