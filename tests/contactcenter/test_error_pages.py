"""Errors in the house look: what happened, what to do next, and a number to mention."""

import pytest
from django.template.loader import render_to_string
from django.test import Client

PAGES = ("400.html", "403.html", "404.html", "429.html", "500.html", "503.html")


@pytest.mark.parametrize("name", [*PAGES, "contactcenter/errors/csrf.html"])
def test_they_need_no_request_and_offer_a_next_step(name: str) -> None:
    page = render_to_string(name)
    assert "<h1>" in page
    assert 'class="btn btn--primary"' in page
    for inline in ("<style", "style=", "<script>"):
        assert inline not in page


@pytest.mark.django_db
def test_an_unknown_address_is_answered_with_a_number_to_mention(client: Client) -> None:
    answer = client.get("/nowhere/")
    assert answer.status_code == 404
    assert answer.headers["X-Request-Id"] in answer.content.decode()
