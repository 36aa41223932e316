"""What the page frame needs on every page."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def context(request: HttpRequest) -> dict[str, Any]:
    """The company's name for the frame."""
    return {"company_name": settings.COMPANY_NAME}
