"""For a drop-down whose words may be longer than it is wide: its list opens wider, and the whole stands beneath."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QComboBox, QLabel, QStyle, QStyleOptionComboBox

from ui import theme


class WholeWords(QLabel):
    """Shown under a drop-down only while what is chosen does not fit into it."""

    def __init__(self, box: QComboBox) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setProperty("role", "quiet")
        self._box = box
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.currentTextChanged.connect(lambda _text: self.look())
        box.installEventFilter(self)
        self.look()

    def look(self) -> None:
        """Whether the words fit is told by the room that the style leaves them."""
        box, text = self._box, self._box.currentText()
        option = QStyleOptionComboBox()
        box.initStyleOption(option)
        field = QStyle.SubControl.SC_ComboBoxEditField
        room = box.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, box).width()
        spare = theme.current().space(1)
        self.setText(text)
        self.setVisible(box.isVisible() and box.fontMetrics().horizontalAdvance(text) > room - spare)

    def widen(self) -> None:
        """The list as wide as its longest line, or as the screen."""
        view = self._box.view()
        bar = view.verticalScrollBar().sizeHint().width()
        wanted = view.sizeHintForColumn(0) + bar + 2 * theme.current().space(3)
        view.setMinimumWidth(min(wanted, self._box.screen().availableGeometry().width() - 40))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.look()
        elif kind in (QEvent.Type.MouseButtonPress, QEvent.Type.KeyPress):
            self.widen()
        return False
