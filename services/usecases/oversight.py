"""Supervision and management oversight: what to talk about, what was decided, and the caseload against its limits.

A session is kept as the vocabulary's events, one for each child and one for the worker; what was decided becomes
actions that name the event they came from. All of a session is one transaction and one step of undo.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from models.repositories import events as event_rows
from models.repositories import people, records
from services.engine.calendar import parse_duration
from services.engine.facts import day_of
from services.usecases import cases, consents, keeping, planner, recording, steps
from services.usecases.ages import full_name, say_date
from services.usecases.checking import Check
from services.usecases.children import standing
from services.usecases.commands import EventDraft, NextStep
from services.usecases.drafts import WORKER
from services.usecases.office import Office
from services.usecases.oversight_results import (
    WHO,
    AgendaItem,
    AgendaView,
    ChildLine,
    Decision,
    DecisionView,
    Discussion,
    LimitView,
    SessionForm,
    SupervisionView,
)
from services.usecases.results import ActionItem, CaseloadRow, DeadlineView, EventView
from services.usecases.rows import day_text, read_day, read_moment, read_values
from services.usecases.vocabulary import RESOURCES, event_form, event_label

KINDS = ("management_review", "supervision")
WORKER_KINDS = ("worker", "reflective", "group")
_AHEAD = "1 months"  # to the next session, where none is due or booked
_OPEN = ("overdue", "due", "projected")
_OF_A_CHILD = ("child", "the plan")  # stand in headings that are asked of a child only
Report = Callable[[int, int], None]
Rows = Callable[[Report | None, Callable[[], bool] | None], tuple[CaseloadRow, ...]]


class Oversight:
    """`desk.oversight`."""

    def __init__(self, office: Office, caseload: Rows) -> None:
        self._office, self._caseload = office, caseload

    # --- reading ------------------------------------------------------------------------------------------------------
    def agenda(self, child_id: str) -> AgendaView:
        """What to talk about for a child (or, for `WORKER`, for oneself)."""
        office = self._office
        view = planner.worker_calendar(office) if child_id == WORKER else planner.calendar(office, child_id)
        name = view.child_name
        held = [e for e in view.events if is_session(e)]
        past = [e for e in held if not e.planned]
        session, booked = _next_session(office, view.deadlines, held)
        standing_alone = [d for d in view.deadlines if not d.governed_by and d.state in _OPEN]
        return AgendaView(
            child_id=child_id,
            name=name,
            last=self._view(past[-1], name) if past else None,
            next_session=session,
            next_is_booked=booked,
            overdue=tuple(_item(d, "overdue") for d in standing_alone if d.state == "overdue"),
            ahead=tuple(
                _item(d, "ahead")
                for d in standing_alone
                if d.state != "overdue"
                and d.due
                and day_of(d.due) <= session
                and d.meets_type != "supervision"
                and not (d.state == "projected" and d.meets_milestone)  # paperwork of what is itself to come
            ),
            actions=tuple(_action_item(a) for a in sorted(view.actions, key=_by_date) if a.done is None),
            seen=_seen(view.events),
            consents=() if child_id == WORKER else self._consents(child_id),
        )

    def _consents(self, child_id: str) -> tuple[str, ...]:
        """Those of a child that have run out, or run out soon."""
        with self._office.read() as c:
            return consents.warnings(consents.views(c, child_id, self._office.today()))

    def sessions(self, child_id: str) -> tuple[SupervisionView, ...]:
        """Supervision and oversight on a child's record, or (`WORKER`) one's own; the newest first."""
        office = self._office
        with office.read() as c:
            if child_id == WORKER:
                name = ""
            else:
                child = standing(c, child_id)
                name = full_name(child.given, child.family_name)
            found = [e for e in recording.views(c, child_id) if is_session(e) and not e.planned]
            decided = _decided(c, child_id, name)
        found.sort(key=lambda e: (day_of(e.at), e.recorded_at), reverse=True)
        return tuple(SupervisionView(e, name, _title(e), tuple(decided.get(e.id, ()))) for e in found)

    def _view(self, event: EventView, name: str) -> SupervisionView:
        with self._office.read() as c:
            decided = _decided(c, event.child_id, "" if event.child_id == WORKER else name)
        whose = "" if event.child_id == WORKER else name
        return SupervisionView(event, whose, _title(event), tuple(decided.get(event.id, ())))

    def children(
        self, progress: Report | None = None, cancelled: Callable[[], bool] | None = None
    ) -> tuple[ChildLine, ...]:
        """The children allocated to oneself, those with most overdue first; with the day of their last supervision."""
        own = self._office.own().name
        rows = [r for r in self._caseload(progress, cancelled) if r.worker == own]
        with self._office.read() as c:
            told = _by_child(event_rows.of_types(c, (*_case_types(), "supervision")))
        kept = [
            ChildLine(r.child_id, r.name, r.age, r.plans, r.overdue, r.next_says, r.next_due, _last(found))
            for r in rows
            if not is_closed(found := told.get(r.child_id, ()))
        ]
        return tuple(sorted(kept, key=lambda k: (-k.overdue, k.discussed or date.min, k.name)))

    def limits(self) -> tuple[LimitView, ...]:
        """The caseload limits of one's own authority beside the children that one holds; empty where it sets none."""
        own = self._office.own()
        book = self._office.book(own.authority)
        wanted = [s for s in book.standards if s.kind == "caseload"]
        if not wanted:
            return ()
        with self._office.read() as c:
            held = held_by(c, own.name)
        team, teams = own.settings.get("team", ""), _teams()
        return tuple(
            LimitView(
                s.id,
                s.says,
                s.cite,
                s.limit,
                held,
                teams.get(s.id) in (None, team) if own.role in ("", "social_worker") else False,
                s.note,
            )
            for s in wanted
        )

    def headings(self, oversight: bool = False, child_id: str = "") -> tuple[str, ...]:
        """The headings under which a session is written; of the worker's own, those that are about no child."""
        found = headings_of("management_review" if oversight else "supervision")
        if child_id != WORKER:
            return found
        return tuple(h for h in found if not any(word in h.casefold() for word in _OF_A_CHILD))

    # --- writing -----------------------------------------------------------------------------------------------------
    def record(self, form: SessionForm) -> tuple[str, ...]:
        """Keep a session; returns the ids of its events, one for each child and the worker in the order given."""
        office = self._office
        _check(office, form)
        backs: list[keeping.Back] = []
        ids: list[str] = []
        with office.write() as c:
            for each in form.discussions:
                draft = recording.check(c, _draft(form, each, office.today()), office.now())
                (event_id,) = recording.add(c, office, draft, (each.child_id,))
                ids.append(event_id)
                lines = [NextStep(d.what, d.who, d.by) for d in each.decisions]
                backs += steps.add(office, c, each.child_id, event_id, lines)
        children = tuple(d.child_id for d in form.discussions if d.child_id != WORKER)
        kept = tuple(ids)

        def back(c: Any) -> None:
            for step in reversed(backs):
                step(c)
            for event_id in kept:
                recording.strike(c, event_id, office, "Undone: it was not to be recorded")

        label = event_label("management_review" if form.oversight else "supervision")
        office.keep(f"Recording of “{label}”", "event", children, back)
        return kept


