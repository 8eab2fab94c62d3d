"""The chronology room: read for one child or the family, curated without touching the record, marked up to date.

An edit is a record of its own (`chronology_edit`): versioned, with its author and time, and undone like any other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from models.repositories import people, records
from services.engine.facts import day_of
from services.usecases import chronology, keeping, recording
from services.usecases.ages import full_name
from services.usecases.checking import Check, plain
from services.usecases.children import standing
from services.usecases.chronicle_results import (
    MOST,
    ChronologyView,
    EditVersion,
    Entry,
    EventPlace,
    LeftOut,
    OwnEntry,
    Part,
    printed,
)
from services.usecases.chronologychanges import edit_version
from services.usecases.chronologykinds import told_types
from services.usecases.cleaning import body
from services.usecases.commands import EventDraft
from services.usecases.errors import NotFound
from services.usecases.keeping import Back
from services.usecases.meanwhile import changed
from services.usecases.office import Office
from services.usecases.results import ChronologyEntry, Moment
from services.usecases.rows import moment_text, read_day

EVENT = "chronology"  # recorded when it was brought up to date
CHANGED = "chronology"  # the kind of `Changed`
_KIND = "chronology_edit"
_EMPTY: Mapping[str, Any] = {
    "hidden": 0, "significant": 0, "at": None, "what": "", "impact": "", "origin": "",
}  # fmt: skip
_SAID = ("hidden", "significant", "at", "what", "impact", "origin", "child_id", "source", "source_id")


def _called(children: Sequence[Any]) -> dict[str, str]:
    """Child → the shortest name that is no sibling's as well: the first name, all first names, the whole name."""
    ways = (
        lambda r: (r.given.split() or [full_name("", r.family_name)])[0],
        lambda r: r.given or full_name("", r.family_name),
        lambda r: full_name(r.given, r.family_name),
    )
    found: dict[str, str] = {}
    for way in ways:
        said = {r.id: way(r) for r in children if r.id not in found}
        last = way is ways[-1]
        found |= {i: name for i, name in said.items() if last or list(said.values()).count(name) == 1}
    return found


