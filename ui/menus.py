"""The menu bar: the same words and keys as the list of shortcuts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from ui import icons
from ui.shortcuts import shortcut
from ui.theme import CHOICES

if TYPE_CHECKING:
    from ui.mainwindow import MainWindow
    from ui.screens.workspace import Workspace

_THEMES = {"system": "As the computer is set", "light": "Light", "dark": "Dark"}


class Menus:
    """Actions that need an open store are greyed out while there is none."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.actions: dict[str, QAction] = {}
        self._needs_desk: list[QAction] = []
        self._icons: dict[QAction, str] = {}
        bar = window.menuBar()
        self._file(bar.addMenu("&File"))
        self._edit(bar.addMenu("&Edit"))
        self._view(bar.addMenu("&View"))
        self._help(bar.addMenu("&Help"))
        for top in bar.actions():
            menu = top.menu()
            if isinstance(menu, QMenu):
                menu.aboutToShow.connect(lambda menu=menu: self._draw_icons(menu))
        self.refresh()

    def refresh(self) -> None:
        """After a store was opened or locked."""
        there = self._window.desk is not None
        for action in self._needs_desk:
            action.setEnabled(there)
        self.actions["lock"].setEnabled(there and self._window.folder is not None)
        self._undo_words()
        self.share_keys()

    def share_keys(self) -> None:
        """Leave to the screen shown the keys that it answers itself; two takers would mean that neither gets them."""
        space = self._window.workspace
        given = space.own_keys if space is not None else frozenset()
        for name, action in self.actions.items():
            if not name.startswith("theme-"):
                action.setShortcuts([] if name in given else shortcut(name).sequences())

    def _add(
        self,
        menu: QMenu,
        name: str,
        text: str,
        act: Callable[[], object],
        icon: str = "",
        *,
        desk: bool = True,
    ) -> QAction:
        action = QAction(text, self._window)
        if name:
            keys = shortcut(name)
            action.setShortcuts(keys.sequences())
            action.setStatusTip(keys.says)
            self.actions[name] = action
        if icon:
            self._icons[action] = icon
        action.triggered.connect(lambda _=False: act())
        if desk:
            self._needs_desk.append(action)
        menu.addAction(action)
        return action

    def _draw_icons(self, menu: QMenu) -> None:
        """Pictures are drawn when a menu is first opened, not while the window is being put up."""
        for action in menu.actions():
            name = self._icons.pop(action, "")
            if name:
                icons.follow(action, name)

    def _space(self, act: Callable[[Workspace], object]) -> Callable[[], None]:
        def run() -> None:
            if self._window.workspace is not None:
                act(self._window.workspace)

        return run

    def _file(self, menu: QMenu) -> None:
        self._add(menu, "quick", "&Record or book…", self._space(lambda space: space.quick()), "event")
        self._add(menu, "add", "&Add a child…", self._space(lambda space: space.add_child()), "add")
        self._add(menu, "backup", "&Back up…", self._window.back_up, "backup")
        menu.addSeparator()
        self._add(menu, "lock", "&Lock now", self._window.lock, "lock")
        quit_action = self._add(menu, "quit", "&Quit", self._window.close, desk=False)
        quit_action.setMenuRole(QAction.MenuRole.QuitRole)

    def _edit(self, menu: QMenu) -> None:
        self._add(menu, "undo", "&Undo", self._window.undo, "undo")
        self._add(menu, "find", "Search the &caseload", self._space(lambda space: space.find()), "filter")
        self._add(
            menu,
            "search",
            "&Search the whole record",
            self._space(lambda space: space.go("search")),
            "search",
        )
        menu.aboutToShow.connect(self._undo_words)

    def _undo_words(self) -> None:
        """What would be undone, in the menu; the shortcut itself always works, and says when there is nothing."""
        desk = self._window.desk
        what = desk.can_undo("") if desk is not None else ""
        self.actions["undo"].setText(f"&Undo: {what}" if what else "&Undo")

    def _view(self, menu: QMenu) -> None:
        for name, text, icon in (
            ("caseload", "&Caseload", "caseload"),
            ("mywork", "&My own calendar", "worker"),
            ("standards", "S&tandards", "standards"),
            ("compare", "Compare &authorities", "compare"),
            ("settings", "&Settings", "settings"),
        ):
            self._add(menu, name, text, self._space(lambda space, name=name: space.go(name)), icon)
        menu.addSeparator()
        colours = menu.addMenu("C&olours")
        group = QActionGroup(self._window)
        for choice in CHOICES:
            action = QAction(_THEMES[choice], self._window, checkable=True)
            action.setChecked(choice == self._window.look.choice)
            action.triggered.connect(lambda _=False, choice=choice: self._window.set_theme(choice))
            group.addAction(action)
            colours.addAction(action)
            self.actions[f"theme-{choice}"] = action
        colours.aboutToShow.connect(
            lambda: self.actions[f"theme-{self._window.look.choice}"].setChecked(True)
        )
        self._add(menu, "bigger", "&Larger text", lambda: self._window.set_text_size(1), desk=False)
        self._add(menu, "smaller", "S&maller text", lambda: self._window.set_text_size(-1), desk=False)
        self._add(menu, "usual", "Text at &100 %", lambda: self._window.set_text_size(0), desk=False)

    def _help(self, menu: QMenu) -> None:
        self._add(
            menu, "shortcuts", "&Keyboard shortcuts", self._window.show_shortcuts, "keyboard", desk=False
        )
        about = self._add(menu, "", "&About Daymark", self._window.show_about, "info", desk=False)
        about.setMenuRole(QAction.MenuRole.AboutRole)
