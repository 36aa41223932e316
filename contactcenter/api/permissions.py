"""What a caller may do: each endpoint names the scope of each method, and nothing else is open."""

from typing import TYPE_CHECKING, Any

from rest_framework.exceptions import MethodNotAllowed
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from contactcenter.api.refusals import MissingScope, Unauthenticated
from tickets.contracts import Caller

if TYPE_CHECKING:
    from rest_framework.views import APIView


class HasScope(BasePermission):
    """Reads ``required_scopes`` of the view: method → scope, or several of which one is enough.

    An empty text asks for any valid caller. A method without an entry is refused, so that a
    route cannot be open by oversight.
    """

    def has_permission(self, request: Request, view: "APIView") -> bool:
        """Always true: what is missing is raised by name."""
        method = "GET" if request.method == "HEAD" else str(request.method)
        if method == "OPTIONS" or not hasattr(view, method.lower()):
            raise MethodNotAllowed(method)
        caller: Any = request.auth
        if not isinstance(caller, Caller):
            raise Unauthenticated("no key, no session")
        wanted: str | tuple[str, ...] | None = getattr(view, "required_scopes", {}).get(method)
        if wanted is None:
            raise MissingScope(f"{type(view).__name__} says nothing of {method}", scope="")
        alternatives = (wanted,) if isinstance(wanted, str) else wanted
        if not any(scope == "" or caller.has(scope) for scope in alternatives):
            raise MissingScope(alternatives[0], scope=alternatives[0])
        return True
