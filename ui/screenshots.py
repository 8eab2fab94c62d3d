"""Pictures of the main screens, drawn without a display: for the demonstration, the manual and the eye."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QElapsedTimer,
    QEventLoop,
    QMessageLogContext,
    QSize,
    Qt,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication, QWidget

from services.usecases.results import AuthorityView, CaseloadRow, Own
from ui import app as apps
from ui import tasks, theme
from ui.collector import Collector
from ui.mainwindow import MainWindow
from ui.preferences import Preferences
from ui.screens.unlock import UnlockScreen
from ui.screens.welcome import WelcomeScreen
from ui.screenshots_around import around, before_printing
from ui.screenshots_recording import recording
from ui.viewmodels.door import Door

SIZE = QSize(1360, 860)
_CODE = "DEMO0-DEMO0-DEMO0-DEMO0-DEMO0"
_OPEN = ("overdue", "due")
_LONGEST = 20_000  # milliseconds that one screen may take


class _Forgetful(Preferences):
    """Reads and writes nothing: a demonstration leaves the user's own choices alone."""

    def __init__(self) -> None:
        super().__init__(Path(os.devnull))

    def set(self, **values: str | int) -> None:
        self._values.update(values)


class _DemoGate:
    """Opens nothing; it is there so that the door can be looked at."""

    def __init__(self, desk: Any) -> None:
        self._desk = desk

    def holds_store(self, folder: Path) -> bool:
        return False

    def authorities(self) -> tuple[AuthorityView, ...]:
        views: tuple[AuthorityView, ...] = self._desk.authorities()
        return views

    def passphrase_hint(self, text: str) -> tuple[int, str]:
        from services.usecases import access

        return access.passphrase_hint(text)

    def create(self, folder: Path, passphrase: str, own: Own) -> tuple[Any, str]:
        return self._desk, _CODE

    def unlock(self, folder: Path, secret: str, recovery: bool) -> Any:
        return self._desk


def grab_all(desk: Any, out: Path) -> list[Path]:
    """Draw each main screen of the window into `out` as a PNG; the files in the order made. The desk stays open."""
    if QApplication.instance() is None and not _has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = apps.build(["daymark"])
    out.mkdir(parents=True, exist_ok=True)
    made: list[Path] = []
    before = qInstallMessageHandler(_quiet)
    collecting = Collector()
    theme.Theme.load("light").apply(app)
    look = theme.Appearance(app, "light", 100)
    gate = _DemoGate(desk)
    window = MainWindow(None, look, _Forgetful(), gate)
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    window.resize(SIZE)
    try:
        window.start(desk)
        window.show()
        settle()
        for name, widget in _screens(window, desk):
            made.append(_save(widget, out / f"{len(made) + 1:02d}-{name}.png"))
        for name, widget in _door(desk, gate):
            made.append(_save(widget, out / f"{len(made) + 1:02d}-{name}.png"))
        look.set("dark", 100)
        for name, widget in _dark(window, desk):
            made.append(_save(widget, out / f"{len(made) + 1:02d}-{name}-dark.png"))
    finally:
        if window.workspace is not None:
            window.workspace.close_down()
        tasks.cancel_all()
        collecting.stop()
        window.idle.stop()
        window.hide()
        window.deleteLater()
        look.set("light", 100)
        look.deleteLater()
        qInstallMessageHandler(before)
    return made


