"""Making and unlocking a store; heavy imports and key derivation happen off the interface's thread."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from services.usecases.errors import AppError, InvalidInput
from services.usecases.results import ROLES, AuthorityView, Own, Problem
from ui import tasks
from ui.gate import Gate, RealGate
from ui.viewmodels.moments import short_day

STRENGTHS = ("Far too easy to guess", "Easy to guess", "Fair", "Good", "Strong")
STRONG_ENOUGH = 2
_NO_FOLDER = "This folder cannot be used."
_OTHER_FOLDER = "Choose another folder, or ask whoever looks after this computer."


def role_label(role: str) -> str:
    return dict(ROLES).get(role, role.replace("_", " ").capitalize())


def pack_words(view: AuthorityView) -> str:
    """The document behind an authority's standards: title, version and date, where they are printed."""
    version = f"version {view.version}" if view.version and view.version != "undated" else ""
    published = f"published {_spoken(view.published)}" if view.published else ""
    return ", ".join(part for part in (view.title, version, published) if part)


def _spoken(when: str) -> str:
    """2024-05-23 as 23 May 2024; anything else, such as a year, as it stands."""
    try:
        return short_day(date.fromisoformat(when))
    except ValueError:
        return when


class Door(QObject):
    """One attempt at a time to make or unlock the store in `folder`."""

    opened = Signal(object)  # the desk
    made = Signal(object, str)  # the desk and its recovery code
    failed = Signal(object)  # an AppError
    working = Signal(bool)
    authorities_ready = Signal(object)

    def __init__(self, folder: Path, gate: Gate | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.folder = folder
        self.gate: Gate = gate or RealGate()
        self.busy = False

    def holds_store(self, folder: Path | None = None) -> bool:
        return self.gate.holds_store(folder or self.folder)

    def ask_authorities(self) -> None:
        """Read the standards in the background, then say `authorities_ready`."""
        tasks.run(self, lambda _p: self.gate.authorities(), self.authorities_ready.emit, self._trouble)

    def hint(self, text: str) -> tuple[int, str]:
        """Strength from 0 to 4 and one plain sentence; (0, "") for nothing typed."""
        return self.gate.passphrase_hint(text) if text else (0, "")

    def unlock(self, secret: str, *, recovery: bool = False) -> None:
        if self.busy:
            return
        self._begin()
        folder = self.folder
        tasks.run(self, lambda _p: self.gate.unlock(folder, secret, recovery), self._opened, self._trouble)

    def create(self, passphrase: str, own: Own) -> None:
        if self.busy:
            return
        self._begin()
        folder = self.folder
        tasks.run(self, lambda _p: self.gate.create(folder, passphrase, own), self._made, self._trouble)

    def _begin(self) -> None:
        self.busy = True
        self.working.emit(True)

    def _end(self) -> None:
        self.busy = False
        self.working.emit(False)

    def _opened(self, desk: Any) -> None:
        self._end()
        self.opened.emit(desk)

    def _made(self, both: tuple[Any, str]) -> None:
        self._end()
        self.made.emit(*both)

    def _trouble(self, error: Exception) -> None:
        self._end()
        if isinstance(error, OSError):  # a folder that is not there, or may not be written
            error = AppError(_NO_FOLDER, _OTHER_FOLDER)
        if not isinstance(error, AppError):
            raise error
        self.failed.emit(error)


def passphrase_problems(hint: tuple[int, str], first: str, second: str) -> list[Problem]:
    """What stands in the way of taking a new passphrase, in the order of the form."""
    if not first:
        return [Problem("passphrase", "Choose a passphrase.")]
    problems = []
    if hint[0] < STRONG_ENOUGH:
        problems.append(Problem("passphrase", hint[1] or "Use more words."))
    if first != second:
        problems.append(Problem("confirm", "The two are not the same."))
    return problems


def plain_trouble(error: AppError) -> AppError:
    """Bad input shown as sentences rather than as places in a form."""
    if isinstance(error, InvalidInput):
        return AppError(
            " ".join(_sentence(problem) for problem in error.problems) or error.message, error.advice
        )
    return error


def _sentence(problem: Problem) -> str:
    """own.name, "is missing", "write it" → "Name is missing: write it."; what is a sentence already stays one."""
    place = problem.where.rpartition(".")[2].partition("[")[0].replace("_", " ")
    what = f"{place} {problem.what}".strip() if problem.what[:1].islower() else problem.what
    end = f": {problem.right[:1].lower()}{problem.right[1:]}" if problem.right else ""
    whole = f"{what.rstrip('.')}{end}"
    return f"{whole[:1].upper()}{whole[1:]}".rstrip(".") + "."
