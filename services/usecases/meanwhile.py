"""Nobody's words are overwritten unseen: has a record moved on since somebody began to change it?

A form that changes a record is told how many times it had been saved when it was opened, and its draft keeps that
number. Where the record says something else by the time the form is saved, this is said first (`ChangedMeanwhile`).
Events and plans carry the number in their commands and look themselves.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from models.repositories import records
from services.usecases.ages import say_date
from services.usecases.endingparts import way_of
from services.usecases.errors import ChangedMeanwhile, NotFound

Content = Mapping[str, Any]


def _fields(*names: str) -> Callable[[Content], Any]:
    return lambda content: {name: content.get(name) for name in names}


def _way(content: Content) -> Any:
    return content.get("to_whom"), way_of(content.get("items", ()))


# kind of form: the kind of record that it changes, and what of it would be overwritten (None: all of it)
_CHANGES: dict[str, tuple[str, Callable[[Content], Any] | None]] = {
    "summary": ("summary", None),
    "letter": ("letter", None),
    "audit": ("audit", None),
    "ending": ("ending", _fields("summary")),
    "transfer": ("ending", _way),
    "person": ("person", None),
    "tie": ("tie", None),
    "key_fact": ("key_fact", None),
    "consent": ("consent", None),
    "sharing": ("sharing", None),
    "action": ("action", None),
    "own_entry": ("chronology_edit", _fields("at", "what", "impact", "origin")),
    "child_details": ("child", None),
}
_NOT_SAID = frozenset(("id", "created_by", "created_at", "position", "removed"))
_NOT_SAID |= {"summary_id", "audit_id", "ending_id", "person_id"}  # to which record a part belongs


def number_of(c: Any, form: str, record_id: str) -> int:
    """How many times the record that such a form changes has been saved; 0 where it changes none."""
    if form not in _CHANGES or not record_id:
        return 0
    kind, record = _CHANGES[form][0], _plain(record_id)
    return records.version_counts(c, kind, [record]).get(record, 0)


def look(c: Any, form: str, record_id: str, based_on: int) -> None:
    """ChangedMeanwhile where it says something else than it did then; NotFound where it was taken off."""
    if form not in _CHANGES or not record_id or not based_on:
        return
    kind, part = _CHANGES[form]
    saved = records.versions(c, kind, _plain(record_id))
    if len(saved) <= based_on:
        return
    newest = saved[-1]
    if newest["removed"]:
        raise NotFound(
            f"This was taken off the record by {newest['created_by']}, {_when(newest)}.",
            "What you have written is kept. Read what became of it under “Taken off…” on the record.",
        )
    before, now = (_bare(json.loads(row["content"]), part) for row in (saved[based_on - 1], newest))
    if before != now:
        raise changed(newest, len(saved))


def changed(newest: Any, now: int) -> ChangedMeanwhile:
    """Who saved it last, and when; `now`: what its number is by that."""
    return ChangedMeanwhile(now, newest["created_by"], _when(newest))


def _when(row: Any) -> str:
    at = datetime.fromisoformat(row["created_at"])
    return f"{say_date(at.date())} at {at:%H:%M}"


def _plain(record_id: str) -> str:
    """A chronology names its entries with what they come from before the id: "own:3f0c"."""
    return record_id.rpartition(":")[2]


def _bare(content: Content, part: Callable[[Content], Any] | None) -> Any:
    return _said(part(content) if part else content)


def _said(value: Any) -> Any:
    """What a saving says, without what no form has: ids, places, and what is empty."""
    if isinstance(value, Mapping):
        said = {name: _said(inner) for name, inner in value.items() if name not in _NOT_SAID}
        return {name: inner for name, inner in said.items() if inner not in ("", None, 0, [], {}, ())}
    if isinstance(value, list | tuple):
        return [_said(inner) for inner in value]
    return value
