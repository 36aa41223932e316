"""Customers: found, made, changed; and the addresses they are reached at."""

from functools import cache
from typing import Any, ClassVar, Final
from zoneinfo import available_timezones

from django.db.models import Q, QuerySet
from rest_framework.request import Request
from rest_framework.response import Response

from tickets.access import visible_customers
from tickets.api import shapes, showing
from tickets.api.endpoint import Endpoint
from tickets.api.named import the_customer
from tickets.api.query import When
from tickets.cleaning import folded
from tickets.contracts import Caller, GivenPoint
from tickets.customers import upkeep
from tickets.customers.points import normalise
from tickets.models import ContactPoint, Customer, PointKind
from tickets.wire.document import Malformed
from tickets.wire.fields import Choice, Field, Flag, Free, ListOf, Nothing, Object, Text
from tickets.wire.flaws import Flaw, NotValid, unfit
from tickets.wire.points import POINT, flaw_of, given_point

REGION: Final = "CZ"
PERMISSIONS: Final = tuple(Customer.SurveyPermission.values)


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


class TimeZone(Text):
    """An IANA name of a time zone, or nothing."""

    def read(self, value: Any) -> str:
        name = super().read(value)
        if name and name not in _zones():
            unfit("invalid")
        return name


FACTS: Final[dict[str, Field]] = {
    "name": Text(limit=200, nullable=True),
    "company": Text(limit=200, nullable=True),
    "language": Text(limit=8, nullable=True),
    "timezone": TimeZone(limit=64, nullable=True),
    "vip": Flag(),
    "survey_permission": Choice(of=PERMISSIONS),
    "metadata": Free(nullable=True),
}


def read_for_showing(rows: "QuerySet[Customer]") -> "QuerySet[Customer]":
    """The rows with everything an answer shows."""
    return rows.prefetch_related("contact_points", "absorbed__contact_points")


def shown(row: Customer) -> dict[str, Any]:
    """A row of :func:`read_for_showing` as an answer, with its whole cluster's points."""
    merged = sorted(row.absorbed.all(), key=lambda item: item.id)
    points = [*row.contact_points.all()]
    for absorbed in merged:
        points += absorbed.contact_points.all()
    points.sort(key=lambda point: (point.first_seen_at, point.id))
    return showing.customer(row, points=points, merged=merged)


class Customers(Endpoint):
    """People who contact us."""

    required_scopes = {"GET": "customers:read", "POST": "customers:write"}
    bodies = {
        "POST": Object(
            name="CustomerIn", fields={**FACTS, "contact_points": ListOf(item=POINT, most=20)}
        )
    }
    answers = {
        "GET": {200: shapes.CUSTOMER},
        "POST": {201: shapes.CUSTOMER, 200: shapes.CUSTOMER},
    }
    filters: ClassVar[dict[str, Field]] = {
        "q": Text(limit=200, least=1, about="Part of a name."),
        "contact_point": Text(limit=320, about="email:jana@example.cz or external:crm:883120."),
        "updated_after": When(),
    }
    names = {"GET": "customers_list", "POST": "customers_upsert"}
    pages = True
    order: tuple[str, ...] = ("-id",)

    def get(self, request: Request) -> Response:
        """Customers the caller may see, newest first; by change with updated_after."""
        asked = self.query()
        rows = visible_customers(self.caller).filter(merged_into=None, erased_at=None)
        if "q" in asked:
            rows = rows.filter(sort_name__contains=folded(asked["q"]))
        if "contact_point" in asked:
            rows = rows.filter(_having(asked["contact_point"]))
        if "updated_after" in asked:
            self.order = ("updated_at", "id")
            rows = rows.filter(updated_at__gte=asked["updated_after"])
        return self.page(read_for_showing(rows), shown)

    def post(self, request: Request) -> Response:
        """Makes a customer, or changes the one that has the external point."""
        self.query()
        given = self.body()
        if not given.get("name") and not given.get("contact_points"):
            raise NotValid(Flaw("/contact_points", "required"))
        points = _points(given.pop("contact_points", []), self.caller)
        _require_visible_owner(points, self.caller)
        try:
            customer, is_new = upkeep.upsert(_facts(given), points, at=self.at)
        except upkeep.ContactPointTaken as error:
            raise without_hidden_holder(error, self.caller) from error
        row = read_for_showing(Customer.objects.filter(id=customer.id)).get()
        headers = {"ETag": showing.etag(row)}
        return Response(shown(row), status=201 if is_new else 200, headers=headers)


class CustomerDetail(Endpoint):
    """One customer."""

    required_scopes = {
        "GET": "customers:read",
        "PATCH": "customers:write",
        "DELETE": "customers:write",
    }
    bodies = {"PATCH": Object(name="CustomerPatch", fields=FACTS)}
    answers = {
        "GET": {200: shapes.CUSTOMER},
        "PATCH": {200: shapes.CUSTOMER},
        "DELETE": {204: None},
    }
    names = {"GET": "customers_get", "PATCH": "customers_change", "DELETE": "customers_delete"}

    def get(self, request: Request, customer_id: str) -> Response:
        """The customer with every contact point of the merged cluster."""
        self.query()
        rows = read_for_showing(visible_customers(self.caller))
        row = the_customer(rows, customer_id)
        return Response(shown(row), headers={"ETag": showing.etag(row)})

    def patch(self, request: Request, customer_id: str) -> Response:
        """Changes the fields that are present; null clears. If-Match is optional."""
        self.query()
        facts = self.body()
        row = the_customer(visible_customers(self.caller), customer_id)
        upkeep.change(row.id, _facts(facts), at=self.at, seen_version=self.seen_version())
        row = read_for_showing(Customer.objects.filter(id=row.id)).get()
        return Response(shown(row), headers={"ETag": showing.etag(row)})

    def delete(self, request: Request, customer_id: str) -> Response:
        """Only a customer without entries and tickets; others are erased, not deleted."""
        self.query()
        row = the_customer(visible_customers(self.caller), customer_id)
        upkeep.remove(row.id)
        return Response(status=204)


