"""The full-text index: which records it holds, under which words, and how far the history has been read into it.

Everything that is written leaves a row in `event_version` or `record_version`, so the index is brought up to date
by reading on from the last row that it knows.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, insert, select, update

from models.tables import Event, EventNote, EventVersion, RecordVersion, SearchEntry
from models.tables.base import core, new_id

_entry, _event, _event_version, _note, _record = (
    core(t) for t in (SearchEntry, Event, EventVersion, EventNote, RecordVersion)
)
_MARK = "_read_up_to"  # entries of this kind: how far each history has been read; they have no words
HISTORIES = {"event_version": _event_version, "record_version": _record}


class Entry(NamedTuple):
    """A record as it is found: its own author and time of writing, the moment that it tells of, its words."""

    kind: str
    record_id: str
    child_id: str | None
    at: str
    by: str
    written: str
    words: str  # folded; "" takes the record out of the index


def marks(c: Connection) -> dict[str, int]:
    """History → the number of the last row that has been read."""
    rows = c.execute(select(_entry.c.record_id, _entry.c.digest).where(_entry.c.kind == _MARK))
    return {r.record_id: int(r.digest) for r in rows}


def newest(c: Connection) -> dict[str, int]:
    """History → the number of its last row."""
    return {n: c.exec_driver_sql(f"SELECT coalesce(max(rowid), 0) FROM {n}").scalar_one() for n in HISTORIES}


def mark(c: Connection, history: str, number: int, by: str, at: str) -> None:
    """Note that a history has been read up to a row."""
    same = (_entry.c.kind == _MARK) & (_entry.c.record_id == history)
    if not c.execute(update(_entry).where(same).values(digest=str(number))).rowcount:
        row = {"id": new_id(), "created_by": by, "created_at": at, "docid": _next(c), "kind": _MARK}
        c.execute(
            insert(_entry), {**row, "record_id": history, "child_id": None, "at": "", "digest": str(number)}
        )


def changed_events(c: Connection, after: int, most: int) -> tuple[int, list[str]]:
    """The events that versions after a row are of, and the number of the last of those rows."""
    rows = c.exec_driver_sql(
        "SELECT rowid, event_id FROM event_version WHERE rowid > ? ORDER BY rowid LIMIT ?", (after, most)
    ).all()
    return (rows[-1][0] if rows else after), list(dict.fromkeys(r[1] for r in rows))


def changed_records(c: Connection, after: int, most: int) -> tuple[int, dict[tuple[str, str], Any]]:
    """(kind, id) → the newest of those versions (content, removed, created_by, created_at)."""
    rows = c.exec_driver_sql(
        "SELECT rowid, kind, record_id, content, removed, created_by, created_at FROM record_version "
        "WHERE rowid > ? ORDER BY rowid LIMIT ?",
        (after, most),
    ).all()
    return (rows[-1][0] if rows else after), {(r.kind, r.record_id): r for r in rows}


def events(c: Connection, ids: Sequence[str]) -> Sequence[Any]:
    """(id, child_id, type, at, attrs, removed, version_id, created_by, created_at) of events as they stand."""
    query = (
        select(
            _event.c.id,
            _event.c.child_id,
            _event.c.type,
            _event.c.at,
            _event.c.planned,
            _event.c.attrs,
            _event.c.removed,
            _event_version.c.id.label("version_id"),
            _event_version.c.created_by,
            _event_version.c.created_at,
        )
        .join(
            _event_version,
            (_event_version.c.event_id == _event.c.id) & (_event_version.c.number == _event.c.version),
        )
        .where(_event.c.id.in_(ids))
    )
    return c.execute(query).all()


def notes(c: Connection, version_ids: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
    """Version → its (heading, body), in order."""
    found: dict[str, list[tuple[str, str]]] = {}
    query = select(_note.c.version_id, _note.c.heading, _note.c.body).where(
        _note.c.version_id.in_(version_ids)
    )
    for version, heading, body in c.execute(query.order_by(_note.c.version_id, _note.c.position)):
        found.setdefault(version, []).append((heading, body))
    return found


def put(c: Connection, entries: Sequence[Entry], digests: Sequence[str]) -> None:
    """Write entries anew, or take out those that have no words; what says the same is left alone."""
    known = _known(c, entries)
    free = _next(c)
    gone: list[tuple[int]] = []
    out: list[tuple[int]] = []
    new: list[tuple[Any, ...]] = []
    again: list[tuple[Any, ...]] = []
    words: list[tuple[int, str]] = []
    for entry, digest in zip(entries, digests, strict=True):
        docid, said = known.get((entry.kind, entry.record_id), (0, ""))
        if docid and (said != digest or not entry.words):
            gone.append((docid,))
        if not entry.words:
            out.append((docid,))
            continue
        told = (entry.by, entry.written, entry.child_id, entry.at, digest)
        if docid:
            again.append((*told, docid))
        else:
            docid, free = free, free + 1
            new.append((*told, docid, new_id(), entry.kind, entry.record_id))
        if said != digest:
            words.append((docid, entry.words))
    for statement, rows in (
        ("DELETE FROM search WHERE rowid = ?", gone),
        ("DELETE FROM search_entry WHERE docid = ?", out),
        (f"UPDATE search_entry SET {', '.join(f'{n} = ?' for n in _TOLD)} WHERE docid = ?", again),
        (f"INSERT INTO search_entry ({', '.join(_TOLD)}, docid, id, kind, record_id) VALUES ({_MARKS})", new),
        ("INSERT INTO search (rowid, words) VALUES (?, ?)", words),
    ):
        if rows:
            c.exec_driver_sql(statement, rows)


_TOLD = ("created_by", "created_at", "child_id", "at", "digest")
_MARKS = ", ".join("?" * 9)


def _known(c: Connection, entries: Sequence[Entry]) -> dict[tuple[str, str], tuple[int, str]]:
    """(kind, record) → (docid, digest) of those of these records that are in the index."""
    columns = (_entry.c.kind, _entry.c.record_id, _entry.c.docid, _entry.c.digest)
    kinds, ids = {e.kind for e in entries}, [e.record_id for e in entries]
    rows = c.execute(select(*columns).where(_entry.c.kind.in_(kinds), _entry.c.record_id.in_(ids)))
    return {(r.kind, r.record_id): (r.docid, r.digest) for r in rows}


def _next(c: Connection) -> int:
    return int(c.exec_driver_sql("SELECT coalesce(max(docid), 0) + 1 FROM search_entry").scalar_one())


def terms(c: Connection) -> list[str]:
    """Every word that is in the index."""
    return [r[0] for r in c.exec_driver_sql("SELECT term FROM search_word")]


def holds(c: Connection, query: str, more_than: int = 0) -> bool:
    """Whether more than so many entries hold the words of an FTS5 query."""
    counted = "SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? LIMIT ?)"
    return int(c.exec_driver_sql(counted, (query, more_than + 1)).scalar_one()) > more_than


def match(
    c: Connection,
    query: str,
    *,
    child_ids: Sequence[str] = (),
    kinds: Sequence[str] = (),
    by: str = "",
    first: str = "",
    last: str = "",
    most: int = 200,
) -> Sequence[Any]:
    """(kind, record_id, child_id, at, created_by, created_at) of what holds the words of an FTS5 query; the best first.

    `first`, `last`: days between which the moment lies that a record tells of. Without a query all that fits, the
    newest first.
    """
    where, values = _where(child_ids, kinds, by, first, last)
    if query:
        text = (
            f"SELECT {_COLUMNS} FROM search JOIN search_entry e ON e.docid = search.rowid "
            f"WHERE search MATCH ? AND {where} "
            "ORDER BY e.kind = 'child' DESC, bm25(search), e.at DESC LIMIT ?"
        )
        given = (query, *values, most)
    else:
        text = f"SELECT {_COLUMNS} FROM search_entry e WHERE {where} ORDER BY e.at DESC LIMIT ?"
        given = (*values, most)
    return c.exec_driver_sql(text, given).all()


def match_newest(
    c: Connection,
    query: str,
    *,
    child_ids: Sequence[str] = (),
    kinds: Sequence[str] = (),
    by: str = "",
    first: str = "",
    last: str = "",
    most: int = 200,
    among: int = 5000,
) -> Sequence[Any]:
    """As `match`, for words that very many entries hold: weighing each of them would take seconds.

    Children come first. Where nothing but the kind narrows it, the rest is the best of the `among` entries that were
    written last; else all that fits, the newest first.
    """
    held = f"SELECT {_COLUMNS} FROM search_entry e WHERE e.docid IN (SELECT rowid FROM search WHERE search MATCH ?)"
    where, values = _where(child_ids, kinds, by, first, last)
    order = "ORDER BY e.kind = 'child' DESC, e.at DESC LIMIT ?"
    if child_ids or by or first or last or not {_COMMON, "child"} <= set(kinds):
        return c.exec_driver_sql(f"{held} AND {where} {order}", (query, *values, most)).all()
    found = list(c.exec_driver_sql(f"{held} AND e.kind = 'child' {order}", (query, most)).all())
    newest = (
        "WITH f AS MATERIALIZED (SELECT rowid AS docid, bm25(search) AS weight FROM search WHERE search MATCH ? "
        f"ORDER BY rowid DESC LIMIT ?) SELECT {_COLUMNS} FROM f CROSS JOIN search_entry e ON e.docid = f.docid "
        f"WHERE {where} AND e.kind <> 'child' ORDER BY f.weight, e.at DESC LIMIT ?"
    )
    return found + list(c.exec_driver_sql(newest, (query, among, *values, most - len(found))).all())


_COLUMNS = "e.kind, e.record_id, e.child_id, e.at, e.created_by, e.created_at"
_COMMON = "event"  # the kind of most entries


def _where(
    child_ids: Sequence[str], kinds: Sequence[str], by: str, first: str, last: str
) -> tuple[str, list[str]]:
    where, values = ["e.kind <> ?"], [_MARK]
    for column, wanted in (("child_id", child_ids), ("kind", kinds)):
        if wanted:
            where.append(f"e.{column} IN ({', '.join('?' * len(wanted))})")
            values += wanted
    for clause, value in (("e.created_by = ?", by), ("e.at >= ?", first), ("e.at < ?", last and last + "~")):
        if value:
            where.append(clause)
            values.append(value)
    return " AND ".join(where), values


def authors(c: Connection) -> list[str]:
    """Whoever wrote something that can be found."""
    query = select(_entry.c.created_by).where(_entry.c.kind != _MARK).distinct()
    return sorted(c.execute(query).scalars())
