"""The address exchanges report to: whatever they send is kept, and they always get their 200."""

import json
from secrets import token_hex
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from channels_app.models import Connection, InboundPayload, PayloadState
from tests.channels_app.phone.exchange import CALLER, OURS, Exchange, an_exchange
from tests.support.world import a_channel
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def exchange() -> Exchange:
    return an_exchange()


def newest_request() -> InboundPayload:
    return InboundPayload.objects.latest("id")


JSON_BODY = json.dumps({"event": "newCall", "callId": "c", "from": CALLER, "direction": "in"})
FORM_BODY = "event=newCall&callId=c&from=%2B420602123456&direction=in&user%5B%5D=Anna"


@pytest.mark.parametrize("slash", ["/", ""])
@pytest.mark.parametrize("body", [JSON_BODY, FORM_BODY])
@pytest.mark.parametrize(
    "content_type",
    [
        "application/json",
        "application/json; charset=utf-8",
        "application/x-www-form-urlencoded",
        "text/plain",
        "text/json",
        "",
    ],
)
def test_any_content_type_with_or_without_a_slash_is_understood(
    slash: str, body: str, content_type: str
) -> None:
    exchange = an_exchange()
    answer = exchange.post(body.encode(), content_type, exchange.url.rstrip("/") + slash)
    assert (answer.status_code, answer.content) == (200, b"{}")
    assert exchange.entry.participants[0]["address"] == CALLER


def test_an_unknown_token_is_refused_and_leaves_nothing() -> None:
    answer = Client().post("/api/v1/cti/not-a-token/", JSON_BODY, content_type="application/json")
    assert answer.status_code == 401
    assert not InboundPayload.objects.exists()


@pytest.mark.parametrize("what", ["channel", "connection"])
def test_what_is_switched_off_refuses(what: str) -> None:
    exchange = an_exchange()
    rows: Any = Connection if what == "connection" else type(exchange.channel)
    rows.objects.update(enabled=False)
    assert exchange.rings().status_code == 401


def test_a_page_view_of_the_address_is_not_an_event() -> None:
    assert Client().get(an_exchange().url).status_code == 405


@given(junk=st.binary(max_size=300))
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_junk_is_kept_for_a_person_and_never_an_error(exchange: Exchange, junk: bytes) -> None:
    answer = exchange.post(junk)
    assert (answer.status_code, answer.content) == (200, b"{}")
    row = newest_request()
    assert bytes(row.body) == junk
    assert row.state in {PayloadState.QUARANTINED, PayloadState.IGNORED}


values = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40)
nested = values | st.lists(values, max_size=4) | st.dictionaries(st.text(), values, max_size=3)


@given(fields=st.dictionaries(st.sampled_from(["from", "to", "user", "queue", "cause"]), nested))
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_odd_values_do_not_stop_an_event(exchange: Exchange, fields: dict[str, Any]) -> None:
    assert exchange.tell("hangup", token_hex(8), **fields).status_code == 200
    assert (newest_request().state, newest_request().error) == (PayloadState.PROCESSED, "")


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 60_000,
        b'{"event":' * 5_000,
        b'{"event": "newCall", "callId": ' + b"9" * 5_000 + b"}",
        b"&".join(b"a=1" for _ in range(5_000)),
        b'{"event":"newCall","callId":"\\ud800\\u0000x","from":"\\ud800"}',
        b"\xff\xfe\x00event=newCall",
        b"",
    ],
)
def test_hostile_bodies_get_their_200(body: bytes) -> None:
    assert an_exchange().post(body, "application/json").status_code == 200


def test_a_huge_body_is_cut_and_shown_to_a_person() -> None:
    exchange = an_exchange()
    assert exchange.post(b"x" * 200_000).status_code == 200
    row = InboundPayload.objects.get()
    assert (row.state, row.reason, len(row.body)) == ("quarantined", "too_large", 64 * 1024)


