"""HTML from strangers in linear time: tokens, and the same document well-formed and shallow.

Every parser of HTML we may use is slow somewhere (``html.parser`` on ``<a <a <a``, nh3 on 50,000
nested elements, lxml drops what is deeper than 254). They are given what :func:`tidy` returns:
every element closed in order, no comments, a bounded depth.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

MAX_LENGTH: Final = 1_000_000
MAX_TAGS: Final = 50_000
MAX_DEPTH: Final = 200
MAX_ENTITIES: Final = 50_000
_MAX_INLINE: Final = 16
_MAX_ATTRIBUTES: Final = 50

_MARKUP: Final = re.compile(r"<(?=[a-zA-Z!?/])")
_TAG: Final = re.compile(r"<(/?)([a-zA-Z][^\s/>]{0,40})[^\s/>]*")
_ATTRIBUTE: Final = re.compile(r"[\s/]*([^\s/>][^\s/>=]*)?")
_EQUALS: Final = re.compile(r"\s*=\s*")
_BARE: Final = re.compile(r"[^\s>]*")
_COMMENT_END: Final = re.compile(r"--!?>")

VOID: Final = frozenset("area base br col embed hr img input link meta param source wbr".split())
_SKIPPED: Final = frozenset(
    "applet audio canvas embed frameset iframe math noembed noframes object script select style "
    "svg template textarea title video xmp".split()
)
_INLINE: Final = frozenset(
    "a b big code em font i nobr s small strike strong tt u abbr bdi bdo cite dfn ins del kbd mark "
    "q samp span sub sup time var".split()
)
_IN_PARAGRAPH: Final = _INLINE | {"br", "img", "wbr", "p"}
_TABLE: Final = frozenset("table caption colgroup tbody thead tfoot tr td th".split())
_CELL: Final = frozenset({"table", "td", "th", "caption"})
_LISTS: Final = frozenset({"ul", "ol", "dl", *_CELL})
_ENDS: Final = {
    "p": frozenset({"p"}),
    "li": frozenset({"li"}),
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
    "td": frozenset({"td", "th"}),
    "th": frozenset({"td", "th"}),
    "tr": frozenset({"tr"}),
    "tbody": frozenset({"tbody", "thead", "tfoot"}),
    "tfoot": frozenset({"tbody", "thead", "tfoot"}),
}


@dataclass(frozen=True, slots=True)
class Token:
    """Text (``name`` empty), an opening tag, or a closing one. Entities are left as they are."""

    name: str
    text: str = ""
    closing: bool = False
    attributes: tuple[tuple[str, str], ...] = ()

    def get(self, name: str) -> str:
        """The first attribute of this name, empty if there is none."""
        return next((value for key, value in self.attributes if key == name), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tidy:
    """A document safe to parse. ``hit`` is ``size``, ``tags`` or ``depth`` where a limit was met
    and the rest left out, else empty."""

    html: str
    hit: str = ""


def tokens(html: str) -> Iterator[Token]:
    """The tokens of a document, with comments and elements nobody should see left out."""
    yield from _Scanner(html).tokens()


def tidy(html: str, *, max_depth: int = MAX_DEPTH) -> Tidy:
    """The document well-formed, cut at the first limit it meets."""
    if len(html) > MAX_LENGTH or html.count("&") > MAX_ENTITIES:
        return Tidy(html="", hit="size")
    return tidied(tokens(html), max_depth=max_depth)


def tidied(stream: Iterator[Token], *, max_depth: int = MAX_DEPTH) -> Tidy:
    """As :func:`tidy`, from tokens."""
    builder = _Builder(max_depth)
    tags = 0
    hit = ""
    for token in stream:
        tags += bool(token.name)
        hit = "tags" if tags > MAX_TAGS else builder.add(token)
        if hit:
            break
    return Tidy(html=builder.finish(), hit=hit)


class _Scanner:
    """One pass over a document; nothing is looked for twice once it was not found."""

    def __init__(self, html: str) -> None:
        self._html = html
        self._absent: set[str] = set()

    def tokens(self) -> Iterator[Token]:
        html, at = self._html, 0
        while (found := _MARKUP.search(html, at)) is not None:
            start = found.start()
            if self._find(">", start) < 0:
                break
            if start > at:
                yield Token("", html[at:start])
            token, at = self._markup(start)
            if token is not None:
                yield token
                if token.name in _SKIPPED and not token.closing:
                    at = self._after_element(token.name, at)
        if at < len(html):
            yield Token("", html[at:])

    def _markup(self, start: int) -> tuple[Token | None, int]:
        """What starts at ``<``, and where it ends."""
        if self._html.startswith("<!--", start):
            return None, self._after_comment(start + 4)
        found = _TAG.match(self._html, start)
        if found is not None:
            attributes, end = self._attributes(found.end())
            if end < 0:
                return Token("", "<"), start + 1
            closing = bool(found.group(1))
            kept = () if closing else attributes
            return Token(found.group(2).lower(), "", closing, kept), end
        return None, self._find(">", start) + 1

    def _attributes(self, at: int) -> tuple[tuple[tuple[str, str], ...], int]:
        """The attributes and the end of the tag, which is -1 if the tag never ends."""
        html, found = self._html, list[tuple[str, str]]()
        while True:
            name = _ATTRIBUTE.match(html, at)
            if name is None or name.group(1) is None:
                end = name.end() if name is not None else at
                return tuple(found), end + 1 if end < len(html) else -1
            at = name.end()
            value, at = self._value(at)
            if at < 0:
                return (), -1
            if len(found) < _MAX_ATTRIBUTES:
                found.append((name.group(1).lower(), value))

    def _value(self, at: int) -> tuple[str, int]:
        equals = _EQUALS.match(self._html, at)
        if equals is None:
            return "", at
        start = equals.end()
        quote = self._html[start : start + 1]
        if quote and quote in "\"'":
            end = self._find(quote, start + 1)
            return (self._html[start + 1 : end], end + 1) if end >= 0 else ("", -1)
        bare = _BARE.match(self._html, start)
        end = bare.end() if bare is not None else start
        return self._html[start:end], end

    def _after_comment(self, at: int) -> int:
        for short in (">", "->"):
            if self._html.startswith(short, at):
                return at + len(short)
        end = _COMMENT_END.search(self._html, at)
        return end.end() if end is not None else len(self._html)

    def _after_element(self, name: str, at: int) -> int:
        """Behind the element's end; an element that never ends hides the rest, as in browsers."""
        end = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(self._html, at)
        return end.start() if end is not None else len(self._html)

    def _find(self, letter: str, at: int) -> int:
        if letter in self._absent:
            return -1
        position = self._html.find(letter, at)
        if position < 0:
            self._absent.add(letter)
        return position


