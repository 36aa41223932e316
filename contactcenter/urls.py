"""Every address of the product, app by app."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

urlpatterns: list[URLPattern | URLResolver] = [
    path("", RedirectView.as_view(url="/desk/"), name="home"),
    path("admin/", admin.site.urls),
    path("accounts/", include("allauth.account.urls")),
]
