"""Appearance as tokens: colours, sizes and fonts are read from resources/theme and applied in one place.

No widget names a colour. A theme is `light` or `dark`; the choice `system` follows the desktop as it changes.
"""

from __future__ import annotations

import sys
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from PySide6.QtCore import QLoggingCategory, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
CHOICES = ("system", "light", "dark")
TEXT_SIZES = (100, 115, 130, 150, 175, 200)
FAMILY = "Noto Sans"
_FONT_PACKAGES = (
    "fontpkg_noto_sans", "fontpkg_noto_sans_arabic", "fontpkg_noto_sans_devanagari", "fontpkg_hind_siliguri",
)  # fmt: skip


class Notifier(QObject):
    """Says when another theme or text size has been applied."""

    changed = Signal()


notifier = Notifier()


@lru_cache
def _tokens(name: str) -> dict[str, Any]:
    return tomllib.loads((RESOURCES / "theme" / f"{name}.toml").read_text(encoding="utf-8"))


class Theme:
    """The tokens of one theme at one text size; `scale` is 1.0 for 100 %."""

    def __init__(self, name: str, colors: dict[str, QColor], scale: float = 1.0) -> None:
        self.name = name
        self.scale = scale
        self._colors = colors
        shape = _tokens("shape")
        self._steps: list[int] = shape["space"]["steps"]
        self._shape: dict[str, int] = shape["shape"]
        self._text: dict[str, float] = shape["text"]

    @classmethod
    def load(cls, name: str, scale: float = 1.0) -> Theme:
        """Read `light` or `dark`; KeyError for a colour asked for later that the file lacks."""
        return cls(name, {key: QColor(value) for key, value in _tokens(name)["colors"].items()}, scale)

    @property
    def dark(self) -> bool:
        return self.name == "dark"

    def color(self, token: str) -> QColor:
        return self._colors[token]

    def tokens(self) -> tuple[str, ...]:
        return tuple(self._colors)

    def space(self, step: int) -> int:
        """Steps 1 to 6: 4, 8, 12, 16, 24 and 32 device-independent pixels at 100 %."""
        return round(self._steps[step - 1] * self.scale)

    def size(self, what: str) -> int:
        """A length of [shape] (radius, control) in device-independent pixels."""
        return round(self._shape[what] * self.scale)

    def points(self, what: str = "base") -> float:
        """A text size of [text] (base, small, heading, title) in points."""
        factor = self._text["macos_factor"] if sys.platform == "darwin" else 1.0
        return self._text[what] * factor * self.scale

    def font(self, what: str = "base", *, bold: bool = False) -> QFont:
        font = QFont(FAMILY)
        font.setPointSizeF(self.points(what))
        if bold:
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def palette(self) -> QPalette:
        return _palette(self)

    def apply(self, app: QApplication) -> None:
        """Dress the whole program in this theme and tell everyone who draws by hand."""
        from ui.stylesheet import style_sheet

        global _current
        if app.style().objectName().lower() != "fusion":
            app.setStyle("Fusion")
        _current = self
        app.setPalette(self.palette())
        app.setFont(self.font())
        app.setStyleSheet(style_sheet(self))
        notifier.changed.emit()


_current: Theme | None = None


def current() -> Theme:
    """The theme in use; the light one before any has been applied."""
    global _current
    if _current is None:
        _current = Theme.load("light")
    return _current


def system_theme() -> str:
    hints = QGuiApplication.styleHints()
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"


class Appearance(QObject):
    """Applies the user's choice of theme and text size, and follows the desktop where that is the choice."""

    def __init__(self, app: QApplication, choice: str = "system", percent: int = 100) -> None:
        super().__init__(app)
        self._app = app
        self.choice = choice
        self.percent = percent
        app.styleHints().colorSchemeChanged.connect(self._followed)
        self.set(choice, percent)

    def set(self, choice: str, percent: int) -> None:
        """`choice` is system, light or dark (else system); `percent` is held between 75 and 250."""
        self.choice = choice if choice in CHOICES else "system"
        self.percent = max(75, min(250, percent))
        name = system_theme() if self.choice == "system" else self.choice
        scale = self.percent / 100
        if _current is None or (_current.name, _current.scale) != (name, scale) or not self._app.styleSheet():
            Theme.load(name, scale).apply(self._app)

    def _followed(self) -> None:
        if self.choice == "system":
            self.set(self.choice, self.percent)


@lru_cache
def load_fonts() -> tuple[str, ...]:
    """Register the program's own fonts, so that it looks the same everywhere; the families found."""
    from importlib.util import find_spec

    files = []
    for package in _FONT_PACKAGES:
        spec = find_spec(package)
        if spec is not None and spec.origin is not None:
            files += sorted((Path(spec.origin).parent / "files").glob("*.ttf"))
    # Qt offers only the regular weight of a variable font, so the heavier one is a file of its own.
    files += sorted((RESOURCES / "fonts").glob("*.ttf"))
    files += sorted((RESOURCES / "fonts" / "scripts").glob("*.ttf"))  # Qt reads one when a text needs it
    families: list[str] = []
    for file in files:
        number = QFontDatabase.addApplicationFont(str(file))
        if number >= 0:
            families += QFontDatabase.applicationFontFamilies(number)
    # Qt warns of each family that it passes over on its way to the one that has a script.
    QLoggingCategory.setFilterRules("qt.text.font.db=false")
    others = [family for family in dict.fromkeys(families) if family != FAMILY]
    if others:
        QFont.insertSubstitutions(FAMILY, others)
    return tuple(dict.fromkeys(families))


def _palette(theme: Theme) -> QPalette:
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    palette = QPalette()
    for which, token in (
        (role.Window, "surface"), (role.WindowText, "text"), (role.Base, "surface-raised"),
        (role.AlternateBase, "surface"), (role.Text, "text"), (role.Button, "surface-raised"),
        (role.ButtonText, "text"), (role.BrightText, "danger"), (role.Highlight, "selection"),
        (role.HighlightedText, "selection-text"), (role.Link, "link"), (role.LinkVisited, "link"),
        (role.ToolTipBase, "surface-raised"), (role.ToolTipText, "text"),
        (role.PlaceholderText, "text-quiet"),
        (role.Accent, "accent"), (role.Light, "surface-raised"), (role.Midlight, "surface"),
        (role.Mid, "line"), (role.Dark, "line-strong"), (role.Shadow, "shadow"),
    ):  # fmt: skip
        palette.setColor(which, theme.color(token))
    for which in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText, role.PlaceholderText):
        palette.setColor(group.Disabled, which, theme.color("text-disabled"))
    palette.setColor(group.Disabled, role.Base, theme.color("surface"))
    palette.setColor(group.Disabled, role.Highlight, theme.color("line"))
    return palette
