"""What people come about: how often, by which channel, and which texts belong together.

Positions in a :class:`Strand` are places in the tuples of a :class:`~contactcenter.demo.wording.
Case`; they are the same in every language, so that an answer always fits its question.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Strand:
    """Texts that make one sensible conversation.

    ``returns`` pairs what the customer says on coming back with our second answer; without one
    the first answer was enough. ``must_ask`` says that the answer makes no sense before the
    question. No ``calls`` or no ``chats``: the matter does not come by that way. No
    ``subjects``: any of them fits.
    """

    subjects: tuple[int, ...] = ()
    opens: tuple[int, ...]
    chats: tuple[int, ...] = ()
    asks: tuple[int, ...] = ()
    chat_asks: tuple[int, ...] = ()
    solves: tuple[int, ...]
    returns: tuple[tuple[int, int], ...] = ()
    calls: tuple[int, ...] = ()
    recalls: tuple[int, ...] = ()
    notes: tuple[int, ...] = ()
    must_ask: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A contact reason as the demo's customers have it.

    ``ways`` weighs e-mail, chat, phone, web form and branch. ``resolves`` is the chance that our
    first answer is enough; ``leads_to`` is what else the same customer may come about next.
    """

    reason: str
    queue: str
    weight: float
    resolves: float
    ways: tuple[int, int, int, int, int]
    strands: tuple[Strand, ...]
    leads_to: str = ""


