"""A mail is understood as its reader would, and whatever is wrong with it has a name."""

from datetime import UTC, datetime
from typing import Any

import pytest

from channels_app.kinds.email.identifiers import external_id, external_id_of, variant_id
from channels_app.kinds.email.parsed import Envelope
from channels_app.kinds.email.parsing import parse_mail
from tests.channels_app.email.mails import mail, multipart, part, read


def test_an_ordinary_mail_is_understood() -> None:
    parsed = read(mail(cc="b@c.cz", in_reply_to="<a@x>", references="<r@x> <a@x>"))
    assert (parsed.from_email, parsed.from_name) == ("jana@example.cz", "Jana Nováková")
    assert [address.email for address in parsed.to] == ["support@example.com"]
    assert [address.email for address in parsed.cc] == ["b@c.cz"]
    assert parsed.subject == "Objednávka 4711"
    assert parsed.message_id == "m1@example.cz"
    assert (parsed.in_reply_to, parsed.references) == (("a@x",), ("r@x", "a@x"))
    assert parsed.date == datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
    assert (parsed.problem, parsed.flags) == (None, ())


def test_a_mail_without_from_is_its_sender_s() -> None:
    no_from: dict[str, Any] = {"from": None}
    parsed = read(mail(sender="s@x.cz", **no_from))
    assert parsed.from_email == "s@x.cz"
    assert "no_from" in parsed.flags


def test_from_fields_that_disagree_are_ambiguous() -> None:
    raw = b"From: evil@x.cz\r\n" + mail()
    parsed = read(raw)
    assert parsed.from_email == "evil@x.cz"
    assert "from_ambiguous" in parsed.flags
    assert "from_ambiguous" not in read(b"From: jana@example.cz\r\n" + mail()).flags


def test_two_people_may_write_one_mail() -> None:
    parsed = read(mail(**{"from": "a@x.cz, b@x.cz"}))
    assert (parsed.from_email, parsed.flags) == ("a@x.cz", ("several_senders",))


def test_everywhere_a_mail_was_delivered_is_listed_surest_first() -> None:
    raw = mail(delivered_to="d@us.cz", x_original_to="o@us.cz", to="support@us.cz, d@us.cz")
    parsed = read(raw, Envelope(rcpt_to=("e@us.cz",)))
    assert parsed.recipients == ("e@us.cz", "d@us.cz", "o@us.cz", "support@us.cz")


@pytest.mark.parametrize(
    ("return_path", "expected"), [("<>", ""), ("<a@b.cz>", "a@b.cz"), (None, None)]
)
def test_the_envelope_sender_is_taken_from_return_path(
    return_path: str | None, expected: str | None
) -> None:
    assert read(mail(return_path=return_path)).envelope.mail_from == expected


def test_the_server_s_word_beats_return_path() -> None:
    parsed = read(mail(return_path="<a@b.cz>"), Envelope(mail_from=""))
    assert parsed.envelope.mail_from == ""


@pytest.mark.parametrize(
    "date",
    [
        "Fri, 31 Dec 9999 23:59:59 -1200",
        "Thu, 99 Foo 2026 99:99:99 +9999",
        "yesterday",
        "Sat, 21 Nov 2026 10:00:00 +999999999999",
        "0",
        "po, 21 lis 2026",
        "x" * 5000,
    ],
)
def test_a_date_no_calendar_knows_is_left_out_and_flagged(date: str) -> None:
    parsed = read(mail(date=date))
    assert (parsed.date, parsed.flags) == (None, ("bad_date",))


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("Sat, 21 Nov 2026 23:30:00 -0800", datetime(2026, 11, 22, 7, 30, tzinfo=UTC)),
        ("21 Nov 2026 10:00", datetime(2026, 11, 21, 10, 0, tzinfo=UTC)),
        ("Sat, 21 Nov 26 10:00:60 GMT", datetime(2026, 11, 21, 10, 0, 59, tzinfo=UTC)),
        ("Sat, 21 Nov 2026 10:00:00 +0100 (CET)", datetime(2026, 11, 21, 9, 0, tzinfo=UTC)),
        ("Fri, 31 Dec 9999 10:00:00 +0000", datetime(9999, 12, 31, 10, 0, tzinfo=UTC)),
    ],
)
def test_dates_are_read_in_utc(date: str, expected: datetime) -> None:
    assert read(mail(date=date)).date == expected


