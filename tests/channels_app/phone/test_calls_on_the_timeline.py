"""What a telephone call leaves on the timeline, however its events arrive."""

from concurrent.futures import ThreadPoolExecutor
from itertools import permutations
from typing import Any

import pytest
from django.db import connections

from channels_app.kinds.phone import recording
from channels_app.kinds.phone.reported import Reported
from channels_app.models import Call, CallEvent
from tests.channels_app.phone.exchange import CALLER, OURS, Exchange, an_exchange
from tests.support.world import NOW, a_channel, a_queue, an_agent, later
from tickets import ticks
from tickets.models import Customer, Interaction, Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def exchange() -> Exchange:
    return an_exchange()


def a_report(event: str, after: float = 0, **fields: Any) -> Reported:
    return Reported(
        call_id=fields.pop("call_id", "c-1"),
        event=event,
        stated_at=later(seconds=after),
        **fields,
    )


def told(exchange: Exchange, *reports: Reported, at: float = 600) -> Interaction:
    for report in reports:
        recording.record(report, exchange.channel, at=later(seconds=at))
    return exchange.entry


RINGING = a_report("ringing", direction="inbound", from_number="602 123 456", to_number=OURS)
QUEUED = a_report("queued", 4)
ANSWERED = a_report("answered", 94, agents=("201",))
ENDED = a_report("ended", 449, cause="normalClearing")


def test_an_answered_call_is_one_entry_of_its_customer(exchange: Exchange) -> None:
    anna = an_agent("Anna", extension="201")
    entry = told(exchange, RINGING, QUEUED, ANSWERED, ENDED)
    assert (entry.kind, entry.direction, entry.outcome) == ("call", "inbound", "answered")
    assert (entry.occurred_at, entry.ended_at) == (NOW, later(seconds=449))
    assert (entry.wait_seconds, entry.talk_seconds) == (94, 355)
    assert entry.agent == anna
    assert entry.contact_point is not None
    assert (entry.contact_point.value, entry.match_verification) == (CALLER, "probable")
    assert entry.ticket is not None
    assert entry.ticket.subject == "Call from +420 602 123 456"


def test_a_running_call_is_live_until_its_end(exchange: Exchange) -> None:
    entry = told(exchange, RINGING)
    assert (entry.ended_at, entry.outcome, entry.ticket) == (None, "", None)
    entry = told(exchange, ANSWERED)
    assert (entry.ended_at, entry.outcome) == (None, "answered")
    assert entry.ticket is not None


def test_any_order_of_events_leaves_the_same_entry() -> None:
    an_agent("Anna", extension="201")
    seen = set()
    for order in permutations([RINGING, QUEUED, ANSWERED, ENDED]):
        exchange = Exchange(a_channel("phone"), "")
        entry = told(exchange, *order, *order[:2])
        seen.add(
            (
                *(entry.occurred_at, entry.ended_at, entry.outcome, entry.direction),
                *(entry.wait_seconds, entry.talk_seconds, entry.agent_id, entry.customer_id),
                entry.ticket is not None,
            )
        )
        assert Call.objects.filter(channel=exchange.channel).count() == 1
    assert len(seen) == 1


def test_an_abandoned_call_makes_work_and_a_misdial_does_not(exchange: Exchange) -> None:
    told(exchange, RINGING, a_report("ended", 3, cause="cancel"))
    assert not Ticket.objects.exists()
    longer = a_report("ended", 30, cause="cancel", call_id="c-2")
    recording.record(
        a_report("ringing", call_id="c-2", from_number=CALLER), exchange.channel, at=later(hours=1)
    )
    recording.record(longer, exchange.channel, at=later(hours=1))
    assert [entry.outcome for entry in exchange.entries] == ["abandoned", "abandoned"]
    assert Ticket.objects.count() == 1


@pytest.mark.parametrize("number", ["anonymous", "Restricted", "1234567", "CALLME", "266696687"])
def test_callers_without_a_usable_number_stay_unidentified(number: str) -> None:
    exchange = an_exchange(withheld_values=["266696687"])
    for call_id in ("a", "b"):
        exchange.rings(call_id, **{"from": number})
        exchange.tell("hangup", call_id, cause="cancel")
    assert Customer.objects.filter(standing="unidentified").count() == 2
    assert [entry.contact_point for entry in exchange.entries] == [None, None]


def test_calls_between_extensions_stand_on_no_timeline(exchange: Exchange) -> None:
    exchange.rings("internal", **{"from": "201", "to": "202"})
    exchange.tell("hangup", "internal", cause="normalClearing")
    assert Call.objects.get().internal
    assert not Interaction.objects.exists()


@pytest.mark.parametrize(
    "named",
    [
        {"answeringNumber": "201"},
        {"user": "201"},
        {"user": ["Anna"]},
        {"user": "sip:201@pbx.example"},
        {"user": "ANNA@desk.example"},
        {"answeringNumber": "w0-device"},
    ],
)
def test_the_agent_is_known_by_whatever_the_exchange_calls_them(named: dict[str, Any]) -> None:
    exchange = an_exchange(agents={"w0-device": "201"})
    anna = an_agent("Anna", extension="201")
    anna.email = "anna@desk.example"
    anna.save()
    exchange.rings()
    exchange.tell("answer", **named)
    assert exchange.entry.agent == anna


def test_a_ringing_group_names_nobody(exchange: Exchange) -> None:
    an_agent("Anna", extension="201")
    exchange.rings(user=["201", "202"])
    assert exchange.entry.agent is None


