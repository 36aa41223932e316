"""A final slash is optional on every route and method; nothing is ever redirected for it."""

import re

import pytest

from tests.support.api import a_key
from tests.support.contract import document

pytestmark = pytest.mark.django_db

ROUTES = sorted(document()["paths"])


@pytest.mark.parametrize("route", ROUTES)
def test_with_and_without_slash_are_the_same_question(route: str) -> None:
    caller = a_key()
    path = re.sub(r"\{[^}]+\}", "x", route)
    for method in ("GET", "POST", "PATCH", "PUT", "DELETE"):
        bare = caller.send(method, path.rstrip("/"), {})
        slashed = caller.send(method, path, {})

        assert bare.status_code == slashed.status_code, (method, path)
        assert bare.status_code not in {301, 302, 307, 308}, (method, path)
        if bare.status_code >= 400:
            assert bare.json()["code"] == slashed.json()["code"]
            assert bare["Content-Type"] == "application/problem+json"


def test_a_body_survives_the_missing_slash() -> None:
    point = {"kind": "external", "namespace": "crm", "value": "883120"}
    response = a_key().post("customers", {"name": "Jana", "contact_points": [point]})

    assert response.status_code == 201
    assert response.json()["name"] == "Jana"
