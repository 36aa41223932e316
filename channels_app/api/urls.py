"""Addresses under ``/api/v1/``."""

from django.urls import path

from channels_app.api.calls import CallEvents
from channels_app.api.channel_health import ChannelHealth
from channels_app.api.forms import Form, FormSubmissions

urlpatterns = [
    path("channels/<str:channel_id>/health/", ChannelHealth.as_view()),
    path("calls/events/", CallEvents.as_view()),
    path("forms/<slug:slug>/", Form.as_view()),
    path("forms/<slug:slug>/submissions/", FormSubmissions.as_view()),
]
