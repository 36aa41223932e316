"""What becomes of a mail, decided in a fixed order by a table of rules.

Nothing here looks anything up: what the database knows comes in as values.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from channels_app.kinds.email.parsed import ParsedMail
from channels_app.kinds.email.parsing import is_from_mail_server
from channels_app.kinds.email.sender_rewriting import RewriteRule, rewritten_sender

Outcome = Literal["accept", "ignored", "quarantined", "bounce", "complaint"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFacts:
    """Who we are: our addresses in lower case and how forms write to us."""

    instance_id: str = ""
    addresses: frozenset[str] = frozenset()
    rewrite_rules: tuple[RewriteRule, ...] = ()
    quarantine_failed_dmarc: bool = False

    def owns(self, email: str) -> bool:
        """Whether mail to this address reaches us, with or without a tag."""
        key = email.casefold()
        local, _, domain = key.rpartition("@")
        return key in self.addresses or f"{local.partition('+')[0]}@{domain}" in self.addresses


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What else is known of a mail: whether it belongs to a ticket, whether we know the sender,
    whether it names a delivery of ours with proof, whether DMARC failed."""

    threaded: bool = False
    known_customer: bool = False
    names_our_delivery: bool = False
    dmarc_failed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The decision, its reason as a code, and what to remember about the mail."""

    outcome: Outcome
    reason: str = ""
    flags: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.outcome}({self.reason})" if self.reason else self.outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    mail: ParsedMail
    own: OwnFacts
    situation: Situation
    flags: frozenset[str]


_Decision = tuple[Outcome, str] | None
_ORDINARY: Final[tuple[Outcome, str]] = ("accept", "")

_NO_ANSWER_SENDERS: Final = ("noreply", "no-reply", "no_reply", "donotreply", "do-not-reply")
_NO_ANSWER_HEADERS: Final = ("feedback-id", "x-auto-response-suppress", "x-csa-complaints")
_BULK_HEADERS: Final = ("list-id", "list-unsubscribe", "list-post", "x-mailchimp-id")
_AUTOMATIC_HEADERS: Final = ("x-autoreply", "x-autorespond", "x-autoreply-from", "x-autoresponder")
_AWAY_SUBJECTS: Final = (
    "automatic reply:", "auto reply:", "autoreply:", "auto-reply:", "out of office:",
    "automatická odpověď:", "automaticka odpoved:", "mimo kancelář:", "odpověď v nepřítomnosti:",
    "odpowiedź automatyczna:", "autoodpowiedź:", "automatyczna odpowiedź:", "nieobecność:",
    "automatische antwort:", "abwesenheitsnotiz:", "réponse automatique :",
)  # fmt: skip
_ACKNOWLEDGEMENTS: Final = (
    "ticket received", "ticket created", "your request has been received", "request received",
    "we have received your", "we received your", "case created", "[ticket", "your ticket",
    "přijali jsme váš", "potvrzení o přijetí", "váš požadavek byl přijat", "potvrzení přijetí",
    "potwierdzenie otrzymania", "otrzymaliśmy twoje", "twoje zgłoszenie", "zgłoszenie przyjęte",
    "eingangsbestätigung", "ihre anfrage ist eingegangen",
)  # fmt: skip


def judge(mail: ParsedMail, own: OwnFacts, situation: Situation | None = None) -> Verdict:
    """The decision about one mail; the first rule that has an opinion makes it."""
    flags = flags_of(mail)
    case = _Case(mail=mail, own=own, situation=situation or Situation(), flags=flags)
    made = (rule(case) for rule in RULES)
    outcome, reason = next((one for one in made if one is not None), _ORDINARY)
    shown = tuple(sorted(flags | set(mail.flags)))
    return Verdict(outcome=outcome, reason=reason, flags=shown)


def flags_of(mail: ParsedMail) -> frozenset[str]:
    """``auto_reply``, ``bulk`` and ``no_auto_answer``, as far as the mail itself tells."""
    flags = set()
    if _is_automatic(mail):
        flags.add("auto_reply")
    if _is_bulk(mail):
        flags.add("bulk")
    if flags or _forbids_answer(mail):
        flags.add("no_auto_answer")
    return frozenset(flags)


def auto_submitted(mail: ParsedMail) -> str:
    """The keyword of ``Auto-Submitted`` in lower case; empty for none and for ``no``."""
    word = mail.headers.plain("auto-submitted").partition(";")[0].strip().lower()
    return "" if word == "no" else word


def _is_automatic(mail: ParsedMail) -> bool:
    return (
        bool(auto_submitted(mail))
        or any(
            mail.headers.has(name) and mail.headers.plain(name).lower() != "no"
            for name in _AUTOMATIC_HEADERS
        )
        or mail.headers.plain("precedence").lower() == "auto_reply"
        or is_from_mail_server(mail)
        or mail.subject.casefold().startswith(_AWAY_SUBJECTS)
    )


def _is_bulk(mail: ParsedMail) -> bool:
    precedence = mail.headers.plain("precedence").lower()
    return precedence in {"bulk", "list", "junk"} or any(map(mail.headers.has, _BULK_HEADERS))


def _forbids_answer(mail: ParsedMail) -> bool:
    return (
        any(map(mail.headers.has, _NO_ANSWER_HEADERS))
        or mail.sender.local_part.lower().startswith(_NO_ANSWER_SENDERS)
        or mail.subject.casefold().startswith(_ACKNOWLEDGEMENTS)
        or "from_ambiguous" in mail.flags
    )


def _own_mail(case: _Case) -> _Decision:
    instance = case.mail.headers.plain("x-cc-instance")
    ours = bool(instance) and instance == case.own.instance_id
    if not ours and case.own.owns(case.mail.from_email):
        ours = not rewritten_sender(case.mail, case.own.rewrite_rules).email
    return ("ignored", "own_mail") if ours else None


def _report(case: _Case) -> _Decision:
    report = case.mail.report
    if report is None:
        return None
    if report.kind == "disposition":
        return "ignored", "mdn"
    if report.kind == "feedback":
        named = case.situation.names_our_delivery
        return ("complaint", "") if named else ("ignored", "unmatched_complaint")
    if not report.is_bounce:
        return "ignored", "delivery_notice"
    return ("bounce", "") if case.situation.names_our_delivery else ("ignored", "unmatched_dsn")


def _beyond_limits(case: _Case) -> _Decision:
    problem = case.mail.problem
    return ("quarantined", problem.code) if problem is not None else None


def _automatic(case: _Case) -> _Decision:
    if "auto_reply" not in case.flags or case.situation.threaded:
        return None
    if auto_submitted(case.mail) != "auto-generated":
        return "ignored", "auto_reply"
    if rewritten_sender(case.mail, case.own.rewrite_rules).email:
        return None
    return "quarantined", "bulk"


def _bulk(case: _Case) -> _Decision:
    expected = case.situation.threaded or case.situation.known_customer
    return ("quarantined", "bulk") if "bulk" in case.flags and not expected else None


def _spam(case: _Case) -> _Decision:
    headers = case.mail.headers
    marked = (
        case.mail.envelope.spam_detected
        or headers.plain("x-spam-flag").lower() == "yes"
        or headers.plain("x-spam-status").lower().startswith("yes")
    )
    return ("quarantined", "spam") if marked else None


def _unauthenticated(case: _Case) -> _Decision:
    refused = case.own.quarantine_failed_dmarc and case.situation.dmarc_failed
    return ("quarantined", "auth_failed") if refused else None


def _unclear_sender(case: _Case) -> _Decision:
    if "from_ambiguous" in case.mail.flags:
        return "quarantined", "suspicious"
    return None if case.mail.from_email else ("quarantined", "unparseable")


RULES: Final[tuple[Callable[[_Case], _Decision], ...]] = (
    _own_mail,
    _beyond_limits,
    _report,
    _automatic,
    _bulk,
    _spam,
    _unauthenticated,
    _unclear_sender,
)
