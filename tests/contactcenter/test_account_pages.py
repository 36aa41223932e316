"""Sign-in and password pages in the house look; nobody opens an account alone."""

import pytest
from django.test import Client

from tests.support.world import an_agent

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough password"


def test_an_agent_signs_in_and_lands_where_they_wanted_to_go(client: Client) -> None:
    agent = an_agent("Anna")
    answer = client.post(
        "/accounts/login/",
        {"login": agent.email.upper(), "password": PASSWORD, "next": "/desk/?tab=all"},
    )
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/desk/?tab=all"
    assert client.get("/desk/").status_code == 200


def test_a_wrong_password_says_no_more_than_that(client: Client) -> None:
    known = an_agent("Anna").email
    pages = [
        client.post("/accounts/login/", {"login": address, "password": "wrong"}).content.decode()
        for address in (known, "nobody@desk.example")
    ]
    said = [page.split('role="alert"')[1].split("</div>")[0] for page in pages]
    assert said[0] == said[1]


def test_leaving_for_another_site_after_signing_in_is_refused(client: Client) -> None:
    agent = an_agent("Anna")
    answer = client.post(
        "/accounts/login/?next=https://evil.example/",
        {"login": agent.email, "password": PASSWORD, "next": "https://evil.example/"},
    )
    assert answer.headers["Location"] == "/desk/"


def test_nobody_opens_an_account_alone(client: Client) -> None:
    page = client.get("/accounts/signup/").content.decode()
    assert "Accounts are made by administrators" in page
    assert "<form" not in page


def test_signing_out_is_asked_for_and_done(client: Client) -> None:
    client.force_login(an_agent("Anna"))
    assert "<form" in client.get("/accounts/logout/").content.decode()
    client.post("/accounts/logout/")
    assert client.get("/desk/").status_code == 302


@pytest.mark.parametrize(
    ("address", "signed_in"),
    [
        ("/accounts/login/", False),
        ("/accounts/signup/", False),
        ("/accounts/password/reset/", False),
        ("/accounts/password/reset/done/", False),
        ("/accounts/password/change/", True),
        ("/accounts/logout/", True),
    ],
)
def test_account_pages_have_the_house_look_and_no_inline_code(
    client: Client, address: str, signed_in: bool
) -> None:
    if signed_in:
        client.force_login(an_agent("Anna"))
    answer = client.get(address)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "contactcenter/tokens.css" in page
    for inline in ("<style", "style=", "onclick", "<script>"):
        assert inline not in page
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
