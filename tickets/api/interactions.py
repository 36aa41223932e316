"""Entries of communication: recorded by anybody, listed, found again, corrected."""

from collections.abc import Sequence
from typing import Any, ClassVar, Final

from django.db.models import Q, QuerySet
from rest_framework.request import Request
from rest_framework.response import Response

from tickets import corrections, transcripts
from tickets.access import NotVisible, require_work, visible_interactions
from tickets.api import shapes, showing
from tickets.api.endpoint import Endpoint, found
from tickets.api.named import named_ticket
from tickets.api.query import AnyOf, When, Whole
from tickets.api.receiving import Outcome, Submission, channel_for, receive, require_same
from tickets.cleaning import plausible_time
from tickets.models import Customer, Direction, Interaction, InteractionKind, Mood, Ticket
from tickets.models.database_values import OldestRunningTransaction
from tickets.models.ids import is_public_id
from tickets.wire.contact import BODY, LINE, line_of
from tickets.wire.fields import Choice, Flag, Free, Id, Moment, Object, Text
from tickets.wire.references import AGENT, named_in

REPLAYED: Final = "Idempotent-Replayed"
EXPAND: Final = AnyOf(of=("messages",))
SHOWN: Final = (
    *("channel", "customer__merged_into", "contact_point", "ticket", "agent", "reason"),
    "disposition",
)


def read_for_showing(rows: "QuerySet[Interaction]") -> "QuerySet[Interaction]":
    """The rows with everything an answer shows."""
    return (
        rows.select_related(*SHOWN).defer("full_text").prefetch_related("attachments", "deliveries")
    )


class Interactions(Endpoint):
    """What happened on any channel; recording it never sends anything."""

    required_scopes = {"GET": "interactions:read", "POST": "interactions:write"}
    bodies = {"POST": BODY}
    answers = {
        "GET": {200: shapes.INTERACTION},
        "POST": {201: shapes.INTERACTION, 200: shapes.INTERACTION, 202: shapes.KEPT},
    }
    filters: ClassVar[dict[str, Any]] = {
        "channel": AnyOf(prefix="chn"),
        "kind": AnyOf(of=tuple(InteractionKind.values)),
        "direction": AnyOf(of=tuple(Direction.values)),
        "customer": Id(prefix="cus"),
        "ticket": Text(limit=40, about="Id or number."),
        "agent": AnyOf(prefix="agt"),
        "reason": AnyOf(),
        "occurred_after": When(),
        "occurred_before": When(),
        "seq_after": Whole(about="In the order of recording; leaves out what may still change."),
        "q": Text(limit=200, least=1),
        "expand": EXPAND,
    }
    switches = {"POST": {"on_conflict": Choice(of=("ignore",))}}
    names = {"GET": "interactions_list", "POST": "interactions_create"}
    pages = True
    order: tuple[str, ...] = ("-occurred_at", "-id")

    def get(self, request: Request) -> Response:
        """Entries the caller may see, newest first."""
        asked = self.query()
        rows = read_for_showing(visible_interactions(self.caller))
        if "seq_after" in asked:
            self.order = ("seq",)
            rows = rows.filter(seq__gt=asked["seq_after"], tx__lt=OldestRunningTransaction())
        if "messages" in asked.get("expand", ()):
            rows = rows.prefetch_related("messages")
        return self.page(
            _narrowed(rows, asked), lambda row: self._shown(row, asked.get("expand", ()))
        )

    def post(self, request: Request) -> Response:
        """Records one contact. The same channel and external id again answers 200."""
        asked, given = self.query(), self.body()
        submission = Submission(
            given=given,
            document=request.data,
            channel=channel_for(given, self.caller),
            caller=self.caller,
            at=self.at,
        )
        later = "respond-async" in request.META.get("HTTP_PREFER", "")
        outcome = receive(submission, later=later)
        if outcome.kept:
            return Response({"payload": outcome.kept, "state": "kept"}, status=202)
        return self._answer(outcome, given, ignore="on_conflict" in asked)

    def _answer(self, outcome: Outcome, given: dict[str, Any], *, ignore: bool) -> Response:
        entry, receipt = outcome.entry, outcome.receipt
        assert entry is not None
        assert receipt is not None
        if not receipt.repeated:
            files: Sequence[Any] = list(entry.attachments.all()) if entry.attachment_count else ()
            shown = showing.interaction(entry, files=files, receipt=receipt, at=self.at)
            return Response(shown, status=201, headers={"Location": shown["url"]})
        if not ignore:
            require_same(entry, given)
        rows = read_for_showing(Interaction.objects.filter(id=entry.id))
        return Response(self._shown(rows.get()), status=200, headers={REPLAYED: "true"})

    def _shown(self, row: Interaction, expand: Sequence[str] = ()) -> dict[str, Any]:
        return shown_entry(self, row, expand)


