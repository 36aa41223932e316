"""What an agent writes: replies, notes and drafts, and taking a reply back."""

from datetime import datetime, timedelta
from typing import Final

from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from tickets import attachments, lifecycle, outbox, replies
from tickets.contracts import Actor
from tickets.errors import Invalid, Refusal
from tickets.models import Agent, Delivery, Direction, Draft, Interaction, Purpose, Status, Ticket
from tickets.models.ids import is_public_id
from tickets.replies import ReplyText, Stale
from tickets.web.acting import ReadOnly, back_to, disposition_of, say_refusal
from tickets.web.composing import EMAIL, KINDS, NOTE
from tickets.web.desk import show_ticket
from tickets.web.entrance import for_agents
from tickets.web.opened import open_ticket
from tickets.web.ticket_page import Writing

MOST_BYTES: Final = 25 * 1024 * 1024
MOST_TEXT: Final = 200_000
SAME_TEXT_WITHIN: Final = timedelta(seconds=30)
NO_CONTENT, CONFLICT, UNPROCESSABLE = 204, 409, 422
REFUSALS: Final[dict[str, Promise]] = {
    "required": gettext_lazy("There is nothing to send yet."),
    "no_reachable_contact_point": gettext_lazy("This customer has no e-mail address we can use."),
    "channel_disabled": gettext_lazy("No mailbox is set up to send from."),
    "invalid_transition": gettext_lazy("The ticket's status has changed in the meantime."),
    "too_large": gettext_lazy("The files are larger than 25 MB together."),
    "read_only": gettext_lazy("You may read this ticket, but not answer it."),
}


class TooLarge(Invalid):
    """The files are larger than a mail may be."""

    code = "too_large"


