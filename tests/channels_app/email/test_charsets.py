"""Text arrives whole whatever the sender calls its charset."""

import pytest

from channels_app.kinds.email.charsets import decode, known_charset

TEXTS = {
    "cs": "Dobrý den, už tři dny čekám na odpověď k objednávce č. 4711. Žofie Šťastná",
    "pl": "Dzień dobry, paczka miała być wczoraj, a wciąż jej nie ma. Łukasz Żółć",
    "sk": "Vďaka, ale kľúč ešte neprišiel. Ľubica Šťastná",
    "de": "Grüße aus München, die Rechnung stimmt nicht. Schöne Grüße, Jürgen",
    "ru": "Здравствуйте, где мой заказ? Жду уже третий день.",
}
ENCODINGS = ("utf-8", "cp1250", "iso8859-2", "cp1252", "cp1251", "koi8-r")
LABELS = ("", "us-ascii", "utf-8", "unknown-8bit", "cp-not-a-thing", "x-user-defined")


def _encoded() -> list[tuple[str, str, bytes]]:
    made = []
    for language, text in TEXTS.items():
        for encoding in ENCODINGS:
            try:
                made.append((language, encoding, text.encode(encoding)))
            except UnicodeEncodeError:
                continue
    return made


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize(("language", "encoding", "data"), _encoded())
def test_text_with_a_wrong_or_no_label_is_read(
    language: str, encoding: str, data: bytes, label: str
) -> None:
    assert decode(data, label) == TEXTS[language]


@pytest.mark.parametrize(("language", "encoding", "data"), _encoded())
def test_text_with_its_own_label_is_read(language: str, encoding: str, data: bytes) -> None:
    assert decode(data, encoding) == TEXTS[language]


def test_windows_text_under_the_iso_label_is_read() -> None:
    assert decode("Šťastná žena".encode("cp1250"), "iso-8859-2") == "Šťastná žena"
    assert decode("„quoted” – €".encode("cp1252"), "iso-8859-1") == "„quoted” – €"


@pytest.mark.parametrize(
    "label",
    ["unicode_escape", "rot13", "zlib", "utf-7", "base64", "hex", "idna", "punycode", "undefined"],
)
def test_what_is_no_charset_of_mail_is_never_looked_up(label: str) -> None:
    assert known_charset(label) is None
    assert decode(b"+ADw-script+AD4- \\x41", label) == "+ADw-script+AD4- \\x41"


@pytest.mark.parametrize(
    ("label", "codec"),
    [("windows-1250", "cp1250"), ("X-CP1250", "cp1250"), ("win-1250", "cp1250"),
     ("ISO_8859-2:1987", None), ("iso8859-2", "iso8859_2"), ('"utf8"', "utf_8"),
     ("latin1", "cp1252"), ("gb2312", "gb18030"), ("ks_c_5601-1987", "cp949")],
)  # fmt: skip
def test_labels_are_known_in_their_usual_spellings(label: str, codec: str | None) -> None:
    assert known_charset(label) == codec


def test_a_little_damage_does_not_change_the_charset() -> None:
    data = TEXTS["cs"].encode()[:-1] + b"\xff"
    assert decode(data, "utf-8").startswith(TEXTS["cs"][:-2])


def test_a_byte_order_mark_is_not_text() -> None:
    assert decode("\ufeffahoj".encode(), "utf-8") == "ahoj"
    assert decode("žluť".encode("utf-16"), "") == "žluť"
    assert decode("žluť".encode("utf-16-le"), "utf-16le") == "žluť"
