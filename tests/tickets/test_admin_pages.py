"""The set-up pages: every page opens, secrets stay inside, and what is done there works."""

from typing import Any

import pytest
from django.contrib import admin
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from channels_app import ingest
from channels_app.kinds.phone import recording, tokens
from channels_app.kinds.phone.reported import Reported
from channels_app.models import Connection, FormDefinition, InboundPayload, PayloadState
from contactcenter.models import ApiKey
from tests.support.world import NOW, a_channel, a_queue, an_agent, received
from tickets.models import Agent, Channel, ContactReason, Delivery, Disposition, QueueMember
from tickets.models.ids import encode, time_ordered_uuid

pytestmark = pytest.mark.django_db

OURS = ("tickets", "channels_app", "contactcenter", "feedback")
PAGES = sorted(
    (model._meta.app_label, model._meta.model_name or "")
    for model in admin.site._registry
    if model._meta.app_label in OURS
)
PASSWORD = "a long enough password"


@pytest.fixture
def boss() -> Agent:
    return an_agent("Boss", role="admin")


@pytest.fixture
def client(boss: Agent) -> Client:
    client = Client()
    client.force_login(boss)
    return client


def page(name: str, action: str, *args: str) -> str:
    return reverse(f"admin:{name}_{action}", args=args)


def post(client: Client, url: str, data: dict[str, Any]) -> HttpResponse:
    answer = client.post(url, data, follow=True)
    assert isinstance(answer, HttpResponse)
    return answer


def no_rows(prefix: str, **more: Any) -> dict[str, Any]:
    """The management fields of an inline without rows."""
    return {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0, **more}


@pytest.fixture
def furnished() -> None:
    """One of everything, so that every list has a row."""
    mailbox = a_channel()
    assert received(mailbox).ticket_id
    phone = a_channel("phone", "+420800123456")
    ringing = Reported(call_id="c-1", event="ringing", from_number="602123456")
    recording.record(ringing, phone, at=NOW)
    Delivery.objects.create(
        channel=mailbox, to_kind="email", to_value="jana@example.cz", send_at=NOW, created_at=NOW
    )
    row = Connection(channel=mailbox, kind="imap")
    row.secrets = {"password": "hush"}
    row.save()
    ContactReason.objects.create(key="delivery", name="Delivery")
    Disposition.objects.create(key="solved", name="Solved")
    ApiKey.issue(name="shop", scopes=["interactions:write"])
    ingest.keep(ingest.Raw(kind="email", dedupe_key="x", body=b"<script>\xff"), at=NOW)
    FormDefinition.objects.create(slug="contact", channel=a_channel("webform"), fields=[])


@pytest.mark.parametrize(("app", "model"), PAGES)
def test_every_list_opens_empty_and_full(
    client: Client, app: str, model: str, request: pytest.FixtureRequest
) -> None:
    for _ in range(2):
        answer = client.get(page(f"{app}_{model}", "changelist"))
        assert answer.status_code == 200
        request.getfixturevalue("furnished")


@pytest.mark.parametrize(("app", "model"), PAGES)
def test_every_add_page_opens_where_things_may_be_added(
    client: Client, app: str, model: str
) -> None:
    answer = client.get(page(f"{app}_{model}", "add"))
    read_only = model in {"inboundpayload", "call", "delivery", "ticketevent"}
    assert answer.status_code == (403 if read_only else 200)


@pytest.mark.parametrize(("app", "model"), [page for page in PAGES if page[0] != "feedback"])
@pytest.mark.usefixtures("furnished")
def test_every_thing_opens(client: Client, app: str, model: str) -> None:
    (found,) = [item for item in admin.site._registry if item._meta.model_name == model]
    row = found._default_manager.first()
    assert row is not None
    answer = client.get(page(f"{app}_{model}", "change", str(row.pk)))
    assert answer.status_code == 200


def test_the_front_page_opens(client: Client) -> None:
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("role", ["agent", "supervisor"])
def test_only_administrators_may_enter(role: str) -> None:
    client = Client()
    client.force_login(an_agent("Anna", role=role))
    assert client.get("/admin/", follow=True).status_code == 403


def test_strangers_sign_in_at_the_desk_s_door() -> None:
    answer = Client().get("/admin/tickets/queue/", follow=True)
    final = answer.redirect_chain[-1][0]
    assert final.startswith("/accounts/login/?next=")
    assert "tickets" in final


