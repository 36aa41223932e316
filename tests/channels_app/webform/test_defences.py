"""Robots are set aside without being told; people are not."""

from datetime import datetime

import pytest
from django.utils import timezone

from channels_app import ingest
from channels_app.kinds.webform import tokens
from channels_app.kinds.webform.defences import trap_names
from channels_app.models import InboundPayload, PayloadState
from tests.channels_app.webform.visitor import (
    Visitor,
    a_form,
    entry,
    payload,
    reference_in,
    submission,
    traps_of,
)
from tickets.models import Customer, Delivery, Interaction

pytestmark = pytest.mark.django_db

KEY = b"form-key-for-tests"
MAC = "zWfiY-CaM9aGCYdF3aIlzgk5wUhqDpH20Z4zb3MMgYI"
TOKEN = f"v1.3.1795000000.Zm9ybW5vbmNlMTIzNDU2Nzg.{MAC}"


@pytest.fixture
def visitor() -> Visitor:
    return Visitor(a_form())


def test_the_token_is_the_one_other_programs_compute() -> None:
    assert tokens.sign("contact", 3, 1795000000, "Zm9ybW5vbmNlMTIzNDU2Nzg", KEY) == TOKEN
    token = tokens.read(TOKEN, "contact", 3, [b"an older key", KEY])
    assert token.nonce == "Zm9ybW5vbmNlMTIzNDU2Nzg"
    assert token.issued_at == datetime.fromisoformat("2026-11-18T11:06:40+00:00")


@pytest.mark.parametrize(
    ("text", "slug", "version"),
    [
        (TOKEN, "other", 3),
        (TOKEN, "contact", 4),
        (TOKEN[:-1] + "J", "contact", 3),
        (TOKEN.replace("1795000000", "1795000001"), "contact", 3),
        (TOKEN.replace("v1.3", "v1.03"), "contact", 3),
        (TOKEN + ".more", "contact", 3),
        (TOKEN.replace("1795000000", "9" * 400), "contact", 3),
    ],
)
def test_a_changed_token_is_refused(text: str, slug: str, version: int) -> None:
    with pytest.raises(tokens.BadToken):
        tokens.read(text, slug, version, [KEY])


def test_a_robot_in_a_trap_sees_what_everybody_sees(visitor: Visitor) -> None:
    token = visitor.token()
    answer = visitor.sends(token, **{traps_of(token)[1]: "buy"})
    honest = visitor.sends(message="An honest question")
    assert answer.status_code == 200
    assert answer.content.replace(reference_in(answer).encode(), b"") == honest.content.replace(
        reference_in(honest).encode(), b""
    )
    assert entry().text == "An honest question"


def test_what_was_set_aside_leaves_no_trace_but_itself(visitor: Visitor) -> None:
    token = visitor.token()
    visitor.sends(token, **{traps_of(token)[0]: "buy"})
    assert (payload().state, payload().reason) == (PayloadState.QUARANTINED, "spam")
    assert not Customer.objects.exists()
    assert not Interaction.objects.exists()
    assert not Delivery.objects.exists()


def test_a_person_can_let_it_in_after_all_at_its_own_time(visitor: Visitor) -> None:
    token = visitor.token()
    reference = reference_in(visitor.sends(token, **{traps_of(token)[0]: "buy"}))
    ingest.release(payload().id, at=timezone.now())
    assert entry().detail["form"]["reference"] == reference
    assert entry().occurred_at == payload().received_at


def test_traps_change_their_names_and_are_two_different_fields() -> None:
    names = {trap_names(f"nonce {number}") for number in range(100)}
    assert len(names) > 10
    assert all(first != second for first, second in names)


def test_traps_are_on_the_page_but_not_for_people(visitor: Visitor) -> None:
    page = visitor.opens()
    token = page.partition('name="cc_token" value="')[2].partition('"')[0]
    for name in traps_of(token):
        assert f'name="{name}" tabindex="-1" autocomplete="off"' in page
    assert '<div class="form__unused" aria-hidden="true">' in page


def test_fast_typing_alone_is_no_crime(visitor: Visitor) -> None:
    visitor.sends(visitor.token(seconds_ago=0))
    assert submission().points == 2
    assert entry().ticket is not None


def test_points_add_up(visitor: Visitor) -> None:
    links = " ".join(f"https://shop.example/{n}" for n in range(4))
    for _ in range(2):
        visitor.sends(message=links)
    visitor.sends(visitor.token(seconds_ago=0), message=links)
    rows = list(visitor.form.submissions.order_by("id").values_list("points", flat=True))
    assert rows == [2, 2, 7]
    assert InboundPayload.objects.latest("id").reason == "suspicious"


def test_words_set_on_the_form_are_suspicious(visitor: Visitor) -> None:
    visitor.form.blocked_words = ["kasino"]
    visitor.form.save()
    visitor.sends(message="Nejlepší KASINO ve městě")
    assert submission().points == 2


def test_many_submissions_from_one_network_are_suspicious(visitor: Visitor) -> None:
    for number in range(20):
        visitor.sends(message=f"Message {number}", email=f"jana{number}@example.cz")
    visitor.sends(message="The next one", email="next@example.cz")
    points = visitor.form.submissions.order_by("id").values_list("points", flat=True)
    assert list(points) == [0] * 20 + [3]


@pytest.mark.parametrize(("address", "points"), [("2001:db8::99", 3), ("2001:db8:0:1::99", 0)])
def test_one_ipv6_network_counts_as_one_sender(address: str, points: int) -> None:
    form = a_form()
    for number in range(20):
        Visitor(form, f"2001:db8::{number + 1:x}").sends(
            message=f"Message {number}", email=f"jana{number}@example.cz"
        )
    Visitor(form, address).sends(message="The next one", email="next@example.cz")
    assert form.submissions.latest("id").points == points


def test_many_submissions_in_one_name_are_suspicious(visitor: Visitor) -> None:
    for number in range(6):
        Visitor(visitor.form, f"192.0.2.{number}").sends(message=f"Message {number}")
    assert list(visitor.form.submissions.order_by("id").values_list("points", flat=True)) == [
        *(0, 0, 0, 0, 0),
        3,
    ]


def test_fingerprints_tell_nothing_of_the_sender(visitor: Visitor) -> None:
    visitor.sends()
    row = submission()
    assert row.sender_print
    assert row.email_print
    stored = repr([row.sender_print, row.email_print, row.text_print])
    assert "192.0.2.7" not in stored
    assert "jana" not in stored
