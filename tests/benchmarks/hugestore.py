"""A store as large as a whole authority's: children with 40 events each, every event with notes."""

from __future__ import annotations

import json
import random
import re
import uuid
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from models import tables
from models.keys import LEAST
from services.usecases import access
from services.usecases.desk import Desk
from services.usecases.results import Own
from tests.benchmarks.childcalendar import case

NOW = datetime(2026, 3, 20, 9, 30)
STAMP = {"created_by": "Ros Adeyemi", "created_at": "2026-03-20T09:30:00"}
PASSPHRASE = "calm rivers carry 7 boats"
RARE = "kingfisher"  # stands in one note of a thousand
_AT_ONCE = 500  # children written in one go
_WORDS = re.findall(
    r"\w+",
    "home school mum dad bedroom quiet happy worried talked played drew visit plan agreed seen alone kitchen garden "
    "brother sister nan teacher nurse sleep supper bus bike football reading angry calm settled tidy cold warm money",
)


def made(folder: Path, children: int, events: int = 40) -> tuple[Desk, list[str]]:
    """An open desk over a new store, and the ids of its children."""
    from sqlalchemy import insert

    own = Own("Ros Adeyemi", "social_worker", "stoke-on-trent")
    desk, _ = access.create(folder, PASSPHRASE, own, clock=lambda: NOW, cost=LEAST)
    store = desk._office.store
    with store.read() as c:
        worker = c.exec_driver_sql("SELECT id FROM worker").scalar_one()
    ids: list[str] = []
    for first in range(0, children, _AT_ONCE):
        with store.write() as connection:
            for table, rows in _rows(worker, first, min(children, first + _AT_ONCE), events, ids):
                connection.execute(insert(table.__table__), rows)
    return desk, ids


def _rows(
    worker: str, first: int, last: int, count: int, ids: list[str]
) -> Iterator[tuple[Any, list[dict[str, Any]]]]:
    kinds = [case(count, seed) for seed in range(20)]
    chance = random.Random(first)
    children, heads, versions, events, notes = [], [], [], [], []
    for number in range(first, last):
        child = str(uuid.uuid4())
        ids.append(child)
        given = {"given": f"Child {number}", "family_name": "Sample", "born": "2019-05-04", "facts": "{}"}
        row = {**given, "authority": "stoke-on-trent", "worker_id": worker}
        children.append(_full(tables.Child, {"id": child, **row}))
        said = {
            "kind": "child",
            "record_id": child,
            "number": 1,
            "content": json.dumps({**row, "removed": 0}),
        }
        heads.append(_full(tables.RecordVersion, {"id": str(uuid.uuid4()), **said}))
        for event in kinds[number % len(kinds)].events:
            one, version = str(uuid.uuid4()), str(uuid.uuid4())
            told = {
                "type": event.type,
                "at": event.at.isoformat(timespec="minutes"),  # type: ignore[call-arg]
                "attrs": json.dumps(dict(event.attrs)),
            }
            versions.append(_full(tables.EventVersion, {"id": version, "event_id": one, "number": 1, **told}))
            events.append(_full(tables.Event, {"id": one, "child_id": child, "version": 1, **told}))
            for position, heading in enumerate(("The child's voice, in their words", "Analysis")):
                words = chance.choices(_WORDS, k=45)
                if chance.random() < 0.001:
                    words[20] = RARE
                place = {"version_id": version, "position": position, "heading": heading}
                body = " ".join(words)
                notes.append(_full(tables.EventNote, {"id": str(uuid.uuid4()), "body": body, **place}))
    yield tables.Child, children
    yield tables.RecordVersion, heads
    yield tables.EventVersion, versions
    yield tables.Event, events
    yield tables.EventNote, notes


def _full(table: Any, row: dict[str, Any]) -> dict[str, Any]:
    defaults = {k: f.default for k, f in table.model_fields.items() if not f.is_required() and k not in row}
    return {**defaults, **STAMP, **row}
