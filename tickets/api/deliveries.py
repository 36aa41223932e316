"""Messages on their way out."""

from django.db.models import Q, QuerySet
from rest_framework.request import Request
from rest_framework.response import Response

from tickets import outbox
from tickets.access import require_work, visible_interactions, visible_tickets
from tickets.api import shapes, showing
from tickets.api.endpoint import Endpoint, found
from tickets.contracts import Caller
from tickets.models import Delivery
from tickets.wire.fields import Object

NOTHING = Object(fields={})


def visible_deliveries(caller: Caller) -> "QuerySet[Delivery]":
    """Deliveries of visible tickets and entries."""
    rows: QuerySet[Delivery] = Delivery.objects.select_related("ticket")
    if caller.queue_ids is None and caller.channel_id is None:
        return rows
    return rows.filter(
        Q(ticket__in=visible_tickets(caller)) | Q(interaction__in=visible_interactions(caller))
    )


class DeliveryDetail(Endpoint):
    """One message on its way, or how it ended."""

    required_scopes = {"GET": "interactions:read"}
    answers = {"GET": {200: shapes.DELIVERY}}
    names = {"GET": "deliveries_get"}

    def get(self, request: Request, delivery_id: str) -> Response:
        """State, attempts, the last error."""
        self.query()
        row = found(visible_deliveries(self.caller), delivery_id)
        return Response(showing.delivery(row, at=self.at))


class _DeliveryAction(Endpoint):
    """Something done with a delivery."""

    required_scopes = {"POST": "tickets:write"}
    bodies = {"POST": NOTHING}
    answers = {"POST": {200: shapes.DELIVERY}}

    def delivery(self, delivery_id: str) -> Delivery:
        """The delivery; raises NotVisible and ReadOnly."""
        self.query()
        self.body()
        row: Delivery = found(visible_deliveries(self.caller), delivery_id)
        if row.ticket is not None:
            require_work(self.caller, row.ticket)
        return row


class CancelDelivery(_DeliveryAction):
    """Takes back what has not left."""

    names = {"POST": "deliveries_cancel"}

    def post(self, request: Request, delivery_id: str) -> Response:
        """409 already_sent if it has left, or is leaving."""
        row = self.delivery(delivery_id)
        row = outbox.cancel(row.id, at=self.at, by=self.by)
        return Response(showing.delivery(row, at=self.at))


class RetryDelivery(_DeliveryAction):
    """Sends a failed message once more."""

    names = {"POST": "deliveries_retry"}

    def post(self, request: Request, delivery_id: str) -> Response:
        """409 already_sent for any but a failed one."""
        row = self.delivery(delivery_id)
        row = outbox.retry(row.id, at=self.at)
        return Response(showing.delivery(row, at=self.at))
