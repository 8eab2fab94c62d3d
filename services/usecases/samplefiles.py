"""The sample caseload as written in `resources/sample/`, read into commands for one particular day.

Ids are the files' own short keys ("maisie"); `sample.load` puts the store's ids in their place. An event that
has not happened by that day is booked where the file says `booked`, and otherwise left out, so that the same
files make a caseload that is alive on any day.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from services.engine.calendar import WorkingCalendar
from services.engine.facts import day_of
from services.usecases import samplearound, samplework
from services.usecases.calendars import working_calendar
from services.usecases.commands import (
    ActionForm,
    AgreedFrequency,
    ChildForm,
    EventDraft,
    NextStep,
    OutcomeForm,
    OwnPart,
    PersonForm,
    PlanForm,
    SummaryForm,
    WaiveStandard,
)
from services.usecases.plans import TEXTS as plan_texts
from services.usecases.results import Copy, Moment, Own, Scale, Value
from services.usecases.sampledates import Dates
from services.usecases.several import own_of
from services.usecases.vocabulary import RESOURCES, event_form

FOLDER = RESOURCES / "sample"
WORKER = "worker"
_LONGEST = 400  # occurrences of one repeating event


@dataclass(frozen=True, slots=True)
class SampleEvent:
    """An event to record; `before` is what was written at first where it has been amended, and `why`."""

    draft: EventDraft
    before: EventDraft | None = None
    why: str = ""


@dataclass(slots=True)
class Sample:
    """Everything to put into an empty store, in this order."""

    own: Own
    children: dict[str, ChildForm] = field(default_factory=dict)
    people: list[PersonForm] = field(default_factory=list)
    events: list[SampleEvent] = field(default_factory=list)
    agreed: list[AgreedFrequency] = field(default_factory=list)
    waived: list[WaiveStandard] = field(default_factory=list)
    plans: list[PlanForm] = field(default_factory=list)
    copies: dict[tuple[str, str], tuple[Copy, ...]] = field(default_factory=dict)  # by child and kind of plan
    reviews: list[PlanForm] = field(default_factory=list)  # the next version of a plan of that kind
    summaries: list[SummaryForm] = field(default_factory=list)
    around: samplearound.SampleAround = field(default_factory=samplearound.SampleAround)
    work: samplework.SampleWork = field(default_factory=samplework.SampleWork)


def read(today: date, folder: Path = FOLDER, calendar: WorkingCalendar | None = None) -> Sample:
    """The whole caseload as it stands on `today`."""
    dates = Dates(today, calendar or working_calendar())
    worker = tomllib.loads((folder / "worker.toml").read_text("utf-8"))
    sample = Sample(Own(worker["name"], worker["role"], worker["authority"], worker.get("settings", {})))
    sample.events += _events(WORKER, worker.get("event", ()), dates)
    for path in sorted(folder.glob("[0-9]*.toml")):
        family = tomllib.loads(path.read_text("utf-8"))
        dates.named = {}
        for child in family["child"]:
            _child(sample, family["family"], child, dates)
    sample.events.sort(key=lambda e: (day_of(e.draft.at), str(e.draft.at)))
    return sample


def _child(sample: Sample, family: str, row: Mapping[str, Any], dates: Dates) -> None:
    key = row["key"]
    sample.children[key] = _form(family, row, dates)
    sample.people += [samplearound.person(key, person, dates) for person in row.get("person", ())]
    sample.events += _events(key, row.get("event", ()), dates)
    sample.agreed += [
        AgreedFrequency(key, a["standard"], a["repeat"], dates.day(a["from"]), a["by"], a["why"])
        for a in row.get("agreed", ())
    ]
    sample.waived += [
        WaiveStandard(key, w["standard"], dates.day(w["at"]), w["by"], w["why"])
        for w in row.get("waived", ())
    ]
    for plan in row.get("plan", ()):
        sample.plans.append(_plan(key, plan, dates))
        sample.copies[key, plan["kind"]] = _copies(plan, sample.plans[-1].drawn_up, dates)
        if "review" in plan:
            sample.reviews.append(_plan(key, {**plan, **plan["review"]}, dates))
    samplearound.read(sample.around, key, row, dates)
    samplework.read(sample.work, key, row, dates)
    for written in row.get("summary", ()):
        parts = tuple(("", text) for text in written["parts"])
        sample.summaries.append(SummaryForm(key, dates.day(written["written"]), parts))


def _form(family: str, row: Mapping[str, Any], dates: Dates) -> ChildForm:
    texts = ("given", "family_name", "known_as", "pronouns", "authority", "reference", "address", "languages")
    return ChildForm(
        **{name: row.get(name, "") for name in texts},
        born=dates.born(row["born"]) if "born" in row else None,
        expected=dates.shift(dates.today, row["expected"]) if "expected" in row else None,
        facts=row.get("facts", {}),
        family=family,
        note=row.get("note", ""),
        worker=row.get("worker", ""),
    )


# --- events -----------------------------------------------------------------------------------------------------
def _events(key: str, rows: Sequence[Mapping[str, Any]], dates: Dates) -> Iterator[SampleEvent]:
    for row in rows:
        moments = list(_moments(row, dates))
        if "name" in row and moments:
            dates.named[row["name"]] = day_of(moments[0])
        past = [at for at in moments if day_of(at) < dates.today]
        for at in moments:
            back = len(past) - 1 - past.index(at) if at in past else 0
            draft = _draft(key, row, at, _notes(row, back), dates)
            if draft is None:
                continue
            if not draft.planned and not back:
                draft = replace(draft, actions=_next(row, day_of(at), dates), own=_own(row, draft))
            first = row.get("first_written")
            if first is None:
                yield SampleEvent(draft)
            else:
                as_written = {**row, **first}
                moment = dates.moment(first["at"]) if "at" in first else at
                before = _draft(key, as_written, moment, _notes(as_written, back), dates)
                yield SampleEvent(draft, before, row["amended_because"])


def _next(row: Mapping[str, Any], day: date, dates: Dates) -> tuple[NextStep, ...] | None:
    """What happens next: lines of what, who and by when (from the event on; "" for no date), perhaps for one child."""
    lines = row.get("next")
    if lines is None:
        return None
    return tuple(
        NextStep(what, who, dates.from_day(by, day) if by else None, *whose)
        for what, who, by, *whose in lines
    )


def _own(row: Mapping[str, Any], draft: EventDraft) -> dict[str, OwnPart]:
    """What is each sibling's own in an event that is written for several."""
    own_attrs, _ = own_of(draft.type)
    shared = {n: v for n, v in draft.attrs.items() if n in own_attrs}
    return {
        key: OwnPart(
            {**shared, **part.get("attrs", {})},
            tuple(
                (heading(draft.type, start), text.strip()) for start, text in part.get("notes", {}).items()
            ),
        )
        for key, part in row.get("own", {}).items()
    }


