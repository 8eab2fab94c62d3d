"""What other closure days or terms would do to the caseload's dates, asked for before they are saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from services.usecases.effects_of_days import DUE, PLAN, STATE, Effects, Move
from services.usecases.errors import AppError
from services.usecases.results import Moment, OwnDay, OwnTerm
from ui import tasks
from ui.tables.outline import Line, Section
from ui.viewmodels.moments import count, day_of, moment_text

WORKER = "worker"


class DaysEffect(QObject):
    """Asks the desk in the background. What moves nothing is saved at once; else it waits for a yes."""

    working = Signal(int, int)  # done, total
    found = Signal(object)  # Effects that are to be looked at
    finished = Signal()  # nothing is waiting any more: saved, left or failed
    failed = Signal(object)

    def __init__(self, desk: Any, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._save: Callable[[], object] | None = None
        self._task: tasks.Task | None = None

    def ask(self, days: Sequence[OwnDay], terms: Sequence[OwnTerm], save: Callable[[], object]) -> None:
        """What would move under these; `save` is called once nothing moves, or when the user agrees."""
        self.leave()
        self._save = save
        desk, wanted, periods = self._desk, tuple(days), tuple(terms)
        self.working.emit(0, 0)
        self._task = tasks.run(
            self,
            lambda p: desk.effects_of_days(wanted, periods, p.report, p.cancelled),
            self._arrived,
            self._trouble,
        )
        self._task.progress.connect(self.working)

    def agree(self) -> None:
        save, self._save = self._save, None
        self.finished.emit()
        if save is not None:
            save()

    def leave(self) -> None:
        """Leave it as it is; also stops what is under way."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self._save = None
        self.finished.emit()

    def _arrived(self, effects: Effects) -> None:
        self._task = None
        if effects.moves:
            self.found.emit(effects)
        else:
            self.agree()

    def _trouble(self, error: Exception) -> None:
        self._task = None
        self._save = None
        self.finished.emit()
        if not isinstance(error, AppError):
            raise error
        self.failed.emit(error)


# --- in words -------------------------------------------------------------------------------------------------------
def headline(effects: Effects) -> str:
    """ "3 dates move, for 2 children. 12 expected later move with them." """
    firm = [m for m in effects.of(DUE) if m.state_before != "projected"]
    later = [m for m in effects.of(DUE) if m.state_before == "projected"]
    parts = []
    if firm:
        parts.append(f"{count(len(firm), 'date moves', 'dates move')}, for {_whom(firm)}.")
    else:
        parts.append("No date that is owed now moves.")
    if later:
        parts.append(f"{count(len(later), 'date')} expected later {_do(len(later), 'moves', 'move')}.")
    plans, states = effects.of(PLAN), effects.of(STATE)
    if plans:
        parts.append(
            f"{count(len(plans), 'date')} {_do(len(plans), 'stays', 'stay')}, with another last working day before."
        )
    if states:
        parts.append(f"{count(len(states), 'past date')} {_do(len(states), 'is', 'are')} judged anew.")
    return " ".join(parts)


def _do(number: int, one: str, many: str) -> str:
    return one if number == 1 else many


def _whom(moves: Sequence[Move]) -> str:
    children = len({m.child_id for m in moves} - {WORKER})
    mine = any(m.child_id == WORKER for m in moves)
    said = [count(children, "child", "children")] if children else []
    return " and ".join([*said, *(["yourself"] if mine else [])])


def sections(effects: Effects) -> tuple[Section, ...]:
    """Child by child: what is owed now first, then what is expected later."""
    groups: dict[str, list[Move]] = {}
    for move in effects.moves:
        groups.setdefault(move.child_id, []).append(move)
    return tuple(
        Section(child, "Yourself" if child == WORKER else rows[0].child_name, tuple(_lines(rows)))
        for child, rows in groups.items()
    )


def _lines(rows: Sequence[Move]) -> list[Line]:
    ordered = sorted(rows, key=lambda m: m.state_before == "projected")
    return [
        Line(f"{m.child_id}|{n}", m.says, _dates(m), _change(m), m.state_after) for n, m in enumerate(ordered)
    ]


def _dates(m: Move) -> str:
    if m.what == STATE:
        return f"Due {_day(m.before)}, counted as {_day(m.after)}"
    what = "Due" if m.what == DUE else "Plan for"
    return f"{what} {_day(m.before)}, then {_day(m.after)}"


def _day(moment: Moment | None) -> str:
    return moment_text(moment, none="no date")


def _change(m: Move) -> str:
    if m.what == STATE:
        return "Counts as done late" if m.state_after == "late" else "Counts as done in time"
    if m.before is None or m.after is None:
        return "Changes"
    days = (day_of(m.after) - day_of(m.before)).days
    if not days:
        return "Another time on the same day"
    words = f"{count(abs(days), 'day')} {'later' if days > 0 else 'sooner'}"
    if m.what == PLAN:
        return f"Best done {words}"
    return f"{words} (expected)" if m.state_before == "projected" else words.capitalize()
