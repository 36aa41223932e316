"""The repeat-contact report in a real browser: readable for everyone, on every width."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.feedback.d1_tables import stored
from tests.feedback.golden import NOW
from tests.support.signed_in import sign_in
from tickets import ticks
from tickets.models import Agent

pytestmark = pytest.mark.django_db(transaction=True)
MARCH = "from=2025-03-01&to=2025-04-01&tz=UTC"


@pytest.fixture
def supervisor(transactional_db: None) -> Agent:
    stored()
    ticks.run("journeys", at=NOW)
    return Agent.objects.create_user(
        "lead@desk.example", "a long enough password", name="Lea", role="supervisor"
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_stands_in_the_way_of_assistive_technology(
    page: Page, site: str, supervisor: Agent, complaints: list[str], scheme: str
) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    sign_in(page.context, site, supervisor)
    for address in (f"?{MARCH}", f"contacts/?{MARCH}&only=repeats"):
        page.goto(f"{site}/reports/repeat-contacts/{address}")
        page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true; })")

        found = Axe().run(page, context="main")

        assert found.violations_count == 0, found.generate_report()
    assert complaints == []


def test_a_phone_shows_all_of_it_without_moving_the_page_sideways(
    page: Page, site: str, supervisor: Agent
) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    sign_in(page.context, site, supervisor)
    page.goto(f"{site}/reports/repeat-contacts/?{MARCH}")

    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_keyboard_alone_changes_the_window_and_opens_the_list(
    page: Page, site: str, supervisor: Agent
) -> None:
    sign_in(page.context, site, supervisor)
    page.goto(f"{site}/reports/repeat-contacts/?{MARCH}")
    page.get_by_label("Window", exact=True).focus()
    page.keyboard.press("1")
    page.get_by_role("button", name="Show").press("Enter")
    expect(page).to_have_url(re.compile("window=14d"))
    expect(page.get_by_text("5 of 14 contacts were about the same reason")).to_be_visible()

    page.get_by_role("link", name="5 of 14 contacts").press("Enter")

    expect(page.get_by_role("row")).to_have_count(6)
