"""Forms that were being filled in: kept at every pause, gone once they are saved or given up.

They are no part of the record, so they have no history.
"""

from __future__ import annotations

from sqlalchemy import UniqueConstraint

from models.tables.base import Row, filled, json_object, points_to, table, text


class Unsaved(Row, table=True):
    """What stands in a form; `created_at` is when it was last kept, `record_id` what it would change ("" if new)."""

    __tablename__ = "unsaved"
    __table_args__ = table(
        filled("kind"), filled("place"), json_object("content"), UniqueConstraint("kind", "place")
    )
    kind: str = text(...)  # event, plan, summary …
    place: str = text(...)  # which form: one draft is kept for each
    child_id: str | None = points_to("child.id", optional=True)
    record_id: str = text()
    content: str = text(...)
