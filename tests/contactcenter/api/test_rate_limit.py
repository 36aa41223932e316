"""How much one caller may ask, and how they are told."""

import pytest
from pytest_django.fixtures import Settings

from contactcenter.api import throttling
from tests.support.api import a_key

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    throttling.forget()


def test_every_answer_says_what_is_left(settings: Settings) -> None:
    settings.API_RATE_PER_MINUTE = 5
    caller = a_key("tickets:read")
    answers = [caller.get("tickets/") for _ in range(3)]

    assert answers[0]["RateLimit-Policy"] == '"key";q=5;w=60'
    assert [answer["RateLimit"].split(";")[1] for answer in answers] == ["r=4", "r=3", "r=2"]


def test_too_many_requests_are_told_when_to_come_back(settings: Settings) -> None:
    settings.API_RATE_PER_MINUTE = 2
    caller, other = a_key("tickets:read"), a_key("tickets:read")
    answers = [caller.get("tickets/") for _ in range(4)]

    assert [answer.status_code for answer in answers] == [200, 200, 429, 429]
    assert answers[-1].json()["code"] == "rate_limited"
    assert 1 <= int(answers[-1]["Retry-After"]) <= 60
    assert answers[-1]["RateLimit"].startswith('"key";r=0;')
    assert other.get("tickets/").status_code == 200


def test_the_limit_can_be_switched_off(settings: Settings) -> None:
    settings.API_RATE_PER_MINUTE = 0
    answer = a_key("tickets:read").get("tickets/")

    assert answer.status_code == 200
    assert "RateLimit" not in answer
