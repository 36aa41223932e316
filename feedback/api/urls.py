"""Addresses of the API of feedback, below ``/api/v1/``."""

from typing import Final

from django.urls import URLPattern, path

from feedback.api import reports

urlpatterns: Final[list[URLPattern]] = [
    path("reports/repeat-contacts/", reports.RepeatContactsEndpoint.as_view()),
    path("reports/repeat-contacts/contacts/", reports.ReportedContactsEndpoint.as_view()),
]
