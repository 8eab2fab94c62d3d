"""The common shape of a dialog: a scrolling form, a line for trouble, two buttons, and nothing typed is lost."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from services.usecases.errors import AppError, InvalidInput
from ui import prompts, theme
from ui.viewmodels.eventform import by_field
from ui.widgets.banner import Banner
from ui.widgets.formrow import FormRow, focus_first
from ui.widgets.roles import button, label
from ui.widgets.scrolling import ScrollColumn
from ui.widgets.taborder import InOrder, stops

_NARROW = 860  # device-independent pixels at 100 % text


def open_sized(dialog: QDialog, width: int, height: int) -> None:
    """Open as large as wished, in units of 100 % text, but never larger than the screen."""
    scale = theme.current().scale
    area = dialog.screen().availableGeometry().size() - QSize(40, 80)
    dialog.resize(QSize(round(width * scale), round(height * scale)).boundedTo(area))
    dialog.open()


class FormDialog(InOrder, QDialog):
    """Opened with open(). Ctrl+Enter does what the main button does; Escape asks where something would be lost.

    What is typed is kept (`ui.dialogs.kept`), or `no_draft` says why there is nothing to keep.
    """

    no_draft = ""

    def __init__(self, title: str, save: str, parent: QWidget | None = None, *, intro: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.rows: dict[str, FormRow] = {}
        self._beside: QWidget | None = None
        self._under = False  # whether that stands at the end of the form
        self._on_purpose = False  # whether Enter in a field leaves the dialog open
        now = theme.current()
        self.title = label(title, "heading", wrap=True)
        self.banner = Banner()
        self.scroll = ScrollColumn(title, margin=1)
        self.form = self.scroll.column
        self.body = QHBoxLayout()
        self.body.setSpacing(now.space(4))
        self.body.addWidget(self.scroll, 3)
        self.save_button = button(save, "primary")
        self.save_button.setDefault(True)
        self.save_button.clicked.connect(self.save)
        self.cancel_button = button("Cancel")
        self.cancel_button.setAutoDefault(False)
        self.cancel_button.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.save_button)
        outside = QVBoxLayout(self)
        space = now.space(4)
        outside.setContentsMargins(space, space, space, space)
        outside.setSpacing(now.space(3))
        outside.addWidget(self.title)
        if intro:
            outside.addWidget(label(intro, "quiet", wrap=True))
        outside.addWidget(self.banner)
        outside.addLayout(self.body, 1)
        outside.addLayout(buttons)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.save)

    def add_row(self, name: str, text: str, control: QWidget, hint: str = "") -> FormRow:
        row = FormRow(text, control, hint)
        if not control.accessibleName():
            control.setAccessibleName(text.replace("&", ""))
        self.rows[name] = row
        self.form.addWidget(row)
        return row

    def open_sized(self, width: int, height: int) -> None:
        """Open as large as wished, in units of 100 % text, but never larger than the screen."""
        open_sized(self, width, height)
        self._begin_in_form()

    def _begin_in_form(self) -> None:
        """The keyboard starts in the first field, where the dialog has not said otherwise."""
        if self.focusWidget() not in (None, self.cancel_button):
            return
        first = next(iter(stops(self.scroll)), None)
        if first is not None:
            first.setFocus()

    def save_only_on_purpose(self) -> None:
        """Enter in a field does not save: Ctrl+Enter or the button does. For what is long, or weighs much."""
        self._on_purpose = True
        self.save_button.setDefault(False)
        self.save_button.setAutoDefault(False)
        self.save_button.setToolTip("Ctrl+Enter")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not held
        if not (self._on_purpose and enter):
            super().keyPressEvent(event)
            return
        focused = self.focusWidget()
        if isinstance(focused, QPushButton):
            focused.click()

    def put_beside(self, panel: QWidget) -> None:
        """A panel at the right of the form; in a narrow dialog it stands at the end of it."""
        self._beside = panel
        self.body.addWidget(panel, 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < _NARROW * theme.current().scale
        if self._beside is None or narrow == self._under:
            return
        self._under = narrow
        if narrow:
            self.form.insertWidget(max(0, self.form.count() - 1), self._beside)
        else:
            self.body.addWidget(self._beside, 2)

    # What a dialog says of itself

    def dirty(self) -> bool:
        return False

    def check(self) -> dict[str, str]:
        return {}

    def commit(self) -> None:
        """Hand over the command; raises InvalidInput or another AppError."""

    # What they have in common

    def save(self) -> None:
        self._settle()
        wrong = self.check()
        if wrong:
            self.show_problems(wrong)
            return
        try:
            self.commit()
        except InvalidInput as trouble:
            self.show_problems(self.place(trouble))
            return
        except AppError as trouble:
            self.banner.trouble(trouble)
            return
        self.accept()

    def place(self, trouble: InvalidInput) -> dict[str, str]:
        """The desk's problems by row: the last name of a place such as "person.name"."""
        found: dict[str, str] = {}
        for problem in trouble.problems:
            name = next((n for n in self.rows if n == problem.where or problem.where.endswith(f".{n}")), "")
            words = next(iter(by_field([problem]).values()))
            if name:
                words = words.removeprefix(f"{problem.where}: ")
            found[name] = f"{found[name]}. {words}" if name in found else words
        return found

    def show_problems(self, wrong: dict[str, str]) -> None:
        for name, row in self.rows.items():
            row.set_problem(wrong.get(name, ""))
        loose = [words for name, words in wrong.items() if name not in self.rows]
        if loose:
            self.banner.say("danger", "Some of this cannot be right.", ". ".join(loose))
        else:
            self.banner.clear()
        focus_first(self.rows, wrong)
        first = next((row for name, row in self.rows.items() if name in wrong), None)
        if first is not None:
            self.scroll.focus_into_view(first)

    def _settle(self) -> None:
        """Let the field that is being typed in be read."""
        focused = self.focusWidget()
        if focused is not None and hasattr(focused, "editingFinished"):
            focused.editingFinished.emit()

    def reject(self) -> None:
        if not self.dirty() or prompts.ask(
            self,
            self.windowTitle(),
            "Leave without saving what you have entered?",
            "Leave",
            "Stay",
            danger=True,
        ):
            self.let_go()
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.reject()

    def let_go(self) -> None:
        """Stop what is under way before the dialog goes."""

    def put_away(self) -> None:
        """The window locks with the dialog open: nobody is asked."""
        self.let_go()
