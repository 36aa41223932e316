"""Reports of mail servers are understood, whichever words they use."""

import pytest

from channels_app.kinds.email.reports import hardness_of
from tests.channels_app.email.mails import read
from tests.channels_app.email.report_samples import (
    OURS,
    complaint,
    delivery_report,
    qmail_bounce,
    reading_notice,
)


def test_a_delivery_report_names_recipient_reason_and_mail() -> None:
    parsed = read(delivery_report())
    assert parsed.bounce
    assert parsed.report is not None
    (recipient,) = parsed.report.recipients
    assert (recipient.email, recipient.hardness, recipient.status) == (
        "jana@example.cz",
        "hard",
        "5.1.1",
    )
    assert parsed.report.original_ids == (OURS,)
    assert parsed.text == "Your message could not be delivered."


@pytest.mark.parametrize(
    ("action", "status", "hardness"),
    [
        ("failed", "5.1.1", "hard"),
        ("failed", "5.1.10", "hard"),
        ("failed", "5.2.1", "hard"),
        ("failed", "5.2.2", "soft"),
        ("failed", "4.4.7", "soft"),
        ("failed", "5.7.1", "blocked"),
        ("failed", "", "soft"),
        ("delayed", "4.4.1", "delayed"),
        ("delivered", "2.0.0", "delivered"),
        ("relayed", "2.0.0", "delivered"),
    ],
)
def test_how_much_a_report_says_against_an_address(action: str, status: str, hardness: str) -> None:
    assert hardness_of(action, status) == hardness


def test_the_code_in_the_text_counts_where_the_status_says_nothing() -> None:
    parsed = read(delivery_report(status="5.0.0", diagnostic="smtp; 550-5.7.26 unauthenticated"))
    assert parsed.report is not None
    assert parsed.report.recipients[0].hardness == "blocked"


def test_a_report_of_success_is_no_bounce() -> None:
    assert not read(delivery_report(action="delivered", status="2.0.0")).bounce


def test_a_reading_notice_is_no_bounce() -> None:
    parsed = read(reading_notice())
    assert parsed.report is not None
    assert (parsed.report.kind, parsed.bounce) == ("disposition", False)
    assert parsed.report.original_ids == (OURS,)


def test_a_complaint_names_the_mail_complained_about() -> None:
    parsed = read(complaint())
    assert parsed.report is not None
    assert (parsed.report.kind, parsed.report.feedback_type) == ("feedback", "abuse")
    assert parsed.report.original_ids == (OURS,)


def test_a_bounce_in_free_words_is_understood() -> None:
    parsed = read(qmail_bounce())
    assert parsed.bounce
    assert parsed.report is not None
    assert [one.email for one in parsed.report.recipients] == ["jana@example.cz"]
    assert OURS in parsed.report.original_ids


def test_a_report_without_its_machine_part_is_ordinary_mail() -> None:
    raw = delivery_report().replace(b"message/delivery-status", b"application/x-something")
    assert read(raw).report is None or read(raw).bounce is False
