"""Foreign HTML is shown without running, loading or imitating anything."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tickets.markup import MAX_DEPTH, tidy, tokens
from tickets.richtext import rough_text, sanitise, text_to_html

CANARY = "//canary.example"
DANGEROUS = [
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script src=//canary.example",
    "<script src=//canary.example>",
    "<img src=x onerror=alert(1)>",
    "<img/src=x/onerror=alert(1)//",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mglyph><style><img src=x onerror=alert(1)>",
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=x>">',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<template><img src=x onerror=alert(1)></template>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<iframe src=//canary.example",
    "<object data=//canary.example></object><embed src=//canary.example>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='java&#x73;cript:alert(1)'>x</a>",
    "<a href=' \x01javascript:alert(1)'>x</a>",
    "<a href='JaVaScRiPt&colon;alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='vbscript:x'>x</a>",
    "<a href='//canary.example'>x</a>",
    "<a href='/api/v1/tickets/'>x</a>",
    "<style>@import url(//canary.example)</style>",
    "<p style='position:fixed;inset:0;background:url(//canary.example)'>x</p>",
    "<link rel=stylesheet href=//canary.example>",
    "<meta http-equiv=refresh content='0;url=//canary.example'>",
    "<base href=//canary.example>",
    "<form action=/api/v1/><input name=csrfmiddlewaretoken><button formaction=//canary.example>x",
    "<p id=csrf name=config>x</p><a id=app name=token>x</a>",
    "<p class='x-init' x-init='alert(1)' @click='alert(1)' hx-get='/x' data-x=1>x</p>",
    "<img src=//canary.example srcset='//canary.example 2x'>",
    "<table background=//canary.example><tr><td background=//canary.example>x</td></tr></table>",
    "<video src=//canary.example poster=//canary.example></video><audio src=//canary.example>",
    "<img src='data:image/svg+xml;base64,PHN2Zz4='>",
    "<img src='data:text/html;base64,PHN2Zz4='>",
    '"><img src=x onerror=alert(1)>',
    "</p></div></body></html><script>alert(1)</script>",
    "<p title=\"x' onmouseover=alert(1) '\">x</p>",
    "<<b>script>alert(1)<</b>/script>",
    "<!--><script>alert(1)</script>-->",
    "<!--[if mso]><script>alert(1)</script><![endif]-->",
    "<xmp><script>alert(1)</script></xmp>",
    "<textarea><script>alert(1)</script></textarea>",
    "<title><script>alert(1)</script></title>",
    "<p>\0<script\0>alert(1)</script></p>",
]  # fmt: skip
TAG = re.compile(r"<(/?)([a-z][^\s/>]*)([^>]*)>", re.IGNORECASE)
NEVER_TAGS = frozenset(
    "script style iframe object embed form input button svg math link meta base template video "
    "audio textarea title".split()
)
NEVER_ATTRIBUTES = re.compile(
    r"""\s(?:on\w+|id|name|class|style|srcset|background|x-\w+|hx-\w+|@\w+|data-\w+|formaction)\s*=""",
    re.IGNORECASE,
)


def harmless(html: str) -> None:
    assert CANARY not in re.sub(r">[^<]*<", "><", f">{html}<")
    for found in TAG.finditer(html):
        assert found.group(2).lower() not in NEVER_TAGS
        bare = re.sub(r'"[^"]*"', '""', found.group(3))
        assert not NEVER_ATTRIBUTES.search(bare)
        for link in re.findall(r'href="([^"]*)"', found.group(3)):
            assert link.startswith(("http://", "https://", "mailto:", "tel:"))


@pytest.mark.parametrize("html", DANGEROUS)
def test_nothing_runs_or_loads(html: str) -> None:
    harmless(sanitise(html).html)
    harmless(sanitise(f"<div>{html}</div>").html)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from([*DANGEROUS, "<p>", "</p>", "<!--", "-->", "<b", ">", '"', "'", "x"]),
        max_size=8,
    )
)
def test_no_mixture_of_tricks_runs_or_loads(pieces: list[str]) -> None:
    harmless(sanitise("".join(pieces)).html)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_sanitised_and_stays_so(text: str) -> None:
    once = sanitise(text).html
    harmless(once)
    harmless(sanitise(once).html)


def test_ordinary_mail_keeps_its_form() -> None:
    html = (
        '<div dir="ltr"><p>Dobrý&nbsp;den,</p><ul><li>jedna</li><li><b>dvě</b></li></ul>'
        '<table><tbody><tr><td colspan="2">x</td></tr></tbody></table></div>'
    )
    assert sanitise(html).html == html


def test_links_leave_without_telling_where_from() -> None:
    html = sanitise('<a href="https://x.example/?a=1&amp;b=2" title="t">x</a>').html
    assert 'href="https://x.example/?a=1&amp;b=2"' in html
    assert 'rel="noopener noreferrer"' in html
    assert 'target="_blank"' in html


def test_remote_pictures_are_counted_and_not_loaded() -> None:
    safe = sanitise('<img src="https://x.example/a.png" alt="logo"><img src="http://y.example/b">')
    assert safe.blocked_images == 2
    assert "example" not in safe.html
    assert 'alt="logo"' in safe.html


def test_pictures_of_the_mail_are_shown_from_where_we_say() -> None:
    known = {"cid:logo@x": "/attachments/att_1/"}
    safe = sanitise('<img src="cid:logo@x"><img src="cid:other">', image=known.get)
    assert '<img src="/attachments/att_1/">' in safe.html
    assert safe.blocked_images == 1


def test_pictures_inside_the_document_are_shown() -> None:
    safe = sanitise('<img src="data:image/png;base64,iVBORw0KGgo=">')
    assert "data:image/png" in safe.html
    assert safe.blocked_images == 0


@pytest.mark.parametrize(
    "html",
    ["<div>" * 1000, "<div>" * 200_000, "<ul><li>" * 50_000, "<b>x</b>" * 60_000, "x" * 1_000_001,
     "&amp;" * 100_000],
    ids=["deep", "very deep", "lists", "tags", "long", "entities"],
)  # fmt: skip
def test_documents_beyond_the_limits_become_plain_text(html: str) -> None:
    safe = sanitise(f"<p>Hello</p>{html}")
    assert safe.simplified
    assert "Hello" in safe.html


@pytest.mark.parametrize(
    "html",
    ["<p>x" * 20_000, "<li>x" * 20_000, "<br>" * 20_000, "<td>x" * 10_000, "<tr><td>x" * 10_000],
)
def test_unclosed_paragraphs_are_not_depth(html: str) -> None:
    assert not sanitise(html).simplified


@pytest.mark.parametrize(
    "html",
    ["<a " * 100_000, "<!--" * 100_000, "<" * 900_000, '<a x="' * 100_000, "<style>" * 100_000,
     "<x y='>" * 100_000, "<p><font>" * 20_000, "<b><p>" * 20_000, "<table><b><tr>" * 15_000,
     "<a " + "x " * 400_000 + ">", "</" * 400_000, "<select>" * 40_000],
    ids=lambda html: html[:8],
)  # fmt: skip
def test_hostile_documents_come_back(html: str) -> None:
    harmless(sanitise(html).html)
    assert isinstance(rough_text(html), str)


def test_what_parsers_are_given_is_closed_in_order() -> None:
    assert tidy("<div><b></div>x").html == "<div><b></b></div>x"
    assert tidy("<p>a<p>b").html == "<p>a</p><p>b</p>"
    assert tidy("<table><tr><td>a<td>b</table>").html == (
        "<table><tr><td>a</td><td>b</td></tr></table>"
    )
    assert tidy("</b>a < b").html == "a &lt; b"
    assert tidy("<div>" * (MAX_DEPTH + 1)).hit == "depth"


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(["<div>", "</div>", "<p>", "<b>", "</b>", "<td>", "<table>", "x", "</p>"])
    )
)
def test_every_element_that_is_opened_is_closed(pieces: list[str]) -> None:
    open_names: list[str] = []
    for token in tokens(tidy("".join(pieces)).html):
        if token.closing:
            assert open_names.pop() == token.name
        elif token.name:
            open_names.append(token.name)
    assert open_names == []


def test_plain_text_becomes_paragraphs_with_links() -> None:
    html = text_to_html("Dobrý den,\nviz https://x.example/a?b=1&c=2.\n\n<b>Petra</b>")
    assert html == (
        '<p>Dobrý den,<br>viz <a href="https://x.example/a?b=1&amp;c=2" rel="noopener noreferrer" '
        'target="_blank">https://x.example/a?b=1&amp;c=2</a>.</p><p>&lt;b&gt;Petra&lt;/b&gt;</p>'
    )


@pytest.mark.parametrize(
    "text",
    ['http://x"onmouseover=alert(1)//', "http://a&gt;b", "www.x'><svg/onload=alert(1)>",
     "[x](javascript:alert(1))", "http://" * 15_000, "<script>alert(1)</script>"],
    ids=lambda text: text[:10],
)  # fmt: skip
def test_links_are_made_after_escaping(text: str) -> None:
    harmless(text_to_html(text))


def test_rough_text_keeps_lines() -> None:
    assert rough_text("<p>a</p><p>b<br>c &amp; d</p><script>x</script>") == "a\n\nb\nc & d"
