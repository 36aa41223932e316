"""Error pages in the house look, and as problem documents for the API."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a form whose protection token has run out; nothing of the form is lost."""
    return render(request, "contactcenter/errors/csrf.html", status=403)
