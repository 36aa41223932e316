"""One customer, four ways of contacting us, one agent: the whole product from outside."""

import re
from datetime import UTC, datetime, time, timedelta
from html import unescape
from typing import Any, Final

import httpx

from channels_app.kinds.phone import tokens as telephone_tokens
from channels_app.models import Connection, FormDefinition
from contactcenter.models import ApiKey
from feedback.surveys import definitions
from tests.support.dovecot import Mailbox
from tests.support.smtp_sink import Received, SmtpSink
from tests.support.world import a_channel, a_queue, an_agent
from tickets.models import Agent, ChannelKind, Disposition, Interaction, QueueMember

JANA: Final = "jana@example.cz"
NUMBER: Final = "+420602123456"
OURS: Final = "+420800123456"
HELP: Final = "help@desk.example"
PASSWORD: Final = "a long enough password"
_INPUT: Final = re.compile(r"<input\b[^>]*>")
_ATTRIBUTE: Final = re.compile(r'\b(name|value|type)="([^"]*)"')
_LINK: Final = re.compile(r"/s/[\w-]+/?")


class Site:
    """A contact center with one channel of each kind, as an administrator would set it up."""

    def __init__(self, mailbox: Mailbox, sink: SmtpSink) -> None:
        self.mailbox, self.sink = mailbox, sink
        self.opened_at = datetime.now(UTC)
        queue = a_queue("care")
        self.agent: Agent = an_agent("Petra", queue)
        self.supervisor: Agent = an_agent("Eva", queue, role="supervisor")
        QueueMember.objects.filter(agent=self.supervisor).update(access="lead")
        Disposition.objects.create(key="fixed", name="Fixed")
        self._mailbox()
        self._form()
        phone = a_channel("phone", OURS)
        self.telephone = telephone_tokens.issue(phone, at=datetime.now(UTC))
        self.feeder = a_channel("api")
        self.key = ApiKey.issue(
            name="shop",
            scopes=["interactions:write", "customers:read", "interactions:read", "reports:read"],
        ).text
        definitions.create(
            key="effort",
            name="Effort",
            at=datetime.now(UTC) - timedelta(days=1),
            delay_written=0,
            delay_phone=0,
            window_opens=time(0),
            window_closes=time(23, 59, 59, 999999),
        )

    def _mailbox(self) -> None:
        mail = a_channel(address=HELP, name="Support")
        Connection.objects.create(
            channel=mail,
            kind=Connection.Kind.IMAP,
            settings={
                "host": self.mailbox.host,
                "port": self.mailbox.port,
                "tls": "none",
                "user": self.mailbox.user,
            },
            secrets={"password": self.mailbox.password},
        )
        Connection.objects.create(
            channel=mail,
            kind=Connection.Kind.SMTP,
            settings={"host": self.sink.host, "port": self.sink.port, "tls": "none"},
        )

    def _form(self) -> None:
        FormDefinition.objects.create(
            slug="contact",
            channel=a_channel("webform"),
            title={"en": "Contact us"},
            fields=[
                {"name": "name", "type": "text", "label": "Name", "maps_to": "name"},
                {"name": "mail", "type": "email", "label": "E-mail", "maps_to": "email"},
                {"name": "tel", "type": "tel", "label": "Phone", "maps_to": "phone"},
                {
                    "name": "text",
                    "type": "textarea",
                    "label": "Message",
                    "required": True,
                    "maps_to": "body",
                },
            ],
        )


