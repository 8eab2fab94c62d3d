"""Authorities side by side: what is chosen, the table by topic, and one child's deadlines under each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal

from services.usecases.errors import AppError
from services.usecases.results import AuthorityView, CaseloadRow, DeadlineView
from services.usecases.standards_results import (
    CaseComparison,
    Difference,
    Lane,
    TopicLimit,
    TopicRow,
    TopicTable,
)
from ui import tasks
from ui.tables.outline import Line, Section
from ui.viewmodels.agenda import state_line
from ui.viewmodels.moments import capital, count, day_of, matches, moment_text

FEWEST, MOST = 2, 5
NO_LIMIT = "No limit printed"
DIFFERS, ONLY, GAP = "differs", "only", "gap"
PASSED = "passed"  # only under the other, and its day has gone by
KINDS = {
    "sooner": "Sooner",
    "later": "Later",
    "only_here": "New",
    "falls_away": "Falls away",
    PASSED: "New, its day has passed",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One authority's answer on a topic, in words."""

    limits: tuple[tuple[str, str], ...]  # (limit, reading mark in words or "")
    standards: tuple[str, ...]
    says: str
    mark: str  # against the first authority: "" the same, DIFFERS, ONLY (the first prints none), GAP (this one none)


@dataclass(frozen=True, slots=True)
class Row:
    topic: str
    label: str
    differs: bool
    cells: tuple[Cell, ...]

    @property
    def gaps(self) -> bool:
        """Whether some of them print no limit."""
        return any(not cell.limits for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Change:
    """One difference for a child, in words."""

    kind: str  # sooner, later, only_here, falls_away, passed
    authority: str
    what: str
    before: str
    after: str
    change: str
    standard: tuple[str, str]  # (authority, standard) to read in full


class CompareModel(QObject):
    """Reads in the background what is chosen; the first authority is the one that the others are held against."""

    changed = Signal()
    busy = Signal(bool)
    failed = Signal(object)
    _stale = Signal()

    def __init__(self, desk: Any, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.chosen: tuple[str, ...] = ()
        self.child_id = ""
        self.child_name = ""
        self.table: TopicTable | None = None
        self.found: CaseComparison | None = None
        self._task: tasks.Task | None = None
        self._stale.connect(lambda: self.load() if self.child_id else None)
        stale = self._stale
        self._unsubscribe: Callable[[], None] | None = desk.changes.subscribe(
            lambda change: stale.emit() if getattr(change, "kind", "") != "unsaved" else None
        )

    def close(self) -> None:
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
        if self._task is not None:
            self._task.cancel()

    def authorities(self) -> tuple[AuthorityView, ...]:
        views: tuple[AuthorityView, ...] = self.desk.authorities()
        return views

    def caseload(self) -> tuple[CaseloadRow, ...]:
        rows: tuple[CaseloadRow, ...] = self.desk.caseload()
        return rows

    def set_chosen(self, authorities: Sequence[str]) -> None:
        chosen = tuple(dict.fromkeys(authorities))
        if chosen != self.chosen:
            self.chosen = chosen
            self.load()

    def set_child(self, child_id: str, name: str = "") -> None:
        """A child whose events are to be seen under each; "" for the standards alone."""
        if child_id != self.child_id:
            self.child_id, self.child_name = child_id, name
            self.load()

    @property
    def enough(self) -> bool:
        return FEWEST <= len(self.chosen) <= MOST

    def load(self) -> None:
        if self._unsubscribe is None:
            return
        if self._task is not None:
            self._task.cancel()
            self._task = None
        if not self.enough:
            self.table = self.found = None
            self.busy.emit(False)
            self.changed.emit()
            return
        desk, chosen, child = self.desk, self.chosen, self.child_id
        self.busy.emit(True)
        self._task = tasks.run(self, lambda _p: _read(desk, chosen, child), self._arrived, self._trouble)

    def _arrived(self, found: tuple[TopicTable, CaseComparison | None]) -> None:
        self._task = None
        self.table, self.found = found
        self.busy.emit(False)
        self.changed.emit()

    def _trouble(self, error: Exception) -> None:
        self._task = None
        self.busy.emit(False)
        if not isinstance(error, AppError):
            raise error
        self.failed.emit(error)


def _read(desk: Any, chosen: tuple[str, ...], child_id: str) -> tuple[TopicTable, CaseComparison | None]:
    """One reading; called off the interface's thread."""
    return desk.side_by_side(chosen), desk.under_each(child_id, chosen) if child_id else None


# --- by topic ---------------------------------------------------------------------------------------------------
def rows(
    table: TopicTable | None, search: str = "", differing: bool = False, topic: str = ""
) -> tuple[Row, ...]:
    """The table in words, as the filters leave it; `topic` keeps that one alone."""
    found = [_row(each) for each in table.rows] if table else []
    return tuple(
        row
        for row in found
        if (row.differs or not differing)
        and (not topic or row.topic == topic)
        and matches(search, row.label, *(f"{c.says} {' '.join(w for w, _ in c.limits)}" for c in row.cells))
    )


def _row(row: TopicRow) -> Row:
    cells = tuple(_cell(each, row.cells[0] if number else each) for number, each in enumerate(row.cells))
    return Row(row.topic, row.label, row.differs, cells)


def _limits_of(cell: Sequence[TopicLimit]) -> frozenset[str]:
    return frozenset(one.measure or one.limit for one in cell)


def _cell(cell: Sequence[TopicLimit], base: Sequence[TopicLimit]) -> Cell:
    limits: dict[str, str] = {}
    for one in cell:
        mark = "" if one.reading == "printed" else one.reading
        limits[one.limit] = mark if limits.get(one.limit, "x") else ""
    says = "\n".join(f"{one.says} ({one.cite})" for one in cell)
    against = (
        "" if _limits_of(cell) == _limits_of(base) else DIFFERS if cell and base else ONLY if cell else GAP
    )
    return Cell(tuple(limits.items()), tuple(one.standard for one in cell), says, against)


MARKS = {DIFFERS: "differs", ONLY: "the first has none", GAP: ""}


def cell_words(cell: Cell) -> str:
    """A cell as it is read aloud."""
    if not cell.limits:
        return NO_LIMIT
    told = "; ".join(f"{capital(limit)}{f' ({mark})' if mark else ''}" for limit, mark in cell.limits)
    return "; ".join(part for part in (told, MARKS.get(cell.mark, "")) if part)


def row_words(row: Row) -> str:
    """How the authorities stand to each other on a topic."""
    return "The limits differ" if row.differs else "Some print no limit" if row.gaps else "The same"


def counted(found: Sequence[Row]) -> str:
    """ "12 topics: the limits differ on 5, on 3 some print none." """
    differ, gaps = sum(r.differs for r in found), sum(r.gaps and not r.differs for r in found)
    return f"{count(len(found), 'topic')}: the limits differ on {differ}; on {gaps} more, some print none."


# --- one child --------------------------------------------------------------------------------------------------
def changes(found: CaseComparison | None, kinds: Sequence[str] = ()) -> tuple[Change, ...]:
    """The differences in words; those of some kinds only, where asked for."""
    if found is None:
        return ()
    names = {lane.authority: lane.name for lane in found.lanes}
    base = found.lanes[0].authority
    twice = Counter((d.authority, d.label) for d in found.differences)
    place = {lane.authority: n for n, lane in enumerate(found.lanes)}
    order = {kind: n for n, kind in enumerate(KINDS)}
    rows = sorted(found.differences, key=lambda d: (place[d.authority], order[kind_of(d)]))
    return tuple(
        _change(d, names, base, twice[d.authority, d.label] > 1)
        for d in rows
        if not kinds or kind_of(d) in kinds
    )


def kind_of(d: Difference) -> str:
    """The kind of a difference; what is new is told apart where its day has passed before anybody asked for it."""
    gone = d.kind == "only_here" and d.after is not None and d.after.state == "overdue"
    return PASSED if gone else d.kind


def _change(d: Difference, names: dict[str, str], base: str, twice: bool) -> Change:
    shown = d.after or d.before
    place = d.authority if d.after is not None else base
    more = f" ({shown.activity[:1].lower()}{shown.activity[1:]})" if twice and shown is not None else ""
    return Change(
        kind_of(d),
        names.get(d.authority, d.authority),
        d.label + more,
        _due(d.before),
        _due(d.after),
        change_words(d),
        (place, shown.standard if shown is not None else ""),
    )


def _due(deadline: DeadlineView | None) -> str:
    if deadline is None:
        return "Not owed"
    return capital(moment_text(deadline.due, none="no date printed"))


def change_words(d: Difference) -> str:
    """ "5 days sooner", "New", "Falls away"."""
    if d.kind not in ("sooner", "later"):
        return KINDS.get(kind_of(d), d.kind)
    if d.days is None:
        return "Has a date here" if d.kind == "sooner" else "Has no date here"
    if d.days == 0:
        return f"{KINDS[d.kind]} on the same day"
    return f"{count(abs(d.days), 'day')} {d.kind}"


def tally(found: CaseComparison | None) -> str:
    """How many are sooner, later, only there, gone or the same, for each other authority."""
    if found is None:
        return ""
    lines = []
    for lane in found.lanes[1:]:
        mine = [d for d in found.differences if d.authority == lane.authority]
        parts = [f"{n} {_kind(k, n)}" for k in KINDS if (n := sum(kind_of(d) == k for d in mine))]
        same = dict(found.same).get(lane.authority, 0)
        parts += [f"{same} on the same day"] if same else []
        lines.append(f"{lane.name}: {', '.join(parts) or 'nothing is owed under either'}.")
    return "\n".join(lines)


def _kind(kind: str, number: int) -> str:
    if kind == PASSED:
        return "new with their day passed" if number > 1 else "new with its day passed"
    return "fall away" if kind == "falls_away" and number > 1 else KINDS[kind].lower()


def lane_sections(found: CaseComparison | None) -> tuple[Section, ...]:
    """The time line as a list: authority by authority, by date."""
    if found is None:
        return ()
    return tuple(
        Section(lane.authority, lane.name, tuple(_lane_line(lane, d, found) for d in in_order(lane)))
        for lane in found.lanes
    )


def in_order(lane: Lane) -> tuple[DeadlineView, ...]:
    """The next deadlines of a lane: by date, those without one last."""
    return tuple(
        sorted(lane.next, key=lambda d: (d.due is None, str(day_of(d.due)) if d.due else "", d.standard))
    )


def _lane_line(lane: Lane, d: DeadlineView, found: CaseComparison) -> Line:
    when = moment_text(d.due, none="No date printed")
    return Line(
        f"{lane.authority}|{d.key}", d.says, f"{when} · {d.cite}", state_line(d, found.today), d.state
    )
