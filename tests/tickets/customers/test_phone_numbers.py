"""Every way of writing a number that the channels page names ends in the right E.164."""

import pytest

from tickets.customers.phone import parse

NUMBERS = [
    ("602123456", "CZ", "+420602123456"),
    ("00420602123456", "CZ", "+420602123456"),
    ("420602123456", "CZ", "+420602123456"),
    (" 420602123456", "CZ", "+420602123456"),
    ("0420602123456", "CZ", "+420602123456"),
    ("tel:+420-602-123-456", "CZ", "+420602123456"),
    ("sip:602123456@pbx", "CZ", "+420602123456"),
    ('"Novakova" <602123456>', "CZ", "+420602123456"),
    ("٦٠٢١٢٣٤٥٦", "CZ", "+420602123456"),
    ("601234567", "PL", "+48601234567"),
    ("48601234567", "PL", "+48601234567"),
    ("048601234567", "PL", "+48601234567"),
    ("0 22 234 56 78", "PL", "+48222345678"),
    ("0048601234567", "CZ", "+48601234567"),
    ("421902123456", "CZ", "+421902123456"),
    ("14155552671", "CZ", "+14155552671"),
    ("492214710334", "DE", "+492214710334"),
    ("0221 4710334", "DE", "+492214710334"),
    ("+49 (0)30 609854180", "DE", "+4930609854180"),
    ("0902123456", "SK", "+421902123456"),
    ("011420602123456", "US", "+420602123456"),
    ("+1 (415) 555-2671 ext. 42", "CZ", "+14155552671"),
    ("266696687", "CZ", "+420266696687"),
    ("7378742833", "US", "+17378742833"),
]


@pytest.mark.parametrize(("raw", "region", "e164"), NUMBERS)
def test_written_number_is_read_as_e164(raw: str, region: str, e164: str) -> None:
    assert parse(raw, region=region).e164 == e164


def test_extension_is_kept_apart() -> None:
    assert parse("+1 (415) 555-2671 ext. 42").ext == "42"


@pytest.mark.parametrize("raw", ["201", "112", "116123"])
def test_short_numbers_are_internal(raw: str) -> None:
    number = parse(raw)
    assert (number.kind, number.internal, number.e164) == ("internal", raw, "")


@pytest.mark.parametrize(
    ("raw", "region"),
    [
        ("Restricted", "CZ"),
        ("<unknown>", "CZ"),
        ("sip:anonymous@anonymous.invalid", "CZ"),
        ("[Number]", "CZ"),
        ("266696687", "US"),
        ("7378742833", "CZ"),
        ("", "CZ"),
        ("-", "CZ"),
    ],
)
def test_hidden_numbers_are_withheld(raw: str, region: str) -> None:
    assert parse(raw, region=region).withheld


@pytest.mark.parametrize(
    "raw", ["1234567", "602123456789012", "+4206021234", "0000000000", "CALLME"]
)
def test_unusable_numbers_are_invalid_and_keep_their_text(raw: str) -> None:
    number = parse(raw)
    assert (number.kind, number.e164, number.raw) == ("invalid", "", raw)
