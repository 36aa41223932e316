"""The API describes itself, and the description is a promise: a change of it is seen."""

import json
import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema

from tests.support.api import a_key, signed_in
from tests.support.contract import SNAPSHOT, document
from tests.support.world import an_agent


def generated() -> dict[str, Any]:
    generator: Any = SchemaGenerator
    schema = generator().get_schema(request=None, public=True)
    found: dict[str, Any] = json.loads(json.dumps(schema, default=str))
    return found


def test_the_description_is_valid_openapi_3_1() -> None:
    schema = generated()

    check: Any = validate_schema
    check(schema)
    assert schema["openapi"] == "3.1.0"


def test_a_changed_description_needs_a_changed_snapshot() -> None:
    schema = generated()
    if os.environ.get("CC_UPDATE_SNAPSHOTS"):
        SNAPSHOT.write_text(json.dumps(schema, indent=1, sort_keys=True) + "\n", encoding="utf-8")

    assert schema == json.loads(SNAPSHOT.read_text(encoding="utf-8")), (
        "The API changed. If that is meant (v1 changes only by addition), write the snapshot "
        "anew with CC_UPDATE_SNAPSHOTS=1 and say so in CHANGELOG.md."
    )


def test_every_operation_has_a_name_of_its_own() -> None:
    names = [
        operation["operationId"]
        for path in document()["paths"].values()
        for operation in path.values()
    ]

    assert len(names) == len(set(names))
    assert not [name for name in names if name.endswith(("_2", "_3"))]


def test_every_route_says_who_may_use_each_method() -> None:
    for path, view in api_views():
        if getattr(view, "permission_classes", None) and "AllowAny" in str(view.permission_classes):
            continue
        methods = [
            name.upper()
            for name in ("get", "post", "put", "patch", "delete")
            if hasattr(view, name)
        ]
        said = getattr(view, "required_scopes", {})
        assert set(methods) == set(said), f"{path}: {methods} but {sorted(said)}"


@pytest.mark.django_db
def test_the_document_is_for_callers_and_the_page_for_people_who_signed_in() -> None:
    anonymous = signed_in(an_agent())
    anonymous.logout()
    assert anonymous.get("/api/v1/schema/").status_code == 401
    assert anonymous.get("/api/v1/docs/")["Location"].startswith("/accounts/login/")

    read = a_key("tickets:read").client.get(
        "/api/v1/schema/", headers=a_key("tickets:read").headers
    )
    assert read.status_code == 200
    assert json.loads(read.content)["openapi"] == "3.1.0"


@pytest.mark.django_db
def test_the_page_works_without_any_other_server() -> None:
    page = signed_in(an_agent()).get("/api/v1/docs/")

    text = page.content.decode()
    assert page.status_code == 200
    assert "swagger-ui" in text
    assert "http://" not in text.replace("http://testserver", "")
    assert "https://" not in text
    assert "Content-Security-Policy" in page


def api_views() -> Iterator[tuple[str, Any]]:
    """Every API view with its path."""
    yield from _below(get_resolver().url_patterns, "/")


def _below(patterns: list[URLPattern | URLResolver], prefix: str) -> Iterator[tuple[str, Any]]:
    for item in patterns:
        path = prefix + str(item.pattern)
        if isinstance(item, URLResolver):
            yield from _below(item.url_patterns, path)
        elif path.startswith("/api/") and hasattr(item.callback, "cls"):
            yield path, item.callback.cls
