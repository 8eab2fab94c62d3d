"""The first draft of a case summary: what the record already knows, under the headings of the authority's form.

What only a person can judge is carried over from the summary before, and never made up.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from services.engine.facts import day_of
from services.usecases import chronology, keyfacts, planner, plans, recording, summaries, summaryforms
from services.usecases.ages import aged, in_brackets, say_date
from services.usecases.around_results import KeyFactView
from services.usecases.children import standing
from services.usecases.chronologykinds import parts, told_types
from services.usecases.commands import SummaryForm
from services.usecases.office import Office
from services.usecases.page_results import is_responsible
from services.usecases.plan_results import MARKS
from services.usecases.plandiff import between
from services.usecases.plankinds import by_weight
from services.usecases.planreview import PlanRoom
from services.usecases.results import (
    ActionView,
    ChildDetail,
    EventView,
    OutcomeView,
    Person,
    PlanView,
    SummaryView,
)
from services.usecases.vocabulary import fact_label

_REASONS = ("contact_received", "referral_received", "case_opened", "harm_identified", "concern_raised")
_RISKS = {
    "significant_event", "concern_raised", "harm_identified", "missing_started", "exploitation_level",
    "police_protection", "emergency_action", "professional_allegation", "placement_at_risk", "worker_safety_concern",
}  # fmt: skip
_AGE = re.compile(r".+ is .+ \(born \d{1,2} [A-Z][a-z]+ \d{4}\)\.")
_EVENTS = 8  # significant events that are offered
_SAFETY = "worker_safety_concern"
_CARE = {"health_assessment", "dental_check", "optician_check", "pep", "school_changed", "life_story_work"}


@dataclass(frozen=True, slots=True)
class _Known:
    """What an offer is made from."""

    child: ChildDetail
    events: tuple[EventView, ...]  # that have happened
    last: SummaryView | None
    plan: PlanView | None
    before: PlanView | None  # the plan as it stood when the last summary was written
    facts: tuple[KeyFactView, ...]  # key facts that stand; those that tell of somebody else are left out
    marked: frozenset[str]  # events marked as significant in the chronology

    @property
    def since(self) -> date | None:
        return self.last.written if self.last else None

    def new(self, types: Iterable[str]) -> list[EventView]:
        """Events of these types since the last summary."""
        wanted = frozenset(types)
        return [e for e in self.events if e.type in wanted and _since(e, self.since)]

    def said(self, gives: str) -> str:
        """What the last summary said of that, whatever form it was written in."""
        if self.last is None:
            return ""
        told = dict(self.last.parts)
        layout = summaryforms.of_headings(told)
        return told.get(layout.heading(gives), "") if layout else ""

    def carried(self, gives: str, *kinds: str) -> list[str]:
        """What the last summary said, and key facts of these kinds that it does not say already."""
        before = self.said(gives)
        told = (_fact(f) for kind in kinds for f in self.facts if f.kind == kind)
        return [before, *(line for line in told if line not in before)]


def _fact(f: KeyFactView) -> str:
    """A key fact on one line."""
    return shortened(f"{f.title.rstrip('.')}. {f.body}" if f.title and f.body else f.title or f.body, 300)


def offer(office: Office, child_id: str) -> SummaryForm:
    """A summary dated today under the headings of the child's authority, to be read, corrected and saved."""
    child = planner.detail(office, child_id)
    with office.read() as c:
        standing(c, child_id)
        events = in_time(e for e in recording.views(c, child_id) if not e.planned)
        written, made = summaries.in_order(c, child_id), plans.in_order(c, child_id)
        facts = tuple(f for f in keyfacts.standing_now(c, child_id, office.today()) if not f.third_party)
        marked = chronology.marked(c, child_id)
    last = written[0] if written else None
    standing_now = by_weight((p for p in made if p.ended is None), child)
    plan = next((p for p in standing_now if not p.draft), standing_now[0] if standing_now else None)
    known = _Known(child, events, last, plan, _before(office, plan, last), facts, marked)
    layout = summaryforms.of_authority(child.authority)
    offered = tuple((heading, _GIVERS[gives](known)) for heading, gives in layout.gives.items())
    return SummaryForm(child_id, office.today(), offered)


def _before(office: Office, plan: PlanView | None, last: SummaryView | None) -> PlanView | None:
    if plan is None or last is None:
        return None
    saved = PlanRoom(office).history(plan.id)
    return next((s.plan for s in saved if s.at.date() <= last.written), None)


