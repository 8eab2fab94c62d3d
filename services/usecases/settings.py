"""The user's own name and role, closure days, one-off bank holidays and term dates."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from models.repositories import own as own_rows
from models.repositories import records
from services.usecases.checking import Check
from services.usecases.cleaning import folded
from services.usecases.office import Office, write_own
from services.usecases.results import Own, OwnDay, OwnTerm
from services.usecases.spelling import SETTING
from services.usecases.standards import library

DAY_KINDS = ("closure", "bank_holiday")


def checked_own(own: Own, check: Check, authorities: Collection[str] | None = None) -> Own:
    """The user's details, cleaned; problems go to `check`. `authorities`: those known, else the shipped ones."""
    name = check.line("name", own.name, needed="give the name that your records carry")
    role = check.line("role", own.role)
    check.known("authority", own.authority, authorities or library().ids, "authority")
    kept = {str(k): check.text(f"settings.{k}", str(v)) for k, v in own.settings.items()}
    return Own(name, role, own.authority, kept)


def save_own(office: Office, own: Own) -> None:
    check = Check()
    own = checked_own(own, check, office.library.ids)
    check.done()
    with office.write() as c:
        stamp = office.stamp()
        if words := own_rows.settings(c).get(
            SETTING
        ):  # words added meanwhile are not lost to an older reading
            own = replace(own, settings={**own.settings, SETTING: words})
        write_own(c, own, folded(own.name), stamp)
        kept = {
            "name": own.name,
            "role": own.role,
            "authority": own.authority,
            "settings": dict(own.settings),
        }
        _keep(c, "own", kept, own.name, stamp)
    office.forget()
    office.changes.publish("settings")


def save_days(office: Office, days: Sequence[OwnDay]) -> None:
    """Replace the closure days and one-off bank holidays."""
    check, rows = Check(), []
    for i, d in enumerate(days):
        check.year(f"days[{i}].day", d.day)
        check.known(f"days[{i}].kind", d.kind, DAY_KINDS, "kind of day")
        name = check.line(f"days[{i}].name", d.name) or (
            "Closure day" if d.kind == "closure" else "Bank holiday"
        )
        rows.append({"day": d.day.isoformat(), "name": name, "kind": d.kind})
    seen = [r["day"] for r in rows]
    for i, day in enumerate(seen):
        if day in seen[:i]:
            check.wrong(f"days[{i}].day", "is there twice", "leave one out")
    check.done()
    _save(office, "own_days", rows)


def save_terms(office: Office, terms: Sequence[OwnTerm]) -> None:
    """Replace the term dates."""
    check, rows = Check(), []
    for i, t in enumerate(terms):
        check.year(f"terms[{i}].start", t.start)
        check.year(f"terms[{i}].end", t.end)
        if t.end < t.start:
            check.wrong(f"terms[{i}].end", "is before the start", "look at both dates")
        name = check.line(f"terms[{i}].name", t.name) or "Term"
        rows.append({"start": t.start.isoformat(), "last": t.end.isoformat(), "name": name})
    ordered = sorted((t.start, t.end, i) for i, t in enumerate(terms))
    for (_, end, _), (start, _, i) in pairwise(ordered):
        if start <= end:
            check.wrong(f"terms[{i}].start", "lies within another term", "terms follow one another")
    check.done()
    _save(office, "own_terms", rows)


def _save(office: Office, kind: str, rows: list[dict[str, str]]) -> None:
    by, stamp = office.author(), office.stamp()
    with office.write() as c:
        (own_rows.save_days if kind == "own_days" else own_rows.save_terms)(c, rows, by, stamp)
        _keep(c, kind, {"rows": rows}, by, stamp)
    office.forget()
    office.changes.publish("settings")


def _keep(c: Any, kind: str, content: Mapping[str, Any], by: str, stamp: str) -> None:
    """What was set before stays readable, as with every record; unchanged settings add nothing."""
    before = records.versions(c, kind, kind)
    if not before or json.loads(before[-1]["content"]) != content:
        records.keep(c, kind, kind, content, by, stamp, "")
