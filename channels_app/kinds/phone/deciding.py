"""What we answer an exchange that announces a call: turn it away, or show another number."""

from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime

from channels_app.kinds.phone.answers import CARRY_ON, Decision
from channels_app.kinds.phone.people import number_of
from channels_app.kinds.phone.reported import Reported
from tickets.models import Channel


def decide(reported: Reported, channel: Channel, *, direction: str, at: datetime) -> Decision:
    """The decision for a ringing call; anything else carries on.

    Settings of the channel: ``blocked`` is a list of ``{"prefix", "until"?}``, ``caller_ids`` a
    list of ``{"prefix", "caller_id"}`` for calls going out, the first fitting one counts.
    """
    if reported.event != "ringing":
        return CARRY_ON
    if direction == "outbound":
        return _shown_as(reported.to_number, channel)
    caller = number_of(reported.from_number, channel).e164
    for rule in _rules(channel, "blocked"):
        until = _moment(rule.get("until"))
        if _fits(caller, rule) and (until is None or until > at):
            return Decision(reject="busy")
    return CARRY_ON


def _shown_as(text: str, channel: Channel) -> Decision:
    number = number_of(text, channel).e164
    for rule in _rules(channel, "caller_ids"):
        caller_id = str(rule.get("caller_id", "")).removeprefix("+")
        if caller_id and _fits(number, rule):
            return Decision(caller_id=caller_id, number=number.removeprefix("+"))
    return CARRY_ON


def _rules(channel: Channel, name: str) -> list[dict[str, Any]]:
    value = channel.settings.get(name)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _fits(number: str, rule: dict[str, Any]) -> bool:
    prefix = "+" + str(rule.get("prefix", "")).lstrip("+")
    return bool(number) and len(prefix) > 1 and number.startswith(prefix)


def _moment(value: Any) -> datetime | None:
    """An aware moment; what cannot be read never expires."""
    try:
        found = parse_datetime(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None
