"""The source tree as the house rules look at it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

PROJECT: Final = Path(__file__).resolve().parents[2]
APPS: Final = ("contactcenter", "tickets", "channels_app", "feedback")
LEFT_OUT: Final = frozenset({"__pycache__", "node_modules", "vendor"})
TEXT: Final = frozenset({".py", ".html", ".txt", ".css", ".js", ".md", ".toml", ".sh", ".yaml"})


@dataclass(frozen=True)
class Source:
    """One Python file."""

    path: Path

    @property
    def name(self) -> str:
        """Path from the top of the repository."""
        return self.path.relative_to(PROJECT).as_posix()

    @cached_property
    def text(self) -> str:
        """What is written in it."""
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        """The same, parsed."""
        return ast.parse(self.text, self.name)

    @property
    def parts(self) -> tuple[str, ...]:
        """Names of its folders and its own, without `.py`."""
        return self.path.relative_to(PROJECT).with_suffix("").parts

    def nodes(self, *kinds: type[ast.AST]) -> Iterator[ast.AST]:
        """All nodes of these kinds."""
        return (node for node in ast.walk(self.tree) if isinstance(node, kinds))

    def at(self, node: ast.AST) -> str:
        """Where a node is, as editors read it."""
        return f"{self.name}:{getattr(node, 'lineno', 1)}"


def files(*tops: str) -> Iterator[Path]:
    """Every file under these folders that people wrote."""
    for top in tops:
        for path in sorted((PROJECT / top).rglob("*")):
            if path.is_file() and not LEFT_OUT.intersection(path.parts):
                yield path


def python(*tops: str) -> list[Source]:
    """Python files under these folders, without migrations."""
    return [
        Source(path)
        for path in files(*tops)
        if path.suffix == ".py" and "migrations" not in path.parts
    ]


def product() -> list[Source]:
    """The code of the product."""
    return python(*APPS)


def texts(*tops: str) -> Iterator[tuple[str, str]]:
    """Name and text of every written file under these folders."""
    for path in files(*tops):
        if path.suffix in TEXT:
            yield path.relative_to(PROJECT).as_posix(), path.read_text(encoding="utf-8")