def _lines(*lines: str) -> str:
    return "\n".join(line for line in lines if line)


def _picture(k: _Known) -> str:
    child = k.child
    known = k.carried("picture", "pen_picture", "language", "communication")
    name = child.known_as or child.given or child.name
    age = f"{name}{aged(child.age)}" + (f" (born {say_date(child.born)})" if child.born else "")
    if known[0]:  # as it was said, with the age of today
        return _lines(
            *(f"{age}." if _AGE.fullmatch(line) else line for x in known for line in x.splitlines())
        )
    facts = [fact_label(f) for f, v in child.facts.items() if v]
    return _lines(
        age + ".",
        f"Languages: {child.languages}." if child.languages else "",
        f"Recorded: {', '.join(facts)}." if facts else "",
        *known,
        child.note,
    )


def _reasons(k: _Known) -> str:
    open_now = [f"{e.label} since {say_date(e.since)}." for e in k.child.episodes if e.ended is None]
    begun = this_case(k.child)
    first = [e for e in k.events if e.type in _REASONS and day_of(e.at) >= begun][:3]
    status = [_fact(f) for f in k.facts if f.kind == "legal_status"]
    return _lines(*open_now, known_before(k.child), *status, *(_told(e) for e in first))


def this_case(child: ChildDetail) -> date:
    """The day on which the case that is open, or was open last, began."""
    return max((e.since for e in child.episodes if e.name == "case"), default=date.min)


def known_before(child: ChildDetail) -> str:
    """That there was a case before this one, and when; "" where there was none."""
    cases = sorted(((e.since, e.ended) for e in child.episodes if e.name == "case"), key=str)[:-1]
    spans = [f"from {say_date(since)} to {say_date(ended)}" for since, ended in cases if ended]
    return f"Known to us before: {'; '.join(spans)}." if spans else ""


def _told(e: EventView, most: int = 400) -> str:
    """An event in a sentence or two: the day, what it was, and what its notes say first that may be told."""
    note = next(filter(None, parts(e.type, e.notes)), "")
    said = f"{say_date(day_of(e.at))}: {e.label}{in_brackets(e.summary)}"
    return f"{said}. {shortened(note, most)}".strip()


def in_time(events: Iterable[EventView]) -> tuple[EventView, ...]:
    """By day; within a day what has a time by that, then the rest as it was written, as a chronology has it."""
    return tuple(sorted(events, key=lambda e: (day_of(e.at), not isinstance(e.at, datetime), str(e.at))))


