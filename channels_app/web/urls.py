"""Addresses that exchanges and visitors use."""

from typing import Final

from django.urls import URLPattern, path

from channels_app.web import cti, forms

app_name: Final = "channels"

urlpatterns: Final[list[URLPattern]] = [
    path("api/v1/cti/<str:token>/", cti.report, name="cti"),
    path("f/<slug:slug>/", forms.form, name="form"),
]
