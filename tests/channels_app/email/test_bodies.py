"""From the parts of a mail come one text, one HTML document and the files."""

import base64

import pytest

from channels_app.kinds.email.file_names import clean_file_name, invented_name
from channels_app.kinds.email.flowed import unflow
from channels_app.kinds.email.html_text import html_to_text
from tests.channels_app.email.mails import mail, multipart, nested, part, read

PNG = b"\x89PNG\r\n\x1a\n"
B64 = "Content-Transfer-Encoding: base64"


def encoded(content: bytes) -> str:
    return base64.b64encode(content).decode()


def picture(*more: str) -> bytes:
    return part(encoded(PNG), "image/png", B64, *more)


def test_plain_text_is_the_text() -> None:
    parsed = read(mail("Dobrý den\r\n\r\nJana"))
    assert (parsed.text, parsed.html) == ("Dobrý den\n\nJana", "")


def test_html_alone_is_also_readable_as_text() -> None:
    parsed = read(mail("<p>Dobrý den</p><p>Jana</p>", content_type="text/html; charset=utf-8"))
    assert parsed.html == "<p>Dobrý den</p><p>Jana</p>"
    assert parsed.text == "Dobrý den\n\nJana"


def test_of_alternatives_each_form_is_kept() -> None:
    parsed = read(
        multipart("alternative", part("čau"), part("<b>čau</b>", "text/html; charset=utf-8"))
    )
    assert (parsed.text, parsed.html) == ("čau", "<b>čau</b>")


def test_an_empty_alternative_does_not_hide_the_other() -> None:
    parsed = read(multipart("alternative", part(" \r\n"), part("<b>hi</b>", "text/html")))
    assert parsed.text == "hi"


def test_text_around_a_picture_stays_in_order() -> None:
    parsed = read(multipart("mixed", part("above"), picture(), part("below")))
    assert parsed.text == "above\nbelow"
    assert [file.content_type for file in parsed.attachments] == ["image/png"]


def test_html_alternative_with_a_file_inside_keeps_both_html_pieces() -> None:
    rich = nested(
        "mixed",
        part("<p>a</p>", "text/html"),
        picture(),
        part("<p>b</p>", "text/html"),
        boundary="in",
    )
    parsed = read(multipart("alternative", part("a b"), rich))
    assert parsed.html == "<p>a</p>\n<p>b</p>"
    assert parsed.text == "a b"
    assert len(parsed.attachments) == 1


def test_a_footer_behind_html_is_shown_in_both_forms() -> None:
    first = nested("alternative", part("a"), part("<p>a</p>", "text/html"), boundary="in")
    parsed = read(multipart("mixed", first, part("list <footer>")))
    assert parsed.text == "a\nlist <footer>"
    assert parsed.html == "<p>a</p>\n<p>list &lt;footer&gt;</p>"


def test_a_picture_the_html_shows_is_inline_whatever_it_says() -> None:
    html = part('<img src="cid:logo@x">', "text/html")
    shown = picture("Content-ID: <logo@x>", 'Content-Disposition: attachment; filename="l.png"')
    other = picture("Content-ID: <other@x>")
    parsed = read(multipart("related", html, shown, other))
    assert [(file.name, file.inline) for file in parsed.attachments] == [
        ("l.png", True),
        ("attachment-2.png", False),
    ]
    assert parsed.attachments[0].content == PNG


def test_a_nested_mail_is_a_file_named_after_its_subject() -> None:
    inner = mail("inside", subject="=?utf-8?q?P=C5=99edm=C4=9Bt?=")
    parsed = read(multipart("mixed", part("see attached"), part(inner, "message/rfc822")))
    assert parsed.text == "see attached"
    assert [file.name for file in parsed.attachments] == ["Předmět.eml"]
    assert parsed.attachments[0].content == inner


def test_a_named_text_is_a_file_unless_there_is_nothing_else() -> None:
    log = part("log", 'text/plain; name="a.log"', "Content-Disposition: inline")
    assert [file.name for file in read(multipart("mixed", part("hi"), log)).attachments] == [
        "a.log"
    ]
    alone = read(multipart("mixed", log))
    assert (alone.text, alone.attachments) == ("log", ())