def test_message_ids_survive_folding_and_missing_brackets() -> None:
    assert read(mail(message_id="<a\r\n b@c>")).message_id == "ab@c"
    assert read(mail(message_id="a@b")).message_id == "a@b"
    assert read(mail(message_id="")).message_id == ""
    assert read(mail(message_id="<a@b> <c@d>")).message_id == "a@b"


def test_of_many_references_the_first_and_the_newest_stay() -> None:
    parsed = read(mail(references=" ".join(f"<{number}@x>" for number in range(5000))))
    assert len(parsed.references) == 50
    assert parsed.references[0] == "0@x"
    assert parsed.references[-1] == "4999@x"
    assert "references_cut" in parsed.flags


def test_a_mail_has_a_name_even_without_message_id() -> None:
    first = read(mail(message_id=None, received="from a"))
    again = read(mail(message_id=None, received="from b; later"))
    other = read(mail("other text", message_id=None))
    assert external_id(first) == external_id(again)
    assert external_id(first).startswith("raw:")
    assert external_id(other) != external_id(first)


def test_a_long_message_id_is_known_by_its_hash() -> None:
    long_id = "x" * 300 + "@example.cz"
    assert len(external_id(read(mail(message_id=f"<{long_id}>")))) == 64
    assert external_id_of("a@b") == "a@b"


def test_another_mail_under_the_same_id_gets_another_name() -> None:
    first, second = read(mail("one")), read(mail("two"))
    assert external_id(first) == external_id(second)
    assert variant_id(first) != variant_id(second)
    assert variant_id(first) == variant_id(read(mail("one")))


def test_cleaned_text_holds_nothing_the_database_refuses() -> None:
    raw = mail(
        "a\0b\x07c\x1b[0m\ttab\r\nline \ud800 e\u0301 žluťoučký".encode("utf-8", "surrogatepass")
    )
    text = read(raw).text
    assert "\0" not in text
    assert "\x1b" not in text
    assert "\ttab\nline" in text
    assert "é" in text
    text.encode("utf-8")


def test_towers_of_accents_are_cut() -> None:
    parsed = read(mail("a" + "\u0301\u0316" * 200_000))
    assert 10 < len(parsed.text) < 100


def test_long_text_is_cut_and_kept_whole_as_a_file() -> None:
    parsed = read(mail("ab\r\n" * 600_000))
    assert len(parsed.text) == 1024 * 1024
    assert "text_cut" in parsed.flags
    assert parsed.attachments[0].name == "message.txt"
    assert parsed.attachments[0].size == 3 * 600_000


def test_html_beyond_the_limit_becomes_text_and_a_file() -> None:
    parsed = read(mail("<p>x</p>" * 200_000, content_type="text/html"))
    assert (parsed.html, "html_simplified" in parsed.flags) == ("", True)
    assert parsed.attachments[0].name == "message.html"
    assert parsed.text.startswith("x")


def test_a_mail_beyond_the_size_limit_still_says_who_wrote() -> None:
    parsed = read(mail("x" * (40 * 1024 * 1024)))
    assert parsed.problem is not None
    assert (parsed.problem.code, parsed.problem.detail) == ("too_large", "message")
    assert (parsed.from_email, parsed.text) == ("jana@example.cz", "")


def test_the_limit_that_was_met_is_named() -> None:
    files = [part("x", "application/pdf; name=a.pdf")] * 150
    parsed = read(multipart("mixed", part("see files"), *files))
    assert parsed.problem is not None
    assert parsed.problem.detail == "attachments"
    assert len(parsed.attachments) == 100
    assert "limit:attachments" in parsed.flags
    assert parsed.text == "see files"


@pytest.mark.parametrize("raw", [b"", b"\0\1\2", b"\xff" * 1000, b"no headers at all"])
def test_bytes_that_are_no_mail_have_a_reason(raw: bytes) -> None:
    parsed = parse_mail(raw)
    assert parsed.problem is not None
    assert parsed.problem.code == "unparseable"
