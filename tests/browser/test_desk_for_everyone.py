"""The desk for assistive technology, on every width, in both themes, under the strict policy."""

from typing import Final

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.support.signed_in import open_desk, sign_in
from tests.support.world import a_channel, an_agent, received, ticket_of
from tickets import assignment, lifecycle, replies
from tickets.contracts import Actor, CallFacts, InboundAttachment, InboundLine
from tickets.models import Agent, Disposition, Ticket
from tickets.replies import ReplyText

pytestmark = pytest.mark.django_db(transaction=True)
TOO_WIDE = """
() => [...document.querySelectorAll(".timeline *, .worklist *, .composer *, .ticket-head *")]
  .filter((part) => part.checkVisibility() && !part.closest(".sr-only, .cut, svg"))
  .filter((part) => {
    const home = part.closest(".timeline, .worklist, .composer, .ticket-head");
    return part.getBoundingClientRect().right > home.getBoundingClientRect().right + 1;
  })
  .map((part) => `${part.tagName} ${part.className}`)
"""


@pytest.fixture
def agent(transactional_db: None) -> Agent:
    """Anna, an administrator who works in the queue "care"."""
    return an_agent("Anna", role="admin")


@pytest.fixture
def ticket(agent: Agent) -> Ticket:
    """A ticket with an entry of every kind there is, and another one beside it."""
    now, by = timezone.now(), Actor.agent(agent.id)
    mailbox = a_channel("email")
    file = InboundAttachment(filename="a-very-long-file-name-" * 5 + ".pdf", content=b"x")
    done = ticket_of(received(mailbox, subject="Done before", occurred_at=now))
    Disposition.objects.create(key="fixed", name="Fixed")
    lifecycle.resolve(done.id, at=now, by=by)
    found = ticket_of(
        received(
            mailbox,
            subject="Nobody answers my question about the parcel number 4711 " * 3,
            text="https://example.cz/" + "x" * 300 + "\n\n" + "Dlouhá česká věta. " * 40,
            attachments=(file,),
            mood="angry",
            occurred_at=now,
        )
    )
    for kind in ("call", "chat", "form", "sms", "visit", "letter", "event", "voicemail"):
        received(
            a_channel("api"),
            kind=kind,
            text="Words",
            call=CallFacts(outcome="answered", wait_seconds=94, talk_seconds=300),
            lines=(InboundLine(role="customer", text="Hello", sent_at=now),),
            detail={"form": {"answers": [{"label": "Order number", "value": "4711" * 30}]}},
            occurred_at=now,
        )
    replies.note(found.id, ReplyText(text="A note."), at=now, by=by)
    assignment.take(found.id, at=now, by=by)
    replies.reply(found.id, ReplyText(text="An answer."), at=now, by=by)
    return found


# What fades in is measured once it is there: half transparent, nothing has contrast.
SETTLED: Final = """() => Promise.all(
  document.getAnimations()
    .filter((one) => one.effect.getComputedTiming().iterations !== Infinity)
    .map((one) => one.finished.catch(() => null))
)"""


def violations(page: Page) -> str:
    """What axe finds, readable; empty when there is nothing."""
    page.evaluate(SETTLED)
    found = Axe().run(page)
    return "\n".join(
        f"{row['id']}: {[n['html'] for n in row['nodes']][:4]}"
        for row in found.response["violations"]
    )


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 800, 360])
def test_the_desk_is_usable_with_assistive_technology(
    page: Page, site: str, agent: Agent, ticket: Ticket, theme: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    open_desk(page, site, agent, "/desk/?tab=all")
    assert violations(page) == ""
    page.goto(f"{site}/desk/?tab=mine&after=W10")
    page.goto(f"{site}/desk/tickets/{ticket.number}/?range=all")
    assert violations(page) == ""
    page.locator(".ticket-head summary", has_text="Resolve").click()
    assert violations(page) == ""
    page.keyboard.press("Escape")
    page.get_by_role("radio", name="Internal note").check()
    page.locator(".rail__me summary").click()
    assert violations(page) == ""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_dialogs_empty_lists_and_refused_replies_are_usable_too(
    page: Page, site: str, agent: Agent, ticket: Ticket, theme: str
) -> None:
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    open_desk(page, site, agent, "/desk/?tab=unassigned")
    assert violations(page) == ""
    page.keyboard.press("?")
    assert violations(page) == ""
    page.goto(f"{site}/desk/tickets/{ticket.number}/")
    page.get_by_label("Your reply").fill("Words")
    page.evaluate("document.querySelector('[data-seen-field]').value = 'int_' + '0'.repeat(26)")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator(".stale")).to_be_visible()
    assert violations(page) == ""


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    "path", ["/accounts/login/", "/accounts/password/reset/", "/accounts/signup/", "/nowhere/"]
)
def test_pages_before_the_desk_are_usable_too(page: Page, site: str, theme: str, path: str) -> None:
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    page.goto(f"{site}{path}")
    assert violations(page) == ""


@pytest.mark.parametrize("width", [1920, 1440, 1280, 1100, 900, 768, 360])
def test_no_width_needs_sideways_scrolling(
    page: Page, site: str, agent: Agent, ticket: Ticket, width: int, complaints: list[str]
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    sign_in(page.context, site, agent)
    for path in ("/desk/?tab=all", f"/desk/tickets/{ticket.number}/?range=all"):
        page.goto(f"{site}{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(TOO_WIDE) == []
    assert complaints == []


def test_on_a_phone_one_column_shows_at_a_time(
    page: Page, site: str, agent: Agent, ticket: Ticket
) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    open_desk(page, site, agent, "/desk/?tab=all")
    conversation = page.locator(".conversation")
    expect(conversation).to_be_hidden()
    page.locator(f'.row[data-ticket="{ticket.id}"]').click()
    expect(conversation).to_be_visible()
    expect(page.locator(".worklist")).to_be_hidden()
    page.locator('a[href="#customer"]').click()
    expect(page.locator("#customer")).to_be_in_viewport()
    page.get_by_role("link", name="Back to the conversation").click()
    expect(page.locator("#customer")).to_be_hidden()
    page.get_by_role("link", name="Back to the list").click()
    expect(page.locator(".worklist")).to_be_visible()
    expect(page.locator(f'.row[data-ticket="{ticket.id}"]')).to_be_focused()


def test_scripts_stay_small(page: Page, site: str, agent: Agent, ticket: Ticket) -> None:
    sizes: list[int] = []
    page.on(
        "response",
        lambda answer: sizes.append(len(answer.body())) if answer.url.endswith(".js") else None,
    )
    open_desk(page, site, agent, f"/desk/tickets/{ticket.number}/")
    page.wait_for_load_state("networkidle")
    assert 0 < sum(sizes) <= 80 * 1024
