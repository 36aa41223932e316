"""What every endpoint does alike: reads strictly, knows the caller and the moment, answers."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar, cast

from django.db.models import Model, QuerySet
from django.utils import timezone
from rest_framework.pagination import BasePagination
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.views import APIView

from tickets.access import NotVisible
from tickets.contracts import Actor, Caller
from tickets.models.ids import PublicIdField, is_public_id
from tickets.wire.document import Malformed
from tickets.wire.fields import Field, Object
from tickets.wire.flaws import Flaw, Unfit

PAGING = frozenset({"limit", "cursor"})
IF_MATCH = "HTTP_IF_MATCH"


class Endpoint(APIView):
    """A view that says what it reads and answers; the documentation is made from the same.

    ``bodies`` and ``answers`` are given per method, answers per status. ``filters`` are the
    query parameters of GET, ``switches`` those of other methods; any other is refused.
    ``pages`` marks a list that is answered page by page in ``order``.
    """

    required_scopes: ClassVar[Mapping[str, str | tuple[str, ...]]] = {}
    bodies: ClassVar[Mapping[str, Any]] = {}
    answers: ClassVar[Mapping[str, Mapping[int, Any]]] = {}
    filters: ClassVar[Mapping[str, Field]] = {}
    switches: ClassVar[Mapping[str, Mapping[str, Field]]] = {}
    names: ClassVar[Mapping[str, str]] = {}
    pages: ClassVar[bool] = False
    http_method_names = ["get", "head", "post", "patch", "delete"]
    order: tuple[str, ...] = ("-id",)

    @cached_property
    def at(self) -> datetime:
        """The moment of the request."""
        return timezone.now()

    @property
    def caller(self) -> Caller:
        """Who asks, and what they may."""
        return cast("Caller", self.request.auth)

    @property
    def by(self) -> Actor:
        """Who acts."""
        return self.caller.actor

    def body(self) -> dict[str, Any]:
        """The request's document, read by the method's entry in ``bodies``."""
        reader: Object = self.bodies[str(self.request.method)]
        return reader.document(self.request.data)

    def query(self) -> dict[str, Any]:
        """The query parameters, read; raises ``Malformed`` for an unknown or unusable one."""
        method = "GET" if self.request.method == "HEAD" else str(self.request.method)
        known = self.filters if method == "GET" else self.switches.get(method, {})
        found: dict[str, Any] = {}
        flaws: list[Flaw] = []
        for name, value in self.request.query_params.items():
            reader = known.get(name)
            if reader is None:
                if not (self.pages and name in PAGING):
                    flaws.append(Flaw(f"/{name[:100]}", "unknown_filter"))
                continue
            try:
                found[name] = reader.take(value)
            except Unfit as error:
                flaws += error.under(name)
        if flaws:
            raise Malformed("query", flaws=tuple(flaws))
        return found

    def page(self, rows: "QuerySet[Any]", show: Callable[[Any], Any]) -> Response:
        """The asked page of the rows, each shown."""
        pages = cast("type[BasePagination]", api_settings.DEFAULT_PAGINATION_CLASS)()
        found = pages.paginate_queryset(rows, self.request, view=self) or []
        return pages.get_paginated_response([show(row) for row in found])

    def seen_version(self) -> str | None:
        """The version the caller says it has seen (``If-Match``), ``None`` if it does not say."""
        text = str(self.request.META.get(IF_MATCH, "")).strip()
        if text in {"", "*"}:
            return None
        return text.removeprefix("W/").strip('"')


def found(rows: "QuerySet[Any]", row_id: str) -> Any:
    """The row with this public id; raises NotVisible, also for what is no id."""
    key = rows.model._meta.pk
    prefix = key.prefix if isinstance(key, PublicIdField) else ""
    row: Model | None = rows.filter(id=row_id).first() if is_public_id(prefix, row_id) else None
    if row is None:
        raise NotVisible(row_id)
    return row