def _moments(row: Mapping[str, Any], dates: Dates) -> Iterator[Moment]:
    """The moment of the row's event; with `every`, all up to yesterday (or `to`), and the next where it is booked."""
    start = dates.moment(row["at"])
    if "every" not in row:
        yield start
        return
    last = min(dates.day(row.get("to", "-1 days any day")), dates.today - timedelta(days=1))
    loose = " any day" in row["at"]
    day = day_of(start)
    for _ in range(_LONGEST):
        if day > last and not row.get("booked"):
            return
        shown = day if loose else dates.working(day)
        yield start.replace(year=shown.year, month=shown.month, day=shown.day)
        if day > last:
            return
        day = dates.shift(day, "+" + row["every"])


def _draft(
    key: str, row: Mapping[str, Any], at: Moment, notes: Mapping[str, str], dates: Dates
) -> EventDraft | None:
    """The event as it is known today; None where it has not happened and is not booked either."""
    day, kind = day_of(at), row["type"]
    happened = day < dates.today or (day == dates.today and row["at"] == "today")
    if not happened and not row.get("booked"):
        return None
    reached = {name: dates.from_day(text, day) for name, text in row.get("milestones", {}).items()}
    attrs: dict[str, Value] = {
        n: tuple(v) if isinstance(v, list) else v for n, v in row.get("attrs", {}).items()
    }
    return EventDraft(
        child_id=key,
        type=kind,
        at=at,
        attrs=attrs,
        milestones={name: when for name, when in reached.items() if when <= dates.today},
        planned=not happened,
        notes=tuple((heading(kind, start), text.strip()) for start, text in notes.items())
        if happened
        else (),
        also_for=tuple(row.get("also", ())),
    )


