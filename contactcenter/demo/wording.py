"""The shape of the demo's texts, and how one becomes a sentence somebody wrote.

``{name}`` is a fact of the story. ``[m|f]`` follows the gender of who speaks, ``<m|f>`` of who is
spoken to: Czech and Polish verbs and adjectives need it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

MAN: Final = 0
WOMAN: Final = 1
_SPEAKER: Final = re.compile(r"\[([^\[\]|]*)\|([^\[\]|]*)\]")
_LISTENER: Final = re.compile(r"<([^<>|]*)\|([^<>|]*)>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One situation in one language: everything both sides say from first word to last.

    ``opens`` and ``returns`` are written by the customer, without greeting; ``returns`` comes
    after we thought it was solved. ``asks`` pairs our question with the customer's answer.
    ``solves`` and ``amends`` are our first and second answer. ``calls`` and ``recalls`` are what
    an agent wrote down after a first and a repeated telephone call. In ``chats`` each line of the
    text is a line of the chat.
    """

    subjects: tuple[str, ...]
    opens: tuple[str, ...]
    chats: tuple[str, ...]
    asks: tuple[tuple[str, str], ...]
    solves: tuple[str, ...]
    returns: tuple[str, ...]
    amends: tuple[str, ...]
    calls: tuple[str, ...]
    recalls: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """What people say in one language whatever the matter is."""

    hellos: tuple[str, ...]
    goodbyes: tuple[str, ...]
    our_hello: tuple[str, str]
    our_goodbye: str
    team: str
    sorry: tuple[str, ...]
    chases: tuple[str, ...]
    chase_chats: tuple[str, ...]
    chase_calls: tuple[str, ...]
    supplements: tuple[str, ...]
    thanks: tuple[str, ...]
    thanks_and_more: tuple[str, ...]
    receipt_subject: str
    receipt: str
    out_of_office: tuple[str, ...]
    promises: tuple[str, ...]
    chat_hellos: tuple[str, ...]
    chat_known: tuple[str, ...]
    chat_moments: tuple[str, ...]
    chat_waits: tuple[str, ...]
    chat_thanks: tuple[str, ...]
    chat_byes: tuple[str, ...]
    chat_no_answer: str
    handovers: tuple[str, ...]
    notes: tuple[str, ...]
    given_up: str
    missed_call: tuple[str, ...]
    voicemails: tuple[str, ...]
    call_subject: str
    chat_subject: str
    notice: str
    notice_subject: str
    spam: tuple[tuple[str, str], ...]
    form_labels: tuple[str, str, str]
    comments: Mapping[str, tuple[str, ...]]


def say(text: str, facts: Mapping[str, str], *, speaker: int = MAN, listener: int = MAN) -> str:
    """The text with its facts filled in and its endings right for who speaks to whom."""
    text = _SPEAKER.sub(lambda found: found.group(speaker + 1), text)
    text = _LISTENER.sub(lambda found: found.group(listener + 1), text)
    return text.format_map(facts)
