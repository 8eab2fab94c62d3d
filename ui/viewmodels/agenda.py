"""The agenda: every deadline and booked event of a calendar, in the order in which a person works. Pure functions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from services.usecases.results import ActionItem, CalendarView, DeadlineView, EventView, Moment
from ui.viewmodels.moments import (
    count,
    day_of,
    late_by,
    matches,
    moment_text,
    month_text,
    relative,
    sort_key,
)

OPEN = frozenset({"overdue", "due", "projected"})
CLOSED = frozenset({"met", "late", "lapsed", "waived"})
ANY_STATE = ""

# What the choice of states offers: (value, words)
STATE_CHOICES = (
    (ANY_STATE, "Everything"),
    ("open", "Still to do"),
    ("overdue", "Overdue"),
    ("due", "Due"),
    ("booked", "Booked"),
    ("projected", "Projected"),
    ("met", "Met"),
    ("late", "Met late"),
    ("lapsed", "Lapsed"),
    ("waived", "Waived"),
)


@dataclass(frozen=True, slots=True)
class AgendaFilter:
    """What is to be shown; an empty field lets everything through."""

    state: str = ANY_STATE
    area: str = ""
    words: str = ""
    projected: bool = True

    def lets(self, state: str, area: str, *texts: str) -> bool:
        if state == "projected" and not self.projected and self.state != "projected":
            return False
        if self.state == "open" and state not in OPEN | {"booked"}:
            return False
        if self.state not in (ANY_STATE, "open", state):
            return False
        return (not self.area or self.area == area) and matches(self.words, *texts)


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One line: a deadline with the ones it supersedes beneath it, a booked event, or an action."""

    key: str  # the deadline's key, "event:" and the event's id, or "action:" and the action's id
    state: str  # one of STATES, or "booked"
    title: str
    when: str  # the due date in words
    detail: str  # what is said in the second line
    moment: Moment | None
    deadline: DeadlineView | None = None
    event: EventView | None = None
    under: tuple[AgendaItem, ...] = ()
    action: ActionItem | None = None


@dataclass(frozen=True, slots=True)
class AgendaGroup:
    key: str  # overdue, past-booked, today, week, 2026-04, undated, done
    title: str
    items: tuple[AgendaItem, ...]


def event_key(event_id: str) -> str:
    return f"event:{event_id}"


ACTION_STATES = {"overdue": "overdue", "due": "due", "open": "due", "done": "met"}  # how an action is marked


def action_key(action_id: str) -> str:
    return f"action:{action_id}"


def action_title(action: ActionItem) -> str:
    """Ring school (Ros Adeyemi)."""
    return f"{action.what} ({action.who})" if action.who else action.what


def action_item(action: ActionItem, today: date) -> AgendaItem:
    moment = action.done or action.by
    when = moment_text(moment, none="No date is set")
    parts = [
        f"Action: {action_state(action, today)}",
        f"from {action.source_words}" if action.source_words else "",
    ]
    return AgendaItem(
        action_key(action.id), ACTION_STATES[action.state], action_title(action), when,
        " · ".join(part for part in parts if part), moment, action=action,
    )  # fmt: skip


def action_state(action: ActionItem, today: date) -> str:
    """done on Mon 2 Mar 2026, overdue by 3 days, due tomorrow, no date."""
    if action.done is not None:
        return f"done on {moment_text(action.done)}"
    if action.by is None:
        return "to do, with no date"
    return (
        f"overdue by {late_by(action.by, today)}"
        if action.by < today
        else f"due {relative(action.by, today)}"
    )


def deadline_item(deadline: DeadlineView, today: date, under: tuple[AgendaItem, ...] = ()) -> AgendaItem:
    when = moment_text(deadline.due, none="No date is set")
    return AgendaItem(
        deadline.key,
        deadline.state,
        deadline.says,
        when,
        _detail(deadline, today),
        deadline.due,
        deadline,
        None,
        under,
    )


def booked_item(event: EventView, today: date) -> AgendaItem:
    title = f"{event.label}: {event.summary}" if event.summary else event.label
    near = relative(event.at, today)
    detail = f"Booked, {near}" if day_of(event.at) >= today else f"Booked for {near}: has it happened?"
    return AgendaItem(
        event_key(event.id), "booked", title, moment_text(event.at), detail, event.at, None, event
    )


def _detail(deadline: DeadlineView, today: date) -> str:
    parts = [state_line(deadline, today)]
    if (
        deadline.state in OPEN
        and deadline.plan_by
        and deadline.due
        and deadline.plan_by != day_of(deadline.due)
    ):
        parts.append(f"plan for {moment_text(deadline.plan_by)}")
    if deadline.provisional:
        parts.append("provisional until the meeting is booked")
    if deadline.agreed:
        parts.append(f"agreed for this child: {deadline.agreed.partition(' from ')[0]}")
    if deadline.role:
        parts.append(deadline.role)
    return " · ".join(parts)


