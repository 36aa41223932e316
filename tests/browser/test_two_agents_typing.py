"""Two agents answer one ticket at once: the second is told before anything leaves."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.signed_in import open_desk
from tests.support.world import a_channel, an_agent, received, ticket_of
from tickets import replies
from tickets.contracts import Actor
from tickets.models import Delivery
from tickets.replies import ReplyText

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_arrives_while_somebody_types_still_stops_their_reply(page: Page, site: str) -> None:
    from django.utils import timezone

    anna, petr = an_agent("Anna"), an_agent("Petr")
    ticket = ticket_of(received(a_channel(), occurred_at=timezone.now()))
    open_desk(page, site, anna, f"/desk/tickets/{ticket.number}/")
    page.locator("#text-email").fill("Dear Jana,")
    replies.reply(
        ticket.id, ReplyText(text="Done already."), at=timezone.now(), by=Actor.agent(petr.id)
    )
    expect(page.locator("#timeline").get_by_text("Done already.")).to_be_visible(timeout=40_000)
    expect(page.locator("[data-undo]")).to_have_count(0)

    page.locator("#text-email").press("Control+Enter")
    expect(page.locator(".stale")).to_be_visible()
    expect(page.locator("#text-email")).to_have_value("Dear Jana,")
    assert Delivery.objects.count() == 1


def test_typing_starts_from_what_is_shown(page: Page, site: str) -> None:
    from django.utils import timezone

    anna, petr = an_agent("Anna"), an_agent("Petr")
    ticket = ticket_of(received(a_channel(), occurred_at=timezone.now()))
    open_desk(page, site, anna, f"/desk/tickets/{ticket.number}/")
    replies.reply(
        ticket.id, ReplyText(text="Done already."), at=timezone.now(), by=Actor.agent(petr.id)
    )
    expect(page.locator("#timeline").get_by_text("Done already.")).to_be_visible(timeout=40_000)
    page.locator("#text-email").fill("And one more thing.")
    page.locator("#text-email").press("Control+Enter")
    expect(page.locator("[data-undo]")).to_have_count(1)
    assert Delivery.objects.count() == 2
