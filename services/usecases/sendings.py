"""Which deadlines one act of giving out a plan meets, by the wording of each standard, and for whom.

A copy may be what several deadlines wait for: the meeting's and the plan's own. Each is tried on the calendar; what a
standard asks for beyond its date (who has a copy, which plan it is) stands in `[[copy]]` of resources/plans.toml.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from typing import Any

from services.engine.facts import Event, day_of
from services.usecases import kinship, planner
from services.usecases.ages import full_name, say_date
from services.usecases.children import standing
from services.usecases.cleaning import folded
from services.usecases.network import network
from services.usecases.office import Office
from services.usecases.plan_results import Offer
from services.usecases.planevents import NEAR, far_from, happened, milestone_of, same_as, waiting_for
from services.usecases.plankinds import KINDS, Kind, PlanEvent, data
from services.usecases.results import ChildDetail, Copy, DeadlineView, EventView, Person, PlanView
from services.usecases.vocabulary import event_label, milestone_label
from services.usecases.wording import say_day

_FOR_MEETING = timedelta(days=7)  # a plan drawn up so long before a meeting was drawn up for it
_MOST = 4  # meetings of one type that are offered
CHILD, FAMILY, CARER, PROFESSIONAL = "child", "family", "carer", "professional"
_SIDES: Mapping[str, tuple[str, ...]] = {  # who counts, for what a standard names
    "child": (CHILD,),
    "family": (CHILD, FAMILY),
    "parents": (FAMILY,),
    "professionals": (PROFESSIONAL,),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """What a standard on sending a plan asks for beyond its date; keys as in resources/plans.toml."""

    who: tuple[str, ...] = ()
    too: tuple[str, ...] = ()
    which: str = ""
    along: str = ""


@cache
def rules() -> Mapping[str, Rule]:
    return {
        row["standard"]: Rule(
            tuple(row.get("who", ())), tuple(row.get("too", ())), row.get("which", ""), row.get("along", "")
        )
        for row in data()["copy"]
    }


# --- who a reader is ------------------------------------------------------------------------------------------------
def side(name: str, role: str, child_name: str, around: Iterable[Person]) -> str:
    """The child, the family, a carer from outside it, or a professional (anybody else)."""
    known, part = data()["copies"], folded(role)
    if folded(name) == folded(child_name) or part in known["child"]:
        return CHILD
    person = next((p for p in around if folded(p.name) == folded(name)), None)
    if person is not None:
        if person.kind == "carer":
            return FAMILY if kinship.is_kin(person.relation) else CARER
        return PROFESSIONAL if person.kind == "professional" else FAMILY
    said = set(kinship.words(role))
    if said & set(known["professional"]):
        return PROFESSIONAL
    return FAMILY if said & set(known["family"]) or kinship.is_kin(role) else PROFESSIONAL


class _Had:
    """Since when each side has a copy, counted from one meeting."""

    def __init__(
        self, copies: Sequence[Copy], child_name: str, around: Sequence[Person], since: date
    ) -> None:
        self._since: dict[str, date] = {}
        for copy in copies:
            if copy.given is None or copy.given < since:
                continue
            found = [side(copy.name, copy.role, child_name, around)]
            if set(kinship.words(copy.role)) & set(data()["copies"]["chair"]):
                found.append("chair")
            for each in found:
                self._since[each] = min(copy.given, self._since.get(each, copy.given))

    def day(self, whom: str) -> date | None:
        """None while nobody of them has one."""
        days = [self._since[s] for s in _SIDES.get(whom, (whom,)) if s in self._since]
        return min(days, default=None)


def outside(child: ChildDetail, name: str, role: str) -> bool:
    """Whether giving somebody a copy shares it beyond the family."""
    return side(name, role, child.name, child.network) in (CARER, PROFESSIONAL)


def log_words(plan: PlanView) -> tuple[str, str]:
    """What was shared and why, as the sharing log says it of a plan."""
    said = data()["copies"]["log"]
    day = say_date(plan.drawn_up)
    return said["what"].format(title=plan.title, version=plan.version, day=day), said["why"]


# --- what may be met -------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class _Act:
    """One giving out of a plan."""

    office: Office
    c: Any
    plan: PlanView
    kind: Kind
    given: date
    copies: tuple[Copy, ...] | None  # those given before and now; None where nobody asks who has one
    child_name: str
    around: tuple[Person, ...]
    tried: dict[tuple[str, str, date], tuple[DeadlineView, ...]] = field(default_factory=dict)


def offers(
    office: Office, c: Any, plan: PlanView, given: date, new: Sequence[Copy] | None
) -> tuple[Offer, ...]:
    """What giving the plan out on a day may be recorded as, the likeliest first; ticked where it truly is."""
    kind = KINDS.get(plan.kind)
    if kind is None or given > office.today():
        return ()
    child = standing(c, plan.child_id)
    copies = None if new is None else (*plan.copies, *new)
    name = full_name(child.given, child.family_name)
    act = _Act(office, c, plan, kind, given, copies, name, network(c, plan.child_id))
    events = happened(c, plan.child_id)
    meetings = [_offer(act, e, milestone, likely) for e, milestone, likely in _meetings(act, events)]
    found = [o for o in meetings if o.meets or o.ticked]
    found += [_offer(act, e, milestone, False) for e, milestone in _along(act, events)]
    found += _own_event(act, events, found)
    return tuple(sorted(found, key=lambda o: not o.ticked))


def _waits(act: _Act, names: Sequence[str], events: Sequence[EventView]) -> list[tuple[EventView, str]]:
    """Meetings held by then that wait for the plan, the nearest to it first."""
    order = [name.partition(".")[0] for name in names]  # of one day, the meeting before the plan
    held = [
        (e, n) for e, n in waiting_for(names, events) if day_of(e.at) <= act.given and n not in e.milestones
    ]
    drawn = act.plan.drawn_up
    held.sort(key=lambda w: (far_from(w[0], drawn), -day_of(w[0].at).toordinal(), order.index(w[0].type)))
    return held


def _meetings(act: _Act, events: Sequence[EventView]) -> list[tuple[EventView, str, bool]]:
    """(event, milestone, whether this is the plan that it waits for), the likeliest first."""
    held = _waits(act, act.kind.sent, events)
    found, seen = [], dict[str, int]()
    for n, (e, name) in enumerate(held):
        first = e.type not in seen
        seen[e.type] = seen.get(e.type, 0) + 1
        near = first and far_from(e, act.plan.drawn_up) <= NEAR
        newest = all(
            day_of(o.at) <= day_of(e.at) for o in events if o.type == e.type and day_of(o.at) <= act.given
        )
        since = day_of(e.at) >= act.plan.drawn_up and far_from(e, act.given) <= NEAR and not act.plan.ended
        if seen[e.type] <= _MOST:
            offered = near or (newest and since)
            found.append((e, name, offered and (n == 0 or bool(_met(act, e, name, act.given)))))
    return found


def _along(act: _Act, events: Sequence[EventView]) -> list[tuple[EventView, str]]:
    """What goes out together with the plan, where a standard says so: of each type, the nearest."""
    first: dict[str, tuple[EventView, str]] = {}
    for e, name in _waits(act, act.kind.sent_with, events):
        if far_from(e, act.plan.drawn_up) <= NEAR:
            first.setdefault(e.type, (e, name))
    return [
        (e, name)
        for e, name in first.values()
        if any(rules().get(d.standard, Rule()).along for d in _met(act, e, name, act.given))
    ]


def _own_event(act: _Act, events: Sequence[EventView], found: Sequence[Offer]) -> list[Offer]:
    """The plan as an event of its own, where something waits for it that nothing on record can give.

    Of the day on which it was drawn up; where that is on record already, of the day on which it is given once more,
    as at the end of the work.
    """
    taken = {line for o in found for line in o.meets}
    sent = dict(name.split(".") for name in act.kind.sent)
    made: list[Offer] = []
    for each in act.kind.events:
        for day in dict.fromkeys((act.plan.drawn_up, act.given)):
            known = each.type not in sent or any(same_as(e, each, day) for e in events)
            if known or day > act.given or act.plan.draft:
                continue
            offer = _fresh(act, each, sent[each.type], day)
            if offer.meets and not set(offer.meets) <= taken:
                made.append(offer)
                taken |= set(offer.meets)
    return made


def _fresh(act: _Act, each: PlanEvent, milestone: str, day: date) -> Offer:
    given = act.given
    said = f"Record “{event_label(each.type)}” on {say_date(day)}, {milestone_label(milestone)} {say_date(given)}"
    event = Event(each.type, day, each.attrs, {milestone: given}, False, "new")
    met = planner.would_meet(act.office, act.c, act.plan.child_id, event)
    offer = Offer(said, True, each.type, day, each.attrs, {milestone: given})
    return _judged(act, offer, met, day, frozenset())


def _met(act: _Act, e: EventView, milestone: str, day: date) -> tuple[DeadlineView, ...]:
    """What a milestone set to a day would meet; each is tried on the calendar once."""
    key = (e.id, milestone, day)
    if key not in act.tried:
        event = Event(e.type, e.at, e.attrs, {**e.milestones, milestone: day}, e.planned, e.id)
        act.tried[key] = planner.would_meet(act.office, act.c, act.plan.child_id, event)
    return act.tried[key]


def _offer(act: _Act, e: EventView, milestone: str, likely: bool) -> Offer:
    """One milestone on one event: the deadlines that it meets, and whether what they ask for is there."""
    met = _met(act, e, milestone, act.given)
    needed = {whom for d in met for whom in rules().get(d.standard, Rule()).who}
    day = _complete(act, day_of(e.at), needed)
    if day != act.given:
        met = _met(act, e, milestone, day)
    updated = frozenset(["updated"]) if _updated(act, e) else frozenset[str]()
    return _judged(act, milestone_of(e, milestone, day, likely), met, day_of(e.at), updated)


def _updated(act: _Act, e: EventView) -> bool:
    """Whether this is the plan as it is after the meeting."""
    day, marked = day_of(e.at), e.milestones.get("plan_updated")
    return act.plan.drawn_up >= day - _FOR_MEETING or (marked is not None and day_of(marked) <= act.given)


def _complete(act: _Act, since: date, needed: Iterable[str]) -> date:
    """The day on which the last of those needed got a copy; the day of this act while somebody has none."""
    if act.copies is None:
        return act.given
    had = _Had(act.copies, act.child_name, act.around, since)
    days = [had.day(whom) for whom in needed]
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) else act.given


def _judged(
    act: _Act, offer: Offer, met: Sequence[DeadlineView], since: date, facts: frozenset[str]
) -> Offer:
    said, lacks, more = data()["copies"]["says"], list[str](), list[str]()
    had = None if act.copies is None else _Had(act.copies, act.child_name, act.around, since)
    for d in met:
        rule = rules().get(d.standard, Rule())
        if had is not None:
            lacks += [said["needs"].format(whom=said[w]) for w in rule.who if had.day(w) is None]
            more += [said["too"].format(whom=said[w]) for w in rule.too if had.day(w) is None]
        if rule.which == "outline" and act.plan.stage == "detailed":
            lacks.append(said["outline"])
        if rule.which == "updated" and (act.plan.stage == "outline" or "updated" not in facts):
            lacks.append(said["updated"])
        if rule.along:
            lacks.append(said["along"].format(along=rule.along))
    told = tuple(_told(d, said) for d in met)
    caution = " ".join(dict.fromkeys((*lacks, *more)))
    return replace(offer, ticked=offer.ticked and not lacks, meets=told, caution=caution)


def _told(d: DeadlineView, said: Mapping[str, str]) -> str:
    how = said["late"] if d.state == "late" else said["in_time"]
    due = f"due {say_day(d.due)}" if d.due else ""
    return said["meets"].format(says=d.says, due=due, how=how)
