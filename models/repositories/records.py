"""Every record other than an event: saved whole with its parts, each saving kept as a version.

A record's content is a plain dictionary of its columns; the parts of a plan or summary are lists under their names.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, func, insert, select, update

from models import tables
from models.tables.base import AS_WRITTEN, core, new_id


class _Part(NamedTuple):
    name: str  # under which the content lists them
    model: Any
    parent: str  # column that names the record they belong to
    parts: tuple[_Part, ...] = ()

    @property
    def table(self) -> Any:
        return core(self.model)


_MODELS: dict[str, Any] = {
    "child": tables.Child,
    "person": tables.Person,
    "plan": tables.Plan,
    "summary": tables.Summary,
    "agreement": tables.Agreement,
    "waiver": tables.Waiver,
    "pack": tables.Pack,
    "tie": tables.Tie,
    "genogram": tables.Genogram,
    "key_fact": tables.KeyFact,
    "photo": tables.Photo,
    "consent": tables.Consent,
    "sharing": tables.Sharing,
    "action": tables.Action,
    "audit": tables.Audit,
    "chronology_edit": tables.ChronologyEdit,
    "ending": tables.Ending,
    "letter": tables.Letter,
}
TABLES = {kind: core(model) for kind, model in _MODELS.items()}
_ACTIONS = _Part("actions", tables.PlanAction, "outcome_id")
_SCALES = _Part("scales", tables.PlanScale, "outcome_id")
_PARTS: dict[str, tuple[_Part, ...]] = {
    "person": (_Part("shares", tables.PersonShare, "person_id"),),
    "plan": (
        _Part("outcomes", tables.PlanOutcome, "plan_id", (_ACTIONS, _SCALES)),
        _Part("signatures", tables.PlanSignature, "plan_id"),
        _Part("sections", tables.PlanSection, "plan_id"),
        _Part("copies", tables.PlanCopy, "plan_id"),
    ),
    "summary": (_Part("parts", tables.SummaryPart, "summary_id"),),
    "audit": (_Part("answers", tables.AuditAnswer, "audit_id"),),
    "ending": (_Part("items", tables.EndingItem, "ending_id"),),
}
_OWN = ("id", "created_by", "created_at")
_version = core(tables.RecordVersion)


def add(c: Connection, kind: str, content: Mapping[str, Any], by: str, at: str) -> str:
    """Insert a record and its first version; returns its id."""
    record_id, table = new_id(), TABLES[kind]
    values = _columns(table, {**_empty(_MODELS[kind]), **content})
    c.execute(insert(table), {"id": record_id, "created_by": by, "created_at": at, **values})
    _write_parts(c, _PARTS.get(kind, ()), record_id, content, by, at)
    keep(c, kind, record_id, content, by, at, "")
    return record_id


def change(
    c: Connection, kind: str, record_id: str, content: Mapping[str, Any], by: str, at: str, why: str = ""
) -> None:
    """Replace what a record says; what it said before stays in its versions."""
    table = TABLES[kind]
    c.execute(update(table).where(table.c.id == record_id).values(**_columns(table, content)))
    _remove_parts(c, _PARTS.get(kind, ()), (record_id,))
    _write_parts(c, _PARTS.get(kind, ()), record_id, content, by, at)
    keep(c, kind, record_id, content, by, at, why)


def _columns(table: Any, content: Mapping[str, Any]) -> dict[str, Any]:
    return {k.name: content[k.name] for k in table.columns if k.name in content and k.name not in _OWN}


def _empty(model: Any) -> dict[str, Any]:
    """What the columns hold that nothing was said about."""
    return {
        name: field.default
        for name, field in model.model_fields.items()
        if name not in _OWN and not field.is_required()
    }


def _write_parts(
    c: Connection, parts: tuple[_Part, ...], parent: str, content: Mapping[str, Any], by: str, at: str
) -> None:
    for part in parts:
        for position, row in enumerate(content.get(part.name, ())):
            part_id = new_id()
            own = {
                "id": part_id,
                "created_by": by,
                "created_at": at,
                "position": position,
                part.parent: parent,
            }
            c.execute(insert(part.table), {**_empty(part.model), **_columns(part.table, row), **own})
            _write_parts(c, part.parts, part_id, row, by, at)


def _remove_parts(c: Connection, parts: tuple[_Part, ...], parents: Sequence[str]) -> None:
    for part in parts:
        belongs = part.table.c[part.parent].in_(parents)
        if part.parts:
            _remove_parts(c, part.parts, c.execute(select(part.table.c.id).where(belongs)).scalars().all())
        c.execute(delete(part.table).where(belongs))


def keep(
    c: Connection, kind: str, record_id: str, content: Mapping[str, Any], by: str, at: str, why: str
) -> None:
    """Append a version of a record."""
    same = (_version.c.kind == kind) & (_version.c.record_id == record_id)
    number = (
        int(c.execute(select(func.coalesce(func.max(_version.c.number), 0)).where(same)).scalar_one()) + 1
    )
    row = {
        "id": new_id(),
        "created_by": by,
        "created_at": at,
        "kind": kind,
        "record_id": record_id,
        "why": why,
    }
    kept = {"number": number, "content": json.dumps(content, ensure_ascii=False)}
    c.execute(insert(_version), {**row, **kept, "removed": int(content.get("removed", 0))})


def one(c: Connection, kind: str, record_id: str) -> dict[str, Any] | None:
    """A record with its parts, removed or not."""
    table = TABLES[kind]
    row = c.execute(select(table).where(table.c.id == record_id)).mappings().one_or_none()
    return None if row is None else _with_parts(c, kind, [row])[0]


def of_child(c: Connection, kind: str, child_id: str) -> list[dict[str, Any]]:
    """A child's records of that kind that are not removed, oldest first, with their parts."""
    table = TABLES[kind]
    query = select(table).where(table.c.child_id == child_id, table.c.removed == 0)
    return _with_parts(c, kind, c.execute(query.order_by(table.c.created_at, AS_WRITTEN)).mappings().all())


