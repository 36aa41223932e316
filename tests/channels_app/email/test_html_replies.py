"""Replies that come as HTML only are told apart from their quotations too."""

import pytest

from channels_app.kinds.email.html_text import html_to_text
from channels_app.kinds.email.quotes import split_reply

SAMPLES = {
    "outlook on the web": (
        (
            '<html><head><style>P{margin:0}</style></head><body dir="ltr">'
            '<div class="elementToProof">Dobrý den, děkuji.</div><div id="appendonsend"></div>'
            '<hr style="display:inline-block;width:98%" tabindex="-1">'
            '<div id="divRplyFwdMsg" dir="ltr">'
            '<font face="Calibri, sans-serif" style="font-size:11pt" color="#000000"><b>Od:</b>'
            " Podpora &lt;support@example.com&gt;<br><b>Odesláno:</b>"
            " sobota 21. listopadu 2026 10:00<br><b>Komu:</b> Jana &lt;jana@example.cz&gt;<br><b>"
            "Předmět:</b> Re: Objednávka</font><div>&nbsp;</div></div><div>starý text</div>"
            "</body></html>"
        ),
        "Dobrý den, děkuji.",
    ),
    "thunderbird": (
        (
            '<html><body><p>Děkuji.</p><p><br></p><div class="moz-cite-prefix">'
            "Dne 21. 11. 26 v 10:00 Podpora napsal(a):<br></div>"
            '<blockquote type="cite" cite="mid:x@y"><p>starý</p><p>text</p></blockquote></body>'
            "</html>"
        ),
        "Děkuji.",
    ),
    "thunderbird, below": (
        (
            '<html><body><div class="moz-cite-prefix">'
            "Dne 21. 11. 26 v 10:00 Podpora napsal(a):<br></div>"
            '<blockquote type="cite" cite="mid:x@y"><p>starý</p></blockquote><p>Děkuji.</p>'
            '<pre class="moz-signature">-- \nJana</pre></body></html>'
        ),
        "Děkuji.",
    ),
    "seznam": (
        (
            "<div>Děkuji.</div><br><br><aside>---------- Původní e-mail ----------<br>"
            "Od: Podpora &lt;support@example.com&gt;<br>Komu: jana@seznam.cz<br>"
            "Datum: 21. 11. 2026 10:00:00<br>Předmět: Re: x<br></aside><br>"
            '<blockquote data-email="support@example.com">starý</blockquote>'
        ),
        "Děkuji.",
    ),
    "iphone": (
        (
            '<html><head></head><body dir="auto">Děkuji.<br><br><div dir="ltr">'
            'Odesláno z&nbsp;iPhonu</div><div dir="ltr"><br><blockquote type="cite">'
            "21. 11. 2026 v 10:00, Podpora &lt;support@example.com&gt;:<br><br></blockquote>"
            '</div><blockquote type="cite"><div dir="ltr">starý</div></blockquote></body></html>'
        ),
        "Děkuji.",
    ),
    "gmx": (
        (
            '<html><body><div style="font-family: Verdana;"><div>Danke.</div><div>'
            '&nbsp;<div name="quote" style="margin:10px 5px 5px 10px; border-left:2px solid #'
            'C3D9E5;"><div style="margin:0 0 10px 0;"><b>Gesendet:</b>'
            "&nbsp;Samstag, 21. November 2026 um 10:00 Uhr<br/><b>Von:</b>"
            '&nbsp;"Support" &lt;support@example.com&gt;<br/><b>An:</b>&nbsp;j@gmx.de<br/><b>'
            "Betreff:</b>&nbsp;Re: x</div><div>alt</div></div></div></div></body></html>"
        ),
        "Danke.",
    ),
    "yahoo": (
        (
            '<html><body><div class="yahoo-style-wrap"><div dir="ltr">Thanks</div><div><br></div>'
            '</div><div id="ydp1yahoo_quoted_1" class="ydpyahoo_quoted">'
            '<div style="font-family:Helvetica"><div>'
            "On Saturday, November 21, 2026 at 10:00:00 AM GMT+1, Support &lt;support@example"
            ".com&gt; wrote: </div><div><br></div><div>old</div></div></div></body></html>"
        ),
        "Thanks",
    ),
    "proton": (
        (
            '<div style="font-family: Arial">Thanks</div><div class="protonmail_signature_block">'
            '</div><div class="protonmail_quote">'
            "On Saturday, November 21st, 2026 at 10:00, Support &lt;support@example.com&gt; w"
            'rote:<br><blockquote class="protonmail_quote" type="cite">old</blockquote></div>'
        ),
        "Thanks",
    ),
    "wp": (
        (
            "<html><body><p>Dziękuję.</p><p><br></p><p>"
            "Dnia 21 listopada 2026 10:00 Wsparcie &lt;support@example.com&gt; napisał(a):</p>"
            '<blockquote style="border-left: 2px solid #999;"><p>stary</p></blockquote></body>'
            "</html>"
        ),
        "Dziękuję.",
    ),
    "outlook on the desktop": (
        (
            "<div class=WordSection1><p class=MsoNormal>Dziękuję.<o:p></o:p></p>"
            "<p class=MsoNormal><o:p>&nbsp;</o:p></p><div>"
            '<div style="border:none;border-top:solid #E1E1E1 1.0pt"><p class=MsoNormal><b>'
            "<span lang=EN-US>From:</span></b><span lang=EN-US>"
            " Wsparcie &lt;support@example.com&gt; <br><b>Sent:</b>"
            " Saturday, November 21, 2026 10:00 AM<br><b>To:</b> x@y.pl<br><b>Subject:</b>"
            " RE: z<o:p></o:p></span></p></div></div><p class=MsoNormal>stary</p></div>"
        ),
        "Dziękuję.",
    ),
}

FORWARD = (
    '<div dir="ltr">Viz níže.<br><br><div class="gmail_quote">'
    '<div dir="ltr" class="gmail_attr">---------- Forwarded message ---------<br>'
    'Od: <strong>Obchod</strong> &lt;<a href="mailto:s@x.cz">s@x.cz</a>&gt;<br>'
    "Date: so 21. 11. 2026<br>Subject: Faktura<br>To: Jana<br></div><br>"
    "Vaše faktura.</div></div>"
)


@pytest.mark.parametrize("name", SAMPLES)
def test_only_the_new_part_of_an_html_reply_is_left(name: str) -> None:
    html, expected = SAMPLES[name]
    assert split_reply(html_to_text(html)) == expected


def test_a_mail_forwarded_as_html_stays() -> None:
    assert split_reply(html_to_text(FORWARD)).endswith("Vaše faktura.")
