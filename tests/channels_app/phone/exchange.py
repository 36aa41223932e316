"""A telephone exchange in front of our door."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.test import Client

from channels_app.kinds.phone import tokens
from tests.support.world import NOW, a_channel
from tickets.models import Channel, Interaction

CALLER = "+420602123456"
OURS = "+420800123456"


@dataclass
class Exchange:
    """Sends events to one telephone channel, as this or that exchange writes them."""

    channel: Channel
    token: str

    @property
    def url(self) -> str:
        return f"/api/v1/cti/{self.token}/"

    def post(self, body: bytes, content_type: str = "", url: str = "") -> HttpResponse:
        answer = Client().generic("POST", url or self.url, body, content_type=content_type)
        assert isinstance(answer, HttpResponse)
        return answer

    def tell(self, event: str, call_id: str = "c-1", **fields: Any) -> HttpResponse:
        body = json.dumps({"event": event, "callId": call_id, **fields}).encode()
        return self.post(body, "application/json")

    def tell_as_form(self, fields: list[tuple[str, str]]) -> HttpResponse:
        return self.post(urlencode(fields).encode(), "application/x-www-form-urlencoded")

    def rings(self, call_id: str = "c-1", **fields: Any) -> HttpResponse:
        given = {"from": CALLER, "to": OURS, "direction": "in", **fields}
        return self.tell("newCall", call_id, **given)

    @property
    def entries(self) -> list[Interaction]:
        return list(self.channel.interactions.order_by("seq"))

    @property
    def entry(self) -> Interaction:
        (found,) = self.entries
        return found


def an_exchange(**settings: Any) -> Exchange:
    channel = a_channel("phone", OURS, settings=settings)
    return Exchange(channel, tokens.issue(channel, at=NOW))
