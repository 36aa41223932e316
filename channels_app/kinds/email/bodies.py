"""From parts to what a person reads: one text, one HTML document, and the files."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from channels_app.kinds.email import limits
from channels_app.kinds.email.charsets import decode
from channels_app.kinds.email.file_names import clean_file_name, invented_name
from channels_app.kinds.email.flowed import unflow
from channels_app.kinds.email.header_block import leading_noise, read_block
from channels_app.kinds.email.header_text import decode_value
from channels_app.kinds.email.html_text import html_to_text
from channels_app.kinds.email.mime_tree import Part, Tree, content_of
from channels_app.kinds.email.parameters import Parameterised, media_type, parse_parameters
from channels_app.kinds.email.parsed import MailAttachment
from tickets.cleaning import clean_line, clean_text
from tickets.richtext import text_to_html

_TEXT: Final = frozenset({"text/plain", "text/html", "text/enriched", "text/richtext"})
_UNSEEN: Final = frozenset(
    {
        "text/x-amp-html",
        "text/watch-html",
        "message/delivery-status",
        "message/global-delivery-status",
        "message/disposition-notification",
        "message/feedback-report",
    }
)
_ENCRYPTED: Final = frozenset(
    {
        "multipart/encrypted",
        "application/pgp-encrypted",
        "application/pkcs7-mime",
        "application/x-pkcs7-mime",
    }
)
_META_CHARSET: Final = re.compile(
    rb"<meta[^>]{0,200}?charset\s{0,9}=[\s\"']{0,9}([\w.:-]{2,40})", re.IGNORECASE
)
_CONTENT_ID: Final = re.compile(r"cid:([^\"'\s<>)]{1,250})", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The readable content of a mail and its files."""

    text: str = ""
    html: str = ""
    attachments: tuple[MailAttachment, ...] = ()
    flags: tuple[str, ...] = ()
    hit: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Piece:
    """One stretch of content in the forms the sender gave it."""

    text: str = ""
    html: str = ""

    @property
    def is_text(self) -> bool:
        return bool(self.text.strip()) or not self.html

    def as_text(self) -> str:
        return self.text if self.is_text else html_to_text(self.html)

    def as_html(self) -> str:
        return self.html or text_to_html(self.text)


def read_body(tree: Tree) -> Body:
    """Text, HTML and files of the mail; never raises."""
    collector = _Collector(tree.data)
    pieces = collector.walk(tree.root) or collector.promoted()
    files, flags = collector.files, collector.flags
    html, whole_html = _joined_html(pieces)
    if whole_html:
        flags.append("html_simplified")
        files.append(_extra("message.html", "text/html", whole_html))
    full, complete = _joined_text(pieces)
    text = clean_text(full, limits.TEXT_BYTES)
    if len(full) > limits.TEXT_BYTES or not complete:
        flags.append("text_cut")
    if len(full) > limits.TEXT_BYTES:
        files.append(_extra("message.txt", "text/plain", full))
    hit = ("attachments",) if len(files) > limits.ATTACHMENTS else ()
    kept = _marked_inline(files[: limits.ATTACHMENTS], html)
    cleaned = clean_text(html, limits.HTML_BYTES)
    return Body(text=text, html=cleaned, attachments=kept, flags=tuple(flags), hit=hit)


def _joined_html(pieces: Sequence[_Piece]) -> tuple[str, str]:
    """The whole as HTML, if any of it is; beyond our limit the second value holds it instead."""
    if not any(piece.html for piece in pieces):
        return "", ""
    if sum(len(piece.html or piece.text) for piece in pieces) > limits.HTML_BYTES:
        return "", "\n".join(piece.html for piece in pieces if piece.html)
    html = "\n".join(piece.as_html() for piece in pieces)
    return (html, "") if len(html) <= limits.HTML_BYTES else ("", html)


def _joined_text(pieces: Sequence[_Piece]) -> tuple[str, bool]:
    """The whole as text. Of many HTML documents only as much is read as one may have, which the
    second value tells."""
    texts: list[str] = []
    read = 0
    for piece in pieces:
        read += 0 if piece.is_text else len(piece.html)
        if read <= limits.HTML_BYTES or not texts or piece.is_text:
            texts.append(piece.as_text())
    return "\n".join(text for text in texts if text), len(texts) == len(pieces)


