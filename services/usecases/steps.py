"""The lines of “what happens next” under an event: actions, kept and changed in the event's own transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from models.repositories import people, records
from services.usecases import keeping
from services.usecases.checking import Check, is_day
from services.usecases.commands import ActionDraft, EventDraft, NextStep
from services.usecases.drafts import WORKER
from services.usecases.errors import NotFound
from services.usecases.office import Office
from services.usecases.rows import day_text

_WITH_EVENT = "Its event was removed"
SOURCES = ("event", "audit", "ending", "own")


def checked(draft: EventDraft, today: date) -> tuple[NextStep, ...] | None:
    """The lines as they will be kept, empty ones left out; InvalidInput names each that cannot be right."""
    if draft.actions is None:
        return None
    check, kept = Check(), []
    for number, step in enumerate(draft.actions):
        where = f"actions[{number}]"
        what, who = check.line(f"{where}.what", step.what), check.line(f"{where}.who", step.who)
        if not what and (who or step.by):
            check.wrong(f"{where}.what", "says nothing", "what is to be done, or an empty line")
        _day(check, f"{where}.by", step.by)
        _past(check, f"{where}.done", step.done, today)
        if what:
            kept.append(replace(step, what=what, who=who))
    check.done()
    return tuple(kept)


def add(
    office: Office, c: Any, child_id: str, event_id: str, steps: Iterable[NextStep]
) -> list[keeping.Back]:
    """Within the event's transaction: keep the lines that are for this child."""
    mine = [step for step in steps if step.child_id in ("", child_id)]
    return [keeping.save(office, c, "action", None, _of_step(child_id, event_id, s))[1] for s in mine]


def amend(
    office: Office, c: Any, child_id: str, event_id: str, steps: Sequence[NextStep]
) -> list[keeping.Back]:
    """Within the event's transaction: add, change and remove until the lines stand as they are now."""
    there = {r["id"]: r for r in records.of_source(c, "action", "event", event_id)}
    backs: list[keeping.Back] = []
    for step in steps:
        row = there.pop(step.action_id, None)
        content = _of_step(child_id, event_id, step)
        if row is None:
            backs.append(keeping.save(office, c, "action", None, content)[1])
        else:
            content["note"] = row["note"]
            if not says_the_same(row, content):
                backs.append(keeping.save(office, c, "action", row["id"], content)[1])
    backs += [keeping.remove(office, c, "action", gone, "Its line was taken out") for gone in there]
    return backs


def end(office: Office, c: Any, event_id: str) -> list[keeping.Back]:
    """Within the removal of an event: what was to follow from it and is not done goes with it."""
    there = records.of_source(c, "action", "event", event_id)
    return [keeping.remove(office, c, "action", r["id"], _WITH_EVENT) for r in there if not r["done"]]


def put_back(office: Office, c: Any, event_id: str, why: str) -> list[keeping.Back]:
    """Within the putting back of an event: what went with it comes back with it."""
    gone = records.removed_with(c, "action", "event", event_id, _WITH_EVENT)
    return [keeping.put_back(office, c, "action", each, why) for each in gone]


def _of_step(child_id: str, event_id: str, step: NextStep) -> dict[str, Any]:
    return {
        "child_id": None if child_id == WORKER else child_id,
        "what": step.what,
        "who": step.who,
        "due_by": day_text(step.by),
        "done": day_text(step.done),
        "source": "event",
        "source_id": event_id,
        "note": "",
    }


# --- checking --------------------------------------------------------------------------------------------------------
def content_of(c: Any, draft: ActionDraft, today: date, action_id: str | None) -> dict[str, Any]:
    check = Check()
    if draft.child_id != WORKER and people.child(c, draft.child_id) is None:
        raise NotFound
    what = check.line("what", draft.what, needed="say what is to be done")
    who = check.line("who", draft.who)
    note = check.text("note", draft.note)
    _day(check, "by", draft.by)
    _past(check, "done", draft.done, today)
    check.known("source", draft.source, SOURCES, "source")
    check.done()
    return {
        "child_id": None if draft.child_id == WORKER else draft.child_id,
        "what": what,
        "who": who,
        "due_by": day_text(draft.by),
        "done": day_text(draft.done),
        "source": draft.source,
        "source_id": draft.source_id,
        "note": note,
    }


def _day(check: Check, where: str, day: date | None) -> None:
    if day is not None and (not is_day(day) or not check.year(where, day)):
        return


def _past(check: Check, where: str, day: date | None, today: date) -> None:
    if day is not None and check.year(where, day) and day > today:
        check.wrong(where, "is still to come", "the day on which it was done, or nothing")


def says_the_same(row: Mapping[str, Any], content: Mapping[str, Any]) -> bool:
    return all(row[name] == value for name, value in content.items())
