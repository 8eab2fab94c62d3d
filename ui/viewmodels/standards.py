"""The standards as a screen shows them: one authority's book, searched as one types, and on whom each bears."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Signal

from services.usecases.errors import AppError
from services.usecases.results import AuthorityView
from services.usecases.standards_results import AuditView, BookView, ExpectationView, Passing, StandardView
from ui import tasks
from ui.tables.outline import Line, Section
from ui.viewmodels.expected import shelf_of
from ui.viewmodels.layers import LayerNote, national_notes
from ui.viewmodels.moments import capital, count, fold, moment_text, short_day
from ui.viewmodels.why import READING

WORKER = "worker"
NATIONAL_PACK = "working-together-2015"
_NO_MATTER = ("draft", "unsaved")  # what is not finished bears on nobody
_STANDARDS_CHANGE = ("settings", "standards", "pack")  # kinds of change after which a book may read otherwise


def read_book(authority: str, desk: Any) -> BookView:
    """A whole rulebook in words; takes a moment the first time. Called off the interface's thread."""
    from services.usecases.browse import book_view
    from services.usecases.standards import library

    shelf = shelf_of(desk) or library()
    return book_view(shelf.rulebook(authority, desk.today()))


@dataclass(frozen=True, slots=True)
class _Read:
    authority: str
    books: tuple[BookView, ...]
    passing: tuple[Passing, ...]


def _read(desk: Any, authority: str, needed: Collection[str]) -> _Read:
    return _Read(authority, tuple(read_book(name, desk) for name in sorted(needed)), desk.passing(authority))


