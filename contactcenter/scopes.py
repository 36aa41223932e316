"""What API keys and roles may do."""

from typing import Final

SCOPES: Final = frozenset(
    {
        "interactions:read",
        "interactions:write",
        "customers:read",
        "customers:write",
        "customers:merge",
        "customers:privacy",
        "tickets:read",
        "tickets:write",
        "calls:read",
        "calls:write",
        "calls:originate",
        "channels:read",
        "channels:manage",
        "channel:outbox",
        "surveys:read",
        "surveys:write",
        "reports:read",
        "incidents:write",
        "webhooks:manage",
        "import:write",
        "export:read",
        "agents:act_as",
        "system:read",
        "admin",
    }
)
_AGENT: Final = frozenset(
    {
        "interactions:read",
        "interactions:write",
        "customers:read",
        "customers:write",
        "customers:merge",
        "tickets:read",
        "tickets:write",
        "calls:read",
        "calls:write",
        "calls:originate",
    }
)
_SUPERVISOR: Final = _AGENT | {
    "reports:read",
    "surveys:read",
    "surveys:write",
    "incidents:write",
    "export:read",
}
OF_ROLE: Final[dict[str, frozenset[str]]] = {
    "agent": _AGENT,
    "supervisor": _SUPERVISOR,
    "admin": SCOPES,
}
