"""The API's own description: a document for programs, a page for people. Both work offline."""

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from drf_spectacular.renderers import OpenApiJsonRenderer
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import TemplateHTMLRenderer

from contactcenter.api.permissions import HasScope


class SchemaDocument(SpectacularAPIView):
    """OpenAPI 3.1 as JSON, for anybody who may call at all."""

    permission_classes = [HasScope]
    required_scopes = {"GET": ""}
    renderer_classes = [OpenApiJsonRenderer]
    schema = None


class SchemaPage(SpectacularSwaggerSplitView):
    """The same to read and try out; browsers are sent to sign in first."""

    permission_classes = [HasScope]
    required_scopes = {"GET": ""}
    renderer_classes = [TemplateHTMLRenderer]
    content_negotiation_class = DefaultContentNegotiation
    url_name = "api-schema"
    url_self = None
    schema = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Anonymous people sign in and come back."""
        if not request.user.is_authenticated and "HTTP_AUTHORIZATION" not in request.META:
            return redirect_to_login(request.get_full_path())
        return super().dispatch(request, *args, **kwargs)