def _quiet(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """Pass on what Qt says, save that it has no window manager to tell sizes to."""
    if "propagateSizeHints" not in message:
        print(message, file=sys.stderr)


def _screens(window: MainWindow, desk: Any) -> Iterator[tuple[str, QWidget]]:
    space = window.workspace
    assert space is not None
    yield "caseload", window
    row = telling(desk)
    if row is not None:
        space.open_child(row.child_id)
        settle()
        child = space.child
        yield "child-calendar", window
        child.open_section("agenda")
        settle()
        yield "child-agenda", window
        deadlines = desk.calendar(row.child_id).deadlines
        open_now = [
            deadline for deadline in deadlines if deadline.state in _OPEN and deadline.due is not None
        ]
        if open_now:
            child.show_key(open_now[0].key)
            settle()
            yield "why-this-date", window
        yield from _event_form(desk, row)
        yield from recording(window, desk, settle)
        yield from _plan(window, desk)
        yield from around(window, desk, settle)
    yield from _chronology(window, desk)
    yield from _work(window, desk)
    space.go("mywork")
    settle()
    first = next((d.key for d in desk.worker_calendar().deadlines if d.state in _OPEN), "")
    if first:
        space.mywork._go_to(first)
        settle()
    yield "my-own-calendar", window
    space.go("search")
    space.search.words.setText("mornings school")
    settle(900)
    yield "search", window
    for name in ("standards", "compare"):
        space.go(name)
        settle(900)
        yield name, window
    yield from _own_standards(window, desk)
    space.go("settings")
    settle()
    yield "settings", window
    space.settings.tabs.setCurrentWidget(space.settings.days)
    settle()
    yield "settings-closure-days", window
    space.go("caseload")


def _own_standards(window: MainWindow, desk: Any) -> Iterator[tuple[str, QWidget]]:
    """An authority in the making, and what a changed limit would do; nothing of it is kept."""
    space = window.workspace
    assert space is not None
    space.open_own_standards()
    own = space.standards.own
    settle()
    yield "your-own-standards", window
    draft = desk.packs.edit(desk.own().authority)
    own.editor.open_draft(draft, fresh=False)
    own.stack.setCurrentWidget(own.editor_whole)
    place = next(
        n for n, s in enumerate(draft.standards) if s.due.endswith("working days") and s.kind == "deadline"
    )
    own.editor.model.turn_to(str(place))
    own.editor.model.change(due="3 working days")
    settle(700)
    yield "standards-editor", window
    own.model.propose(own.editor.model.draft)
    settle(300)
    yield "standards-update", window
    own.editor.forget()
    own.go_home()


def _work(window: MainWindow, desk: Any) -> Iterator[tuple[str, QWidget]]:
    """Supervision, an audit, a letter and a transfer, of the first child with a transfer under way."""
    space = window.workspace
    assert space is not None
    under_way = (r.child_id for r in desk.caseload() if any(e.way for e in desk.endings.of_child(r.child_id)))
    child_id = next(under_way, "")
    if not child_id:
        return
    space.open_child(child_id)
    settle()
    for section, name in (("oversight", "supervision"), ("letters", "letters"), ("endings", "transfer")):
        space.child.open_section(section)
        settle()
        yield name, window


def _chronology(window: MainWindow, desk: Any) -> Iterator[tuple[str, QWidget]]:
    """Of the first child who has an entry that was added by hand; the last that says its impact is open."""
    space = window.workspace
    assert space is not None
    views = ((r.child_id, desk.chronicle.read(r.child_id)) for r in desk.caseload())
    child_id = next((child for child, view in views if any(e.own for e in view.entries)), "")
    if not child_id:
        return
    space.open_child(child_id)
    settle()
    space.child.open_section("chronology")
    settle()
    page = space.child.tabs.currentWidget()
    rows = page.table.rows()
    page.list.selectRow(max((n for n, row in enumerate(rows) if row.entry.impact), default=0))
    settle()
    yield "chronology", window


def _event_form(desk: Any, row: CaseloadRow) -> Iterator[tuple[str, QWidget]]:
    from ui.dialogs.event import EventDialog

    owed = [each for each in desk.calendar(row.child_id).deadlines if each.state in _OPEN and each.meets_type]
    owed.sort(key=lambda each: (each.meets_type != "visit", bool(each.meets_milestone)))
    type, attrs = (owed[0].meets_type, owed[0].meets_attrs) if owed else ("visit", {})
    dialog = EventDialog(desk, row.child_id, type, attrs=attrs, at=desk.today())
    dialog.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    dialog.resize(QSize(1000, 820))
    dialog.show()
    settle(600)
    yield "event-form", dialog
    let_go = getattr(dialog, "let_go", None)
    if let_go is not None:
        let_go()
    dialog.hide()
    dialog.deleteLater()


def _plan(window: MainWindow, desk: Any) -> Iterator[tuple[str, QWidget]]:
    """A plan as written, and its printed page; of the first child that has one."""
    space = window.workspace
    assert space is not None
    with_plan = next((row.child_id for row in desk.caseload() if desk.plans(row.child_id)), "")
    if with_plan:
        space.open_child(with_plan)
        settle()
        space.child.open_section("plans")
        settle()
        plans = space.child.plans
        plans.view.selectRow(0)
        plans.open_current()
        settle()
        yield "plan", window
        plans.editor.go_to("outcomes")
        settle()
        yield "plan-outcomes", window
        plans._close_editor()
        settle()
        yield "plans", window
    if space.child is not None:
        space.child.open_section("calendar")
        yield from before_printing(window, desk, settle)


def _door(desk: Any, gate: _DemoGate) -> Iterator[tuple[str, QWidget]]:
    folder = Path.home() / "Documents" / "Daymark"
    welcome = WelcomeScreen(Door(folder, gate))
    unlock = UnlockScreen(Door(folder, gate))
    for screen in (welcome, unlock):
        screen.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        screen.resize(SIZE)
        screen.show()
    welcome.folder.setText("C:/Users/sam/Documents/Daymark")
    unlock.where.setText("C:/Users/sam/Documents/Daymark")
    settle()
    yield "welcome", welcome
    own = desk.own()
    welcome.name.setText(own.name)
    welcome.passphrase.first.setText("calm rivers carry seven boats")
    welcome.passphrase.second.setText("calm rivers carry seven boats")
    welcome._show(2)
    settle()
    yield "welcome-passphrase", welcome
    welcome.recovery.set_code(_CODE, folder, desk.today())
    welcome._show(3)
    settle()
    yield "welcome-recovery-code", welcome
    yield "unlock", unlock
    for screen in (welcome, unlock):
        screen.hide()
        screen.deleteLater()


def _dark(window: MainWindow, desk: Any) -> Iterator[tuple[str, QWidget]]:
    space = window.workspace
    assert space is not None
    space.go("caseload")
    settle()
    yield "caseload", window
    row = telling(desk)
    if row is not None:
        space.open_child(row.child_id)
        settle()
        yield "child-calendar", window


def telling(desk: Any) -> CaseloadRow | None:
    """The child whose calendar shows most: the one with most deadlines that are due or overdue."""

    def open_deadlines(row: CaseloadRow) -> tuple[int, str]:
        deadlines = desk.calendar(row.child_id).deadlines
        return sum(1 for deadline in deadlines if deadline.state in _OPEN), row.child_id

    return max(desk.caseload(), key=open_deadlines, default=None)


def settle(extra: int = 120) -> None:
    """Let the window finish: all work in the background done, then `extra` milliseconds for its own timers."""
    clock = QElapsedTimer()
    clock.start()
    quiet = 0
    while quiet < 2 and clock.elapsed() < _LONGEST:
        _wait(10)
        quiet = quiet + 1 if tasks.running() == 0 else 0
    _wait(extra)
    while tasks.running() and clock.elapsed() < _LONGEST:
        _wait(10)
    QApplication.processEvents()


def _wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _save(widget: QWidget, file: Path) -> Path:
    picture = widget.grab()
    if not picture.save(str(file), "PNG"):
        raise OSError(f"the picture {file.name} could not be written")
    return file


def _has_display() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    named = os.environ.get("QT_QPA_PLATFORM")
    return bool(named or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
