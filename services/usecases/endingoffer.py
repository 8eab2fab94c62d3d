"""The first draft of a transfer or closing summary: what the record already knows, under each heading.

What only a person can say (why the work ends, what the child says of the change) is left to be written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from services.engine.facts import day_of
from services.usecases.ages import aged, in_brackets, say_date
from services.usecases.offering import in_time, known_before, shortened, this_case
from services.usecases.page_results import is_responsible
from services.usecases.plankinds import ENDED_BECAUSE, by_weight
from services.usecases.results import (
    CalendarView,
    ChildDetail,
    DeadlineView,
    EventView,
    Person,
    PlanView,
    SummaryView,
)
from services.usecases.rows import read_day
from services.usecases.vocabulary import fact_label

BEGINNINGS = ("contact_received", "referral_received", "case_opened", "harm_identified", "concern_raised")
RISKS = (
    "significant_event", "concern_raised", "harm_identified", "missing_started", "exploitation_level",
    "police_protection", "emergency_action", "placement_at_risk",
)  # fmt: skip
TURNS = (
    "assessment_completed", "early_help_started", "early_help_ended", "cin_plan_started", "cin_plan_ended",
    "strategy_discussion", "s47_completed", "icpc", "review_conference", "cp_plan_ended", "legal_planning_meeting",
    "proceedings_issued", "final_hearing", "care_order", "interim_care_order", "supervision_order",
    "became_looked_after", "ceased_looked_after", "placement_started", "placement_ended", "permanence_agreed",
    "worker_changed", "case_transferred", "moved_authority", "school_changed",
)  # fmt: skip
_MOST = 10  # lines under a heading


def transfer(
    child: ChildDetail,
    calendar: CalendarView,
    plans: Sequence[PlanView],
    summaries: Sequence[SummaryView],
    actions: Sequence[Mapping[str, Any]],
    facts: Sequence[Mapping[str, Any]],
    to_whom: str,
) -> tuple[str, ...]:
    """A text for each heading of a transfer summary."""
    events = _past(calendar)
    held = by_weight((p for p in plans if not p.draft and p.ended is None), child)
    plan = held[0] if held else next((p for p in plans if not p.draft), plans[0] if plans else None)
    return (
        f"To {to_whom}." if to_whom.strip() else "",
        _picture(child, summaries, facts),
        _people(child),
        _lines(known_before(child), _story(events, this_case(child))),
        _plan(plan, held[1:]),
        _risks(events, plan, facts),
        _lines(*ahead_lines(calendar)),
        _to_do(held or [p for p in (plan,) if p], actions),
        "",
    )


def closure(
    child: ChildDetail,
    calendar: CalendarView,
    plans: Sequence[PlanView],
    actions: Sequence[Mapping[str, Any]],
) -> tuple[str, ...]:
    """A text for each heading of a closing summary."""
    begun = this_case(child)
    events = [e for e in _past(calendar) if day_of(e.at) >= begun]
    agreed = by_weight((p for p in plans if not p.draft and (p.ended is None or p.ended >= begun)), child)
    plan = agreed[0] if agreed else next(iter(p for p in plans if p.draft), None)
    views = [
        f"{whose}: {text.strip()}"
        for whose, text in (
            (child.known_as or child.given or "The child", plan.child_views if plan else ""),
            ("Parents and carers", plan.parent_views if plan else ""),
        )
        if text.strip()
    ]
    helping = [_person(p, child) for p in child.network if p.kind == "professional" and p.died is None]
    return (
        _lines(known_before(child), *(told(e) for e in events if e.type in BEGINNINGS)),
        _done(child, events, plan),
        _lines(*_changed(plan)),
        dict(plan.sections).get(ENDED_BECAUSE, "") if plan and plan.ended else "",
        _lines(*views),
        "",
        _lines(*helping),
        plan.contingency if plan else "",
    )


def told(e: EventView, most: int = 300) -> str:
    """An event in a sentence or two: the day, what it was, and the first of its notes."""
    note = next((text for heading, text in e.notes if not heading.startswith("Third-party")), "")
    said = f"{say_date(day_of(e.at))}: {e.label}{in_brackets(e.summary)}"
    return f"{said}. {shortened(note, most)}".strip()


def ahead(calendar: CalendarView, most: int = 20) -> list[tuple[str, str, str]]:
    """What is owed, due and booked next: when, what, clause; each standard once, without what a stricter one covers."""
    rows: list[tuple[str, str, str, str]] = []
    seen: set[str] = set()
    for d in sorted(calendar.deadlines, key=_due_first):
        if d.state not in ("overdue", "due", "projected") or d.governed_by or d.due is None:
            continue
        if d.standard in seen or (d.state == "projected" and (day_of(d.due) - calendar.today).days > 120):
            continue
        seen.add(d.standard)
        word = {"overdue": "Overdue since ", "due": "", "projected": "About "}[d.state]
        rows.append((str(day_of(d.due)), f"{word}{say_date(day_of(d.due))}", d.says, d.cite))
    for e in calendar.events:
        if e.planned and day_of(e.at) >= calendar.today:
            rows.append((str(day_of(e.at)), say_date(day_of(e.at)), f"Booked: {e.label}", ""))
    rows.sort(key=lambda r: r[0])
    return [(when, what, cite) for _, when, what, cite in rows[:most]]


def ahead_lines(calendar: CalendarView) -> list[str]:
    return [f"{when}: {what}" for when, what, _ in ahead(calendar, _MOST + 2)]


def _due_first(d: DeadlineView) -> tuple[bool, str, str]:
    return d.state == "projected", str(d.due or "9999"), d.standard


def _past(calendar: CalendarView) -> list[EventView]:
    return list(in_time(e for e in calendar.events if not e.planned))


def _lines(*lines: str) -> str:
    return "\n".join(line for line in lines if line)


def _picture(child: ChildDetail, summaries: Sequence[SummaryView], facts: Sequence[Mapping[str, Any]]) -> str:
    pictures = [f["body"] for f in facts if f["kind"] == "pen_picture" and f["body"].strip()]
    if pictures:
        return str(pictures[-1])
    told = [text for s in summaries for heading, text in s.parts if "picture" in heading and text.strip()]
    if told:
        return told[0]
    name = child.known_as or child.given or child.name
    held = [fact_label(f) for f, v in child.facts.items() if v]
    return _lines(
        f"{name}{aged(child.age)}" + (f" (born {say_date(child.born)})." if child.born else "."),
        f"Languages: {child.languages}." if child.languages else "",
        f"Recorded: {', '.join(held)}." if held else "",
        child.note,
    )


def _people(child: ChildDetail) -> str:
    kin = [f"{s.name}, {s.age} (same family)" for s in child.siblings]
    kept = [p for p in child.network if not p.third_party]
    return _lines(*(_person(p, child) for p in kept), *kin)


def _person(p: Person, child: ChildDetail) -> str:
    duty = ", has parental responsibility" if is_responsible(p, child) else ""
    relation = f" ({p.relation}{duty})" if p.relation else duty
    contact = f": {' '.join(p.contact.split())}" if p.contact and not p.protected else ""
    gone = f", died {say_date(p.died)}" if p.died else ""
    return f"{p.name}{relation}{gone}{contact if p.died is None else ''}"


def _story(events: Sequence[EventView], begun: date) -> str:
    """How this case began, and the turns that there were; the last of them where there are many."""
    first = [e for e in events if e.type in BEGINNINGS and day_of(e.at) >= begun][:2]
    turns = [e for e in events if e.type in TURNS][-_MOST:]
    kept = {e.id for e in (*first, *turns)}
    return _lines(*(told(e, 160) for e in events if e.id in kept))


def _plan(plan: PlanView | None, others: Sequence[PlanView]) -> str:
    """The plan that carries the others, with how far each outcome has come; the others by name."""
    if plan is None:
        return ""
    review = f", to be reviewed by {say_date(plan.review_by)}" if plan.review_by else ""
    beside = "; ".join(f"{p.title} of {say_date(p.drawn_up)}" for p in others)
    head = f"{plan.title} of {say_date(plan.drawn_up)}{review}."
    return _lines(head, *_progress(plan), f"Also in force: {beside}." if beside else "")


def _progress(plan: PlanView) -> Iterable[str]:
    for o in plan.outcomes:
        actions = list(o.actions)
        done = sum(a.done is not None for a in actions)
        how = f" ({counted(done, len(actions))})" if actions else ""
        yield f"• {shortened(o.outcome or o.need, 240)}{how}"


def counted(done: int, of: int) -> str:
    """ "1 of 2 actions done"; "its action is done" """
    if of == 1:
        return "its action is done" if done else "its action is not done"
    return f"{done} of {of} actions done"


def _risks(events: Sequence[EventView], plan: PlanView | None, facts: Sequence[Mapping[str, Any]]) -> str:
    known = [
        f"{f['title'] or 'Risk'}: {shortened(f['body'], 240)}"
        for f in facts
        if f["kind"] == "risk" and not f["third_party"]
    ]
    new = [told(e, 160) for e in events if e.type in RISKS][-4:]
    keeps = [plan.contingency, plan.bottom_lines] if plan else []
    return _lines(*known, *new, *keeps)


def _to_do(plans: Sequence[PlanView], actions: Sequence[Mapping[str, Any]]) -> str:
    lines = []
    for o in (o for plan in plans for o in plan.outcomes):
        for a in o.actions:
            if a.done is None:
                lines.append(_task(a.what, a.who, say_date(a.by) if a.by else ""))
    for row in actions:
        by = read_day(row["due_by"])
        lines.append(_task(row["what"], row["who"], say_date(by) if by else ""))
    return _lines(*dict.fromkeys(lines))


def _task(what: str, who: str, by: str) -> str:
    end = ", ".join(filter(None, (who.strip(), f"by {by}" if by else "")))
    return f"• {shortened(what, 200)}" + (f" ({end})" if end else "")


def _done(child: ChildDetail, events: Sequence[EventView], plan: PlanView | None) -> str:
    visits = [e for e in events if e.type == "visit" and not e.attrs.get("failed")]
    met = [e for e in events if e.type in ("core_group", "cin_meeting", "taf_meeting", "cla_review")]
    counted = ", ".join(
        filter(
            None,
            (
                f"{len(visits)} visit{'' if len(visits) == 1 else 's'}" if visits else "",
                f"{len(met)} meeting{'' if len(met) == 1 else 's'}" if met else "",
            ),
        )
    )
    begun = this_case(child)
    when = [
        f"{e.label}, {say_date(e.since)} to {say_date(e.ended)}"
        if e.ended
        else f"{e.label} since {say_date(e.since)}"
        for e in child.episodes
        if e.ended is None or e.ended >= begun
    ]
    actions = [a for o in plan.outcomes for a in o.actions if a.done] if plan else []
    return _lines(
        *(f"{w}." for w in when if w),
        f"{counted[0].upper()}{counted[1:]}." if counted else "",
        *(f"• {shortened(a.what, 200)}" for a in actions[:_MOST]),
    )


def _changed(plan: PlanView | None) -> Iterable[str]:
    """What came of each outcome: an aim is said to be one until its progress, or its actions, tell that it is met."""
    for o in plan.outcomes if plan else ():
        said, progress = shortened(o.outcome or o.need, 200), str(getattr(o, "progress", "")).strip()
        done = sum(a.done is not None for a in o.actions)
        if not said:
            continue
        if progress:
            yield f"• {said}: {shortened(progress, 200)}"
        elif o.actions and done == len(o.actions):
            yield f"• {said}"
        else:
            how = f" ({counted(done, len(o.actions))})" if o.actions else ""
            yield f"• What we wanted: {said}{how}"
