"""Computes journeys of customer clusters and makes the derived tables say the same."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models, transaction

from feedback.codes import EntryClass
from feedback.journeys.facts import ClusterFacts, load
from feedback.journeys.recontacts import Aftermath as Followed
from feedback.journeys.rows import Direction, Turn
from feedback.journeys.rules import DEFAULT_RULES, Rules
from feedback.journeys.settling import settle
from feedback.journeys.trace import Journey, trace
from feedback.models import Aftermath, ChainLink, ChannelSwitch, Contact, ContactEntry
from tickets.customers.identity import lock
from tickets.models import Customer


@dataclass(frozen=True, slots=True, kw_only=True)
class Recomputed:
    """How many derived rows had to change, and whose calls or chats are still going on."""

    changed: int
    going_on: frozenset[str] = frozenset()


def recompute(
    heads: Sequence[str], *, at: datetime, rules: Rules = DEFAULT_RULES, write: bool = True
) -> Recomputed:
    """Derives these heads' clusters anew, in one transaction; doing it twice changes nothing.

    Other computations of the same people wait. With ``write`` false nothing is stored and
    ``changed`` tells how far the tables are off. Raises ``IncompleteHistoryError`` and
    ``MergeCycleError`` when facts contradict each other.
    """
    with transaction.atomic():
        _lock_clusters(heads)
        clusters = load(heads, at=at)
        derived = [(facts, trace(facts.history, rules, at=at)) for facts in clusters]
        customers = [customer for facts in clusters for customer in facts.customers]
        changed = _settle_all(customers, derived, write=write)
    return Recomputed(
        changed=changed, going_on=frozenset(facts.head for facts in clusters if facts.going_on)
    )


def _lock_clusters(heads: Sequence[str]) -> None:
    """Holds every member of the clusters; a merge seen meanwhile adds its members."""
    held: set[str] = set()
    wanted = set(heads)
    while not wanted <= held:
        lock([f"journeys:{customer}" for customer in wanted - held])
        held |= wanted
        members = Customer.objects.filter(merged_into__in=heads)
        wanted = held | set(members.values_list("id", flat=True))


Derived = Sequence[tuple[ClusterFacts, Journey]]


def _settle_all(customers: list[str], derived: Derived, *, write: bool) -> int:
    """Contacts first, so that what points at them finds them; they are also removed last."""

    def of(facts_field: str, model: type[models.Model]) -> models.QuerySet[Any]:
        return model._default_manager.filter(**{f"{facts_field}__in": customers})

    parts: list[tuple[models.QuerySet[Any], Iterable[models.Model], tuple[str, ...]]] = [
        (of("customer", Contact), _each(derived, _contacts), ("interaction",)),
        (of("customer", ContactEntry), _each(derived, _entries), ("interaction",)),
        (
            of("contact__customer", ChainLink),
            _each(derived, _links),
            ("contact", "scope", "window"),
        ),
        (of("customer", Aftermath), _each(derived, _aftermath), ("ticket", "seq")),
        (of("customer", ChannelSwitch), _each(derived, _switches), ("interaction",)),
    ]
    settled = [settle(rows, wanted, key, write=write) for rows, wanted, key in parts]
    for part in reversed(settled):
        part.remove_stale()
    return sum(part.changed for part in settled)


def _each(derived: Derived, make: Any) -> Iterator[Any]:
    for facts, journey in derived:
        yield from make(facts, journey)


def _contacts(facts: ClusterFacts, journey: Journey) -> Iterator[Contact]:
    parallels = {parallel.contact: parallel for parallel in journey.parallels}
    for turn in journey.folding.contacts:
        stored = facts.stored[turn.id]
        parallel = parallels.get(turn.id)
        yield Contact(
            interaction_id=turn.id,
            customer_id=turn.customer,
            cluster_id=facts.head,
            at=turn.at,
            ended_at=turn.end,
            channel_kind=turn.channel_kind,
            channel_id=stored.channel_id,
            queue_id=turn.queue,
            agent_id=turn.agent,
            reason_id=turn.reason,
            ticket_id=turn.ticket,
            origin=turn.origin,
            reached_nobody=turn.reached_nobody,
            identified=turn.customer not in facts.unidentified,
            verification=stored.verification,
            parallel_to_id=parallel.unanswered if parallel else None,
            parallel_seconds=int(parallel.gap.total_seconds()) if parallel else None,
        )


def _entries(facts: ClusterFacts, journey: Journey) -> Iterator[ContactEntry]:
    contacts = {turn.id for turn in journey.folding.contacts}
    for entry in facts.history.entries:
        verdict = journey.folding.verdicts[entry.id]
        inside = verdict.entry_class in {EntryClass.EVENT, EntryClass.INTERNAL_NOTE}
        if entry.direction is Direction.IN and not inside:
            yield ContactEntry(
                interaction_id=entry.id,
                customer_id=entry.customer,
                at=entry.at,
                entry_class=verdict.entry_class,
                contact_id=verdict.turn if verdict.turn in contacts else None,
            )


def _links(_facts: ClusterFacts, journey: Journey) -> Iterator[ChainLink]:
    for chains in journey.chains.values():
        for chain in chains:
            head = chain.contacts[0]
            for contact, link in zip(chain.contacts[1:], chain.links[1:], strict=True):
                assert link.cause is not None
                assert link.gap is not None
                yield ChainLink(
                    contact_id=contact.id,
                    scope=chain.scope,
                    window=chain.window,
                    head_id=head.id,
                    at=contact.at,
                    head_at=head.at,
                    position=link.position,
                    cause=link.cause,
                    trigger_id=link.trigger,
                    gap_seconds=int(link.gap.total_seconds()),
                    explicit=link.explicit,
                )


def _aftermath(facts: ClusterFacts, journey: Journey) -> Iterator[Aftermath]:
    own: Iterator[Followed] = (
        item for item in journey.aftermath if item.resolution.customer in facts.customers
    )
    for item in own:
        resolution = item.resolution
        same, any_ = (_id_and_time(contact) for contact in item.next_contact.values())
        yield Aftermath(
            ticket_id=resolution.ticket,
            seq=resolution.seq,
            customer_id=resolution.customer,
            resolved_at=resolution.at,
            reason_id=resolution.reason,
            queue_id=resolution.queue,
            agent_id=resolution.agent,
            channel_kind=resolution.channel_kind or "",
            same_reason_contact_id=same[0],
            same_reason_at=same[1],
            any_reason_contact_id=any_[0],
            any_reason_at=any_[1],
        )


def _id_and_time(contact: Turn | None) -> tuple[str | None, datetime | None]:
    return (None, None) if contact is None else (contact.id, contact.at)


def _switches(_facts: ClusterFacts, journey: Journey) -> Iterator[ChannelSwitch]:
    customers = {turn.id: turn.customer for turn in journey.folding.turns}
    for switch in journey.switches:
        yield ChannelSwitch(
            interaction_id=switch.turn,
            customer_id=customers[switch.turn],
            head_id=switch.chain,
            at=switch.at,
            from_channel=switch.from_channel,
            to_channel=switch.to_channel,
            kind=switch.kind,
            failed=switch.failed,
        )
