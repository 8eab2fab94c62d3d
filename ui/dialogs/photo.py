"""A child's photograph: chosen from a file, made small, looked at before it is kept."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from services.usecases.around_results import PhotoView
from services.usecases.photo import SIDE
from services.usecases.unsaved import Unfinished
from ui import prompts, tasks, theme
from ui.dialogs.kept import KeptForm
from ui.widgets.dateedit import OptionalDateEdit
from ui.widgets.roles import button

FILTERS = "Pictures (*.jpg *.jpeg *.png *.bmp *.webp)"
_QUALITY = 85
_LARGEST = 512  # megabytes that a picture may take while it is read


def small(file: Path) -> bytes | None:
    """The picture in a file as a small JPEG, turned the right way up, with nothing else of the file in it; None where
    it cannot be read. Everything happens in memory."""
    reader = QImageReader(str(file))
    reader.setAutoTransform(True)
    reader.setAllocationLimit(_LARGEST)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > SIDE:
        reader.setScaledSize(size.scaled(QSize(SIDE, SIDE), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        return None
    if max(image.width(), image.height()) > SIDE:
        image = image.scaled(
            SIDE, SIDE, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    plain = QImage(image.size(), QImage.Format.Format_RGB32)  # a fresh one: no text or profile comes along
    plain.fill(Qt.GlobalColor.white)
    painter = QPainter(plain)
    painter.drawImage(0, 0, image)
    painter.end()
    kept = QBuffer()
    kept.open(QIODevice.OpenModeFlag.WriteOnly)
    return bytes(kept.data().data()) if plain.save(kept, "JPEG", _QUALITY) else None


class PhotoDialog(KeptForm):
    def __init__(
        self,
        desk: Any,
        child_id: str,
        photo: PhotoView | None = None,
        parent: QWidget | None = None,
        left: Unfinished | None = None,
    ) -> None:
        words = (
            "It is made small and kept in the encrypted store only: not the file, its place or its camera."
        )
        super().__init__("Photograph", "Keep", parent, intro=words)
        self.desk, self._child_id = desk, child_id
        self.image = photo.image if photo else b""
        self._before = (self.image, photo.taken if photo else None)
        self.picture = QLabel("No photograph has been chosen yet.")
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setMinimumHeight(self.fontMetrics().height() * 12)
        self.picture.setAccessibleName("Photograph")
        self.choose = button("Choose a file…", "", "folder")
        self.choose.clicked.connect(self._choose)
        row = self.add_row("image", "Photograph", self.choose)
        row.layout().insertWidget(0, self.picture)
        self.taken = OptionalDateEdit("Taken on", desk.today)
        self.taken.set_day(photo.taken if photo else None)
        self.add_row("taken", "&Taken on, where it is known", self.taken)
        self.form.addStretch(1)
        self._show()
        self.choose.setFocus()
        self.keep_drafts(desk, "photo", child_id, left=left)

    def _kept(self) -> Mapping[str, Any] | None:
        state = super()._kept()
        return None if state is None else {**state, "image": b64encode(self.image).decode()}

    def _put_back(self, state: Mapping[str, Any]) -> None:
        super()._put_back({name: value for name, value in state.items() if name != "image"})
        self.image = b64decode(state["image"])
        self._show()

    def _choose(self) -> None:
        file = prompts.choose_open_file(self, "Choose a photograph", "", FILTERS)
        if file is not None:
            tasks.run(self, lambda progress: small(file), self._chosen)

    def _chosen(self, image: bytes | None) -> None:
        if image is None:
            self.rows["image"].set_problem(
                "This file is not a picture that can be read: choose a JPEG or PNG"
            )
            return
        self.rows["image"].set_problem("")
        self.image = image
        self._show()
        assert self.keeper is not None
        self.keeper.touch()

    def _show(self) -> None:
        if self.image:
            show_photo(self.picture, self.image, self.picture.minimumHeight())

    def dirty(self) -> bool:
        return (self.image, self.taken.day) != self._before

    def check(self) -> dict[str, str]:
        wrong = {"taken": self.taken.trouble} if self.taken.trouble else {}
        return wrong if self.image else {"image": "Choose a file first", **wrong}

    def commit(self) -> None:
        with self.saving():
            self.desk.around.save_photo(self._child_id, self.image, self.taken.day)


def show_photo(where: QLabel, image: bytes, high: int) -> None:
    """Show a JPEG at most so many pixels high."""
    picture = QPixmap()
    if picture.loadFromData(image):
        ratio = where.devicePixelRatioF()
        picture = picture.scaled(
            round(high * ratio * 1.6),
            round(high * ratio),
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        picture.setDevicePixelRatio(ratio)
        where.setPixmap(picture)
        where.setContentsMargins(0, 0, 0, theme.current().space(1))