@require_POST
@for_agents
def reply(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """Sends a reply or keeps a note. What is refused is shown again with its text and why."""
    opened = open_ticket(agent, number, at=timezone.now())
    kind, text = _typed(request)
    keep_draft(agent, opened.ticket, kind, text, at=timezone.now())
    try:
        if not opened.works:
            raise ReadOnly(number=number)
        _write(request, agent, opened.ticket, kind, text)
    except Refusal as refusal:
        writing, status = _refused(request, kind, refusal)
        opened = open_ticket(agent, number, at=timezone.now())
        return show_ticket(request, agent, opened, writing=writing, status=status)
    return redirect(back_to(request, opened.ticket))


@require_POST
@for_agents
def draft(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """Keeps what is typed; an empty text forgets it."""
    kind, text = _typed(request)
    at = timezone.now()
    keep_draft(agent, open_ticket(agent, number, at=at).ticket, kind, text, at=at)
    return HttpResponse(status=NO_CONTENT)


@require_POST
@for_agents
def undo(request: HttpRequest, agent: Agent, delivery_id: str) -> HttpResponse:
    """Takes a reply back before it leaves; its text returns to its author's composer."""
    delivery = _delivery(agent, delivery_id)
    assert delivery.ticket is not None
    try:
        _take_back(delivery, agent, at=timezone.now())
    except Refusal as refusal:
        say_refusal(request, refusal)
    return redirect(back_to(request, delivery.ticket))


def keep_draft(agent: Agent, ticket: Ticket, kind: str, text: str, *, at: datetime) -> None:
    """Stores the text under its tab of the composer; blank text removes it."""
    if text.strip():
        Draft.objects.update_or_create(
            agent=agent, ticket=ticket, kind=kind, defaults={"text": text, "updated_at": at}
        )
    else:
        Draft.objects.filter(agent=agent, ticket=ticket, kind=kind).delete()


def _typed(request: HttpRequest) -> tuple[str, str]:
    kind = request.POST.get("kind", "")
    if kind not in KINDS:
        raise BadRequest("unknown kind")
    text = request.POST.get("text", "").replace("\x00", "")
    return kind, text.replace("\r\n", "\n")[:MOST_TEXT]


def _write(request: HttpRequest, agent: Agent, ticket: Ticket, kind: str, text: str) -> None:
    at, by = timezone.now(), Actor.agent(agent.id)
    with transaction.atomic():
        lifecycle.locked(ticket.id)
        if _written_already(ticket, agent, kind, text, at=at):
            return
        uploads = _uploads(request, agent, at=at)
        content = ReplyText(text=text, upload_ids=uploads)
        if kind == NOTE:
            replies.note(ticket.id, content, at=at, by=by)
        else:
            _send(request, ticket, content, at=at, by=by)
        Draft.objects.filter(agent=agent, ticket=ticket, kind=kind).delete()


def _send(
    request: HttpRequest, ticket: Ticket, content: ReplyText, *, at: datetime, by: Actor
) -> None:
    then, _separator, disposition = request.POST.get("then", "").partition(":")
    to = request.POST.get("to", "")
    replies.reply(
        ticket.id,
        content,
        at=at,
        by=by,
        to=to if is_public_id("cpt", to) else None,
        seen=request.POST.get("seen") or None,
        force=request.POST.get("anyway") == "1",
        set_status=Status.PENDING if then == "wait" else None,
    )
    if then == "resolve":
        lifecycle.resolve(ticket.id, at=at, by=by, disposition=disposition_of(disposition))


def _written_already(ticket: Ticket, agent: Agent, kind: str, text: str, *, at: datetime) -> bool:
    """Whether this is the second half of a double click."""
    return (
        Interaction.objects.of_ticket(ticket.id)
        .filter(agent=agent, kind=kind, text=text.strip(), occurred_at__gt=at - SAME_TEXT_WITHIN)
        .exclude(direction=Direction.INBOUND)
        .exclude(deliveries__state="cancelled")
        .exists()
    )


def _uploads(request: HttpRequest, agent: Agent, *, at: datetime) -> tuple[str, ...]:
    files = request.FILES.getlist("files")
    if sum(file.size or 0 for file in files) > MOST_BYTES:
        raise TooLarge(field="files")
    return tuple(
        attachments.upload(
            file.name or "", file.content_type or "", file.read(), at=at, uploaded_by=agent.id
        ).id
        for file in files
    )


def _refused(request: HttpRequest, kind: str, refusal: Refusal) -> tuple[Writing, int]:
    if isinstance(refusal, Stale):
        title = _("Something happened on this ticket while you were typing")
        missing = frozenset(refusal.facts["missing"])
        then = request.POST.get("then", "stay")
        return Writing(kind=kind, stale_title=title, missing=missing, then=then), CONFLICT
    words = REFUSALS.get(refusal.code, gettext_lazy("That is not possible now."))
    return Writing(kind=kind, errors={kind: [str(words)]}), UNPROCESSABLE


def _delivery(agent: Agent, delivery_id: str) -> Delivery:
    rows = Delivery.objects.filter(
        purpose=Purpose.REPLY,
        ticket__queue__memberships__agent=agent,
        ticket__queue__memberships__access__in=["work", "lead"],
    ).select_related("ticket", "interaction")
    found = rows.filter(id=delivery_id).first() if is_public_id("del", delivery_id) else None
    if found is None:
        raise Http404
    return found


def _take_back(delivery: Delivery, agent: Agent, *, at: datetime) -> None:
    """Cancels the delivery; the ticket, which waits for nobody now, opens again."""
    ticket, entry, by = delivery.ticket, delivery.interaction, Actor.agent(agent.id)
    assert ticket is not None
    with transaction.atomic():
        outbox.cancel(delivery.id, at=at, by=by)
        status = lifecycle.locked(ticket.id).status
        if status == Status.RESOLVED:
            lifecycle.reopen(ticket.id, at=at, by=by)
        elif status == Status.PENDING:
            lifecycle.change_status(ticket.id, Status.OPEN, at=at, by=by)
        own = entry is not None and entry.agent_id == agent.id
        if entry is not None and own and not _has_draft(agent, ticket):
            keep_draft(agent, ticket, EMAIL, entry.text, at=at)


def _has_draft(agent: Agent, ticket: Ticket) -> bool:
    return Draft.objects.filter(agent=agent, ticket=ticket, kind=EMAIL).exists()
