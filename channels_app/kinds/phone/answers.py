"""What we tell the exchange in return: go on, turn the caller away, or show another number."""

import json
from dataclasses import dataclass
from typing import Final

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from channels_app.kinds.phone.dialects import SIPGATE, ZAMMAD

JSON_TYPE: Final = "application/json"
XML_TYPE: Final = "application/xml"
_XML_HEAD: Final = mark_safe('<?xml version="1.0" encoding="UTF-8"?>\n')


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What the exchange shall do: by default nothing but carry on.

    ``reject`` is a reason (``busy``); ``caller_id`` is shown instead when ``number`` is dialled.
    """

    reject: str = ""
    caller_id: str = ""
    number: str = ""


CARRY_ON: Final = Decision()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The body of an HTTP answer and its type."""

    content_type: str
    text: str


def render(decision: Decision, *, dialect: str, url: str) -> Answer:
    """The decision in the exchange's dialect; ``url`` is where it shall report later events."""
    if dialect == ZAMMAD:
        return Answer(content_type=JSON_TYPE, text=json.dumps(_words(decision)))
    more = (
        format_html(' onAnswer="{}" onHangup="{}"', url, url)
        if dialect == SIPGATE
        else SafeString()
    )
    child = _child(decision)
    shape = "{}<Response{}>{}</Response>" if child else "{}<Response{}/>{}"
    return Answer(content_type=XML_TYPE, text=format_html(shape, _XML_HEAD, more, child))


def actions_of(decision: Decision) -> list[dict[str, str]]:
    """The decision as the JSON interface names it."""
    if decision.reject:
        return [{"type": "reject", "reason": decision.reject}]
    if decision.caller_id:
        return [{"type": "set_caller_id", "number": decision.caller_id}]
    return []


def _words(decision: Decision) -> dict[str, str]:
    if decision.reject:
        return {"action": "reject", "reason": decision.reject}
    if decision.caller_id:
        # Readers of this dialect differ in the spelling of the caller's id.
        return {
            "action": "dial",
            "caller_id": decision.caller_id,
            "callerId": decision.caller_id,
            "number": decision.number,
        }
    return {}


def _child(decision: Decision) -> SafeString:
    if decision.reject:
        return format_html('<Reject reason="{}"/>', decision.reject)
    if decision.caller_id:
        return format_html(
            '<Dial callerId="{}"><Number>{}</Number></Dial>', decision.caller_id, decision.number
        )
    return SafeString()
