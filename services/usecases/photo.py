"""A child's photograph: a small JPEG, kept in the store only, without anything hidden in it.

The window makes it small (no side over 600 pixels); here every part of the file that tells where, when or with what it
was taken is cut out, whoever made it.
"""

from __future__ import annotations

import base64
from datetime import date
from typing import Any

from models.repositories import records
from services.usecases import keeping
from services.usecases.around_results import PhotoView
from services.usecases.checking import Check
from services.usecases.children import standing
from services.usecases.office import Office
from services.usecases.rows import day_text, read_day

SIDE = 600  # pixels of the longer side, at most
BYTES = 600_000  # at most
_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_KEPT_APP = 0xE0  # JFIF: size and density only


class NotAPhoto(ValueError):
    """The bytes are no JPEG that can be read."""


def plain(data: bytes) -> tuple[bytes, int, int]:
    """The picture without EXIF, comments and other hidden parts; its width and height in pixels."""
    if data[:2] != b"\xff\xd8":
        raise NotAPhoto
    out, at, width, height = bytearray(b"\xff\xd8"), 2, 0, 0
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            raise NotAPhoto
        marker = data[at + 1]
        if marker == 0xFF:  # padding
            at += 1
            continue
        long = int.from_bytes(data[at + 2 : at + 4], "big")
        part = data[at : at + 2 + long]
        if long < 2 or len(part) < 2 + long:
            raise NotAPhoto
        if marker in _FRAMES and long >= 8:
            height, width = int.from_bytes(part[5:7], "big"), int.from_bytes(part[7:9], "big")
        if (marker == _KEPT_APP and long == 16) or not (0xE0 <= marker <= 0xEF or marker == 0xFE):
            out += part
        at += 2 + long
        if marker == _SCAN:
            end = data.find(b"\xff\xd9", at)
            if end < 0 or not width or not height:
                raise NotAPhoto
            return bytes(out + data[at : end + 2]), width, height
    raise NotAPhoto


def save(office: Office, child_id: str, image: bytes, taken: date | None) -> str:
    """Keep a photograph in place of the one before."""
    check, small = Check(), b""
    try:
        small, width, height = plain(image)
    except NotAPhoto:
        check.wrong("image", "is not a photograph that can be read", "choose a JPEG or PNG picture")
    else:
        if max(width, height) > SIDE or len(small) > BYTES:
            check.wrong("image", "is too large", f"no side over {SIDE} pixels")
    if taken is not None and check.year("taken", taken):
        check.past("taken", taken, office.now(), "the day on which it was taken")
    check.done()
    content = {
        "child_id": child_id,
        "media": "image/jpeg",
        "image": base64.b64encode(small).decode("ascii"),
        "taken": day_text(taken),
    }
    with office.write() as c:
        standing(c, child_id)
        before = _row(c, child_id)
        saved, back = keeping.save(office, c, "photo", before["id"] if before else None, content)
    office.keep(
        "Change of the photograph" if before else "Adding of a photograph", "child", (child_id,), back
    )
    return saved


def remove(office: Office, child_id: str) -> None:
    with office.write() as c:
        row = _row(c, child_id)
        if row is None:
            return
        back = keeping.remove(office, c, "photo", row["id"])
    office.keep("Removal of the photograph", "child", (child_id,), back)


def view(c: Any, child_id: str) -> PhotoView | None:
    row = _row(c, child_id)
    if row is None:
        return None
    return PhotoView(row["id"], base64.b64decode(row["image"]), read_day(row["taken"]), row["created_by"])


def _row(c: Any, child_id: str) -> dict[str, Any] | None:
    found = records.of_child(c, "photo", child_id)
    return found[-1] if found else None
