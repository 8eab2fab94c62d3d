"""The last step of a transfer or closure: its events, the new worker, the day; in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from models.repositories import events as event_rows
from models.repositories import people, records
from services.engine.facts import day_of
from services.usecases import keeping, planevents, planreview, plans, recording
from services.usecases.checking import Check
from services.usecases.cleaning import folded
from services.usecases.commands import EventDraft
from services.usecases.endingparts import events_of, parts_of, way_of
from services.usecases.endings_results import FinishEnding
from services.usecases.errors import InvalidInput
from services.usecases.office import Office
from services.usecases.plankinds import title_of
from services.usecases.results import Problem
from services.usecases.rows import day_text, read_day, read_moment
from services.usecases.vocabulary import event_form, words


def finish(office: Office, form: FinishEnding) -> tuple[str, ...]:
    """Record that it has happened; returns the ids of the events."""
    now = office.now()
    steps: list[keeping.Back] = []
    ids: list[str] = []
    with office.write() as c:
        row = keeping.standing(c, "ending", form.ending_id)
        if row["finished"]:
            raise InvalidInput([Problem("at", "it is finished already", "begin a new one")])
        _check_finish(form, row, now)
        steps += _end_plans(office, c, row, form)
        for draft in _drafts(c, row, form):
            draft = recording.check(c, draft, now)
            ids += recording.add(c, office, draft, (row["child_id"],))
        if form.new_worker.strip():
            steps.append(_allocate(office, c, row["child_id"], form.new_worker))
        kept = {**row, "finished": day_text(day_of(form.at))}
        steps.append(keeping.save(office, c, "ending", form.ending_id, kept)[1])
    done = tuple(ids)

    def strike(c: Any) -> None:
        for event_id in done:
            recording.strike(c, event_id, office, "Undone: it was not to be recorded")

    label = "Closing of the case" if row["kind"] == "closure" else "Transfer"
    office.keep(label, "event", (row["child_id"],), keeping.together(*steps, strike))
    return done


def _check_finish(form: FinishEnding, row: Mapping[str, Any], now: datetime) -> None:
    check = Check()
    started = read_day(row["started"])
    if check.year("at", form.at) and check.past("at", form.at, now, "finish it once it has happened"):
        if started and day_of(form.at) < started:
            check.wrong("at", "is before it was begun", "look at both dates")
    for name in ("meeting", "notified"):
        day = getattr(form, name)
        if day is not None:
            check.past(name, day, now, "leave it empty until it has happened")
    if row["kind"] == "transfer" and not row["to_whom"].strip():
        check.wrong("to_whom", "is empty", "say who takes over")
    check.done()


def _end_plans(office: Office, c: Any, row: Mapping[str, Any], form: FinishEnding) -> list[keeping.Back]:
    """The plans that end with the case, and what they were for."""
    steps: list[keeping.Back] = []
    if row["kind"] != "closure":
        return steps
    for plan_id in form.end_plans:
        before = plans.of_same_child(c, plan_id, row["child_id"])
        if before["ended"]:
            continue  # by somebody else, meanwhile
        try:
            after = planreview.ended(before, day_of(form.at), form.plans_why, office.today())
        except InvalidInput as e:
            title = title_of(before["kind"])
            raise InvalidInput(
                [
                    Problem("plans_why" if p.where == "why" else "at", f"{title}: {p.what}", p.right)
                    for p in e.problems
                ]
            ) from None
        steps.append(keeping.save(office, c, "plan", plan_id, {**before, **after})[1])
    return [*steps, *planevents.apply(office, c, row["child_id"], form.also)]


def _drafts(c: Any, row: Mapping[str, Any], form: FinishEnding) -> list[EventDraft]:
    """The events of a finished transfer or closure."""
    drafts: list[EventDraft] = []
    child_id, way = row["child_id"], way_of(row["items"])
    if form.meeting and not _on_record(c, child_id, "transfer_meeting", form.meeting):
        drafts.append(EventDraft(child_id, "transfer_meeting", form.meeting))
    for kind in events_of(row["kind"], way):
        told = (
            {"notified": form.notified}
            if form.notified and "notified" in words().events[kind].milestones
            else {}
        )
        drafts.append(EventDraft(child_id, kind, form.at, {}, told, notes=_notes(kind, row, form)))
    return drafts


def _on_record(c: Any, child_id: str, kind: str, day: date) -> bool:
    return any(
        r[2] == kind and not r[4] and day_of(read_moment(r[3])) == day
        for r in event_rows.of_child(c, child_id)
    )


def _notes(kind: str, row: Mapping[str, Any], form: FinishEnding) -> tuple[tuple[str, str], ...]:
    """What happened, in a line or two; the whole summary stays in the ending itself."""
    shape = event_form(kind)
    heading = shape.headings[0] if shape and shape.headings else "What happened"
    parts = dict(parts_of(row["kind"], row["summary"]))
    reason = parts.get("Why the work is ending") or parts.get("Why the work is moving on, and to whom") or ""
    said = [f"To {row['to_whom']}." if row["to_whom"] else "", form.why.strip() or reason.strip()]
    if said[0] and said[1].startswith(said[0]):
        said = said[1:]
    text = "\n".join(s for s in said if s)
    return ((heading, text),) if text else ()


def _allocate(office: Office, c: Any, child_id: str, worker: str) -> keeping.Back:
    """Give the child to another worker."""
    child = records.one(c, "child", child_id)
    assert child is not None
    name = Check().line("new_worker", worker)
    worker_id = people.worker_named(c, name, folded(name), office.author(), office.stamp())
    _, back = keeping.save(
        office, c, "child", child_id, {**child, "worker_id": worker_id}, "Change of worker"
    )
    return back
