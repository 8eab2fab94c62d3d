"""The guided editor: the standards of an authority in a list, the one chosen beside it, and how it would be counted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QCheckBox, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from services.usecases import packchoices
from services.usecases.errors import AppError
from services.usecases.pack_results import PackRefused
from services.usecases.packdraft import PackDraft
from ui import theme
from ui.tables.outline import OutlineTable
from ui.viewmodels.moments import count
from ui.viewmodels.packeditor import HEAD, HEAD_KEY, EditorModel
from ui.widgets.banner import Banner
from ui.widgets.flow import flow
from ui.widgets.outlineview import OutlineView
from ui.widgets.packhead import PackHead
from ui.widgets.previewpanel import PreviewPanel
from ui.widgets.roles import button, frame, label
from ui.widgets.scrolling import ScrollColumn
from ui.widgets.sidepanel import QuietSplitter
from ui.widgets.standardform import StandardForm

_WIDE = 1180  # device-independent pixels at 100 % text: below, the preview stands under the fields
_NARROW = 760  # below, everything stands under the list


class PackEditor(QWidget):
    """Ctrl+F search, Ctrl+S save for later, F6 between the list and the fields."""

    left = Signal()
    propose_wanted = Signal(object)  # the draft, to be looked at and accepted

    def __init__(self, desk: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.model = EditorModel(desk, self)
        self.form: StandardForm | None = None  # made when an authority is first opened
        self._build()
        self._connect()

    # Opening and leaving

    def open_draft(self, draft: PackDraft, *, fresh: bool, saved: bool = False) -> None:
        self._make_form()
        self.banner.clear()
        self.search.clear()
        self.changed_only.setChecked(False)
        self.list.unfold_all = False
        self.model.open(draft, fresh=fresh, saved=saved)
        self.list.select_key(HEAD_KEY)
        self.list.scrollToTop()

    def keep_unfinished(self) -> bool:
        """Save what is not saved, so that nothing written is lost; False where that could not be done."""
        return not self.model.dirty or self.model.save()

    def forget(self) -> None:
        """What was written has been accepted or declined."""
        self.model.close()

    def leave(self) -> None:
        if self.keep_unfinished():
            self.model.close()
            self.left.emit()

    @property
    def dirty(self) -> bool:
        return self.model.dirty

    # Building

    def _build(self) -> None:
        now = theme.current()
        self.title = label("", "title", wrap=True)
        self.saved = label("", "quiet", wrap=True)
        self.banner = Banner()
        self.back = button("&Back", "", "back", "Back to your own standards; what is unfinished is kept")
        self.save = button("&Save for later", "", "save", "Keep it as unfinished (Ctrl+S)")
        self.see = button("See what &changes…", "primary", "", "What it would change, before anything does")
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search (Ctrl+F)")
        self.search.setAccessibleName("Search these standards")
        self.search.setClearButtonEnabled(True)
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.changed_only = QCheckBox("Only what I have changed")
        self.table = OutlineTable(self)
        self.list = OutlineView(self.table, "Standards of this authority")
        self.add = button("&Add", "", "add", "A new standard in this area")
        self.copy = button("C&opy", "", "", "A copy of the one chosen, to be changed")
        self.drop = button("&Drop", "", "remove", "Take the one chosen out of these standards")
        self.fields = ScrollColumn("Fields")
        self.head = PackHead(self.desk.today)
        self.fields.column.addWidget(self.head)
        self.trouble = label("", "error", wrap=True)
        self.fields.column.insertWidget(0, self.trouble)
        self.fields.column.addStretch(1)
        self.preview = PreviewPanel()
        self.inner, self.outer = (
            QuietSplitter(Qt.Orientation.Horizontal),
            QuietSplitter(Qt.Orientation.Horizontal),
        )
        self.inner.addWidget(_card(self.fields))
        self.inner.addWidget(_card(self.preview))
        self.outer.addWidget(self._list_side())
        self.outer.addWidget(self.inner)
        for split, sizes in ((self.inner, [520, 380]), (self.outer, [400, 900])):
            split.setChildrenCollapsible(False)
            split.setHandleWidth(now.space(3))
            split.setSizes(sizes)
            split.setStretchFactor(1, 1)
        self.inner.setStretchFactor(0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(now.space(5), now.space(4), now.space(5), now.space(4))
        column.setSpacing(now.space(3))
        column.addWidget(self.title)
        column.addWidget(flow(self.see, self.save, self.back, self.saved))
        column.addWidget(self.banner)
        column.addWidget(self.outer, 1)

    def _list_side(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().space(2))
        column.addWidget(self.search)
        column.addWidget(self.changed_only)
        column.addWidget(self.list, 1)
        column.addWidget(flow(self.add, self.copy, self.drop))
        return side

    def _make_form(self) -> None:
        if self.form is None:
            self.form = StandardForm(packchoices.choices())
            self.form.hide()
            self.fields.column.insertWidget(2, self.form)
            self.form.edited.connect(self._edited)
            self.form.needs_seeing.connect(
                lambda row: QTimer.singleShot(0, row, lambda: self.fields.focus_into_view(row))
            )

    def _connect(self) -> None:
        model = self.model
        model.listed.connect(self._fill)
        model.turned.connect(self._show)
        model.previewed.connect(self.preview.show_preview)
        model.checked.connect(self._show_problems)
        model.kept.connect(self._tell_saved)
        model.failed.connect(self._failed)
        self.head.edited.connect(self._head_edited)
        self.search.textChanged.connect(self._fill)
        self.changed_only.toggled.connect(self._fill)
        self.list.chosen.connect(model.turn_to)
        self.list.opened.connect(lambda _key: self._into_fields())
        self.add.clicked.connect(self._add)
        self.copy.clicked.connect(self._copy)
        self.drop.clicked.connect(self._drop)
        self.save.clicked.connect(model.save)
        self.back.clicked.connect(self.leave)
        self.see.clicked.connect(self._see)
        acts: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Ctrl+F", self._focus_search),
            ("Ctrl+S", model.save),
            ("F6", self._swap_focus),
        )
        for keys, act in acts:
            shortcut = QShortcut(QKeySequence(keys), self, lambda act=act: act())
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide, scale = self.width(), theme.current().scale
        for split, least in ((self.inner, _WIDE), (self.outer, _NARROW)):
            wanted = Qt.Orientation.Vertical if wide < least * scale else Qt.Orientation.Horizontal
            if split.orientation() != wanted:
                split.setOrientation(wanted)
        line = self.fontMetrics().height()
        for part, lines in ((self.list, 9), (self.fields, 13), (self.preview, 9)):
            part.setMinimumHeight(line * lines)  # where there is less room, the whole page scrolls

    # Showing

    def _fill(self, *_: object) -> None:
        searching = bool(self.search.text().strip()) or self.changed_only.isChecked()
        self.list.unfold_all = searching
        self.table.set_rows(
            self.model.sections(self.search.text(), changed_only=self.changed_only.isChecked())
        )
        self.list.select_key(HEAD_KEY if self.model.place == HEAD else str(self.model.place))
        self.title.setText(self.model.draft.name if self.model.draft else "")
        if self.model.standard is None:
            self.preview.show_head(self._so_far())

    def _show(self) -> None:
        draft, shown = self.model.draft, self.model.standard
        if draft is None or self.form is None:
            return
        self.form.setVisible(shown is not None)
        self.head.setVisible(shown is None)
        for made in (self.copy, self.drop):
            made.setEnabled(shown is not None)
        if shown is None:
            names = {v.id: v.name for v in self.desk.authorities()}
            self.head.show_head(draft, names.get(draft.based_on, "") if draft.based_on != draft.id else "")
            self.preview.show_head(self._so_far())
        else:
            self.form.show_standard(shown, stale=self.model.stale())
            self.list.select_key(str(self.model.place))
        self.fields.verticalScrollBar().setValue(0)
        self._show_problems()

    def _so_far(self) -> str:
        new, changed, dropped = self.model.changes()
        if not new + changed + dropped:
            return "Nothing has been changed yet."
        return f"{count(changed, 'standard')} changed, {new} new, {dropped} dropped since it was opened."

    def _show_problems(self) -> None:
        if self.form is None or self.model.draft is None:
            return
        place: Any = self.head if self.model.standard is None else self.form
        loose = place.show_problems(self.model.here())
        self.trouble.setText(loose)
        self.trouble.setVisible(bool(loose))

    def _tell_saved(self) -> None:
        model = self.model
        self.saved.setText("Not saved yet" if model.dirty else "Kept as unfinished" if model.saved else "")
        self.save.setEnabled(self.model.dirty)

    def _failed(self, error: AppError) -> None:
        self.banner.trouble(error)

    def show_refusal(self, refused: PackRefused) -> None:
        """It cannot be accepted yet: what is wrong is said at the fields; turn to the first."""
        self.model.ask_all()
        self.model.check_now()
        number = count(len(refused.problems), "thing")
        more = "Each is said at its field; the list shows which standards need attention."
        self.banner.say("warning", f"It cannot be taken yet: {number} still to be put right.", more)
        first = refused.problems[0].id if refused.problems else ""
        draft = self.model.draft
        place = next((n for n, s in enumerate(draft.standards) if s.id == first), HEAD) if draft else HEAD
        self.model.turn_to(HEAD_KEY if place == HEAD else str(place))

    # What the person does

    def _edited(self, values: dict[str, Any]) -> None:
        self.model.change(**values)
        shown = self.model.standard
        if shown is not None and self.form is not None:
            self.form.show_standard(shown, stale=self.model.stale())

    def _head_edited(self, values: dict[str, Any]) -> None:
        self.model.change_head(**values)

    def _add(self) -> None:
        self.search.clear()
        self.changed_only.setChecked(False)
        self.model.add()
        if self.form is not None:
            self.form.says.setFocus()

    def _copy(self) -> None:
        self.search.clear()
        self.model.copy()
        self._into_fields()

    def _drop(self) -> None:
        said = self.model.drop()
        if said:
            self.banner.say("info", f"Dropped: {said}", "", (("Bring it back", self._bring_back),))

    def _bring_back(self) -> None:
        self.banner.clear()
        self.model.bring_back()

    def _see(self) -> None:
        if self.model.draft is not None and self.keep_unfinished():
            self.banner.clear()
            self.propose_wanted.emit(self.model.draft)

    # Keys

    def _focus_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _into_fields(self) -> None:
        shown = self.form.says if self.form is not None and self.model.standard is not None else self.head
        shown.setFocus()

    def _swap_focus(self) -> None:
        focused = self.focusWidget()
        if focused is not None and self.fields.isAncestorOf(focused):
            self.list.setFocus()
        else:
            self._into_fields()

    def focus_home(self) -> None:
        self._into_fields()


def _card(inside: QWidget) -> QWidget:
    made = frame("card")
    body = QVBoxLayout(made)
    body.setContentsMargins(1, 1, 1, 1)
    body.addWidget(inside)
    return made