def _notes(row: Mapping[str, Any], back: int) -> Mapping[str, str]:
    """The notes of one occurrence: a repeating event has a list of them, the newest first."""
    notes = row.get("notes", {})
    if isinstance(notes, list):
        return notes[back] if back < len(notes) else {}
    return notes if back == 0 else {}


def heading(kind: str, start: str) -> str:
    """The heading of this event's form that begins with `start`."""
    form = event_form(kind)
    found = [h for h in (form.headings if form else ()) if h.lower().startswith(start.lower())]
    if not found:
        raise ValueError(f"no heading of {kind} begins with {start!r}")
    return found[0]


# --- plans ------------------------------------------------------------------------------------------------------
def _plan(key: str, row: Mapping[str, Any], dates: Dates) -> PlanForm:
    texts = (*plan_texts, "stage")
    drawn_up = min(dates.day(row["drawn_up"]), dates.today)
    return PlanForm(
        child_id=key,
        kind=row["kind"],
        drawn_up=drawn_up,
        review_by=dates.day(row["review_by"]) if "review_by" in row else None,
        **{name: row.get(name, "").strip() for name in texts},
        outcomes=tuple(_outcome(o, drawn_up, dates) for o in row.get("outcome", ())),
        signatures=tuple(
            (name, role, signed if signed and signed <= dates.today else None)
            for name, role, signed in (
                (s[0], s[1], dates.from_day(s[2], drawn_up) if len(s) > 2 else None)
                for s in row.get("signatures", ())
            )
        ),
        sections=tuple((heading, text) for heading, text in row.get("sections", {}).items()),
        draft=row.get("draft", False),
    )


def _copies(row: Mapping[str, Any], drawn_up: date, dates: Dates) -> tuple[Copy, ...]:
    """Those that had been given by that day."""
    given = ((c[0], c[1], dates.from_day(c[2], drawn_up), c[3]) for c in row.get("copies", ()))
    return tuple(Copy(name, role, day, how) for name, role, day, how in given if day <= dates.today)


def _outcome(row: Mapping[str, Any], drawn_up: date, dates: Dates) -> OutcomeForm:
    scales = (Scale(dates.day(day), value, whose) for day, value, whose in row.get("scales", ()))
    return OutcomeForm(
        row["need"],
        row["outcome"],
        tuple(_action(a, drawn_up, dates) for a in row.get("actions", ())),
        row.get("progress", ""),
        tuple(scale for scale in scales if scale.at <= dates.today),
    )


def _action(row: Mapping[str, Any], drawn_up: date, dates: Dates) -> ActionForm:
    by = dates.day(row["by"]) if "by" in row else None
    done = dates.day(row["done"]) if "done" in row else None
    if done is not None and not (done <= dates.today and (drawn_up <= done or row.get("progress"))):
        done = None
    if by is not None and by < drawn_up and not done:
        by = dates.working(drawn_up)
    progress = row.get("progress", "")
    return ActionForm(row["what"], row.get("who", ""), by, row.get("measure", ""), done, progress)
