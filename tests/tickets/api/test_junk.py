"""Whatever is sent, the answer is a refusal or a success, never a failure of ours."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.support.api import Caller, a_key, an_entry
from tests.support.contract import document
from tests.support.world import a_channel, received

pytestmark = pytest.mark.django_db(transaction=True)

JUNK: list[bytes] = [
    b"",
    b"null",
    b"[]",
    b'"text"',
    b"1",
    b"{",
    b"{]",
    b"{'a': 1}",
    b'{"a":NaN}',
    b'{"a":Infinity}',
    b'{"a":-Infinity}',
    b'{"a":1e999}',
    b'{"a":' + b"9" * 100_000 + b"}",
    b"[" * 100_000,
    b'{"metadata":' * 5000 + b"1" + b"}" * 5000,
    b"\xff\xfe{}",
    b'{"\xff":1}',
    b"\xef\xbb\xbf{}",
    b"\x00",
    b'{"a":1}{"a":2}',
    b'{"a":1,}',
    b'{"__proto__":{"x":1},"constructor":{"prototype":1}}',
    b'{"\\ud800":1}',
    b'{"\\u0000":1}',
]
VALUES: list[Any] = [
    None,
    True,
    0,
    -1,
    2**70,
    1.5,
    "",
    " ",
    "\x00",
    "a\x00b",
    "\ud800",
    "\u202e",
    "x" * 300,
    "x" * 70_000,
    [],
    {},
    [None],
    [[]],
    [{}],
    {"$ne": 1},
    {"id": 1},
    ["a", "b@x"],
    "a@x, b@y",
    "9999-12-31T23:59:59-12:00",
    "0001-01-01T00:00:00+14:00",
    "2026-02-30T00:00:00Z",
    "2026-11-21",
    "chn_" + "0" * 26,
    "chn_" + "Z" * 26,
    "%00",
    "'; DROP TABLE tickets_ticket; --",
    "__proto__",
]
POSTS = [
    "interactions/",
    "customers/",
    "tickets/",
    "tickets/{ticket}/replies/",
    "tickets/{ticket}/notes/",
    "tickets/{ticket}/resolve/",
    "customers/{customer}/contact-points/",
    "interactions/{interaction}/messages/",
]
PATCHES = ["interactions/{interaction}/", "customers/{customer}/", "tickets/{ticket}/"]


class World:
    """Something of each kind, and somebody who may do everything with it."""

    def __init__(self) -> None:
        self.channel = a_channel()
        receipt = received(self.channel)
        self.caller: Caller = a_key()
        self.names = {
            "ticket": receipt.ticket_id or "",
            "customer": receipt.customer_id,
            "interaction": receipt.interaction_id,
        }

    def path(self, template: str) -> str:
        return template.format(**self.names)


@pytest.fixture
def world(settings: Any) -> World:
    settings.API_RATE_PER_MINUTE = 0
    return World()


@pytest.mark.parametrize("template", POSTS + PATCHES)
def test_bodies_that_are_no_request_are_refused(world: World, template: str) -> None:
    method = "POST" if template in POSTS else "PATCH"
    for body in JUNK:
        response = world.caller.send(method, world.path(template), body)
        allowed = {400, 422} if template != "tickets/{ticket}/resolve/" else {200, 400, 409, 422}
        if method == "PATCH":
            allowed.add(200)
        assert response.status_code in allowed, (body[:60], response.content[:200])


@pytest.mark.parametrize("template", POSTS + PATCHES)
def test_each_field_bears_every_value(world: World, template: str) -> None:
    method = "POST" if template in POSTS else "PATCH"
    for name in fields_of(method, template):
        for value in VALUES:
            body = {**complete(world, template), name: value}
            response = world.caller.send(method, world.path(template), body)
            assert response.status_code < 500, (name, value, response.content[:300])


@pytest.mark.parametrize(
    "path",
    [
        "interactions/",
        "customers/",
        "tickets/",
        "customers/lookup/",
        "customers/{customer}/timeline/",
        "tickets/{ticket}/events/",
    ],
)
def test_each_filter_bears_every_value(world: World, path: str) -> None:
    route = "/api/v1/" + path.replace("{customer}", "{customer_id}")
    names = [item["name"] for item in document()["paths"][route]["get"].get("parameters", [])]
    for name in names:
        for value in [item for item in VALUES if isinstance(item, str)] + ["1,2", ",", "a" * 5000]:
            response = world.caller.client.get(
                f"/api/v1/{world.path(path)}",
                {name: value.encode("utf-8", "surrogatepass")},
                headers=world.caller.headers,
            )
            assert response.status_code < 500, (name, value[:50], response.content[:300])


@pytest.mark.parametrize("route", sorted(document()["paths"]))
def test_each_address_bears_every_name(world: World, route: str) -> None:
    for value in ("x", "0", "9" * 30, "%00", "null", "[]", "tkt_" + "Z" * 26, "ř", "..", "a'b"):
        path = route
        while "{" in path:
            start, end = path.index("{"), path.index("}")
            path = path[:start] + value + path[end + 1 :]
        for method in document()["paths"][route]:
            response = world.caller.send(method.upper(), path, {})
            assert response.status_code < 500, (method, path, response.content[:300])


words = st.text(max_size=30) | st.sampled_from(["chn_x", "602123456", "jana@example.cz", "2026"])
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | words,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4),
    max_leaves=12,
)
BODY_FIELDS = sorted(
    document()["components"]["schemas"]["InteractionIn"]["properties"],
)


@given(changes=st.dictionaries(st.sampled_from(BODY_FIELDS), values, max_size=5))
@example(changes={"metadata": {"a": {"b": [1e300, {"c": "\x00"}]}}})
@example(changes={"customer": {"contact_points": [{"kind": "phone", "value": "x" * 254}]}})
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_contact_anybody_can_invent_is_a_failure_of_ours(
    world: World, changes: dict[str, Any]
) -> None:
    body = {**an_entry(world.channel), **changes}
    response = world.caller.post("interactions/", json.dumps(body).encode())

    assert response.status_code in {200, 201, 400, 404, 409, 422}, response.content[:500]


@given(raw=st.binary(max_size=200))
@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_bytes_are_a_failure_of_ours(world: World, raw: bytes) -> None:
    assert world.caller.post("interactions/", raw).status_code in {400, 422}


def fields_of(method: str, template: str) -> list[str]:
    route = "/api/v1/" + template.replace("{customer}", "{customer_id}").replace(
        "{interaction}", "{interaction_id}"
    )
    content = document()["paths"][route][method.lower()]["requestBody"]["content"]
    schema = content["application/json"]["schema"]
    name = schema["$ref"].rpartition("/")[2]
    return sorted(document()["components"]["schemas"][name]["properties"])


def complete(world: World, template: str) -> dict[str, Any]:
    """A body that would be taken."""
    point = {"kind": "email", "value": "jana@example.cz"}
    bodies: dict[str, dict[str, Any]] = {
        "interactions/": an_entry(world.channel),
        "customers/": {"contact_points": [{"kind": "external", "namespace": "n", "value": "1"}]},
        "tickets/": {"contact_points": [point], "queue": "care"},
        "tickets/{ticket}/replies/": {"body": {"text": "x"}},
        "tickets/{ticket}/notes/": {"body": "x"},
        "customers/{customer}/contact-points/": {"kind": "email", "value": "new@example.cz"},
        "interactions/{interaction}/messages/": {
            "author": {"role": "customer"},
            "text": "x",
            "sent_at": "2026-11-21T08:12:00Z",
        },
    }
    return bodies.get(template, {})
