"""Versions of a pack: what a new one would change, rule by rule and child by child (`counting` says which counts)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from services.engine.calendar import WorkingCalendar
from services.engine.facts import Case, day_of
from services.engine.findings import DUE, OVERDUE, PROJECTED, Deadline
from services.engine.rulebook import Rulebook, Standard
from services.usecases.calendars import view
from services.usecases.counting import counted as versioned_schedule
from services.usecases.phrasing import both, condition, either, happening, thing
from services.usecases.standards_results import CaseChange, CaseChanges, PackChanges, RuleChange
from services.usecases.telling import short_limit

ADDED, CHANGED, REWORDED, DROPPED = "added", "changed", "reworded", "dropped"
SOONER, LATER, GONE = "sooner", "later", "gone"
_SAMPLE = 400  # starts that are tried when two limits are compared: more than a year of days
_WORDS = ("says", "cite", "note", "reading", "role", "force", "area", "topic", "tied", "looser")


# --- rule by rule -----------------------------------------------------------------------------------------------------
def pack_changes(before: Rulebook, after: Rulebook, calendar: WorkingCalendar) -> PackChanges:
    """What the new version adds, changes, rewords and drops."""
    old = {s.id: s for s in before.standards}
    new = {s.id: s for s in after.standards}
    found: dict[str, list[RuleChange]] = {ADDED: [], CHANGED: [], DROPPED: [], REWORDED: []}
    for s in after.standards:
        if s.id not in old:
            found[ADDED].append(RuleChange(ADDED, s.id, s.says, s.cite, "", short_limit(s), "", ()))
        elif change := _rule_change(old[s.id], s, calendar):
            found[change.kind].append(change)
    for s in before.standards:
        if s.id not in new:
            found[DROPPED].append(RuleChange(DROPPED, s.id, s.says, s.cite, short_limit(s), "", "", ()))
    texts_before = {(e.id, e.says) for e in before.expectations}
    texts_after = {(e.id, e.says) for e in after.expectations}
    return PackChanges(
        after.id,
        before.version,
        after.version,
        after.effective,
        tuple(change for rows in found.values() for change in rows),
        (len(texts_after - texts_before), len(texts_before - texts_after)),
    )


def _rule_change(old: Standard, new: Standard, calendar: WorkingCalendar) -> RuleChange | None:
    parts = tuple((n, a, b) for n, a, b in zip(_PARTS, _told(old), _told(new), strict=True) if a != b)
    counted = not counts_alike(old, new)
    worded = tuple((name, a, b) for name in _WORDS if (a := _worded(old, name)) != (b := _worded(new, name)))
    if not counted and not worded:
        return None
    kind = CHANGED if counted else REWORDED
    return RuleChange(
        kind,
        new.id,
        new.says,
        new.cite,
        short_limit(old),
        short_limit(new),
        limit_way(old, new, calendar) if counted else "",
        (*parts, *worded),
    )


def _worded(s: Standard, name: str) -> str:
    """A part of a standard that counts nothing, as text; what is left out reads as what it stands for."""
    value = getattr(s, name)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(value) if isinstance(value, tuple) else str(value)


_PARTS = ("limit", "starts", "met by", "until", "only where")


def _told(s: Standard) -> tuple[str, ...]:
    return (
        short_limit(s),
        either([happening(t) for t in s.clock]),
        either([happening(t) if t.milestone else thing(t) for t in s.met_by]),
        either([happening(t) for t in s.until]),
        both([condition(c) for c in s.when]),
    )


def counts_alike(one: Standard, two: Standard) -> bool:
    """Whether two standards give the same dates in every case."""
    return _counted(one.raw) == _counted(two.raw)


def _counted(raw: Mapping[str, Any]) -> tuple[Any, ...]:
    names = ("clock", "due", "repeat", "until", "met_by", "kind", "limit")
    return (*(raw.get(n) or "" for n in names), tuple(raw.get("when", ())))


def limit_way(old: Standard, new: Standard, calendar: WorkingCalendar) -> str:
    """Whether the new limit ends sooner or later than the old one, from most working days of a year; '' if neither."""
    a, b = old.due or old.repeat, new.due or new.repeat
    if old.kind == "caseload" or a is None or b is None:
        return "" if old.kind == "caseload" or a is b else (LATER if b is None else SOONER)
    way = 0
    for pair in ((a, b), (old.repeat, new.repeat)):
        one, two = pair
        if one is None or two is None:
            continue
        days = (date(2026, 1, 1) + timedelta(n) for n in range(_SAMPLE))
        for start in filter(calendar.is_working, days):
            x, y = day_of(calendar.add(start, one)), day_of(calendar.add(start, two))
            way += (y > x) - (y < x)
        if way:
            break
    if not way and a.parts != b.parts:  # the same day, counted otherwise: hours of one day
        return ""
    return LATER if way > 0 else SOONER if way < 0 else ""


# --- child by child ---------------------------------------------------------------------------------------------------
def case_changes(
    before: Sequence[Rulebook],
    after: Sequence[Rulebook],
    case: Case,
    today: date,
    until: date,
    calendar: WorkingCalendar,
) -> CaseChanges:
    """A case under the versions installed so far and with the new one: what is added, sooner, later and gone."""
    old = _open(versioned_schedule(before, case, today, until, calendar))
    new = _open(versioned_schedule(after, case, today, until, calendar))
    changes = []
    unchanged = 0
    for key in sorted({*old, *new}):
        one, two = old.get(key), new.get(key)
        if one is None or two is None:
            kind = ADDED if one is None else GONE
            changes.append(CaseChange(kind, _view(one), _view(two), None))
            continue
        if one.due == two.due:
            unchanged += 1
            continue
        kind, days = _shift(one, two)
        changes.append(CaseChange(kind, _view(one), _view(two), days))
    order = {ADDED: 0, SOONER: 1, LATER: 2, GONE: 3}
    changes.sort(key=lambda c: order[c.kind])
    return CaseChanges(tuple(changes), unchanged)


def _view(d: Deadline | None) -> Any:
    return view(d, why=False) if d else None


def _shift(one: Deadline, two: Deadline) -> tuple[str, int | None]:
    if one.due is None or two.due is None:
        return (SOONER if one.due is None else LATER), None
    days = (day_of(two.due) - day_of(one.due)).days
    return (SOONER if two.due.isoformat() < one.due.isoformat() else LATER), days


def _open(found: Sequence[Deadline]) -> dict[tuple[str, int], Deadline]:
    """What is open or ahead, by standard and place in its own order: the third visit ahead against the third."""
    places: dict[str, int] = {}
    out = {}
    for d in found:
        if d.state in (DUE, OVERDUE, PROJECTED):
            place = places.get(d.standard.id, 0)
            places[d.standard.id] = place + 1
            out[d.standard.id, place] = d
    return out
