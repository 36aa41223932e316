"""What every kind of channel owes the rest of the house."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from channels_app import ingest, registry
from channels_app.driver import DeliveryFailed, Driver
from channels_app.ingest import Raw
from channels_app.models import InboundPayload, PayloadState
from tests.support.world import NOW, a_channel, later
from tickets.models import Channel, ChannelKind, Customer

pytestmark = pytest.mark.django_db

KINDS = sorted(registry.DRIVERS)


@pytest.fixture(params=KINDS)
def channel(request: pytest.FixtureRequest) -> Channel:
    return a_channel(request.param)


def kept(channel: Channel, body: bytes, key: str = "k") -> InboundPayload:
    raw = Raw(kind=channel.kind, dedupe_key=key, body=body, channel=channel)
    return ingest.keep(raw, at=NOW, nudge=False).payload


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_known_by_the_name_its_channels_have(kind: str) -> None:
    driver: Driver = registry.driver(kind)
    assert driver.kind == kind
    assert kind in ChannelKind.values


@given(junk=st.binary(max_size=200))
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_junk_gets_a_reason_and_makes_nobody_a_customer(channel: Channel, junk: bytes) -> None:
    payload = kept(channel, junk, key=junk.hex())
    known = ingest.process(payload.id, at=NOW) or InboundPayload.objects.get(id=payload.id)
    assert known.error == ""
    assert known.state in {PayloadState.QUARANTINED, PayloadState.IGNORED, PayloadState.PROCESSED}
    if known.state != PayloadState.PROCESSED:
        assert known.reason
        assert not Customer.objects.exists()


def test_the_same_bytes_are_kept_once(channel: Channel) -> None:
    assert kept(channel, b"junk").id == kept(channel, b"junk").id


def test_what_a_person_called_spam_is_not_taken_up_again(channel: Channel) -> None:
    payload = kept(channel, b"junk")
    ingest.set_aside(payload, PayloadState.QUARANTINED, "suspicious", at=NOW)
    ingest.mark_spam(payload.id, at=NOW)
    ingest.process_due(later(days=1))
    assert InboundPayload.objects.get().reason == "spam"


def test_a_way_out_that_is_not_there_says_so(channel: Channel) -> None:
    way_out = registry.driver(channel.kind).session(channel, at=NOW)
    with pytest.raises(DeliveryFailed), way_out:
        pass
