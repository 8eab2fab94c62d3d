"""The settings: who one is, own days and terms, locking, passphrase, recovery code, backup."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from services.usecases.errors import AppError
from services.usecases.results import AuthorityView, Own, OwnDay, OwnTerm
from ui import tasks
from ui.viewmodels.door import plain_trouble

IDLE = "lock_after_minutes"
IDLE_CHOICES = ((2, "2 minutes"), (5, "5 minutes"), (10, "10 minutes"), (20, "20 minutes"), (0, "Never"))
IDLE_DEFAULT = 10
STAGES = (
    ("", "Not said"),
    ("asye", "In my assessed and supported year (ASYE)"),
    ("returning", "Returning to practice"),
    ("new_role", "New to this role"),
    ("experienced", "Experienced"),
)
TEAMS = (
    ("", "Not said"),
    ("assessment", "Assessment"),
    ("family_support", "Family support"),
    ("looked_after", "Looked after children"),
    ("early_help", "Early help"),
    ("disability", "Disability"),
    ("leaving_care", "Leaving care"),
    ("other", "Another team"),
)
LONGEST = 62  # days that one closure may cover


def idle_minutes(own: Own) -> int:
    """Minutes without a key or a mouse movement after which the store locks; 0 for never."""
    text = own.settings.get(IDLE, "")
    return min(240, int(text)) if text.isascii() and text.isdigit() else IDLE_DEFAULT


def days_of(
    start: date | None, end: date | None, name: str, kind: str
) -> tuple[tuple[OwnDay, ...], dict[str, str]]:
    """The working days from `start` to `end` under one name, or the problems by field (start, end, name).

    A one-off bank holiday is one day and may fall at a weekend; a closure leaves weekends out, as they never count.
    """
    problems: dict[str, str] = {}
    if start is None:
        problems["start"] = "Give the day."
    elif end is not None and end < start:
        problems["end"] = "The last day comes before the first."
    elif end is not None and (end - start).days >= LONGEST:
        problems["end"] = f"At most {LONGEST} days at once."
    if not name.strip():
        problems["name"] = "Give it a name, as it will stand in the reasons."
    if problems or start is None:
        return (), problems
    if kind == "bank_holiday":
        return (OwnDay(start, name.strip(), kind),), {}
    every = (start + timedelta(days=n) for n in range(((end or start) - start).days + 1))
    days = tuple(OwnDay(day, name.strip(), kind) for day in every if day.weekday() < 5)
    return days, {} if days else {"start": "A weekend is never a working day."}


def merged(days: Iterable[OwnDay], more: Iterable[OwnDay]) -> tuple[OwnDay, ...]:
    """One entry a day, the newer one winning, in order."""
    by_day = {day.day: day for day in days} | {day.day: day for day in more}
    return tuple(by_day[day] for day in sorted(by_day))


def term_problems(
    start: date | None, end: date | None, name: str, there: Iterable[OwnTerm]
) -> dict[str, str]:
    problems: dict[str, str] = {}
    if start is None:
        problems["start"] = "Give the first day."
    if end is None:
        problems["end"] = "Give the last day."
    if start is not None and end is not None:
        if end <= start:
            problems["end"] = "The term ends before it starts."
        elif (end - start).days > 200:
            problems["end"] = "A term this long cannot be right."
        elif over := next((term for term in there if term.start <= end and term.end >= start), None):
            problems["start"] = f"It overlaps with {over.name}."
    if not name.strip():
        problems["name"] = "Give it a name, such as Spring term 2027."
    return problems


class SettingsModel(QObject):
    """Everything is saved as soon as it is changed; `said` reports how that went."""

    said = Signal(str, str, str)  # kind of banner, title, text
    changed = Signal()
    working = Signal(bool)
    recovery_made = Signal(str)
    passphrase_changed = Signal()

    def __init__(self, desk: Any, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.busy = False

    def own(self) -> Own:
        return self.desk.own()

    def authorities(self) -> tuple[AuthorityView, ...]:
        return self.desk.authorities()

    def save_you(self, name: str, role: str, authority: str, **more: str) -> bool:
        """`more` is the stage and the team, by which some authorities' supervision goes; "" takes one away."""
        settings = {**self.own().settings, **more}
        kept = {key: value for key, value in settings.items() if value}
        own = replace(self.own(), name=name.strip(), role=role, authority=authority, settings=kept)
        return self._write(lambda: self.desk.save_own(own), "Saved.")

    def save_idle(self, minutes: int) -> bool:
        own = self.own()
        kept = replace(own, settings={**own.settings, IDLE: str(minutes)})
        return self._write(lambda: self.desk.save_own(kept))

    def days(self) -> tuple[OwnDay, ...]:
        return tuple(sorted(self.desk.own_days(), key=lambda day: day.day))

    def terms(self) -> tuple[OwnTerm, ...]:
        return tuple(sorted(self.desk.own_terms(), key=lambda term: term.start))

    def add_days(self, more: tuple[OwnDay, ...]) -> bool:
        days = merged(self.days(), more)
        return self._write(
            lambda: self.desk.save_own_days(days), "Every deadline is counted with it from now on."
        )

    def remove_days(self, gone: Iterable[date]) -> bool:
        out = frozenset(gone)
        days = tuple(day for day in self.days() if day.day not in out)
        return self._write(lambda: self.desk.save_own_days(days))

    def add_term(self, term: OwnTerm) -> bool:
        terms = tuple(sorted((*self.terms(), term), key=lambda each: each.start))
        return self._write(lambda: self.desk.save_own_terms(terms))

    def remove_terms(self, gone: Iterable[OwnTerm]) -> bool:
        out = frozenset(gone)
        terms = tuple(term for term in self.terms() if term not in out)
        return self._write(lambda: self.desk.save_own_terms(terms))

    def change_passphrase(self, old: str, new: str) -> None:
        def done(_nothing: object) -> None:
            self.said.emit(
                "success", "Your passphrase is changed.", "Your recovery code still opens the store."
            )
            self.passphrase_changed.emit()

        self._task(lambda: self.desk.change_passphrase(old, new), done)

    def new_recovery_code(self, passphrase: str) -> None:
        self._task(lambda: self.desk.new_recovery_code(passphrase), self.recovery_made.emit)

    def back_up(self, folder: Path) -> None:
        def done(made: Path) -> None:
            self.said.emit("success", "The backup is made and checked.", f"{made.name} in {made.parent}")

        self._task(lambda: self.desk.backup(folder), done)

    def _write(self, act: Callable[[], object], praise: str = "") -> bool:
        try:
            act()
        except AppError as error:
            told = plain_trouble(error)
            self.said.emit("danger", told.message, told.advice)
            return False
        self.said.emit("success", praise, "") if praise else self.said.emit("", "", "")
        self.changed.emit()
        return True

    def _task(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        if self.busy:
            return
        self.busy = True
        self.working.emit(True)
        tasks.run(self, lambda _p: work(), lambda result: self._ended(lambda: done(result)), self._failed)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, OSError):
            error = AppError("That folder cannot be written.", "Choose another folder.")
        if not isinstance(error, AppError):
            self._ended(lambda: None)
            raise error
        told = plain_trouble(error)
        self._ended(lambda: self.said.emit("danger", told.message, told.advice))

    def _ended(self, then: Callable[[], None]) -> None:
        self.busy = False
        self.working.emit(False)
        then()
