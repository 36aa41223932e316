"""One issue of one customer from first contact to its end, with everything that goes wrong."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final

from contactcenter.demo import days
from contactcenter.demo.contacts import Contacts
from contactcenter.demo.facts import coming, sent
from contactcenter.demo.matter import CLOSES_AFTER, Matter
from contactcenter.demo.people import Person
from contactcenter.demo.stage import NotYet, Stage
from contactcenter.demo.topics import BY_REASON, Strand, Topic
from tickets.models import Mood, Priority, Status

WAYS: Final = ("email", "chat", "phone", "webform", "api")
WRITTEN: Final = frozenset({"email", "webform"})
_SPOKEN_SHARE: Final = 0.8
_RETURNS_AT_MOST: Final = 3


class Story(Contacts):
    """Tell it with :meth:`tell`; the present cuts it off where it is."""

    way: str
    begins: datetime
    not_before: datetime
    told: frozenset[tuple[int, int]] = frozenset()

    @classmethod
    def about(
        cls, stage: Stage, person: Person, topic: Topic, at: datetime, *, way: str = ""
    ) -> "Story":
        """A story whose texts suit the way of getting in touch, which is drawn unless given."""
        way = way or draw_way(stage, person, topic, WAYS)
        fitting = [strand for strand in topic.strands if _suits(strand, way)]
        strand = stage.rng.choice(fitting or list(topic.strands))
        story = cls(stage, person, topic, at, strand=strand)
        story.way = way if _suits(strand, way) else "email"
        story.begins = story.not_before = at
        return story

    def tell(self) -> None:
        """Everything that has happened until now."""
        with suppress(NotYet):
            end = self._first()
            self._afterwards(end)

    # -- the first contact

    def _first(self) -> datetime:
        """From the first contact to the first solution; returns when that was."""
        at, rng, strand = self.begins, self.rng, self.strand
        solution = self.case.solves[rng.choice(strand.solves)]
        if self.way in WRITTEN:
            text = self.case.opens[rng.choice(strand.opens)]
            self.write(self.way, at, text, mood=self._mood())
            self._acknowledge(at)
            return self.settle_by_mail(at, solution, ask=self._ask(strand.asks))
        at = self.office(at)
        if self.way == "chat":
            return self._first_chat(at, solution)
        if self.way == "api":
            summary = self.case.calls[rng.choice(strand.calls)]
            end = self.visit(at, summary)
            self.resolve(end)
            return end
        return self._first_call(at, solution)

    def _first_chat(self, at: datetime, solution: str) -> datetime:
        strand, rng = self.strand, self.rng
        opener = self.case.chats[rng.choice(strand.chats)]
        if rng.random() < 0.04 and self.person.can("email"):
            end = self.chat_alone(at, opener)
            return self.settle_by_mail(end, solution)
        ask = self._ask(strand.chat_asks or strand.asks)
        if rng.random() < _SPOKEN_SHARE or not self.person.can("email"):
            end = self.chat(at, opener, solution=solution, ask=ask, mood=self._mood())
            self.resolve(end)
            return end
        end = self.chat(at, opener, ask=ask, mood=self._mood())
        return self.settle_by_mail(end, solution, promised=True)

    def _first_call(self, at: datetime, solution: str) -> datetime:
        rng = self.rng
        if rng.random() < 0.17 and (found := self._get_through(at)) is not None:
            at = found
        if self._is_over():
            return at
        if rng.random() < 0.03:
            end = self.speak_to_machine(at)
            self.take(self.office(end + timedelta(minutes=rng.uniform(15, 120))))
            return self._end(self.call_back(self.office(end + timedelta(hours=3)), reached=True))
        end = self.call(at, self.case.calls[rng.choice(self.strand.calls)], mood=self._mood())
        if rng.random() < _SPOKEN_SHARE or not self.person.can("email"):
            return self._end(end)
        return self.settle_by_mail(end, solution, promised=True)

    def _get_through(self, at: datetime) -> datetime | None:
        """The customer gives up waiting; most try again soon, the others we call back."""
        rng = self.rng
        end = self.hang_up(at)
        if rng.random() < 0.8:
            return self.office(end + timedelta(minutes=rng.lognormvariate(1.8, 1.0)))
        back = self.office(end + timedelta(minutes=rng.uniform(20, 150)))
        self.take(back - timedelta(minutes=1))
        reached = rng.random() < 0.65
        finished = self.call_back(back, reached=reached)
        self.resolve(finished, how="solved" if reached else "no_answer")
        return finished

    # -- working on it

    def settle_by_mail(
        self,
        since: datetime,
        solution: str,
        *,
        ask: tuple[str, str] | None = None,
        promised: bool = False,
    ) -> datetime:
        """We answer by mail, perhaps late, perhaps after asking back; returns when."""
        rng = self.rng
        at = self._answer_time(since, promised=promised)
        self._supplement(since, at)
        if not promised and (end := self._chase(since, at, solution)) is not None:
            return end
        at = max(at, self.office(self.not_before + timedelta(minutes=rng.uniform(6, 40))))
        self.take(at - timedelta(minutes=rng.uniform(4, 30)))
        self._jot(at - timedelta(minutes=2))
        if ask is not None:
            self.reply(at, ask[0], ask=True)
            answered = self._hear_back(at, ask[1])
            if answered is None:
                return self._give_up(at)
            at = self._answer_time(answered, promised=True)
        self.facts.update(coming(at, self.person.language, rng))
        self.reply(at, solution)
        return self._end(at)

    def _answer_time(self, since: datetime, *, promised: bool) -> datetime:
        slowness = 1.35 - 0.5 * self.stage.progress(since)
        hours = self.rng.lognormvariate(0.7 if promised else 1.25, 0.95) * slowness
        return self.office(since + timedelta(hours=min(hours, 70), minutes=9))

    def _hear_back(self, at: datetime, text: str) -> datetime | None:
        """When the customer answers our question, if they do."""
        if self.rng.random() < 0.1:
            return None
        answered = days.awake(at + timedelta(hours=min(self.rng.lognormvariate(1.3, 1.0), 60)))
        self.write("email", answered, text)
        return answered

    def _give_up(self, asked: datetime) -> datetime:
        at = self.office(asked + timedelta(days=7))
        self.note(at, self.manners.given_up, self.worker, self.matter)
        self.resolve(at + timedelta(seconds=20), how="no_answer", why="inactivity")
        return at

    def _chase(self, since: datetime, answer: datetime, solution: str) -> datetime | None:
        """The customer asks again because we are slow; a live contact settles it there."""
        rng = self.rng
        if answer - since < timedelta(hours=14) or rng.random() > 0.42:
            return None
        self.facts.update(sent(since, self.person.language))
        at = days.awake(since + (answer - since) * rng.uniform(0.55, 0.95))
        way = rng.choices(("email", "phone", "chat", "webform"), (4, 5, 3, 3))[0]
        if way == "phone" and self.person.can("phone"):
            end = self.call(self.office(at), rng.choice(self.manners.chase_calls), mood=Mood.ANGRY)
            return self._end(end)
        if way == "chat":
            text = rng.choice(self.manners.chase_chats)
            end = self.chat(
                self.office(at), text, solution=solution, known=True, mood=Mood.DISAPPOINTED
            )
            return self._end(end)
        if way == "webform":
            self._ask_elsewhere(at, self._chasing(since, at))
        else:
            self.write("email", at, self._chasing(since, at), mood=Mood.DISAPPOINTED)
        return None

    def _chasing(self, since: datetime, at: datetime) -> str:
        """What an impatient customer writes; "several days" only after some."""
        texts = list(self.manners.chases[:2])
        if at - since > timedelta(days=2.5):
            texts.append(self.manners.chases[2])
        if self.way == "email":
            texts.append(self.manners.chases[3])
        return self.rng.choice(texts)

    def _ask_elsewhere(self, at: datetime, text: str) -> None:
        """A second ticket for the same matter, which an agent then merges."""
        first = self.matter
        del self.matter
        try:
            self.write("webform", at, text, mood=Mood.DISAPPOINTED)
            second: Matter = self.matter
        finally:
            self.matter = first
        merged = self.office(at + timedelta(minutes=self.rng.uniform(15, 90)))
        self.happens(merged)
        self.take(merged - timedelta(minutes=1))
        first.absorb(second, at=merged, by=self.worker)
        self.not_before = merged

    def _supplement(self, since: datetime, answer: datetime) -> None:
        """What was forgotten follows a few minutes later."""
        at = since + timedelta(minutes=self.rng.uniform(3, 22))
        written = self.way == "email" and self.matter.last_direction == "inbound"
        if written and at < answer - timedelta(minutes=30) and self.rng.random() < 0.07:
            self.write("email", at, self.rng.choice(self.manners.supplements))

    def _jot(self, at: datetime) -> None:
        """An agent writes something down for colleagues."""
        if self.rng.random() < 0.2:
            own = [self.case.notes[place] for place in self.strand.notes]
            text = self.rng.choice(own * 2 + [self.manners.notes[0], self.manners.notes[3]])
            self.note(at, text, self.worker, self.matter)

    # -- afterwards

    def _afterwards(self, end: datetime) -> None:
        """Thanks, coming back, and what the customer comes about next."""
        for round_ in range(_RETURNS_AT_MOST):
            if self._stays_away(round_, end):
                break
            end = self._come_back(end, again=round_ > 0)
        if self.rng.random() < 0.15 and self.matter.last_channel_kind == "email":
            self._say_thanks(end + timedelta(minutes=self.rng.lognormvariate(3.6, 1.1)))
        self._next_issue(end)

    def _stays_away(self, round_: int, end: datetime) -> bool:
        left = set(self.strand.returns) - self.told
        if not left or self.matter.status not in {Status.RESOLVED, Status.CLOSED}:
            return True
        fails = (1 - self.topic.resolves) * (0.7 - 0.36 * self.stage.progress(end))
        return self.rng.random() > (fails if round_ == 0 else 0.3)

    def _come_back(self, end: datetime, *, again: bool) -> datetime:
        """It was not solved after all: once more, often by another way."""
        rng = self.rng
        said, amended = rng.choice(sorted(set(self.strand.returns) - self.told))
        self.told |= {(said, amended)}
        text, solution = self.case.returns[said], self.case.amends[amended]
        at = days.awake(end + timedelta(hours=2 + rng.lognormvariate(3.6, 1.1)))
        self.facts.update(coming(at, self.person.language, rng))
        way = self._way_back()
        if rng.random() < 0.5 or again:
            self.worker = rng.choice(self.company.team(self.topic.queue, self.person.language))
        mood = rng.choices((Mood.DISAPPOINTED, Mood.ANGRY, Mood.NEUTRAL), (5, 3, 2))[0]
        self._other_ticket(way, at)
        if way in WRITTEN:
            self.write(way, at, text, mood=mood)
            self._urgent(at, mood)
            return self.settle_by_mail(at, solution)
        at = self.office(at)
        if way == "chat":
            return self._end(self.chat(at, text, solution=solution, known=True, mood=mood))
        recalls = self.case.recalls[rng.choice(self.strand.recalls)]
        return self._end(self.call(at, recalls, mood=mood))

    def _way_back(self) -> str:
        ways = ["email", "chat", "webform"] + (["phone"] if self.strand.recalls else [])
        ways = [way for way in ways if self.person.can(way)]
        if self.way in ways and self.rng.random() < 0.5:
            return self.way
        return self.rng.choice(ways + [way for way in ways if way == "phone"])

    def _other_ticket(self, way: str, at: datetime) -> None:
        """Only an answer to our mail finds its ticket by itself, and a closed one stays closed."""
        before = self.matter
        since = at - (before.resolved_at or at)
        wrote = any(entry.kind == "email" and entry.agent_id for entry in before.entries)
        if way == "email" and since <= timedelta(days=before.queue.follow_up_days) and wrote:
            return
        if way != "email" and since < CLOSES_AFTER / 2 and self.rng.random() < 0.2:
            return
        del self.matter
        self.follows = before if way == "email" and wrote else None

    def _say_thanks(self, at: datetime) -> None:
        if self.rng.random() < 0.88:
            self.thank(at)
            return
        self.write("email", at, self.rng.choice(self.manners.thanks_and_more), mood=Mood.PLEASED)
        at = self._answer_time(at, promised=True)
        self.take(at - timedelta(minutes=3))
        self.reply(at, self.rng.choice(self.manners.promises))
        self._end(at)

    def _next_issue(self, end: datetime) -> None:
        """One thing leads to another: the same customer comes about something else."""
        following = BY_REASON.get(self.topic.leads_to)
        if following is None or self.rng.random() > 0.11:
            return
        at = end + timedelta(days=self.rng.lognormvariate(1.3, 0.6))
        self.happens(at)
        Story.about(self.stage, self.person, following, at).tell()

    # -- small things

    def _acknowledge(self, at: datetime) -> None:
        if self.way == "webform" or self.rng.random() < 0.3:
            self.receipt(at + timedelta(seconds=self.rng.uniform(20, 70)))
        if self.way == "email" and self.rng.random() < 0.02:
            self.be_away(at + timedelta(minutes=2))

    def _ask(self, places: tuple[int, ...]) -> tuple[str, str] | None:
        if not places or (not self.strand.must_ask and self.rng.random() > 0.3):
            return None
        return self.case.asks[self.rng.choice(places)]

    def _mood(self) -> str:
        return self.rng.choices(("", Mood.NEUTRAL, Mood.DISAPPOINTED, Mood.ANGRY), (4, 4, 2, 0.5))[
            0
        ]

    def _urgent(self, at: datetime, mood: str) -> None:
        if mood == Mood.ANGRY and self.rng.random() < 0.5:
            when = self.office(at + timedelta(minutes=12))
            self.happens(when)
            urgent = self.rng.random() < 0.25
            priority = Priority.URGENT if urgent else Priority.HIGH
            self.matter.prioritise(priority, at=when, by=self.worker)

    def _end(self, at: datetime) -> datetime:
        self.resolve(at)
        return at

    def _is_over(self) -> bool:
        return hasattr(self, "matter") and self.matter.status == Status.RESOLVED


def _suits(strand: Strand, way: str) -> bool:
    if way == "chat":
        return bool(strand.chats)
    return bool(strand.calls) if way in {"phone", "api"} else True


def draw_way(stage: Stage, person: Person, topic: Topic, ways: tuple[str, ...]) -> str:
    """How the person gets in touch about the topic, out of these ways if any is possible."""
    weights = dict(zip(WAYS, topic.ways, strict=True))
    possible = [way for way in ways if person.can(way) and weights[way]]
    possible = possible or [way for way in WAYS if person.can(way) and weights[way]]
    return str(stage.rng.choices(possible, [weights[way] for way in possible])[0])


def a_time(stage: Stage, *, live: bool) -> datetime:
    """A moment of the history at which an issue begins."""
    length = (stage.now - stage.begin).days
    while True:
        at = days.draw(stage.rng, begin=stage.begin, days=length + 1, live=live)
        if stage.begin <= at <= stage.now:
            return at
