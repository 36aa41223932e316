"""The same story while Valkey and workers are killed: nothing lost, nothing twice."""

import socket
from collections.abc import Callable, Iterator

import pytest
from django.db import connection

from channels_app.models import Connection
from tests.journeys import story
from tests.support import processes
from tests.support.broker import Broker
from tests.support.dovecot import Mailbox
from tests.support.processes import Process
from tests.support.smtp_sink import SmtpSink
from tests.support.waiting import wait_for
from tickets.models import Customer, Delivery, DeliveryState, Interaction, Ticket

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.dovecot,
    pytest.mark.processes,
]


@pytest.fixture
def broker() -> Iterator[Broker]:
    """A Valkey that this test may kill."""
    own = Broker()
    own.start()
    yield own
    own.stop()


def test_valkey_killed_in_the_middle_loses_and_doubles_nothing(
    broker: Broker,
    mailbox: Mailbox,
    smtp_sink: SmtpSink,
    start_worker: Callable[..., Process],
    start_web: Callable[..., tuple[Process, str]],
) -> None:
    site = story.Site(mailbox, smtp_sink)
    _, address = start_web(OUTBOX_UNDO_SECONDS="1", REDIS_URL=broker.url)
    start_worker(REDIS_URL=broker.url)
    mailbox.put(story.mail_from_jana())
    assert processes.manage("tick", "fetch_mail", REDIS_URL=broker.url).returncode == 0
    wait_for(lambda: story.entries_of_jana() == ["email"], what="the mail")

    broker.kill_9()
    broker.forget()
    story.contacts_by_form(address)
    story.calls(site, address)
    assert story.visits(site, address).status_code == 201
    story.answers(site, address, story.mail_ticket_number())
    # No broker, no beat: the worker looks by itself.
    smtp_sink.wait_for(story.JANA, seconds=120)
    broker.start()

    assert sorted(story.entries_of_jana()) == ["call", "email", "form", "visit"]
    assert Customer.objects.count() == 1
    assert Ticket.objects.count() == 4
    wait_for(lambda: Delivery.objects.get().state == DeliveryState.SENT, what="the result")
    assert len(smtp_sink.to(story.JANA)) == 1


def test_a_worker_killed_between_claim_and_send_is_replaced_by_the_next(
    mailbox: Mailbox,
    smtp_sink: SmtpSink,
    start_worker: Callable[..., Process],
    start_web: Callable[..., tuple[Process, str]],
) -> None:
    site = story.Site(mailbox, smtp_sink)
    outgoing = Connection.objects.get(kind=Connection.Kind.SMTP)
    silent = socket.create_server(("127.0.0.1", 0))
    _point(outgoing, silent.getsockname()[1])
    _, address = start_web(OUTBOX_UNDO_SECONDS="1")
    doomed = start_worker()
    mailbox.put(story.mail_from_jana())
    assert processes.manage("tick", "fetch_mail").returncode == 0
    wait_for(lambda: story.entries_of_jana() == ["email"], what="the mail")
    story.answers(site, address, story.mail_ticket_number())
    wait_for(
        lambda: Delivery.objects.get().state == DeliveryState.SENDING,
        seconds=60,
        what="a claimed delivery",
    )
    doomed.kill_9()
    silent.close()
    _point(outgoing, smtp_sink.port)
    _let_leases_run_out()
    start_worker()

    mail = smtp_sink.wait_for(story.JANA, seconds=120).message
    wait_for(lambda: Delivery.objects.get().state == DeliveryState.SENT, what="the result")
    assert mail["Message-ID"] == f"<{Delivery.objects.get().external_id}>"
    assert len(smtp_sink.to(story.JANA)) == 1
    assert (Customer.objects.count(), Ticket.objects.count()) == (1, 1)
    assert Interaction.objects.filter(direction="outbound").count() == 1


def _point(outgoing: Connection, port: int) -> None:
    outgoing.settings = {**outgoing.settings, "port": port}
    outgoing.save()


def _let_leases_run_out() -> None:
    """A minute passes."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE tickets_delivery SET lease_until = now() - interval '1 second'")
