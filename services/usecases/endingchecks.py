"""What the record shows of each thing that is to be in place: found and when, or what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.repositories import records
from models.repositories import unsaved as drafts
from services.engine.calendar import parse_duration
from services.engine.facts import day_of
from services.usecases.ages import say_date
from services.usecases.endingparts import Item, letters_for
from services.usecases.endings_results import ASKED, FOUND, MISSING
from services.usecases.office import Office
from services.usecases.page_results import ADULT, is_aged
from services.usecases.plankinds import by_weight
from services.usecases.results import CalendarView, ChildDetail, DeadlineView, EventView, PlanView
from services.usecases.rows import read_day
from services.usecases.vocabulary import episode_label, event_label, milestone_label, value_label

EVENT = "event:"  # begins the key of what is on record and only lacks a date
_CLOSED_WITH = ("case", "employment", "placement")  # end with the case, or with what they are part of
_TELL = {"met": "in time", "late": "late", "overdue": "overdue", "due": "not yet due"}


@dataclass(frozen=True, slots=True)
class Ground:
    """Everything that the checks look at, read once."""

    office: Office
    child: ChildDetail
    calendar: CalendarView
    plans: tuple[PlanView, ...]
    summaries: tuple[date, ...]  # when each case summary was written
    kin: int  # people whom the genogram shows tied to one another; 0 where there is none
    facts: Mapping[str, bool]  # kinds of key facts that stand
    consents: tuple[Mapping[str, Any], ...]
    actions: tuple[Mapping[str, Any], ...]  # open ones
    letters: tuple[Mapping[str, Any], ...]
    audits: tuple[date, ...]  # finished ones
    unsaved: int
    kind: str  # transfer, closure
    summary: str  # of this ending
    since: date  # when it was begun

    @property
    def today(self) -> date:
        return self.calendar.today

    @property
    def events(self) -> tuple[EventView, ...]:
        return self.calendar.events


@dataclass(frozen=True, slots=True)
class Answer:
    state: str  # found, missing or asked
    text: str
    key: str = ""
    record: str = ""  # the event that is to be recorded, where that is not the same for every child


def ground(
    office: Office,
    c: Any,
    child: ChildDetail,
    calendar: CalendarView,
    plans: tuple[PlanView, ...],
    ending: tuple[str, str, date, date | None],
    kin: int,
) -> Ground:
    """Read what the checks need beside the calendar; `ending`: kind, summary, begun, finished. Of one that is
    finished only what was there on that day counts (letters may follow)."""
    one, day = child.child_id, calendar.today
    of_which, summary, since, finished = ending

    def of(kind: str) -> list[dict[str, Any]]:
        return [r for r in records.of_child(c, kind, one) if not finished or r["created_at"][:10] <= str(day)]

    written = [read_day(s["written"]) for s in of("summary")]
    audited = [read_day(a["at"]) for a in of("audit") if not a["draft"]]
    return Ground(
        office=office,
        child=child,
        calendar=calendar,
        plans=plans,
        summaries=tuple(d for d in written if d),
        kin=kin,
        facts={f["kind"]: True for f in of("key_fact") if not f["until"] or f["until"] >= str(day)},
        consents=tuple(of("consent")),
        actions=tuple(a for a in of("action") if not a["done"] or (finished and a["done"] > str(day))),
        letters=tuple(records.of_child(c, "letter", one)),
        audits=tuple(d for d in audited if d),
        unsaved=0 if finished else len(drafts.everything(c, one)),
        kind=of_which,
        summary=summary,
        since=since,
    )


def answer(item: Item, g: Ground) -> Answer:
    """How one item stands by the record alone."""
    look = _LOOKS.get(item.look)
    if look is None:
        return Answer(ASKED, "")
    found = look(item, g)
    timed = _timed(item, g)
    if timed is None:
        return found
    said = _TELL[timed.state]
    when = f", due {say_date(day_of(timed.due))}" if timed.due and timed.state != "met" else ""
    text = f"{found.text} ({said}{when})" if found.text else f"{said.capitalize()}{when}"
    state = MISSING if timed.state == "overdue" else found.state  # what there is, is of an earlier time
    return Answer(state, text, timed.key)


def _timed(item: Item, g: Ground) -> DeadlineView | None:
    """The newest deadline of the standards that the item rests on."""
    held = [d for d in g.calendar.deadlines if d.standard in item.standards and d.state in _TELL and d.due]
    return max(held, key=lambda d: (d.counted_from is not None, str(d.counted_from)), default=None)


# --- the looks -------------------------------------------------------------------------------------------------------
def _past(g: Ground, types: Iterable[str], since: date | None = None) -> list[EventView]:
    """Events of these types that took place, the newest first."""
    wanted = set(types)
    held = [
        e
        for e in g.events
        if e.type in wanted
        and not e.planned
        and not e.attrs.get("failed")
        and (e.type != "supervision" or e.attrs.get("kind") == "case")
        and (since is None or day_of(e.at) >= since)
    ]
    return sorted(held, key=lambda e: (day_of(e.at), e.recorded_at), reverse=True)


def _edge(g: Ground, newer: str) -> date | None:
    """The day from which something is new enough."""
    if not newer:
        return None
    return day_of(g.office.calendar().add(g.today, parse_duration(f"-{newer}")))


def _event(item: Item, g: Ground) -> Answer:
    begun = _past(g, (item.since,)) if item.since else []
    since = day_of(begun[0].at) if begun else None
    # what prepares a placement may come before it; health and education go by the whole time in care
    held = _past(g, item.types, None if item.since == "placement_started" else since)
    names = _either(event_label(t) for t in item.types)
    if not held:
        return Answer(
            MISSING, "Not on record" + (f" since {say_date(since)}" if since else "") + f": {names}"
        )
    last = held[0]
    said = f"{last.label} on {say_date(day_of(last.at))}"
    if last.summary and last.type in ("assessment_completed", "health_assessment", "placement_plan"):
        said += f", {last.summary.lower()}"
    edge = _edge(g, item.newer)
    if edge and day_of(last.at) < edge:
        return Answer(MISSING, f"The last is of {say_date(day_of(last.at))}: older than {_spell(item.newer)}")
    if item.milestone and item.milestone not in last.milestones:
        lacks = f"{said}; no date for “{milestone_label(item.milestone)}”"
        return Answer(MISSING, lacks, f"{EVENT}{last.id}")
    if item.milestone:
        day = say_date(day_of(last.milestones[item.milestone]))
        said += f"; {milestone_label(item.milestone)} {day}"
    return Answer(FOUND, said)


def _booked(item: Item, g: Ground) -> Answer:
    ahead = [e for e in g.events if e.planned and e.type in item.types and day_of(e.at) >= g.today]
    if ahead:
        first = min(ahead, key=lambda e: day_of(e.at))
        return Answer(
            ASKED, f"Booked: {first.label.lower()} on {say_date(day_of(first.at))}. Have they been told?"
        )
    due = [
        d
        for d in g.calendar.deadlines
        if d.meets_type in item.types and not d.meets_milestone and d.due and d.state in ("due", "overdue")
    ]
    if due:
        first_due = min(due, key=lambda d: str(d.due))
        assert first_due.due is not None
        day, kind = say_date(day_of(first_due.due)), first_due.meets_type
        return Answer(MISSING, f"Not booked: {event_label(kind).lower()}, due {day}", first_due.key, kind)
    held = _past(g, item.types)
    if held:
        return Answer(FOUND, f"{held[0].label} was held on {say_date(day_of(held[0].at))}")
    return Answer(FOUND, "None is booked or due")


def _genogram(item: Item, g: Ground) -> Answer:
    if g.kin:
        return Answer(FOUND, f"The genogram shows {_count(g.kin, 'person', 'people')}")
    return Answer(MISSING, "How the people are related has not been entered")


def _notes(item: Item, g: Ground) -> Answer:
    empty = [e for e in _past(g, ("visit",)) if not any(text.strip() for _, text in e.notes)]
    behind = [e for e in g.events if e.planned and day_of(e.at) < g.today]
    said = []
    if empty:
        said.append(
            f"{_count(len(empty), 'visit')} without notes, the last on {say_date(day_of(empty[0].at))}"
        )
    if behind:
        first = behind[0]
        more = f", and {len(behind) - 1} more" if len(behind) > 1 else ""
        said.append(f"booked and not recorded: {first.label.lower()} on {say_date(day_of(first.at))}{more}")
    if g.unsaved:
        said.append(f"{_count(g.unsaved, 'unfinished note')}")
    if said:
        text = "; ".join(said)
        return Answer(MISSING, text[0].upper() + text[1:])
    return Answer(FOUND, "Every visit has notes, and nothing booked is left in the past")


def _details(item: Item, g: Ground) -> Answer:
    child, grown = g.child, is_aged(g.child, ADULT, g.today)
    missing = [
        words
        for words, there in (
            ("address", child.address),
            ("languages", child.languages),
            (
                "who has parental responsibility",
                grown or any(p.parental_responsibility for p in child.network),
            ),
            ("somebody of the family", any(p.kind in ("family", "carer") for p in child.network)),
            ("a professional", any(p.kind == "professional" for p in child.network)),
        )
        if not there
    ]
    silent = [p.name for p in child.network if not (p.contact or p.protected or p.died or p.third_party)]
    if silent:
        more = f" and {_count(len(silent) - 3, 'other')}" if len(silent) > 3 else ""
        missing.append(f"how to reach {', '.join(silent[:3])}{more}")
    if missing:
        return Answer(MISSING, "Not entered: " + ", ".join(missing))
    people = _count(len(child.network), "person", "people")
    return Answer(ASKED, f"Address, languages and {people} are entered. Are they right?")


def _summary(item: Item, g: Ground) -> Answer:
    days = [*g.summaries, *(day_of(e.at) for e in _past(g, ("case_summary",)))]
    if not days:
        return Answer(MISSING, "No case summary has been written")
    edge, last = _edge(g, item.newer), max(days)
    if edge and last < edge:
        return Answer(MISSING, f"The last is of {say_date(last)}: older than {_spell(item.newer)}")
    return Answer(FOUND, f"Case summary of {say_date(last)}")


def _plan(item: Item, g: Ground) -> Answer:
    held = [p for p in g.plans if not getattr(p, "ended", None)]
    if not held:
        return _none_in_force(g)
    agreed = by_weight((p for p in held if not p.draft), g.child)
    if not agreed:
        return Answer(MISSING, f"{held[0].title} of {say_date(held[0].drawn_up)} is still a draft")
    last = agreed[0]
    said = f"{last.title} of {say_date(last.drawn_up)}, version {last.version}"
    late = [(p, p.review_by) for p in agreed if p.review_by and p.review_by < g.today]
    if not late:
        return Answer(FOUND, said)
    plan, day = late[0]
    whose = "its review" if plan is last else f"the review of the {plan.title.lower()}"
    more = f", and of {_count(len(late) - 1, 'other')}" if len(late) > 1 else ""
    return Answer(MISSING, f"{said}: {whose} was due {say_date(day)}{more}")


def _none_in_force(g: Ground) -> Answer:
    last = max((p for p in g.plans if p.ended), key=lambda p: str(p.ended), default=None)
    if last is None or last.ended is None:
        return Answer(MISSING, "No plan is on record")
    said = f"None is in force: {last.title} ended on {say_date(last.ended)}"
    return Answer(FOUND, said) if g.kind == "closure" else Answer(ASKED, f"{said}. Is that right?")


def _plans_ended(item: Item, g: Ground) -> Answer:
    left = [p for p in g.plans if not p.ended and not p.draft]
    if not left:
        return Answer(FOUND, "None is in force")
    named = "; ".join(f"{p.title} of {say_date(p.drawn_up)}, version {p.version}" for p in left)
    return Answer(
        MISSING, f"Still in force: {named}. Each can be ended here, or with the closing of the case"
    )


def _plan_done(item: Item, g: Ground) -> Answer:
    found = _plan(item, g)
    last = next(iter(by_weight((p for p in g.plans if not p.draft), g.child)), None)
    if last is None:
        return found
    actions = [a for o in last.outcomes for a in o.actions]
    left = [a for a in actions if a.done is None]
    if left:
        if len(actions) == 1:
            return Answer(MISSING, "The plan's action is not done")
        verb = "is" if len(left) == 1 else "are"
        return Answer(MISSING, f"{len(left)} of the plan's {len(actions)} actions {verb} not done")
    if not actions:
        return Answer(FOUND, "The plan has no actions")
    return Answer(
        FOUND, "The plan's action is done" if len(actions) == 1 else f"All {len(actions)} actions are done"
    )


def _letters(item: Item, g: Ground) -> Answer:
    said, missing = [], []
    for kind in item.letters:
        grown = is_aged(g.child, ADULT, g.today)
        held = [x for x in g.letters if x["kind"] in letters_for(kind, grown=grown)]
        sent = [x for x in held if x["sent"] and x["sent"] >= str(g.since)]
        drafted = [x for x in held if not x["sent"]]
        words = _to_whom(kind, [x["kind"] for x in sent or held], grown=grown)
        if sent:
            said.append(f"sent {words} on {say_date(date.fromisoformat(max(x['sent'] for x in sent)))}")
        else:
            missing.append(f"{words}: " + ("written, not sent yet" if drafted else "none yet"))
    if missing:
        text = "; ".join([*(f"Letter {m}" for m in missing), *said])
        return Answer(MISSING, text)
    return Answer(FOUND, "Letter " + ", ".join(said))


def _to_whom(kind: str, written: list[str], *, grown: bool) -> str:
    if not kind.endswith("family"):
        return "to an agency"
    family = kind in written or (not written and not grown)
    return "to the family" if family else "to the young person"


def _ending_summary(item: Item, g: Ground) -> Answer:
    words = len(g.summary.split())
    if not words:
        return Answer(MISSING, "It is not written yet")
    return Answer(FOUND, f"{_count(words, 'word')} written")


def _audit(item: Item, g: Ground) -> Answer:
    days = [*g.audits, *(day_of(e.at) for e in _past(g, ("case_audit",)))]
    edge = _edge(g, item.newer)
    if not days:
        return Answer(MISSING, "The file has not been audited")
    if edge and max(days) < edge:
        return Answer(MISSING, f"The last audit is of {say_date(max(days))}")
    return Answer(ASKED, f"Audited on {say_date(max(days))}. Has the manager signed and dated this list?")


def _episodes(item: Item, g: Ground) -> Answer:
    left = [e for e in g.child.episodes if e.ended is None and e.name not in _CLOSED_WITH]
    if left:
        return Answer(MISSING, "Still open: " + ", ".join(episode_label(e.name).lower() for e in left))
    return Answer(FOUND, "Nothing else is open")


def _consent(item: Item, g: Ground) -> Answer:
    today = str(g.today)
    held = [
        x
        for x in g.consents
        if x["given"] and not x["withdrawn"] and (x["until"] is None or x["until"] >= today)
    ]
    if held:
        last = max(held, key=lambda x: x["given"])
        who = f", {last['agency']}" if last["agency"] else ""
        return Answer(FOUND, f"{last['whose']}{who}: given {say_date(date.fromisoformat(last['given']))}")
    told = [e for e in _past(g, ("consent",)) if e.attrs.get("kind") in ("information_sharing", None)]
    if told and not g.consents:
        by = told[0].attrs.get("person")
        whose = f" from a {value_label(by)}" if isinstance(by, str) else ""
        return Answer(FOUND, f"Consent{whose} on {say_date(day_of(told[0].at))}")
    return Answer(
        MISSING, "Consent has run out or was withdrawn" if g.consents else "No consent is on record"
    )


def _overdue(item: Item, g: Ground) -> Answer:
    late = [d for d in g.calendar.deadlines if d.state == "overdue" and not d.governed_by]
    if not late:
        return Answer(FOUND, "Nothing is overdue")
    first = min(late, key=lambda d: (str(d.due or "9999"), d.standard))
    more = f", and {len(late) - 1} more" if len(late) > 1 else ""
    return Answer(MISSING, f"Overdue: {first.says}{more}", first.key)


def _actions(item: Item, g: Ground) -> Answer:
    held = [p for p in g.plans if not p.draft and not p.ended]
    planned = [a for p in held for o in p.outcomes for a in o.actions if a.done is None]
    nobody = sum(not a["who"].strip() for a in g.actions) + sum(not a.who.strip() for a in planned)
    count = len(g.actions) + len(planned)
    asks = "Who takes them on?" if g.kind == "closure" else "Do they go along?"
    if not count:
        return Answer(FOUND, "Nothing is left to do")
    if nobody:
        return Answer(MISSING, f"{_count(count, 'action')} open, {nobody} of them with nobody's name")
    return Answer(ASKED, f"{_count(count, 'action')} open, each with a name. {asks}")


def _fact(item: Item, g: Ground) -> Answer:
    if any(g.facts.get(kind) for kind in item.types):
        return Answer(FOUND, "It is among the key facts")
    return Answer(MISSING, "None is among the key facts")


_LOOKS: Mapping[str, Callable[[Item, Ground], Answer]] = {
    "event": _event,
    "booked": _booked,
    "genogram": _genogram,
    "notes": _notes,
    "details": _details,
    "summary": _summary,
    "plan": _plan,
    "plan_done": _plan_done,
    "plans_ended": _plans_ended,
    "letters": _letters,
    "ending_summary": _ending_summary,
    "audit": _audit,
    "episodes": _episodes,
    "consent": _consent,
    "overdue": _overdue,
    "actions": _actions,
    "fact": _fact,
}


def _either(words: Iterable[str]) -> str:
    said: Sequence[str] = [w[:1].lower() + w[1:] for w in words]
    return " or ".join(said)


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def _spell(newer: str) -> str:
    number, unit = newer.split(" ", 1)
    return f"{number} {unit.rstrip('s') if number == '1' else unit}"
