"""What the calendar waits for and a plan can give it: the event that a plan is, and milestones of its meetings.

Nothing is typed twice: agreeing, signing, giving out and ending a plan each offer what they mean for the record. What
is taken is written in the transaction of the plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from models.repositories import events as rows
from services.engine.facts import day_of
from services.usecases import cases, keeping, plans, recording
from services.usecases.ages import say_date
from services.usecases.commands import EventDraft, PlanForm
from services.usecases.errors import NotFound
from services.usecases.office import Office
from services.usecases.plan_results import Offer
from services.usecases.plankinds import KINDS, PlanEvent
from services.usecases.results import EventView, Moment, PlanView
from services.usecases.rows import moments_text, read_moment, read_moments, read_values
from services.usecases.vocabulary import describe_attrs, event_label, milestone_label, words

NEAR = 31  # days between a plan and the meeting whose plan it is, beyond which nothing is ticked in advance


def renewed(taken: Iterable[Offer], offered: Iterable[Offer]) -> tuple[Offer, ...]:
    """What was taken, as it is offered now: a day may have been changed since."""
    keys = {offer.key for offer in taken}
    return tuple(offer for offer in offered if offer.key in keys)


# --- offering ---------------------------------------------------------------
def of_agreeing(office: Office, c: Any, form: PlanForm, plan_id: str | None) -> tuple[Offer, ...]:
    """For a plan that is agreed: the event that it is, its meeting's "plan updated", and "signed"."""
    kind, today = KINDS.get(form.kind), office.today()
    if kind is None or form.drawn_up > today:
        return ()
    before = plans.said(keeping.standing(c, "plan", plan_id)) if plan_id else None
    fresh = before is None or bool(before["draft"]) or before["drawn_up"] != form.drawn_up.isoformat()
    events = happened(c, form.child_id)
    signed = _signed(form)
    found: list[Offer] = []
    open_then = _open(office, c, form.child_id, form.drawn_up)
    for each in kind.events:
        if (each.once and each.once in open_then) or (each.during and each.during not in open_then):
            continue
        if not any(same_as(e, each, form.drawn_up) for e in events):
            first = not any(o.type == each.type and o.ticked for o in found)
            found.append(_new(each, form.drawn_up, today, signed, ticked=fresh and first))
    if fresh:
        found += _milestone(kind.updated, events, form.drawn_up, form.drawn_up, today)
    if signed and not any("signed" in o.milestones for o in found if o.ticked):
        found += _milestone(kind.signed, events, form.drawn_up, signed, today)
    return tuple(found)


def _signed(form: PlanForm) -> date | None:
    """The day of the last signature, once every place for one is signed."""
    days = [day for _, _, day in form.signatures]
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) else None


def of_ending(office: Office, c: Any, plan: PlanView, on: date) -> tuple[Offer, ...]:
    """The event that ends the episode that the plan was for, while that is open."""
    kind = KINDS.get(plan.kind)
    if kind is None or not kind.ended or kind.episode not in _open(office, c, plan.child_id, on):
        return ()
    said = f"Record “{event_label(kind.ended)}” on {say_date(on)}"
    return (Offer(said, True, kind.ended, on),)


def _milestone(
    names: Sequence[str], events: Sequence[EventView], drawn_up: date, day: date, today: date
) -> list[Offer]:
    """The milestone of the nearest event that waits for it."""
    waiting = [(e, n) for e, n in waiting_for(names, events) if far_from(e, drawn_up) <= NEAR]
    nearest = min(
        waiting, key=lambda w: (far_from(w[0], drawn_up), -day_of(w[0].at).toordinal()), default=None
    )
    if nearest is None or nearest[1] in nearest[0].milestones:
        return []
    return [milestone_of(*nearest, min(max(day, day_of(nearest[0].at)), today), ticked=True)]


def _new(each: PlanEvent, day: date, today: date, signed: date | None, *, ticked: bool) -> Offer:
    """The plan as an event of its day: recorded now, and signed where it is."""
    known = words().events[each.type].milestones
    milestones: dict[str, Moment] = {}
    if "recorded" in known:
        milestones["recorded"] = today
    if "signed" in known and signed is not None and signed >= day:
        milestones["signed"] = signed
    more = describe_attrs(each.type, each.attrs)
    said = f"Record “{event_label(each.type)}”{f' ({more[:1].lower()}{more[1:]})' if more else ''} on {say_date(day)}"
    return Offer(said, ticked, each.type, day, each.attrs, milestones)


def milestone_of(e: EventView, name: str, day: date, ticked: bool) -> Offer:
    said = f"Set “{milestone_label(name)}” to {say_date(day)} on “{e.label}” of {say_date(day_of(e.at))}"
    return Offer(said, ticked, e.type, day_of(e.at), {}, {name: day}, e.id)


def waiting_for(names: Sequence[str], events: Iterable[EventView]) -> list[tuple[EventView, str]]:
    by_type = dict(name.split(".") for name in names)
    return [(e, by_type[e.type]) for e in events if e.type in by_type]


def happened(c: Any, child_id: str) -> list[EventView]:
    return [e for e in recording.views(c, child_id) if not e.planned]


def same_as(e: EventView, each: PlanEvent, day: date) -> bool:
    return (
        e.type == each.type
        and day_of(e.at) == day
        and all(e.attrs.get(k) == v for k, v in each.attrs.items())
    )


def far_from(e: EventView, day: date) -> int:
    return abs((day_of(e.at) - day).days)


def _open(office: Office, c: Any, child_id: str, day: date) -> set[str]:
    """The episodes that are open at the end of a day."""
    _, case = cases.of_child(c, child_id)
    found = cases.episodes(case, office.now(), office.calendar())
    return {e.name for e in found if e.since <= day and (e.ended is None or e.ended > day)}


# --- recording what was taken ---------------------------------------------------------------
def apply(office: Office, c: Any, child_id: str, also: Iterable[Offer]) -> list[keeping.Back]:
    """Within the transaction of the plan; returns the ways back."""
    return [_mark(office, c, child_id, o) if o.event_id else _record(office, c, child_id, o) for o in also]


def _record(office: Office, c: Any, child_id: str, offer: Offer) -> keeping.Back:
    draft = EventDraft(child_id, offer.type, offer.at, offer.attrs, offer.milestones)
    (event_id,) = recording.add(c, office, recording.check(c, draft, office.now()), (child_id,))
    return lambda c: recording.strike(c, event_id, office, "Undone: it was not to be recorded with its plan")


def _mark(office: Office, c: Any, child_id: str, offer: Offer) -> keeping.Back:
    """Add milestones to an event that is there; what else it says stays."""
    row = recording.standing(c, offer.event_id)
    if row["child_id"] != child_id:
        raise NotFound
    before = {name: row[name] for name in rows.SAID}
    version = next(v for v in rows.versions(c, offer.event_id) if v["number"] == row["version"])
    notes = rows.notes_of_versions(c, offer.event_id).get(version["id"], [])
    milestones = {**read_moments(row["milestones"]), **offer.milestones}
    draft = EventDraft(
        child_id,
        row["type"],
        read_moment(row["at"]),
        read_values(row["attrs"]),
        milestones,
        bool(row["planned"]),
    )
    recording.check(c, draft, office.now(), offer.event_id)
    after = {**before, "milestones": moments_text(milestones)}
    by, stamp = office.author(), office.stamp()
    rows.amend(c, offer.event_id, after, notes, by, stamp, "Recorded with the plan")

    def back(c: Any) -> None:
        rows.amend(
            c, offer.event_id, before, notes, office.author(), office.stamp(), "Undone: as it was before"
        )

    return back
