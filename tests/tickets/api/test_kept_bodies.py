"""A contact that cannot be processed now is kept, and received later as if it just came."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from channels_app import ingest
from channels_app.models import InboundPayload, PayloadState
from tests.support.api import a_key, an_entry
from tests.support.world import a_channel
from tickets.models import ContactReason, Interaction

pytestmark = pytest.mark.django_db


def breakage(on: bool) -> None:
    """Something in the database that nobody foresaw: entries cannot be written."""
    with connection.cursor() as cursor:
        if on:
            cursor.execute(
                "ALTER TABLE tickets_interaction ADD CONSTRAINT broken CHECK (kind = '') NOT VALID"
            )
        else:
            cursor.execute("ALTER TABLE tickets_interaction DROP CONSTRAINT broken")


def test_a_failure_of_ours_keeps_the_body_and_a_worker_receives_it_later() -> None:
    caller, body = a_key(trust=True), an_entry(a_channel("api"))
    body["customer"]["contact_points"][0]["verified"] = True
    breakage(on=True)
    kept = caller.post("interactions/", body)
    again = caller.post("interactions/", body)

    assert (kept.status_code, kept.json()["state"]) == (202, "kept")
    assert again.json() == kept.json()
    payload = InboundPayload.objects.get()
    assert (payload.id, payload.kind, payload.state) == (kept.json()["payload"], "api", "kept")

    breakage(on=False)
    ingest.process(payload.id, at=timezone.now())
    payload.refresh_from_db()
    assert payload.state == PayloadState.PROCESSED, payload.error
    entry = Interaction.objects.get()
    path = f"interactions/by-external/{body['channel']}/{body['external_id']}/"
    found = caller.get(path).json()
    assert (found["id"], found["subject"]) == (entry.id, "Reklamace pračky")
    assert found["received_at"][:19] == payload.received_at.isoformat()[:19]
    assert found["contact_point"]["verification"] == "verified"
    assert caller.post("interactions/", body).status_code == 200


def test_who_cannot_wait_asks_to_be_answered_before_the_work() -> None:
    caller, body = a_key(), an_entry(a_channel("api"))
    response = caller.post("interactions/", body, Prefer="respond-async")

    assert response.status_code == 202
    assert Interaction.objects.count() == 0
    ingest.process_due(timezone.now() + timedelta(seconds=1))
    assert Interaction.objects.get().external_id == body["external_id"]


def test_what_is_not_valid_is_refused_and_never_kept() -> None:
    caller = a_key()
    wrong = an_entry(a_channel("api"), reason="no.such")
    for headers in ({}, {"Prefer": "respond-async"}):
        assert caller.post("interactions/", wrong, **headers).status_code == 422

    assert InboundPayload.objects.count() == 0


def test_a_kept_body_whose_reason_has_gone_waits_for_a_person() -> None:
    reason = ContactReason.objects.create(key="billing", name="Billing")
    body = an_entry(a_channel("api"), reason="billing")
    a_key().post("interactions/", body, Prefer="respond-async")
    reason.delete()
    ingest.process_due(timezone.now() + timedelta(seconds=1))

    payload = InboundPayload.objects.get()
    assert payload.state == PayloadState.QUARANTINED
    assert payload.reason == "validation:/reason:unknown_reason"


def test_without_a_name_nothing_is_kept_because_it_could_not_be_recognised() -> None:
    # Agents need no external id; a second try would make a second entry.
    from django.test import Client

    from tests.support.world import an_agent

    browser = Client(raise_request_exception=False)
    browser.force_login(an_agent())
    body = an_entry(a_channel("api"), external_id=None)
    breakage(on=True)
    response = browser.post("/api/v1/interactions/", body, content_type="application/json")

    assert response.status_code in {409, 500}
    assert InboundPayload.objects.count() == 0