def test_a_call_going_out_belongs_to_whom_we_called(exchange: Exchange) -> None:
    exchange.rings(**{"from": OURS, "to": "602123456", "direction": "out"})
    exchange.tell("hangup", cause="noAnswer")
    assert (exchange.entry.direction, exchange.entry.outcome) == ("outbound", "no_answer")
    assert exchange.entry.contact_point is not None
    assert exchange.entry.contact_point.value == CALLER


def test_direction_follows_from_our_own_number(exchange: Exchange) -> None:
    exchange.tell("newCall", **{"from": OURS, "to": CALLER})
    assert exchange.entry.direction == "outbound"


def test_a_later_event_without_numbers_changes_neither_side(exchange: Exchange) -> None:
    exchange.rings()
    exchange.tell("hangup", cause="noAnswer")
    assert exchange.entry.outcome == "missed"
    assert [side["address"] for side in exchange.entry.participants] == [CALLER, OURS]


def test_the_queue_is_known_by_key_or_name(exchange: Exchange) -> None:
    billing = a_queue("billing")
    exchange.rings(queue="Billing")
    assert exchange.entry.queue == billing


def test_a_call_id_used_again_is_a_new_call(exchange: Exchange) -> None:
    def call(at: float) -> None:
        for event in ("ringing", "ended"):
            recording.record(
                Reported(call_id="420602123456", event=event, from_number=CALLER),
                exchange.channel,
                at=later(minutes=at),
            )

    call(0)
    call(5)
    call(30)
    assert list(Call.objects.order_by("id").values_list("root", flat=True)) == [
        "420602123456",
        "420602123456~1",
    ]
    assert len(exchange.entries) == 2


def test_exchanges_that_reuse_ids_at_once_can_be_set_to_it() -> None:
    exchange = an_exchange(call_ids="reused")
    for minute in (0, 1):
        for second, event in enumerate(("ringing", "ended")):
            recording.record(
                Reported(call_id="602", event=event, from_number=CALLER),
                exchange.channel,
                at=later(minutes=minute, seconds=second),
            )
    assert len(exchange.entries) == 2


def test_a_transferred_call_is_one_entry_with_the_last_agent(exchange: Exchange) -> None:
    an_agent("Anna", extension="201")
    pavel = an_agent("Pavel", extension="202")
    exchange.rings("a")
    exchange.tell("answer", "a", user="201")
    exchange.tell("newCall", "b", origCallId="a", direction="in", **{"from": CALLER})
    exchange.tell("hangup", "a", cause="forwarded")
    exchange.tell("answer", "b", user="202")
    assert (exchange.entry.agent, exchange.entry.ended_at) == (pavel, None)
    exchange.tell("hangup", "b", cause="normalClearing")
    assert exchange.entry.ended_at is not None
    assert Call.objects.get().root == "a"


def test_a_leg_heard_of_before_its_root_joins_it(exchange: Exchange) -> None:
    exchange.tell("answer", "b", user="202")
    exchange.tell("newCall", "b", origCallId="a", direction="in", **{"from": CALLER})
    assert Call.objects.get().root == "a"
    assert CallEvent.objects.filter(call__root="a").count() == 2
    assert len(exchange.entries) == 1


def test_a_call_without_a_named_caller_waits_a_minute_for_one(exchange: Exchange) -> None:
    for report in (a_report("answered", 10), a_report("ended", 60, cause="normalClearing")):
        recording.record(report, exchange.channel, at=later(seconds=60))
    ticks.run("record_nameless_calls", at=later(seconds=90))
    assert not exchange.entries
    ticks.run("record_nameless_calls", at=later(seconds=200))
    assert exchange.entry.outcome == "answered"
    assert exchange.entry.customer.standing == "unidentified"


def test_a_call_whose_end_got_lost_is_closed_after_four_hours(exchange: Exchange) -> None:
    told(exchange, RINGING, at=0)
    ticks.run("close_lost_calls", at=later(hours=3, minutes=59))
    assert exchange.entry.ended_at is None
    ticks.run("close_lost_calls", at=later(hours=4, minutes=1))
    closed = exchange.entry
    assert (closed.outcome, closed.ended_at) == ("unknown", closed.occurred_at)
    assert Call.objects.get().lost_end


def test_an_end_that_comes_after_all_is_believed(exchange: Exchange) -> None:
    told(exchange, RINGING, ANSWERED, at=100)
    ticks.run("close_lost_calls", at=later(hours=5))
    assert told(exchange, ENDED, at=20_000).talk_seconds == 355


def test_a_time_in_the_future_is_not_believed(exchange: Exchange) -> None:
    odd = Reported(call_id="odd", event="ringing", from_number=CALLER, stated_at=NOW.replace(9999))
    recording.record(odd, exchange.channel, at=NOW)
    assert exchange.entry.occurred_at == NOW


def test_two_calls_of_a_known_number_are_one_customer(exchange: Exchange) -> None:
    exchange.rings("a")
    exchange.rings("b", **{"from": "602123456"})
    assert len({entry.customer_id for entry in exchange.entries}) == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_event_many_times_at_once_is_one_entry() -> None:
    exchange = an_exchange()

    def ring(_: int) -> int:
        try:
            return exchange.rings().status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(ring, range(24))) == {200}
    assert (CallEvent.objects.count(), Call.objects.count()) == (1, 1)
    assert len(exchange.entries) == 1
    assert Customer.objects.count() == 1
