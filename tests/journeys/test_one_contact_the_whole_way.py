"""Mail, form, call and visit of one person; answer, resolution, survey, report."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from contactcenter.celery import app
from feedback.models import Invitation, Response
from tests.journeys import story
from tests.support import processes
from tests.support.dovecot import Mailbox
from tests.support.processes import Process
from tests.support.smtp_sink import SmtpSink
from tests.support.waiting import wait_for
from tickets.models import Customer, Delivery, Interaction, Status, Ticket

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.dovecot,
    pytest.mark.processes,
]


def _ring(tick: str) -> None:
    """What beat does when the time has come."""
    app.send_task("tickets.tick", args=(tick,), ignore_result=True)


def test_four_ways_in_one_timeline_an_answer_a_survey_and_a_number(
    mailbox: Mailbox,
    smtp_sink: SmtpSink,
    start_worker: Callable[..., Process],
    start_web: Callable[..., tuple[Process, str]],
    tmp_path: Path,
) -> None:
    site = story.Site(mailbox, smtp_sink)
    _, address = start_web(OUTBOX_UNDO_SECONDS="1")
    start_worker()
    beat = processes.beat(str(tmp_path / "beat"))
    try:
        _tell(site, address)
    finally:
        beat.stop()


def _tell(site: story.Site, address: str) -> None:
    site.mailbox.put(story.mail_from_jana())
    _ring("fetch_mail")
    wait_for(lambda: story.entries_of_jana() == ["email"], what="the mail on the timeline")
    story.contacts_by_form(address)
    story.calls(site, address)
    assert story.visits(site, address).status_code == 201

    assert sorted(story.entries_of_jana()) == ["call", "email", "form", "visit"]
    assert Customer.objects.count() == 1
    number = story.mail_ticket_number()

    desk = story.Browser(address)
    desk.sign_in(site.agent)
    page = desk.http.get(f"/desk/tickets/{number}/?all=1").text
    for said in ("zásilka pořád nepřišla", "tell me where it is", "at the counter"):
        assert said in page
    _answer_and_resolve(site, address, number)
    _rate_and_count(site, address, number)


def _answer_and_resolve(site: story.Site, address: str, number: int) -> None:
    story.answers(site, address, number, then="resolve")
    answer = site.sink.wait_for(story.JANA).message
    assert answer["In-Reply-To"] == "<jana1@example.cz>"
    assert Ticket.objects.get(number=number).status == Status.RESOLVED


def _rate_and_count(site: story.Site, address: str, number: int) -> None:
    _ring("surveys.decide")
    wait_for(lambda: Invitation.objects.filter(state="scheduled").exists(), what="the decision")
    _ring("surveys.dispatch")
    asked = site.sink.wait_for(story.JANA, 2)
    assert asked.message["Auto-Submitted"] == "auto-generated"
    wait_for(lambda: Invitation.objects.filter(state="sent").exists(), what="the survey sent")
    # People need a while to read; an answer within the first minute looks like a machine's.
    Invitation.objects.update(sent_at=datetime.now(UTC) - timedelta(minutes=5))

    visitor, path = story.Browser(address), story.survey_path(asked)
    before = visitor.http.get(f"{path}?v=6")
    assert before.headers["Cache-Control"] == "no-store"
    assert not Response.objects.exists()
    assert visitor.send(f"{path}?v=6", path, value="6").status_code == 200
    assert Response.objects.get().value == 6
    assert Invitation.objects.get().state == "answered"

    _ring("journeys")
    wait_for(lambda: _totals(site, address).get("contacts") == 4, what="the report")
    totals = _totals(site, address)
    assert (totals["customers"], totals["repeat_contacts"]) == (1, 3)
    assert totals["by_cause"]["chase"] == 3
    desk = story.Browser(address)
    desk.sign_in(site.supervisor)
    assert desk.http.get("/reports/repeat-contacts/").status_code == 200
    assert "6" in desk.http.get(f"/desk/tickets/{number}/").text


def _totals(site: story.Site, address: str) -> dict[str, Any]:
    today = datetime.now(UTC)
    answer = httpx.get(
        f"{address}/api/v1/reports/repeat-contacts/",
        params={
            "from": (today - timedelta(days=1)).date().isoformat(),
            "to": (today + timedelta(days=1)).date().isoformat(),
            "scope": "any_reason",
            "tz": "UTC",
        },
        headers={"Authorization": f"Bearer {site.key}"},
        timeout=30,
    )
    assert answer.status_code == 200, answer.text
    totals: dict[str, Any] = answer.json()["totals"]
    return totals


def test_nobody_meets_the_same_person_twice_when_everything_comes_twice(
    mailbox: Mailbox,
    smtp_sink: SmtpSink,
    start_worker: Callable[..., Process],
    start_web: Callable[..., tuple[Process, str]],
) -> None:
    site = story.Site(mailbox, smtp_sink)
    _, address = start_web()
    start_worker()
    mailbox.put(story.mail_from_jana())
    _ring("fetch_mail")
    wait_for(lambda: story.entries_of_jana() == ["email"], what="the mail on the timeline")
    story.contacts_by_form(address)
    for _ in range(2):
        mailbox.put(story.mail_from_jana())
        _ring("fetch_mail")
        story.calls(site, address)
        assert story.visits(site, address).status_code in {200, 201}
    _ring("process_payloads")
    wait_for(lambda: len(story.entries_of_jana()) == 4, what="four entries")
    assert Customer.objects.count() == 1
    assert Interaction.objects.count() == 4
    assert not Delivery.objects.exists()