def shortened(text: str, most: int) -> str:
    """The beginning of a text, cut between words."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"


def _people(k: _Known) -> str:
    kin = [f"{s.name}, {s.age} (same family)" for s in k.child.siblings]
    return _lines(*(_person(p, k.child) for p in k.child.network), *kin)


def _agencies(k: _Known) -> str:
    """The professionals around the child; what each gives is carried over, and asked for where it is new."""
    before = k.said("agencies")
    new = [p for p in k.child.network if p.kind == "professional" and p.name not in before]
    return _lines(before, *(f"{_person(p, k.child)}." for p in new))


def _person(p: Person, child: ChildDetail) -> str:
    responsible = ", has parental responsibility" if is_responsible(p, child) else ""
    relation = f" ({p.relation}{responsible})" if p.relation else responsible
    if p.died:
        return f"{p.name}{relation}, died {say_date(p.died)}"
    return f"{p.name}{relation}" + (f": {' '.join(p.contact.split())}" if p.contact else "")


def _plan(k: _Known) -> str:
    plan = k.plan
    if plan is None:
        return ""
    review = f", to be reviewed by {say_date(plan.review_by)}" if plan.review_by else ""
    head = f"{plan.title} of {say_date(plan.drawn_up)}{review}."
    return _lines(head, *(f"• {shortened(o.outcome or o.need, 300)}" for o in plan.outcomes))


def _progress(k: _Known) -> str:
    since, child = k.since, k.child
    visits = [e for e in k.new(("visit",)) if not e.attrs.get("failed")]
    failed = len(k.new(("visit",))) - len(visits)
    when = f"since {say_date(since)}" if since else "so far"
    counted = f"Visits {when}: {len(visits) or 'none'}"
    counted += f", and {failed} that did not take place." if failed else "."
    return _lines(
        counted,
        f"Last seen on {say_date(child.last_seen)}." if child.last_seen else "",
        f"Last seen alone on {say_date(child.last_seen_alone)}." if child.last_seen_alone else "",
        *(f"{shortened(o.outcome or o.need, 80)}: {_scaled(o)}" for o in k.plan.outcomes if o.scales)
        if k.plan
        else (),
        *_actions(k.plan, k.since),
    )


def _scaled(o: OutcomeView) -> str:
    """ "from 3 to 6 of 10" """
    first, last = o.scales[0].value, o.scales[-1].value
    return f"{last} of 10." if len(o.scales) == 1 else f"from {first} to {last} of 10."


def _since(e: EventView, day: date | None) -> bool:
    return day is None or day_of(e.at) > day


def _actions(plan: PlanView | None, since: date | None) -> Iterable[str]:
    """What is done since the last summary, and what is still to do."""
    for action in (a for o in plan.outcomes for a in o.actions) if plan else ():
        if action.done is None:
            by = f" by {say_date(action.by)}" if action.by else ""
            who = f" ({action.who})" if action.who else ""
            yield f"Still to do{by}: {shortened(action.what, 200)}{who}"
        elif since is None or action.done > since:
            yield f"Done on {say_date(action.done)}: {shortened(action.what, 200)}"


def _risks(k: _Known) -> str:
    return _lines(k.said("risks"), *(_told(e) for e in k.new(_RISKS - {_SAFETY})[-12:]))


def _emergency(k: _Known) -> str:
    known = k.carried("emergency", "emergency")
    return _lines(*known, "" if known[0] or k.plan is None else k.plan.contingency)


def _colleagues(k: _Known) -> str:
    return _lines(*k.carried("colleagues", keyfacts.RISK), *(_told(e) for e in k.new((_SAFETY,))))


# --- what only the quarterly form asks for ---------------------------------------------------------------------------
def _events(k: _Known) -> str:
    """What was marked as significant, and the newest of what the chronology takes in by itself."""
    new = [e for e in k.events if _since(e, k.since)]
    marked = [e for e in new if e.id in k.marked][-_EVENTS:]
    told = [e for e in new if e.type in told_types() and e not in marked]
    room = _EVENTS - len(marked)
    kept = {e.id for e in (*marked, *(told[-room:] if room else ()))}
    return _lines(*(_told(e, 160) for e in new if e.id in kept))


def _changes(k: _Known) -> str:
    """How the plan differs from what it was when the last summary was written."""
    if k.plan is None:
        return ""
    head = f"{k.plan.title}, version {k.plan.version}, of {say_date(k.plan.drawn_up)}"
    if k.before is None:
        return f"{head}."
    told = between(k.before, k.plan)
    if not told.changes:
        return f"{head}: no change since {say_date(k.since)}." if k.since else f"{head}."
    lines = [
        f"{MARKS[c.mark]}: {shortened(c.after or c.before, 140)}"
        for c in told.changes
        if c.mark and c.where.startswith(("Action", "Outcome", "Earlier outcome"))
    ]
    return _lines(f"{head}: {told.counted}.", *lines[:8])


def _needs(k: _Known) -> str:
    return _lines(
        *k.carried("needs", "health", "school", "communication"), *(_told(e, 120) for e in k.new(_CARE)[-6:])
    )


def _future(k: _Known) -> str:
    if k.plan is None:
        return ""
    lines = [_step(a) for o in k.plan.outcomes for a in o.actions if a.done is None]
    ends = f"The plan ends when: {shortened(k.plan.ends_when, 200)}" if k.plan.ends_when else ""
    review = f"Review by {say_date(k.plan.review_by)}." if k.plan.review_by else ""
    return _lines(*lines[:10], ends, review)


def _step(a: ActionView) -> str:
    """ "Bedtime chart: Dana, by 1 April 2026; we will know by: in bed by eight." """
    by = f"by {say_date(a.by)}" if a.by else ""
    how = f"we will know by: {shortened(a.measure, 120)}" if a.measure else ""
    said = "; ".join(filter(None, (", ".join(filter(None, (a.who, by))), how)))
    return f"{shortened(a.what, 140).rstrip('.')}{f': {said}' if said else ''}."


_GIVERS: Mapping[str, Callable[[_Known], str]] = {
    "picture": _picture,
    "reasons": _reasons,
    "people": _people,
    "plan": _plan,
    "progress": _progress,
    "risks": _risks,
    "emergency": _emergency,
    "colleagues": _colleagues,
    "events": _events,
    "changes": _changes,
    "needs": _needs,
    "agencies": _agencies,
    "future": _future,
}
