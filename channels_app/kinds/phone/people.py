"""Who takes part in a call: our agents, our numbers, and the customer's side."""

from collections.abc import Iterable
from typing import Any

import phonenumbers
from phonenumbers import PhoneNumberFormat

from tickets.customers import phone
from tickets.customers.phone import Number
from tickets.models import Agent, Channel, Queue
from tickets.models.ids import is_public_id


def number_of(text: str, channel: Channel) -> Number:
    """A written number as the channel's region reads it."""
    hidden = _texts(channel.settings.get("withheld_values"))
    return phone.parse(text, region=channel.default_region, withheld_values=frozenset(hidden))


def spaced(number: Number) -> str:
    """A valid number in groups, as people read it: ``+420 602 123 456``."""
    parsed = phonenumbers.parse(number.e164, None)
    return str(phonenumbers.format_number(parsed, PhoneNumberFormat.INTERNATIONAL))


def is_ours(text: str, channel: Channel) -> bool:
    """Whether the number is one customers reach this channel at."""
    numbers = [channel.address, *_texts(channel.settings.get("numbers"))]
    ours = {number_of(number, channel).e164 for number in numbers if number}
    return number_of(text, channel).e164 in ours - {""}


def agent_named(texts: Iterable[str], channel: Channel) -> Agent | None:
    """The first agent whose device, id, e-mail address, extension or name is among the texts.

    Devices are named on the channel (setting ``agents``: device → any of the others).
    """
    devices = channel.settings.get("agents")
    known: dict[str, Any] = devices if isinstance(devices, dict) else {}
    for text in texts:
        found = _agent(str(known.get(text, text)), channel)
        if found is not None:
            return found
    return None


def _agent(text: str, channel: Channel) -> Agent | None:
    agents = Agent.objects.filter(is_active=True)
    if is_public_id("agt", text):
        return agents.filter(id=text).first()
    bare = text.removeprefix("sip:").partition(";")[0]
    if "@" in bare:
        found = agents.filter(email__iexact=bare).first()
        if found is not None:
            return found
        bare = bare.partition("@")[0]
    extension = number_of(bare, channel).internal or bare
    found = agents.filter(extension=extension).exclude(extension="").first()
    if found is None and bare:
        namesakes = list(agents.filter(name__iexact=bare)[:2])
        found = namesakes[0] if len(namesakes) == 1 else None
    return found


def queue_named(text: str, channel: Channel) -> Queue:
    """The queue with this key or name; the channel's own where there is none."""
    if text:
        for found in (
            Queue.objects.filter(key=text.lower()).first(),
            Queue.objects.filter(name__iexact=text).first(),
        ):
            if found is not None:
                return found
    return channel.queue


def _texts(value: Any) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []
