"""Requests made up from the API's own description: none is a failure of ours, and every answer
has the described shape. `make prove` asks far more of them."""

import random
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from hypothesis import HealthCheck, Phase, given, settings
from pytest_django.fixtures import Settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from tests.support.api import a_key
from tests.support.contract import document
from tests.support.world import a_channel, an_agent, received

EXAMPLES = 6
CHECKS = [not_a_server_error, response_schema_conformance, status_code_conformance]


@pytest.mark.django_db(transaction=True)
def test_no_request_anybody_can_derive_from_the_description_breaks_it(
    settings: Settings,
) -> None:
    settings.API_RATE_PER_MINUTE = 0
    caller, receipt, channel = a_key(), received(a_channel()), a_channel("api")
    an_agent()
    known = {
        "customer_id": receipt.customer_id,
        "ticket": receipt.ticket_id,
        "interaction_id": receipt.interaction_id,
        "channel_id": channel.id,
    }
    described: Any = schemathesis.openapi
    schema = described.from_dict(document())
    schema.app = WSGIHandler()
    for found in schema.get_all_operations():
        ask(found.ok(), known, caller.headers)


def ask(operation: Any, known: dict[str, Any], headers: dict[str, str]) -> None:
    """Sends requests of one operation, about things that are there and things that are not."""

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def run(case: Any) -> None:
        for name in case.path_parameters or {}:
            if name in known and random.random() < 0.7:
                case.path_parameters[name] = known[name]
        response = case.call(headers=headers)
        case.validate_response(response, checks=CHECKS)

    run()
