"""Every form that there is, found and not listed by hand: it keeps what is typed in it, or says why it need not."""

from __future__ import annotations

import ast
import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog

import ui
from ui.dialogs.kept import KeptForm
from ui.screens import child_acts

ROOT = Path(ui.__file__).parents[1]
_TEXTS = {"GrowingText", "QPlainTextEdit", "QTextEdit"}  # what more than a line is typed in
_ELSEWHERE = {
    "event",
    "child",
    "quick",
    "pack_start",
    "supervision",
    "settings",
}  # the workspace opens these
_STANDARDS = {"UNSAVED"}  # the draft of standards: it has no child, and is opened with one's own standards


def modules() -> Iterator[str]:
    for found in pkgutil.walk_packages(ui.__path__, "ui."):
        yield found.name


@cache
def tree(module: str) -> ast.Module:
    file = ROOT / (module.replace(".", "/") + ".py")
    return ast.parse((file if file.exists() else file.with_suffix("") / "__init__.py").read_text("utf-8"))


def called(node: ast.AST) -> set[str]:
    """The names of everything that is called within."""
    calls = (each.func for each in ast.walk(node) if isinstance(each, ast.Call))
    return {f.attr if isinstance(f, ast.Attribute) else getattr(f, "id", "") for f in calls}


def imported(module: str, *, within: str) -> set[str]:
    found = (each.module or "" for each in ast.walk(tree(module)) if isinstance(each, ast.ImportFrom))
    return {name for name in found if name.startswith(within)}


def dialogs() -> list[type[QDialog]]:
    """Those that are opened: not what others are made from."""
    for module in modules():
        importlib.import_module(module)
    found: set[type[QDialog]] = set()
    beneath = list(QDialog.__subclasses__())
    while beneath:
        kind = beneath.pop()
        beneath += kind.__subclasses__()
        if kind.__module__.startswith("ui.") and not kind.__subclasses__():
            found.add(kind)
    return sorted(found, key=lambda kind: f"{kind.__module__}.{kind.__name__}")


def keeps(kind: type) -> bool:
    """Whether it, or what it is made from, keeps a draft."""
    for each in kind.__mro__:
        if each is KeptForm or not each.__module__.startswith("ui."):
            continue
        own = next(
            n
            for n in ast.walk(tree(each.__module__))
            if isinstance(n, ast.ClassDef) and n.name == each.__name__
        )
        around = {each.__module__} | imported(each.__module__, within="ui.viewmodels")
        if "keep_drafts" in called(own):
            return True
        if getattr(each, "keeps_drafts", False) is True and any(
            "DraftKeeper" in called(tree(m)) for m in around
        ):
            return True
    return False


@pytest.mark.parametrize("kind", dialogs(), ids=lambda kind: kind.__name__)
def test_a_dialog_keeps_what_is_typed_or_says_why_not(kind: type[QDialog]) -> None:
    why = getattr(kind, "no_draft", "")
    assert keeps(kind) or why, f"{kind.__name__} keeps no draft and does not say why (`no_draft`)"
    assert not (keeps(kind) and why), f"{kind.__name__} keeps a draft, and says that there is nothing to keep"


@cache
def makers() -> dict[str, ast.AST]:
    """The classes and functions of the widgets, by name."""
    found: dict[str, ast.AST] = {}
    for module in (m for m in modules() if m.startswith("ui.widgets.")):
        for each in tree(module).body:
            if isinstance(each, ast.ClassDef | ast.FunctionDef):
                found[each.name] = each
    return found


def made_in(node: ast.AST) -> set[str]:
    """Everything that is made within it, and within the widgets that it makes."""
    found, beneath = called(node), list(called(node))
    while beneath:
        more = called(makers().get(beneath.pop(), ast.Pass())) - found
        beneath += more
        found |= more
    return found


def pages() -> list[str]:
    """The classes of the screens in which more than a line can be typed: module:class."""
    found = []
    for module in (m for m in modules() if m.startswith("ui.screens.")):
        for each in tree(module).body:
            if isinstance(each, ast.ClassDef) and made_in(each) & _TEXTS:
                found.append(f"{module}:{each.name}")
    return found


@pytest.mark.parametrize("page", pages())
def test_a_page_keeps_what_is_typed(page: str) -> None:
    """It keeps it itself, or what it is made from, what it is made of or its view model does."""
    module, _, name = page.partition(":")
    kind = getattr(importlib.import_module(module), name)
    bases = [each.__module__ for each in kind.__mro__ if each.__module__.startswith("ui.")]
    models = {model for base in bases for model in imported(base, within="ui.viewmodels")}
    made = {name for base in bases for name in made_in(tree(base))}
    assert "DraftKeeper" in made or any("DraftKeeper" in called(tree(m)) for m in models), (
        f"{page} keeps no draft"
    )


def kinds() -> list[str]:
    """Under which drafts are kept, read where they are."""
    found: set[str] = set()
    for module in modules():
        for call in (each for each in ast.walk(tree(module)) if isinstance(each, ast.Call)):
            name = getattr(call.func, "attr", getattr(call.func, "id", ""))
            if name in ("keep_drafts", "DraftKeeper") and len(call.args) > 1:
                found.add(said(module, call.args[1]))
        for each in ast.walk(tree(module)):
            if isinstance(each, ast.Assign) and "kept_as" in {getattr(t, "id", "") for t in each.targets}:
                found.add(said(module, each.value))
    return sorted(found - {"kind", ""})


def said(module: str, node: ast.expr) -> str:
    """A kind is written where it is used, or in a constant of its module."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.Name) and node.id not in _STANDARDS:
        return str(getattr(importlib.import_module(module), node.id, ""))
    return ""


@pytest.mark.parametrize("kind", kinds())
def test_what_was_left_unfinished_is_opened_from_the_list(kind: str) -> None:
    assert kind in {*child_acts._WRITTEN_IN, *child_acts.HERE, *_ELSEWHERE}


def test_they_are_found() -> None:
    assert len(dialogs()) > 30 and len(pages()) > 4 and len(kinds()) > 20
