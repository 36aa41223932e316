"""What surveys add to the service desk through its registries; nothing there imports us."""

from typing import Final

from feedback.surveys import decisions, expiry, scores, sending, timeline
from tickets import context, outbox, ticks
from tickets import timeline as customer_timeline
from tickets.models import Purpose

EVERY_SECONDS: Final = 60


def register() -> None:
    """Ticks, the outbox's guard and listener, timeline and context; called once at start."""
    ticks.register("surveys.decide", EVERY_SECONDS, decisions.decide, wakes_on={"resolved"})
    ticks.register("surveys.dispatch", EVERY_SECONDS, sending.dispatch)
    ticks.register("surveys.expire", EVERY_SECONDS, expiry.expire)
    outbox.register_guard(Purpose.SURVEY, sending.guard)
    outbox.register_listener(Purpose.SURVEY, sending.follow)
    customer_timeline.register(timeline.INVITATIONS, timeline.invitations)
    customer_timeline.register(timeline.RESPONSES, timeline.responses)
    context.register_block(scores.BLOCK, scores.last_scores)
