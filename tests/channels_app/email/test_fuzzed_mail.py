"""Whatever bytes arrive, something comes back that the database takes."""

import json
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from channels_app.kinds.email.inspection import inspect
from channels_app.kinds.email.judgement import OwnFacts
from channels_app.kinds.email.parsed import NO_ENVELOPE
from channels_app.kinds.email.parsing import read_mail
from channels_app.kinds.email.thread_keys import ReplyKeys
from tests.channels_app.email.mails import mail, multipart, nested, part
from tests.channels_app.email.report_samples import UNANSWERABLE, delivery_report

KEYS = ReplyKeys.of(["reply-key-for-tests"])
SEEDS = [
    mail(),
    mail("<p>x</p>", content_type="text/html"),
    multipart("alternative", part("a"), part("<b>a</b>", "text/html; charset=windows-1250")),
    multipart(
        "mixed",
        nested(
            "related",
            part('<img src="cid:a">', "text/html"),
            part("eA==", "image/png"),
            boundary="r",
        ),
        part(
            "x", "application/pdf", "Content-Disposition: attachment; filename*=utf-8''%C4%8D.pdf"
        ),
        part(mail(), "message/rfc822"),
    ),
    mail("a=C4=8D", content_transfer_encoding="quoted-printable"),
    mail("YWhvag==", content_transfer_encoding="base64"),
    mail("a \r\n> b", content_type="text/plain; format=flowed; delsp=yes"),
    mail(subject="=?utf-8?b?xI0=?= =?iso-8859-2?q?=E8?=", cc='"N, J" <a@b.cz>, Team: x@y.cz;'),
    delivery_report(),
    *UNANSWERABLE.values(),
]
PIECES = [
    b"\r\n", b"\n", b"\0", b"\xff", b"--b1", b"--", b":", b";", b'"', b"=?utf-8?q?", b"?=", b"<",
    b">", b"(", b")", b"Content-Type: multipart/mixed; boundary=b1\r\n\r\n", b"boundary=", b"\xc3",
    b"Content-Transfer-Encoding: base64\r\n", b"charset=utf-16", b"From: ", b"begin 644 a\n", b"\r",
]  # fmt: skip


def storable(raw: bytes) -> None:
    """Reads the mail without a safety net and makes sure that PostgreSQL and JSON take it."""
    parsed = read_mail(raw, NO_ENVELOPE)
    shown = json.dumps(inspect(raw, own=OwnFacts(), keys=KEYS), ensure_ascii=False)
    assert "\\u0000" not in shown
    shown.encode("utf-8")
    assert all(file.name and len(file.name) <= 200 for file in parsed.attachments)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=2000))
def test_any_bytes_are_read(raw: bytes) -> None:
    storable(raw)


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(SEEDS),
    st.lists(st.tuples(st.floats(0, 1), st.sampled_from(PIECES), st.integers(0, 40)), max_size=8),
)
def test_any_damage_to_a_mail_is_read(seed: bytes, damages: list[tuple[float, bytes, int]]) -> None:
    raw = seed
    for place, piece, cut in damages:
        at = int(place * len(raw))
        raw = raw[:at] + piece + raw[at + cut :]
    storable(raw)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 2**32), st.lists(st.sampled_from(SEEDS), min_size=2, max_size=4))
def test_mails_spliced_into_each_other_are_read(number: int, seeds: list[bytes]) -> None:
    chance = random.Random(number)
    cuts = [seed[chance.randrange(len(seed)) :] for seed in seeds]
    storable(b"".join(cuts))


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(["subject", "from", "to", "references", "content_type", "date"]),
    st.binary(max_size=400),
)
def test_any_header_value_is_read(name: str, value: bytes) -> None:
    storable(mail(**{name: value.replace(b"\r\n\r\n", b"")}))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=600))
def test_any_html_is_read(text: str) -> None:
    storable(mail(f"<p>{text}".encode("utf-8", "replace"), content_type="text/html; charset=utf-8"))