def test_an_agent_is_made_with_a_password_and_queues(client: Client) -> None:
    queue = a_queue("billing")
    given = {
        "name": "Anna Nováková",
        "email": "Anna@Desk.Example",
        "role": "agent",
        "language": "cs",
        "timezone": "Europe/Prague",
        "extension": "201",
        "password1": "kůň skáče přes plot",
        "password2": "kůň skáče přes plot",
    }
    post(client, page("tickets_agent", "add"), {**given, **no_rows("memberships")})
    anna = Agent.objects.get(email="anna@desk.example")
    assert anna.check_password("kůň skáče přes plot")
    members = {
        "memberships-TOTAL_FORMS": 1,
        "memberships-INITIAL_FORMS": 0,
        "memberships-0-agent": anna.id,
        "memberships-0-queue": queue.id,
        "memberships-0-access": "lead",
    }
    post(client, page("tickets_agent", "change", anna.id), {**given, "is_active": "on", **members})
    assert QueueMember.objects.get(agent=anna).access == "lead"


def test_two_people_cannot_share_an_address(client: Client, boss: Agent) -> None:
    given = {"name": "X", "email": boss.email.upper(), "role": "agent", "language": "en"}
    secret = {"password1": PASSWORD, "password2": PASSWORD, "timezone": "UTC"}
    answer = post(
        client, page("tickets_agent", "add"), {**given, **secret, **no_rows("memberships")}
    )
    assert "Somebody has this address already." in answer.content.decode()


def test_nobody_takes_their_own_rights_away(client: Client, boss: Agent) -> None:
    given = {"name": "Boss", "email": boss.email, "role": "agent", "language": "en"}
    more = {"timezone": "UTC", **no_rows("memberships")}
    post(client, page("tickets_agent", "change", boss.id), {**given, **more})
    boss.refresh_from_db()
    assert (boss.role, boss.is_active, boss.timezone) == ("admin", True, "UTC")


def a_mailbox(client: Client, **fields: Any) -> HttpResponse:
    channel = Channel.objects.get(name="Support")
    known = channel.connections.first()
    given = {
        "name": "Support",
        "kind": "email",
        "address": "support@desk.example",
        "queue": channel.queue_id,
        "language": "en",
        "default_region": "CZ",
        "enabled": "on",
        "settings": "{}",
        "capabilities": "{}",
        "connections-TOTAL_FORMS": 1,
        "connections-INITIAL_FORMS": 1 if known else 0,
        "connections-0-id": known.id if known else "",
        "connections-0-channel": channel.id,
        "connections-0-kind": "imap",
        "connections-0-enabled": "on",
        "connections-0-host": "mail.example",
        "connections-0-user": "support",
    }
    given |= {f"connections-0-{name}": value for name, value in fields.items()}
    return post(client, page("tickets_channel", "change", channel.id), given)


@pytest.fixture
def support() -> Channel:
    channel = a_channel(address="support@desk.example")
    Channel.objects.filter(id=channel.id).update(name="Support")
    return channel


def test_a_mailbox_is_set_up_and_its_password_never_shown(client: Client, support: Channel) -> None:
    a_mailbox(client, password="hush hush", port="1993", tls="ssl")
    row = Connection.objects.get()
    assert row.settings == {"host": "mail.example", "user": "support", "port": 1993, "tls": "ssl"}
    assert row.secrets == {"password": "hush hush"}
    shown = client.get(page("tickets_channel", "change", support.id)).content.decode()
    assert "mail.example" in shown
    assert "hush" not in shown


def test_an_empty_password_keeps_the_stored_one(client: Client, support: Channel) -> None:
    a_mailbox(client, password="hush hush")
    a_mailbox(client, folder="Kontakt")
    row = Connection.objects.get()
    assert (row.secrets, row.settings["folder"]) == ({"password": "hush hush"}, "Kontakt")


def test_a_new_server_needs_the_password_again(client: Client, support: Channel) -> None:
    a_mailbox(client, password="hush hush")
    answer = a_mailbox(client, host="elsewhere.example")
    assert "Enter the password again" in answer.content.decode()
    assert Connection.objects.get().settings["host"] == "mail.example"


