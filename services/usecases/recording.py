"""Recording, booking, amending and removing events. Whatever an event said before stays readable."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from models.repositories import events as rows
from models.repositories import people
from services.engine.facts import Event, day_of
from services.usecases import keeping, steps, unsaved
from services.usecases.ages import say_date
from services.usecases.cases import before_its_start
from services.usecases.cleaning import line
from services.usecases.commands import EventDraft
from services.usecases.drafts import WORKER, checked
from services.usecases.errors import InvalidInput, NotFound
from services.usecases.meanwhile import changed
from services.usecases.office import Office
from services.usecases.results import EventVersion, EventView, Problem
from services.usecases.rows import (
    event_of,
    moment_text,
    moments_text,
    read_day,
    read_moment,
    read_moments,
    read_values,
    values_text,
)
from services.usecases.several import for_each
from services.usecases.vocabulary import describe_attrs, event_label

Notes = Sequence[tuple[str, str]]


def check(c: Any, draft: EventDraft, now: datetime, replacing: str | None = None) -> EventDraft:
    """The draft checked against the record it is for; NotFound where there is no such child."""
    if draft.child_id == WORKER:
        draft = checked(draft, now)
        others = rows.of_worker(c)
    else:
        child = people.child(c, draft.child_id)
        if child is None:
            raise NotFound
        draft = checked(draft, now, read_day(child.born), read_day(child.expected))
        others = rows.of_child(c, draft.child_id)
    event = Event(draft.type, draft.at, draft.attrs, draft.milestones, draft.planned)
    start = before_its_start(event, (event_of(r) for r in others if r[0] != replacing))
    if start is not None:
        what = f"is before “{event_label(start.type)}” on {say_date(day_of(start.at))}, which it ends"
        raise InvalidInput([Problem("at", what, "look at the date, or record first what it ended")])
    return draft


def _check_sibling(c: Any, draft: EventDraft, now: datetime) -> EventDraft:
    """The same event on a sibling's record, with what is the sibling's own."""
    if people.child(c, draft.child_id) is None:
        raise InvalidInput([Problem("also_for", "names a child who is not in this store", "choose again")])
    try:
        return check(c, draft, now)
    except InvalidInput as e:
        raise InvalidInput([Problem("also_for", str(p)) for p in e.problems]) from None


def of_each(c: Any, draft: EventDraft, now: datetime) -> tuple[EventDraft, ...]:
    """The draft for each child for whom it is recorded at once, checked; the first child's first."""
    check(c, draft, now)  # every problem of the first child at once, also_for among them
    first, *rest = for_each(draft)
    return (check(c, first, now), *(_check_sibling(c, one, now) for one in rest))


def record(office: Office, draft: EventDraft) -> tuple[str, ...]:
    """Keep a new event for the child and those in `also_for`; returns the events' ids, one a child."""
    now = office.now()
    with office.write() as c:
        each = of_each(c, draft, now)
        lines = steps.checked(draft, now.date()) or ()
        ids = tuple(event_id for one in each for event_id in add(c, office, one, (one.child_id,)))
        backs = [
            b for one, i in zip(each, ids, strict=True) for b in steps.add(office, c, one.child_id, i, lines)
        ]
        unsaved.done(c, "event", draft.unsaved)
    verb = "Booking" if draft.planned else "Recording"
    office.keep(
        f"{verb} of “{event_label(draft.type)}”",
        "event",
        () if draft.child_id == WORKER else tuple(one.child_id for one in each),
        keeping.together(lambda c: _strike_all(c, ids, office), *backs),
    )
    return ids


def add(c: Any, office: Office, draft: EventDraft, children: Sequence[str]) -> tuple[str, ...]:
    """Write a checked draft for each of `children`; returns the events' ids."""
    said, by, stamp = said_of(draft), office.author(), office.stamp()
    return tuple(rows.add(c, None if i == WORKER else i, said, draft.notes, by, stamp) for i in children)


def amend(office: Office, event_id: str, draft: EventDraft, why: str = "") -> None:
    """Say something else from now on. Where nothing differs, nothing is written."""
    by, stamp, now = office.author(), office.stamp(), office.now()
    with office.write() as c:
        row = standing(c, event_id)
        if (row["child_id"] or WORKER) != draft.child_id:
            raise InvalidInput(
                [Problem("child_id", "the event belongs to another child", "record it there anew")]
            )
        _as_it_was(c, row, draft.based_on)
        draft = check(c, draft, now, event_id)
        before, notes = _says(c, row), _notes(c, event_id, row["version"])
        after, lines = said_of(draft), steps.checked(draft, now.date())
        backs = steps.amend(office, c, draft.child_id, event_id, lines) if lines is not None else []
        same = after == before and draft.notes == tuple(notes)
        if not same:
            rows.amend(c, event_id, after, draft.notes, by, stamp, line(why))
            undone = "Undone: it says again what it said before"
            backs.append(lambda c: _say_again(c, event_id, before, notes, office, undone))
        unsaved.done(c, "event", draft.unsaved)
    if backs:
        label = f"Change of “{event_label(draft.type)}”"
        office.keep(label, "event", whose(row), keeping.together(*backs))


def _as_it_was(c: Any, row: Any, based_on: int) -> None:
    """ChangedMeanwhile where the event says something else by now than what was amended."""
    if based_on and row["version"] > based_on:
        raise changed(rows.versions(c, row["id"])[-1], row["version"])