class Chronicle:
    """The chronologies of one store. Every method may be called from any thread."""

    def __init__(self, office: Office) -> None:
        self._office = office

    # --- reading -----------------------------------------------------------------------------------------------------
    def read(self, child_id: str, *, family: bool = False) -> ChronologyView:
        """A child's chronology, or that of the family on one line of time; hidden entries are among them.

        A child's own holds nothing but what is on that child's record.
        """
        with self._office.read() as c:
            child = standing(c, child_id)
            others = people.siblings(c, child_id, child.family_id) if family else ()
            children = tuple(
                (s.id, full_name(s.given, s.family_name), read_day(s.born)) for s in (child, *others)
            )
            called = _called((child, *others))
            entries = [e for each in children for e in chronology.of_child(c, each[0], called[each[0]])]
            updated = _last_updated(c, child_id)
            head = _head(c, child_id)
        authorities = self._authorities((child, *others))
        entries.sort(key=chronology.order)
        joined = _joined(entries, [each[0] for each in children]) if others else tuple(entries)
        court, number = (head["what"], head["impact"]) if head else ("", "")
        return ChronologyView(child_id, children, joined, updated, court, number, authorities)

    def _authorities(self, children: Sequence[Any]) -> tuple[str, ...]:
        """Whose standards apply to them, each once."""
        known = self._office.library.ids
        return tuple(
            dict.fromkeys(self._office.book(s.authority).name for s in children if s.authority in known)
        )

    def entries(self, child_id: str) -> tuple[ChronologyEntry, ...]:
        """What is printed of a child's chronology: numbered, without what is hidden."""
        return printed(self.read(child_id).entries)

    def left_out(self, child_id: str) -> tuple[LeftOut, ...]:
        """What happened and is not taken in by itself, the newest first."""
        with self._office.read() as c:
            standing(c, child_id)
            events, types = recording.views(c, child_id), told_types()
            edits = records.of_child(c, _KIND, child_id)
        marked = {e["source_id"] for e in edits if e["source"] == "event" and e["significant"]}
        rest = [e for e in events if not e.planned and e.type not in types and e.type != EVENT]
        return tuple(LeftOut(e, e.id in marked) for e in reversed(rest))

    def event_place(self, event_id: str) -> EventPlace:
        """How an event stands in the chronology, and what its entry says or would say."""
        with self._office.read() as c:
            row = recording.standing(c, event_id)
            child = standing(c, row["child_id"] or "")
            return chronology.event_place(c, child, event_id)

    def history(self, edit_id: str) -> tuple[EditVersion, ...]:
        """How an entry was curated before, first to last."""
        with self._office.read() as c:
            kept = records.versions(c, _KIND, edit_id)
        if not kept:
            raise NotFound
        return tuple(edit_version(row) for row in kept)

    # --- curating ----------------------------------------------------------------------------------------------------
    def reword(
        self,
        entry: Entry,
        what: str,
        impact: str,
        origin: str | None = None,
        worded: tuple[str, str] | None = None,
    ) -> None:
        """Let an entry say this from now on; a text that is as the record has it is not kept as wording of its own.

        `origin`: where an entry that was added by hand comes from. `worded`: how it was `Entry.worded` when somebody
        began; ChangedMeanwhile where somebody else has worded it since.
        """
        check = Check()
        needed = "say what happened" if entry.own else ""
        said = {"what": _brief(check, "what", what, needed), "impact": _brief(check, "impact", impact)}
        if entry.own and origin is not None:
            said["origin"] = check.line("origin", origin, needed="say where it comes from")
        check.done()
        if not entry.own:
            gathered = dict(zip(("what", "impact"), entry.gathered, strict=True))
            said = {name: "" if text == body(gathered[name]) else text for name, text in said.items()}
        self._curate(entry, said, "Change of a chronology entry", worded)

    def hide(self, entry: Entry, hidden: bool = True) -> None:
        """Leave an entry out, or show it again; the record keeps what it tells of."""
        label = "Hiding of a chronology entry" if hidden else "Showing of a chronology entry"
        self._curate(entry, {"hidden": int(hidden)}, label)

    def put_back(self, entry: Entry) -> None:
        """As the record has it; an entry added by hand is taken out. What was curated stays in its history."""
        edits = [part.edit_id for part in entry.parts if part.edit_id]
        if not edits:
            return
        with self._office.write() as c:
            backs = [keeping.remove(self._office, c, _KIND, each) for each in edits]
        label = "Removal of a chronology entry" if entry.own else "Putting back of a chronology entry"
        self._keep(label, _children(entry.parts), backs)

    def confirm(self, entry: Entry) -> None:
        """The wording is still right, although the record was amended after it."""
        edits = [part.edit_id for part in entry.parts if part.edit_id]
        with self._office.write() as c:
            backs = [keeping.save(self._office, c, _KIND, each, {})[1] for each in edits]
        self._keep("Confirming of a chronology entry", _children(entry.parts), backs)

    def take_in(self, event_ids: Sequence[str], significant: bool = True) -> None:
        """Mark events as significant: they stand in the chronology though their kind is left out otherwise."""
        backs: list[Back | None] = []
        whose: list[str] = []
        with self._office.write() as c:
            for event_id in event_ids:
                row = recording.standing(c, event_id)
                if row["child_id"]:
                    part = Part(row["child_id"], "event", event_id, _edit_of(c, row["child_id"], event_id))
                    backs.append(self._write(c, part, {"significant": int(significant), "hidden": 0}))
                    whose.append(row["child_id"])
        label = "Taking in of an event" if significant else "Taking out of an event"
        self._keep(label, tuple(dict.fromkeys(whose)), backs)

    def mark_significant(self, event_id: str, impact: str) -> None:
        """Take one event in, with what it meant for the child; a wording as the record has it is not kept as own."""
        check = Check()
        said = _brief(check, "impact", impact)
        check.done()
        with self._office.write() as c:
            row = recording.standing(c, event_id)
            child = standing(c, row["child_id"] or "")
            gathered = chronology.event_place(c, child, event_id, gathered=True)
            part = Part(child.id, "event", event_id, _edit_of(c, child.id, event_id))
            own = "" if said == body(gathered.impact) else said
            back = self._write(c, part, {"significant": 1, "hidden": 0, "impact": own})
        self._keep("Adding of an event to the chronology", (child.id,), [back])

    def add(self, form: OwnEntry) -> tuple[str, ...]:
        """Add an entry by hand, with its source, for each of the children."""
        said = self._checked(form)
        ids: list[str] = []
        backs: list[Back | None] = []
        with self._office.write() as c:
            for child_id in dict.fromkeys(form.child_ids):
                standing(c, child_id)
                content = {**_EMPTY, **said, "child_id": child_id, "source": "own", "source_id": ""}
                new, back = keeping.save(self._office, c, _KIND, None, content)
                ids.append(new)
                backs.append(back)
        self._keep("Adding of a chronology entry", tuple(dict.fromkeys(form.child_ids)), backs)
        return tuple(ids)

    def amend(self, entry: Entry, form: OwnEntry) -> None:
        """Change an entry that was added by hand."""
        self._curate(entry, self._checked(form), "Change of a chronology entry")

    def _checked(self, form: OwnEntry) -> dict[str, Any]:
        check = Check()
        if not form.child_ids:
            check.wrong("child_ids", "names no child", "tick at least one")
        if check.year("at", form.at):
            check.past("at", plain(form.at), self._office.now(), "a chronology tells what has happened")
        said = {
            "at": moment_text(plain(form.at)),
            "what": _brief(check, "what", form.what, "say what happened"),
            "impact": _brief(check, "impact", form.impact),
            "origin": check.line("origin", form.origin, needed="say where it comes from"),
        }
        check.done()
        return said

    def _curate(
        self, entry: Entry, said: Mapping[str, Any], label: str, worded: tuple[str, str] | None = None
    ) -> None:
        with self._office.write() as c:
            if worded is not None:
                _as_it_was(c, entry.parts, worded)
            backs = [self._write(c, part, said) for part in entry.parts]
        self._keep(label, _children(entry.parts), backs)

    def _write(self, c: Any, part: Part, said: Mapping[str, Any]) -> Back | None:
        """One edit record: made, changed, or taken away where it says nothing any more."""
        standing(c, part.child_id)
        whose = {"child_id": part.child_id, "source": part.source, "source_id": part.source_id}
        edit_id = part.edit_id or (
            _edit_of(c, part.child_id, part.source_id, part.source) if part.source != "own" else ""
        )
        before = keeping.standing(c, _KIND, edit_id) if edit_id else {}
        after = {**_EMPTY, **{n: before[n] for n in _SAID if n in before}, **said, **whose}
        if edit_id and all(after[n] == before[n] for n in _SAID):
            return None
        empty = part.source != "own" and all(after[name] == value for name, value in _EMPTY.items())
        if empty:
            return keeping.remove(self._office, c, _KIND, edit_id) if edit_id else None
        return keeping.save(self._office, c, _KIND, edit_id or None, after)[1]

    def _keep(self, label: str, child_ids: tuple[str, ...], backs: Sequence[Back | None]) -> None:
        """After the commit, where anything was written."""
        steps = [back for back in backs if back is not None]

        def back(c: Any) -> None:
            for step in reversed(steps):
                step(c)

        if steps:
            self._office.keep(label, CHANGED, child_ids, back)

    # --- for court, and done -----------------------------------------------------------------------------------------
    def save_head(self, child_id: str, court: str, case_number: str) -> None:
        """Keep the court and case number that stand above a printed chronology, so that they are typed once."""
        check = Check()
        said = {
            "what": check.line("court", court),
            "impact": check.line("case_number", case_number),
            "hidden": 1,
        }
        check.done()
        if not said["what"] and not said["impact"]:
            said["hidden"] = 0
        with self._office.write() as c:
            back = self._write(c, Part(child_id, "fact", chronology.HEAD), said)
        self._keep("Change of court and case number", (child_id,), [back])

    def mark_updated(self, child_ids: Sequence[str]) -> tuple[str, ...]:
        """Record for each child that the chronology was brought up to date today; returns the events' ids.

        Nothing is recorded twice on one day.
        """
        today = self._office.today()
        with self._office.read() as c:
            owed = [i for i in dict.fromkeys(child_ids) if not _updated_on(_last_updated(c, i), today)]
        if not owed:
            return ()
        return recording.record(self._office, EventDraft(owed[0], EVENT, today, also_for=tuple(owed[1:])))