S = Strand
TOPICS: Final[tuple[Topic, ...]] = (
    Topic(
        reason="delivery.late",
        queue="care",
        weight=9,
        resolves=0.55,
        ways=(4, 4, 4, 3, 0),
        leads_to="billing.refund",
        strands=(
            S(opens=(0, 1, 3, 4), chats=(0, 1, 2), asks=(0,), solves=(0,), calls=(0,),
              returns=((0, 0), (1, 0)), recalls=(0,), notes=(0,)),
            S(opens=(0, 2, 4), chats=(0, 1), asks=(0,), solves=(1,), calls=(1,),
              returns=((1, 1), (2, 1)), notes=(1,)),
            S(opens=(2, 3), solves=(2,)),
            S(opens=(0, 4), chats=(0, 1), asks=(1,), solves=(3,), returns=((0, 0),), must_ask=True),
        ),
    ),
    Topic(
        reason="delivery.damaged",
        queue="care",
        weight=3,
        resolves=0.62,
        ways=(5, 2, 3, 4, 1),
        leads_to="returns.how",
        strands=(
            S(opens=(0,), chats=(0, 1), asks=(0, 1), solves=(1,), calls=(0,),
              returns=((0, 0), (1, 1)), recalls=(0,), notes=(0, 1)),
            S(subjects=(0, 2), opens=(1, 2), chats=(1,), asks=(0,), solves=(1, 0),
              returns=((0, 0),), notes=(0,), must_ask=True),
            S(subjects=(0, 2), opens=(3,), chats=(2,), solves=(2,), calls=(1,), returns=((2, 1),)),
        ),
    ),
    Topic(
        reason="delivery.change",
        queue="care",
        weight=3,
        resolves=0.86,
        ways=(2, 5, 4, 3, 0),
        strands=(
            S(subjects=(0,), opens=(0, 2), chats=(0, 2), chat_asks=(0,), solves=(0, 2), calls=(0,),
              returns=((0, 0),), recalls=(0,), notes=(0, 1)),
            S(subjects=(1, 2), opens=(1, 3), chats=(1,), solves=(1,), calls=(1,), returns=((1, 1),),
              notes=(1,)),
            S(subjects=(1,), opens=(1,), asks=(1,), solves=(0,), must_ask=True),
        ),
    ),
    Topic(
        reason="billing.wrong_amount",
        queue="billing",
        weight=8,
        resolves=0.58,
        ways=(4, 2, 5, 2, 1),
        leads_to="billing.refund",
        strands=(
            S(opens=(0, 3), chats=(0, 1), chat_asks=(0,), solves=(0,), calls=(0,),
              returns=((0, 0), (1, 0)), recalls=(0,), notes=(0,)),
            S(opens=(1,), chats=(2,), asks=(1,), solves=(1,), returns=((0, 1),), notes=(1,),
              must_ask=True),
            S(opens=(2, 4), asks=(0,), solves=(1,), returns=((0, 1),), notes=(1,)),
            S(opens=(0, 1), chats=(1,), solves=(2,), calls=(1,), returns=((2, 1),)),
        ),
    ),
    Topic(
        reason="billing.invoice_missing",
        queue="billing",
        weight=4,
        resolves=0.85,
        ways=(5, 2, 2, 4, 0),
        strands=(
            S(subjects=(0,), opens=(0, 2), chats=(0, 2), asks=(0, 1), chat_asks=(0,), solves=(0,),
              calls=(0,), returns=((0, 0), (1, 1)), recalls=(0,), notes=(0,)),
            S(subjects=(1,), opens=(1,), chats=(1,), asks=(1,), solves=(1,), calls=(1,),
              notes=(1,)),
            S(subjects=(2,), opens=(3,), solves=(2,), calls=(1,), returns=((0, 0),)),
        ),
    ),
    Topic(
        reason="billing.refund",
        queue="billing",
        weight=5,
        resolves=0.6,
        ways=(4, 2, 5, 2, 1),
        strands=(
            S(subjects=(0, 2), opens=(0,), chats=(0,), asks=(1,), solves=(0, 1), calls=(0,),
              returns=((0, 0), (1, 1)), recalls=(0,), notes=(0,)),
            S(subjects=(0,), opens=(1, 3), chats=(1, 2), asks=(0,), solves=(0,), calls=(1,),
              returns=((0, 0), (2, 0), (1, 1)), recalls=(0,), notes=(0, 1)),
            S(subjects=(0,), opens=(2,), solves=(2,)),
        ),
    ),
    Topic(
        reason="billing.payment",
        queue="billing",
        weight=4,
        resolves=0.75,
        ways=(2, 4, 4, 2, 1),
        strands=(
            S(subjects=(0, 1), opens=(0,), chats=(0,), asks=(0,), solves=(0,), calls=(0,),
              returns=((0, 1), (1, 0)), recalls=(0,), notes=(0,)),
            S(subjects=(2,), opens=(1,), chats=(2,), solves=(1,), calls=(1,)),
            S(subjects=(1,), opens=(2,), chats=(1,), asks=(1,), solves=(3,)),
            S(subjects=(1,), opens=(3,), solves=(2,), returns=((0, 1),), notes=(1,)),
        ),
    ),
    Topic(
        reason="service.outage",
        queue="technical",
        weight=4,
        resolves=0.66,
        ways=(1, 5, 7, 2, 0),
        leads_to="billing.refund",
        strands=(
            S(opens=(0, 1, 2, 3), chats=(0, 2), chat_asks=(1,), solves=(0,), calls=(0,),
              returns=((0, 0),), recalls=(0,), notes=(0,)),
            S(opens=(0, 3), chats=(1,), asks=(0,), solves=(1,), calls=(1,),
              returns=((1, 1), (2, 1)), recalls=(0,), notes=(1,)),
            S(opens=(1, 2), chats=(0, 2), chat_asks=(1,), solves=(2,), calls=(0,),
              returns=((1, 1), (2, 1)), recalls=(0,), notes=(1,)),
        ),
    ),
    Topic(
        reason="service.slow",
        queue="technical",
        weight=5,
        resolves=0.5,
        ways=(3, 4, 5, 2, 0),
        leads_to="service.technician",
        strands=(
            S(subjects=(0, 2), opens=(0, 3), chats=(0,), asks=(0,), solves=(0,), calls=(0,),
              returns=((1, 0), (1, 1)), recalls=(0,), notes=(1,)),
            S(subjects=(0,), opens=(2,), chats=(2,), asks=(1,), solves=(1,), calls=(0,),
              returns=((2, 1),)),
            S(subjects=(1,), opens=(1,), chats=(1,), solves=(2,), calls=(1,), returns=((0, 0),),
              recalls=(0,), notes=(0,)),
        ),
    ),
    Topic(
        reason="service.technician",
        queue="technical",
        weight=3,
        resolves=0.64,
        ways=(2, 2, 6, 3, 0),
        strands=(
            S(subjects=(0,), opens=(0,), chats=(0, 2), asks=(0,), solves=(0,), calls=(0,),
              returns=((0, 0), (1, 1)), recalls=(0,), notes=(0, 1)),
            S(subjects=(1,), opens=(1,), chats=(1,), solves=(1,), calls=(1,), returns=((0, 0),)),
            S(subjects=(2,), opens=(2,), solves=(2,), returns=((1, 1), (0, 0))),
            S(subjects=(2,), opens=(3,), solves=(3,)),
        ),
    ),
    Topic(
        reason="account.login",
        queue="technical",
        weight=6,
        resolves=0.8,
        ways=(2, 7, 4, 2, 0),
        strands=(
            S(subjects=(0,), opens=(0, 2), chats=(0, 2), asks=(0,), solves=(0,), calls=(0,),
              returns=((0, 0),), recalls=(0,), notes=(0,)),
            S(subjects=(1,), opens=(1,), chats=(1,), asks=(0,), chat_asks=(1,), solves=(1,),
              calls=(1,), returns=((1, 1),), notes=(1,)),
            S(subjects=(0,), opens=(3,), solves=(2,)),
        ),
    ),
    Topic(
        reason="account.change",
        queue="care",
        weight=3,
        resolves=0.92,
        ways=(3, 3, 3, 5, 2),
        strands=(
            S(subjects=(0, 1), opens=(0,), chats=(0,), asks=(0,), solves=(0,), calls=(0,),
              notes=(0,)),
            S(subjects=(0,), opens=(1,), chats=(2,), solves=(2,), calls=(1,), returns=((0, 0),),
              recalls=(0,)),
            S(subjects=(2,), opens=(2,), chats=(1,), solves=(1,), notes=(1,)),
            S(subjects=(0,), opens=(3,), solves=(3,)),
        ),
    ),
    Topic(
        reason="contract.cancel",
        queue="care",
        weight=3,
        resolves=0.7,
        ways=(5, 2, 5, 3, 1),
        strands=(
            S(subjects=(0, 2), opens=(0, 2), chats=(0, 2), asks=(0,), solves=(0,), calls=(0,),
              returns=((0, 0),), recalls=(0,), notes=(1,)),
            S(subjects=(1,), opens=(1,), chats=(1,), solves=(1,), calls=(1,), returns=((1, 1),)),
            S(subjects=(0,), opens=(3,), asks=(1,), solves=(2,), notes=(0,), must_ask=True),
        ),
    ),
    Topic(
        reason="contract.upgrade",
        queue="care",
        weight=2.5,
        resolves=0.88,
        ways=(2, 4, 4, 3, 2),
        strands=(
            S(subjects=(0,), opens=(0,), chats=(0,), asks=(0,), solves=(0,), calls=(0,),
              returns=((0, 0),), recalls=(0,)),
            S(subjects=(1,), opens=(1,), chats=(1,), solves=(1,), calls=(1,), notes=(0,)),
            S(subjects=(2,), opens=(2,), chats=(2,), solves=(2,)),
        ),
    ),
    Topic(
        reason="product.setup",
        queue="technical",
        weight=5,
        resolves=0.86,
        ways=(3, 6, 3, 2, 0),
        strands=(
            S(subjects=(0,), opens=(0,), chats=(0,), chat_asks=(0,), solves=(0,), calls=(0,),
              returns=((0, 0),), recalls=(0,)),
            S(subjects=(1,), opens=(1,), chats=(1,), chat_asks=(0,), solves=(1,), calls=(1,)),
            S(subjects=(2,), opens=(2,), chats=(2,), solves=(2,)),
            S(subjects=(1,), opens=(3,), solves=(3,), returns=((1, 1),), notes=(0,)),
        ),
    ),
    Topic(
        reason="product.defect",
        queue="technical",
        weight=4,
        resolves=0.56,
        ways=(4, 3, 4, 3, 1),
        leads_to="returns.how",
        strands=(
            S(subjects=(0, 2), opens=(0,), chats=(0,), asks=(0, 1), solves=(0,), calls=(0,),
              returns=((0, 0),), recalls=(0,), notes=(0,)),
            S(subjects=(2,), opens=(3,), chats=(1,), asks=(0,), solves=(1,), returns=((1, 1),),
              notes=(1,)),
            S(subjects=(1,), opens=(1,), chats=(2,), asks=(0,), solves=(1,), returns=((1, 1),)),
            S(subjects=(3,), opens=(2,), solves=(2,), calls=(1,)),
        ),
    ),
    Topic(
        reason="returns.how",
        queue="care",
        weight=3.5,
        resolves=0.8,
        ways=(3, 5, 3, 3, 2),
        leads_to="billing.refund",
        strands=(
            S(subjects=(0,), opens=(0, 2), chats=(0, 2), solves=(0,), calls=(0,),
              returns=((0, 0),)),
            S(subjects=(1,), opens=(1,), chats=(1,), solves=(1,), calls=(1,), returns=((1, 1),),
              recalls=(0,), notes=(0,)),
        ),
    ),
    Topic(
        reason="complaint.no_reply",
        queue="care",
        weight=1.5,
        resolves=0.6,
        ways=(4, 2, 5, 3, 0),
        strands=(
            S(subjects=(0, 1), opens=(0,), chats=(0,), asks=(0,), solves=(0,), calls=(0,),
              returns=((0, 0),), recalls=(0,), notes=(1,)),
            S(subjects=(0, 2), opens=(2,), chats=(1,), solves=(1,), notes=(0,)),
            S(subjects=(1,), opens=(1,), solves=(2,)),
        ),
    ),
)  # fmt: skip
BY_REASON: Final = {topic.reason: topic for topic in TOPICS}
