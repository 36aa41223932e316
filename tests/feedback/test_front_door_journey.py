"""A customer's story told through the product's own doors ends in the right numbers."""

import pytest

from feedback.codes import Cause, OverrideKind
from feedback.journeys import overrides
from feedback.models import ChainLink, ContactEntry
from tests.support.world import NOW, a_channel, a_mail, an_agent, later, received, ticket_of
from tickets import calls, lifecycle, replies, ticks
from tickets.contracts import Actor, CallFacts, GivenPoint
from tickets.models import Channel, Interaction, Status

pytestmark = pytest.mark.django_db(transaction=True)
BOTH = (
    GivenPoint(kind="email", value="jana@example.cz", verification="verified"),
    GivenPoint(kind="phone", value="+420602123456", verification="verified"),
)


def compute(**after: float) -> dict[str, str]:
    """Runs the tick and returns the class of every entry."""
    ticks.run("journeys", at=later(**after))
    return dict(ContactEntry.objects.values_list("interaction", "entry_class"))


def link(entry: str) -> ChainLink:
    return ChainLink.objects.get(contact=entry, scope="any_reason", window="7d")


def answer(channel: Channel, ticket_number: int, **after: float) -> str:
    receipt = received(
        channel, points=BOTH, occurred_at=later(**after), text="The number is 48-1192.",
        ticket_mode="number", ticket_number=ticket_number,
    )  # fmt: skip
    return receipt.interaction_id


def test_asking_back_answering_resolving_and_calling_again() -> None:
    mailbox, phone = a_channel(), a_channel("phone")
    by = Actor.agent(an_agent().id)
    first = received(mailbox, points=BOTH)
    ticket = ticket_of(first)
    replies.reply(
        ticket.id,
        replies.ReplyText(text="Which order is it?"),
        at=later(hours=1),
        by=by,
        set_status=Status.PENDING,
    )
    turn = answer(mailbox, ticket.number, hours=2)
    lifecycle.resolve(ticket.id, at=later(hours=3), by=by)
    thanks = received(
        mailbox, points=BOTH, occurred_at=later(hours=4), text="Děkuji!",
        ticket_mode="number", ticket_number=ticket.number,
    )  # fmt: skip
    call = calls.record(
        a_mail(
            phone,
            kind="call",
            points=BOTH,
            occurred_at=later(days=2),
            ended_at=later(days=2, minutes=6),
            call=CallFacts(outcome="answered", wait_seconds=40),
        ),
        at=later(days=2, minutes=6),
    )

    classes = compute(days=3)

    assert [classes[entry] for entry in (first.interaction_id, turn)] == [
        "contact",
        "solicited_turn",
    ]
    assert classes[thanks.interaction_id] == "ack"
    again = link(call.interaction_id)
    assert (again.cause, again.trigger_id) == (Cause.RESOLUTION, first.interaction_id)
    assert again.gap_seconds == (48 - 3) * 3600


def test_a_reply_that_reopens_the_ticket_came_back_and_the_next_one_chases() -> None:
    mailbox = a_channel()
    by = Actor.agent(an_agent().id)
    ticket = ticket_of(received(mailbox, points=BOTH))
    lifecycle.resolve(ticket.id, at=later(hours=1), by=by)
    back = answer(mailbox, ticket.number, hours=2)
    chase = answer(mailbox, ticket.number, hours=5)

    compute(hours=6)

    assert link(back).cause == Cause.RESOLUTION
    assert link(chase).cause == Cause.CHASE


def test_a_delayed_mail_that_reopens_leaves_the_ticket_open() -> None:
    mailbox = a_channel()
    by = Actor.agent(an_agent().id)
    ticket = ticket_of(received(mailbox, points=BOTH))
    lifecycle.resolve(ticket.id, at=later(hours=3), by=by)
    answer(mailbox, ticket.number, hours=2)
    chase = answer(mailbox, ticket.number, hours=6)

    compute(hours=7)

    assert link(chase).cause == Cause.CHASE


def test_an_agent_says_it_is_another_matter_and_takes_it_back() -> None:
    mailbox = a_channel()
    by = Actor.agent(an_agent().id)
    ticket = ticket_of(received(mailbox, points=BOTH))
    second = answer(mailbox, ticket.number, hours=2)
    compute(hours=3)
    assert link(second).explicit

    entry = Interaction.objects.get(id=second)
    decided = overrides.decide(OverrideKind.DIFFERENT_ISSUE, entry, None, at=NOW, by=by)
    again = overrides.decide(OverrideKind.DIFFERENT_ISSUE, entry, None, at=NOW, by=by)
    compute(hours=3)
    assert decided == again
    assert not ChainLink.objects.exists()

    overrides.undo(decided, at=NOW)
    compute(hours=3)
    assert link(second).cause == Cause.CHASE


def test_entries_of_two_people_are_no_one_issue() -> None:
    mailbox = a_channel()
    one = Interaction.objects.get(id=received(mailbox, "a@example.cz").interaction_id)
    two = Interaction.objects.get(id=received(mailbox, "b@example.cz").interaction_id)

    with pytest.raises(overrides.DifferentPeople):
        overrides.decide(OverrideKind.SAME_ISSUE, one, two, at=NOW, by=Actor.agent(an_agent().id))
