"""The ways in which a customer gets in touch about one matter, and what we do then and there."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from contactcenter.demo import days
from contactcenter.demo.matter import Matter, acting
from contactcenter.demo.people import Person
from contactcenter.demo.stage import Stage
from contactcenter.demo.telling import Telling, capital
from contactcenter.demo.topics import Strand, Topic
from tickets.models import (
    Direction,
    Interaction,
    InteractionKind,
    MessageRole,
    Mood,
    Purpose,
    Status,
)

LONGEST_TALK: Final = timedelta(minutes=25)
_CUSTOMER, _AGENT = MessageRole.CUSTOMER, MessageRole.AGENT
_DISPOSITION: Final = {
    "billing.refund": "credited",
    "billing.wrong_amount": "credited",
    "delivery.damaged": "replaced",
    "product.defect": "replaced",
    "product.setup": "explained",
    "contract.upgrade": "explained",
}


class Contacts(Telling):
    """One matter of one person, told in the words of one strand."""

    matter: Matter
    follows: Matter | None = None

    def __init__(
        self, stage: Stage, person: Person, topic: Topic, at: datetime, *, strand: Strand
    ) -> None:
        super().__init__(stage, person, at)
        self.topic, self.strand = topic, strand
        self.case = stage.texts[person.language].cases[topic.reason]
        self.reason = stage.company.reasons[topic.reason]
        titles = strand.subjects or range(3)
        self.subject = self.theirs(self.case.subjects[self.rng.choice(tuple(titles))])
        self.worker = self.rng.choice(stage.company.team(topic.queue, person.language))

    # -- the customer

    def write(self, way: str, at: datetime, text: str, *, mood: str = "") -> Interaction:
        """An e-mail or a form; the first one opens the matter."""
        known = hasattr(self, "matter")
        if way == "webform":
            entry = self.inbound(
                way,
                at,
                text=capital(self.theirs(text)),
                subject=self.subject,
                mood=mood,
                reason=self.reason,
                detail={"form": {"answers": self._form_answers()}},
            )
        else:
            entry = self.inbound(
                way,
                at,
                text=self.letter(text),
                subject="" if known else self.subject,
                mood=mood,
                in_reply_to=self._last_sent() if known else "",
            )
        self.arrive(entry)
        return entry

    def thank(self, at: datetime) -> None:
        """A message that says thank you and nothing else."""
        entry = self.inbound(
            "email",
            at,
            text=self.theirs(self.rng.choice(self.manners.thanks)),
            flags=["ack"],
            mood=self.rng.choice((Mood.PLEASED, Mood.HAPPY, Mood.PLEASED)),
            in_reply_to=self._last_sent(),
        )
        self.matter.came(entry, quiet=True)

    def be_away(self, at: datetime) -> None:
        """The customer's mail program answers by itself."""
        entry = self.inbound(
            "email",
            at,
            text=self.rng.choice(self.manners.out_of_office),
            flags=["auto_reply"],
            in_reply_to=self._last_sent(),
        )
        self.matter.came(entry, quiet=True)

    def chat(
        self,
        at: datetime,
        opener: str,
        *,
        solution: str = "",
        ask: tuple[str, str] | None = None,
        known: bool = False,
        mood: str = "",
    ) -> datetime:
        """A chat with an agent, who may ask something and solves it; returns its end."""
        self.happens(at + LONGEST_TALK)
        lines = self._chat_script(opener, solution, ask, known=known)
        entry = self.inbound(
            "chat",
            at,
            preview=lines[0][1],
            mood=mood,
            reason=self.reason,
            outcome="answered",
            agent_id=self.worker.row.id,
            wait_seconds=int(self.rng.lognormvariate(3.6, 0.8)),
        )
        self.arrive(entry)
        joined = at + timedelta(seconds=entry.wait_seconds or 0)
        wanted = self.company.queues[self.topic.queue]
        if self.matter.queue is not wanted:  # the topic chosen before the chat says where it goes
            self.matter.transfer(wanted, None, at=at, by=None)
        self.matter.assign(self.worker, at=joined)
        end = self.chat_lines(entry, lines, self.worker)
        entry.talk_seconds = int((end - at).total_seconds())
        self.matter.spoke(joined)
        return end

    def chat_alone(self, at: datetime, opener: str) -> datetime:
        """A chat that nobody of us joined; returns its end."""
        self.happens(at + LONGEST_TALK)
        lines = [(_CUSTOMER, line) for line in self.theirs(opener).split("\n")]
        lines.append((MessageRole.SYSTEM, self.manners.chat_no_answer))
        wait = self.rng.randrange(120, 420)
        entry = self.inbound(
            "chat", at, preview=lines[0][1], reason=self.reason, outcome="missed", wait_seconds=wait
        )
        self.arrive(entry)
        end = max(self.chat_lines(entry, lines, None), at + timedelta(seconds=wait))
        entry.ended_at = end
        return end

    def call(self, at: datetime, summary: str, *, mood: str = "") -> datetime:
        """A call that an agent answers; returns when it ended."""
        wait = int(self.rng.lognormvariate(4.2, 0.9))
        talk = int(self.rng.lognormvariate(5.6, 0.5))
        end = at + timedelta(seconds=wait + talk)
        self.happens(end)
        entry = self.inbound(
            "phone",
            at,
            text=self.ours(summary, self.worker),
            mood=mood,
            reason=self.reason,
            outcome="answered",
            agent_id=self.worker.row.id,
            wait_seconds=wait,
            talk_seconds=talk,
            ended_at=end,
        )
        self.arrive(entry)
        answered = at + timedelta(seconds=wait)
        self._take_call(answered, talk)
        entry.agent_id = self.worker.row.id
        return end

    def hang_up(self, at: datetime) -> datetime:
        """A call given up in the queue; returns when."""
        wait = self.rng.randrange(70, 480)
        end = at + timedelta(seconds=wait)
        self.happens(end)
        entry = self.inbound(
            "phone", at, reason=self.reason, outcome="abandoned", wait_seconds=wait, ended_at=end
        )
        entry.preview = self.subject
        self.arrive(entry)
        return end

    def speak_to_machine(self, at: datetime) -> datetime:
        """A message left on the answering machine; returns its end."""
        end = at + timedelta(seconds=self.rng.randrange(20, 55))
        self.happens(end)
        entry = self.inbound(
            "phone",
            at,
            kind=InteractionKind.VOICEMAIL,
            text=self.theirs(self.manners.voicemails[self.topic.reason == "service.outage"]),
            reason=self.reason,
            outcome="voicemail",
            wait_seconds=15,
            ended_at=end,
        )
        self.arrive(entry)
        return end

    def visit(self, at: datetime, summary: str) -> datetime:
        """A visit to a branch, written down by the person at the counter; returns its end."""
        end = at + timedelta(minutes=self.rng.uniform(4, 14))
        self.happens(end)
        entry = self.inbound(
            "api",
            at,
            text=self.ours(summary, self.worker),
            subject=self.subject,
            reason=self.reason,
            agent_id=self.worker.row.id,
            ended_at=end,
            metadata={"branch": self.facts["city"]},
        )
        self.arrive(entry)
        self.matter.assign(self.worker, at=at)
        self.matter.spoke(at)
        return end

    # -- we

    def reply(self, at: datetime, text: str, *, ask: bool = False) -> None:
        """An e-mail to the customer; with ``ask`` we wait for their answer."""
        entry = self.outbound(at, self.answer(text, self.worker), self.worker, self.matter)
        self.matter.answered(entry)
        if ask:
            self.matter.move(Status.PENDING, at=at, by=acting(self.worker), data={"asked": True})

    def receipt(self, at: datetime) -> None:
        """The automatic message that we got theirs."""
        text = self.manners.receipt.replace("{team}", self.manners.team)
        entry = self.outbound(
            at,
            text,
            None,
            self.matter,
            subject=self.manners.receipt_subject,
            flags=["auto_reply"],
            purpose=Purpose.ACKNOWLEDGEMENT,
        )
        self.matter.add(entry)

    def call_back(self, at: datetime, *, reached: bool) -> datetime:
        """A call of ours; returns when it ended."""
        talk = int(self.rng.lognormvariate(5.2, 0.5)) if reached else 0
        end = at + timedelta(seconds=talk + 20)
        self.happens(end)
        entry = self.inbound(
            "phone",
            at,
            text=self.ours(self.manners.missed_call[reached], self.worker),
            outcome="answered" if reached else "no_answer",
            agent_id=self.worker.row.id,
            talk_seconds=talk,
            ended_at=end,
        )
        entry.direction = Direction.OUTBOUND
        if reached:
            self.matter.answered(entry)
        else:
            self.matter.add(entry)
        return end

    def resolve(self, at: datetime, *, how: str = "", why: str = "") -> None:
        """The matter is settled as far as we know."""
        key = how or _DISPOSITION.get(self.topic.reason, "solved")
        self.matter.resolve(
            at=at, by=self.worker, disposition=self.company.dispositions[key], why=why
        )

    def take(self, at: datetime) -> None:
        """An agent of the right queue takes the matter and says what it is about."""
        at = self.matter.after_all(at)
        self.happens(at)
        matter, wanted = self.matter, self.company.queues[self.topic.queue]
        if matter.queue is not wanted:
            self._pass_on(at)
        elif matter.assignee is None or matter.assignee is not self.worker:
            matter.assign(self.worker, at=at)
        if matter.reason is None and self.rng.random() > 0.06:
            matter.classify(self.reason, at=at + timedelta(seconds=40), by=self.worker)

    def arrive(self, entry: Interaction) -> None:
        """Puts an entry of the customer's on the matter, which the first one opens."""
        if not hasattr(self, "matter"):
            self.matter = self._new_matter(entry)
        self.matter.came(entry)

    def _new_matter(self, entry: Interaction) -> Matter:
        way = entry.channel_kind
        direct = way in {"webform", "chat", "api"} or self.rng.random() < 0.72
        queue = self.company.queues[self.topic.queue if direct else "care"]
        matter = Matter(
            book=self.book,
            id=self.book.id_at("tkt", entry.occurred_at),
            person=self.person,
            queue=queue,
            channel=self.company.channels[way],
            subject=self.subject,
            opened_at=entry.occurred_at,
            reason=entry.reason,
            follow_up_of=self.follows,
        )
        self.follows = None
        self.book.matters.append(matter)
        return matter

    def _pass_on(self, at: datetime) -> None:
        """Somebody in the first queue sees that others must deal with it."""
        matter, rng = self.matter, self.rng
        first = matter.assignee or rng.choice(
            self.company.team(matter.queue.key, self.person.language)
        )
        before = matter.after_all(at - timedelta(minutes=rng.uniform(20, 200)))
        matter.assign(first, at=before)
        if rng.random() < 0.6:
            text = rng.choice(self.manners.handovers)
            self.note(before + timedelta(seconds=90), text, first, matter)
        moved = before + timedelta(minutes=3)
        matter.transfer(self.company.queues[self.topic.queue], None, at=moved, by=first)
        matter.assign(self.worker, at=max(at, moved + timedelta(minutes=1)))

    def _take_call(self, at: datetime, talk: int) -> None:
        """Who answers the call; in the wrong queue it is passed on while they talk."""
        matter, wanted = self.matter, self.company.queues[self.topic.queue]
        right = matter.queue is wanted
        team = self.company.team(matter.queue.key, self.person.language)
        first = self.worker if right else self.rng.choice(team)
        matter.assign(first, at=at)
        matter.spoke(at)
        if not right:
            moved = at + timedelta(seconds=talk * 0.3)
            matter.transfer(wanted, self.worker, at=moved, by=first)

    def _chat_script(
        self, opener: str, solution: str, ask: tuple[str, str] | None, *, known: bool
    ) -> list[tuple[str, str]]:
        rng, manners, worker = self.rng, self.manners, self.worker
        hellos = manners.chat_known if known else manners.chat_hellos
        lines = [(str(_CUSTOMER), line) for line in self.theirs(opener).split("\n")]
        lines.append((_AGENT, self.ours(rng.choice(hellos), worker)))
        if ask is not None:
            lines.append((_AGENT, capital(self.ours(ask[0], worker))))
            lines.append((_CUSTOMER, self.theirs(ask[1])))
        lines.append((_AGENT, rng.choice(manners.chat_moments)))
        if rng.random() < 0.6:
            lines.append((_CUSTOMER, rng.choice(manners.chat_waits)))
        said = solution or rng.choice(manners.promises)
        lines += [
            (_AGENT, capital(part)) for part in _in_two(self.ours(said, worker), rng.random())
        ]
        lines.append((_CUSTOMER, rng.choice(manners.chat_thanks)))
        lines.append((_AGENT, rng.choice(manners.chat_byes)))
        return lines

    def _form_answers(self) -> list[dict[str, str]]:
        topic, contract, phone = self.manners.form_labels
        return [
            {"name": "topic", "label": topic, "value": self.subject},
            {"name": "contract", "label": contract, "value": self.facts["contract"]},
            {"name": "phone", "label": phone, "value": self.facts["phone"]},
        ]

    def _last_sent(self) -> str:
        """The Message-ID of our newest mail on the matter."""
        for row in reversed(self.book.deliveries):
            if row.ticket_id == self.matter.id:
                return row.external_id
        return ""

    def office(self, at: datetime) -> datetime:
        """When somebody of us will see to what came at this moment."""
        return days.at_desk(at, self.rng)


def _in_two(text: str, chance: float) -> Sequence[str]:
    """An answer as people type it into a chat: sometimes in two messages."""
    head, dot, rest = text.partition(". ")
    return (f"{head}.", rest) if dot and rest and chance < 0.55 and len(head) > 12 else (text,)
