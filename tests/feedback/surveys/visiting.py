"""A visitor at the public survey page, the day after the question came."""

import re
from datetime import timedelta

import time_machine
from django.test import Client

from feedback.models import Invitation
from tests.feedback.surveys.scenes import (
    DAY,
    DUE,
    Letter,
    a_resolved_ticket,
    a_sent_letter,
    a_survey,
)

LATER = DUE + DAY
EXPIRED = DUE + 14 * DAY + timedelta(seconds=1)
NONCE = re.compile(r'name="nonce" value="([^"]+)"')


def a_letter(language: str = "en", **survey: object) -> Letter:
    a_survey(**survey)
    with time_machine.travel(DUE, tick=False):
        return a_sent_letter(a_resolved_ticket(language=language))


def url_of(letter: Letter, tail: str = "") -> str:
    return f"/s/{letter.token}/{tail}"


def nonce_for(visitor: Client, letter: Letter, tail: str = "") -> str:
    found = NONCE.search(visitor.get(url_of(letter, tail)).content.decode())
    assert found is not None
    return found.group(1)


def posted(visitor: Client, letter: Letter, tail: str = "", **fields: object) -> "tuple[int, str]":
    fields.setdefault("nonce", nonce_for(visitor, letter))
    response = visitor.post(url_of(letter, tail), fields)
    return response.status_code, response.headers.get("Location", "")


def state_of_it() -> tuple[str, str]:
    row = Invitation.objects.get()
    return row.state, row.reason


def checked_values(page: str) -> list[str]:
    return re.findall(r'name="value" value="(\d+)" required checked', page)
