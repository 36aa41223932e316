"""What is done with a ticket: answered, noted on, resolved, reopened, closed; and its history."""

from typing import Any, ClassVar, Final

from rest_framework.request import Request
from rest_framework.response import Response

from tickets import lifecycle, replies, ticket_changes
from tickets.access import require_work, visible_tickets
from tickets.api import interactions, shapes, showing, tickets
from tickets.api.endpoint import Endpoint
from tickets.api.named import the_ticket
from tickets.api.uploads import require_own_uploads
from tickets.customers.points import normalise_email
from tickets.models import Agent, Interaction, Status, Ticket, TicketEvent
from tickets.wire.fields import Choice, Field, Flag, Id, ListOf, Moment, Object, OneOf, Text
from tickets.wire.flaws import Flaw, NotValid, unfit
from tickets.wire.references import named_in

MAX_TEXT: Final = 1024 * 1024
TOKENS: Final = ListOf(item=Object(fields={"token": Id(prefix="att", required=True)}), most=50)
NOTHING: Final = Object(fields={})


class Address(Text):
    """One e-mail address."""

    def read(self, value: Any) -> str:
        address = normalise_email(super().read(value))
        return address or unfit("invalid")


class TicketAction(Endpoint):
    """Something done with one visible ticket by somebody who works in its queue."""

    required_scopes = {"POST": "tickets:write"}

    def ticket(self, named: str, tail: str) -> Ticket:
        """The ticket; raises NotVisible, Merged and ReadOnly."""
        row = the_ticket(visible_tickets(self.caller), named, tail=tail)
        require_work(self.caller, row)
        return row


class Replies(TicketAction):
    """An answer that leaves after the undo time, or when it is told to."""

    bodies = {
        "POST": Object(
            name="ReplyIn",
            fields={
                "channel": Choice(of=("auto", "email")),
                "to": Id(prefix="cpt", nullable=True, about="null: the address used last."),
                "cc": ListOf(item=Address(limit=254), most=20),
                "body": Object(
                    required=True,
                    fields={
                        "text": Text(limit=MAX_TEXT, least=1, lines=True, required=True),
                        "html": Text(limit=MAX_TEXT, lines=True, nullable=True),
                    },
                ),
                "attachments": TOKENS,
                "set_status": Choice(of=("open", "pending", "on_hold", "resolved"), nullable=True),
                "send_at": Moment(nullable=True),
                "seen": Text(limit=40, nullable=True, about="last_entry of the ticket you saw."),
                "force": Flag(),
            },
        )
    }
    answers = {"POST": {202: shapes.WRITTEN}}
    names = {"POST": "tickets_reply"}

    def post(self, request: Request, ticket: str) -> Response:
        """Queues the answer. 409 stale if there is something newer than seen."""
        self.query()
        given = self.body()
        row = self.ticket(ticket, "replies/")
        files = given.get("attachments") or []
        require_own_uploads(files, self.caller, at=self.at)
        wanted = given.get("set_status")
        written = replies.reply(
            row.id,
            replies.ReplyText(
                text=given["body"]["text"],
                html=given["body"].get("html") or "",
                cc=tuple(given.get("cc") or ()),
                upload_ids=tuple(item["token"] for item in files),
            ),
            at=self.at,
            by=self.by,
            to=given.get("to"),
            seen=given.get("seen"),
            force=given.get("force", False),
            set_status=Status(wanted) if wanted else None,
            send_at=given.get("send_at"),
        )
        assert written.delivery is not None
        return Response(
            {
                "interaction": {"id": written.interaction.id},
                "message": None,
                "delivery": showing.delivery(written.delivery, at=self.at),
            },
            status=202,
        )


