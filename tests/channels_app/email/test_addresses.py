"""Addresses come out of headers as what they are, and tricks do not."""

import pytest

from channels_app.kinds.email.addresses import address_of, parse_addresses

READABLE = {
    "plain": ("jana@example.cz", [("", "jana@example.cz")]),
    "name": ("Jana Nováková <jana@Example.CZ>", [("Jana Nováková", "jana@example.cz")]),
    "quoted comma": ('"Nováková, Jana" <jana@example.cz>', [("Nováková, Jana", "jana@example.cz")]),
    "bare comma": ("Nováková, Jana <jana@example.cz>", [("Nováková, Jana", "jana@example.cz")]),
    "encoded": (
        "=?utf-8?q?Jana_Nov=C3=A1kov=C3=A1?= <jana@example.cz>",
        [("Jana Nováková", "jana@example.cz")],
    ),
    "encoded inside quotes": (
        '"=?utf-8?q?Nov=C3=A1k?=" <n@example.cz>',
        [("Novák", "n@example.cz")],
    ),
    "the whole field encoded": (
        "=?utf-8?q?Jan_Nov=C3=A1k_=3Cjan=40example=2Ecz=3E?=",
        [("Jan Novák", "jan@example.cz")],
    ),
    "comment as name": (
        "jan@example.cz (Jan (the elder) Novák)",
        [("Jan (the elder) Novák", "jan@example.cz")],
    ),
    "several": ("a@b.cz, C <c@d.cz>; e@f.cz", [("", "a@b.cz"), ("C", "c@d.cz"), ("", "e@f.cz")]),
    "group": ('Team: a@b.cz, "C" <c@d.cz>;', [("", "a@b.cz"), ("C", "c@d.cz")]),
    "empty group": ("undisclosed-recipients:;", []),
    "route": ("<@a.example,@b.example:u@c.example>", [("", "u@c.example")]),
    "single quotes": ("'Jan' <j@example.cz>", [("Jan", "j@example.cz")]),
    "escaped quote": ('"O\\"Brien" <o@example.ie>', [('O"Brien', "o@example.ie")]),
    "quoted local part": ('"jan novak"@example.cz', [("", '"jan novak"@example.cz')]),
    "mailto": ("mailto:a@b.cz", [("", "a@b.cz")]),
    "name behind": ("jan@example.cz Jan", [("Jan", "jan@example.cz")]),
    "quote never closed": ('"Jan Novak <jan@example.cz>', [("Jan Novak", "jan@example.cz")]),
    "bracket never closed": ("Jan <jan@example.cz", [("Jan", "jan@example.cz")]),
    "name equals address": ('"a@b.cz" <a@b.cz>', [("", "a@b.cz")]),
    "trailing dot": ("<jan@example.cz.>", [("", "jan@example.cz")]),
    "domain with diacritics": ("jan@háčky.cz", [("", "jan@háčky.cz")]),
    "folded": (
        "Jan\r\n <jan@example.cz>,\r\n\tb@c.cz",
        [("Jan", "jan@example.cz"), ("", "b@c.cz")],
    ),
}

TRICKS = {
    "bracket that never opened": ("alice@example.org)bob@example.com", []),
    "address as name": ("alice@corp.example <bob@evil.example>", ["bob@evil.example"]),
    "quoted address as name": ('"agent@corp.example" <evil@x.example>', ["evil@x.example"]),
    "encoded comma in a name": (
        "=?utf-8?q?victim=40corp.example=2C?= <evil@x.example>",
        ["evil@x.example"],
    ),
    "encoded brackets in a name": (
        "=?utf-8?q?=3Cvictim=40corp.example=3E?= <evil@x.example>",
        ["evil@x.example"],
    ),
    "two at signs": ("a@b@c.example", []),
    "two encoded addresses": ("=?utf-8?q?a=40b.cz=2Cc=40d.cz?=", []),
    "line break in the local part": ("<a\r\nb@example.cz>", []),
    "only brackets": ("<<<>>>", []),
    "only parentheses": ("((((((((", []),
}


@pytest.mark.parametrize("name", READABLE)
def test_mailboxes_are_read(name: str) -> None:
    raw, expected = READABLE[name]
    found = parse_addresses([raw.encode()])
    assert [(address.name, address.email) for address in found.addresses] == expected
    assert not found.broken


@pytest.mark.parametrize("name", TRICKS)
def test_tricks_never_name_the_victim(name: str) -> None:
    raw, expected = TRICKS[name]
    found = parse_addresses([raw.encode()])
    assert [address.email for address in found.addresses] == expected
    assert found.broken == (not expected)


def test_a_name_cannot_reorder_what_is_shown() -> None:
    found = parse_addresses(["\u202ezc.elpmaxe@anaj\u202c <evil@example.org>".encode()])
    assert "\u202e" not in found.addresses[0].name


def test_a_hundred_addresses_are_taken_and_the_rest_is_noted() -> None:
    found = parse_addresses([b", ".join(b"a%d@b.cz" % number for number in range(300))])
    assert len(found.addresses) == 100
    assert found.cut


def test_an_address_in_the_middle_of_a_cut_field_is_not_guessed() -> None:
    found = parse_addresses([b"a@b.cz, " + b"x" * 16_370 + b"@example.com"])
    assert [address.email for address in found.addresses] == ["a@b.cz"]
    assert found.cut


@pytest.mark.parametrize(
    "hostile",
    [b"(" * 100_000, b"<" * 100_000, b'"' * 99_999, b'"' + b'\\"' * 50_000, b"@" * 100_000,
     b"a@b," * 50_000, b"=?a?q?" * 20_000, b":" * 100_000, b"a " * 50_000, bytes(range(256)) * 99],
    ids=lambda raw: repr(raw[:6]),
)  # fmt: skip
def test_hostile_fields_give_a_list(hostile: bytes) -> None:
    assert len(parse_addresses([hostile] * 5).addresses) <= 100


@pytest.mark.parametrize(
    ("text", "expected"),
    [("<a@b.cz>", "a@b.cz"), ("a@b.cz", "a@b.cz"), ("<>", ""), ("", ""), ("nobody", "")],
)
def test_an_envelope_address_is_bare(text: str, expected: str) -> None:
    assert address_of(text) == expected
