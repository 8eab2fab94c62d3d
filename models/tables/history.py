"""What every other record said before it was changed: appended, never altered."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, UniqueConstraint

from models.tables.base import Row, filled, flag, json_object, table, text


class RecordVersion(Row, table=True):
    """`content` is the record as saved (JSON), written by `created_by` at `created_at`."""

    __tablename__ = "record_version"
    __table_args__ = table(
        filled("kind"),
        filled("record_id"),
        CheckConstraint("number >= 1", name="number_from_one"),
        json_object("content"),
        flag("removed"),
        UniqueConstraint("kind", "record_id", "number"),
    )
    kind: str = text(...)
    record_id: str = text(...)
    number: int
    content: str = text(...)
    removed: int = 0
    why: str = text()