def state_line(deadline: DeadlineView, today: date) -> str:
    """The state in words with how near it is: "Overdue by 3 days", "Due tomorrow", "Met on Mon 2 Mar 2026"."""
    state, due = deadline.state, deadline.due
    if state in ("met", "late") and deadline.met_at is not None:
        return f"Met {'late ' if state == 'late' else ''}on {moment_text(deadline.met_at)}"
    if state == "overdue" and due is not None:
        how = late_by(due, today)
        return f"Overdue {how}" if how.startswith("since") else f"Overdue by {how}" if how else "Overdue"
    if state == "due":
        by = f" by {due:%H:%M}" if isinstance(due, datetime) else ""
        return f"Due {relative(due, today)}{by}" if due is not None else "Owed now; no date is set"
    if state == "projected":
        return f"Projected, {relative(due, today)}" if due is not None else "Projected"
    return {"met": "Met", "late": "Met late", "lapsed": "Lapsed", "waived": "Waived"}.get(state, "Overdue")


def areas(calendar: CalendarView) -> tuple[tuple[str, str], ...]:
    """(area, label) of all areas in the calendar, by label."""
    found = {deadline.area: deadline.area_label or deadline.area for deadline in calendar.deadlines}
    return tuple(sorted(found.items(), key=lambda pair: pair[1].casefold()))


def build(calendar: CalendarView, wanted: AgendaFilter = AgendaFilter()) -> tuple[AgendaGroup, ...]:
    """The groups that have something to show, in the order of the agenda."""
    today = calendar.today
    groups: dict[str, list[AgendaItem]] = defaultdict(list)
    for item in _governing(calendar.deadlines, wanted, today):
        groups[_group(item.state, item.moment, today)].append(item)
    for event in calendar.events:
        item = booked_item(event, today)
        if event.planned and not wanted.area and wanted.lets("booked", "", item.title, item.when):
            groups[_group("booked", event.at, today)].append(item)
    for action in calendar.actions:
        item = action_item(action, today)
        if not wanted.area and wanted.lets(item.state, "", item.title, item.when, item.detail):
            groups[_group(item.state, item.moment, today)].append(item)
    return tuple(
        AgendaGroup(key, _title(key), tuple(sorted(groups[key], key=_order(key))))
        for key in sorted(groups, key=_rank)
    )


def _governing(deadlines: Iterable[DeadlineView], wanted: AgendaFilter, today: date) -> list[AgendaItem]:
    """Stricter rules with what they supersede beneath; a group is shown when any of its lines passes the filter."""
    every = tuple(deadlines)
    keys = {deadline.key for deadline in every}
    under: Mapping[str, list[DeadlineView]] = defaultdict(list)
    tops = []
    for deadline in every:
        if deadline.governed_by and deadline.governed_by in keys and deadline.governed_by != deadline.key:
            under[deadline.governed_by].append(deadline)
        else:
            tops.append(deadline)
    shown = []
    for top in tops:
        family = [top, *_descendants(top.key, under)]
        if any(_passes(each, wanted) for each in family):
            shown.append(deadline_item(top, today, tuple(deadline_item(each, today) for each in family[1:])))
    return shown


def _descendants(key: str, under: Mapping[str, list[DeadlineView]], depth: int = 0) -> list[DeadlineView]:
    found: list[DeadlineView] = []
    for each in under.get(key, ()):
        found.append(each)
        if depth < 8:
            found += _descendants(each.key, under, depth + 1)
    return found


def _passes(deadline: DeadlineView, wanted: AgendaFilter) -> bool:
    texts = (
        deadline.says,
        deadline.activity,
        deadline.cite,
        deadline.role,
        moment_text(deadline.due),
        deadline.area_label,
    )
    return wanted.lets(deadline.state, deadline.area, *texts)


def _group(state: str, moment: Moment | None, today: date) -> str:
    if state in CLOSED:
        return "done"
    if state == "overdue":
        return "overdue"
    if moment is None:
        return "undated"
    day = day_of(moment)
    if day < today:
        return "past-booked" if state == "booked" else "overdue"
    if day == today:
        return "today"
    if day <= today + timedelta(days=6 - today.weekday()):
        return "week"
    return f"{day:%Y-%m}"


_FIXED = {"overdue": "0", "past-booked": "1", "today": "2", "week": "3", "undated": "8", "done": "9"}
_TITLES = {
    "overdue": "Overdue",
    "past-booked": "Booked, and the day has passed",
    "today": "Today",
    "week": "This week",
    "undated": "Owed, with no date set",
    "done": "Met or closed",
}


def _rank(key: str) -> str:
    return _FIXED.get(key, f"4{key}")


def _title(key: str) -> str:
    return _TITLES.get(key) or month_text(int(key[:4]), int(key[5:]))


def _order(group: str):
    """Met or closed: newest first, the undated last; the others: by moment, then by words."""

    def order(item: AgendaItem):
        if item.moment is None:
            return (1, 0.0, item.title)
        minutes = (
            sort_key(item.moment).toordinal() * 1440
            + sort_key(item.moment).hour * 60
            + sort_key(item.moment).minute
        )
        return (0, -minutes if group == "done" else minutes, item.title)

    return order


def tally(groups: Iterable[AgendaGroup]) -> str:
    """For a screen reader and the line above the list: "3 overdue, 12 in all"."""
    every = [item for group in groups for item in group.items]
    overdue = sum(item.state == "overdue" for item in every)
    words = count(len(every), "line")
    return f"{words}, {overdue} overdue" if overdue else words
