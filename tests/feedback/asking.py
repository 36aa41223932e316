"""How tests ask the repeat-contact report: as a program with a key, as a supervisor."""

from typing import Any, Final
from urllib.parse import urlencode

from django.test import Client

from contactcenter.models import ApiKey
from feedback.journeys.recompute import recompute
from tests.feedback.golden import NOW
from tickets.models import Agent, Customer

ADDRESS: Final = "/api/v1/reports/repeat-contacts/"
PAGE: Final = "/reports/repeat-contacts/"
MARCH: Final = {"from": "2025-03-01", "to": "2025-04-01", "tz": "UTC"}
BACKEND: Final = "allauth.account.auth_backends.AuthenticationBackend"


def compute() -> None:
    """Makes the derived tables say what the facts say."""
    recompute(list(Customer.objects.heads().values_list("id", flat=True)), at=NOW)


def key() -> dict[str, str]:
    """Headers of a program that may read reports."""
    issued = ApiKey.issue(name="BI", scopes=["reports:read"])
    return {"authorization": f"Bearer {issued.text}"}


def api(**parameters: str) -> Any:
    return Client().get(f"{ADDRESS}?{urlencode(MARCH | parameters)}", headers=key())


def supervisor() -> Client:
    agent = Agent.objects.create_user(
        f"lead{Agent.objects.count()}@desk.example", "long enough", name="Lead", role="supervisor"
    )
    client = Client()
    client.force_login(agent, BACKEND)
    return client


def page(**parameters: str) -> str:
    response = supervisor().get(PAGE, MARCH | parameters)
    assert response.status_code == 200, response.content
    return response.content.decode()
