"""One's own standards: the versions kept here, those brought in from a file, and what each would change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from services.usecases.errors import AppError
from services.usecases.pack_results import KeptPack, PackRefused, Proposal, SavedDraft
from services.usecases.packdraft import PackDraft, read_unfinished
from services.usecases.results import AuthorityView
from services.usecases.unsaved import Unfinished
from ui import prompts, theme
from ui.dialogs.packstart import StartDialog
from ui.dialogs.reason import ReasonDialog
from ui.screens.packeditor import PackEditor
from ui.tables.outline import KeyRole, OutlineTable
from ui.viewmodels.draftwords import book_sections
from ui.viewmodels.moments import day_text
from ui.viewmodels.packwords import KEPT, kept_sections
from ui.viewmodels.updates import SUFFIX, OwnPacks
from ui.widgets.banner import Banner
from ui.widgets.flow import flow
from ui.widgets.outlineview import OutlineView
from ui.widgets.refusedpage import RefusedPage
from ui.widgets.roles import button, label
from ui.widgets.scrolling import WholePage
from ui.widgets.updatepage import UpdatePage

_INTRO = (
    "Add your own authority, or bring in standards that somebody has sent you. You see what would change, rule by rule "
    "and child by child, before anything does."
)
_FILTER = f"Daymark standards (*{SUFFIX} *.toml);;All files (*)"


class OwnStandardsScreen(QWidget):
    """The list, and in its place the page of an update, of a refusal, or the editor."""

    closed = Signal()
    accepted = Signal(str)  # the authority whose standards have changed

    def __init__(self, desk: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.dialog: Any = None
        self.model = OwnPacks(desk, self)
        self.update_page = UpdatePage(desk)
        self.refused = RefusedPage()
        self.editor = PackEditor(desk)
        self.stack = QStackedWidget()
        self._from_editor = self._started = False
        self._build()
        self._connect()

    def start(self) -> None:
        if not self._started:
            self._started = True
            self.model.recover()
        self.model.refresh()

    def close_down(self) -> None:
        """The desk is about to close: keep what is unfinished, stop what is under way."""
        self.editor.keep_unfinished()
        self.editor.model.rest()
        self.update_page.let_go()
        self.model.close()

    @property
    def home(self) -> bool:
        """Whether the list is shown."""
        return self.stack.currentWidget() is self.list_page

    # Building

    def _build(self) -> None:
        now = theme.current()
        self.back = button("&Back to the standards", "", "back")
        self.add = button("Add my &authority…", "primary", "add")
        self.bring = button("Bring &in from a file…", "", "folder")
        self.banner = Banner()
        self.table = OutlineTable(self)
        self.list = OutlineView(self.table, "Standards kept here")
        self.list.unfold_all = True
        self.list.setMinimumHeight(self.list.fontMetrics().height() * 8)
        self.go_on = button("&Go on", "", "edit")
        self.change = button("&Change…", "", "edit", "Make the next version of these standards")
        self.export = button("Ex&port to a file…", "", "export", "One file that can be sent to a colleague")
        self.remove = button("&Remove…", "", "remove")
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(now.space(5), now.space(4), now.space(5), now.space(4))
        column.setSpacing(now.space(3))
        column.addWidget(label("Your own standards", "title"))
        column.addWidget(label(_INTRO, "quiet", wrap=True))
        column.addWidget(flow(self.add, self.bring, self.back))
        column.addWidget(self.banner)
        column.addWidget(self.list, 1)
        column.addWidget(flow(self.go_on, self.change, self.export, self.remove))
        self.list_page = WholePage(body)
        self.update_whole, self.refused_whole = WholePage(self.update_page), WholePage(self.refused)
        self.editor_whole = WholePage(self.editor)
        for page in (self.list_page, self.update_whole, self.refused_whole, self.editor_whole):
            self.stack.addWidget(page)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(self.stack)

    def _connect(self) -> None:
        model = self.model
        model.changed.connect(self._fill)
        model.busy.connect(self._busy)
        model.proposed.connect(self._show_proposal)
        model.refused.connect(self._show_refusal)
        model.failed.connect(self._failed)
        self.back.clicked.connect(self.closed)
        self.add.clicked.connect(lambda: self.add_authority())
        self.bring.clicked.connect(self.bring_in)
        self.go_on.clicked.connect(self._go_on)
        self.change.clicked.connect(self._change)
        self.export.clicked.connect(self._export)
        self.remove.clicked.connect(self._remove)
        self.list.chosen.connect(lambda _key: self._offer())
        self.list.opened.connect(lambda _key: (self._go_on if self._draft() else self._change)())
        self.list.selectionModel().currentChanged.connect(lambda *_: self._offer())
        self.update_page.accept_wanted.connect(self._accept)
        self.update_page.decline_wanted.connect(self._ask_why)
        self.update_page.left.connect(self._leave_update)
        self.refused.left.connect(self.go_home)
        self.refused.another_wanted.connect(self.bring_in)
        self.editor.left.connect(self.go_home)
        self.editor.propose_wanted.connect(self._propose)
        leaves: tuple[tuple[QWidget, Callable[[], object]], ...] = (
            (self.list_page, self.closed.emit),
            (self.update_whole, self.update_page.back.click),
            (self.refused_whole, self.refused.back.click),
        )
        for page, leave in leaves:
            escape = QShortcut(QKeySequence("Esc"), page, lambda leave=leave: leave())
            escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # The list

    def _fill(self) -> None:
        sections = kept_sections(self.model.kept, self.model.drafts, self.model.known)
        self.table.set_rows(sections)
        if not self._key() and sections:
            self.list.select_key(sections[0].lines[0].key)
        self._offer()

    def _key(self) -> str:
        return self.list.currentIndex().data(KeyRole) or ""

    def _chosen(self) -> KeptPack | SavedDraft | AuthorityView | None:
        return self.model.one(self._key())

    def _draft(self) -> SavedDraft | None:
        found = self._chosen()
        return found if isinstance(found, SavedDraft) else None

    def _kept(self) -> KeptPack | None:
        found = self._chosen()
        return found if isinstance(found, KeptPack) else None

    def _authority(self) -> tuple[str, str]:
        """(id, name) of the authority chosen, where its standards can be changed and sent."""
        found = self._chosen()
        if isinstance(found, AuthorityView):
            return found.id, found.name
        if isinstance(found, KeptPack) and found.standing and not found.trouble:
            return found.authority, found.name
        return "", ""

    def _offer(self) -> None:
        """The buttons that fit the line chosen."""
        draft = self._draft()
        self.go_on.setVisible(draft is not None)
        for made in (self.change, self.export):
            made.setVisible(draft is None)
            made.setEnabled(bool(self._authority()[0]))
        self.remove.setEnabled(self._kept() is not None or draft is not None)

    def _busy(self, words: str) -> None:
        if words:
            self.banner.say("info", words, "", (("Cancel", self.model.cancel),))
            self.editor.banner.say("info", words, "", (("Cancel", self.model.cancel),))
        else:
            self.banner.clear()
            self.editor.banner.clear()

    def _failed(self, error: AppError) -> None:
        shown = self.stack.currentWidget()
        banners = {self.update_whole: self.update_page.banner, self.editor_whole: self.editor.banner}
        if shown is self.refused_whole:
            self.go_home()
        banners.get(shown, self.banner).trouble(error)  # type: ignore[call-overload]

    def go_home(self) -> None:
        self.stack.setCurrentWidget(self.list_page)
        self.model.refresh()
        self.focus_home()

    def focus_home(self) -> None:
        """Give the keyboard to what is shown."""
        pages = {
            self.update_whole: self.update_page,
            self.refused_whole: self.refused,
            self.editor_whole: self.editor,
        }
        shown = pages.get(self.stack.currentWidget())  # type: ignore[call-overload]
        if shown is not None:
            shown.focus_home()
        else:
            (self.list if self.list.isVisibleTo(self) else self.add).setFocus()

    # What the person does

    def add_authority(self, left: Unfinished | None = None) -> None:
        self.dialog = StartDialog(self.desk, self._begin, self.window(), left)
        self.dialog.open_sized(560, 420)

    def _begin(self, draft: PackDraft, *, fresh: bool = True, saved: bool = False) -> None:
        self.banner.clear()
        self.editor.open_draft(draft, fresh=fresh, saved=saved)
        self.stack.setCurrentWidget(self.editor_whole)
        self.editor.focus_home()

    def bring_in(self) -> None:
        path = prompts.choose_open_file(self, "Bring in standards", "", _FILTER)
        if path is not None:
            self.go_home()
            self._from_editor = False
            self.model.read_file(path)

    def _go_on(self) -> None:
        saved = self._draft()
        if saved is not None:
            self._edit(lambda: self.desk.packs.resume(saved.id), saved=True)

    def _change(self) -> None:
        authority, _ = self._authority()
        if authority:
            self._edit(lambda: self.desk.packs.edit(authority))

    def _edit(self, draft: Callable[[], PackDraft], *, saved: bool = False) -> None:
        try:
            self._begin(draft(), fresh=False, saved=saved)
        except AppError as error:
            self.banner.trouble(error)

    def _export(self) -> None:
        authority, called = self._authority()
        if not authority:
            return
        try:
            name = self.model.export_name(authority)
        except AppError as error:
            self.banner.trouble(error)
            return
        path = prompts.choose_save_file(self, "Export the standards", name, _FILTER)
        if path is not None and self.model.export(authority, _with_suffix(path)):
            self.banner.say("success", f"The standards of {called} are in {_with_suffix(path).name}.", _MAIL)

    def _remove(self) -> None:
        kept, draft = self._kept(), self._draft()
        if draft is not None:
            words = f"Remove the unfinished standards of {draft.name}?"
            if prompts.ask(self, "Remove what is unfinished", words, "Remove", "Keep", danger=True):
                self.model.drop_draft(draft.id)
        elif kept is not None:
            self.dialog = ReasonDialog(
                self.window(),
                "Remove these standards",
                f"{kept.name}, version {kept.version}, is no longer used. What was recorded stays as it is.",
                "Remove",
                lambda why: self.desk.packs.remove(kept.id, why),
                (self.desk, "", f"standards:{kept.id}"),
            )
            self.dialog.open_sized(520, 320)

    # An update

    def _propose(self, draft: PackDraft) -> None:
        self._from_editor = True
        self.model.propose(draft)

    def _show_proposal(self, proposal: Proposal) -> None:
        self.update_page.show_proposal(proposal, *self._instead(proposal))
        self.stack.setCurrentWidget(self.update_whole)
        self.update_page.focus_home()

    def _instead(self, proposal: Proposal) -> tuple[Any, str]:
        """What a new authority is compared with: what it was started from; else it is shown whole."""
        draft = self.editor.model.draft
        if not proposal.is_new:
            return None, ""
        if not self._from_editor or draft is None:
            return book_sections(read_unfinished(proposal.text).standards), ""
        names = {view.id: view.name for view in self.desk.authorities()}
        sections = self.editor.model.rule_sections()
        base = names.get(draft.based_on, draft.based_on)
        if not sections:
            return (), f"They say the same as those of {base}, from which they were started."
        return sections, f"Compared with the standards of {base}, from which they were started:"

    def _show_refusal(self, name: str, refused: PackRefused) -> None:
        if self._from_editor:
            self.editor.show_refusal(refused)
            return
        self.refused.show_refusal(name, refused)
        self.stack.setCurrentWidget(self.refused_whole)
        self.refused.focus_home()

    def _accept(self, proposal: Proposal) -> None:
        if not self.model.accept(proposal):
            return
        if self._from_editor:
            self.editor.forget()
        self.go_home()
        self._choose(proposal.book_id)
        day = day_text(proposal.effective)
        said = f"{proposal.name}: version {proposal.version} is accepted and counts from {day}."
        more = (
            "The authority can now be chosen for a child."
            if proposal.is_new
            else "Undo (Ctrl+Z) takes it back."
        )
        self.banner.say("success", said, more)
        self.accepted.emit(proposal.book_id)

    def _choose(self, authority: str) -> None:
        """The newest version of an authority in the list."""
        found = next((k for k in self.model.kept if k.authority == authority), None)
        if found is not None:
            self.list.select_key(f"{KEPT}{found.id}")
        self._offer()

    def _ask_why(self, proposal: Proposal) -> None:
        self.dialog = ReasonDialog(
            self.window(),
            "Keep what we have",
            f"{proposal.name}, version {proposal.version}, is not used. That it was looked at stays on record.",
            "Keep what we have",
            lambda why: self._decline(proposal, why),
            (self.desk, "", f"proposal:{proposal.name} {proposal.version}"),
        )
        self.dialog.open_sized(520, 320)

    def _decline(self, proposal: Proposal, why: str) -> None:
        self.desk.packs.decline(proposal, why)
        self.update_page.let_go()
        if self._from_editor:
            self.editor.forget()
        self.go_home()
        self.banner.say(
            "info", "Nothing has changed.", "That this version was looked at, and why not, is in the list."
        )

    def _leave_update(self) -> None:
        if self._from_editor:
            self.stack.setCurrentWidget(self.editor_whole)
            self.editor.focus_home()
        else:
            self.go_home()


_MAIL = "It holds no name and nothing of any child: it can be sent to a colleague."


def _with_suffix(path: Path) -> Path:
    return path if path.suffix else path.with_name(path.name + SUFFIX)