class StandardsModel(QObject):
    """Holds one authority's book at a time; what was read once is kept."""

    changed = Signal()  # another book is shown
    bearing_changed = Signal()
    busy = Signal(bool)
    failed = Signal(object)
    _stale = Signal(str)  # what kind of thing has changed

    def __init__(self, desk: Any, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.authority = ""
        self.book: BookView | None = None
        self.bearing: Mapping[str, tuple[Any, ...]] = {}
        self._books: dict[str, BookView] = {}
        self._passing: dict[str, tuple[Passing, ...]] = {}
        self._texts: dict[str, str] = {}  # what is searched, folded, by id
        self._reading: tasks.Task | None = None
        self._bearing: tasks.Task | None = None
        self._stale.connect(self._told)
        stale = self._stale
        self._unsubscribe: Callable[[], None] | None = desk.changes.subscribe(
            lambda change: stale.emit(getattr(change, "kind", ""))
        )

    def authorities(self) -> tuple[AuthorityView, ...]:
        views: tuple[AuthorityView, ...] = self.desk.authorities()
        return views

    def close(self) -> None:
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
        for task in (self._reading, self._bearing):
            if task is not None:
                task.cancel()

    def choose(self, authority: str) -> None:
        """Read that authority's book, and on whom it bears."""
        if self._unsubscribe is None or (authority == self.authority and self._reading is None and self.book):
            return
        self.authority = authority
        for task in (self._reading, self._bearing):
            if task is not None:
                task.cancel()
        self._reading = self._bearing = None
        kept = self._books.get(authority)
        if kept is not None:
            self._arrived(kept)
            return
        self.busy.emit(True)
        desk, needed = self.desk, {authority, NATIONAL_PACK} - {*self._books}
        self._reading = tasks.run(
            self, lambda _p: _read(desk, authority, needed), self._read_in, self._trouble
        )

    def _told(self, kind: str) -> None:
        """Read again on whom it bears; after a change that is no child's, the standards themselves as well."""
        if kind in _NO_MATTER:
            return
        if kind not in _STANDARDS_CHANGE or self.book is None:
            self._find_bearing()
            return
        self._books, self._passing = {}, {}
        wanted, self.authority = self.authority, ""
        self.choose(wanted)

    def standard(self, standard_id: str) -> StandardView | None:
        found = self.book.standards if self.book else ()
        return next((s for s in found if s.id == standard_id), None)

    def national(self, standard: StandardView) -> tuple[LayerNote, ...]:
        """What the national guidance says of the same topic, and whether this standard passes it."""
        if standard.authority == NATIONAL_PACK or NATIONAL_PACK not in self._books:
            return ()
        above = self._books[NATIONAL_PACK].standards
        return national_notes(standard, above, self._passing.get(standard.authority, ()))

    def _read_in(self, found: _Read) -> None:
        self._reading = None
        self._books |= {book.authority: book for book in found.books}
        self._passing[found.authority] = found.passing
        self._arrived(self._books[found.authority])

    def _arrived(self, book: BookView) -> None:
        self.book = book
        self.bearing = {}
        self._texts = {s.id: _searched(s) for s in book.standards}
        self._texts |= {
            e.id: fold(f"{e.says} {e.cite} {e.id} {e.role} {e.at_label}") for e in book.expectations
        }
        self._texts |= {
            a.id: fold(f"{a.theme} {a.acceptable} {a.unacceptable} {a.cite} {a.id}") for a in book.audits
        }
        self.busy.emit(False)
        self.changed.emit()
        self._find_bearing()

    def _find_bearing(self) -> None:
        if self._unsubscribe is None or self.book is None:
            return
        if self._bearing is not None:
            self._bearing.cancel()
        desk, authority = self.desk, self.book.authority
        self._bearing = tasks.run(
            self, lambda p: desk.bearing(authority, p.report, p.cancelled), self._bears, self._trouble
        )

    def _bears(self, found: Mapping[str, tuple[Any, ...]]) -> None:
        self._bearing = None
        self.bearing = found
        self.bearing_changed.emit()

    def _trouble(self, error: Exception) -> None:
        self._reading = self._bearing = None
        self.busy.emit(False)
        if not isinstance(error, AppError):
            raise error
        self.failed.emit(error)

    # What the lists show

    def _held(self, key: str, asked: Sequence[str]) -> bool:
        return all(word in self._texts.get(key, "") for word in asked)

    def standards(self, search: str = "", bearing_only: bool = False) -> tuple[Section, ...]:
        """By area, in the order of the pack."""
        asked = fold(search).split()
        groups: dict[tuple[str, str], list[Line]] = {}
        for s in self.book.standards if self.book else ():
            rows = self.bearing.get(s.id, ())
            if self._held(s.id, asked) and (rows or not bearing_only):
                groups.setdefault((s.area, s.area_label), []).append(_standard_line(s, rows))
        return tuple(replace(each, note=_bear_now(each)) for each in _sections(groups))

    def expectations(self, search: str = "") -> tuple[Section, ...]:
        """By the moment at which they matter, the moments in the order of their names."""
        asked = fold(search).split()
        groups: dict[tuple[str, str], list[Line]] = {}
        for e in self.book.expectations if self.book else ():
            if self._held(e.id, asked):
                groups.setdefault((e.at, e.at_label), []).append(_expectation_line(e))
        return _sections(dict(sorted(groups.items(), key=lambda g: g[0][1])))

    def audits(self, search: str = "") -> tuple[Section, ...]:
        """By the table that a row belongs to."""
        asked = fold(search).split()
        groups: dict[tuple[str, str], list[Line]] = {}
        for a in self.book.audits if self.book else ():
            if self._held(a.id, asked):
                groups.setdefault((a.cite, a.cite), []).append(_audit_line(a))
        return _sections(groups)


def _sections(groups: Mapping[tuple[str, str], list[Line]]) -> tuple[Section, ...]:
    return tuple(Section(key, title, tuple(lines)) for (key, title), lines in groups.items())


def _bear_now(section: Section) -> str:
    """So that a folded area says that there is something in it."""
    number = sum(bool(line.flag) for line in section.lines)
    late = sum(line.flag_state == "overdue" for line in section.lines)
    if not number:
        return ""
    return f"{number} {'bears' if number == 1 else 'bear'} now" + (f", {late} overdue" if late else "")


def _searched(s: StandardView) -> str:
    parts = (s.id, s.says, s.cite, s.role, s.area_label, s.topic_label, s.limit, s.note, *s.sentences)
    return fold(" ".join(parts))


def _standard_line(s: StandardView, rows: Sequence[Any]) -> Line:
    reading = READING.get(s.reading, (s.reading.capitalize(), ""))[0]
    detail = f"{capital(s.limit)} · {s.cite}" + ("" if s.reading == "printed" else f" · {reading.lower()}")
    late = sum(row.state == "overdue" for row in rows)
    if not rows:
        return Line(s.id, s.says, detail)
    people = count(len({row.child_id for row in rows}), "child", "children")
    if all(row.child_id == WORKER for row in rows):
        people = "you"
    flag = f"Bears on {people} now" + (f", {late} overdue" if late else "")
    return Line(s.id, s.says, detail, flag, "overdue" if late else "due")


def _expectation_line(e: ExpectationView) -> Line:
    return Line(e.id, e.says, f"{capital(e.role)} · {e.cite}")


def _audit_line(a: AuditView) -> Line:
    return Line(a.id, a.theme, "", good=a.acceptable, bad=a.unacceptable)


def bearing_words(row: Any) -> str:
    """One child's open deadline, as a line that opens the child."""
    name = "You" if row.child_id == WORKER else row.name
    when = moment_text(row.due, none="no date set")
    return f"{name}: overdue since {when}" if row.state == "overdue" and row.due else f"{name}: due {when}"


def printed_day(text: str) -> str:
    """A day of a pack's head in words; whatever else stands there as it stands ("2024")."""
    try:
        return short_day(date.fromisoformat(text))
    except ValueError:
        return text


def tally(sections: Sequence[Section], one: str) -> str:
    """ "12 standards in 3 areas" is said without the areas where there is one."""
    lines = sum(len(section.lines) for section in sections)
    where = f" under {count(len(sections), 'heading')}" if len(sections) > 1 else ""
    return f"{count(lines, one)}{where}"
