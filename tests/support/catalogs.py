"""Translations as a check looks at them: what the code says, what the catalogs know."""

import ast
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Final

from django.utils.translation.template import templatize

from tests.support.source import PROJECT, files, python

LANGUAGES: Final = ("cs", "pl")

Key = tuple[str, str]
"""Context, empty where there is none, and the English text."""

_SINGULAR: Final = frozenset({"_", "gettext", "gettext_lazy", "gettext_noop"})
_PLURAL: Final = frozenset({"ngettext", "ngettext_lazy"})
_CONTEXT: Final = frozenset({"pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"})
_STRING: Final = r"""u?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
_IN_TEMPLATE: Final = re.compile(
    rf"\b(_|gettext|ngettext|pgettext|npgettext)\({_STRING}(?:,\s*{_STRING})?", re.DOTALL
)
_LINE: Final = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr)(?:\[\d+\])? (".*")')


@dataclass(slots=True)
class Entry:
    """One text of a catalog and its translations, one for each plural form."""

    context: str = ""
    text: str = ""
    plural: str = ""
    fuzzy: bool = False
    said: list[str] = field(default_factory=list)

    @property
    def key(self) -> Key:
        """What the program asks for."""
        return self.context, self.text


def catalog(app: str, language: str) -> Path:
    """Where an app's translations into a language are written."""
    return PROJECT / app / "locale" / language / "LC_MESSAGES" / "django.po"


def entries(path: Path) -> list[Entry]:
    """Every text of a `.po` file; the first is its header."""
    blocks = re.split(r"\n{2,}", path.read_text(encoding="utf-8").strip())
    return [_entry(block) for block in blocks if re.search(r"^msgid ", block, re.MULTILINE)]


def _entry(block: str) -> Entry:
    entry, last = Entry(), ""
    for line in block.splitlines():
        entry.fuzzy |= line.startswith("#,") and "fuzzy" in line
        found = _LINE.fullmatch(line)
        if found:
            last, text = found[1], ast.literal_eval(found[2])
            if last == "msgstr":
                entry.said.append(text)
            else:
                setattr(entry, _NAMES[last], text)
        elif line.startswith('"'):
            more = ast.literal_eval(line)
            if last == "msgstr":
                entry.said[-1] += more
            else:
                setattr(entry, _NAMES[last], getattr(entry, _NAMES[last]) + more)
    return entry


_NAMES: Final = {"msgctxt": "context", "msgid": "text", "msgid_plural": "plural"}


def compiled(path: Path) -> dict[Key, list[str]]:
    """What a `.mo` file says, read as the format is written down in gettext's manual."""
    data = path.read_bytes()
    _magic, _revision, count, ids, texts = struct.unpack("<5I", data[:20])
    found = {}
    for number in range(count):
        text, said = (_string(data, table + 8 * number) for table in (ids, texts))
        context, _mark, rest = text.rpartition("\x04")
        found[context, rest.partition("\0")[0]] = said.split("\0")
    return found


def _string(data: bytes, at: int) -> str:
    length, start = struct.unpack("<2I", data[at : at + 8])
    return data[start : start + length].decode()


def said_by(app: str) -> dict[Key, str]:
    """Every text an app shows through gettext, and the file that shows it."""
    return {key: name for name, key in chain(_in_python(app), _in_templates(app))}


def _in_python(app: str) -> Iterator[tuple[str, Key]]:
    for one in python(app):
        for node in one.nodes(ast.Call):
            if isinstance(node, ast.Call) and (key := _asked(node)):
                yield one.at(node), key


def _asked(call: ast.Call) -> Key | None:
    name = ast.unparse(call.func).rpartition(".")[2]
    texts = [item.value for item in call.args if isinstance(item, ast.Constant)]
    if name in _CONTEXT and len(texts) > 1:
        return str(texts[0]), str(texts[1])
    if name in _SINGULAR | _PLURAL and texts and isinstance(texts[0], str):
        return "", texts[0]
    return None


def _in_templates(app: str) -> Iterator[tuple[str, Key]]:
    for path in files(app):
        if path.suffix not in {".html", ".txt"} or "templates" not in path.parts:
            continue
        name = path.relative_to(PROJECT).as_posix()
        for found in _IN_TEMPLATE.finditer(templatize(path.read_text(encoding="utf-8"))):
            texts = [ast.literal_eval(text) for text in found.groups()[1:] if text]
            yield name, (texts[0], texts[1]) if "pgettext" in found[1] else ("", texts[0])
