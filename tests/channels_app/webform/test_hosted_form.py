"""The hosted form: works without JavaScript, in three languages, and loses nothing."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from channels_app import ingest
from channels_app.models import FormSubmission, InboundPayload, PayloadState
from tests.channels_app.webform.visitor import (
    CONSENT,
    TITLE,
    Visitor,
    a_form,
    entry,
    payload,
    reference_in,
    submission,
    text_of,
)
from tests.support.world import a_channel
from tickets.models import ContactReason, Customer, Interaction, Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor() -> Visitor:
    return Visitor(a_form())


@pytest.mark.parametrize("language", ["en", "cs", "pl"])
def test_the_page_speaks_the_asked_language(visitor: Visitor, language: str) -> None:
    page = visitor.opens(f"?language={language}", accept_language="en")
    assert f'<html lang="{language}">' in page
    assert TITLE[language] in page


@pytest.mark.parametrize(
    ("header", "language"), [("cs-CZ,cs;q=0.9,en;q=0.5", "cs"), ("de", "en"), ("pl", "pl")]
)
def test_the_browser_s_language_counts_where_the_form_has_it(
    visitor: Visitor, header: str, language: str
) -> None:
    assert TITLE[language] in visitor.opens(accept_language=header)


def test_the_page_needs_no_script_and_no_session(visitor: Visitor) -> None:
    answer = Client().get(visitor.url)
    assert answer.headers["Cache-Control"].count("no-store")
    assert not answer.cookies
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert b'<form class="stack form" method="post"' in answer.content


def test_a_submission_becomes_a_contact_with_claimed_points(visitor: Visitor) -> None:
    ContactReason.objects.create(key="delivery", name="Delivery")
    answer = visitor.sends(
        name="Jana Nováková", phone="602 123 456", topic="delivery", order="77120", shop="brno"
    )
    found = entry()
    assert (answer.status_code, reference_in(answer)) == (200, submission().reference)
    assert (found.kind, found.direction, found.subject) == ("form", "inbound", "Contact us")
    assert found.text == "The parcel has not come."
    assert (found.customer.name, found.reason and found.reason.key) == ("Jana Nováková", "delivery")
    points = found.customer.contact_points.values_list("kind", "value", "verification")
    assert set(points) == {
        ("email", "jana@example.cz", "claimed"),
        ("phone", "+420602123456", "claimed"),
    }
    assert found.metadata == {"order": "77120", "shop": "brno"}
    assert found.ticket is not None
    assert payload().state == PayloadState.PROCESSED


def test_the_entry_says_what_was_asked_shown_and_answered(visitor: Visitor) -> None:
    visitor.sends(cc_language="cs", topic="other", cc_page="https://shop.example/help")
    form = entry().detail["form"]
    assert (form["slug"], form["version"], form["language"]) == ("contact", 1, "cs")
    assert form["consent"] == CONSENT["cs"]
    assert form["reference"] == submission().reference
    assert form["context"]["page"] == "https://shop.example/help"
    assert {"name": "topic", "label": "Čeho se to týká?", "value": "Jiné"} in form["answers"]


def test_a_double_click_gets_the_first_reference(visitor: Visitor) -> None:
    token = visitor.token()
    first, second = visitor.sends(token), visitor.sends(token, message="Clicked again")
    assert reference_in(first) == reference_in(second)
    assert Interaction.objects.count() == InboundPayload.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_many_clicks_at_once_are_one_contact() -> None:
    visitor = Visitor(a_form())
    token = visitor.token()

    def click(_: int) -> str:
        try:
            return reference_in(visitor.sends(token))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(click, range(24)))) == 1
    assert Interaction.objects.count() == Customer.objects.count() == Ticket.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"email": ""}, "Please fill this in."),
        ({"email": "jana at example"}, "Please check the e-mail address"),
        ({"phone": "12"}, "Please check the number"),
        ({"message": "   "}, "Please fill this in."),
        ({"topic": "nothing we offer"}, "Please choose one of the offered values."),
        ({"topic": "delivery", "order": ""}, "Please fill this in."),
        ({"topic": "delivery", "order": "7" * 21}, "Please shorten this to 20 characters."),
    ],
)
def test_a_flaw_brings_the_page_back_with_everything_typed(
    visitor: Visitor, fields: dict[str, str], sentence: str
) -> None:
    answer = visitor.sends(**{"name": "Jana <b>Nováková</b>", "message": "Dlouhá zpráva", **fields})
    page = text_of(answer)
    assert answer.status_code == 422
    assert sentence in page
    assert 'value="Jana <b>Nováková</b>"' in page
    assert "Jana &lt;b&gt;Nováková" in answer.content.decode()
    assert ("Dlouhá zpráva" in page) == ("message" not in fields)
    assert not InboundPayload.objects.exists()


def test_a_question_that_does_not_apply_may_stay_empty(visitor: Visitor) -> None:
    assert visitor.sends(topic="other", order="").status_code == 200


@pytest.mark.parametrize("token", ["", "v1.1.1.x.y", "v2.a.b.c.d", "ž" * 50, "v1." * 200])
def test_a_missing_or_forged_token_asks_to_send_again(visitor: Visitor, token: str) -> None:
    answer = visitor.sends(token, message="Typed once")
    assert answer.status_code == 422
    assert "Please send it again." in text_of(answer)
    assert "Typed once" in text_of(answer)
    assert not InboundPayload.objects.exists()


def test_a_form_changed_meanwhile_is_shown_again(visitor: Visitor) -> None:
    token = visitor.token()
    visitor.form.version = 2
    visitor.form.save()
    assert visitor.sends(token).status_code == 422


def test_a_form_open_for_days_is_still_taken(visitor: Visitor) -> None:
    assert visitor.sends(visitor.token(seconds_ago=200_000)).status_code == 200
    assert entry().ticket is not None


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"", "application/x-www-form-urlencoded"),
        (b"", ""),
        (b"{}", "application/json"),
        (b"\x00\xff\xfe=%00&email=%ff", "application/x-www-form-urlencoded"),
        (b"a=1&" * 1500, "application/x-www-form-urlencoded"),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (b"--x\r\n", "multipart/form-data"),
        (b"email=a%40b.cz", "application/x-www-form-urlencoded; charset=rot13"),
        (b"email=a%40b.cz", "application/x-www-form-urlencoded; charset=cp-not-a-thing"),
        (
            b'--x\r\nContent-Disposition: form-data; name="f"; filename="a.txt"\r\n\r\nx\r\n--x--',
            "multipart/form-data; boundary=x",
        ),
    ],
)
def test_what_is_no_filled_in_form_is_told_so(
    visitor: Visitor, body: bytes, content_type: str
) -> None:
    answer = Client().generic("POST", visitor.url, body, content_type=content_type)
    assert answer.status_code in {400, 422}
    assert b"<form" in answer.content
    assert not InboundPayload.objects.exists()


def test_a_huge_form_is_refused_with_a_sentence(visitor: Visitor) -> None:
    answer = visitor.sends(message="x" * 100_000)
    assert answer.status_code == 413
    assert "more than we can take" in text_of(answer)


@given(values=st.dictionaries(st.sampled_from(["name", "message", "email", "topic"]), st.text()))
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_text_anybody_types_is_an_error_of_ours(
    visitor: Visitor, values: dict[str, str]
) -> None:
    sendable = {name: text.encode("utf-8", "replace").decode() for name, text in values.items()}
    assert visitor.sends(**sendable).status_code in {200, 422}


def test_nul_and_control_characters_are_left_out(visitor: Visitor) -> None:
    visitor.sends(message="one\x00two\x1bthree", name="Ja\x00na")
    assert (entry().text, entry().customer.name) == ("onetwothree", "Jana")


def test_multipart_is_read_like_any_other_form(visitor: Visitor) -> None:
    assert visitor.sends(message="Žluťoučký kůň").status_code == 200
    assert entry().text == "Žluťoučký kůň"


@pytest.mark.parametrize("fields", [[], None, "junk", [{"name": "Bad Name", "label": "x"}], [7]])
def test_a_form_without_usable_fields_says_so(fields: Any) -> None:
    form = a_form()
    type(form).objects.update(fields=fields if fields is not None else {})
    for answer in (Client().get("/f/contact/"), Client().post("/f/contact/", {"cc_token": "x"})):
        assert answer.status_code == 503
        assert "being changed" in answer.content.decode()


@pytest.mark.parametrize("what", ["form", "channel"])
def test_a_closed_form_is_not_found(what: str) -> None:
    form = a_form()
    row: Any = form if what == "form" else form.channel
    row.enabled = False
    row.save()
    assert Client().get("/f/contact/").status_code == 404


@pytest.fixture
def intake_down() -> Iterator[None]:
    """Every new entry is refused by the database, as on the day of a fault."""
    with connection.cursor() as cursor:
        cursor.execute(
            "ALTER TABLE tickets_interaction ADD CONSTRAINT fault CHECK (kind <> 'form') NOT VALID"
        )
    yield
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE tickets_interaction DROP CONSTRAINT IF EXISTS fault")


@pytest.mark.django_db(transaction=True)
def test_a_failure_of_ours_keeps_the_message_and_the_visitor_gets_the_reference(
    intake_down: None,
) -> None:
    visitor = Visitor(a_form())
    answer = visitor.sends()
    assert answer.status_code == 200
    assert reference_in(answer) == payload().envelope["reference"]
    assert payload().state == PayloadState.FAILED
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE tickets_interaction DROP CONSTRAINT fault")
    ingest.process_due(timezone.now() + timedelta(minutes=1))
    assert entry().detail["form"]["reference"] == reference_in(answer)


def test_a_typed_reference_joins_the_earlier_message(visitor: Visitor) -> None:
    first = reference_in(visitor.sends())
    visitor.sends(email="other@example.cz", message="Once more", reference=f" {first.lower()} ")
    assert Ticket.objects.count() == 1


def test_a_reference_nobody_was_given_opens_a_new_ticket(visitor: Visitor) -> None:
    visitor.sends()
    visitor.sends(message="Another matter", reference="W-00000000")
    assert Ticket.objects.count() == 2


def test_a_ticket_number_counts_only_for_somebody_who_takes_part(visitor: Visitor) -> None:
    visitor.sends()
    number = f"#{Ticket.objects.get().number}"
    visitor.sends(email="stranger@example.cz", reference=number, message="Let me in")
    assert Ticket.objects.count() == 2
    visitor.sends(reference=number, message="It is me again")
    assert Ticket.objects.count() == 2


def test_a_reason_that_is_gone_does_not_lose_the_contact(visitor: Visitor) -> None:
    assert visitor.sends(topic="delivery", order="1").status_code == 200
    assert entry().reason is None


def test_the_reference_is_the_visitor_s_whatever_else_happens() -> None:
    visitor = Visitor(a_form(channel=a_channel("webform")))
    references = {reference_in(visitor.sends(message=f"Message {n}")) for n in range(5)}
    assert references == set(FormSubmission.objects.values_list("reference", flat=True))


@pytest.mark.parametrize(
    ("language", "sentence"), [("cs", "Vyplňte prosím."), ("pl", "Prosimy wypełnić.")]
)
def test_what_is_wrong_is_said_in_the_visitor_s_language(
    visitor: Visitor, language: str, sentence: str
) -> None:
    answer = visitor.sends(message="", cc_language=language)
    assert sentence in text_of(answer)
    assert answer.headers["Content-Language"] == language