class Notes(TicketAction):
    """A note for colleagues; it has no delivery and can never leave."""

    bodies = {
        "POST": Object(
            name="NoteIn",
            fields={
                "body": Text(limit=MAX_TEXT, least=1, lines=True, required=True),
                "attachments": TOKENS,
                "mentions": ListOf(item=Id(prefix="agt"), most=50),
            },
        )
    }
    answers = {"POST": {201: shapes.INTERACTION}}
    names = {"POST": "tickets_note"}

    def post(self, request: Request, ticket: str) -> Response:
        """Writes the note."""
        self.query()
        given = self.body()
        row = self.ticket(ticket, "notes/")
        files = given.get("attachments") or []
        require_own_uploads(files, self.caller, at=self.at)
        mentions = tuple(dict.fromkeys(given.get("mentions") or ()))
        if mentions and Agent.objects.filter(id__in=mentions).count() != len(mentions):
            raise NotValid(Flaw("/mentions", "unknown_agent"))
        content = replies.ReplyText(
            text=given["body"], upload_ids=tuple(item["token"] for item in files)
        )
        written = replies.note(row.id, content, at=self.at, by=self.by, mentions=mentions)
        entry = interactions.read_for_showing(
            Interaction.objects.filter(id=written.interaction.id)
        ).get()
        return Response(interactions.shown_entry(self, entry), status=201)


class Resolve(TicketAction):
    """The matter is settled; whether the customer is asked is decided afterwards, once."""

    bodies = {
        "POST": Object(
            name="ResolveIn",
            fields={
                "disposition": Text(limit=50, nullable=True),
                "reason": Text(limit=80, nullable=True),
                "survey": OneOf(
                    kinds=(
                        Choice(of=("default",)),
                        Object(fields={"suppress": Text(limit=60, least=1, required=True)}),
                    )
                ),
            },
        )
    }
    answers = {"POST": {200: shapes.TICKET}}
    names = {"POST": "tickets_resolve"}

    def post(self, request: Request, ticket: str) -> Response:
        """Resolves the ticket; 409 invalid_transition if that cannot follow."""
        self.query()
        given = self.body()
        row = self.ticket(ticket, "resolve/")
        references = named_in({name: given.get(name) for name in ("disposition", "reason")})
        survey = given.get("survey", "default")
        ticket_changes.resolve(
            row.id,
            at=self.at,
            by=self.by,
            disposition=references.disposition,
            reason=references.reason,
            suppress_survey=survey["suppress"] if isinstance(survey, dict) else "",
        )
        return tickets.answer(row.id)


class Reopen(TicketAction):
    """A resolved ticket needs work again."""

    bodies = {"POST": NOTHING}
    answers = {"POST": {200: shapes.TICKET}}
    names = {"POST": "tickets_reopen"}

    def post(self, request: Request, ticket: str) -> Response:
        """Opens it; 409 invalid_transition for any other status."""
        self.query()
        self.body()
        row = self.ticket(ticket, "reopen/")
        lifecycle.reopen(row.id, at=self.at, by=self.by)
        return tickets.answer(row.id)


class Close(TicketAction):
    """A resolved ticket ends for good; the next contact opens a new one."""

    bodies = {"POST": NOTHING}
    answers = {"POST": {200: shapes.TICKET}}
    names = {"POST": "tickets_close"}

    def post(self, request: Request, ticket: str) -> Response:
        """Closes it; 409 invalid_transition for any other status."""
        self.query()
        self.body()
        row = self.ticket(ticket, "close/")
        lifecycle.close(row.id, at=self.at, by=self.by)
        return tickets.answer(row.id)


class TicketInteractions(Endpoint):
    """Entries of one ticket."""

    required_scopes = {"GET": "tickets:read"}
    answers = {"GET": {200: shapes.INTERACTION}}
    filters: ClassVar[dict[str, Field]] = {"expand": interactions.EXPAND}
    names = {"GET": "tickets_interactions"}
    pages = True
    order: tuple[str, ...] = ("-occurred_at", "-id")

    def get(self, request: Request, ticket: str) -> Response:
        """Newest first."""
        expand = self.query().get("expand", ())
        row = the_ticket(visible_tickets(self.caller), ticket, tail="interactions/")
        rows = interactions.read_for_showing(Interaction.objects.filter(ticket=row))
        if "messages" in expand:
            rows = rows.prefetch_related("messages")
        return self.page(rows, lambda entry: interactions.shown_entry(self, entry, expand))


class TicketEvents(Endpoint):
    """The audit trail of one ticket."""

    required_scopes = {"GET": "tickets:read"}
    answers = {"GET": {200: shapes.EVENT}}
    names = {"GET": "tickets_events"}
    pages = True
    order: tuple[str, ...] = ("-seq",)

    def get(self, request: Request, ticket: str) -> Response:
        """Newest first."""
        self.query()
        row = the_ticket(visible_tickets(self.caller), ticket, tail="events/")
        return self.page(TicketEvent.objects.filter(ticket=row), showing.event)
