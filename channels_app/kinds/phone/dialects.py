"""The three dialects exchanges speak at the CTI address, as tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from channels_app.kinds.phone.body import Fields
from channels_app.kinds.phone.events import cause_of
from channels_app.kinds.phone.reported import Reported, call_key

ZAMMAD: Final = "zammad"
SIPGATE: Final = "sipgate"
PLACETEL: Final = "placetel"
DIALECTS: Final = (ZAMMAD, SIPGATE, PLACETEL)

_EVENTS: Final[Mapping[str, tuple[str, str]]] = {
    # reported name: (our event, direction it implies)
    "newcall": ("ringing", ""),
    "answer": ("answered", ""),
    "hangup": ("ended", ""),
    "incomingcall": ("ringing", "inbound"),
    "outgoingcall": ("ringing", "outbound"),
    "callaccepted": ("answered", ""),
    "hungup": ("ended", ""),
}
_OF_PLACETEL: Final = frozenset({"incomingcall", "outgoingcall", "callaccepted", "hungup"})
_DIRECTIONS: Final = {
    "in": "inbound",
    "inbound": "inbound",
    "out": "outbound",
    "outbound": "outbound",
}
_ENDINGS_OF_PLACETEL: Final = {
    "missed": "cancel",
    "voicemail": "voicemail",
    "blocked": "blocked",
    "accepted": "normalClearing",
}
_AGENT_FIELDS: Final = (
    "answeringNumber",
    "answering_number",
    "peer",
    "fullUserId",
    "userId",
    "user",
    "caller",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request that was understood: who speaks how, and what they report."""

    dialect: str
    reported: Reported


@dataclass(frozen=True, slots=True, kw_only=True)
class NotUnderstood:
    """Why nothing can be made of a request. ``harmless`` ones need nobody's attention."""

    dialect: str
    reason: str
    harmless: bool = False


def read(fields: Fields, *, dialect: str = "") -> Request | NotUnderstood:
    """The event in a request. ``dialect`` is what the channel is set to, if anything."""
    name = _one(fields, "event").lower()
    dialect = _dialect(fields, name, dialect)
    if not fields:
        return NotUnderstood(dialect=dialect, reason="unparseable")
    if name == "dtmf":
        return NotUnderstood(dialect=dialect, reason="dtmf", harmless=True)
    if name not in _EVENTS:
        return NotUnderstood(dialect=dialect, reason="unknown_event" if name else "event_missing")
    call_id = _one(fields, "callId", "call_id", "callid")
    if not call_id:
        return NotUnderstood(dialect=dialect, reason="call_id_missing")
    return Request(dialect=dialect, reported=_reported(fields, name, call_key(call_id)))


def _dialect(fields: Fields, event: str, chosen: str) -> str:
    if chosen in DIALECTS:
        return chosen
    if event in _OF_PLACETEL:
        return PLACETEL
    return SIPGATE if "fullUserId" in fields else ZAMMAD


def _reported(fields: Fields, name: str, call_id: str) -> Reported:
    event, implied = _EVENTS[name]
    cause = _one(fields, "cause")
    if name == "hungup":
        ending = _one(fields, "type")
        cause = _ENDINGS_OF_PLACETEL.get(ending, ending)
    return Reported(
        call_id=call_id,
        event=event,
        root_call_id=call_key(_one(fields, "origCallId", "orig_call_id")),
        direction=_DIRECTIONS.get(_one(fields, "direction").lower(), implied),
        from_number=_one(fields, "from")[:254],
        to_number=_one(fields, "to")[:254],
        queue=_one(fields, "queue")[:100],
        agents=_agents(fields, event),
        caller_name=_caller_name(fields),
        cause=cause_of(cause)[:60],
    )


def _agents(fields: Fields, event: str) -> tuple[str, ...]:
    """Who it rings at or who answered. A ringing group names several, and so nobody."""
    given = [values for name in _AGENT_FIELDS if (values := fields.get(name, ()))]
    if event == "ringing" and any(len(values) > 1 for values in given):
        return ()
    return tuple(dict.fromkeys(text[:150] for values in given for text in values if text))


def _caller_name(fields: Fields) -> str:
    return _one(fields, "caller_name", "callerName", "from_name")[:200]


def _one(fields: Fields, *names: str) -> str:
    """The first value given under any of the names."""
    return next((text for name in names for text in fields.get(name, ()) if text), "")
