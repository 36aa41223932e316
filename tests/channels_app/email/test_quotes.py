"""What a reply adds is told apart from what it quotes."""

import pytest

from channels_app.kinds.email.quotes import split_reply
from tests.channels_app.email.quote_samples import FORWARDS, SAMPLES, UNTOUCHED


@pytest.mark.parametrize("name", SAMPLES)
def test_only_the_new_part_of_a_reply_is_left(name: str) -> None:
    text, expected = SAMPLES[name]
    assert split_reply(text) == expected


@pytest.mark.parametrize("name", UNTOUCHED)
def test_text_that_only_looks_like_a_quotation_stays(name: str) -> None:
    assert split_reply(UNTOUCHED[name]) == UNTOUCHED[name]


@pytest.mark.parametrize("name", FORWARDS)
def test_forwarded_mail_is_news_and_stays(name: str) -> None:
    assert split_reply(FORWARDS[name]) == FORWARDS[name]


def test_outlook_style_forwarding_is_recognised_by_the_subject() -> None:
    text = "See below.\n\nFrom: Shop\nSent: today\nTo: Jane\nSubject: Invoice\n\nOverdue."
    assert split_reply(text, forwards=True) == text
    assert split_reply(text) == "See below."


def test_the_signature_above_a_forwarded_mail_goes_and_the_mail_stays() -> None:
    text = "See below.\n-- \nJane\n---------- Forwarded message ---------\nFrom: Shop\n\nOverdue."
    kept = split_reply(text)
    assert "Jane" not in kept
    assert kept.endswith("From: Shop\n\nOverdue.")


def test_a_message_of_nothing_but_quotation_is_shown_whole() -> None:
    text = "On 21 Nov 2026 at 10:00, Support wrote:\n> Hello\n> there"
    assert split_reply(text) == text


def test_empty_text_stays_empty() -> None:
    assert split_reply("") == ""
    assert split_reply("\n \n") == ""


@pytest.mark.parametrize(
    "hostile",
    [
        "On " * 20_000 + "wrote",
        "> " * 100_000,
        ">" * 1_000_000,
        "-" * 1_000_000,
        "*" * 1_000_000,
        " ".join(" on " + "x" * 200 + " at " for _ in range(100)),
        "\n".join(["On 2026 a"] * 50_000),
        "\n".join(["From: a"] * 50_000),
        "\n".join(["-- "] * 100_000),
        "\n" * 500_000,
        "a:\n" * 200_000,
        "---- x ----\n" * 50_000,
    ],
    ids=lambda text: repr(text[:8]),
)
def test_hostile_text_comes_back(hostile: str) -> None:
    assert isinstance(split_reply(hostile), str)
