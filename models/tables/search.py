"""What can be searched: one row for each record, whose words are in the full-text table `search` under `docid`."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint

from models.tables.base import Row, filled, points_to, table, text


class SearchEntry(Row, table=True):
    """`created_by` and `created_at` are the record's own: who wrote it as it stands, and when."""

    __tablename__ = "search_entry"
    __table_args__ = table(
        filled("kind"), filled("record_id"), UniqueConstraint("kind", "record_id"), UniqueConstraint("docid")
    )
    docid: int
    kind: str = text(...)
    record_id: str = text(...)
    child_id: str | None = points_to("child.id", optional=True)
    at: str = text()  # the moment that it tells of
    digest: str = text()  # of the words, so that what has not changed is not written again
