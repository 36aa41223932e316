"""Facts about mail that has brought other programs to their knees; each comes back, with a name."""

import pytest

from channels_app.kinds.email.html_text import html_to_text
from channels_app.kinds.email.judgement import OwnFacts, judge
from channels_app.kinds.email.parsed import ParsedMail
from tests.channels_app.email.mails import joined, mail, multipart, nested, part, read

NOBODY = OwnFacts()


def limit_of(parsed: ParsedMail) -> str:
    return parsed.problem.detail if parsed.problem is not None else ""


def deep(levels: int) -> bytes:
    inner = part("x")
    for level in range(levels):
        inner = nested("mixed", inner, boundary=f"d{level}x")
    return mail(joined(inner, boundary="r"), content_type="multipart/mixed; boundary=r")


def deep_messages(levels: int) -> bytes:
    head = b"Content-Type: message/rfc822\r\n\r\n"
    return b"From: a@b.cz\r\nSubject: x\r\n" + head * levels + mail()


def test_a_subject_of_encoded_words_is_cut_before_decoding() -> None:
    parsed = read(mail(subject="=?utf-8?q?a?= " * 90_000))
    assert len(parsed.subject) <= 998


def test_a_header_of_16_kb_is_read_no_further() -> None:
    parsed = read(mail(subject="x" * 200_000))
    assert len(parsed.subject) == 998


@pytest.mark.parametrize("name", ["to", "cc", "reply_to", "from"])
def test_thirty_thousand_addresses_are_cut(name: str) -> None:
    raw = mail(**{name: ", ".join(f"a{number}@b.cz" for number in range(12_000))})
    parsed = read(raw)
    assert max(map(len, (parsed.senders, parsed.to, parsed.cc, parsed.reply_to))) <= 100


def test_a_hundred_thousand_references_meet_the_limit_of_the_header_block() -> None:
    parsed = read(mail(references="<a@b.cz>" * 100_000))
    assert limit_of(parsed) == "header_block"


def test_ten_thousand_parts_meet_the_limit() -> None:
    assert limit_of(read(multipart("mixed", *[part("x")] * 10_000))) == "parts"


@pytest.mark.parametrize("levels", [50, 500, 1000, 5000])
def test_depth_meets_the_limit(levels: int) -> None:
    assert limit_of(read(deep(levels))) == "depth"


@pytest.mark.parametrize("levels", [50, 500, 5000])
def test_mails_in_mails_are_not_opened(levels: int) -> None:
    parsed = read(deep_messages(levels))
    assert len(parsed.attachments) == 1
    assert parsed.text == ""


def test_nested_parentheses_in_from_are_no_recursion() -> None:
    parsed = read(mail(**{"from": "(" * 16_000}))
    assert judge(parsed, NOBODY).reason == "suspicious"


@pytest.mark.parametrize(
    "charset", ["cp-not-a-thing", "unicode_escape", "rot13", "zlib", "utf-7", "undefined", "\x00"]
)
def test_a_charset_that_is_none_does_not_matter(charset: str) -> None:
    parsed = read(mail("Dobrý den", content_type=f'text/plain; charset="{charset}"'))
    assert parsed.text == "Dobrý den"


def test_a_hundred_thousand_headers_meet_the_limit() -> None:
    raw = b"".join(b"X-H%d: y\r\n" % number for number in range(100_000)) + mail()
    assert limit_of(read(raw)) == "header_block"


def test_a_line_of_ten_megabytes_is_read() -> None:
    parsed = read(mail("x" * 10_000_000))
    assert "text_cut" in parsed.flags


def test_of_many_documents_no_more_is_read_than_of_one() -> None:
    parsed = read(multipart("mixed", *[part("<b>x</b>\n" * 20_000, "text/html")] * 150))
    assert {"html_simplified", "text_cut"} <= set(parsed.flags)
    assert parsed.text.startswith("x")


def test_continuations_of_a_file_name_are_cut() -> None:
    pieces = "; ".join(f"filename*{number}=x" for number in range(20_000))
    raw = multipart(
        "mixed", part("a", "application/pdf", f"Content-Disposition: attachment; {pieces}")
    )
    assert len(read(raw).attachments[0].name) <= 200


def test_a_size_that_is_only_declared_means_nothing() -> None:
    raw = mail("ahoj", content_length="2147483648")
    assert read(raw).text == "ahoj"


@pytest.mark.parametrize("field", ["subject", "from", "to", "message_id", "references", "date"])
@pytest.mark.parametrize(
    "junk", [b"\0", b"\xff\xfe\xfd", b"\r\n \r\n x", b"\x80" * 5000, b"=?" * 5000]
)
def test_junk_in_any_header_leaves_a_mail(field: str, junk: bytes) -> None:
    assert read(mail(**{field: junk})).text == "Dobrý den"


@pytest.mark.parametrize(
    "html",
    [
        "<a " * 100_000,
        "<!--" * 100_000,
        "<div>" * 200_000,
        "<ul><li>" * 50_000,
        "<table><tr><td>" * 20_000,
        "<table><tr><td>" * 8 + "x" * 100_000 + "<br>y" * 3000 + "</td></tr></table>" * 8,
        "<table><tr><td>" + "x" * 30_000 + "</td></tr>" + "<tr><td>a</td></tr>" * 3000,
        '<a x="' * 100_000,
        "<blockquote type=cite>" * 40_000,
        "&nbsp;" * 150_000,
        "<p><font>" * 20_000,
        "\0<p>\0x",
        "<" * 900_000,
    ],
    ids=lambda html: html[:12],
)
def test_hostile_html_gives_text(html: str) -> None:
    assert isinstance(html_to_text(html), str)
    assert read(mail(html, content_type="text/html")).problem is None


@pytest.mark.parametrize(
    "text",
    ["On " * 1000 + "wrote", "> " * 100_000, "-" * 1_000_000, "<a " * 10_000, "http://" * 14_000],
    ids=lambda text: text[:6],
)
def test_hostile_text_gives_a_reply(text: str) -> None:
    assert read(mail(text)).reply_text
