"""The first draft of a case summary: what the record already knows, under its eight headings, to be worked over.

What only a person can judge is carried over from the summary before, and never made up.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from services.engine.facts import day_of
from services.usecases import planner, plans, recording, summaries
from services.usecases.ages import say_date
from services.usecases.children import standing
from services.usecases.commands import SummaryForm
from services.usecases.office import Office
from services.usecases.results import ChildDetail, EventView, Person, PlanView, SummaryView
from services.usecases.vocabulary import fact_label

_REASONS = ("contact_received", "referral_received", "case_opened", "harm_identified", "concern_raised")
_RISKS = {
    "significant_event", "concern_raised", "harm_identified", "missing_started", "exploitation_level",
    "police_protection", "emergency_action", "professional_allegation", "placement_at_risk", "worker_safety_concern",
}  # fmt: skip
_SAFETY = "worker_safety_concern"


def offer(office: Office, child_id: str) -> SummaryForm:
    """A summary dated today, to be read, corrected and saved."""
    today = office.today()
    child = planner.detail(office, child_id)
    with office.read() as c:
        standing(c, child_id)
        events = tuple(e for e in recording.views(c, child_id) if not e.planned)
        written, made = summaries.in_order(c, child_id), plans.in_order(c, child_id)
    last = written[0] if written else None
    plan = next((p for p in made if not p.draft), made[0] if made else None)
    texts = (
        _picture(child, last),
        _reasons(child, events),
        _people(child),
        _plan(plan),
        _progress(plan, events, last, child),
        _risks(events, last),
        _emergency(plan, last),
        _colleagues(events, last),
    )
    return SummaryForm(child_id, today, tuple(zip(summaries.HEADINGS, texts, strict=True)))


def _said(last: SummaryView | None, heading: int) -> str:
    return dict(last.parts)[summaries.HEADINGS[heading]] if last else ""


def _lines(*lines: str) -> str:
    return "\n".join(line for line in lines if line)


def _picture(child: ChildDetail, last: SummaryView | None) -> str:
    before = _said(last, 0)
    if before:
        return before
    name = child.known_as or child.given or child.name
    age = f"{name} is {child.age}" + (f" (born {say_date(child.born)})" if child.born else "")
    facts = [fact_label(f) for f, v in child.facts.items() if v]
    return _lines(
        age + ".",
        f"Languages: {child.languages}." if child.languages else "",
        f"Recorded: {', '.join(facts)}." if facts else "",
        child.note,
    )


def _reasons(child: ChildDetail, events: Iterable[EventView]) -> str:
    open_now = [f"{e.label} since {say_date(e.since)}." for e in child.episodes if e.ended is None]
    first = [e for e in events if e.type in _REASONS][:3]
    return _lines(*open_now, *(_told(e) for e in first))


def _told(e: EventView, most: int = 400) -> str:
    """An event in a sentence or two: the day, what it was, and the first of its notes."""
    note = e.notes[0][1] if e.notes else ""
    said = f"{say_date(day_of(e.at))}: {e.label}" + (f" ({e.summary})" if e.summary else "")
    return f"{said}. {shortened(note, most)}".strip()


def shortened(text: str, most: int) -> str:
    """The beginning of a text, cut between words."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"


def _people(child: ChildDetail) -> str:
    kin = [f"{s.name}, {s.age} (same family)" for s in child.siblings]
    return _lines(*(_person(p) for p in child.network), *kin)


def _person(p: Person) -> str:
    responsible = ", has parental responsibility" if p.parental_responsibility else ""
    relation = f" ({p.relation}{responsible})" if p.relation else responsible
    return f"{p.name}{relation}" + (f": {' '.join(p.contact.split())}" if p.contact else "")


def _plan(plan: PlanView | None) -> str:
    if plan is None:
        return ""
    review = f", to be reviewed by {say_date(plan.review_by)}" if plan.review_by else ""
    head = f"{plan.title} of {say_date(plan.drawn_up)}{review}."
    return _lines(head, *(f"• {shortened(o.outcome or o.need, 300)}" for o in plan.outcomes))


def _progress(
    plan: PlanView | None, events: tuple[EventView, ...], last: SummaryView | None, child: ChildDetail
) -> str:
    since = last.written if last else None
    visits = [e for e in events if e.type == "visit" and not e.attrs.get("failed") and _since(e, since)]
    failed = sum(e.type == "visit" and bool(e.attrs.get("failed")) and _since(e, since) for e in events)
    when = f"since {say_date(since)}" if since else "so far"
    counted = (
        f"Visits {when}: {len(visits)}" + (f", and {failed} that did not take place" if failed else "") + "."
    )
    return _lines(
        counted,
        f"Last seen on {say_date(child.last_seen)}." if child.last_seen else "",
        f"Last seen alone on {say_date(child.last_seen_alone)}." if child.last_seen_alone else "",
        *_actions(plan),
    )


def _since(e: EventView, day: date | None) -> bool:
    return day is None or day_of(e.at) > day


def _actions(plan: PlanView | None) -> Iterable[str]:
    for action in (a for o in plan.outcomes for a in o.actions) if plan else ():
        if action.done:
            yield f"Done on {say_date(action.done)}: {shortened(action.what, 200)}"
        else:
            by = f" by {say_date(action.by)}" if action.by else ""
            who = f" ({action.who})" if action.who else ""
            yield f"Still to do{by}: {shortened(action.what, 200)}{who}"


def _risks(events: tuple[EventView, ...], last: SummaryView | None) -> str:
    since = last.written if last else None
    new = [_told(e) for e in events if e.type in _RISKS - {_SAFETY} and _since(e, since)]
    return _lines(_said(last, 5), *new[-12:])


def _emergency(plan: PlanView | None, last: SummaryView | None) -> str:
    return _said(last, 6) or (plan.contingency if plan else "")


def _colleagues(events: tuple[EventView, ...], last: SummaryView | None) -> str:
    since = last.written if last else None
    return _lines(_said(last, 7), *(_told(e) for e in events if e.type == _SAFETY and _since(e, since)))
