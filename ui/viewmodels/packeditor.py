"""An authority's standards while they are being made: one standard at a time, its preview and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from services.usecases import packdraft
from services.usecases.errors import AppError
from services.usecases.pack_results import FieldProblem
from services.usecases.packdraft import PackDraft, StandardDraft
from services.usecases.vocabulary import area_label
from ui import tasks
from ui.tables.outline import Line, Section
from ui.viewmodels.draftkeeper import DraftKeeper
from ui.viewmodels.draftwords import (
    ATTENTION,
    UNFINISHED,
    at_field,
    attention,
    draft_sections,
    head_words,
    limit_words,
    list_line,
    missing,
    numbered,
)
from ui.viewmodels.moments import fold

HEAD = -1  # the place of the head: name, version and day
HEAD_KEY = "head"
UNSAVED = "standards"  # under which a draft is kept between two savings
PAUSE = 180  # milliseconds after the last letter before the preview follows
LONGER = 600  # and before the whole is checked


class EditorModel(QObject):
    """Holds the draft; the screen shows what it says. Nothing is written to the store but by `save`."""

    listed = Signal()  # the list of standards reads otherwise
    turned = Signal()  # another standard is shown, or all of this one changed
    previewed = Signal(object)  # a Preview of the standard shown
    checked = Signal()  # `problems` is new
    kept = Signal()  # saved, or changed since
    failed = Signal(object)

    def __init__(self, desk: Any, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.draft: PackDraft | None = None
        self.place = HEAD
        self.problems: tuple[FieldProblem, ...] = ()
        self.dirty = self.saved = False
        self._first: Mapping[str, StandardDraft] = {}  # those it was started from, by id
        self._begun: set[str] = set()  # ids of new standards of which nothing is asked yet
        self._dropped: tuple[PackDraft, int, PackDraft] | None = None  # before, the place, after
        self._task: tasks.Task | None = None
        self._preview = self._timer(PAUSE, self.preview_now)
        self._check = self._timer(LONGER, self.check_now)
        self._list = self._timer(PAUSE, self.listed.emit)
        self.keeper = DraftKeeper(  # against a crash; what is left in good order is kept among the unfinished
            desk, UNSAVED, UNSAVED, self._unsaved, lambda _s: None, title=self._called, parent=self
        )

    def _timer(self, pause: int, act: Any) -> QTimer:
        made = QTimer(self)
        made.setSingleShot(True)
        made.setInterval(pause)
        made.timeout.connect(act)
        return made

    def open(self, draft: PackDraft, *, fresh: bool, saved: bool = False) -> None:
        """Begin with a draft; `fresh`: it is to be kept as it is; `saved`: it is kept already."""
        self.draft, self.place, self.problems = draft, HEAD, ()
        self._first = {s.id: s for s in _base(self.desk, draft)}
        self._begun = set()
        self._dropped, self.dirty, self.saved = None, fresh, saved
        self.listed.emit()
        self.turned.emit()
        self.kept.emit()
        self.check_now()

    def _unsaved(self) -> dict[str, str] | None:
        if self.draft is None or not self.dirty:
            return None
        return {"text": packdraft.unfinished_text(self.draft)}

    def _nothing_unsaved(self) -> None:
        """What was kept against a crash goes; what is written from now on is kept anew."""
        self.keeper.finish()
        self.keeper.turn_to(UNSAVED)

    def _called(self) -> str:
        return f"Standards of {self.draft.name}" if self.draft else ""

    def close(self) -> None:
        self._nothing_unsaved()
        self.rest()
        self.draft, self.dirty, self.problems = None, False, ()

    def rest(self) -> None:
        """Let nothing follow any more; what could not be saved is kept against a crash."""
        self.keeper.flush()
        for timer in (self._preview, self._check, self._list):
            timer.stop()
        if self._task is not None:
            self._task.cancel()
            self._task = None

    # What is shown

    @property
    def standard(self) -> StandardDraft | None:
        if self.draft is None or not 0 <= self.place < len(self.draft.standards):
            return None
        return self.draft.standards[self.place]

    def here(self) -> dict[str, str]:
        """What is wrong with what is shown, by field; "" for what belongs to no field."""
        shown = self.standard
        name = shown.id or f"standard {self.place + 1}" if shown else ""
        found: dict[str, str] = {}
        for p in self.problems:
            if p.standard == name and not (name in self._begun and missing(p)):
                words = at_field(p)
                found[p.field] = f"{found[p.field]}. {words}" if p.field in found else words
        return found

    def stale(self) -> bool:
        """Whether the limit has changed and the words that say what is to be done have not."""
        shown = self.standard
        before = self._first.get(shown.id) if shown else None
        if shown is None or before is None or shown.says != before.says:
            return False
        return (shown.due, shown.repeat, shown.limit) != (before.due, before.repeat, before.limit)

    def sections(self, search: str = "", *, changed_only: bool = False) -> tuple[Section, ...]:
        """The head, then the standards by area, in their order."""
        if self.draft is None:
            return ()
        wanted = fold(search).split()
        wrong = {p.standard for p in self.problems}
        groups: dict[str, list[Line]] = {}
        for place, s in enumerate(self.draft.standards):
            text = fold(f"{s.says} {s.cite} {s.id} {area_label(s.area)} {limit_words(s)} {s.role}")
            mark = self._mark(s)
            if all(word in text for word in wanted) and (mark or not changed_only):
                flag = ATTENTION if s.id in wrong or numbered(place) in wrong else ""
                flag = UNFINISHED if flag and s.id in self._begun else flag
                groups.setdefault(s.area, []).append(list_line(place, s, mark, flag))
        found = [
            Section(
                area or "none", area_label(area) if area else "No area yet", tuple(lines), attention(lines)
            )
            for area, lines in groups.items()
        ]
        if not wanted and not changed_only:
            line = Line(HEAD_KEY, "Name, version and first day", head_words(self.draft))
            line = replace(line, flag=ATTENTION, flag_state="overdue") if "" in wrong else line
            found.insert(0, Section("about", "About these standards", (line,)))
        return tuple(found)

    def _mark(self, s: StandardDraft) -> str:
        before = self._first.get(s.id)
        return "new" if before is None else "changed" if before != s else ""

    def changes(self) -> tuple[int, int, int]:
        """How many standards are new, changed and dropped since the draft was opened."""
        if self.draft is None:
            return 0, 0, 0
        marks = [self._mark(s) for s in self.draft.standards]
        ids = {s.id for s in self.draft.standards}
        return marks.count("new"), marks.count("changed"), len(self._first.keys() - ids)

    # Changing

    def turn_to(self, key: str) -> None:
        """Show the standard of a line of the list."""
        place = HEAD if key == HEAD_KEY else int(key)
        if place != self.place:
            self.place = place
            self.turned.emit()
            self.preview_now()

    def change(self, **values: Any) -> None:
        """Fields of the standard shown."""
        shown = self.standard
        if shown is not None and self.draft is not None:
            if "id" in values and shown.id in self._begun:
                self._begun.add(values["id"])
            self._set(self.draft.with_standard(self.place, replace(shown, **values)))
            self._preview.start()

    def change_head(self, **values: Any) -> None:
        if self.draft is not None:
            self._set(replace(self.draft, **values))

    def add(self) -> None:
        """A new standard in the area of the one shown."""
        if self.draft is not None:
            shown = self.standard
            shown = shown or (self.draft.standards[-1] if self.draft.standards else StandardDraft())
            self._insert(self.draft.added(StandardDraft(area=shown.area, role=shown.role)), begun=True)

    def copy(self) -> None:
        if self.draft is not None and self.standard is not None:
            self._insert(self.draft.copied(self.place))

    def _insert(self, after: PackDraft, *, begun: bool = False) -> None:
        assert self.draft is not None
        before = {s.id for s in self.draft.standards}
        self.place = next(n for n, s in enumerate(after.standards) if s.id not in before)
        if begun:
            self._begun.add(after.standards[self.place].id)
        self._set(after)
        self.turned.emit()
        self.preview_now()

    def drop(self) -> str:
        """Take the standard shown away; what it said, so that it can be offered back."""
        shown = self.standard
        if shown is None or self.draft is None:
            return ""
        after = self.draft.without(self.place)
        self._dropped = (self.draft, self.place, after)
        self.place = min(self.place, len(after.standards) - 1)
        self._set(after)
        self.turned.emit()
        self.preview_now()
        return shown.says or shown.id

    def bring_back(self) -> None:
        """The draft as it was before the last drop, unless something else has changed since."""
        dropped, self._dropped = self._dropped, None
        if dropped is not None and self.draft is dropped[2]:
            self.place = dropped[1]
            self._set(dropped[0])
            self.turned.emit()
            self.preview_now()

    def _set(self, draft: PackDraft) -> None:
        grown = self.draft is None or len(draft.standards) != len(self.draft.standards)
        self.draft, self.dirty = draft, True
        if grown:
            self.listed.emit()
        else:
            self._list.start()  # the list follows once one stops typing
        self.kept.emit()
        self._check.start()
        self.keeper.touch()

    # Looking at it

    def preview_now(self) -> None:
        self._preview.stop()
        shown = self.standard
        if shown is not None:
            self.previewed.emit(self.desk.packs.preview(shown))

    def ask_all(self) -> None:
        """From now on what is missing in new standards is said as well."""
        self._begun.clear()

    def rule_sections(self) -> tuple[Section, ...]:
        """What differs from the standards that it was started from, rule by rule."""
        return draft_sections(self._first, self.draft.standards) if self.draft else ()

    def check_now(self) -> None:
        """Read the whole as it would be read from a file, in the background."""
        self._check.stop()
        if self._task is not None:
            self._task.cancel()
        draft = self.draft
        if draft is not None:
            self._task = tasks.run(self, lambda _p: packdraft.problems(draft), self._found)

    def _found(self, problems: Sequence[FieldProblem]) -> None:
        self._task = None
        self.problems = tuple(problems)
        self.checked.emit()
        self.listed.emit()

    def save(self) -> bool:
        """Keep it as unfinished."""
        if self.draft is None:
            return True
        try:
            named = self.draft if self.draft.name.strip() else replace(self.draft, name=self.draft.id)
            self.desk.packs.save_draft(named)
        except AppError as error:
            self.failed.emit(error)
            return False
        self.dirty, self.saved = False, True
        self._nothing_unsaved()
        self.kept.emit()
        return True


def _base(desk: Any, draft: PackDraft) -> tuple[StandardDraft, ...]:
    """The standards that it was started from, as they stand; its own where those are not here any more."""
    try:
        base: PackDraft = desk.packs.edit(draft.based_on or draft.id)
    except AppError:
        return draft.standards
    return base.standards
