"""The new part of a message: without what it quotes and without the signature.

A scanner over lines: each is looked at a fixed number of times, and at no more than 2,000
characters of it, so time grows with length only.
"""

import re
from typing import Final

from channels_app.kinds.email import quote_phrases as phrases
from channels_app.kinds.email.limits import LINE_CHARACTERS

_DASHES: Final = "-_*=—–"
_LABEL: Final = re.compile(r"\**\s*([^\W\d_][\w -]{0,24}?)\s*\**\s*:")
_DIGIT: Final = re.compile(r"\d")
_GAPS: Final = re.compile(r"\n{3,}")
_SIGNATURE: Final = "--"
_LONGEST_ATTRIBUTION: Final = 4
_HEADER_LINES: Final = 9


def split_reply(text: str, *, forwards: bool = False) -> str:
    """What this message adds to the conversation.

    ``forwards`` says that the subject announces a forwarded mail; what follows its separator is
    news and stays. Text that is nothing but quotation comes back whole.
    """
    lines = text.split("\n")
    viewed = [phrases.plain(line[:LINE_CHARACTERS]) for line in lines]
    keep, own_end = _kept(viewed, forwards=forwards)
    own = [line for line, stays in zip(lines[:own_end], keep, strict=False) if stays]
    reply = "\n".join([*_without_signature(own), *_separated(lines[own_end:])])
    reply = _GAPS.sub("\n\n", reply.strip("\n").rstrip())
    return reply if reply.strip() else text.strip()


def _separated(forwarded: list[str]) -> list[str]:
    return ["", *forwarded] if forwarded else []


def _kept(lines: list[str], *, forwards: bool) -> tuple[list[bool], int]:
    """For each line whether it is the writer's own, and where a forwarded mail starts."""
    keep = [True] * len(lines)
    at = 0
    while at < len(lines):
        if lines[at].startswith(">"):
            keep[at] = False
            at += 1
        elif _is_forward(lines[at]) or (forwards and _header_block(lines, at)):
            return keep, at
        elif _is_original(lines[at]) or _header_block(lines, at):
            return keep[: _rule_above(lines, at)], len(lines)
        elif (length := _attribution(lines, at)) > 0:
            after = _next_text(lines, at + length)
            if after < len(lines) and not lines[after].startswith(">"):
                return keep[:at], len(lines)
            keep[at:after] = [False] * (after - at)
            at = after
        else:
            at += 1
    return keep, len(lines)


def _between_dashes(line: str) -> str:
    """The words of ``----- words -----``, empty for any other line."""
    framed = line[:2].strip(_DASHES) == "" and line[-2:].strip(_DASHES) == ""
    return line.strip(_DASHES + " ") if framed and len(line) > 4 else ""


def _is_forward(line: str) -> bool:
    return (_between_dashes(line) or line).rstrip(": ") in phrases.FORWARDED


def _is_original(line: str) -> bool:
    words = _between_dashes(line).rstrip(": ")
    return bool(words) and words.startswith(phrases.ORIGINAL)


def _label_of(line: str) -> str:
    found = _LABEL.match(line)
    return found.group(1).strip() if found is not None else ""


def _header_block(lines: list[str], at: int) -> bool:
    """Whether a copied header (From, Sent, To, Subject in any order) starts here."""
    first = _label_of(lines[at])
    if first not in phrases.FROM and first not in phrases.SENT:
        return False
    labels = set()
    for line in lines[at : at + _HEADER_LINES]:
        label = _label_of(line)
        if label:
            labels.add(label)
    kinds = [
        bool(labels & names) for names in (phrases.FROM, phrases.SENT, phrases.TO, phrases.SUBJECT)
    ]
    return kinds[0] and (kinds[1] or kinds[3]) and sum(kinds) >= 3


def _rule_above(lines: list[str], at: int) -> int:
    """The start of the quotation including a ruled line directly above it."""
    above = at - 1
    while above >= 0 and at - above < 3 and not lines[above]:
        above -= 1
    ruled = above >= 0 and len(lines[above]) >= 5 and not lines[above].strip(_DASHES)
    return above if ruled else at


def _attribution(lines: list[str], at: int) -> int:
    """How many lines from here on introduce a quotation ("On … Jana wrote:"); 0 for none."""
    first = lines[at]
    if not _may_introduce(first):
        return _short_attribution(lines, at)
    joined = ""
    for length, line in enumerate(lines[at : at + _LONGEST_ATTRIBUTION], start=1):
        if not line or len(joined) > LINE_CHARACTERS:
            return 0
        joined = f"{joined} {line}".strip()
        if line.endswith(":"):
            return length if _introduces(joined) else 0
    return 0


def _may_introduce(line: str) -> bool:
    """Whether a quotation's introduction can start with this line."""
    if line.startswith(phrases.UNDATED_LEADS):
        return True
    return (
        phrases.LEADS.match(line) is not None
        and _DIGIT.search(line) is not None
        and not line.endswith((".", "!", "?"))
    )


def _introduces(sentence: str) -> bool:
    """Whether a sentence ending in a colon says who wrote when."""
    words = sentence.rstrip(": ")
    dated = phrases.DATE.search(words) is not None
    if any(_has_word(words, verb) for verb in phrases.WROTE):
        return dated or phrases.ADDRESS.search(words) is not None
    return dated and words.endswith(">") and phrases.ADDRESS.search(words) is not None


def _has_word(sentence: str, verb: str) -> bool:
    return f" {verb} " in f" {sentence} "


def _short_attribution(lines: list[str], at: int) -> int:
    """ "Jana Nováková napsala:" directly above quoted lines."""
    line = lines[at]
    if not line.endswith(":") or len(line) > 200:
        return 0
    after = _next_text(lines, at + 1)
    if after >= len(lines) or not lines[after].startswith(">"):
        return 0
    return int(any(_has_word(line.rstrip(": "), verb) for verb in phrases.WROTE))


def _next_text(lines: list[str], at: int) -> int:
    end = min(len(lines), at + 20)
    while at < end and not lines[at]:
        at += 1
    return at


def _without_signature(lines: list[str]) -> list[str]:
    """Cut at the signature line; the program's own "Sent from my phone" goes too."""
    said = False
    for number, line in enumerate(lines):
        if line.rstrip() == _SIGNATURE and said:
            lines = lines[:number]
            break
        said = said or bool(line.strip())
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    if end > 1 and phrases.plain(lines[end - 1]).startswith(phrases.MOBILE_SIGNATURES):
        end -= 1
    return lines[:end]
