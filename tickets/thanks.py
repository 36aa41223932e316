"""Recognises a message that only says thank you, in English, Czech and Polish.

Such a message must not reopen a resolved ticket, so the answer is yes only when every word is
one of thanks or politeness: certainty before coverage.
"""

import re
from typing import Final

from tickets.cleaning import folded

_WORDS: Final = re.compile(r"[^\W\d_]+")
_THANKS: Final = frozenset(
    "thanks thank thx cheers dekuji dekuju diky dik dekujeme dziekuje dziekujemy dzieki".split()
)
_COMPANY: Final = frozenset(
    (
        "you very much so a lot many again for your the help quick fast answer reply info all "
        "great perfect good ok okay super everyone team have nice day and works it now "
        "moc mockrat pekne vam ti za pomoc rychlou odpoved vyrizeni a preji hezky den vse je v "
        "poradku uz to funguje zdravim s pozdravem krasny skvele vyborne i informaci informace "
        "bardzo serdecznie pieknie panstwu pani panu ci szybka odpowiedz pomoc milego dnia "
        "wszystko juz dziala pozdrawiam z powazaniem swietnie dobrze i oraz informacje"
    ).split()
)
_LONGEST: Final = 200
_MOST_WORDS: Final = 16


def only_says_thanks(text: str) -> bool:
    """Whether nothing but thanks is said; a question mark or a number makes it a request."""
    text = text.strip()
    if not text or len(text) > _LONGEST or "?" in text or any(c.isdigit() for c in text):
        return False
    words = _WORDS.findall(folded(text))
    if not words or len(words) > _MOST_WORDS:
        return False
    return any(word in _THANKS for word in words) and all(
        word in _THANKS or word in _COMPANY for word in words
    )
