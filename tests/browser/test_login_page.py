"""The first page anybody sees."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.django_db(transaction=True)


def test_login_page_asks_for_mail_and_password(
    page: Page, site: str, complaints: list[str]
) -> None:
    page.goto(f"{site}/desk/")

    expect(page.get_by_label("Password")).to_be_visible()
    assert "/accounts/login/" in page.url
    assert complaints == []


def test_login_page_is_usable_with_assistive_technology(page: Page, site: str) -> None:
    page.goto(f"{site}/accounts/login/")

    found = Axe().run(page)

    assert found.violations_count == 0, found.generate_report()
