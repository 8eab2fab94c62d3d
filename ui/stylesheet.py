"""The one style sheet, generated from the tokens of a theme.

Widgets choose a role by a property (`ui.widgets.roles.set_role`), never a colour. Roles:
labels: title, heading, quiet, small, error, warning, success, link; buttons: primary, danger, flat, nav, chip;
frames: card, sunken, banner-info, banner-warning, banner-danger, banner-success, rail, line.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.theme import Theme

_MARKS = ("down", "up", "left", "right", "check", "part", "dot")

_TEMPLATE = """
QToolTip { color: @text; background: @surface-raised; border: 1px solid @line-strong; padding: $1px $2px; }
QMainWindow, QDialog, QWizard { background: @surface; }
QLabel { background: transparent; }
QLabel[role="title"] { font-size: %title; font-weight: 600; }
QLabel[role="heading"] { font-size: %heading; font-weight: 600; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="quiet"] { color: @text-quiet; }
QLabel[role="small"] { color: @text-quiet; font-size: %small; }
QLabel[role="error"] { color: @danger; }
QLabel[role="warning"] { color: @warning; }
QLabel[role="success"] { color: @success; }
QLabel[role="code"] { font-size: %heading; font-weight: 600; letter-spacing: 1px; padding: $3px; }

QPushButton { background: @surface-raised; color: @text; border: 1px solid @line-strong; border-radius: ~radiuspx;
  padding: $1px $4px; min-height: ~controlpx; icon-size: ~iconpx; }
QPushButton:hover { background: @surface-sunken; }
QPushButton:pressed { background: @selection; }
QPushButton:focus { border: 2px solid @focus; padding: *1px *4px; }
QPushButton:checked { background: @accent-soft; border-color: @accent; }
QPushButton:disabled { color: @text-disabled; border-color: @line; background: @surface; }
QPushButton[role="primary"] { background: @accent; color: @accent-text; border-color: @accent; font-weight: 600; }
QPushButton[role="primary"]:hover { background: @accent-hover; }
QPushButton[role="primary"]:pressed { background: @accent-pressed; }
QPushButton[role="primary"]:focus { border: 2px solid @text; }
QPushButton[role="primary"]:disabled { background: @line; color: @text-disabled; border-color: @line; }
QPushButton[role="danger"] { color: @danger; border-color: @danger; }
QPushButton[role="danger"]:hover { background: @danger-soft; }
QPushButton[role="danger"]:focus { border: 2px solid @danger; }
QPushButton[role="flat"], QToolButton[role="flat"] { background: transparent; border: 1px solid transparent; }
QPushButton[role="flat"]:hover, QToolButton[role="flat"]:hover { background: @surface-sunken; }
QPushButton[role="flat"]:focus, QToolButton[role="flat"]:focus { border: 2px solid @focus; }
QPushButton[role="link"] { background: transparent; border: 1px solid transparent; color: @link; text-align: left;
  padding: $1px $1px; text-decoration: underline; }
QPushButton[role="link"]:focus { border: 2px solid @focus; padding: *1px *1px; }
QPushButton[role="chip"] { border-radius: ~roundpx; padding: 1px $3px; min-height: ~chippx; }
QPushButton[role="nav"] { background: transparent; border: 1px solid transparent; text-align: left; padding: $2px $3px; }
QPushButton[role="nav"]:hover { background: @surface-sunken; }
QPushButton[role="nav"]:checked { background: @accent-soft; color: @text; font-weight: 600; }
QPushButton[role="nav"]:focus { border: 2px solid @focus; padding: *2px *3px; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: ~radiuspx; padding: $1px;
  qproperty-iconSize: ~toolpx ~toolpx; }
QToolButton:hover { background: @surface-sunken; }
QToolButton:pressed, QToolButton:checked { background: @accent-soft; }
QToolButton:focus { border: 2px solid @focus; }
QToolButton:disabled { color: @text-disabled; }

QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QDateEdit, QTimeEdit, QDateTimeEdit, QComboBox {
  background: @surface-raised; color: @text; border: 1px solid @line-strong; border-radius: ~radiuspx;
  padding: $1px $2px; selection-background-color: @selection; selection-color: @selection-text; }