# --- what a session becomes -----------------------------------------------------------------------------------------
def _check(office: Office, form: SessionForm) -> None:
    check = Check()
    if not form.discussions:
        check.wrong("discussions", "nobody is named", "choose a child, or yourself")
    if form.oversight and any(d.child_id == WORKER for d in form.discussions):
        check.wrong("discussions", "management oversight is about a child", "choose a child")
    for i, each in enumerate(form.discussions):
        where = f"discussions[{i}]"
        if not (any(text.strip() for _, text in each.notes) or each.decisions):
            check.wrong(f"{where}.notes", "is empty", "say what was talked about or decided")
        for j, decision in enumerate(each.decisions):
            check_decision(check, f"{where}.decisions[{j}]", decision, day_of(form.at))
    check.done()


def check_decision(check: Check, where: str, decision: Decision, day: date) -> None:
    check.line(f"{where}.what", decision.what, needed="say what was decided")
    check.line(f"{where}.who", decision.who, needed="say who does it")
    if decision.by is None:
        check.wrong(f"{where}.by", "is empty", "say by when")
    elif check.year(f"{where}.by", decision.by) and decision.by < day:
        check.wrong(f"{where}.by", "is before the session", "a day after it")


def add_action(
    office: Office, c: Any, child_id: str, decision: Decision, source_id: str, source: str
) -> keeping.Back:
    """Keep what is to be followed up as an action of the child."""
    content = {
        "child_id": None if child_id == WORKER else child_id,
        "what": Check().line("what", decision.what),
        "who": Check().line("who", decision.who),
        "due_by": day_text(decision.by),
        "source": source,
        "source_id": source_id,
    }
    _, back = keeping.save(office, c, "action", None, content)
    return back


def _draft(form: SessionForm, each: Discussion, today: date) -> EventDraft:
    attrs: dict[str, Any]
    if form.oversight:
        kind = "management_review"
        attrs = {"by": form.by, "scope": form.scope}
    else:
        kind = "supervision"
        attrs = {"kind": form.kind if each.child_id == WORKER else "case"}
    recorded = {} if form.oversight else {"recorded": max(today, day_of(form.at))}
    return EventDraft(
        each.child_id,
        kind,
        form.at,
        {k: v for k, v in attrs.items() if v},
        recorded,
        notes=_notes(kind, form.with_whom, each),
    )


def _notes(kind: str, with_whom: str, each: Discussion) -> tuple[tuple[str, str], ...]:
    """Who was there, and what was said in the order of the form; what was decided are actions of the event."""
    said = dict(each.notes)
    order = [h for h in headings_of(kind) if h in said] + [h for h in said if h not in headings_of(kind)]
    parts = [(WHO, with_whom), *((h, said[h]) for h in order)]
    return tuple((heading, text) for heading, text in parts if text.strip())


