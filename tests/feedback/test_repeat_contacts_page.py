"""The repeat-contact report as supervisors see it: the same numbers, in words and pictures."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.feedback.asking import MARCH, PAGE, page, supervisor
from tests.feedback.d1_tables import Tables
from tickets.models import Agent

pytestmark = pytest.mark.django_db


def test_the_page_answers_in_a_sentence_and_shows_the_same_numbers(d1: Tables) -> None:
    text = " ".join(page().replace("\u00a0", " ").split())

    assert (
        "28.6 % of our work is people coming back: 4 of 14 contacts were about the same reason"
        " again within 7 days. Most of all, 2 asked again while we still owed an answer."
    ) in text
    assert "1 of 9 · 95 % interval 2.0 to 43.5 % · 1 too early to tell" in text
    assert '<p class="stat__value">1.40</p>' in text
    assert "too few" in text
    assert "2025.1" in text
    assert text.count('<svg class="chart"') == 1


def test_the_page_breaks_no_rule_of_the_content_policy(d1: Tables) -> None:
    text = page()

    assert " style=" not in text
    assert "<script>" not in text
    assert "onclick" not in text


def test_the_page_says_when_there_is_nothing_or_too_little(d1: Tables) -> None:
    nobody = page(**{"from": "2024-01-01", "to": "2024-02-01"})
    few = page(queue="care", **{"from": "2025-03-20", "to": "2025-04-01"})

    assert "Nobody contacted us in this period." in nobody
    assert '<svg class="chart"' not in nobody
    assert "Only 2 contacts in this period: too few for a share." in few


def test_the_page_names_what_it_cannot_use(d1: Tables) -> None:
    response = supervisor().get(PAGE, {"window": "8d"})

    assert response.status_code == 422
    assert "window" in response.content.decode()


def test_the_page_lists_the_contacts_behind_a_number(d1: Tables) -> None:
    response = supervisor().get(f"{PAGE}contacts/", MARCH | {"only": "repeats"})
    text = response.content.decode()

    assert text.count("<tr>") == 5
    assert "Came back after we had resolved it" in text
    assert "2 d 21 h" in text


def test_the_page_gives_the_file(d1: Tables) -> None:
    response: Any = supervisor().get(PAGE, MARCH | {"format": "csv"})

    text = b"".join(response.streaming_content).decode("utf-8-sig")
    assert text.splitlines()[1].startswith("total,14,10,4,0.286")


def test_the_page_reads_in_czech_with_its_own_decimals(d1: Tables) -> None:
    client = supervisor()
    Agent.objects.filter(role="supervisor").update(language="cs")

    text = client.get(PAGE, MARCH).content.decode()

    assert "28,6\u00a0%" in text


def test_questions_cost_the_same_queries_however_much_there_is(d1: Tables) -> None:
    client = supervisor()
    client.get(PAGE, MARCH)

    def cost(**period: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(PAGE, MARCH | period).status_code == 200
        return len(queries)

    assert cost() == cost(**{"from": "2025-03-20"}) <= 20
