"""`manage.py create_agent` makes somebody who can sign in and sees the queues."""

import io
import sys

import pytest
from django.core.management import CommandError, call_command

from tests.support.world import a_queue
from tickets.models import Agent

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"


def _create(*arguments: str, password: str = PASSWORD) -> str:
    said, before = io.StringIO(), sys.stdin
    sys.stdin = io.StringIO(f"{password}\n")
    try:
        call_command("create_agent", *arguments, "--password-stdin", stdout=said)
    finally:
        sys.stdin = before
    return said.getvalue()


@pytest.mark.parametrize("role", ["agent", "supervisor", "admin"])
def test_the_new_agent_can_sign_in_with_the_given_password(role: str) -> None:
    a_queue("care")
    said = _create("Anna@Desk.Example", "--role", role)

    agent = Agent.objects.get()
    assert (agent.email, agent.role) == ("anna@desk.example", role)
    assert agent.check_password("correct horse battery")
    assert agent.is_staff is (role == "admin")
    assert "correct horse" not in said


def test_a_new_agent_works_in_every_queue_unless_told_otherwise() -> None:
    a_queue("care")
    a_queue("billing")
    _create("a@desk.example")
    _create("b@desk.example", "--queue", "billing")

    queues = {
        agent.email: sorted(agent.memberships.values_list("queue__key", flat=True))
        for agent in Agent.objects.all()
    }
    assert queues == {"a@desk.example": ["billing", "care"], "b@desk.example": ["billing"]}


def test_an_address_that_is_taken_is_refused_and_nothing_is_changed() -> None:
    _create("a@desk.example")
    with pytest.raises(CommandError, match="belongs to somebody"):
        _create("A@desk.example")
    assert Agent.objects.count() == 1


@pytest.mark.parametrize("password", ["short", "password1234", ""])
def test_a_weak_password_is_refused_in_words(password: str) -> None:
    with pytest.raises(CommandError):
        _create("a@desk.example", password=password)
    assert not Agent.objects.exists()


def test_an_unknown_queue_is_named() -> None:
    with pytest.raises(CommandError, match="nowhere"):
        _create("a@desk.example", "--queue", "nowhere")
    assert not Agent.objects.exists()


def test_what_is_no_address_is_refused() -> None:
    with pytest.raises(CommandError, match="not an e-mail address"):
        _create("anna")
