"""A browser page in which an agent is signed in."""

from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page

from tickets.models import Agent


def sign_in(context: BrowserContext, site: str, agent: Agent) -> None:
    """Gives the browser the session that the sign-in page would give it."""
    client = Client()
    client.force_login(agent)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": site}])


def open_desk(page: Page, site: str, agent: Agent, path: str = "/desk/") -> Page:
    """The desk as the agent sees it."""
    sign_in(page.context, site, agent)
    page.goto(f"{site}{path}")
    return page
