"""What one story is about: orders, invoices, sums and days, the same from first word to last."""

import random
from datetime import datetime, timedelta

from contactcenter.demo import days
from contactcenter.demo.names import MODELS
from contactcenter.demo.people import Person

_MONTHLY = (399, 449, 499, 549, 599, 699, 799)


def facts_of(person: Person, at: datetime, rng: random.Random) -> dict[str, str]:
    """Everything a text of a story that begins at ``at`` may mention."""
    language = person.language
    fair = rng.choice(_MONTHLY)
    return {
        **person.facts,
        "order": f"{at:%y}{rng.randrange(10**5, 10**6)}",
        "parcel": f"DR{rng.randrange(10**8, 10**9)}",
        "invoice": f"{at:%Y}{rng.randrange(10**5, 10**6)}",
        "serial": f"{rng.randrange(10**9, 10**10)}",
        "code": f"{rng.randrange(10**5, 10**6)}",
        "model": rng.choice(MODELS),
        "speed": rng.choice(("250", "500", "1000")),
        "hour": rng.choice(("18:30", "19:00", "19:30", "20:00", "21:00")),
        "amount": days.money(fair + rng.choice((100, 150, 250, 400, 990)), language),
        "amount2": days.money(fair, language),
        "credit": days.money(rng.choice((50, 100, 150, 200)), language),
        "ordered": days.date(at - timedelta(days=rng.randrange(5, 11)), language),
        "invoice_date": days.date(at - timedelta(days=rng.randrange(6, 15)), language),
        "month": days.month(at - timedelta(days=20), language),
        "on_day": days.on_day(at - timedelta(days=rng.randrange(1, 4)), language),
        **sent(at - timedelta(days=rng.randrange(4, 9)), language),
        **coming(at, language, rng),
    }


def sent(at: datetime, language: str) -> dict[str, str]:
    """How a later message names the day of an earlier one."""
    return {"sent": days.date(at, language), "from_sent": days.from_date(at, language)}


def coming(at: datetime, language: str, rng: random.Random) -> dict[str, str]:
    """A working day soon after ``at``, for what we promise then."""
    day = at + timedelta(days=rng.randrange(1, 4))
    while day.astimezone(days.ZONE).weekday() >= days.SATURDAY:
        day += timedelta(days=1)
    return {
        "next_day": days.on_day(day, language),
        "for_day": days.for_day(day, language),
        "next_date": days.date(day, language),
    }
