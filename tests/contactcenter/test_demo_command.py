"""`manage.py demo` loads once, prints a sign-in that works, and stays out of real data."""

import re
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.db import transaction

from contactcenter.embedded import locations
from tickets.models import Agent, Customer, Interaction, Queue, Ticket

NOW = datetime(2025, 11, 21, 13, 30, tzinfo=UTC)


def run(*arguments: str) -> str:
    said = StringIO()
    call_command("demo", *arguments, stdout=said)
    return said.getvalue()


def small(**options: str) -> list[str]:
    return ["--interactions", "200", "--days", "20", "--at", NOW.isoformat()] + [
        word for name, value in options.items() for word in (f"--{name}", value)
    ]


def test_it_prints_who_may_sign_in(db: None) -> None:
    said = run(*small())
    password = re.search(r"password (\S+)", said)
    assert password is not None
    emails = re.findall(r"\S+@demo\.example", said)
    assert len(emails) == 5
    for email in emails:
        assert authenticate(None, username=email, email=email, password=password[1]) is not None
    assert password[0] in "\n".join(locations.layout().demo_login_lines())


def test_the_same_seed_and_moment_give_the_same_history(db: None) -> None:
    stories = []
    for seed in ("5", "5", "6"):
        with transaction.atomic():
            run(*small(seed=seed))
            rows = Interaction.objects.order_by("seq").values_list("id", "text", "occurred_at")
            stories.append([(key, re.sub(r"#\d+", "#", text), at) for key, text, at in rows])
            transaction.set_rollback(True)
    assert stories[0] == stories[1]
    assert stories[0] != stories[2]


def test_a_second_run_says_that_it_is_there(db: None) -> None:
    run(*small())
    count = Interaction.objects.count()
    assert "already there" in run(*small())
    assert run("--if-empty") == ""
    assert Interaction.objects.count() == count


def test_real_data_is_left_alone(db: None) -> None:
    queue = Queue.objects.create(key="ours", name="Ours")
    customer = Customer.objects.create(created_at=NOW)
    Ticket.objects.create(queue=queue, customer=customer, opened_at=NOW, last_entry_at=NOW)
    assert run("--if-empty") == ""
    with pytest.raises(CommandError, match="empty database"):
        run()
    assert Ticket.objects.count() == 1
    assert not Agent.objects.exists()


@pytest.mark.parametrize("arguments", [("--days", "0"), ("--interactions", "-5"), ("--at", "noon")])
def test_nonsense_is_refused_with_a_sentence(db: None, arguments: tuple[str, str]) -> None:
    with pytest.raises(CommandError):
        run(*arguments)
