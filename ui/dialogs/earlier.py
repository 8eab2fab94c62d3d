"""What a record said before: each wording with its author and time, the newest first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from services.usecases.around_results import Earlier
from ui.dialogs.frame import FormDialog
from ui.viewmodels.moments import moment_text
from ui.widgets.facts import Facts
from ui.widgets.roles import label, line


class EarlierDialog(FormDialog):
    no_draft = "it is only read"

    def __init__(self, title: str, versions: Sequence[Earlier], parent: QWidget | None = None) -> None:
        super().__init__(
            title, "Close", parent, intro="Nothing that was written is lost; the newest comes first."
        )
        self.cancel_button.hide()
        for number, version in enumerate(versions):
            if number:
                self.form.addWidget(line())
            state = "Removed" if version.removed else "As it is now" if not number else "Before"
            when = moment_text(version.written_at.replace(second=0))
            self.form.addWidget(label(f"{state}: {version.author}, {when}", "strong", wrap=True))
            if version.why:
                self.form.addWidget(label(version.why, "quiet", wrap=True))
            self.form.addWidget(Facts(version.said))
        self.form.addStretch(1)
        self.scroll.setAccessibleName(title)
