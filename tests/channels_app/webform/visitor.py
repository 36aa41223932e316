"""A visitor in front of the hosted contact form."""

import re
from dataclasses import dataclass
from html import unescape
from typing import Any, Final

from django.http import HttpResponse
from django.test import Client

from channels_app.kinds.webform import tokens
from channels_app.kinds.webform.defences import trap_names
from channels_app.models import FormDefinition, FormSubmission, InboundPayload
from tests.support.world import a_channel
from tickets.models import Interaction

FIELDS: Final[list[dict[str, Any]]] = [
    {
        "name": "name",
        "type": "text",
        "label": {"en": "Your name", "cs": "Vaše jméno", "pl": "Imię i nazwisko"},
        "maps_to": "name",
    },
    {
        "name": "email",
        "type": "email",
        "label": {"en": "E-mail", "cs": "E-mail", "pl": "E-mail"},
        "required": True,
        "maps_to": "email",
    },
    {"name": "phone", "type": "tel", "label": "Phone", "maps_to": "phone"},
    {
        "name": "topic",
        "type": "select",
        "label": {"en": "What is it about?", "cs": "Čeho se to týká?", "pl": "Czego dotyczy?"},
        "options": [
            {"value": "delivery", "label": {"en": "Delivery", "cs": "Doručení", "pl": "Dostawa"}},
            {"value": "other", "label": {"en": "Something else", "cs": "Jiné", "pl": "Inne"}},
        ],
        "maps_to": "reason",
    },
    {
        "name": "order",
        "type": "text",
        "label": "Order number",
        "required": True,
        "max": 20,
        "visible_if": {"field": "topic", "equals": "delivery"},
        "maps_to": "metadata",
    },
    {"name": "reference", "type": "text", "label": "Reference", "maps_to": "reference"},
    {
        "name": "message",
        "type": "textarea",
        "label": {"en": "Message", "cs": "Zpráva", "pl": "Wiadomość"},
        "required": True,
        "maps_to": "body",
    },
    {"name": "shop", "type": "context", "maps_to": "metadata"},
]
TITLE: Final = {"en": "Contact us", "cs": "Napište nám", "pl": "Napisz do nas"}
CONSENT: Final = {"en": "We keep your message for two years.", "cs": "Zprávu uložíme na dva roky."}
REFERENCE: Final = re.compile(r"W-[0-9A-HJKMNP-TV-Z]{8}")


def a_form(**fields: Any) -> FormDefinition:
    given = {
        "slug": "contact",
        "channel": fields.pop("channel", None) or a_channel("webform"),
        "title": TITLE,
        "consent": CONSENT,
        "fields": FIELDS,
        **fields,
    }
    return FormDefinition.objects.create(**given)


@dataclass
class Visitor:
    """Opens the form, fills it in and sends it, from one network address."""

    form: FormDefinition
    address: str = "192.0.2.7"

    @property
    def url(self) -> str:
        return f"/f/{self.form.slug}/"

    def opens(self, query: str = "", **headers: str) -> str:
        answer = Client().get(self.url + query, headers=headers, REMOTE_ADDR=self.address)
        assert answer.status_code == 200, answer.content
        return answer.content.decode()

    def token(self, seconds_ago: float = 60) -> str:
        """The token of a page that was opened a while ago."""
        from django.utils import timezone

        issued = int(timezone.now().timestamp() - seconds_ago)
        nonce = re.sub(r"\W", "", tokens.issue("x", 1, at=timezone.now()).split(".")[3])
        form = self.form
        return tokens.sign(form.slug, form.version, issued, nonce, tokens.keys()[0])

    def sends(self, token: str | None = None, **fields: Any) -> HttpResponse:
        token = self.token() if token is None else token
        given = {"email": "jana@example.cz", "message": "The parcel has not come.", **fields}
        answer = Client().post(self.url, {"cc_token": token, **given}, REMOTE_ADDR=self.address)
        assert isinstance(answer, HttpResponse)
        return answer


def reference_in(answer: HttpResponse) -> str:
    found = REFERENCE.search(answer.content.decode())
    assert found is not None, answer.content
    return found.group()


def text_of(answer: HttpResponse) -> str:
    return unescape(answer.content.decode())


def traps_of(token: str) -> tuple[str, str]:
    return trap_names(token.split(".")[3])


def entry() -> Interaction:
    return Interaction.objects.get()


def payload() -> InboundPayload:
    return InboundPayload.objects.get()


def submission() -> FormSubmission:
    return FormSubmission.objects.get()
