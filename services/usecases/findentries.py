"""What of a record is searched: its kind, title and all that is written in it, as entries of the index."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from models.repositories import search as rows
from services.usecases import findwords
from services.usecases.ages import full_name
from services.usecases.cleaning import line
from services.usecases.plankinds import title_of
from services.usecases.rows import read_values
from services.usecases.vocabulary import describe_attrs, event_label

EVENT = "event"
# kind of record: (its name, the section of a child's record that shows it)
KINDS: Mapping[str, tuple[str, str]] = {
    EVENT: ("Record", "record"),
    "child": ("Child", "calendar"),
    "person": ("Person", "people"),
    "plan": ("Plan", "plans"),
    "summary": ("Case summary", "summaries"),
    "agreement": ("Agreed frequency", "agenda"),
    "waiver": ("Standard that does not apply", "agenda"),
    "tie": ("Relationship", "genogram"),
    "key_fact": ("Key fact", "facts"),
    "consent": ("Consent", "sharing"),
    "sharing": ("Information shared", "sharing"),
    "action": ("Action", "actions"),
    "audit": ("Audit", "oversight"),
    "chronology_edit": ("Chronology entry", "chronology"),
    "ending": ("Transfer or closing", "endings"),
    "letter": ("Letter", "letters"),
}
_NOT_WORDS = frozenset({
    "id", "child_id", "worker_id", "family_id", "source_id", "record_id", "created_by", "created_at", "kind",
    "authority", "facts", "standard", "repeat", "version", "one", "other", "source", "judgement", "audit_row",
    "item", "media", "sex", "stage", "basis",
})  # fmt: skip
_TITLES = ("title", "name", "what", "subject", "given")
_DATE = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d)?")


def digest(entry: rows.Entry) -> str:
    return hashlib.blake2b(entry.words.encode(), digest_size=16).hexdigest()


def event_entries(c: Any, after: int, most: int) -> tuple[int, list[rows.Entry]]:
    last, ids = rows.changed_events(c, after, most)
    order = {event: place for place, event in enumerate(ids)}  # as written: the newest are looked at first
    standing = sorted(rows.events(c, ids), key=lambda e: order[e.id])
    notes = rows.notes(c, [e.version_id for e in standing])
    return last, [
        rows.Entry(
            EVENT,
            e.id,
            e.child_id,
            e.at,
            e.created_by,
            e.created_at,
            "" if e.removed else _words(event_title(e), notes.get(e.version_id, ())),
        )
        for e in standing
    ]


def record_entries(c: Any, after: int, most: int) -> tuple[int, list[rows.Entry]]:
    last, changed = rows.changed_records(c, after, most)
    found = []
    for (kind, record_id), row in changed.items():
        if kind not in KINDS:
            continue
        content = json.loads(row.content)
        words = "" if row.removed else _words(title(kind, content), parts(content))
        child = record_id if kind == "child" else content.get("child_id")
        found.append(
            rows.Entry(kind, record_id, child, _at(content, row), row.created_by, row.created_at, words)
        )
    return last, found


def _words(title: str, parts: Sequence[tuple[str, str]]) -> str:
    return findwords.searchable("\n".join([title, *(f"{h}\n{b}" for h, b in parts)]))


def event_title(e: Any) -> str:
    said = describe_attrs(e.type, read_values(e.attrs))
    return event_label(e.type) + (f": {said[:1].lower()}{said[1:]}" if said else "")


def title(kind: str, content: Mapping[str, Any]) -> str:
    if kind == "child":
        return full_name(content["given"], content["family_name"])
    if kind == "plan":
        return title_of(content["kind"])
    return next((line(str(content[k])) for k in _TITLES if content.get(k)), KINDS[kind][0])


def _at(content: Mapping[str, Any], row: Any) -> str:
    days = ("at", "written", "drawn_up", "given", "due_by", "started", "since", "start")
    found = (str(content.get(k) or "") for k in days)
    return next((day for day in found if _DATE.fullmatch(day)), row.created_at[:10])


def parts(content: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(heading, text) of all that is written in a record; dates, marks and numbers are left out."""
    return list(_texts(content, ""))


def _texts(value: Any, under: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        heading = str(value.get("heading") or under)
        for name, inner in value.items():
            if name == "address" and value.get("protected"):
                continue  # told only when it is asked for
            if name not in _NOT_WORDS and name != "heading":
                yield from _texts(inner, heading if isinstance(inner, str) and "heading" in value else name)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, under)
    elif isinstance(value, str) and value.strip() and not _DATE.fullmatch(value):
        yield under.replace("_", " ").capitalize(), value