class _Builder:
    """Writes tokens back so that every parser sees the same tree."""

    def __init__(self, max_depth: int) -> None:
        self._max_depth = max_depth
        self._out: list[str] = []
        self._open: list[str] = []
        self._inline = 0

    def add(self, token: Token) -> str:
        """Takes a token; returns the limit it met, if any."""
        if not token.name:
            self._out.append(token.text.replace("<", "&lt;").replace(">", "&gt;"))
        elif token.name in _SKIPPED or ":" in token.name:
            pass
        elif token.closing:
            self._close(token.name)
        else:
            return self._start(token)
        return ""

    def finish(self) -> str:
        """The document with everything closed."""
        self._close_down_to(0)
        return "".join(self._out)

    def _start(self, token: Token) -> str:
        name = token.name
        if name not in _IN_PARAGRAPH or name == "p":
            self._end_open(_ENDS["p"], _CELL)
        if name in _ENDS:
            self._end_open(_ENDS[name], frozenset({"table"}) if name in _TABLE else _LISTS)
        if name in _INLINE and name not in VOID:
            if self._inline >= _MAX_INLINE:
                return ""
            self._inline += 1
        elif name not in VOID and len(self._open) >= self._max_depth:
            return "depth"
        written = "".join(
            f' {key}="{_attribute(value)}"'
            for key, value in token.attributes
            if key.replace("-", "").isalnum() and key.isascii()
        )
        self._out.append(f"<{name}{written}>")
        if name not in VOID:
            self._open.append(name)
        return ""

    def _close(self, name: str) -> None:
        self._end_open(frozenset({name}), frozenset() if name in _TABLE else _CELL)

    def _end_open(self, names: frozenset[str], borders: frozenset[str]) -> None:
        """Closes the innermost element of these names, unless a border lies between."""
        for index in range(len(self._open) - 1, -1, -1):
            name = self._open[index]
            if name in names:
                self._close_down_to(index)
                return
            if name in borders:
                return

    def _close_down_to(self, index: int) -> None:
        while len(self._open) > index:
            name = self._open.pop()
            self._inline -= name in _INLINE
            self._out.append(f"</{name}>")


def _attribute(value: str) -> str:
    return value.replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")
