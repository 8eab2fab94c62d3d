"""One more date on an event that is there already: when it was sent, told or signed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from models.repositories import events as rows
from services.engine.facts import day_of
from services.usecases import keeping, recording
from services.usecases.office import Office
from services.usecases.rows import moments_text, read_moment, read_moments, read_values
from services.usecases.vocabulary import milestone_label, words


def newest(c: Any, child_id: str, types: Iterable[str], **attrs: str) -> Any | None:
    """The row of a child's newest event of these types that has happened."""
    wanted = set(types)
    found = [
        r
        for r in rows.of_child(c, child_id)
        if r[2] in wanted
        and not r[4]
        and all(read_values(r[5]).get(name) == value for name, value in attrs.items())
    ]
    return max(found, key=lambda r: str(r[3]), default=None)


def mark(office: Office, c: Any, event_id: str, milestone: str, day: date) -> keeping.Back | None:
    """Say when a milestone of an event was reached, where that is not said yet; what takes it back, or None."""
    row = recording.standing(c, event_id)
    kind = words().events.get(row["type"])
    held = dict(read_moments(row["milestones"]))
    if kind is None or milestone not in kind.milestones or milestone in held:
        return None
    said = {name: row[name] for name in rows.SAID}
    version = next(v for v in rows.versions(c, event_id) if v["number"] == row["version"])
    notes = rows.notes_of_versions(c, event_id).get(version["id"], [])
    after = {**said, "milestones": moments_text({**held, milestone: day})}
    label = milestone_label(milestone)
    rows.amend(c, event_id, after, notes, office.author(), office.stamp(), f"Date added: {label}")

    def back(c: Any) -> None:
        rows.amend(c, event_id, said, notes, office.author(), office.stamp(), "Undone: the date is taken out")

    return back


def when(row: Any) -> date:
    """The day of an event's row."""
    return day_of(read_moment(row[3]))
