"""The program's own icons: simple line drawings in resources/icons, tinted to the theme."""

from __future__ import annotations

from functools import lru_cache
from typing import Protocol

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ui import theme

_SIZES = (16, 20, 24, 32, 48, 64)


class TakesIcon(Protocol):
    def setIcon(self, icon: QIcon) -> None: ...


def names() -> tuple[str, ...]:
    return tuple(sorted(file.stem for file in (theme.RESOURCES / "icons").glob("*.svg")))


def pixmap(name: str, size: int, color: str, ratio: float = 1.0) -> QPixmap:
    """One icon drawn at `size` pixels in a colour such as `#1b282d`; OSError if there is none."""
    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", color).encode()))
    picture = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer.render(painter, QRectF(picture.rect()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def icon(name: str, token: str = "text") -> QIcon:
    """The icon in a colour of the theme in use. Use `follow` where it has to change with the theme."""
    now = theme.current()
    return _icon(name, now.color(token).name(), now.color("text-disabled").name())


def follow(widget: QObject, name: str, token: str = "text") -> None:
    """Give a button or an action this icon, now and whenever the theme changes."""
    takes: TakesIcon = widget  # type: ignore[assignment]
    takes.setIcon(icon(name, token))
    widget.setProperty("iconName", name)
    widget.setProperty("iconToken", token)
    if not widget.property("iconFollows"):
        widget.setProperty("iconFollows", True)
        _Follower(widget)


class _Follower(QObject):
    """Lives with its widget, so that the connection ends when the widget does."""

    def __init__(self, widget: QObject) -> None:
        super().__init__(widget)
        theme.notifier.changed.connect(self._again)

    def _again(self) -> None:
        widget = self.parent()
        takes: TakesIcon = widget  # type: ignore[assignment]
        takes.setIcon(icon(widget.property("iconName"), widget.property("iconToken")))


@lru_cache
def _source(name: str) -> str:
    return (theme.RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=256)
def _icon(name: str, color: str, disabled: str) -> QIcon:
    made = QIcon()
    for size in _SIZES:
        made.addPixmap(pixmap(name, size, color), QIcon.Mode.Normal)
        made.addPixmap(pixmap(name, size, disabled), QIcon.Mode.Disabled)
    return made
