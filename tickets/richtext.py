"""Text with formatting: foreign HTML made safe to show, and plain text made HTML.

What is stored stays as it came; these functions run on the way out. The allow-list has no
``id``, ``name``, ``class``, ``style`` and no form or script attribute of any framework.
"""

import html as html_entities
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import nh3

from tickets.markup import MAX_LENGTH, tidy, tokens

ImageAddress = Callable[[str], str | None]
"""Gives the address an image is shown from, or ``None`` for one that is not shown."""

_TAGS: Final = frozenset(
    "a abbr address article aside b bdi bdo big blockquote br caption center cite code col "
    "colgroup dd del dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i "
    "img ins kbd li main mark nobr ol p pre q s samp section small span strike strong sub sup "
    "table tbody td tfoot th thead time tr tt u ul var wbr".split()
)
_ATTRIBUTES: Final[Mapping[str, frozenset[str]]] = {
    "*": frozenset({"align", "dir", "lang", "valign"}),
    "a": frozenset({"href", "title"}),
    "abbr": frozenset({"title"}),
    "blockquote": frozenset({"type"}),
    "col": frozenset({"span", "width"}),
    "font": frozenset({"color", "size"}),
    "img": frozenset({"src", "alt", "width", "height"}),
    "li": frozenset({"value"}),
    "ol": frozenset({"start", "type"}),
    "table": frozenset({"bgcolor", "border", "cellpadding", "cellspacing", "width"}),
    "td": frozenset({"bgcolor", "colspan", "rowspan", "width", "height"}),
    "th": frozenset({"bgcolor", "colspan", "rowspan", "width", "height"}),
    "tr": frozenset({"bgcolor"}),
}
_HIDDEN_CONTENT: Final = frozenset({"script", "style"})
_SCHEMES: Final = frozenset({"http", "https", "mailto", "tel", "cid", "data"})
_LINK: Final = ("http://", "https://", "mailto:", "tel:")
_PICTURE: Final = re.compile(r"data:image/(?:png|gif|jpeg|webp);base64,[A-Za-z0-9+/=\s]*\Z")
_PLAIN: Final = re.compile(r"[\w#%., -]{0,40}\Z")

_ADDRESS: Final = re.compile(r"https?://[^\s<>\"'`]{1,2000}", re.IGNORECASE)
_NOT_AT_END: Final = ".,;:!?)]}…"
_BREAKING: Final = frozenset(
    "address article aside blockquote br center dd div dl dt figure footer h1 h2 h3 h4 h5 h6 "
    "header hr li main ol p pre section table tr ul".split()
)
_BLANKS: Final = re.compile(r"[ \t\r\f\v]+")
_GAPS: Final = re.compile(r"\n[ \n]*\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class SafeHtml:
    """HTML that runs and loads nothing by itself.

    ``blocked_images`` counts pictures that are not shown; ``simplified`` says that the original
    was beyond our limits and this is its plain text.
    """

    html: str
    blocked_images: int = 0
    simplified: bool = False


def sanitise(html: str, *, image: ImageAddress | None = None) -> SafeHtml:
    """Foreign HTML made safe. Pictures inside the document are shown; for others ``image`` is
    asked with the source (``https://…``, ``cid:…``), and without it none of them is."""
    shallow = tidy(html)
    if shallow.hit:
        return SafeHtml(html=text_to_html(rough_text(html)), simplified=True)
    pictures = _Pictures(image)
    cleaned = nh3.clean(
        shallow.html,
        tags=set(_TAGS),
        clean_content_tags=set(_HIDDEN_CONTENT),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        attribute_filter=pictures.filter,
        url_schemes=set(_SCHEMES),
        link_rel="noopener noreferrer",
        set_tag_attribute_values={"a": {"target": "_blank"}},
    )
    return SafeHtml(html=cleaned, blocked_images=pictures.blocked)


def text_to_html(text: str) -> str:
    """Plain text as paragraphs, with web addresses as links; everything else is escaped."""
    if not text.strip():
        return ""
    paragraphs = re.split(r"\n{2,}", text.strip("\n").replace("\r\n", "\n"))
    return "".join(
        f"<p>{'<br>'.join(_linked(line) for line in paragraph.split(chr(10)))}</p>"
        for paragraph in paragraphs
    )


def rough_text(html: str) -> str:
    """The text of any HTML in linear time, without tables or lists: the fallback for documents
    beyond our limits."""
    pieces: list[str] = []
    for token in tokens(html[: MAX_LENGTH * 4]):
        if not token.name:
            pieces.append(_BLANKS.sub(" ", token.text.replace("\n", " ")))
        elif token.name in _BREAKING:
            pieces.append("\n")
        elif token.name in {"td", "th"} and not token.closing:
            pieces.append(" ")
    text = html_entities.unescape("".join(pieces))
    return _GAPS.sub("\n\n", "\n".join(line.strip() for line in text.split("\n"))).strip()


class _Pictures:
    """The attribute filter of one document; counts what it does not show."""

    def __init__(self, image: ImageAddress | None) -> None:
        self._image = image
        self.blocked = 0

    def filter(self, tag: str, name: str, value: str) -> str | None:
        """The value to keep, or ``None``."""
        if name == "href":
            link = value.strip()
            return link if link.lower().startswith(_LINK) else None
        if tag == "img" and name == "src":
            return self._source(value.strip())
        if name in {"title", "alt"}:
            return value
        return value if _PLAIN.match(value) else None

    def _source(self, source: str) -> str | None:
        if source.lower().startswith("data:"):
            return source if _PICTURE.match(source) else None
        shown = self._image(source) if self._image is not None else None
        if shown is None:
            self.blocked += 1
        return shown


def _linked(line: str) -> str:
    pieces: list[str] = []
    at = 0
    for found in _ADDRESS.finditer(line):
        address = found.group().rstrip(_NOT_AT_END)
        if len(address) <= len("https://"):
            continue
        shown = html_entities.escape(address)
        pieces.append(html_entities.escape(line[at : found.start()]))
        pieces.append(f'<a href="{shown}" rel="noopener noreferrer" target="_blank">{shown}</a>')
        at = found.start() + len(address)
    pieces.append(html_entities.escape(line[at:]))
    return "".join(pieces)
