"""10,000 children's next deadlines: read from the encrypted store, and computed."""

from __future__ import annotations

import json
import tempfile
import time
import uuid
from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from models import tables
from models.opening import create
from models.repositories import events as event_queries
from services.engine.facts import Case, Event
from services.engine.schedule import schedule
from services.usecases.calendars import working_calendar
from services.usecases.standards import library
from tests.benchmarks.childcalendar import TODAY, case
from tests.benchmarks.measure import Figure, rounds, told

CHILDREN, EVENTS = 10_000, 12
NOW = datetime(2026, 3, 20, 9, 30)
STAMP = {"created_by": "Ros Adeyemi", "created_at": "2026-03-20T09:30:00"}
SQL = (
    "SELECT id, child_id, type, at, planned, attrs, milestones FROM event "
    "WHERE removed = 0 AND subject = 'child' ORDER BY child_id, at, rowid"
)


def _full(table: Any, row: dict[str, Any]) -> dict[str, Any]:
    defaults = {k: f.default for k, f in table.model_fields.items() if not f.is_required() and k not in row}
    return {**defaults, **STAMP, **row}


def _rows() -> Iterator[tuple[Any, list[dict[str, Any]]]]:
    worker = str(uuid.uuid4())
    yield tables.Worker, [_full(tables.Worker, {"id": worker, "name": "W", "folded": "w"})]
    kinds = [case(EVENTS, seed) for seed in range(20)]
    children, versions, events = [], [], []
    for number in range(CHILDREN):
        child = str(uuid.uuid4())
        head = {"id": child, "given": f"Child {number}", "family_name": "Sample", "born": "2019-05-04"}
        children.append(_full(tables.Child, {**head, "authority": "stoke-on-trent", "worker_id": worker}))
        for event in kinds[number % len(kinds)].events:
            one = str(uuid.uuid4())
            said = {
                "type": event.type,
                "at": event.at.isoformat(timespec="minutes"),
                "attrs": json.dumps(dict(event.attrs)),
            }  # type: ignore[call-arg]
            versions.append(
                _full(tables.EventVersion, {"id": str(uuid.uuid4()), "event_id": one, "number": 1, **said})
            )
            events.append(
                _full(tables.Event, {"id": one, "version": 1, "child_id": child, "subject": "child", **said})
            )
    yield tables.Child, children
    yield tables.EventVersion, versions
    yield tables.Event, events


def facts(rows: Any) -> Iterator[tuple[str, Case]]:
    """The rows as the engine takes them, child by child."""
    for child, group in groupby(rows, key=lambda row: row[1]):
        events = []
        for _id, _child, kind, at, planned, attrs, _milestones in group:
            told_attrs = {k: tuple(v) if isinstance(v, list) else v for k, v in json.loads(attrs).items()}
            moment = datetime.fromisoformat(at) if "T" in at else date.fromisoformat(at)
            events.append(Event(kind, moment, told_attrs, {}, bool(planned)))
        yield child, Case("child", {"born": date(2019, 5, 4)}, tuple(events))


def figures() -> list[Figure]:
    from sqlalchemy import insert

    with tempfile.TemporaryDirectory() as name:
        store, _code = create(Path(name) / "store", "calm rivers carry 7 boats", NOW)
        with store.write() as connection:
            for table, rows in _rows():
                connection.execute(insert(table.__table__), rows)

        def ours() -> Any:
            with store.read() as connection:
                return event_queries.of_all_children(connection)

        def raw() -> Any:
            with store.read() as connection:
                return store.raw(connection).execute(SQL).fetchall()

        assert [tuple(row) for row in ours()] == [tuple(row) for row in raw()]
        a, b = rounds(5, ours, raw)
        book, calendar = library().rulebook("stoke-on-trent"), working_calendar()
        start = time.perf_counter()
        soonest = {
            child: next(
                (d for d in schedule(book, one, TODAY, TODAY, calendar) if d.due and d.state == "due"), None
            )
            for child, one in facts(ours())
        }
        whole = time.perf_counter() - start
        store.close()
    return [
        Figure("reading 10,000 children from the encrypted store", a / b, 3.0, "×",
               f"{CHILDREN * EVENTS:,} events in {told(a)}; raw fetchall {told(b)}; "
               f"read and each child's next deadline computed: {told(whole)} ({told(whole / len(soonest))} a child)"),
    ]  # fmt: skip
