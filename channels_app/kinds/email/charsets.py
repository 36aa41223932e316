"""Bytes to text, whatever the sender says about them: an allow-list, known lies, then a guess.

Python also "knows" ``unicode_escape``, ``rot13``, ``zlib`` and ``utf-7``; none is a charset of
mail, so only names listed here are ever looked up.
"""

import codecs
import re
from typing import Final

from charset_normalizer import from_bytes

_SAMPLE: Final = 8192
_NOT_A_NAME: Final = re.compile(r"[^a-z0-9]")

_SAME_NAME: Final = (
    "big5 big5hkscs cp437 cp850 cp852 cp855 cp858 cp860 cp861 cp862 cp863 cp865 cp866 cp874 cp932 "
    "cp949 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 euc_jp euc_kr gb18030 hz "
    "iso2022_jp iso2022_jp_1 iso2022_jp_2 iso2022_kr iso8859_2 iso8859_3 iso8859_4 iso8859_5 "
    "iso8859_6 iso8859_7 iso8859_8 iso8859_10 iso8859_13 iso8859_14 iso8859_15 iso8859_16 koi8_r "
    "koi8_u mac_roman mac_latin2 mac_cyrillic utf_8 utf_16 utf_16_be utf_16_le utf_32"
).split()

# Names seen in mail, and the superset that decodes what senders really put under them.
_OTHER_NAMES: Final = {
    "utf8mb4": "utf_8", "unicode11utf8": "utf_8", "utf8sig": "utf_8", "csutf8": "utf_8",
    "usascii": "ascii", "ascii": "ascii", "ansix341968": "ascii", "646": "ascii", "us": "ascii",
    "7bit": "ascii", "8bit": "ascii",
    "iso88591": "cp1252", "latin1": "cp1252", "88591": "cp1252", "iso885911": "cp874",
    "iso88591windows1252": "cp1252", "csisolatin1": "cp1252", "ansi": "cp1252", "l1": "cp1252",
    "latin2": "iso8859_2", "88592": "iso8859_2", "csisolatin2": "iso8859_2", "l2": "iso8859_2",
    "iso88599": "cp1254", "latin5": "cp1254", "latin9": "iso8859_15", "iso88598i": "iso8859_8",
    "gb2312": "gb18030", "gbk": "gb18030", "cp936": "gb18030", "windows936": "gb18030",
    "euccn": "gb18030", "hzgb2312": "hz", "windows31j": "cp932", "shiftjis": "cp932",
    "sjis": "cp932", "ksc56011987": "cp949", "ksc5601": "cp949", "euckr": "cp949", "uhc": "cp949",
    "tis620": "cp874", "koi8": "koi8_r", "macintosh": "mac_roman", "mac": "mac_roman",
    "utf16": "utf_16", "unicode": "utf_16", "ucs2": "utf_16",
}  # fmt: skip

_ALLOWED: Final = {name.replace("_", ""): name for name in _SAME_NAME} | _OTHER_NAMES
_SINGLE_BYTE: Final = ("cp", "iso8859", "mac", "koi8", "ascii")

# Letters of the languages whose 8-bit charsets differ in a few places only.
_LETTERS: Final = frozenset(
    "áäčďéěíĺľňóôöřŕšťúůüýžąćęłńśźżßàâçèêëîïñòùûőű"
    "ÁÄČĎÉĚÍĹĽŇÓÔÖŘŔŠŤÚŮÜÝŽĄĆĘŁŃŚŹŻÀÂÇÈÊËÎÏÑÒÙÛŐŰ„“”‚‘’–—…€§°«» "
)
_RELATED: Final = ("cp1250", "iso8859_2", "cp1252")
_DISTANT: Final = [
    "cp1251", "koi8_r", "cp866", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257",
    "big5", "gb18030", "cp932", "euc_jp", "cp949", "utf_16",
]  # fmt: skip


def known_charset(label: str) -> str | None:
    """Python's codec for a charset label, or ``None`` for one we do not take."""
    name = _NOT_A_NAME.sub("", label.lower()[:40])
    for prefix in ("", "x", "cs"):
        bare = name.removeprefix(prefix)
        if bare.startswith(("windows", "win")):
            bare = "cp" + bare.removeprefix("windows").removeprefix("win").removeprefix("cp")
        if bare in _ALLOWED:
            return _ALLOWED[bare]
    return None


def decode(data: bytes, label: str = "") -> str:
    """The text of ``data``; never raises. Invalid bytes become U+FFFD."""
    if data.isascii():
        if b"\x1b" not in data and b"~{" not in data and b"\0" not in data:
            return data.decode("ascii")
    elif (text := _as_utf8(data)) is not None:
        return text
    codec = known_charset(label)
    if codec is None or codec == "ascii":
        return data.decode(guess(data), "replace")
    try:
        text = data.decode(codec)
    except (UnicodeDecodeError, UnicodeError):
        return data.decode(_second_choice(data, codec), "replace")
    return data.decode("cp1250", "replace") if _is_windows(data, codec) else text


def guess(data: bytes) -> str:
    """The most likely codec of bytes that nobody labelled."""
    sample = data[:_SAMPLE]
    if sample.isascii():
        return "ascii"
    scores = {codec: _closeness(sample, codec) for codec in _RELATED}
    best = max(_RELATED, key=scores.__getitem__)
    if scores[best] >= 0.6:
        return best
    found = from_bytes(sample, cp_isolation=[*_RELATED, *_DISTANT]).best()
    return found.encoding if found is not None else "cp1252"


def _as_utf8(data: bytes) -> str | None:
    """UTF-8 is recognised whatever the label says: other text is practically never valid."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


def _second_choice(data: bytes, codec: str) -> str:
    """What to try when the declared charset does not fit. UTF-8 with a few cuts stays UTF-8."""
    if codec == "utf_8":
        text = data[:_SAMPLE].decode("utf-8", "replace")
        broken = text.count("\ufffd")
        whole = sum(letter > "\x7f" for letter in text) - broken
        return "utf-8" if broken <= whole * 2 else guess(data)
    return guess(data) if codec.startswith(_SINGLE_BYTE) else codec


def _is_windows(data: bytes, codec: str) -> bool:
    """``š`` under the label ISO-8859-2 is often a byte that only Windows-1250 has."""
    return codec == "iso8859_2" and any(0x80 <= byte <= 0x9F for byte in data[:_SAMPLE])


def _closeness(sample: bytes, codec: str) -> float:
    """The share of special letters that Central and West European text would have."""
    try:
        text = sample.decode(codec)
    except UnicodeDecodeError:
        return 0.0
    special = [letter for letter in text if letter > "\x7f"]
    letters = sum(letter.isalpha() for letter in text)
    if not special or len(special) * 2 > letters:
        return 0.0
    return sum(letter in _LETTERS for letter in special) / len(special)
