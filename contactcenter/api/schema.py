"""OpenAPI 3.1 from what the endpoints themselves read and check."""

from collections.abc import Mapping
from typing import Any, Final

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent
from drf_spectacular.utils import OpenApiParameter

from contactcenter.api.pagination import Keyset
from tickets.wire.fields import Field, ListOf, Number, Object, Text, named_objects

PROBLEM: Final = Object(
    name="Problem",
    answer=True,
    about="RFC 9457. Programs read code; title and detail follow Accept-Language.",
    fields={
        "type": Text(limit=300),
        "title": Text(limit=300),
        "status": Number(least=300, most=599),
        "detail": Text(limit=1000),
        "instance": Text(limit=2000),
        "code": Text(limit=60),
        "request_id": Text(limit=40),
    },
)
FLAW: Final = Object(
    name="ProblemField",
    answer=True,
    fields={
        "pointer": Text(limit=500, about="RFC 6901, into the request's body."),
        "code": Text(limit=60),
        "detail": Text(limit=500),
    },
)


class Schema(AutoSchema):
    """Reads ``bodies``, ``answers``, ``filters`` and ``pages`` of an endpoint."""

    def get_request_serializer(self) -> Any:
        """The body as JSON Schema."""
        body = getattr(self.view, "bodies", {}).get(self.method)
        if isinstance(body, Mapping):
            return dict(body)
        return {"application/json": self._schema(body)} if body is not None else None

    def get_response_serializers(self) -> Any:
        """Answers by status; everything else is a problem."""
        answers = getattr(self.view, "answers", {}).get(self.method, {200: None})
        found: dict[Any, Any] = {}
        for status, answer in answers.items():
            found[status] = {} if answer is None else self._answer(answer)
        found["default", "application/problem+json"] = self._problem()
        return found

    def get_override_parameters(self) -> list[Any]:
        """Filters, paging and the headers of repeat safety."""
        found = [
            OpenApiParameter(
                name=name,
                type=field.described(),
                location=OpenApiParameter.QUERY,
                description=field.about,
            )
            for name, field in self._filters().items()
        ]
        if self.method == "POST":
            found.append(
                OpenApiParameter(
                    name="Idempotency-Key",
                    type={"type": "string", "maxLength": 255},
                    location=OpenApiParameter.HEADER,
                    description="The same key again within 24 hours gets the same answer.",
                )
            )
        return found

    def get_operation_id(self) -> str:
        """The view's own name and the method: ``interactions_list``, ``tickets_reply`` …"""
        names: Mapping[str, str] = getattr(self.view, "names", {})
        return names.get(self.method) or super().get_operation_id()

    def get_description(self) -> str:  # type: ignore[override]  # as the package itself
        """The docstring of the method, else of the view."""
        handler = getattr(self.view, self.method.lower(), None)
        return str(getattr(handler, "__doc__", "") or self.view.__doc__ or "").strip()

    def _filters(self) -> Mapping[str, Field]:
        if self.method != "GET":
            switches: Mapping[str, Mapping[str, Field]] = getattr(self.view, "switches", {})
            return switches.get(self.method, {})
        return {**getattr(self.view, "filters", {}), **self._paging()}

    def _paging(self) -> Mapping[str, Field]:
        if not getattr(self.view, "pages", False):
            return {}
        return {
            "limit": Number(least=1, most=200),
            "cursor": Text(limit=2000, about="From next or previous."),
        }

    def _answer(self, answer: Any) -> dict[str, Any]:
        if isinstance(answer, Mapping):
            return dict(answer)
        schema = self._schema(answer)
        if self.method == "GET" and getattr(self.view, "pages", False):
            return Keyset().get_paginated_response_schema(schema)
        return schema

    def _problem(self) -> dict[str, Any]:
        self._register(PROBLEM)
        self._register(FLAW)
        return {
            "allOf": [
                PROBLEM.described(),
                {
                    "type": "object",
                    "properties": {"errors": ListOf(item=FLAW).described()},
                },
            ]
        }

    def _schema(self, field: Field) -> dict[str, Any]:
        self._register(field)
        return field.described()

    def _register(self, field: Field) -> None:
        for name, item in named_objects(field).items():
            self.registry.register_on_missing(
                ResolvedComponent(  # type: ignore[no-untyped-call]  # the package has no types
                    name=name,
                    type=ResolvedComponent.SCHEMA,
                    object=name,
                    schema=item.spelt_out(),
                )
            )


class KeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How a key is shown."""

    target_class = "contactcenter.api.authentication.KeyAuthentication"
    name = "key"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """HTTP bearer."""
        return {"type": "http", "scheme": "bearer", "bearerFormat": "cc_<key id>_<secret>"}


class SessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """The desk's own session."""

    target_class = "contactcenter.api.authentication.AgentSessionAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """A cookie; writes need X-CSRFToken as well."""
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}