def test_a_telephone_address_is_shown_once(client: Client) -> None:
    channel = a_channel("phone")
    data = {"action": "make_telephone_address", "_selected_action": channel.id}
    url = page("tickets_channel", "changelist")
    shown = post(client, url, data).content.decode()
    token = shown.partition("/api/v1/cti/")[2].partition("/")[0]
    assert tokens.connection_of(token, at=timezone.now()) is not None
    assert token not in client.get(url).content.decode()


def test_other_channels_get_no_telephone_address(client: Client) -> None:
    data = {"action": "make_telephone_address", "_selected_action": a_channel().id}
    assert (
        "no telephone channel"
        in post(client, page("tickets_channel", "changelist"), data).content.decode()
    )


def test_a_key_is_shown_once_and_can_be_revoked(client: Client) -> None:
    queue = a_queue("billing")
    given = {"name": "shop", "scopes": ["interactions:write"], "queues": [queue.id]}
    shown = post(client, page("contactcenter_apikey", "add"), given).content.decode()
    key = ApiKey.objects.get()
    secret = shown.partition(f"cc_{key.key_id}_")[2][:43]
    assert key.matches(secret)
    assert list(key.queues.all()) == [queue]
    again = client.get(page("contactcenter_apikey", "change", key.id)).content.decode()
    assert secret not in again
    assert key.secret_hash not in again
    data = {"action": "revoke", "_selected_action": key.id}
    post(client, page("contactcenter_apikey", "changelist"), data)
    assert not ApiKey.objects.usable(timezone.now()).exists()


def test_what_came_in_is_shown_as_text_and_can_be_set_aside(client: Client) -> None:
    raw = ingest.Raw(kind="email", dedupe_key="x", body=b"<script>alert(1)</script>")
    payload = ingest.keep(raw, at=NOW).payload
    ingest.set_aside(payload, PayloadState.QUARANTINED, "suspicious", at=NOW)
    shown = client.get(page("channels_app_inboundpayload", "change", payload.id))
    assert b"&lt;script&gt;alert(1)" in shown.content
    data = {"action": "mark_spam", "_selected_action": payload.id}
    post(client, page("channels_app_inboundpayload", "changelist"), data)
    assert InboundPayload.objects.get().reason == "spam"


def test_a_form_is_set_up_in_every_language_and_counts_its_versions(client: Client) -> None:
    channel = a_channel("webform")
    url = page("channels_app_formdefinition", "add")
    shown = client.get(url).content.decode()
    assert "S čím můžeme pomoci?" in shown
    given = {
        "slug": "contact",
        "channel": channel.id,
        "language": "cs",
        "enabled": "on",
        "fields": '[{"name": "message", "type": "textarea", "label": "?", "maps_to": "body"}]',
        "blocked_words": "[]",
        "allowed_origins": "[]",
        "title_cs": "Napište nám",
        "title_en": "Contact us",
    }
    post(client, url, given)
    form = FormDefinition.objects.get()
    assert form.title == {"cs": "Napište nám", "en": "Contact us"}
    assert Client().get("/f/contact/").status_code == 200
    change = page("channels_app_formdefinition", "change", form.id)
    post(client, change, {**given, "blocked_words": '["casino"]'})
    assert FormDefinition.objects.get().version == 1
    post(client, change, {**given, "consent_cs": "Zprávu uložíme."})
    assert FormDefinition.objects.get().version == 2


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ("[]", "This field is required."),
        ('[{"name": "A b", "label": "x"}]', "0.name: a-z, 0-9 and _ only"),
        ('[{"name": "a", "label": "x", "type": "select"}]', "0.options: belong to select"),
    ],
)
def test_questions_that_cannot_be_asked_are_refused(
    client: Client, fields: str, sentence: str
) -> None:
    given = {"slug": "x", "channel": a_channel("webform").id, "language": "en", "title_en": "X"}
    more = {"fields": fields, "blocked_words": "[]", "allowed_origins": "[]"}
    answer = post(client, page("channels_app_formdefinition", "add"), {**given, **more})
    assert sentence in answer.content.decode()
    assert not FormDefinition.objects.exists()


@pytest.mark.usefixtures("furnished")
@pytest.mark.parametrize(("app", "model"), PAGES)
def test_nothing_that_history_points_at_can_be_deleted(
    client: Client, app: str, model: str
) -> None:
    unknown = encode("xxx", time_ordered_uuid())
    answer = client.post(page(f"{app}_{model}", "delete", unknown), {"post": "yes"})
    assert answer.status_code in {302, 403, 404}