class _Collector:
    """Walks the parts once; what is not content is a file."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._named_texts: list[tuple[int, Part]] = []
        self.files: list[MailAttachment] = []
        self.flags: list[str] = []

    def walk(self, part: Part) -> list[_Piece]:
        if part.content_type in _ENCRYPTED:
            self.flags.append("encrypted")
        if not part.is_multipart:
            return self._leaf(part)
        if part.content_type == "multipart/alternative":
            return self._alternative(part.children)
        root, *others = part.children
        pieces = self.walk(root)
        for child in others:
            aside = part.content_type == "multipart/related" and not child.is_multipart
            if aside:
                self._attach(child)
            else:
                pieces += self.walk(child)
        return pieces

    def promoted(self) -> list[_Piece]:
        """A named text part as the content of a mail that has no other."""
        if not self._named_texts:
            return []
        index, part = self._named_texts[0]
        del self.files[index]
        return [self._content(part)]

    def _leaf(self, part: Part) -> list[_Piece]:
        if part.content_type in _UNSEEN:
            return []
        if part.content_type in _TEXT:
            disposition = _disposition(part)
            named = bool(_given_name(part, disposition))
            if disposition.value != "attachment":
                if not named:
                    return [self._content(part)]
                self._named_texts.append((len(self.files), part))
        self._attach(part)
        return []

    def _alternative(self, children: Sequence[Part]) -> list[_Piece]:
        """The richest plain text and the richest HTML among forms of the same content."""
        text = html = ""
        for child in children:
            pieces = self.walk(child)
            if any(piece.html for piece in pieces):
                html = "\n".join(piece.as_html() for piece in pieces)
                text = text or "\n".join(piece.text for piece in pieces if not piece.html)
            elif any(piece.text.strip() for piece in pieces):
                text = "\n".join(piece.text for piece in pieces)
        return [_Piece(text, html)] if text or html else []

    def _content(self, part: Part) -> _Piece:
        data = content_of(self._data, part)
        charset = part.parameters.text("charset")
        if part.content_type == "text/html":
            found = None if charset else _META_CHARSET.search(data[:2048])
            label = found.group(1).decode("ascii", "replace") if found is not None else charset
            return _Piece(html=decode(data, label))
        text = decode(data, charset).replace("\r\n", "\n").replace("\r", "\n")
        if part.content_type != "text/plain":
            return _Piece(text=html_to_text(text))
        flowed = part.parameters.text("format").lower() == "flowed"
        if flowed and len(text) <= 2 * limits.TEXT_BYTES:
            delete = part.parameters.text("delsp").lower() == "yes"
            text = unflow(text, delete_space=delete)
        return _Piece(text=text)

    def _attach(self, part: Part) -> None:
        if len(self.files) > limits.ATTACHMENTS:
            return
        content = content_of(self._data, part)
        disposition = _disposition(part)
        name = clean_file_name(_given_name(part, disposition))
        if not name:
            title = _nested_subject(content) if part.content_type == "message/rfc822" else ""
            name = invented_name(part.content_type, len(self.files) + 1, title)
        picture = part.content_type.startswith("image/")
        self.files.append(
            MailAttachment(
                name=name,
                content_type=part.content_type,
                content=content,
                inline=picture and disposition.value == "inline",
                content_id=_content_id(part),
            )
        )


def _disposition(part: Part) -> Parameterised:
    return parse_parameters(part.headers.first("content-disposition"))


def _given_name(part: Part, disposition: Parameterised) -> str:
    return disposition.text("filename") or part.parameters.text("name")


def _content_id(part: Part) -> str:
    value = part.headers.plain("content-id").strip().strip("<>").strip()
    return clean_line(value, limits.KEY_CHARACTERS)


def _nested_subject(content: bytes) -> str:
    block = read_block(content, leading_noise(content), len(content))
    return decode_value(block.headers.first("subject"))


def _extra(name: str, content_type: str, text: str) -> MailAttachment:
    content = text.encode("utf-8", "replace")
    return MailAttachment(name=name, content_type=content_type, content=content)


def _marked_inline(files: list[MailAttachment], html: str) -> tuple[MailAttachment, ...]:
    """A file the HTML shows is inline whatever its headers say."""
    shown = {unquote(found) for found in _CONTENT_ID.findall(html)}
    return tuple(
        MailAttachment(
            name=file.name,
            content_type=file.content_type,
            content=file.content,
            inline=file.inline or (bool(file.content_id) and file.content_id in shown),
            content_id=file.content_id,
        )
        for file in files
    )


def first_charset(part: Part) -> str:
    """The charset the mail's first text part declares, for headers with raw 8-bit bytes."""
    while part.children:
        part = part.children[0]
    known = media_type(part.parameters).startswith("text/")
    return part.parameters.text("charset") if known else ""