QLineEdit, QSpinBox, QDoubleSpinBox, QDateEdit, QTimeEdit, QDateTimeEdit, QComboBox { min-height: ~controlpx; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QDateEdit:focus,
QTimeEdit:focus, QDateTimeEdit:focus, QComboBox:focus, QComboBox:on { border: 2px solid @focus; padding: *1px *2px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled, QSpinBox:disabled, QDateEdit:disabled,
QTimeEdit:disabled, QDateTimeEdit:disabled, QComboBox:disabled {
  background: @surface; color: @text-disabled; border-color: @line; }
QLineEdit[invalid="true"], QPlainTextEdit[invalid="true"], QTextEdit[invalid="true"], QComboBox[invalid="true"],
QDateEdit[invalid="true"], QSpinBox[invalid="true"] { border: 2px solid @danger; padding: *1px *2px; }
QPlainTextEdit[readonly="true"], QTextEdit[readonly="true"] { background: @surface; border-color: @line; }
QComboBox QLineEdit { border: none; padding: 0; min-height: 0; }
QAbstractSpinBox QLineEdit { border: none; padding: 0 $1px; min-height: 0; }
QComboBox::drop-down, QDateEdit::drop-down, QDateTimeEdit::drop-down { border: none; width: $5px; subcontrol-origin: padding;
  subcontrol-position: center right; }
QComboBox::down-arrow, QDateEdit::down-arrow, QDateTimeEdit::down-arrow { image: url(#down); width: $4px; height: $4px; }
QSpinBox::up-button, QDateEdit::up-button, QTimeEdit::up-button, QDateTimeEdit::up-button, QDoubleSpinBox::up-button {
  border: none; background: transparent; width: $5px; subcontrol-origin: padding; subcontrol-position: top right; }
QSpinBox::down-button, QDateEdit::down-button, QTimeEdit::down-button, QDateTimeEdit::down-button, QDoubleSpinBox::down-button {
  border: none; background: transparent; width: $5px; subcontrol-origin: padding; subcontrol-position: bottom right; }
QSpinBox::up-arrow, QDateEdit::up-arrow, QTimeEdit::up-arrow, QDateTimeEdit::up-arrow, QDoubleSpinBox::up-arrow {
  image: url(#up); width: $3px; height: $3px; }
QSpinBox::down-arrow, QTimeEdit::down-arrow, QDoubleSpinBox::down-arrow { image: url(#down); width: $3px; height: $3px; }
QComboBox QAbstractItemView, QCompleter QAbstractItemView { background: @surface-raised; color: @text; border: 1px solid @line-strong;
  selection-background-color: @selection; selection-color: @selection-text; outline: none; padding: 2px; }
QComboBox QAbstractItemView::item { min-height: ~controlpx; padding: 0 $2px; }

QCheckBox, QRadioButton { spacing: $2px; padding: 2px; border: 1px solid transparent; border-radius: ~radiuspx; background: transparent; }
QCheckBox:focus, QRadioButton:focus { border: 1px solid @focus; }
QCheckBox::indicator, QRadioButton::indicator, QGroupBox::indicator, QAbstractItemView::indicator { width: $4px; height: $4px;
  border: 1px solid @line-strong; background: @surface-raised; border-radius: 3px; }
QRadioButton::indicator { border-radius: ~dotpx; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: @accent; }
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border: 2px solid @focus; }
QCheckBox::indicator:checked, QGroupBox::indicator:checked, QAbstractItemView::indicator:checked {
  background: @accent; border-color: @accent; image: url(#check); }
QCheckBox::indicator:indeterminate { background: @accent; border-color: @accent; image: url(#part); }
QRadioButton::indicator:checked { background: @accent; border-color: @accent; image: url(#dot); }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: @surface; border-color: @line; }
QCheckBox::indicator:checked:disabled, QRadioButton::indicator:checked:disabled { background: @line-strong; }
QCheckBox:disabled, QRadioButton:disabled { color: @text-disabled; }

QGroupBox { border: 1px solid @line; border-radius: ~radiuspx; margin-top: $4px; padding: $3px; background: @surface-raised; }
QGroupBox::title { subcontrol-origin: margin; left: $3px; padding: 0 $1px; font-weight: 600; }
QFrame[role="card"] { background: @surface-raised; border: 1px solid @line; border-radius: ~radiuspx; }
QFrame[role="sunken"] { background: @surface-sunken; border: none; border-radius: ~radiuspx; }
QFrame[role="rail"] { background: @surface-sunken; border: none; border-right: 1px solid @line; }
QFrame[role="bar"] { background: @surface-raised; border: none; border-bottom: 1px solid @line; }
QFrame[role="line"] { background: @line; border: none; min-height: 1px; max-height: 1px; }
QFrame[role="banner-info"] { background: @info-soft; border: 1px solid @info; border-radius: ~radiuspx; }
QFrame[role="banner-warning"] { background: @warning-soft; border: 1px solid @warning; border-radius: ~radiuspx; }
QFrame[role="banner-danger"] { background: @danger-soft; border: 1px solid @danger; border-radius: ~radiuspx; }
QFrame[role="banner-success"] { background: @success-soft; border: 1px solid @success; border-radius: ~radiuspx; }

QScrollArea { border: none; background: transparent; }
QScrollArea > QWidget > QWidget[role="page"] { background: transparent; }
QTableView, QTreeView, QListView { background: @surface-raised; alternate-background-color: @surface; color: @text;
  border: 1px solid @line; border-radius: ~radiuspx; gridline-color: @line; outline: none;
  selection-background-color: @selection; selection-color: @selection-text; }
QTableView:focus, QTreeView:focus, QListView:focus { border: 2px solid @focus; }
QTableView::item, QTreeView::item, QListView::item { padding: $1px $2px; border: none; }
QTableView::item:selected, QTreeView::item:selected, QListView::item:selected { background: @selection; color: @selection-text; }
QListView[role="nav"] { background: transparent; border: none; }
QListView[role="nav"]::item { padding: $2px $3px; border-radius: ~radiuspx; }
QHeaderView { background: @surface; border: none; }
QHeaderView::section { background: @surface; color: @text-quiet; border: none; border-bottom: 1px solid @line-strong;
  padding: $2px; padding-left: ~headpx; font-weight: 600; }
QHeaderView::section:hover { color: @text; background: @surface-sunken; }
QHeaderView::up-arrow { image: url(#up); width: $3px; height: $3px; subcontrol-position: center right; }
QHeaderView::down-arrow { image: url(#down); width: $3px; height: $3px; subcontrol-position: center right; }
QTableCornerButton::section { background: @surface; border: none; }

QTabWidget::pane { border: none; border-top: 1px solid @line; background: transparent; }
QTabBar { background: transparent; }
QTabBar::tab { background: transparent; color: @text-quiet; border: 1px solid transparent; border-bottom: 3px solid transparent;
  padding: $2px $4px; }
QTabBar::tab:hover { color: @text; background: @surface-sunken; }
QTabBar::tab:selected { color: @text; border-bottom: 3px solid @accent; font-weight: 600; }
QTabBar:focus::tab:selected { border: 1px solid @focus; border-bottom: 3px solid @focus; }

QScrollBar:vertical { background: transparent; width: $3px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: $3px; margin: 0; }
QScrollBar::handle { background: @scrollbar; border-radius: 3px; margin: 3px; }
QScrollBar::handle:vertical { min-height: $6px; }
QScrollBar::handle:horizontal { min-width: $6px; }
QScrollBar::handle:hover { background: @line-strong; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QProgressBar { background: @surface-sunken; border: 1px solid @line; border-radius: 4px; text-align: center; min-height: $2px;
  max-height: $4px; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }
QProgressBar[role="strength-0"]::chunk, QProgressBar[role="strength-1"]::chunk { background: @danger; }
QProgressBar[role="strength-2"]::chunk { background: @warning; }
QProgressBar[role="strength-3"]::chunk, QProgressBar[role="strength-4"]::chunk { background: @success; }
QMenuBar { background: @surface; border-bottom: 1px solid @line; }
QMenuBar::item { padding: $1px $3px; background: transparent; border-radius: 4px; }
QMenuBar::item:selected { background: @surface-sunken; }
QMenu { background: @surface-raised; color: @text; border: 1px solid @line-strong; padding: $1px; }
QMenu::item { padding: $1px $5px $1px $4px; border-radius: 4px; min-height: ~chippx; }
QMenu::icon { padding-left: $2px; }
QMenu::item:selected { background: @selection; color: @selection-text; }
QMenu::item:disabled { color: @text-disabled; }
QMenu::separator { height: 1px; background: @line; margin: $1px $2px; }
QStatusBar { background: @surface; border-top: 1px solid @line; color: @text-quiet; }
QStatusBar::item { border: none; }
QSplitter::handle { background: @line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: @surface-sunken; }
QCalendarWidget QAbstractItemView { background: @surface-raised; color: @text; selection-background-color: @accent;
  selection-color: @accent-text; }
"""


def style_sheet(theme: Theme) -> str:
    """Fill the template: @colour, $space, *space less a pixel for the thicker focus border, %text size, ~length, #mark."""
    words = {f"@{token}": theme.color(token).name() for token in theme.tokens()}
    words |= {f"${step}px": f"{theme.space(step)}px" for step in range(1, 7)}
    words |= {f"*{step}px": f"{theme.space(step) - 1}px" for step in range(1, 7)}
    words |= {f"%{what}": f"{theme.points(what):.1f}pt" for what in ("small", "base", "heading", "title")}
    inner = max(1, theme.size("control") - 2 * theme.space(1) - 2)  # the box less its padding and border
    for what, length in (
        ("radius", theme.size("radius")),
        ("control", inner),
        ("chip", round(inner * 0.9)),
        ("round", round(inner * 0.9) // 2 + 1),
        ("dot", theme.space(4) // 2 + 1),
        ("head", theme.space(2) + 3),  # a cell's text stands three pixels in from its padding
        ("icon", theme.size("icon")),
        ("tool", theme.size("icon") + 2),
    ):
        words[f"~{what}px"] = f"{length}px"
    words |= {f"#{name}": _mark(name, theme.name) for name in _MARKS}
    return re.sub(r"[@$*%~#][\w-]+", lambda found: words.get(found[0], found[0]), _TEMPLATE)


def _mark(name: str, theme: str) -> str:
    file = Path(__file__).resolve().parent.parent / "resources" / "theme" / "marks" / f"{name}-{theme}.svg"
    return f'"{file.as_posix()}"'
