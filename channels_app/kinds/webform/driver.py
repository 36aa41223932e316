"""Web forms as a channel kind: a kept submission becomes one contact."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from channels_app.driver import NoWayOut, Parsed
from channels_app.models import FormSubmission, InboundPayload
from tickets.contracts import GivenPoint, InboundMessage, Sender, ThreadEvidence
from tickets.models import Channel, ContactReason

_REFERENCE: Final = re.compile(r"W-[0-9A-HJKMNP-TV-Z]{8}")
_NUMBER: Final = re.compile(r"#?\s*(\d{1,18})")
_LOOKALIKES: Final = str.maketrans({"O": "0", "I": "1", "L": "1"})


class WebFormDriver:
    """Reads what :mod:`channels_app.submissions` kept; answers leave by e-mail or telephone."""

    kind = "webform"

    def parse(self, payload: InboundPayload, *, at: datetime) -> Parsed:
        """One form contact with claimed contact points, or why a person has to look first."""
        envelope = payload.envelope
        if payload.channel is None or "answers" not in envelope:
            return Parsed.quarantine("unparseable")
        if envelope.get("quarantine") and not envelope.get("released"):
            return Parsed.quarantine(envelope["quarantine"])
        return Parsed.accept(_message(envelope, payload.channel, payload.received_at))

    def session(self, channel: Channel, *, at: datetime) -> NoWayOut:
        """A form takes messages in and sends none."""
        return NoWayOut(channel)


def _message(envelope: Mapping[str, Any], channel: Channel, at: datetime) -> InboundMessage:
    told = envelope["answers"]
    evidence, in_reply_to = _threads(" ".join(_values(told, "reference")), channel)
    return InboundMessage(
        channel_id=channel.id,
        external_id=envelope["nonce"],
        kind="form",
        direction="inbound",
        occurred_at=at,
        sender=Sender(
            name=" ".join(_values(told, "name"))[:200],
            points=_points(told, channel),
            language=envelope["language"],
        ),
        subject=" ".join(_values(told, "subject")) or envelope["title"],
        text="\n\n".join(_values(told, "body")),
        threads=evidence,
        in_reply_to=in_reply_to,
        language=envelope["language"],
        reason_key=_reason([item["key"] for item in told if item["maps_to"] == "reason"]),
        detail={"form": _detail(envelope)},
        metadata={
            item["name"]: item["key"] or item["value"]
            for item in told
            if item["maps_to"] == "metadata"
        },
    )


def _values(told: list[dict[str, str]], target: str) -> list[str]:
    return [item["value"] for item in told if item["maps_to"] == target]


def _points(told: list[dict[str, str]], channel: Channel) -> tuple[GivenPoint, ...]:
    """What was typed is a claim, whoever it names."""
    return tuple(
        GivenPoint(
            kind=item["maps_to"],
            value=item["value"],
            verification="claimed",
            source="form",
            region=channel.default_region,
        )
        for item in told
        if item["maps_to"] in {"email", "phone"}
    )


def _threads(typed: str, channel: Channel) -> tuple[ThreadEvidence, str]:
    """The ticket a visitor names: by an earlier reference, which only they were shown, or by a
    ticket number, which counts only for somebody who takes part in it."""
    found = _REFERENCE.search(typed.upper().translate(_LOOKALIKES))
    if found is not None:
        earlier = FormSubmission.objects.filter(
            reference=found.group(), form__channel=channel
        ).first()
        return ThreadEvidence(), earlier.nonce if earlier else ""
    number = _NUMBER.fullmatch(typed.strip())
    if number is not None:
        return ThreadEvidence(claimed_numbers=(int(number.group(1)),)), ""
    return ThreadEvidence(), ""


def _reason(values: list[str]) -> str:
    """The reason's key if there still is such a reason: a renamed one must not lose a contact."""
    found = ContactReason.objects.filter(key__in=values[:1]).first()
    return found.key if found else ""


def _detail(envelope: Mapping[str, Any]) -> dict[str, Any]:
    """What the timeline shows and what has to be provable later: version, language, notice."""
    names = ("slug", "version", "title", "language", "reference", "consent", "context")
    shown = [
        {"name": item["name"], "label": item["label"], "value": item["value"]}
        for item in envelope["answers"]
        if item["maps_to"] not in {"body", "subject"}
    ]
    return {**{name: envelope.get(name) for name in names}, "answers": shown}
