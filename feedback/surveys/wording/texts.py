"""The form of a language's texts: a language without one of them does not type-check."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentText:
    """The words of one question. ``labels`` may name only the two ends of the scale."""

    question: str
    labels: Mapping[int, str]
    lead: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailText:
    """The words of the messages. Fields in braces are filled in when a message is written."""

    subject: str
    body: str
    use: str
    not_solved: str
    opt_out: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """The words of the public pages."""

    request: str
    send: str
    choose: str
    confirm: str
    why_confirm: str
    saved: str
    more: str
    resolved: str
    resolved_answers: Mapping[str, str]
    hard: str
    drivers: Mapping[str, str]
    comment_low: str
    comment_high: str
    hint: str
    contact: str
    contact_answers: Mapping[str, str]
    thanks_low_contact: str
    thanks_low_no_contact: str
    thanks_low: str
    thanks_middle: str
    thanks_high: str
    not_resolved: str
    reopen: str
    not_resolved_entry: str
    reopened: str
    message: str
    message_received: str
    expired: str
    answered: str
    answered_until: str
    opt_out_confirm: str
    opt_out: str
    opted_out: str
    leave_empty: str
    stale_page: str
    too_many: str
    trouble: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """Everything a customer can read in one language. ``day`` and ``moment`` are date formats."""

    language: str
    day: str
    moment: str
    instruments: Mapping[str, InstrumentText]
    mail: MailText
    page: PageText
