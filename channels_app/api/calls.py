"""``POST /api/v1/calls/events/``: any exchange with a script reports its calls here."""

from typing import Any, ClassVar, Final

from rest_framework.request import Request
from rest_framework.response import Response

from channels_app.kinds.phone import recording
from channels_app.kinds.phone.answers import actions_of
from channels_app.kinds.phone.events import RANK, cause_of
from channels_app.kinds.phone.reported import Reported, call_key
from tickets.api.endpoint import Endpoint
from tickets.api.receiving import channel_for
from tickets.cleaning import plausible_time
from tickets.errors import Invalid
from tickets.intake import ChannelDisabled
from tickets.models import Channel
from tickets.wire.fields import Choice, Id, ListOf, Moment, Number, Object, Text
from tickets.wire.flaws import Flaw, NotValid

EVENT: Final = Object(
    name="CallEventIn",
    fields={
        "channel": Id(prefix="chn", required=True),
        "call_id": Text(limit=500, least=1, required=True),
        "root_call_id": Text(limit=500, nullable=True, about="Of the first leg, for legs."),
        "sequence": Number(most=2**53, nullable=True),
        "event": Choice(of=tuple(RANK), required=True),
        "at": Moment(nullable=True, about="When it happened; without it, when it arrives."),
        "direction": Choice(of=("inbound", "outbound"), nullable=True),
        "from": Text(limit=254, nullable=True),
        "to": Text(limit=254, nullable=True),
        "queue": Text(limit=100, nullable=True, about="Key or name."),
        "agent": Object(
            nullable=True,
            fields={
                "id": Id(prefix="agt"),
                "email": Text(limit=254),
                "extension": Text(limit=16),
            },
        ),
        "answering_number": Text(limit=100, nullable=True),
        "caller_name": Text(limit=200, nullable=True),
        "cause": Text(limit=60, nullable=True),
        "queued_seconds": Number(nullable=True),
        "ring_seconds": Number(nullable=True),
    },
)
ACTION: Final = Object(
    name="CallAction",
    fields={
        "type": Choice(of=("reject", "set_caller_id"), required=True),
        "reason": Text(limit=20),
        "number": Text(limit=20),
    },
)
RECORDED: Final = Object(
    name="CallEventOut",
    answer=True,
    fields={
        "call": Object(
            answer=True,
            fields={
                "id": Id(prefix="call"),
                "state": Text(limit=8),
                "outcome": Text(limit=12, nullable=True),
            },
        ),
        "interaction": Id(prefix="int", nullable=True),
        "actions": ListOf(item=ACTION),
    },
)


class CallEvents(Endpoint):
    """One event of a call. Repeats and swapped order are fine; the call is the same."""

    required_scopes: ClassVar[dict[str, str]] = {"POST": "calls:write"}
    bodies: ClassVar[dict[str, Any]] = {"POST": EVENT}
    answers: ClassVar[dict[str, Any]] = {"POST": {200: RECORDED}}
    names: ClassVar[dict[str, str]] = {"POST": "calls_report"}

    def post(self, request: Request) -> Response:
        """Records the event and says what the exchange may do about the call."""
        given = self.body()
        channel = self._channel(given)
        try:
            if given.get("at"):
                plausible_time(given["at"], at=self.at, field="at")
        except Invalid as error:
            raise NotValid(Flaw("/at", error.code)) from None
        recorded = recording.record(_reported(given), channel, at=self.at, by=self.by)
        call = recorded.call
        return Response(
            {
                "call": {"id": call.id, "state": call.state, "outcome": call.outcome or None},
                "interaction": call.interaction_id,
                "actions": actions_of(recorded.decision),
            }
        )

    def _channel(self, given: dict[str, Any]) -> Channel:
        channel = channel_for(given, self.caller)
        if channel.kind != "phone":
            raise NotValid(Flaw("/channel", "invalid"))
        if not channel.enabled:
            raise ChannelDisabled(channel.name, channel=channel.id)
        return channel


def _reported(given: dict[str, Any]) -> Reported:
    agent = given.get("agent") or {}
    names = (given.get("answering_number"), *(agent.get(key) for key in _AGENT_KEYS))
    return Reported(
        call_id=call_key(given["call_id"]),
        event=given["event"],
        root_call_id=call_key(given.get("root_call_id") or ""),
        sequence=given.get("sequence"),
        stated_at=given.get("at"),
        direction=given.get("direction") or "",
        from_number=given.get("from") or "",
        to_number=given.get("to") or "",
        queue=given.get("queue") or "",
        agents=tuple(name for name in names if name),
        caller_name=given.get("caller_name") or "",
        cause=cause_of(given.get("cause") or ""),
        queued_seconds=given.get("queued_seconds"),
        ring_seconds=given.get("ring_seconds"),
    )


_AGENT_KEYS: Final = ("id", "email", "extension")
