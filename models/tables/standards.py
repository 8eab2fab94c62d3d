"""The user's own standards: packs that were made here or brought in, each version whole as text."""

from __future__ import annotations

from models.tables.base import Row, day, filled, flag, one_of, table, text


class Pack(Row, table=True):
    """One version of an authority's standards; `why` says why it was declined."""

    __tablename__ = "pack"
    __table_args__ = table(
        filled("authority"),
        filled("content"),
        day("effective"),
        one_of("origin", "made", "imported"),
        one_of("state", "standing", "declined", "draft"),
        flag("removed"),
    )
    authority: str = text(...)
    version: str = text()
    effective: str | None = text(None)
    content: str = text(...)  # the pack file
    origin: str = text(...)
    state: str = text(...)
    why: str = text()
    removed: int = 0
