"""Mails of many parts are taken apart as Python's own, slower parser does it."""

import email
from email.message import Message

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from channels_app.kinds.email import limits
from channels_app.kinds.email.mime_tree import Part, content_of, read_tree
from tests.channels_app.email.mails import joined, mail, multipart, nested, part

Shape = str | tuple["Shape", ...]


def ours(data: bytes, found: Part) -> list[tuple[str, bytes]]:
    """Types and contents of the leaves."""
    if found.children:
        return [leaf for child in found.children for leaf in ours(data, child)]
    return [(found.content_type, content_of(data, found))]


def theirs(message: Message) -> list[tuple[str, bytes]]:
    """The same as the standard library sees it."""
    if message.get_content_maintype() == "multipart":
        payload = message.get_payload()
        assert isinstance(payload, list)
        return [leaf for child in payload if isinstance(child, Message) for leaf in theirs(child)]
    content = message.get_payload(decode=True)
    assert isinstance(content, bytes)
    return [(message.get_content_type(), content)]


def agree(raw: bytes) -> bool:
    tree = read_tree(raw)
    return ours(tree.data, tree.root) == theirs(email.message_from_bytes(raw))


SIMPLE = {
    "one part": mail("ahoj"),
    "two parts": multipart("mixed", part("a"), part("b", "text/html")),
    "empty part": multipart("mixed", part(""), part("b")),
    "part without headers": multipart("mixed", b"\r\nonly text"),
    "no closing line": mail(
        "--b\r\n\r\na\r\n--b\r\n\r\nz", content_type="multipart/mixed; boundary=b"
    ),
    "preamble and epilogue": mail(
        "before\r\n--b\r\n\r\na\r\n--b--\r\nafter", content_type="multipart/mixed; boundary=b"
    ),
    "similar boundaries": multipart(
        "mixed", nested("alternative", part("a"), boundary="b1b"), part("--b1x"), boundary="b1"
    ),
    "blanks behind the boundary": mail(
        "--b  \t\r\n\r\na\r\n--b-- \r\n", content_type="multipart/mixed; boundary=b"
    ),
    "base64": multipart(
        "mixed", part("YWhvag==", "text/plain", "Content-Transfer-Encoding: base64")
    ),
    "quoted-printable": mail("a=C4=8D=\r\nb", content_transfer_encoding="quoted-printable"),
    "boundary in a continued parameter": mail(
        "--ab\r\n\r\na\r\n--ab--", content_type="multipart/mixed; boundary*0=a; boundary*1=b"
    ),
    "only line feeds": multipart("mixed", part("a"), part("b")).replace(b"\r\n", b"\n"),
}


@pytest.mark.parametrize("name", SIMPLE)
def test_parts_and_contents_are_those_of_the_standard_library(name: str) -> None:
    assert agree(SIMPLE[name])


shapes: st.SearchStrategy[Shape] = st.recursive(
    st.text("ab-\n", max_size=12), lambda inner: st.lists(inner, min_size=1, max_size=4).map(tuple)
)


def build(shape: Shape, depth: int = 0) -> bytes:
    if isinstance(shape, str):
        return part(shape.replace("\n", "\r\n"))
    boundary = f"x{depth}"
    return nested("mixed", *(build(one, depth + 1) for one in shape), boundary=boundary)


@settings(max_examples=150, deadline=None)
@given(st.lists(shapes, min_size=1, max_size=4))
def test_any_nesting_is_read_like_the_standard_library_does(parts: list[Shape]) -> None:
    assert agree(multipart("mixed", *(build(one) for one in parts), boundary="root"))


def test_a_boundary_nobody_declared_is_found() -> None:
    raw = mail("--=_x1\r\n\r\na\r\n--=_x1--", content_type="multipart/mixed")
    assert [content for _, content in ours(raw, read_tree(raw).root)] == [b"a"]