class InteractionDetail(Endpoint):
    """One entry. What was said is immutable; facts around it can be corrected."""

    required_scopes = {"GET": "interactions:read", "PATCH": "interactions:write"}
    filters = {"expand": EXPAND}
    bodies = {
        "PATCH": Object(
            name="InteractionPatch",
            fields={
                "reason": Text(limit=80, nullable=True),
                "disposition": Text(limit=50, nullable=True),
                "mood": Choice(of=tuple(Mood.values), nullable=True),
                "agent": AGENT,
                "ended_at": Moment(nullable=True),
                "spam": Flag(),
                "metadata": Free(nullable=True),
            },
        )
    }
    answers = {"GET": {200: shapes.INTERACTION}, "PATCH": {200: shapes.INTERACTION}}
    names = {"GET": "interactions_get", "PATCH": "interactions_correct"}

    def get(self, request: Request, interaction_id: str) -> Response:
        """The entry."""
        asked = self.query()
        row = found(read_for_showing(visible_interactions(self.caller)), interaction_id)
        return Response(shown_entry(self, row, asked.get("expand", ())))

    def patch(self, request: Request, interaction_id: str) -> Response:
        """Corrects facts; null clears."""
        self.query()
        facts = self.body()
        row = found(visible_interactions(self.caller).select_related("ticket"), interaction_id)
        if row.ticket is not None:
            require_work(self.caller, row.ticket)
        references = named_in(facts)
        for name in ("reason", "disposition", "agent"):
            if name in facts:
                facts[name] = getattr(references, name)
        if facts.get("ended_at"):
            plausible_time(facts["ended_at"], at=self.at, field="ended_at")
        corrections.correct_entry(row.id, facts, at=self.at, by=self.by)
        rows = read_for_showing(Interaction.objects.filter(id=row.id))
        return Response(shown_entry(self, rows.get()))


class InteractionByExternal(Endpoint):
    """An entry by the name its feeder gave it, in the path or as a parameter."""

    required_scopes = {"GET": ("interactions:read", "interactions:write")}
    filters = {"external_id": Text(limit=255), "expand": EXPAND}
    answers = {"GET": {200: shapes.INTERACTION}}
    names = {"GET": "interactions_get_by_external"}

    def get(self, request: Request, channel_id: str, external_id: str = "") -> Response:
        """The entry of a channel with this external id."""
        asked = self.query()
        wanted = external_id or asked.get("external_id", "")
        caller = self.caller
        if not caller.has("interactions:read") and caller.channel_id != channel_id:
            raise NotVisible(channel_id)
        rows = read_for_showing(visible_interactions(caller)).filter(external_id=wanted)
        known = bool(wanted) and is_public_id("chn", channel_id)
        row = rows.filter(channel=channel_id).first() if known else None
        if row is None:
            raise NotVisible(wanted)
        return Response(shown_entry(self, row, asked.get("expand", ())))


class InteractionMessages(Endpoint):
    """Lines of a transcript."""

    required_scopes = {"POST": "interactions:write"}
    bodies = {"POST": LINE}
    answers = {"POST": {201: shapes.MESSAGE, 200: shapes.MESSAGE}}
    names = {"POST": "interactions_add_message"}

    def post(self, request: Request, interaction_id: str) -> Response:
        """Adds a line; the same client id again answers 200 with the stored one."""
        self.query()
        line = line_of(self.body())
        plausible_time(line.sent_at, at=self.at, field="sent_at")
        row = found(visible_interactions(self.caller).select_related("ticket"), interaction_id)
        if row.ticket is not None:
            require_work(self.caller, row.ticket)
        message, is_new = transcripts.append(row.id, line, at=self.at)
        headers = {} if is_new else {REPLAYED: "true"}
        return Response(showing.message(message), status=201 if is_new else 200, headers=headers)


def shown_entry(endpoint: Endpoint, row: Interaction, expand: Sequence[str] = ()) -> dict[str, Any]:
    """A row of :func:`read_for_showing` as an answer."""
    deliveries = sorted(row.deliveries.all(), key=lambda item: item.id, reverse=True)
    files = sorted(row.attachments.all(), key=lambda item: item.id)
    shown = showing.interaction(row, files=files, deliveries=deliveries, at=endpoint.at)
    if "messages" in expand:
        lines = sorted(row.messages.all(), key=lambda item: item.seq)
        shown["messages"] = [showing.message(line) for line in lines]
    return shown


def _narrowed(rows: "QuerySet[Interaction]", asked: dict[str, Any]) -> "QuerySet[Interaction]":
    for name in ("channel", "kind", "direction", "agent"):
        if name in asked:
            rows = rows.filter(**{f"{name}__in": asked[name]})
    if "reason" in asked:
        rows = rows.filter(reason__key__in=asked["reason"])
    if "customer" in asked:
        rows = rows.filter(customer__in=Customer.objects.cluster_of(asked["customer"]))
    if "ticket" in asked:
        rows = rows.filter(ticket__in=Ticket.objects.filter(named_ticket(asked["ticket"])))
    if "occurred_after" in asked:
        rows = rows.filter(occurred_at__gte=asked["occurred_after"])
    if "occurred_before" in asked:
        rows = rows.filter(occurred_at__lt=asked["occurred_before"])
    if "q" in asked:
        rows = rows.filter(Q(text__icontains=asked["q"]) | Q(subject__icontains=asked["q"]))
    return rows
