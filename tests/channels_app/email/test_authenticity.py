"""From is believed only when our own border says so."""

from typing import Any

import pytest

from channels_app.kinds.email.authenticity import authenticity_of
from tests.channels_app.email.mails import mail, read

TRUSTED = ["mx.ours.example"]
PASS = "mx.ours.example; spf=pass smtp.mailfrom=example.cz; dmarc=pass header.from=example.cz"
FAIL = "mx.ours.example; dmarc=fail (p=reject) header.from=example.cz"
FORGED = "mx.ours.example; dmarc=pass header.from=example.cz"


def verified(*results: str, **headers: Any) -> bool:
    raw = b"".join(f"Authentication-Results: {one}\r\n".encode() for one in results) + mail(
        **headers
    )
    return authenticity_of(read(raw), TRUSTED).verified


@pytest.mark.parametrize(
    "result",
    [
        PASS,
        "MX.ours.example 1; dmarc=pass (p=none dis=none) header.from=EXAMPLE.cz",
        'mx.ours.example (a (nested) one); dmarc = pass policy.x=y header.from="example.cz"',
    ],
)
def test_a_pass_for_the_domain_of_from_is_believed(result: str) -> None:
    assert verified(result)


@pytest.mark.parametrize(
    "result",
    [
        "mx.ours.example; dmarc=fail header.from=example.cz",
        "mx.ours.example; dmarc=none header.from=example.cz",
        "mx.ours.example; spf=pass; dkim=pass header.d=example.cz",
        "mx.ours.example; dmarc=pass header.from=other.cz",
        "mx.ours.example; dmarc=pass header.from=sub.example.cz",
        "mx.ours.example; dmarc=pass",
        "mx.ours.example; dmarc=pass header.from=example.cz; dmarc=fail header.from=example.cz",
        "mx.ours.example; none",
        "mx.ours.example; (dmarc=pass header.from=example.cz)",
        "mx.theirs.example; dmarc=pass header.from=example.cz",
        "",
        ";;;(((",
    ],
)
def test_everything_else_stays_a_claim(result: str) -> None:
    assert not verified(result)


def test_only_our_topmost_result_counts() -> None:
    assert not verified(FAIL, FORGED)
    assert verified(PASS, FAIL)
    assert not verified("mx.theirs.example; dmarc=pass header.from=example.cz", FAIL, FORGED)


def test_two_people_in_from_are_never_verified() -> None:
    assert not verified(PASS, **{"from": "a@example.cz, b@example.cz"})


def test_without_trusted_servers_nothing_is_believed() -> None:
    raw = f"Authentication-Results: {PASS}\r\n".encode() + mail()
    assert not authenticity_of(read(raw), []).verified


def test_a_failure_is_told_apart_from_silence() -> None:
    raw = f"Authentication-Results: {FAIL}\r\n".encode() + mail()
    assert authenticity_of(read(raw), TRUSTED).dmarc == "fail"
    assert authenticity_of(read(mail()), TRUSTED).dmarc == "none"
