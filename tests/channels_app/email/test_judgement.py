"""What becomes of a mail, rule by rule, and nothing automatic is ever answered."""

from typing import Any

import pytest

from channels_app.kinds.email.judgement import RULES, OwnFacts, Situation, judge
from channels_app.kinds.email.parsed import Envelope
from channels_app.kinds.email.sender_rewriting import RewriteRule, rewritten_sender, rules_of
from tests.channels_app.email.mails import mail, read
from tests.channels_app.email.report_samples import (
    AUTOMATIC,
    UNANSWERABLE,
    complaint,
    delivery_report,
    reading_notice,
)

FORMS = RewriteRule(from_email="forms@shop.example", use="reply-to")
US = OwnFacts(
    instance_id="desk-1",
    addresses=frozenset({"support@example.com"}),
    rewrite_rules=(FORMS,),
)
NO_FROM: dict[str, Any] = {"from": None}
THREADED = Situation(threaded=True)


def verdict(raw: bytes, situation: Situation | None = None, own: OwnFacts = US) -> str:
    return str(judge(read(raw), own, situation))


def test_an_ordinary_mail_is_accepted_without_flags() -> None:
    decision = judge(read(mail()), US)
    assert (str(decision), decision.flags) == ("accept", ())


def test_auto_submitted_no_is_a_person() -> None:
    decision = judge(read(mail(auto_submitted="no")), US)
    assert (str(decision), decision.flags) == ("accept", ())


def test_our_own_mail_is_ignored() -> None:
    assert verdict(mail(x_cc_instance="desk-1")) == "ignored(own_mail)"
    assert verdict(mail(**{"from": "Support <Support@Example.com>"})) == "ignored(own_mail)"
    tagged = "support+t.1287.j65x554n74@example.com"
    assert verdict(mail(**{"from": tagged})) == "ignored(own_mail)"


def test_another_desk_s_mark_means_nothing() -> None:
    assert verdict(mail(x_cc_instance="desk-2", x_cc_priority="high")) == "accept"


def test_a_form_mailer_with_our_own_address_is_somebody_else() -> None:
    own = OwnFacts(
        addresses=US.addresses,
        rewrite_rules=(RewriteRule(from_email="support@example.com", use="reply-to"),),
    )
    raw = mail(reply_to="jana@example.cz", **{"from": "support@example.com"})
    assert verdict(raw, own=own) == "accept"
    assert verdict(mail(**{"from": "support@example.com"}), own=own) == "ignored(own_mail)"


def test_bounces_count_only_when_they_name_our_delivery() -> None:
    assert verdict(delivery_report()) == "ignored(unmatched_dsn)"
    assert verdict(delivery_report(), Situation(names_our_delivery=True)) == "bounce"
    success = delivery_report(action="delivered", status="2.0.0")
    assert verdict(success, Situation(names_our_delivery=True)) == "ignored(delivery_notice)"


def test_notices_are_ignored_and_complaints_need_proof() -> None:
    assert verdict(reading_notice()) == "ignored(mdn)"
    assert verdict(complaint()) == "ignored(unmatched_complaint)"
    assert verdict(complaint(), Situation(names_our_delivery=True)) == "complaint"


@pytest.mark.parametrize("name", AUTOMATIC)
def test_automatic_mail_is_ignored_unless_it_belongs_to_a_ticket(name: str) -> None:
    assert verdict(AUTOMATIC[name]) == "ignored(auto_reply)"
    threaded = judge(read(AUTOMATIC[name]), US, THREADED)
    assert str(threaded) == "accept"
    assert "auto_reply" in threaded.flags


def test_generated_mail_passes_only_for_a_known_form() -> None:
    assert verdict(mail(auto_submitted="auto-generated")) == "quarantined(bulk)"
    form = mail(
        auto_submitted="auto-generated",
        reply_to="jana@example.cz",
        **{"from": "Forms <forms@shop.example>"},
    )
    assert verdict(form) == "accept"
    assert verdict(mail(auto_submitted="auto-generated"), THREADED) == "accept"


@pytest.mark.parametrize(
    "headers",
    [
        {"list_id": "<a.b>"},
        {"list_unsubscribe": "<x>"},
        {"precedence": "Bulk"},
        {"precedence": "list"},
    ],
)
def test_bulk_waits_for_a_person_unless_expected(headers: dict[str, str]) -> None:
    raw = mail(**headers)
    assert verdict(raw) == "quarantined(bulk)"
    assert verdict(raw, THREADED) == "accept"
    assert verdict(raw, Situation(known_customer=True)) == "accept"


def test_spam_waits_for_a_person_whoever_sends_it() -> None:
    known = Situation(threaded=True, known_customer=True)
    assert verdict(mail(x_spam_flag="YES"), known) == "quarantined(spam)"
    assert verdict(mail(x_spam_status="Yes, score=9"), known) == "quarantined(spam)"
    assert verdict(mail(x_spam_status="No, score=0")) == "accept"
    detected = read(mail(), Envelope(spam_detected=True))
    assert str(judge(detected, US)) == "quarantined(spam)"


def test_a_sender_nobody_can_name_waits_for_a_person() -> None:
    ambiguous = mail(**{"from": "alice@example.org)bob@example.com"})
    assert verdict(ambiguous) == "quarantined(suspicious)"
    assert verdict(mail(**NO_FROM)) == "quarantined(unparseable)"


def test_failed_authentication_waits_only_where_that_is_wanted() -> None:
    failed = Situation(dmarc_failed=True)
    strict = OwnFacts(quarantine_failed_dmarc=True)
    assert verdict(mail(), failed) == "accept"
    assert verdict(mail(), failed, strict) == "quarantined(auth_failed)"


def test_what_is_beyond_our_limits_waits_with_the_reason() -> None:
    decision = judge(read(mail("x" * (41 * 1024 * 1024))), US)
    assert str(decision) == "quarantined(too_large)"


@pytest.mark.parametrize("name", UNANSWERABLE)
def test_no_automatic_answer_goes_to_machines(name: str) -> None:
    for situation in (None, THREADED, Situation(known_customer=True)):
        decision = judge(read(UNANSWERABLE[name]), US, situation)
        assert decision.outcome != "accept" or "no_auto_answer" in decision.flags


def test_every_rule_leaves_an_ordinary_mail_alone() -> None:
    assert len(RULES) == 8
    assert verdict(mail(), Situation(threaded=True, known_customer=True)) == "accept"


@pytest.mark.parametrize(
    ("use", "expected"),
    [
        ("reply-to", "jana@example.cz"),
        ("header:X-Customer", "petr@example.cz"),
        (r"body:E-mail:\s*(\S+)", "eva@example.cz"),
        ("body:no group", ""),
        ("body:(", ""),
        ("nonsense", ""),
    ],
)
def test_who_wrote_through_a_form_is_found(use: str, expected: str) -> None:
    raw = mail(
        "Name: Eva\r\nE-mail: eva@example.cz\r\n",
        reply_to="jana@example.cz",
        x_customer="Petr <petr@example.cz>",
        **{"from": "forms@shop.example"},
    )
    rules = rules_of([{"from": "Forms@Shop.example", "use": use}, {"from": ""}, {}])
    assert rewritten_sender(read(raw), rules).email == expected
