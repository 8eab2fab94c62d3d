"""A drop-down whose words may be longer than it is wide: its list opens wider, and the whole stands beneath."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QComboBox, QLabel, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from ui import theme


class LongChoice(QComboBox):
    """`whole` is to stand beneath it: it shows only while what is chosen is cut."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.whole = QLabel()
        self.whole.setTextFormat(Qt.TextFormat.PlainText)
        self.whole.setWordWrap(True)
        self.whole.setProperty("role", "quiet")
        self.whole.hide()
        self.currentTextChanged.connect(lambda _text: self._look())

    def _room(self) -> int:
        """For the words, as the style leaves it; pixels."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        field = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self)
        return int(field.width()) - theme.current().space(2)

    def _look(self) -> None:
        text = self.currentText()
        self.whole.setText(text)
        self.whole.setVisible(self.isVisible() and self.fontMetrics().horizontalAdvance(text) > self._room())

    def event(self, event: QEvent) -> bool:
        done = bool(super().event(event))
        if event.type() in (
            QEvent.Type.Resize,
            QEvent.Type.Show,
            QEvent.Type.FontChange,
            QEvent.Type.StyleChange,
        ):
            self._look()
        return done

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Words that do not fit end in three dots."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        mode = Qt.TextElideMode.ElideRight
        option.currentText = self.fontMetrics().elidedText(option.currentText, mode, self._room())
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def showPopup(self) -> None:
        """As wide as the longest line, or as the screen."""
        view = self.view()
        bar = view.verticalScrollBar().sizeHint().width()
        wanted = view.sizeHintForColumn(0) + bar + 2 * theme.current().space(3)
        view.setMinimumWidth(
            min(wanted, self.screen().availableGeometry().width() - theme.current().space(4))
        )
        super().showPopup()
