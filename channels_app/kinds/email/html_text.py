"""HTML bodies as text, with what the sender's program marked as quotation marked by ``>``."""

from collections.abc import Iterator
from typing import Final

from inscriptis import Inscriptis
from inscriptis.css_profiles import CSS_PROFILES
from inscriptis.model.config import ParserConfig
from lxml.etree import LxmlError
from lxml.html import document_fromstring

from tickets.markup import MAX_ENTITIES, MAX_LENGTH, Token, tidied, tokens
from tickets.richtext import rough_text

_CONFIG: Final = ParserConfig(css=CSS_PROFILES["strict"].copy())
_MAX_SEGMENTS: Final = 50
_MAX_PADDING: Final = 10_000_000
_QUOTE_CLASSES: Final = ("quote", "cite")


def html_to_text(html: str) -> str:
    """The text a reader would see; beyond our limits without tables and lists. Never raises."""
    if not html.strip():
        return ""
    if len(html) > MAX_LENGTH or html.count("&") > MAX_ENTITIES:
        return rough_text(html)
    pieces: list[str] = []
    for number, (quoted, segment) in enumerate(_segments(tokens(html))):
        text = _rendered(segment) if number < _MAX_SEGMENTS else None
        if text is None:
            return rough_text(html)
        pieces.append(_marked(text) if quoted else text)
    return "\n".join(piece for piece in pieces if piece.strip())


def is_quote(token: Token) -> bool:
    """Whether this opens what a mail program quotes, not what a writer indented."""
    if token.name != "blockquote" or token.closing:
        return False
    names = token.get("class").lower()
    return (
        token.get("type").lower() == "cite"
        or any(name in names for name in _QUOTE_CLASSES)
        or "border-left" in token.get("style").lower()
        or any(key in {"cite", "data-email"} for key, _ in token.attributes)
    )


def _segments(stream: Iterator[Token]) -> Iterator[tuple[bool, list[Token]]]:
    """The document in order, cut where quotations start and end."""
    held: list[Token] = []
    depth = 0
    for token in stream:
        opens = is_quote(token) if depth == 0 else token.name == "blockquote"
        if opens and not token.closing:
            if depth == 0:
                yield False, held
                held = []
            depth += 1
        elif depth and token.name == "blockquote":
            depth -= 1
            if depth == 0:
                yield True, held
                held = []
                continue
        held.append(token)
    yield depth > 0, held


def _rendered(segment: list[Token]) -> str | None:
    """The segment as text, ``None`` if it is beyond what may be parsed."""
    document = tidied(_flattened(segment) if _is_layout(segment) else iter(segment))
    if document.hit:
        return None
    if not document.html.strip():
        return ""
    try:
        tree = document_fromstring(f"<html><body>{document.html}</body></html>")
        text = Inscriptis(tree, _CONFIG).get_text()
    except (LxmlError, ValueError, RecursionError):
        return None
    return "\n".join(line.rstrip() for line in str(text).replace("\xa0", " ").split("\n")).strip(
        "\n"
    )


def _is_layout(segment: list[Token]) -> bool:
    """Whether tables arrange the page rather than hold data, or padding their cells to equal
    width would cost too much."""
    depth = breaks = letters = 0
    for token in segment:
        if token.name == "table":
            depth = max(depth + (-1 if token.closing else 1), 0)
            if depth > 1:
                return True
        elif depth and token.name:
            breaks += 1
        elif depth:
            letters += len(token.text)
    return breaks * letters > _MAX_PADDING


def _flattened(segment: list[Token]) -> Iterator[Token]:
    for token in segment:
        if token.name == "tr":
            yield Token("div", closing=token.closing)
        elif token.name in {"td", "th"}:
            yield Token("", " ")
        elif token.name not in {"table", "tbody", "thead", "tfoot", "caption", "colgroup", "col"}:
            yield token


def _marked(text: str) -> str:
    return "\n".join(f"> {line}" if line.strip() else ">" for line in text.split("\n"))
