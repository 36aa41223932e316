"""A real Chromium and a real web server with the live gateway, on the test's database.

`make e2e` runs these tests on their own: Playwright needs Django's guard against database access
in async code switched off, which must not hide faults in the other tests.
"""

import shutil
from collections.abc import Iterator
from typing import Any, Final

import pytest
from playwright.sync_api import ConsoleMessage, Page

from tests.conftest import absent
from tests.support import processes

CHROMIUM: Final = ("chromium", "chromium-browser", "google-chrome")
QUIET: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The Chromium of the system; skips with a word where there is none."""
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if path is None:
        absent("Chromium", "Chromium is not installed (apt-get install chromium)")
    return {**browser_type_launch_args, "executable_path": path, "args": list(QUIET)}


@pytest.fixture(scope="session")
def site(django_db_setup: None) -> Iterator[str]:
    """Address of a web server for the whole run, without a final slash."""
    process, address = processes.web()
    with processes.stopped_at_end(process):
        yield address


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser complained about on the page: script errors, CSP, failed requests."""
    said: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            said.append(message.text)

    page.on("console", on_console)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said
