"""What belongs to a ticket is proven by our signature; everything else is a hint."""

import pytest

from channels_app.kinds.email import thread_keys
from channels_app.kinds.email.thread_keys import (
    ReplyKeys,
    bounced_deliveries,
    evidence_in,
    is_proven,
)
from tests.channels_app.email.mails import mail, read
from tests.channels_app.email.report_samples import OURS, delivery_report
from tickets.contracts import ThreadEvidence

KEYS = ReplyKeys.of(["reply-key-for-tests"])
DELIVERY = "del_01JD0000000000000000000000"
REPLY = "support+t.1287.j65x554n74@example.com"


def test_signatures_are_those_everybody_agreed_on() -> None:
    assert KEYS.sign("t:1287") == "j65x554n74"
    assert KEYS.sign(f"d:{DELIVERY}") == "qhiztqtke6"


def test_our_addresses_and_ids_carry_them() -> None:
    assert thread_keys.reply_address("support@example.com", 1287, keys=KEYS) == REPLY
    assert thread_keys.message_id(DELIVERY, keys=KEYS, domain="example.com") == OURS
    bounce = thread_keys.bounce_address("bounce@example.com", DELIVERY, keys=KEYS)
    assert bounce == f"bounce+d.{DELIVERY}.qhiztqtke6@example.com"
    assert len(bounce.partition("@")[0]) <= 64


def test_a_token_that_would_not_fit_is_left_out() -> None:
    address = "a" * 50 + "@example.com"
    assert thread_keys.reply_address(address, 1287, keys=KEYS) == address


@pytest.mark.parametrize("spelling", [str, str.upper, str.lower, str.title])
def test_letter_case_does_not_matter(spelling: type[str]) -> None:
    assert thread_keys.delivery_of(spelling(OURS), keys=KEYS) == DELIVERY
    assert thread_keys.ticket_of(spelling(REPLY), keys=KEYS) == 1287


@pytest.mark.parametrize(
    "forged",
    [
        REPLY.replace("j65x554n74", "j65x554n75"),
        REPLY.replace("1287", "1288"),
        REPLY.replace(".j65x554n74", ""),
        REPLY.replace("j65x554n74", "qhiztqtke6"),
        "support+t.1@example.com",
        "support+t.\u0661\u0662.j65x554n74@example.com",
        "support@example.com",
        "",
    ],
)
def test_forged_addresses_name_no_ticket(forged: str) -> None:
    assert thread_keys.ticket_of(forged, keys=KEYS) is None


@pytest.mark.parametrize(
    "forged",
    [
        OURS.replace("qhiztqtke6", "qhiztqtke7"),
        OURS.replace("01JD", "01JE"),
        "d.del_01JD.qhiztqtke6@example.com",
        "m1@example.cz",
        "",
    ],
)
def test_forged_ids_name_no_delivery(forged: str) -> None:
    assert thread_keys.delivery_of(forged, keys=KEYS) is None


def test_the_old_key_is_believed_while_the_new_one_signs() -> None:
    both = ReplyKeys.of(["a-newer-key", "reply-key-for-tests"])
    assert thread_keys.ticket_of(REPLY, keys=both) == 1287
    assert both.sign("t:1287") != "j65x554n74"
    assert thread_keys.ticket_of(REPLY, keys=ReplyKeys.of(["a-newer-key"])) is None


def test_evidence_is_gathered_strongest_first() -> None:
    newest = thread_keys.message_id("del_01JD0000000000000000000009", keys=KEYS, domain="x.cz")
    raw = mail(
        in_reply_to="<m9@example.cz>",
        references=f"<m1@example.cz> <{OURS}> <m2@example.cz> <{newest}>",
        to=f"Support <{REPLY}>",
        subject="Re: [#1300] Objednávka [#1287]",
    )
    assert evidence_in(read(raw), keys=KEYS) == ThreadEvidence(
        proven_delivery_ids=("del_01JD0000000000000000000009", DELIVERY),
        proven_numbers=(1287,),
        claimed_external_ids=("m9@example.cz", "m2@example.cz", "m1@example.cz"),
        claimed_numbers=(1300, 1287),
    )


def test_a_mail_that_only_quotes_a_number_proves_nothing() -> None:
    evidence = evidence_in(read(mail(subject="Re: [#1]", in_reply_to="<1@example.com>")), keys=KEYS)
    assert not is_proven(evidence)


def test_a_forged_id_of_ours_is_not_even_a_hint() -> None:
    raw = mail(in_reply_to=f"<{OURS.replace('qhiztqtke6', 'aaaaaaaaaa')}>")
    assert evidence_in(read(raw), keys=KEYS) == ThreadEvidence()


def test_a_bounce_names_its_delivery_by_address_or_by_what_it_returns() -> None:
    returned = read(delivery_report())
    addressed = read(
        delivery_report(
            original_id="lost@elsewhere", to=f"bounce+d.{DELIVERY}.qhiztqtke6@example.com"
        )
    )
    forged = read(delivery_report(original_id=OURS.replace("qhiztqtke6", "aaaaaaaaaa")))
    assert bounced_deliveries(returned, keys=KEYS) == (DELIVERY,)
    assert bounced_deliveries(addressed, keys=KEYS) == (DELIVERY,)
    assert bounced_deliveries(forged, keys=KEYS) == ()
