"""The first run: where the store is kept, who you are, a passphrase, and the recovery code to print or save."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from services.usecases.errors import AppError, StoreExists
from services.usecases.results import ROLES, AuthorityView, Own
from ui import icons, prompts, theme
from ui.screens.recovery import RecoveryCode
from ui.viewmodels.door import Door, plain_trouble
from ui.widgets.banner import Banner
from ui.widgets.flow import flow
from ui.widgets.page import Page, add_field, form, show_problem
from ui.widgets.roles import button, frame, label, mark_invalid
from ui.widgets.secret import NewPassphrase

_ABOUT = (
    "Daymark keeps the dates of your work with children: what your authority's standards ask for, by when, and why. "
    "You record what has happened; it works out what comes next and shows how each date was counted."
)
_OFFLINE = (
    "Everything stays on this computer, in one encrypted store. Daymark never connects to a network. "
    "It helps you to keep to the standards; it does not replace your authority's own case system."
)
_FOLDER_HELP = "One folder holds the store and its backups. A folder that is itself backed up is best."
_NAME_HELP = "As it should stand on printed pages."
_AUTHORITY_HELP = "Whose standards a new child starts with. Each child can have another."
STEPS = ("Welcome", "About you", "Passphrase", "Recovery code")


class WelcomeScreen(QWidget):
    """Four steps in one card; `finished` carries the desk once the recovery code is said to be kept."""

    finished = Signal(object)
    unlock_wanted = Signal(object)  # the folder of a store that is there already

    def __init__(self, door: Door, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.door = door
        self._desk: Any = None
        self._build()
        self._connect()
        self._show(0)
        door.ask_authorities()

    @property
    def step(self) -> int:
        return self.pages.currentIndex()

    # building

    def _build(self) -> None:
        now = theme.current()
        card = frame("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(now.space(6), now.space(5), now.space(6), now.space(5))
        column.setSpacing(now.space(3))
        self.where = label("", "small")
        self.heading = label("", "title", wrap=True)
        self.banner = Banner()
        self.pages = QStackedWidget()
        for page in (self._welcome(), self._about_you(), self._passphrase(), self._recovery()):
            self.pages.addWidget(page)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Making the store")
        self.bar.hide()
        self.back = button("Back", "flat", "back")
        self.next = button("Next", "primary")
        row = QHBoxLayout()
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.next)
        for part in (self.where, self.heading, self.banner, self.pages, self.bar):
            column.addWidget(part)
        column.addLayout(row)
        page = Page(76, middle=True)
        page.column.addWidget(card)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(page)

    def _welcome(self) -> QWidget:
        now = theme.current()
        page = QWidget()
        column = _column(page)
        top = QHBoxLayout()
        top.setSpacing(now.space(4))
        mark = QLabel()
        size = round(now.size("control") * 2)
        mark.setPixmap(icons.pixmap("daymark", size, "", max(2.0, self.devicePixelRatioF())))
        top.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(label(_ABOUT, wrap=True), 1)
        column.addLayout(top)
        column.addWidget(label(_OFFLINE, wrap=True))
        self.folder = QLineEdit(str(self.door.folder))
        self.choose = button("Choose…", "", "folder", "Choose another folder")
        rows = form()
        self.folder_problem = add_field(rows, "&Folder of the store", self.folder, _FOLDER_HELP)
        column.addLayout(rows)
        self.existing = button("Open a store that is there already…", "link")
        column.addWidget(flow(self.choose, self.existing, spacing=now.space(3)))
        column.addStretch(1)
        return page

    def _about_you(self) -> QWidget:
        page = QWidget()
        column = _column(page)
        self.name = QLineEdit()
        self.name.setMaxLength(120)
        self.role = QComboBox()
        for value, text in ROLES:
            self.role.addItem(text, value)
        self.authority = QComboBox()
        self.authority.addItem("Reading the standards…", "")
        rows = form()
        self.name_problem = add_field(rows, "Your &name", self.name, _NAME_HELP)
        add_field(rows, "Your &role", self.role)
        self.authority_problem = add_field(rows, "Your &authority", self.authority, _AUTHORITY_HELP)
        column.addLayout(rows)
        column.addStretch(1)
        return page

    def _passphrase(self) -> QWidget:
        page = QWidget()
        column = _column(page)
        column.addWidget(
            label("Whoever knows the passphrase can read the whole store. Nobody can reset it.", wrap=True)
        )
        self.passphrase = NewPassphrase(self.door.hint)
        column.addWidget(self.passphrase)
        column.addStretch(1)
        return page

    def _recovery(self) -> QWidget:
        self.recovery = RecoveryCode()
        return self.recovery

    def _connect(self) -> None:
        self.choose.clicked.connect(self._choose)
        self.existing.clicked.connect(self._existing)
        self.back.clicked.connect(self.go_back)
        self.next.clicked.connect(self.go_on)
        for field in (self.folder, self.name, self.passphrase.first, self.passphrase.second):
            field.returnPressed.connect(self.go_on)
        self.recovery.kept_changed.connect(self.next.setEnabled)
        self.door.authorities_ready.connect(self._authorities)
        self.door.made.connect(self._made)
        self.door.failed.connect(self._failed)
        self.door.working.connect(self._working)

    # moving between the steps

    def _show(self, step: int) -> None:
        self.pages.setCurrentIndex(step)
        self.where.setText(f"Step {step + 1} of {len(STEPS)}")
        self.heading.setText("Welcome to Daymark" if step == 0 else STEPS[step])
        self.banner.clear()
        self.back.setVisible(step in (1, 2))
        self.next.setText(("Next", "Next", "Make the store", "Open Daymark")[step])
        self.next.setAccessibleName(self.next.text())
        self.next.setEnabled(step < 3 or self.recovery.kept)
        (self.folder, self.name, self.passphrase.first, self.recovery.save)[step].setFocus()

    def go_back(self) -> None:
        if self.step in (1, 2) and not self.door.busy:
            self._show(self.step - 1)

    def go_on(self) -> None:
        if self.door.busy:
            return
        (self._folder_done, self._you_done, self._passphrase_done, self._kept)[self.step]()

    def _folder_done(self) -> None:
        text = self.folder.text().strip()
        folder = Path(text).expanduser()
        problem = ""
        if not text:
            problem = "Choose a folder."
        elif not folder.is_absolute():
            problem = "Give the whole path of the folder, or choose it."
        elif folder.exists() and not folder.is_dir():
            problem = "This is a file. Choose a folder."
        elif self.door.holds_store(folder):
            self.banner.trouble(StoreExists(), (("Unlock it", lambda: self.unlock_wanted.emit(folder)),))
            return
        show_problem(self.folder_problem, problem)
        mark_invalid(self.folder, bool(problem))
        if problem:
            self.folder.setFocus()
            return
        self.door.folder = folder
        self._show(1)

    def _you_done(self) -> None:
        named = bool(self.name.text().strip())
        show_problem(self.name_problem, "" if named else "Your name is needed: it says who wrote what.")
        mark_invalid(self.name, not named)
        chosen = bool(self.authority.currentData())
        show_problem(self.authority_problem, "" if chosen else "Choose your authority.")
        if not named:
            self.name.setFocus()
        elif not chosen:
            self.authority.setFocus()
        else:
            self._show(2)

    def _passphrase_done(self) -> None:
        secret = self.passphrase.value()
        if secret:
            own = Own(self.name.text().strip(), self.role.currentData(), self.authority.currentData())
            self.banner.clear()
            self.door.create(secret, own)

    def _kept(self) -> None:
        if self._desk is not None and self.recovery.kept:
            desk, self._desk = self._desk, None
            self.recovery.forget()
            self.finished.emit(desk)

    def unfinished_desk(self) -> Any:
        """The desk of a store that was made although its code has not been confirmed; to be closed with the window."""
        return self._desk

    # what comes back

    def _authorities(self, views: tuple[AuthorityView, ...]) -> None:
        self.authority.clear()
        self.authority.addItem("Choose…", "")
        for view in views:
            self.authority.addItem(view.name, view.id)

    def _made(self, desk: Any, code: str) -> None:
        self._desk = desk
        self.passphrase.clear()
        self.recovery.set_code(code, self.door.folder, desk.today())
        self._show(3)

    def _failed(self, error: AppError) -> None:
        actions: tuple[tuple[str, Any], ...] = ()
        if isinstance(error, StoreExists):
            actions = (("Unlock it", lambda: self.unlock_wanted.emit(self.door.folder)),)
        elif self.step == 2:
            actions = (("Choose another folder", lambda: self._show(0)),)
        self.banner.trouble(plain_trouble(error), actions)

    def _working(self, busy: bool) -> None:
        self.bar.setVisible(busy)
        self.pages.setEnabled(not busy)
        self.back.setEnabled(not busy)
        self.next.setEnabled(not busy)

    def _choose(self) -> None:
        folder = prompts.choose_folder(self, "Choose a folder for the store", self.folder.text())
        if folder is not None:
            self.folder.setText(str(folder))

    def _existing(self) -> None:
        folder = prompts.choose_folder(self, "Open the folder of a Daymark store", self.folder.text())
        if folder is not None:
            self.unlock_wanted.emit(folder)


def _column(page: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.current().space(4))
    return column
