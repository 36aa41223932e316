"""Addresses of reports, and of surveys that customers open."""

from typing import Final

from django.urls import URLPattern, path

from feedback.web import repeat_contacts, survey_pages

urlpatterns: Final[list[URLPattern]] = [
    path("reports/repeat-contacts/", repeat_contacts.report, name="repeat_contacts"),
    path(
        "reports/repeat-contacts/contacts/", repeat_contacts.contacts, name="repeat_contacts_list"
    ),
    path("s/<str:token>/", survey_pages.page, name="survey_page"),
    path("s/<str:token>/reopen/", survey_pages.reopen, name="survey_reopen"),
    path("s/<str:token>/opt-out/", survey_pages.opt_out, name="survey_opt_out"),
]