def test_an_invitation_is_a_file() -> None:
    parsed = read(
        multipart("alternative", part("Meeting"), part("BEGIN:VCALENDAR", "text/calendar"))
    )
    assert [(file.name, file.content_type) for file in parsed.attachments] == [
        ("attachment-1.ics", "text/calendar")
    ]


def test_encrypted_mail_says_so() -> None:
    parsed = read(
        multipart(
            "encrypted",
            part("Version: 1", "application/pgp-encrypted"),
            part("-----BEGIN PGP MESSAGE-----", "application/octet-stream; name=msg.asc"),
        )
    )
    assert "encrypted" in parsed.flags


def test_the_charset_of_html_may_stand_inside_it() -> None:
    html = '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-2"><p>žluť</p>'
    parsed = read(mail(html.encode("iso8859-2"), content_type="text/html"))
    assert parsed.text == "žluť"


def test_flowed_paragraphs_are_whole_again() -> None:
    raw = mail(
        "a long \r\nline\r\n> quoted \r\n> too\r\n-- \r\nJana",
        content_type="text/plain; format=flowed",
    )
    assert read(raw).text == "a long line\n> quoted too\n-- \nJana"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a \nb", "a b"),
        (" From me", "From me"),
        (">> a \n>> b\n> c", "> > a b\n> c"),
        ("a \n> b", "a \n> b"),
        ("-- \nx", "-- \nx"),
        ("a \n", "a "),
        ("", ""),
    ],
)
def test_soft_breaks_join_only_lines_of_one_depth(text: str, expected: str) -> None:
    assert unflow(text) == expected


def test_deleted_spaces_leave_no_gap() -> None:
    assert unflow("日本 \n語", delete_space=True) == "日本語"


NAMES = {
    "../../etc/passwd": "passwd",
    "..\\..\\windows\\system.ini": "system.ini",
    "/etc/passwd": "passwd",
    "x\0.png": "x.png",
    "../../x.html\0.png": "x.html.png",
    ".htaccess": "htaccess",
    "\u200b.htaccess": "htaccess",
    "x.pht": "x.pht",
    "CON": "_CON",
    "nul.txt": "_nul.txt",
    "invoice\u202egnp.exe": "invoicegnp.exe",
    "a\r\nb.txt": "ab.txt",
    "a<b>:c|d?.txt": "a_b__c_d_.txt",
    "  name . ": "name",
    "č" * 4000 + ".pdf": "č" * 196 + ".pdf",
    "folder/": "folder",
    "": "",
    "....": "",
}


@pytest.mark.parametrize("given", NAMES)
def test_file_names_are_clean_before_anybody_judges_them(given: str) -> None:
    assert clean_file_name(given) == NAMES[given]


def test_a_file_without_a_name_gets_one() -> None:
    assert invented_name("application/pdf", 2) == "attachment-2.pdf"
    assert invented_name("application/x-unknown", 1) == "attachment-1.bin"
    assert invented_name("message/rfc822", 1, "Re: a/b") == "b.eml"


def test_quotations_in_html_are_marked_in_the_text() -> None:
    html = (
        "<div>Díky!</div><div class='gmail_quote'><div>On 21 Nov 2026 at 10:00, Us wrote:</div>"
        "<blockquote class='gmail_quote'>first<br>second</blockquote></div><div>P.S.</div>"
    )
    text = html_to_text(html)
    assert text.split("\n")[-3:] == ["> first", "> second", "P.S."]
    assert read(mail(html, content_type="text/html; charset=utf-8")).reply_text == "Díky!\nP.S."


def test_an_indented_paragraph_is_no_quotation() -> None:
    assert ">" not in html_to_text("<blockquote style='margin-left: 40px'>indented</blockquote>")


def test_tables_and_lists_stay_readable() -> None:
    text = html_to_text("<table><tr><td>Cena</td><td>100</td></tr></table><ul><li>a<li>b</ul>")
    assert "Cena  100" in text
    assert "* a" in text


def test_outlook_quotes_in_html_are_cut_by_their_header() -> None:
    html = (
        "<p class=MsoNormal>Díky.<o:p></o:p></p><div style='border-top:solid'><p><b>From:</b> Us "
        "&lt;a@b.cz&gt;<br><b>Sent:</b> Monday<br><b>To:</b> You<br><b>Subject:</b> RE: x</p></div>"
        "<p>old</p>"
    )
    assert read(mail(html, content_type="text/html; charset=utf-8")).reply_text == "Díky."
