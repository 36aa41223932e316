"""How much one caller may ask of one process."""

import time
from typing import TYPE_CHECKING, Final

from django.conf import settings
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from contactcenter.api.counting import Counter
from contactcenter.api.refusals import RateLimited
from tickets.contracts import Caller

if TYPE_CHECKING:
    from rest_framework.views import APIView

RATE_FACTS: Final = "CC_RATE"
_requests: Final = Counter(seconds=60)


class PerKey(BaseThrottle):
    """``API_RATE_PER_MINUTE`` requests a key or agent and process; 0 switches it off."""

    def allow_request(self, request: Request, view: "APIView") -> bool:
        """Always true: too many raises ``RateLimited``."""
        limit: int = settings.API_RATE_PER_MINUTE
        caller = request.auth
        if not limit or not isinstance(caller, Caller):
            return True
        used = _requests.count(caller.actor.id, now=time.monotonic())
        left = max(0, limit - used.number)
        request.META[RATE_FACTS] = (limit, left, used.resets_in)
        if used.number > limit:
            raise RateLimited("too many requests", retry_after=used.resets_in)
        return True


def forget() -> None:
    """Starts all counts over."""
    _requests.clear()
