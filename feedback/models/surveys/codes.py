"""Words of surveys as they are stored: instruments, reasons, answers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class InstrumentKey(models.TextChoices):
    CES2 = "ces2", _("CES 2.0")
    CES1 = "ces1", _("CES 1.0")
    EASE7 = "ease7", _("EASE-7")
    NETEASY = "neteasy", _("NetEasy")
    CSAT = "csat", _("CSAT")
    NPS = "nps", _("NPS")


class Policy(models.TextChoices):
    """What must be true before a customer may be asked by mail."""

    SOFT_OPT_IN = "soft_opt_in", _("may be asked until they object")
    EXPLICIT_OPT_IN = "explicit_opt_in", _("must have agreed")
    IN_SESSION_ONLY = "in_session_only", _("only while talking to us, never by mail")


class InvitationState(models.TextChoices):
    SCHEDULED = "scheduled", _("will be asked")
    SUPPRESSED = "suppressed", _("not asked")
    SENDING = "sending", _("being asked")
    SENT = "sent", _("asked")
    DELIVERED = "delivered", _("asked")
    BOUNCED = "bounced", _("question not delivered")
    SUSPECT = "suspect", _("asked; only machine-looking answers")
    ANSWERED = "answered", _("answered")
    EXPIRED = "expired", _("not answered")
    CANCELLED = "cancelled", _("question withdrawn")


class Suppression(models.TextChoices):
    """Why somebody is not asked, in the order in which the reasons are looked for."""

    SPAM = "spam", _("spam")
    INTERNAL_OR_TEST = "internal_or_test", _("staff or test")
    DUPLICATE = "duplicate", _("duplicate")
    MERGED_CHILD = "merged_child", _("merged into another ticket")
    BLOCKED_REASON = "blocked_reason", _("sensitive contact reason")
    MINOR_OR_PROTECTED = "minor_or_protected", _("protected person")
    PROACTIVE_ONLY = "proactive_only", _("only our notice")
    AGENT_INITIATED = "agent_initiated", _("we began and the customer never answered")
    NEVER_REACHED_AGENT = "never_reached_agent", _("reached nobody")
    NO_HUMAN_REPLY = "no_human_reply", _("only automatic answers")
    AUTO_CLOSED = "auto_closed", _("closed by inactivity")
    MANUAL = "manual", _("by hand")
    DEFINITION_OFF = "definition_off", _("no active survey")
    UNREAD_FEEDBACK_GUARD = "unread_feedback_guard", _("earlier comments are unread")
    OPTED_OUT = "opted_out", _("does not want to be asked")
    NO_PERMISSION = "no_permission", _("has not agreed")
    NO_DELIVERABLE_ADDRESS = "no_deliverable_address", _("no address")
    ADDRESS_BOUNCED = "address_bounced", _("address does not work")
    CHANNEL_WINDOW_CLOSED = "channel_window_closed", _("messenger window closed")
    ALREADY_ASKED_THIS_TICKET = "already_asked_this_ticket", _("asked about this ticket before")
    ANOTHER_PENDING = "another_pending", _("another question is open")
    QUARANTINE_PERSON = "quarantine_person", _("quarantine")
    QUARANTINE_ACCOUNT = "quarantine_account", _("quarantine of the organisation")
    NOT_SAMPLED = "not_sampled", _("not in the sample")
    STALE = "stale", _("too late")


class Cancellation(models.TextChoices):
    """Why a question was withdrawn."""

    REOPENED = "reopened", _("ticket reopened")
    MERGED = "merged", _("ticket merged")
    ERASED = "erased", _("person erased")
    OPTED_OUT = "opted_out", _("does not want to be asked")
    ADMIN = "admin", _("by hand")
    DEFINITION_OFF = "definition_off", _("survey switched off")


class TokenKind(models.TextChoices):
    INVITE = "invite", _("invitation")
    REMINDER = "reminder", _("reminder")


class Solved(models.TextChoices):
    YES = "yes", _("yes")
    PARTLY = "partly", _("partly")
    NO = "no", _("no")


class ContactWish(models.TextChoices):
    EMAIL = "email", _("yes, by e-mail")
    PHONE = "phone", _("yes, by phone")
    NO = "no", _("no")


class Driver(models.TextChoices):
    """What made it hard, as the customer ticks it."""

    REPEAT = "repeat", _("had to get in touch more than once")
    REPEAT_INFO = "repeat_info", _("had to give the same information again")
    PASSED = "passed", _("was passed between people")
    SWITCH = "switch", _("had to switch to another channel")
    WAIT = "wait", _("long waiting")
    UNCLEAR = "unclear", _("unclear answer")
    GENERIC = "generic", _("the answer did not fit")
    OTHER = "other", _("something else")
