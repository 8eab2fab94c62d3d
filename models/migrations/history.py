"""Schema 2: what a child, person, plan, summary, agreement or waiver said before a change is kept.

Records that are already there get a first version, as they stand, under their own author's name.
The statements are this step's own: later changes to the tables do not reach back into it.
"""

from __future__ import annotations

import json
import uuid
from datetime import datetime
from typing import Any

_TABLE = """
CREATE TABLE record_version (
    id TEXT NOT NULL, created_by TEXT NOT NULL, created_at TEXT NOT NULL,
    kind TEXT NOT NULL, record_id TEXT NOT NULL, number INTEGER NOT NULL,
    content TEXT NOT NULL, removed INTEGER NOT NULL, why TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT ck_record_version_kind_filled CHECK (length(trim(kind)) > 0),
    CONSTRAINT ck_record_version_record_id_filled CHECK (length(trim(record_id)) > 0),
    CONSTRAINT ck_record_version_number_from_one CHECK (number >= 1),
    CONSTRAINT ck_record_version_content_object CHECK (json_valid(content) AND json_type(content) = 'object'),
    CONSTRAINT ck_record_version_removed_flag CHECK (removed IN (0, 1)),
    CONSTRAINT uq_record_version_kind_record_id_number UNIQUE (kind, record_id, number),
    CONSTRAINT ck_record_version_id_uuid CHECK (length(id) = 36),
    CONSTRAINT ck_record_version_created_by_filled CHECK (length(trim(created_by)) > 0),
    CONSTRAINT ck_record_version_created_at_stamp
        CHECK (strftime('%Y-%m-%dT%H:%M:%S', created_at) IS created_at)
) STRICT
"""
_RECORDS = ("child", "person", "plan", "summary", "agreement", "waiver")
_PARTS = {  # table: (its own parts, column that names the parent, key under which they are kept)
    "plan": (("plan_outcome", "plan_id", "outcomes"), ("plan_signature", "plan_id", "signatures")),
    "plan_outcome": (("plan_action", "outcome_id", "actions"),),
    "summary": (("summary_part", "summary_id", "parts"),),
}


def run(connection: Any, now: datetime) -> None:
    """Make the table and its triggers, and write the first versions."""
    connection.execute(_TABLE)
    for act in ("UPDATE", "DELETE"):
        connection.execute(
            f"CREATE TRIGGER record_version_never_{act.lower()}d BEFORE {act} ON record_version "
            "BEGIN SELECT RAISE(ABORT, 'record_version is append only'); END"
        )
    for kind in _RECORDS:
        for row in _rows(connection, kind):
            connection.execute(
                "INSERT INTO record_version (id, created_by, created_at, kind, record_id, content, number, "
                "removed, why) VALUES (?, ?, ?, ?, ?, ?, 1, 0, '')",
                (
                    str(uuid.uuid4()),
                    row["created_by"],
                    row["created_at"],
                    kind,
                    row["id"],
                    json.dumps(row, ensure_ascii=False),
                ),
            )


def _rows(connection: Any, table: str, parent: str = "", value: str = "") -> list[dict[str, Any]]:
    where = f" WHERE {parent} = ? ORDER BY position" if parent else ""
    cursor = connection.execute(f"SELECT * FROM {table}{where}", (value,) if parent else ())
    names = [d[0] for d in cursor.description]
    rows = [dict(zip(names, r, strict=True)) for r in cursor.fetchall()]
    for row in rows:
        for part, column, key in _PARTS.get(table, ()):
            row[key] = _rows(connection, part, column, row["id"])
    return rows
