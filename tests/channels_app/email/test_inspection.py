"""Operators and scripts see what was understood of a mail file."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from channels_app.kinds.email.inspection import inspect
from channels_app.kinds.email.judgement import OwnFacts
from channels_app.kinds.email.thread_keys import ReplyKeys
from tests.channels_app.email.mails import mail, multipart, part
from tests.channels_app.email.report_samples import delivery_report

KEYS = ReplyKeys.of(["reply-key-for-tests"])
FIELDS = [
    "verdict", "from_email", "from_name", "to", "cc", "subject", "message_id", "in_reply_to",
    "references", "date", "auto_reply", "bounce", "text", "reply_text", "html", "attachments",
    "flags",
]  # fmt: skip


def shown(raw: bytes) -> dict[str, Any]:
    return inspect(raw, own=OwnFacts(), keys=KEYS)


def run(*arguments: str) -> tuple[list[dict[str, Any]], int]:
    out = StringIO()
    code = 0
    try:
        call_command("inspect_mail", *arguments, "--json", stdout=out)
    except SystemExit as stop:
        code = int(stop.code or 0)
    return [json.loads(line) for line in out.getvalue().splitlines()], code


def test_everything_understood_is_shown() -> None:
    html = part('<p onclick="x()">ahoj</p><script>1</script>', "text/html; charset=utf-8")
    pdf = part("x", "application/pdf", 'Content-Disposition: attachment; filename="a.pdf"')
    alternatives = multipart("mixed", html, pdf, cc="b@c.cz", in_reply_to="<a@b>")
    assert shown(alternatives) == {
        "verdict": "accept",
        "from_email": "jana@example.cz",
        "from_name": "Jana Nováková",
        "to": ["support@example.com"],
        "cc": ["b@c.cz"],
        "subject": "Objednávka 4711",
        "message_id": "m1@example.cz",
        "in_reply_to": "a@b",
        "references": [],
        "date": "2026-11-21T09:00:00Z",
        "auto_reply": False,
        "bounce": False,
        "text": "ahoj",
        "reply_text": "ahoj",
        "html": "<p>ahoj</p>",
        "attachments": [
            {"name": "a.pdf", "content_type": "application/pdf", "size": 1, "inline": False}
        ],
        "flags": [],
    }


@pytest.mark.parametrize("raw", [b"", b"\xff\0", mail(), delivery_report()])
def test_every_mail_has_every_field(raw: bytes) -> None:
    assert list(shown(raw)) == FIELDS


def test_a_bounce_is_shown_as_one_and_judged() -> None:
    foreign = shown(delivery_report(original_id="x@elsewhere"))
    assert (foreign["bounce"], foreign["verdict"]) == (True, "ignored(unmatched_dsn)")
    assert shown(delivery_report())["verdict"] == "bounce"


def test_the_command_prints_one_object_a_file(tmp_path: Path) -> None:
    first, second = tmp_path / "a.eml", tmp_path / "b.eml"
    first.write_bytes(mail())
    second.write_bytes(b"\0junk")
    found, code = run(str(first), str(second))
    assert code == 0
    assert [one["file"] for one in found] == [str(first), str(second)]
    assert found[0]["subject"] == "Objednávka 4711"
    assert found[1]["verdict"] == "quarantined(unparseable)"


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_shown(tmp_path: Path) -> None:
    good = tmp_path / "a.eml"
    good.write_bytes(mail())
    found, code = run(str(tmp_path / "missing.eml"), str(tmp_path), str(good))
    assert code == 1
    assert [sorted(one)[:2] for one in found[:2]] == [["error", "file"], ["error", "file"]]
    assert found[2]["verdict"] == "accept"
