"""The message that asks: plain text and HTML, a link for each value, one click to opt out."""

from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from feedback.models.surveys import Invitation, SurveyDefinition
from feedback.surveys import wording
from feedback.surveys.scales import instrument
from feedback.surveys.timing import zone_of
from tickets.cleaning import clean_line
from tickets.models import ContactPoint, Verification

_WITH_SUBJECT: Final = " – {subject}"
_MAY_SEE_SUBJECT: Final = frozenset({Verification.VERIFIED, Verification.PROBABLE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value of the scale and the address that preselects it."""

    value: int
    label: str
    url: str


def compose(invitation: Invitation, point: ContactPoint, token: str) -> dict[str, Any]:
    """Subject, text, html and headers of the question, in the invitation's language."""
    definition = invitation.definition
    assert definition is not None
    words = wording.texts(invitation.language, definition.wording, instrument=definition.instrument)
    page = settings.PUBLIC_BASE_URL + reverse("survey_page", args=[token])
    opt_out = settings.PUBLIC_BASE_URL + reverse("survey_opt_out", args=[token])
    filled = _blanks(invitation, words)
    context = {
        "language": words.language,
        "company": settings.COMPANY_NAME,
        "body": _body(words.mail.body, point, filled),
        "lead": words.instruments[definition.instrument].lead,
        "question": words.instruments[definition.instrument].question.format(**filled),
        "choices": _choices(definition, words, page),
        "use": words.mail.use,
        "not_solved": words.mail.not_solved,
        "opt_out": words.mail.opt_out,
        "opt_out_url": opt_out,
    }
    return {
        "subject": clean_line(words.mail.subject.format(**filled)),
        "text": _plain(context),
        "html": render_to_string("feedback/surveys/mail.html", context),
        # The driver adds what follows from these: automatic, and opted out of with one click.
        "headers": {"List-Unsubscribe": f"<{opt_out}>"},
    }


def _blanks(invitation: Invitation, words: wording.Texts) -> dict[str, str]:
    zone = zone_of(invitation.timezone, settings.SITE_TIME_ZONE)
    return {
        "company": settings.COMPANY_NAME,
        "ticket": str(invitation.ticket.number),
        "date": wording.day(invitation.resolved_at, words, zone),
        "subject": clean_line(invitation.ticket.subject, 200),
    }


def _body(template: str, point: ContactPoint, filled: dict[str, str]) -> str:
    """The first paragraph. An address nobody has proven never gets words the sender chose."""
    if not filled["subject"] or point.verification not in _MAY_SEE_SUBJECT:
        template = template.replace(_WITH_SUBJECT, "")
        filled = {**filled, "subject": ""}
    return template.format(**filled)


def _choices(definition: SurveyDefinition, words: wording.Texts, page: str) -> list[Choice]:
    labels = words.instruments[definition.instrument].labels
    return [
        Choice(value=value, label=labels.get(value, ""), url=f"{page}?v={value}")
        for value in instrument(definition.instrument).values
    ]


def _plain(context: dict[str, Any]) -> str:
    choices = [
        f"{choice.value}{f' – {choice.label}' if choice.label else ''}: {choice.url}"
        for choice in context["choices"]
    ]
    paragraphs = [
        context["body"],
        "\n".join(filter(None, [context["lead"], context["question"]])),
        "\n".join(choices),
        context["use"],
        context["not_solved"],
        f"{context['opt_out']} {context['opt_out_url']}",
        context["company"],
    ]
    return "\n\n".join(paragraphs) + "\n"
