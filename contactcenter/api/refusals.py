"""What the door itself refuses, before any endpoint is asked."""

from tickets.errors import Refusal


class Unauthenticated(Refusal):
    """Nobody is signed in and no valid key was shown."""

    code = "unauthenticated"


class MissingScope(Refusal):
    """The key or role does not have the scope; ``facts["scope"]`` names it."""

    code = "missing_scope"


class ForeignOrigin(Refusal):
    """A signed-in browser sent the request without proof that our own page made it."""

    code = "origin_not_allowed"


class RateLimited(Refusal):
    """Too many requests; ``facts["retry_after"]`` says for how many seconds."""

    code = "rate_limited"


class TooLarge(Refusal):
    """The body is larger than we read."""

    code = "payload_too_large"


class IdempotencyMismatch(Refusal):
    """The key was used for another request."""

    code = "idempotency_mismatch"


class IdempotencyInFlight(Refusal):
    """The first request with this key still runs."""

    code = "idempotency_in_flight"
