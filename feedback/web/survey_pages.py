"""The public survey: one question on one page, answered without script, account or cookie.

GET, HEAD and OPTIONS write nothing: programs that check mail open every link.
"""

import re
from datetime import datetime
from http import HTTPStatus
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from feedback.models.surveys import Cancellation, Invitation, InvitationState, Response, Suppression
from feedback.surveys import nonces, permission, responses, returning, traces
from feedback.surveys.responses import Answer, is_answerable
from feedback.surveys.scales import instrument
from feedback.surveys.suspicion import Evidence
from feedback.web import survey_context as context
from feedback.web.survey_access import now, opened, public_page, shown, unknown
from tickets.cleaning import clean_text
from tickets.contracts import Actor

_NUMBER: Final = re.compile(r"\d{1,2}", re.ASCII)
_ONE_CLICK: Final = "One-Click"
_OPTED_OUT: Final = frozenset({Cancellation.OPTED_OUT, Suppression.OPTED_OUT})


@public_page
def page(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows what there is to do; POST takes one step of an answer."""
    invitation = opened(token)
    if invitation is None:
        return unknown(request)
    at = now()
    if request.method == "POST":
        return _answer(request, invitation, token, at=at)
    if "v" in request.GET:
        traces.opened(token, request.GET["v"][:4], at=at)
    if context.TRAP in request.GET:
        traces.opened(token, context.TRAP, at=at)
    chosen = _on_scale(invitation, request.GET.get("v", ""))
    return _stage(request, invitation, token, at=at, chosen=chosen)


@public_page
def reopen(request: HttpRequest, token: str) -> HttpResponse:
    """POST opens the ticket again, with or without words; GET leads to the page."""
    invitation = opened(token)
    if invitation is None:
        return unknown(request)
    if request.method != "POST":
        return _to(token)
    at = now()
    if not (is_answerable(invitation, at) or _is_reopened(invitation)):
        return _over(request, invitation, token, at=at)
    try:
        press = nonces.check(token, request.POST.get("nonce", ""), at=at)
    except nonces.BadNonce:
        return _sorry(request, invitation, token, at=at, words="stale_page")
    if request.POST.get(context.HONEYPOT):
        return _sorry(request, invitation, token, at=at, words="stale_page")
    text = clean_text(request.POST.get("text", "")).strip()
    try:
        receipt = returning.say_not_resolved(invitation, at=at, press=press, text=text)
    except returning.NotReachable:
        return _sorry(
            request,
            invitation,
            token,
            at=at,
            words="trouble",
            status=HTTPStatus.SERVICE_UNAVAILABLE,
        )
    return _to(token, step="received" if text and receipt else "reopened")


@public_page
def opt_out(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks for a click; POST, also a mail program's one-click, means it."""
    invitation = opened(token)
    if invitation is None:
        return unknown(request)
    at = now()
    frame = context.frame(invitation, token, at=at)
    if request.method == "POST":
        if request.POST.get("List-Unsubscribe") != _ONE_CLICK:
            try:
                nonces.check(token, request.POST.get("nonce", ""), at=at)
            except nonces.BadNonce:
                return shown(request, "opt_out", invitation, frame, status=HTTPStatus.BAD_REQUEST)
        by = Actor(kind="customer", id=invitation.customer_id)
        permission.opt_out(invitation.customer, at=at, by=by, source="survey_link")
    elif not permission.is_opted_out(invitation.customer):
        return shown(request, "opt_out", invitation, frame)
    return shown(request, "notice", invitation, {**frame, "text": frame["words"].opted_out})


def _answer(
    request: HttpRequest, invitation: Invitation, token: str, *, at: datetime
) -> HttpResponse:
    """Saves one step and leads to the next one."""
    if not is_answerable(invitation, at):
        return _over(request, invitation, token, at=at)
    value = _on_scale(invitation, request.POST.get("value", ""))
    try:
        nonces.check(token, request.POST.get("nonce", ""), at=at)
        if value is None:
            raise responses.OffTheScale("No value.", field="value")
        responses.record(
            invitation.id,
            _given(request, value),
            at=at,
            by=Actor(kind="customer", id=invitation.customer_id),
            evidence=_evidence(request, token, at=at),
        )
    except nonces.BadNonce:
        return _sorry(request, invitation, token, at=at, words="stale_page", chosen=value)
    except responses.OffTheScale:
        return _sorry(request, invitation, token, at=at, words="choose", chosen=value)
    except responses.NotAnswerable:
        invitation.refresh_from_db()
        return _over(request, invitation, token, at=at)
    except responses.TooManyAnswers:
        status = HTTPStatus.TOO_MANY_REQUESTS
        return _sorry(request, invitation, token, at=at, words="too_many", status=status)
    return _to(token, step="thanks" if "more" in request.POST else "more")


def _given(request: HttpRequest, value: int) -> Answer:
    return Answer(
        value=value,
        resolved=request.POST.get("resolved", ""),
        drivers=tuple(request.POST.getlist("drivers")[:20]),
        comment=request.POST.get("comment", ""),
        contact_wanted=request.POST.get("contact_wanted", ""),
    )


def _evidence(request: HttpRequest, token: str, *, at: datetime) -> Evidence:
    fetched = traces.values_opened(token, at=at)
    return Evidence(
        honeypot=bool(request.POST.get(context.HONEYPOT)) or context.TRAP in fetched,
        links=len(fetched - {context.TRAP}),
    )


def _stage(
    request: HttpRequest, invitation: Invitation, token: str, *, at: datetime, chosen: int | None
) -> HttpResponse:
    """The page that fits the invitation's state."""
    frame = context.frame(invitation, token, at=at)
    step = request.GET.get("step", "")
    if step == "received" and _is_reopened(invitation):
        return shown(
            request, "notice", invitation, {**frame, "text": frame["words"].message_received}
        )
    if _is_reopened(invitation) and (step == "reopened" or not is_answerable(invitation, at)):
        return shown(request, "reopened", invitation, frame)
    if not is_answerable(invitation, at):
        return _over(request, invitation, token, at=at)
    given = responses.newest(invitation) if step in {"more", "thanks"} else None
    if given is None:
        more = context.question(invitation, at=at, chosen=chosen)
        return shown(request, "ask", invitation, frame | more)
    return _after(request, invitation, frame, given, step)


def _after(
    request: HttpRequest,
    invitation: Invitation,
    frame: dict[str, object],
    given: Response,
    step: str,
) -> HttpResponse:
    if step == "more":
        more = context.further_questions(invitation, given)
        return shown(request, "more", invitation, frame | more)
    return shown(request, "thanks", invitation, frame | context.thanks(invitation, given))


def _over(
    request: HttpRequest, invitation: Invitation, token: str, *, at: datetime
) -> HttpResponse:
    """Nothing can be answered any more; nothing is stored."""
    frame = context.frame(invitation, token, at=at)
    reading = request.method != "POST"
    if _is_reopened(invitation) and invitation.state == InvitationState.CANCELLED:
        status = HTTPStatus.OK if reading else HTTPStatus.GONE
        return shown(request, "reopened", invitation, frame, status=status)
    words, status = frame["words"].expired, HTTPStatus.GONE
    if invitation.reason in _OPTED_OUT:
        words = frame["words"].opted_out
    elif invitation.state == InvitationState.ANSWERED:
        words = frame["words"].answered
    if reading and words != frame["words"].expired:
        status = HTTPStatus.OK
    return shown(request, "notice", invitation, {**frame, "text": words}, status=status)


def _sorry(
    request: HttpRequest,
    invitation: Invitation,
    token: str,
    *,
    at: datetime,
    words: str,
    chosen: int | None = None,
    status: HTTPStatus = HTTPStatus.BAD_REQUEST,
) -> HttpResponse:
    """The page again with what was wrong; nothing is stored."""
    frame = context.frame(invitation, token, at=at)
    frame["problem"] = getattr(frame["words"], words)
    frame["typed"] = request.POST.get("comment") or request.POST.get("text", "")
    if not is_answerable(invitation, at):
        return shown(request, "reopened", invitation, frame, status=status)
    given = responses.newest(invitation) if "more" in request.POST else None
    if given is not None:
        more = context.further_questions(invitation, given)
        return shown(request, "more", invitation, frame | more, status=status)
    more = context.question(invitation, at=at, chosen=chosen)
    return shown(request, "ask", invitation, frame | more, status=status)


def _is_reopened(invitation: Invitation) -> bool:
    withdrawn = (
        invitation.state == InvitationState.CANCELLED and invitation.reason == Cancellation.REOPENED
    )
    return withdrawn or invitation.reopened_after_answer


def _on_scale(invitation: Invitation, text: str) -> int | None:
    """The value the text means on this survey's scale, or ``None``."""
    if invitation.definition is None or not _NUMBER.fullmatch(text):
        return None
    value = int(text)
    return value if value in instrument(invitation.definition.instrument).values else None


def _to(token: str, *, step: str = "") -> HttpResponse:
    address = reverse("survey_page", args=[token])
    response = HttpResponseRedirect(f"{address}?step={step}" if step else address)
    response.status_code = HTTPStatus.SEE_OTHER
    return response
