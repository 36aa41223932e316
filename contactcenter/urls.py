"""Every address of the product, app by app."""

from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from contactcenter import health
from contactcenter.admin import sign_in
from contactcenter.api.docs import SchemaDocument, SchemaPage
from contactcenter.web.live_ticket import live_ticket

# Rights are roles here, and people are agents: what other packages offer would only mislead.
for model in (Group, EmailAddress):
    if admin.site.is_registered(model):
        admin.site.unregister(model)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", RedirectView.as_view(url="/desk/"), name="home"),
    path("admin/login/", sign_in),
    path("admin/", admin.site.urls),
    path("accounts/", include("allauth.account.urls")),
    path("desk/", include("tickets.web.urls")),
    path("live/ticket/", live_ticket, name="live-ticket"),
    path("", include("channels_app.web.urls")),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("api/v1/schema/", SchemaDocument.as_view(), name="api-schema"),
    path("api/v1/docs/", SchemaPage.as_view(), name="api-docs"),
    path("api/v1/system/health/", health.SystemHealth.as_view()),
    path("api/v1/", include("tickets.api.urls")),
    path("api/v1/", include("channels_app.api.urls")),
    path("", include("feedback.web.urls")),
    path("api/v1/", include("feedback.api.urls")),
]

handler400 = "contactcenter.errors.bad_request"
handler403 = "contactcenter.errors.forbidden"
handler404 = "contactcenter.errors.not_found"
handler500 = "contactcenter.errors.server_error"