def test_a_multipart_without_parts_is_shown_as_text() -> None:
    tree = read_tree(mail("just text", content_type="multipart/mixed; boundary=b"))
    assert tree.broken
    assert tree.root.content_type == "text/plain"


def test_badly_folded_headers_do_not_become_the_body() -> None:
    raw = b"Subject: a very long\r\nsubject without indent\r\nFrom: a@b.cz\r\n\r\nbody"
    headers = read_tree(raw).root.headers
    assert headers.first("from") == b"a@b.cz"


def test_a_body_may_start_without_a_blank_line() -> None:
    raw = b"Subject: x\r\nFrom: a@b.cz\r\nHello there\r\nNote: not a header"
    tree = read_tree(raw)
    assert tree.data[tree.root.start :] == b"Hello there\r\nNote: not a header"


@pytest.mark.parametrize(
    "noise", [b"From a@b.cz Sat Nov 21\n", b">From x\n", b"\xef\xbb\xbf", b"\n\r\n"]
)
def test_what_stands_before_the_first_header_is_skipped(noise: bytes) -> None:
    assert read_tree(noise + mail()).root.headers.has("subject")


def test_mail_with_carriage_returns_only_is_read() -> None:
    raw = mail("one\r\ntwo").replace(b"\r\n", b"\r")
    tree = read_tree(raw)
    assert content_of(tree.data, tree.root) == b"one\ntwo"


@pytest.mark.parametrize(
    ("encoding", "body", "expected"),
    [
        ("base64", b"YWhvag", b"ahoj"),
        ("base64", b"YWh\xc3vag==", b"ahoj"),
        ("base64", b"YWhva", b"aho"),
        ("BASE64 (really)", b"YWhvag==", b"ahoj"),
        ("quoted-printable", b"=ZZ=C4=8D=", b"=ZZ\xc4\x8d"),
        ("x-uuencode", b"begin 644 a.txt\n$86AO:@``\n`\nend\n", b"ahoj"),
        ("nonsense", b"ahoj", b"ahoj"),
    ],
)
def test_damaged_encodings_give_what_they_can(encoding: str, body: bytes, expected: bytes) -> None:
    raw = mail(body, content_transfer_encoding=encoding)
    tree = read_tree(raw)
    assert content_of(tree.data, tree.root) == expected


def test_parts_beyond_the_limit_are_left_and_named() -> None:
    tree = read_tree(multipart("mixed", *[part("x")] * 500))
    assert tree.hit == ("parts",)
    assert len(tree.root.children) == limits.PARTS - 1


def test_levels_beyond_the_limit_are_left_and_named() -> None:
    inner = part("deep")
    for level in range(50):
        inner = nested("mixed", inner, boundary=f"l{level}x")
    tree = read_tree(mail(joined(inner, boundary="r"), content_type="multipart/mixed; boundary=r"))
    assert tree.hit == ("depth",)


def test_a_header_block_beyond_the_limit_is_named() -> None:
    raw = b"".join(b"X-%d: y\r\n" % number for number in range(50_000)) + mail()
    assert read_tree(raw).hit == ("header_block",)


@pytest.mark.parametrize(
    "hostile",
    [
        mail("\r\n---x" * 200_000, content_type="multipart/mixed; boundary=-"),
        mail("-" * 5_000_000, content_type="multipart/mixed; boundary=-"),
        mail("\n" * 5_000_000, content_type="multipart/mixed; boundary=b"),
        b'Content-Type: multipart/mixed; boundary="' + b"a" * 100_000,
        b"Content-Type: multipart/mixed; boundary=b\n\n" * 100_000,
        b"a: b\n" * 500_000,
        b":" * 1_000_000,
        b"\n" * 1_000_000,
        b"",
        b"\0" * 1000,
    ],
    ids=range(10),
)
def test_hostile_structure_gives_a_tree(hostile: bytes) -> None:
    assert read_tree(hostile).root is not None