def test_every_request_can_be_looked_at_with_its_result() -> None:
    exchange = an_exchange()
    exchange.rings()
    exchange.rings()
    exchange.tell("sneeze")
    exchange.tell("dtmf", dtmf="123456")
    states = InboundPayload.objects.order_by("id").values_list("state", "reason")
    assert list(states) == [
        ("processed", ""),
        ("processed", ""),
        ("quarantined", "unknown_event"),
        ("ignored", "dtmf"),
    ]


def test_a_blocked_number_is_turned_away_and_makes_no_work() -> None:
    exchange = an_exchange(blocked=[{"prefix": "+420602"}])
    answer = exchange.rings()
    assert json.loads(answer.content) == {"action": "reject", "reason": "busy"}
    exchange.tell("hangup", cause="cancel")
    assert (exchange.entry.outcome, exchange.entry.ticket) == ("rejected", None)
    assert not Ticket.objects.exists()


@pytest.mark.parametrize(("until", "answer"), [("2020-01-01T00:00:00Z", {}), (None, "reject")])
def test_blocking_ends_when_its_time_is_over(until: str | None, answer: Any) -> None:
    exchange = an_exchange(blocked=[{"prefix": "420602123456", "until": until}])
    assert json.loads(exchange.rings().content).get("action", {}) == answer


def test_a_call_going_out_shows_the_number_set_for_its_country() -> None:
    exchange = an_exchange(caller_ids=[{"prefix": "+49", "caller_id": "+496990009111"}])
    answer = exchange.rings(**{"from": OURS, "to": "00492214710334", "direction": "out"})
    assert json.loads(answer.content) == {
        "action": "dial",
        "caller_id": "496990009111",
        "callerId": "496990009111",
        "number": "492214710334",
    }


def test_sipgate_is_told_where_to_report_later_events() -> None:
    exchange = an_exchange()
    answer = exchange.tell_as_form(
        [
            ("event", "newCall"),
            ("direction", "in"),
            ("from", "420602123456"),
            ("to", "420800123456"),
            ("callId", "5243380315"),
            ("user[]", "Anna"),
            ("fullUserId[]", "1234567w0"),
        ]
    )
    url = f"http://localhost:8000{exchange.url}"
    assert answer["Content-Type"] == "application/xml"
    assert answer.content.decode() == (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<Response onAnswer="{url}" onHangup="{url}"/>'
    )


def test_sipgate_is_told_to_turn_a_caller_away() -> None:
    exchange = an_exchange(dialect="sipgate", blocked=[{"prefix": "+420"}])
    assert exchange.rings().content.decode().endswith('<Reject reason="busy"/></Response>')


def test_placetel_calls_are_understood() -> None:
    exchange = an_exchange()
    call = [("call_id", "p1"), ("from", "0420602123456"), ("to", "420800123456")]
    answer = exchange.tell_as_form([("event", "IncomingCall"), *call])
    assert answer.content.decode().endswith("<Response/>")
    exchange.tell_as_form([("event", "CallAccepted"), ("peer", "Anna"), *call])
    exchange.tell_as_form([("event", "HungUp"), ("type", "accepted"), *call])
    assert exchange.entry.outcome == "answered"
    assert exchange.entry.contact_point is not None
    assert exchange.entry.contact_point.value == CALLER


def test_the_old_token_works_for_a_day_after_a_new_one_was_made(
    capsys: pytest.CaptureFixture[str],
) -> None:
    exchange = an_exchange()
    call_command("create_cti_token", exchange.channel.id)
    url = capsys.readouterr().out.strip()
    newer = Exchange(exchange.channel, url.rstrip("/").rpartition("/")[2])
    assert newer.rings().status_code == exchange.rings().status_code == 200
    Connection.objects.update(previous_until="2020-01-01T00:00:00Z")
    assert (newer.rings().status_code, exchange.rings().status_code) == (200, 401)


def test_the_token_itself_is_not_stored() -> None:
    exchange = an_exchange()
    row = Connection.objects.get()
    assert exchange.token not in repr([getattr(row, field.attname) for field in row._meta.fields])


def test_only_telephone_channels_get_a_token() -> None:
    with pytest.raises(Exception, match="not a telephone channel"):
        call_command("create_cti_token", a_channel().id)