def removed_of(c: Connection, kind: str, child_id: str | None) -> list[str]:
    """The ids of a child's records of that kind (None: of nobody's) that were taken off."""
    table = TABLES[kind]
    query = select(table.c.id).where(table.c.child_id == child_id, table.c.removed == 1)
    return list(c.execute(query).scalars())


def of_source(c: Connection, kind: str, source: str, source_id: str) -> list[dict[str, Any]]:
    """Records (actions, say) that came out of one other record and are not removed, as they were written."""
    table = TABLES[kind]
    mine = (table.c.source == source) & (table.c.source_id == source_id) & (table.c.removed == 0)
    return [dict(r) for r in c.execute(select(table).where(mine).order_by(AS_WRITTEN)).mappings()]


def removed_with(c: Connection, kind: str, source: str, source_id: str, why: str) -> list[str]:
    """The ids of removed records that came out of one other record and were last taken off for that reason."""
    table = TABLES[kind]
    mine = (table.c.source == source) & (table.c.source_id == source_id) & (table.c.removed == 1)
    ids = c.execute(select(table.c.id).where(mine).order_by(AS_WRITTEN)).scalars().all()
    return [each for each in ids if versions(c, kind, each)[-1]["why"] == why]


def version_counts(c: Connection, kind: str, record_ids: Sequence[str]) -> dict[str, int]:
    """How many versions each record has."""
    found: dict[str, int] = {}
    for start in range(0, len(record_ids), 500):
        mine = (_version.c.kind == kind) & _version.c.record_id.in_(record_ids[start : start + 500])
        query = select(_version.c.record_id, func.count()).where(mine).group_by(_version.c.record_id)
        found.update({r[0]: r[1] for r in c.execute(query)})
    return found


def last_written(c: Connection, kind: str, record_ids: Sequence[str]) -> dict[str, str]:
    """When the wording that stands of each record was written."""
    found: dict[str, str] = {}
    for start in range(0, len(record_ids), 500):
        mine = (_version.c.kind == kind) & _version.c.record_id.in_(record_ids[start : start + 500])
        query = select(_version.c.record_id, func.max(_version.c.created_at)).where(mine)
        found.update({r[0]: r[1] for r in c.execute(query.group_by(_version.c.record_id))})
    return found


def everything(c: Connection, kind: str) -> Sequence[Any]:
    """All rows of a kind that are not removed, without parts."""
    table = TABLES[kind]
    return c.execute(select(table).where(table.c.removed == 0)).all()


def _with_parts(c: Connection, kind: str, rows: Sequence[Any]) -> list[dict[str, Any]]:
    found = [dict(r) for r in rows]
    _read_parts(c, _PARTS.get(kind, ()), found)
    return found


def _read_parts(c: Connection, parts: tuple[_Part, ...], rows: list[dict[str, Any]]) -> None:
    by_id = {r["id"]: r for r in rows}
    for part in parts:
        parent = part.table.c[part.parent]
        query = select(part.table).where(parent.in_(list(by_id))).order_by(parent, part.table.c.position)
        inner = [dict(r) for r in c.execute(query).mappings()]
        for row in rows:
            row[part.name] = []
        for each in inner:
            by_id[each[part.parent]][part.name].append(each)
        _read_parts(c, part.parts, inner)


def versions(c: Connection, kind: str, record_id: str) -> Sequence[Any]:
    """Every saved version of a record, first to last; `content` is JSON."""
    same = (_version.c.kind == kind) & (_version.c.record_id == record_id)
    return c.execute(select(_version).where(same).order_by(_version.c.number)).mappings().all()
