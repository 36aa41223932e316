"""Address headers to values, in one linear pass: structure first, decoding of names last.

A display name that decodes to ``victim@example.com,`` stays a name, a bracket that never opened
never cuts an address short, and nesting costs nothing.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from channels_app.kinds.email import limits
from channels_app.kinds.email.cleaning import clean_display
from channels_app.kinds.email.header_text import decode_value, unfolded
from channels_app.kinds.email.parsed import MailAddress

_SPECIAL: Final = re.compile(r'[",;:<>()\\]')
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)
_SPEC: Final = re.compile(
    r"""(?P<local>"(?:[^"\\]|\\.){0,200}"|[^\s@<>()\[\],;:\\"\x00-\x20\x7f]{1,200})
        @(?P<domain>\[[0-9A-Za-z:.]{2,60}\]|[^\s@<>()\[\],;:\\"'=?*/|\x00-\x20\x7f]{1,253})""",
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressList:
    """The mailboxes of one or more fields. ``broken`` says that some of it was no address."""

    addresses: tuple[MailAddress, ...] = ()
    broken: bool = False
    cut: bool = False


def parse_addresses(values: Iterable[bytes], fallback_charset: str = "") -> AddressList:
    """Up to 100 mailboxes of these fields together; never raises."""
    found: list[MailAddress] = []
    broken = cut = False
    for value in values:
        pieces = split_list(unfolded(value[: limits.HEADER_BYTES]).decode("latin-1"))
        if len(value) > limits.HEADER_BYTES:
            pieces, cut = pieces[:-1], True
        for piece in _whole_names(pieces):
            if len(found) >= limits.ADDRESSES:
                return AddressList(addresses=tuple(found), broken=broken, cut=True)
            address = _mailbox(piece, fallback_charset)
            if address.email:
                found.append(address)
            elif piece.strip():
                broken = True
    return AddressList(addresses=tuple(found), broken=broken, cut=cut)


def address_of(text: str) -> str:
    """The bare address in ``text`` (an envelope or a trace header), or an empty string."""
    bare = text.strip().strip("<>").strip()[: limits.ADDRESS_CHARACTERS + 10]
    return _spec(bare.encode("utf-8", "replace").decode("latin-1"))


def split_list(text: str) -> list[str]:
    """Cuts at commas and semicolons that separate mailboxes; group names are dropped.

    A quote, bracket or comment that never closes is ignored and the cut tried again.
    """
    for _ in range(4):
        pieces, opened_at = _cut(text)
        if opened_at < 0:
            return pieces
        text = f"{text[:opened_at]} {text[opened_at + 1 :]}"
    return text.split(",")


class _Nesting:
    """Where a scan stands: inside a quote, a comment or angle brackets, and since when."""

    __slots__ = ("closer", "depth", "opened_at")

    _CLOSER: Final = {'"': '"', "(": ")", "<": ">"}

    def __init__(self) -> None:
        self.closer = ""
        self.depth = 0
        self.opened_at = -1

    def takes(self, letter: str, at: int) -> bool:
        """Whether the letter belongs to nesting rather than to the list."""
        if not self.closer:
            if letter not in self._CLOSER:
                return letter in ">)"
            self.closer, self.depth, self.opened_at = self._CLOSER[letter], 1, at
        elif letter == self.closer:
            self.depth -= 1
            if self.depth == 0:
                self.closer, self.opened_at = "", -1
        elif letter == "(" and self.closer == ")":
            self.depth += 1
        return True


def _cut(text: str) -> tuple[list[str], int]:
    """The pieces, and where something was opened that never closed (-1: nothing)."""
    pieces: list[str] = []
    nesting = _Nesting()
    start = 0
    for at, letter in _tokens(text):
        if not nesting.takes(letter, at):
            if letter != ":":
                pieces.append(text[start:at])
            start = at + 1
    pieces.append(text[start:])
    return pieces, nesting.opened_at


def _tokens(text: str) -> Iterator[tuple[int, str]]:
    """Where letters with a meaning stand; escaped ones have none."""
    skip = 0
    for found in _SPECIAL.finditer(text):
        at = found.start()
        if at < skip:
            continue
        if found.group() == "\\":
            skip = at + 2
        else:
            yield at, found.group()


def _whole_names(pieces: Iterable[str]) -> Iterator[str]:
    """The pieces, after joining an unquoted ``Novák, Jan <jan@example.cz>`` again."""
    waiting = ""
    for piece in pieces:
        if "@" in piece or "=?" in piece:
            yield f"{waiting},{piece}" if waiting and "<" in piece else piece
            waiting = ""
        elif piece.strip():
            waiting = f"{waiting},{piece}" if waiting else piece
    if waiting:
        yield waiting


def _mailbox(piece: str, charset: str) -> MailAddress:
    """One mailbox in latin-1 disguise; the address is empty where there is none."""
    bare, comment = _without_comments(piece)
    name, angle, rest = _at_angle(bare)
    if angle:
        email = _spec(rest)
    else:
        email, name = _bare_address(bare, charset)
    shown = _display(name, charset) or _display(comment, charset)
    if not email or shown.casefold() == email.casefold():
        shown = ""
    return MailAddress(name=shown, email=email)


def _without_comments(piece: str) -> tuple[str, str]:
    """The piece with its comments cut out, and what the first one said."""
    if "(" not in piece:
        return piece, ""
    kept: list[str] = []
    comment: list[str] = []
    nesting = _Nesting()
    last = 0
    for at, letter in _tokens(piece):
        outside = nesting.closer != ")"
        nesting.takes(letter, at)
        if outside and nesting.closer == ")":
            kept.append(piece[last:at])
            last = at + 1
        elif not outside and nesting.closer != ")":
            comment.append(piece[last:at])
            last = at + 1
    kept.append(piece[last:])
    return " ".join(kept), comment[0] if comment else ""


def _at_angle(bare: str) -> tuple[str, bool, str]:
    """The name and the inside of the first angle brackets outside quotes."""
    nesting = _Nesting()
    for start, letter in _tokens(bare):
        nesting.takes(letter, start)
        if nesting.closer == ">":
            end = bare.find(">", start)
            return bare[:start], True, bare[start + 1 : end if end != -1 else len(bare)]
    return bare, False, ""


def _bare_address(bare: str, charset: str) -> tuple[str, str]:
    """``a@b``, ``a@b Name`` or, from mailers that encode the whole field, an encoded one."""
    whole = _spec(bare)
    if whole:
        return whole, ""
    words = bare.split()
    found = [email for word in words if (email := _spec(word))]
    if len(found) == 1 and not any(letter in bare for letter in "<>()"):
        return found[0], " ".join(word for word in words if not _spec(word))
    if "=?" in bare and not found:
        decoded = decode_value(bare.encode("latin-1"), charset).encode().decode("latin-1")
        if "=?" not in decoded and decoded.count("@") == 1:
            name, _, rest = _at_angle(decoded)
            return (_spec(rest), name) if rest else (_spec(decoded), "")
    return "", ""


def _spec(text: str) -> str:
    """The address if the text (in latin-1 disguise) is exactly one, domain in lower case."""
    text = text.strip().removeprefix("mailto:").strip(" \t'.")
    if text.startswith("@") and ":" in text:
        text = text.rpartition(":")[2].strip()
    found = _SPEC.fullmatch(text)
    if found is None:
        return ""
    local = decode_value(found["local"].encode("latin-1"))
    domain = decode_value(found["domain"].encode("latin-1")).strip(".")
    email = clean_display(f"{local}@{domain.lower()}", limits.ADDRESS_CHARACTERS + 1)
    proper = domain and ".." not in domain and len(email) <= limits.ADDRESS_CHARACTERS
    return email if proper and email.count("@") == found.group().count("@") else ""


def _display(name: str, charset: str) -> str:
    """A decoded display name without the quotes around it."""
    text = name.strip().replace('"', "") if "\\" not in name else _unquoted(name)
    shown = clean_display(decode_value(text.encode("latin-1"), charset), limits.NAME_CHARACTERS)
    if len(shown) > 1 and shown[0] == shown[-1] == "'":
        shown = shown[1:-1]
    return shown.strip(' \t"')


def _unquoted(name: str) -> str:
    marked = _ESCAPED.sub(lambda found: "\0" if found.group(1) == '"' else found.group(1), name)
    return marked.strip().replace('"', "").replace("\0", '"')