def _brief(check: Check, where: str, raw: str, needed: str = "") -> str:
    said = body(raw)
    if needed and not said:
        check.wrong(where, "is empty", needed)
    if len(said) > MOST:
        check.wrong(
            where, f"is longer than {MOST:,} characters", "a chronology is brief; the record holds the rest"
        )
    return said


def _as_it_was(c: Any, parts: Sequence[Part], worded: tuple[str, str]) -> None:
    """ChangedMeanwhile where an entry has wording of its own by now that was not there when somebody began."""
    for part in parts:
        edit_id = part.edit_id or _edit_of(c, part.child_id, part.source_id, part.source)
        now = records.one(c, _KIND, edit_id) if edit_id else None
        if now is None or now["removed"]:
            continue
        stands = (now["what"], now["impact"])
        if any(stands) and stands != worded:
            saved = records.versions(c, _KIND, edit_id)
            raise changed(saved[-1], len(saved))


def _children(parts: Sequence[Part]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.child_id for part in parts))


def _edit_of(c: Any, child_id: str, source_id: str, source: str = "event") -> str:
    """The standing edit of what an entry comes from, or ""."""
    edits = records.of_child(c, _KIND, child_id)
    return next((e["id"] for e in edits if e["source"] == source and e["source_id"] == source_id), "")


def _head(c: Any, child_id: str) -> Mapping[str, Any] | None:
    edits = records.of_child(c, _KIND, child_id)
    return next((e for e in edits if e["source"] == "fact" and e["source_id"] == chronology.HEAD), None)


def _last_updated(c: Any, child_id: str) -> Moment | None:
    done = [e.at for e in recording.views(c, child_id) if e.type == EVENT and not e.planned]
    return max(done, key=lambda at: (day_of(at), str(at)), default=None)


def _updated_on(at: Moment | None, day: date) -> bool:
    return at is not None and day_of(at) == day


def _joined(entries: Sequence[Entry], children: Sequence[str]) -> tuple[Entry, ...]:
    """One entry where the same was recorded for several of the children in the same words; each says of whom."""
    entries = sorted(entries, key=lambda e: (*chronology.order(e), children.index(e.parts[0].child_id)))
    found: dict[tuple[Any, ...], Entry] = {}
    for e in entries:
        same = (e.at, e.what, e.source, e.impact, e.hidden, e.kind, e.gathered)
        first = found.get(same)
        if first is None or any(part.child_id == e.parts[0].child_id for part in first.parts):
            found[same if first is None else (*same, e.key)] = e
        else:
            found[same] = replace(first, parts=first.parts + e.parts, whose=first.whose + e.whose)
    return tuple(found.values())