class CustomerPoints(Endpoint):
    """Ways to reach a customer."""

    required_scopes = {"POST": "customers:write"}
    bodies = {
        "POST": Object(name="NewContactPoint", fields={**POINT.fields, "shared": Flag()}),
    }
    answers = {"POST": {201: shapes.POINT, 200: shapes.POINT}}
    names = {"POST": "customers_add_contact_point"}

    def post(self, request: Request, customer_id: str) -> Response:
        """Adds one; 200 if the customer has it already."""
        self.query()
        given = self.body()
        customer = the_customer(visible_customers(self.caller), customer_id, tail="contact-points/")
        code = flaw_of(given["kind"], given.get("namespace") or "", given["value"], region=REGION)
        if code:
            raise NotValid(Flaw("/value", "invalid" if code == "withheld" else code))
        trusted = self.caller.trust_identifiers
        point = given_point(given, region=REGION, trusted=trusted)
        try:
            row, is_new = upkeep.add_point(
                customer.id, point, shared=given.get("shared", False), at=self.at
            )
        except upkeep.ContactPointTaken as error:
            raise without_hidden_holder(error, self.caller) from error
        return Response(showing.point(row), status=201 if is_new else 200)


class CustomerPoint(Endpoint):
    """One way to reach a customer."""

    required_scopes = {"PATCH": "customers:write", "DELETE": "customers:write"}
    bodies = {
        "PATCH": Object(
            name="ContactPointPatch",
            fields={
                "shared": Flag(),
                "undeliverable_at": Nothing(about="Messages may be tried again."),
            },
        )
    }
    answers = {"PATCH": {200: shapes.POINT}, "DELETE": {204: None}}
    names = {
        "PATCH": "customers_change_contact_point",
        "DELETE": "customers_delete_contact_point",
    }

    def patch(self, request: Request, customer_id: str, point_id: str) -> Response:
        """Marks it as shared or not, or as reachable again."""
        self.query()
        given = self.body()
        customer = the_customer(
            visible_customers(self.caller), customer_id, tail=f"contact-points/{point_id}/"
        )
        try:
            row = upkeep.change_point(
                customer.id,
                point_id,
                shared=given.get("shared"),
                deliverable="undeliverable_at" in given,
            )
        except upkeep.ContactPointTaken as error:
            raise without_hidden_holder(error, self.caller) from error
        return Response(showing.point(row))

    def delete(self, request: Request, customer_id: str, point_id: str) -> Response:
        """Forgets it; the entries that came through it stay."""
        self.query()
        customer = the_customer(
            visible_customers(self.caller), customer_id, tail=f"contact-points/{point_id}/"
        )
        upkeep.remove_point(customer.id, point_id)
        return Response(status=204)


def without_hidden_holder(
    error: upkeep.ContactPointTaken, caller: Caller
) -> upkeep.ContactPointTaken:
    """The refusal, naming the holder only to those who may see that customer."""
    holder = error.facts.get("holder") or ""
    if holder and visible_customers(caller).filter(id=holder).exists():
        return upkeep.ContactPointTaken("taken", holder=holder)
    return upkeep.ContactPointTaken("taken")


def _facts(given: dict[str, Any]) -> dict[str, Any]:
    """The facts as the database has them: what is cleared is empty, never null."""
    return {
        name: ({} if name == "metadata" else "") if value is None else value
        for name, value in given.items()
    }


def _points(given: list[dict[str, Any]], caller: Caller) -> tuple[GivenPoint, ...]:
    flaws = []
    for position, item in enumerate(given):
        code = flaw_of(item["kind"], item.get("namespace") or "", item["value"], region=REGION)
        if code:
            code = "invalid" if code == "withheld" else code
            flaws.append(Flaw(f"/contact_points/{position}/value", code))
    if flaws:
        raise NotValid(*flaws)
    trusted = caller.trust_identifiers
    return tuple(given_point(item, region=REGION, trusted=trusted) for item in given)


def _require_visible_owner(points: tuple[GivenPoint, ...], caller: Caller) -> None:
    """Somebody else's customer cannot be changed by knowing their external id."""
    if caller.queue_ids is None and caller.channel_id is None:
        return
    ids = [point for point in map(normalise, points) if point and point.kind == PointKind.EXTERNAL]
    for point in ids:
        rows = ContactPoint.objects.filter(
            kind=point.kind, namespace=point.namespace, value=point.value
        ).select_related("customer")
        for row in rows:
            if not visible_customers(caller).filter(id=row.customer.head_id).exists():
                raise upkeep.ContactPointTaken("taken")


def _having(text: str) -> Q:
    """Customers of whose cluster somebody has the point."""
    kind, _, rest = text.partition(":")
    namespace = ""
    if kind == PointKind.EXTERNAL:
        namespace, _, rest = rest.partition(":")
    if kind not in PointKind.values or not rest:
        raise Malformed("contact_point", flaws=(Flaw("/contact_point", "invalid"),))
    point = normalise(GivenPoint(kind=kind, value=rest, namespace=namespace, region=REGION))
    if point is None:
        return Q(pk__in=[])
    rows = ContactPoint.objects.filter(
        kind=point.kind, namespace=point.namespace, value=point.value
    )
    return Q(id__in=rows.values("customer")) | Q(id__in=rows.values("customer__merged_into"))
