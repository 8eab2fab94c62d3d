"""Choosing an event of a standard: which, what is asked of it, which in order, which of its dates."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from services.usecases.pack_results import Choices
from services.usecases.packparts import TermPart, say_terms, term_text
from ui.dialogs.frame import FormDialog
from ui.viewmodels.moments import capital
from ui.widgets.calmwheel import calm
from ui.widgets.facts import selectable
from ui.widgets.roles import label
from ui.widgets.termeditor import TermEditor


class TermDialog(FormDialog):
    """Hands what was chosen to `put`."""

    no_draft = "choices only: what is whole goes into the draft of the standards when the window locks"

    def __init__(
        self,
        name: str,
        choices: Choices,
        term: TermPart | None,
        put: Callable[[TermPart], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, "Done", parent)
        self._put = put
        self.editor = TermEditor(choices, term)
        self.add_row("term", "", self.editor)
        self.form.addStretch(1)
        self.told = label("That is", "quiet")
        self.sentence = selectable("", "strong")
        outside = self.layout()
        outside.insertWidget(outside.count() - 1, self.told)  # type: ignore[union-attr]
        outside.insertWidget(outside.count() - 1, self.sentence)  # type: ignore[union-attr]
        self.editor.changed.connect(self._tell)
        calm(self.editor)
        self._first = self.editor.term
        self._tell()
        self.editor.setFocus()

    def _tell(self) -> None:
        term = self.editor.term
        words = say_terms(term_text(term)) if term else ""
        self.sentence.setText(f"{capital(words)}." if words else "Choose an event in the list.")
        if words:
            self.rows["term"].set_problem("")

    def dirty(self) -> bool:
        return self.editor.term != self._first

    def check(self) -> dict[str, str]:
        term = self.editor.term
        if term is None:
            return {"term": "Choose an event in the list"}
        return {} if say_terms(term_text(term)) else {"term": "Tick at least one answer of what is asked"}

    def put_away(self) -> None:
        if self.dirty() and not self.check():
            self.commit()

    def commit(self) -> None:
        term = self.editor.term
        assert term is not None
        self._put(term)
