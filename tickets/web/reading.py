"""What an entry holds beside its text: the lines of a chat, its files, the mail as it came."""

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tickets import attachments, richtext
from tickets.models import Agent, Attachment, Message, MessageRole
from tickets.models.ids import is_public_id
from tickets.web.blocks import url_of
from tickets.web.entrance import for_agents, is_partial
from tickets.web.formats import moment
from tickets.web.opened import visible_entry
from tickets.web.rows import LineRow

MOST_LINES: Final = 2000
SHOWN_TYPES: Final = frozenset(
    {"image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf", "text/plain"}
)
FILE_POLICY: Final = "sandbox; default-src 'none'"
MAIL_POLICY: Final = (
    "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "sandbox allow-popups allow-popups-to-escape-sandbox"
)


@require_safe
@for_agents
def lines(request: HttpRequest, agent: Agent, entry_id: str) -> HttpResponse:
    """The lines of a chat; inside the timeline, or on a page of their own."""
    entry = visible_entry(agent, entry_id)
    found = entry.messages.order_by("seq")[:MOST_LINES]
    shown = {"lines": [_line(row) for row in found]}
    if is_partial(request):
        return render(request, "tickets/desk/lines.html", shown)
    assert entry.ticket is not None
    more = {"title": _("Chat"), "back_url": f"{url_of(entry.ticket)}#{entry.id}"}
    return render(request, "tickets/desk/lines_page.html", shown | more)


@require_safe
@for_agents
def original(request: HttpRequest, agent: Agent, entry_id: str) -> HttpResponse:
    """A mail as it came: its HTML made safe, else its whole text; nothing is loaded or run."""
    entry = visible_entry(agent, entry_id)
    if entry.html:
        body = richtext.sanitise(entry.html).html
    else:
        body = richtext.text_to_html(entry.full_text or entry.text)
    response = render(
        request,
        "tickets/desk/original.html",
        {"body": body, "subject": entry.subject, "language": entry.language or "und"},
    )
    response["Content-Security-Policy"] = MAIL_POLICY
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_safe
@for_agents
def file(_request: HttpRequest, agent: Agent, file_id: str) -> HttpResponse:
    """A file to download; what could run something is never given out."""
    row = _visible_file(agent, file_id)
    try:
        content = attachments.read_bytes(row)
    except FileNotFoundError as error:
        raise Http404 from error
    known = row.content_type in SHOWN_TYPES
    response = HttpResponse(
        content, content_type=row.content_type if known else "application/octet-stream"
    )
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=row.filename
    )
    response["Content-Security-Policy"] = FILE_POLICY
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _visible_file(agent: Agent, file_id: str) -> Attachment:
    if not is_public_id("att", file_id):
        raise Http404
    rows = Attachment.objects.filter(
        id=file_id, blocked=False, interaction__ticket__queue__memberships__agent=agent
    )
    found = rows.first()
    if found is None:
        raise Http404
    return found


def _line(row: Message) -> LineRow:
    quiet = row.role == MessageRole.SYSTEM
    return LineRow(
        author="" if quiet else row.author_name or str(MessageRole(row.role).label).capitalize(),
        text=row.text,
        at=moment(row.sent_at),
        ours=row.role in {MessageRole.AGENT, MessageRole.BOT},
        quiet=quiet,
    )
