"""Header values come out readable however badly they were encoded."""

import pytest

from channels_app.kinds.email.header_text import decode_value
from channels_app.kinds.email.parameters import media_type, parse_parameters
from tests.channels_app.email.mails import mail, read

BROKEN = {
    "B in UTF-8": (b"=?utf-8?B?T2JqZWRuw6F2a2E=?=", "Objednávka"),
    "Q in ISO-8859-2": (b"=?iso-8859-2?Q?=C8e=B9tina?=", "Čeština"),
    "Q in Windows-1250": (b"=?windows-1250?Q?=C8e=9Atina?=", "Čeština"),
    "blanks between words vanish": (b"=?utf-8?q?P=C5=99=C3=AD?= =?utf-8?q?li=C5=A1?=", "Příliš"),
    "folded between words": (b"=?utf-8?q?P=C5=99=C3=AD?=\r\n =?utf-8?q?li=C5=A1?=", "Příliš"),
    "blank before plain text stays": (b"Re: =?utf-8?q?=C5=BDluva?= 12", "Re: Žluva 12"),
    "a letter cut in two": (
        b"=?utf-8?b?xb5sdcWl?= =?utf-8?b?b3XEjWvD?= =?utf-8?b?vQ==?=",
        "žluťoučký",
    ),
    "no blank between words": (b"=?utf-8?q?a=C4=8D?==?utf-8?q?b?=", "ačb"),
    "no blank before a word": (b"Re:=?utf-8?q?=C4=8D?=", "Re:č"),
    "literal blanks inside": (b"=?utf-8?q?dobr=C3=BD den?=", "dobrý den"),
    "underscore is a blank": (b"=?utf-8?q?dobr=C3=BD_den?=", "dobrý den"),
    "padding missing": (b"=?utf-8?b?xI1lxaE?=", "češ"),
    "junk inside base64": (b"=?utf-8?b?xI1 lxaE=!?=", "češ"),
    "language suffix": (b"=?utf-8*cs?q?=C4=8D?=", "č"),
    "inside quotes": (b'"=?utf-8?q?=C4=8D?="', '"č"'),
    "question mark inside": (b"=?utf-8?q?Kde_je=3F??=", "Kde je??"),
    "never ends": (b"=?utf-8?q?=C4=8Dau", "čau"),
    "folded in its middle": (b"=?utf-8?b?T2JqZWRu\r\n w6F2a2E=?=", "Objednávka"),
    "unknown charset": (b"=?x-nonsense?q?=C4=8D?=", "č"),
    "wrong charset": (b"=?us-ascii?q?=C4=8D?=", "č"),
    "raw UTF-8": ("Objednávka".encode(), "Objednávka"),
    "raw Windows-1250": ("Příliš žluťoučký kůň".encode("cp1250"), "Příliš žluťoučký kůň"),
    "raw ISO-8859-2": ("Příliš žluťoučký kůň".encode("iso8859-2"), "Příliš žluťoučký kůň"),
    "no encoded word at all": (b"=?utf-8?x?abc?= =? ?=", "=?utf-8?x?abc?= =? ?="),
    "Japanese": (b"=?ISO-2022-JP?B?GyRCJUYlOSVIGyhC?=", "テスト"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_encoded_words_are_decoded(name: str) -> None:
    raw, expected = BROKEN[name]
    assert decode_value(raw) == expected


def test_a_decoded_line_break_does_not_start_another_header() -> None:
    parsed = read(mail(subject="=?utf-8?q?hi=0D=0ABcc:_x=40example.org?="))
    assert parsed.subject == "hi Bcc: x@example.org"


def test_raw_bytes_in_headers_are_read_in_the_charset_of_the_body() -> None:
    raw = mail("ţ", charset="iso8859-2", subject="Żółć ÇŞ".encode("cp1250"))
    assert read(raw).subject.startswith("Ż")


@pytest.mark.parametrize(
    ("raw", "name", "expected"),
    [
        (b'attachment; filename="a b.pdf"', "filename", "a b.pdf"),
        (b"attachment; filename=a b.pdf", "filename", "a b.pdf"),
        (b"attachment; filename*=utf-8''%C4%8De%C5%A1tina.pdf", "filename", "čeština.pdf"),
        (b"attachment; filename*0*=utf-8''%C4%8De; filename*1=.pdf", "filename", "če.pdf"),
        (b'attachment; filename*1="b.pdf"; filename*0="a"', "filename", "ab.pdf"),
        (b"attachment; filename=\"x.pdf\"; filename*=utf-8''%C4%8D.pdf", "filename", "č.pdf"),
        (b'attachment; filename="=?utf-8?q?=C4=8D.pdf?="', "filename", "č.pdf"),
        ('attachment; filename="č.pdf"'.encode(), "filename", "č.pdf"),
        ('attachment; filename="č.pdf"'.encode("cp1250"), "filename", "č.pdf"),
        (b'attachment; filename="semi;colon.pdf"; size=3', "filename", "semi;colon.pdf"),
        (b'attachment; filename="never closed.pdf; size=3', "filename", "never closed.pdf"),
        (b'attachment; filename="a\\"b.pdf"', "filename", 'a"b.pdf'),
        (b"attachment; FileName=UPPER.PDF", "filename", "UPPER.PDF"),
        (b'text/plain; charset="utf-8"; charset=x', "charset", "utf-8"),
        (b"attachment; filename*=nonsense", "filename", "nonsense"),
        (b"attachment; =; ;; filename", "filename", ""),
    ],
)
def test_parameters_are_found_in_every_spelling(raw: bytes, name: str, expected: str) -> None:
    assert parse_parameters(raw).text(name) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"", "text/plain"),
        (b"text", "text/plain"),
        (b"TEXT/HTML; charset=x", "text/html"),
        (b"application/pdf (a comment); name=x", "application/pdf"),
        (b"/; x", "text/plain"),
        (b"text/plain charset=utf-8", "text/plain"),
    ],
)
def test_a_media_type_that_makes_no_sense_is_plain_text(raw: bytes, expected: str) -> None:
    assert media_type(parse_parameters(raw)) == expected
