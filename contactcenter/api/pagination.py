"""Pages by key: no gap and no repeat while rows arrive, and the same cost at any depth."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.core import signing
from django.db.models import Q, QuerySet
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response

from tickets.wire.document import Malformed
from tickets.wire.flaws import Flaw

if TYPE_CHECKING:
    from rest_framework.views import APIView

DEFAULT_LIMIT: Final = 50
MAX_LIMIT: Final = 200
_signer: Final = signing.Signer(salt="contactcenter.api.cursor")


class Keyset(BasePagination):
    """Reads ``limit`` and ``cursor``. The view's ``order`` names the columns; the last is unique.

    The columns must not hold nulls. A cursor is signed and belongs to its order.
    """

    def paginate_queryset(
        self, queryset: Any, request: Request, view: "APIView | None" = None
    ) -> list[Any]:
        """The page's rows; raises ``Malformed`` for a limit or cursor that is none."""
        self.request = request
        self.order: tuple[str, ...] = getattr(view, "order", ("-id",))
        self.limit = _limit(request.query_params.get("limit"))
        place = _Place.read(request.query_params.get("cursor"), self.order)
        backwards = place is not None and place.backwards
        order = tuple(_turned(name) for name in self.order) if backwards else self.order
        rows: QuerySet[Any] = queryset.order_by(*order)
        if place is not None:
            rows = rows.filter(_behind(order, place.values))
        found = list(rows[: self.limit + 1])
        more = len(found) > self.limit
        found = found[: self.limit]
        if backwards:
            found.reverse()
        self.found = found
        self.has_next = bool(found) and (more or backwards)
        self.has_previous = bool(found) and (more if backwards else place is not None)
        return found

    def get_paginated_response(self, data: Any) -> Response:
        """The page as every list is answered."""
        return Response(
            {"next": self.next_link(), "previous": self.previous_link(), "results": data}
        )

    def next_link(self) -> str | None:
        """Where the next page is, relative to this server."""
        return self._link(self.found[-1], backwards=False) if self.has_next else None

    def previous_link(self) -> str | None:
        """Where the page before is."""
        return self._link(self.found[0], backwards=True) if self.has_previous else None

    def get_paginated_response_schema(self, schema: Mapping[str, Any]) -> dict[str, Any]:
        """JSON Schema of a page."""
        link = {"type": ["string", "null"]}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {
                "next": link,
                "previous": link,
                "results": {"type": "array", "items": dict(schema)},
            },
        }

    def _link(self, row: Any, *, backwards: bool) -> str:
        values = tuple(getattr(row, name.lstrip("-")) for name in self.order)
        query = self.request.query_params.copy()
        query["cursor"] = _Place(backwards, values).write(self.order)
        return f"{self.request.path}?{query.urlencode()}"


class _Place:
    """Between which rows a page starts, and in which direction it goes."""

    __slots__ = ("backwards", "values")

    def __init__(self, backwards: bool, values: tuple[Any, ...]) -> None:
        self.backwards = backwards
        self.values = values

    def write(self, order: tuple[str, ...]) -> str:
        plain = [
            {"t": value.isoformat()} if isinstance(value, datetime) else value
            for value in self.values
        ]
        return _signer.sign_object([",".join(order), self.backwards, plain])

    @classmethod
    def read(cls, text: str | None, order: tuple[str, ...]) -> "_Place | None":
        if text is None:
            return None
        try:
            of, backwards, plain = _signer.unsign_object(text)
        except (signing.BadSignature, ValueError) as error:
            raise _bad("cursor") from error
        if of != ",".join(order):
            raise _bad("cursor")
        values = (
            datetime.fromisoformat(value["t"]) if isinstance(value, dict) else value
            for value in plain
        )
        return cls(bool(backwards), tuple(values))


def _behind(order: tuple[str, ...], values: Sequence[Any]) -> Q:
    """Rows after the place; the first column's bound stands alone: an index starts there."""
    condition = Q()
    equal = Q()
    for name, value in zip(order, values, strict=True):
        column, step = name.lstrip("-"), "lt" if name.startswith("-") else "gt"
        condition |= equal & Q(**{f"{column}__{step}": value})
        equal &= Q(**{column: value})
    first, step = order[0].lstrip("-"), "lte" if order[0].startswith("-") else "gte"
    return condition if len(order) == 1 else Q(**{f"{first}__{step}": values[0]}) & condition


def _turned(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"


def _limit(text: str | None) -> int:
    if text is None:
        return DEFAULT_LIMIT
    if not (text.isascii() and text.isdigit()) or len(text) > 4:
        raise _bad("limit")
    number = int(text)
    if not 1 <= number <= MAX_LIMIT:
        raise _bad("limit")
    return number


def _bad(name: str) -> Malformed:
    return Malformed(name, flaws=(Flaw(f"/{name}", "invalid"),))