def mail_from_jana(number: int = 1, **headers: str) -> bytes:
    """A mail as her program sends it."""
    lines = {
        "From": f"Jana =?utf-8?q?Nov=C3=A1kov=C3=A1?= <{JANA}>",
        "To": HELP,
        "Subject": "=?utf-8?q?Kde_je_z=C3=A1silka?=",
        "Message-ID": f"<jana{number}@example.cz>",
        "Content-Type": "text/plain; charset=utf-8",
        **headers,
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return head.encode() + "\r\nDobrý den, zásilka pořád nepřišla.\r\n".encode()


class Browser:
    """Somebody with a browser: keeps cookies, sends forms with their hidden fields."""

    def __init__(self, address: str) -> None:
        self.http = httpx.Client(base_url=address, timeout=30, follow_redirects=True)

    def fields(self, path: str) -> dict[str, str]:
        """The hidden fields of a page's forms."""
        page = self.http.get(path)
        assert page.status_code == 200, (path, page.status_code)
        found = {}
        for tag in _INPUT.findall(page.text):
            given = dict(_ATTRIBUTE.findall(tag))
            if given.get("type") == "hidden" and "name" in given:
                found[given["name"]] = unescape(given.get("value", ""))
        return found

    def send(self, path: str, to: str = "", **values: str) -> httpx.Response:
        """Fills in the form of a page and sends it."""
        return self.http.post(
            to or path,
            data={**self.fields(path), **values},
            headers={"Referer": str(self.http.base_url), "Origin": str(self.http.base_url)},
        )

    def sign_in(self, agent: Agent) -> None:
        """Through the sign-in page, as a person does."""
        answer = self.send("/accounts/login/", login=agent.email, password=PASSWORD)
        assert answer.url.path == "/desk/", answer.url


def contacts_by_form(address: str, text: str = "Can you tell me where it is?") -> str:
    """Jana fills in the hosted form; returns her reference."""
    answer = Browser(address).send("/f/contact/", name="Jana", mail=JANA, tel=NUMBER, text=text)
    assert answer.status_code == 200, answer.status_code
    found = re.search(r"W-[0-9A-Z]{8}", answer.text)
    assert found is not None
    return found.group()


def calls(site: Site, address: str, agent: Agent | None = None) -> None:
    """Jana calls and is answered."""
    url = f"{address}/api/v1/cti/{site.telephone}/"
    common = {"callId": "call-1", "from": NUMBER, "to": OURS, "direction": "in"}
    steps: list[dict[str, Any]] = [
        {"event": "newCall"},
        {"event": "answer", "user": (agent or site.agent).email},
        {"event": "hangup", "cause": "normalClearing"},
    ]
    for step in steps:
        assert httpx.post(url, json={**common, **step}, timeout=30).status_code == 200


def visits(site: Site, address: str, external_id: str = "visit-1") -> httpx.Response:
    """A branch office records that Jana came by."""
    return httpx.post(
        f"{address}/api/v1/interactions/",
        headers={"Authorization": f"Bearer {site.key}"},
        json={
            "channel": site.feeder.id,
            "external_id": external_id,
            "kind": "visit",
            "direction": "inbound",
            "occurred_at": site.opened_at.isoformat(),
            "customer": {"contact_points": [{"kind": "phone", "value": "602 123 456"}]},
            "body": {"text": "She asked for her parcel at the counter."},
        },
        timeout=30,
    )


def entries_of_jana() -> list[str]:
    """Kinds of her inbound entries in the order they were received."""
    return list(
        Interaction.objects.filter(direction="inbound")
        .order_by("seq")
        .values_list("kind", flat=True)
    )


def mail_ticket_number() -> int:
    """The number of the ticket her mail opened."""
    entry = Interaction.objects.filter(channel_kind=ChannelKind.EMAIL, direction="inbound").first()
    assert entry is not None
    assert entry.ticket is not None
    return entry.ticket.number


def survey_path(mail: Received) -> str:
    """The address of the survey page in its mail, with nothing chosen."""
    body = mail.message.get_body(("plain",))
    assert body is not None
    found = _LINK.search(body.get_content())
    assert found is not None
    return found.group().rstrip("/") + "/"


def answers(site: Site, address: str, number: int, then: str = "wait") -> None:
    """Petra answers by e-mail from the desk."""
    desk = Browser(address)
    desk.sign_in(site.agent)
    written = desk.send(
        f"/desk/tickets/{number}/",
        f"/desk/tickets/{number}/reply/",
        kind="email",
        text="Zásilka dorazí zítra. Petra",
        then=then,
    )
    assert written.status_code == 200, written.status_code
