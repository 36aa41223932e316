"""`manage.py create_api_key` prints a secret once, and only its hash stays."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from contactcenter.models import ApiKey
from tests.support.world import a_channel

pytestmark = pytest.mark.django_db


def _create(*arguments: str) -> str:
    said = io.StringIO()
    call_command("create_api_key", *arguments, stdout=said, stderr=io.StringIO())
    return said.getvalue().strip()


def test_the_printed_key_opens_the_api_and_is_not_stored() -> None:
    secret = _create("--name", "shop", "--scopes", "tickets:read, interactions:read")
    key = ApiKey.objects.get()

    assert sorted(key.scopes) == ["interactions:read", "tickets:read"]
    assert secret.startswith(f"cc_{key.key_id}_")
    assert key.secret_hash not in secret
    answer = Client().get("/api/v1/tickets/", headers={"Authorization": f"Bearer {secret}"})
    assert answer.status_code == 200
    refused = Client().get("/api/v1/tickets/", headers={"Authorization": f"Bearer {secret}x"})
    assert refused.status_code == 401


def test_a_key_can_be_bound_to_a_channel() -> None:
    channel = a_channel("api")
    _create("--name", "branch", "--scopes", "interactions:write", "--channel", channel.id)
    assert ApiKey.objects.get().channel_id == channel.id


@pytest.mark.parametrize(
    "arguments",
    [
        ("--scopes", "tickets:everything"),
        ("--scopes", ""),
        ("--scopes", "tickets:read", "--channel", "chn_nonsense"),
    ],
)
def test_nonsense_is_refused_in_words_and_makes_no_key(arguments: tuple[str, ...]) -> None:
    with pytest.raises(CommandError):
        _create("--name", "x", *arguments)
    assert not ApiKey.objects.exists()
