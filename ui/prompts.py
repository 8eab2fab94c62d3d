"""The only message boxes and file choosers of the program; tests replace these functions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget


def tell(parent: QWidget | None, title: str, text: str, advice: str = "") -> None:
    """Say one thing and wait for OK."""
    box = QMessageBox(QMessageBox.Icon.Information, title, text, QMessageBox.StandardButton.Ok, parent)
    if advice:
        box.setInformativeText(advice)
    box.exec()


def ask(
    parent: QWidget | None,
    title: str,
    text: str,
    yes: str = "Yes",
    no: str = "Cancel",
    *,
    danger: bool = False,
) -> bool:
    """Ask a question whose answers are verbs; with `danger` the safe answer is the default. True for `yes`."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(title)
    box.setText(text)
    accept = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    refuse = box.addButton(no, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(refuse if danger else accept)
    box.setEscapeButton(refuse)
    box.exec()
    return box.clickedButton() is accept


def pick(parent: QWidget | None, title: str, text: str, choices: Sequence[str]) -> str:
    """Ask a question with several answers; the first is the default, the last is what Escape means."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(title)
    box.setText(text)
    made = {words: box.addButton(words, QMessageBox.ButtonRole.ActionRole) for words in choices}
    box.setDefaultButton(made[choices[0]])
    box.setEscapeButton(made[choices[-1]])
    box.exec()
    chosen = box.clickedButton()
    return next((words for words, each in made.items() if each is chosen), choices[-1])


KEEP, THROW_AWAY, STAY = "Keep it for later", "Throw it away", "Stay"


def keep_for_later(parent: QWidget | None, title: str) -> str:
    """What becomes of what was written, when somebody leaves it: KEEP, THROW_AWAY or STAY."""
    ask = "Keep what you have written, to go on with it later?"
    return pick(parent, title, ask, (KEEP, THROW_AWAY, STAY))


def choose_save_file(
    parent: QWidget | None, title: str, suggested: Path | str, filters: str = ""
) -> Path | None:
    """Where to save; None when the user thinks better of it. `filters` as in Qt: "PDF (*.pdf)"."""
    name, _ = QFileDialog.getSaveFileName(parent, title, str(suggested), filters)
    return Path(name) if name else None


def choose_open_file(
    parent: QWidget | None, title: str, start: Path | str = "", filters: str = ""
) -> Path | None:
    name, _ = QFileDialog.getOpenFileName(parent, title, str(start), filters)
    return Path(name) if name else None


def choose_folder(parent: QWidget | None, title: str, start: Path | str = "") -> Path | None:
    name = QFileDialog.getExistingDirectory(parent, title, str(start))
    return Path(name) if name else None
