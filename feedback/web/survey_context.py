"""What the survey's pages show: every word from the table of the invitation's language."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.urls import reverse

from feedback.models.surveys import ContactWish, Invitation, InvitationState, Response, Solved
from feedback.surveys import nonces, responses, wording
from feedback.surveys.scales import Band, instrument
from feedback.surveys.timing import business_day_after, zone_of

HONEYPOT: Final = "website"
TRAP: Final = "trap"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value of the scale on the page."""

    value: int
    label: str
    confirm: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One possible answer to a further question."""

    value: str
    label: str
    chosen: bool = False


def frame(invitation: Invitation, token: str, *, at: datetime) -> dict[str, Any]:
    """What every page has: company, ticket number and date, and no name and no content."""
    words = wording.texts(invitation.language)
    day = wording.day(invitation.resolved_at, words, _zone(invitation))
    return {
        "words": words.page,
        "heading": words.page.request.format(ticket=invitation.ticket.number, date=day),
        "page_url": reverse("survey_page", args=[token]),
        "reopen_url": reverse("survey_reopen", args=[token]),
        "opt_out_url": reverse("survey_opt_out", args=[token]),
        "nonce": nonces.issue(token, at=at),
        "honeypot": HONEYPOT,
        "trap": TRAP,
    }


def question(invitation: Invitation, *, at: datetime, chosen: int | None) -> dict[str, Any]:
    """The question with its whole scale; an answer that can be changed says until when."""
    assert invitation.definition is not None
    key = invitation.definition.instrument
    words = wording.texts(invitation.language, invitation.definition.wording, instrument=key)
    asked = words.instruments[key]
    given = responses.newest(invitation)
    if chosen is None and given is not None:
        chosen = given.value
    scale = instrument(key)
    return {
        "lead": asked.lead,
        "question": asked.question.format(company=settings.COMPANY_NAME),
        "choices": [
            Choice(
                value=value,
                label=asked.labels.get(value, ""),
                confirm=_confirm(words.page.confirm, value, asked.labels.get(value, "")),
                chosen=value == chosen,
            )
            for value in scale.values
        ],
        "first_label": asked.labels[scale.lowest],
        "last_label": asked.labels[scale.highest],
        "is_chosen": chosen is not None,
        "answered": answered_words(invitation, at=at),
    }


def _confirm(template: str, value: int, label: str) -> str:
    if not label:
        template = template.replace(" – {label}", "")
    return template.format(n=value, label=label)


def answered_words(invitation: Invitation, *, at: datetime) -> str:
    """That we have an answer already, and until when it can be changed."""
    if invitation.state != InvitationState.ANSWERED:
        return ""
    words = wording.texts(invitation.language)
    if invitation.locked_at is None or not invitation.may_be_corrected(at):
        return words.page.answered
    until = wording.time_of_day(invitation.locked_at, words, _zone(invitation))
    return f"{words.page.answered} {words.page.answered_until.format(time=until)}"


def further_questions(invitation: Invitation, given: Response) -> dict[str, Any]:
    """What is asked after the value; hard and middling answers are asked what made it so."""
    page = wording.texts(invitation.language).page
    easy = instrument(given.instrument).band(given.value) is Band.HIGH
    return {
        "value": given.value,
        "resolved_options": _options(page.resolved_answers, {given.resolved}),
        "driver_options": () if easy else _options(page.drivers, set(given.drivers)),
        "comment_label": page.comment_high if easy else page.comment_low,
        "longest": Response.MAX_COMMENT,
        "contact_options": _options(page.contact_answers, {given.contact_wanted}),
    }


def _options(labels: Any, chosen: set[str]) -> list[Option]:
    return [
        Option(value=value, label=label, chosen=value in chosen) for value, label in labels.items()
    ]


def thanks(invitation: Invitation, given: Response) -> dict[str, Any]:
    """Thanks by what was answered, and the way back for what is not resolved."""
    words = wording.texts(invitation.language)
    deadline = business_day_after(given.changed_at, _zone(invitation))
    text = _thanks(words.page, given).format(
        deadline=wording.day(deadline, words, _zone(invitation))
    )
    return {"thanks": text, "may_reopen": given.resolved in {Solved.NO, Solved.PARTLY}}


def _thanks(page: wording.PageText, given: Response) -> str:
    band = instrument(given.instrument).band(given.value)
    if band is Band.HIGH:
        return page.thanks_high
    if band is Band.MIDDLE:
        return page.thanks_middle
    if given.contact_wanted in {ContactWish.EMAIL, ContactWish.PHONE}:
        return page.thanks_low_contact
    return page.thanks_low_no_contact if given.contact_wanted else page.thanks_low


def _zone(invitation: Invitation) -> Any:
    return zone_of(invitation.timezone, settings.SITE_TIME_ZONE)
