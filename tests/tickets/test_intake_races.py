"""Many processes, one new sender: one customer, every contact once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from tests.support.world import NOW, a_channel, a_mail
from tickets import intake
from tickets.contracts import InboundMessage, Receipt
from tickets.models import ContactPoint, Customer, Interaction, Ticket

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 8


def _together(messages: list[InboundMessage]) -> list[Receipt]:
    start = Barrier(len(messages))

    def act(message: InboundMessage) -> Receipt:
        start.wait()
        try:
            return intake.receive(message, at=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(messages)) as pool:
        return list(pool.map(act, messages))


def test_the_same_message_received_at_once_by_many_is_one_entry() -> None:
    message = a_mail(a_channel())
    receipts = [receipt for _ in range(3) for receipt in _together([message] * AT_ONCE)]

    assert len({receipt.interaction_id for receipt in receipts}) == 1
    assert Interaction.objects.count() == Ticket.objects.count() == Customer.objects.count() == 1


def test_different_first_messages_of_one_person_at_once_make_one_customer() -> None:
    channel = a_channel()
    receipts = _together([a_mail(channel, "new@example.cz") for _ in range(AT_ONCE)])

    assert len({receipt.customer_id for receipt in receipts}) == 1
    assert Interaction.objects.count() == AT_ONCE
    assert ContactPoint.objects.count() == 1


def test_one_mail_arriving_through_two_mailboxes_at_once_is_one_entry() -> None:
    first, second = a_channel(), a_channel()
    receipts = _together(
        [a_mail(channel, external_id="both@mail.example") for channel in (first, second)]
    )
    assert len({receipt.interaction_id for receipt in receipts}) == 1
    assert Interaction.objects.count() == 1
