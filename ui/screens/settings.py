"""The settings: who you are, appearance, own days and terms, safety and backup."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QTabWidget, QVBoxLayout, QWidget

from services.usecases.results import ROLES
from ui import theme
from ui.preferences import Preferences
from ui.screens.settings_days import DaysPage, TermsPage
from ui.screens.settings_kept import KeptFields
from ui.screens.settings_safety import BackupPage, Hint, SafetyPage
from ui.theme import CHOICES, TEXT_SIZES, Appearance
from ui.viewmodels.door import pack_words
from ui.viewmodels.moments import count
from ui.viewmodels.settings import STAGES, TEAMS, SettingsModel
from ui.widgets.banner import Banner
from ui.widgets.flow import flow
from ui.widgets.page import Page, add_field, form, show_problem
from ui.widgets.roles import button, label, mark_invalid

_THEMES = {"system": "As the computer is set", "light": "Light", "dark": "Dark"}


class SettingsScreen(QWidget):
    """What is changed here is saved at once."""

    idle_changed = Signal()
    own_standards_wanted = Signal()  # to add an authority, or bring its standards in

    def __init__(
        self,
        desk: Any,
        folder: Path | None,
        look: Appearance,
        preferences: Preferences,
        hint: Hint,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.model = SettingsModel(desk, self)
        self.banner = Banner()
        self.you = YouPage(self.model)
        self.looks = LooksPage(look, preferences)
        self.days = DaysPage(self.model)
        self.terms = TermsPage(self.model)
        self.safety = SafetyPage(self.model, folder, hint)
        self.backup = BackupPage(self.model, preferences)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("Settings")
        self.tabs.tabBar().setAccessibleName("Kinds of settings")
        for page, name in (
            (self.you, "&You"),
            (self.looks, "&Appearance"),
            (self.days, "Closure &days"),
            (self.terms, "School &terms"),
            (self.safety, "&Safety"),
            (self.backup, "&Backup"),
        ):
            self.tabs.addTab(page, name)
        now = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(now.space(5), now.space(4), now.space(5), 0)
        column.setSpacing(now.space(3))
        column.addWidget(label("Settings", "title"))
        column.addWidget(self.banner)
        column.addWidget(self.tabs, 1)
        self.model.said.connect(self._say)
        self.model.working.connect(lambda busy: self.tabs.setEnabled(not busy))
        self.safety.idle_changed.connect(self.idle_changed)
        self.you.own_standards_wanted.connect(self.own_standards_wanted)
        self.tabs.currentChanged.connect(lambda _n: self.banner.clear())

    def show_page(self, name: str) -> None:
        """The page with fields that were left unfinished: you, days or terms."""
        self.tabs.setCurrentWidget({"days": self.days, "terms": self.terms}.get(name, self.you))

    def _say(self, kind: str, title: str, text: str) -> None:
        if kind:
            self.banner.say(kind, title, text)
        else:
            self.banner.clear()


class YouPage(Page):
    own_standards_wanted = Signal()

    def __init__(self, model: SettingsModel) -> None:
        super().__init__(72)
        self._model = model
        own = model.own()
        self.name = QLineEdit(own.name)
        self.name.setMaxLength(120)
        self.role = _choices(ROLES, own.role)
        self.telephone = QLineEdit(own.settings.get("telephone", ""))
        self.telephone.setMaxLength(60)
        self.email = QLineEdit(own.settings.get("email", ""))
        self.email.setMaxLength(120)
        self.stage = _choices(STAGES, own.settings.get("stage", ""))
        self.team = _choices(TEAMS, own.settings.get("team", ""))
        self.authority = QComboBox()
        self._fill_authorities(own.authority)
        self.source = label("", "quiet", wrap=True)
        rows = form()
        self.problem = add_field(rows, "Your &name", self.name, "As it should stand on printed pages.")
        add_field(rows, "Your &role", self.role, "Your own calendar of supervision and appraisal goes by it.")
        add_field(
            rows, "Your e&xperience", self.stage, "Some authorities ask for supervision more often at first."
        )
        add_field(rows, "Your tea&m", self.team)
        add_field(rows, "Your tele&phone", self.telephone, "For letters, and the family's page of a plan.")
        add_field(rows, "Your e-mai&l", self.email)
        add_field(rows, "Your a&uthority", self.authority, "Whose standards a new child starts with.")
        self.column.addLayout(rows)
        self.column.addWidget(self.source)
        self.save = button("Save", "primary")
        self.save.clicked.connect(self._save)
        for typed in (self.name, self.telephone, self.email):
            typed.returnPressed.connect(self._save)
        self.authority.currentIndexChanged.connect(self._tell_source)
        self.another = button(
            "My authority is n&ot here…", "flat", "", "Add it, or bring its standards in from a file"
        )
        self.another.clicked.connect(self.own_standards_wanted)
        self.column.addWidget(flow(self.save, self.another))
        self._tell_source()
        fields = {"name": self.name, "role": self.role, "telephone": self.telephone, "email": self.email,
                  "stage": self.stage, "team": self.team, "authority": self.authority}  # fmt: skip
        self.kept = KeptFields(model.desk, self, "you", "Your own details, in the settings", fields)

    def showEvent(self, event: QShowEvent) -> None:
        """An authority may have been added meanwhile."""
        super().showEvent(event)
        there = [self.authority.itemData(n) for n in range(self.authority.count())]
        if there != [view.id for view in self._model.authorities()]:
            self._fill_authorities(self.authority.currentData())
        self.kept.look()

    def _fill_authorities(self, chosen: str) -> None:
        self.authority.blockSignals(True)
        self.authority.clear()
        for view in self._model.authorities():
            self.authority.addItem(view.name, view.id)
        self.authority.setCurrentIndex(max(0, self.authority.findData(chosen)))
        self.authority.blockSignals(False)

    def _tell_source(self) -> None:
        view = next((v for v in self._model.authorities() if v.id == self.authority.currentData()), None)
        if view is not None:
            self.source.setText(f"{pack_words(view)}. {count(view.standards, 'standard')} with a date.")

    def _save(self) -> None:
        missing = not self.name.text().strip()
        show_problem(self.problem, "Your name is needed: it says who wrote what." if missing else "")
        mark_invalid(self.name, missing)
        if missing:
            self.name.setFocus()
            return
        if self._model.save_you(
            self.name.text(),
            self.role.currentData(),
            self.authority.currentData(),
            stage=self.stage.currentData(),
            team=self.team.currentData(),
            telephone=self.telephone.text().strip(),
            email=self.email.text().strip(),
        ):
            self.kept.saved()


def _choices(choices: tuple[tuple[str, str], ...], chosen: str) -> QComboBox:
    made = QComboBox()
    for value, text in choices:
        made.addItem(text, value)
    made.setCurrentIndex(max(0, made.findData(chosen)))
    return made


class LooksPage(Page):
    """Appearance belongs to this computer, not to the store."""

    def __init__(self, look: Appearance, preferences: Preferences) -> None:
        super().__init__(72)
        self._look = look
        self._preferences = preferences
        self.theme = QComboBox()
        for choice in CHOICES:
            self.theme.addItem(_THEMES[choice], choice)
        self.size = QComboBox()
        for percent in TEXT_SIZES:
            self.size.addItem(f"{percent} %", percent)
        rows = form()
        add_field(rows, "&Colours", self.theme)
        add_field(
            rows,
            "Si&ze of text",
            self.size,
            "Also Ctrl and plus or minus, anywhere. Ctrl and 0 goes back to 100 %.",
        )
        self.column.addLayout(rows)
        self.refresh()
        self.theme.currentIndexChanged.connect(self._apply)
        self.size.currentIndexChanged.connect(self._apply)
        theme.notifier.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show what is in force, which the menu may have changed."""
        for combo, value in ((self.theme, self._look.choice), (self.size, self._look.percent)):
            combo.blockSignals(True)
            place = combo.findData(value)
            if place < 0:
                combo.addItem(f"{value} %", value)
                place = combo.count() - 1
            combo.setCurrentIndex(place)
            combo.blockSignals(False)

    def _apply(self) -> None:
        choice, percent = self.theme.currentData(), self.size.currentData()
        self._preferences.set(theme=choice, text_size=percent)
        self._look.set(choice, percent)
