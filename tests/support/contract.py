"""Answers held against the API's own description, ``tests/contactcenter/openapi.json``."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

SNAPSHOT = Path(__file__).parent.parent / "contactcenter" / "openapi.json"


@cache
def document() -> dict[str, Any]:
    """The stored description."""
    found: dict[str, Any] = json.loads(SNAPSHOT.read_text(encoding="utf-8"))
    return found


@cache
def _routes() -> list[tuple[re.Pattern[str], str]]:
    paths = sorted(document()["paths"], key=lambda path: path.count("{"))
    return [(re.compile(re.sub(r"\{[^}]+\}", "[^/]+", path) + "$"), path) for path in paths]


@cache
def _validator(pointer: str) -> Draft202012Validator:
    return Draft202012Validator({**document(), "$ref": pointer})


def check_answer(method: str, path: str, status: int, kind: str, body: bytes) -> None:
    """Fails unless the description has this answer, in this shape."""
    plain = path.partition("?")[0]
    plain = plain if plain.endswith("/") else f"{plain}/"
    route = next((name for pattern, name in _routes() if pattern.match(plain)), None)
    operation = document()["paths"].get(route or "", {}).get(method.lower())
    if operation is None:
        assert status in {401, 403, 404, 405, 413}, f"{method} {path} is not described: {status}"
        return
    responses = operation["responses"]
    name = str(status) if str(status) in responses else "default"
    assert status >= 300 or name != "default", f"{method} {route} does not describe {status}"
    content = responses[name].get("content", {})
    media = kind.partition(";")[0]
    if not content:
        return
    assert media in content or status < 300, f"{method} {route} answers {status} as {media}"
    if media in content and media.endswith("json"):
        place = "~1".join(part.replace("~", "~0") for part in (route or "").split("/"))
        pointer = (
            f"#/paths/{place}/{method.lower()}/responses/{name}"
            f"/content/{media.replace('/', '~1')}/schema"
        )
        errors = [
            f"{'/'.join(map(str, error.absolute_path))}: {error.message[:300]}"
            for error in _validator(pointer.replace("{", "%7B").replace("}", "%7D")).iter_errors(
                json.loads(body)
            )
        ]
        assert not errors, f"{method} {route} {status}: {errors}"