def headings_of(kind: str) -> tuple[str, ...]:
    """The headings under which a session is written; decisions stand apart, as actions."""
    form = event_form(kind)
    return tuple(h for h in form.headings if not h.startswith("Decisions")) if form else ()


def decision_line(d: Decision | DecisionView) -> str:
    """ "Ring the school: Ros Adeyemi, by 3 March 2026"."""
    who = ", ".join(filter(None, (d.who.strip(), f"by {say_date(d.by)}" if d.by else "")))
    return f"{d.what.strip()}: {who}" if who else d.what.strip()


# --- what a session talks about ---------------------------------------------------------------------
def is_session(event: EventView) -> bool:
    return event.type in KINDS


def _title(event: EventView) -> str:
    return "Supervision" if event.type == "supervision" else "Management oversight"


def _item(d: DeadlineView, group: str) -> AgendaItem:
    return AgendaItem(group, d.says, d.cite, d.due, d.key, group == "overdue")


def _action_item(a: ActionItem) -> AgendaItem:
    """What somebody has to do; of a plan's action the plan is named too."""
    detail = ", ".join(filter(None, (a.who, a.source_words if a.source == "plan" else "")))
    return AgendaItem("action", a.what, detail, a.by, a.id, a.state == "overdue")


def _by_date(a: ActionItem) -> tuple[bool, str]:
    return a.by is None, str(a.by or "")


def _next_session(
    office: Office, deadlines: Sequence[DeadlineView], held: Sequence[EventView]
) -> tuple[date, bool]:
    """The day of the next session: as booked, else as due, else the last working day of a month from now."""
    today = office.today()
    booked = [day_of(e.at) for e in held if e.planned and e.type == "supervision" and day_of(e.at) >= today]
    if booked:
        return min(booked), True
    due = [
        day_of(d.due)
        for d in deadlines
        if d.due and d.meets_type == "supervision" and d.state in ("due", "projected") and not d.governed_by
    ]
    later = [day for day in due if day > today]
    if later:
        return min(later), False
    calendar = office.calendar()
    return calendar.last_working_day(day_of(calendar.add(today, parse_duration(_AHEAD)))), False


def _seen(events: Sequence[EventView]) -> date | None:
    days = [
        day_of(e.at)
        for e in events
        if e.type == "visit" and not e.planned and not e.attrs.get("failed") and e.attrs.get("seen")
    ]
    return max(days, default=None)


def _actions(c: Any, child_id: str) -> list[Mapping[str, Any]]:
    if child_id != WORKER:
        return list(records.of_child(c, "action", child_id))
    return [r._mapping for r in records.everything(c, "action") if r.child_id is None]


def _decided(c: Any, child_id: str, name: str) -> dict[str, list[DecisionView]]:
    """What came out of each event, by its id."""
    found: dict[str, list[DecisionView]] = {}
    for a in _actions(c, child_id):
        if a["source"] == "event":
            view = DecisionView(
                a["id"], child_id, name, a["what"], a["who"], read_day(a["due_by"]), read_day(a["done"])
            )
            found.setdefault(a["source_id"], []).append(view)
    return found


# --- the caseload held ------------------------------------------------------------------------------
@cache
def _teams() -> Mapping[str, str]:
    """The team of the settings to which a limit belongs; a limit that is not named here is for every team."""
    found: Mapping[str, str] = tomllib.loads((RESOURCES / "caseload.toml").read_text("utf-8"))["team"]
    return found


def is_closed(rows: Sequence[Any]) -> bool:
    """Whether the newest of what opens and closes a case (rows in order of time) closes it."""
    closed = False
    for row in rows:
        if row[4]:
            continue
        if row[2] == "case_closed":
            closed = True
        elif closed and any(
            name == "case" and opens and term.matches(read_values(row[5]))
            for name, opens, term in cases.marks().get(row[2], ())
        ):
            closed = False
    return closed


def closed_on(rows: Sequence[Any]) -> date | None:
    """The day on which a case was closed that has not been opened again (rows in order of time)."""
    if not is_closed(rows):
        return None
    return max(day_of(read_moment(row[3])) for row in rows if row[2] == "case_closed" and not row[4])


def held_by(c: Any, worker: str) -> int:
    """How many children are allocated to a worker whose case is not closed."""
    told = _by_child(event_rows.of_types(c, _case_types()))
    return sum(
        1 for child in people.children(c) if child.worker == worker and not is_closed(told.get(child.id, ()))
    )


@cache
def _case_types() -> tuple[str, ...]:
    """The events that open or close a case."""
    return tuple(kind for kind, found in cases.marks().items() if any(name == "case" for name, *_ in found))


def _by_child(rows: Sequence[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(row[1], []).append(row)
    return found


def _last(rows: Sequence[Any]) -> date | None:
    """When a child was last talked about in supervision."""
    days = [
        day_of(read_moment(r[3]))
        for r in rows
        if r[2] == "supervision" and not r[4] and read_values(r[5]).get("kind") == "case"
    ]
    return max(days, default=None)