def remove(office: Office, event_id: str, why: str) -> None:
    """Take an event off the record; all that it said stays in its history."""
    with office.write() as c:
        row = standing(c, event_id)
        before, notes = _says(c, row), _notes(c, event_id, row["version"])
        strike(c, event_id, office, line(why))
        backs = steps.end(office, c, event_id)
    again = "Undone: it is back on the record"
    office.keep(
        f"Removal of “{event_label(row['type'])}”",
        "event",
        whose(row),
        keeping.together(lambda c: _say_again(c, event_id, before, notes, office, again), *backs),
    )


def put_back(office: Office, event_id: str, why: str) -> None:
    """An event that was removed is on the record again, and with it what was to follow from it."""
    with office.write() as c:
        row = rows.one(c, event_id)
        if row is None:
            raise NotFound
        if not row["removed"]:
            raise NotFound("That event is on the record already.")
        notes = _notes(c, event_id, row["version"])
        _say_again(c, event_id, {**_says(c, row), "removed": 0}, notes, office, why)
        backs = steps.put_back(office, c, event_id, why)
    gone = "Undone: it was not to be put back"
    office.keep(
        f"Putting back of “{event_label(row['type'])}”",
        "event",
        whose(row),
        keeping.together(lambda c: strike(c, event_id, office, gone), *backs),
    )


def history(office: Office, event_id: str) -> tuple[EventVersion, ...]:
    """Everything that the event has said, first to last."""
    with office.read() as c:
        event, versions = rows.one(c, event_id), rows.versions(c, event_id)
        notes = rows.notes_of_versions(c, event_id)
    if event is None:
        raise NotFound
    return tuple(_version(event, v, tuple(notes.get(v["id"], ()))) for v in versions)


def _version(event: Any, v: Any, notes: tuple[tuple[str, str], ...]) -> EventVersion:
    written = datetime.fromisoformat(v["created_at"])
    row = (event["id"], event["child_id"], *(v[n] for n in ("type", "at", "planned", "attrs", "milestones")))
    shown = event_view(row, notes, v["created_by"], written, v["number"] - 1)
    return EventVersion(v["number"], v["created_by"], written, bool(v["removed"]), v["why"], shown)


def event_view(
    row: Any, notes: tuple[tuple[str, str], ...], author: str, at: datetime, amended: int
) -> EventView:
    """An event as it is shown, from a row (id, child, type, at, planned, attrs, milestones)."""
    event_id, child_id, kind, moment, planned, attrs, milestones = row
    values = read_values(attrs)
    return EventView(
        id=event_id,
        child_id=child_id or WORKER,
        type=kind,
        label=event_label(kind),
        at=read_moment(moment),
        planned=bool(planned),
        attrs=values,
        milestones=read_moments(milestones),
        summary=describe_attrs(kind, values),
        notes=notes,
        author=author,
        recorded_at=at,
        amended=amended,
    )


def views(c: Any, child_id: str) -> tuple[EventView, ...]:
    """All events of a child (`WORKER`: of the user's own calendar) that stand, in order of time."""
    child = None if child_id == WORKER else child_id
    found = rows.of_child(c, child) if child else rows.of_worker(c)
    authors, notes = rows.authors_of(c, child), rows.notes_of(c, child)
    return tuple(
        event_view(
            r,
            tuple(notes.get(r[0], ())),
            authors[r[0]].created_by,
            datetime.fromisoformat(authors[r[0]].created_at),
            authors[r[0]].version - 1,
        )
        for r in found
    )


def said_of(draft: EventDraft) -> dict[str, Any]:
    """The columns that a checked draft fills."""
    return {
        "type": draft.type,
        "at": moment_text(draft.at),
        "planned": int(draft.planned),
        "attrs": values_text(draft.attrs),
        "milestones": moments_text(draft.milestones),
        "removed": 0,
    }


def whose(row: Any) -> tuple[str, ...]:
    return (row["child_id"],) if row["child_id"] else ()


def standing(c: Any, event_id: str) -> Any:
    """The event's row; NotFound where there is none, or it was removed."""
    row = rows.one(c, event_id)
    if row is None or row["removed"]:
        raise NotFound("That event is not on the record any more.")
    return row


def _says(c: Any, row: Any) -> dict[str, Any]:
    return {name: row[name] for name in rows.SAID}


def _notes(c: Any, event_id: str, number: int) -> list[tuple[str, str]]:
    version = next(v for v in rows.versions(c, event_id) if v["number"] == number)
    return rows.notes_of_versions(c, event_id).get(version["id"], [])


def _strike_all(c: Any, ids: Sequence[str], office: Office) -> None:
    for event_id in ids:
        strike(c, event_id, office, "Undone: it was not to be recorded")


def strike(c: Any, event_id: str, office: Office, why: str) -> None:
    """Append a version that takes the event off the record."""
    row = standing(c, event_id)
    notes = _notes(c, event_id, row["version"])
    rows.amend(c, event_id, {**_says(c, row), "removed": 1}, notes, office.author(), office.stamp(), why)


def _say_again(c: Any, event_id: str, said: dict[str, Any], notes: Notes, office: Office, why: str) -> None:
    rows.amend(c, event_id, said, notes, office.author(), office.stamp(), why)
