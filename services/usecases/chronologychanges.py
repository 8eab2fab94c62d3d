"""Since when an entry says what it says: who amended the event that it tells of, and how it was worded before."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from models.repositories import events as rows
from services.usecases.ages import short_date
from services.usecases.chronicle_results import EditVersion


@dataclass(frozen=True, slots=True)
class Amendment:
    """The last time that its day, its answers or its notes were changed."""

    by: str
    at: datetime

    def words(self, author: str) -> str:
        """ "amended 4 May 2026"; by whom, where it was not the author."""
        by = "" if self.by == author else f" by {self.by}"
        return f"amended{by} {short_date(self.at)}"


def amended(c: Any, child_id: str) -> dict[str, Amendment]:
    """Event → its amendment. A booking that took place, and dates that were added later, are none."""
    found: dict[str, Amendment] = {}
    for event_id in rows.said_more_than_once(c, child_id):
        notes = rows.notes_of_versions(c, event_id)
        happened = [v for v in rows.versions(c, event_id) if not v["planned"] and not v["removed"]]
        said = [(v["at"], v["attrs"], notes.get(v["id"], [])) for v in happened]
        changed = [n for n in range(1, len(said)) if said[n] != said[n - 1]]
        if changed and said[-1] != said[0]:
            last = happened[changed[-1]]
            found[event_id] = Amendment(last["created_by"], datetime.fromisoformat(last["created_at"]))
    return found


def edit_version(row: Any) -> EditVersion:
    """How an entry was curated once, from the row of its history."""
    said = json.loads(row["content"])
    return EditVersion(
        row["number"],
        row["created_by"],
        datetime.fromisoformat(row["created_at"]),
        bool(row["removed"]),
        bool(said.get("hidden")),
        *(said.get(name) or "" for name in ("what", "impact", "origin")),
    )
