"""A month as a grid of days with what falls on them. Pure functions and a small model of where one looks."""

from __future__ import annotations

import calendar as months
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from PySide6.QtCore import QObject, Signal

from services.usecases.results import ActionItem, CalendarView, DeadlineView, EventView, Moment
from ui.viewmodels.agenda import ACTION_STATES, action_key, action_state, action_title, event_key, state_line
from ui.viewmodels.moments import capital, count, day_of, day_text, sort_key

_ORDER = {
    "overdue": 0,
    "due": 1,
    "booked": 2,
    "projected": 3,
    "late": 4,
    "met": 5,
    "recorded": 6,
    "waived": 7,
    "lapsed": 8,
}
_PREFIX = {
    "overdue": "Overdue", "due": "Due", "booked": "Booked", "late": "Met late", "met": "Met", "projected": "Projected",
    "waived": "Waived", "lapsed": "Lapsed", "recorded": "Recorded",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DayItem:
    """One thing on a day."""

    key: str
    state: str  # one of STATES, or booked, recorded
    short: tuple[str, ...]  # for the day's cell, the fullest first: "Due: Core group: plan sent", …
    brief: str  # where none of them finds room on the one line that there is: "Plan sent"
    full: str  # the whole sentence, for the day's list and for screen readers
    moment: Moment
    deadline: DeadlineView | None = None
    event: EventView | None = None
    action: ActionItem | None = None


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    in_month: bool
    today: bool
    weekend: bool
    holiday: str
    items: tuple[DayItem, ...] = ()
    hidden: int = 0  # deadlines met or closed that are not among the entries

    @property
    def hidden_words(self) -> str:
        """What the day holds that is not shown."""
        verb = "is" if self.hidden == 1 else "are"
        return f"{self.hidden} met or closed {verb} not shown" if self.hidden else ""

    def spoken(self) -> str:
        """The whole cell in words."""
        parts = [day_text(self.day, long=True)]
        if self.today:
            parts.append("today")
        if self.holiday:
            parts.append(self.holiday)
        parts.append(count(len(self.items), "entry", "entries") if self.items else "nothing due or booked")
        if self.hidden:
            parts.append(self.hidden_words)
        return ", ".join(parts) + (
            "." if not self.items else ": " + "; ".join(item.full for item in self.items) + "."
        )


@dataclass(frozen=True, slots=True)
class Shown:
    """Which kinds of entry the month shows."""

    projected: bool = True
    done: bool = False
    recorded: bool = False


def items_by_day(calendar: CalendarView, shown: Shown = Shown()) -> Mapping[date, tuple[DayItem, ...]]:
    """Everything with a date; a deadline that a stricter one covers is left to the agenda and to Why."""
    days: dict[date, list[DayItem]] = defaultdict(list)
    for deadline in _dated(calendar):
        if deadline.due is not None and _wanted(deadline.state, shown):
            days[day_of(deadline.due)].append(_deadline(deadline, calendar.today))
    for event in calendar.events:
        if event.planned or shown.recorded:
            days[day_of(event.at)].append(_event(event))
    for action in calendar.actions:
        if action.by is not None and _wanted(ACTION_STATES[action.state], shown):
            days[action.by].append(_action(action, calendar.today))
    return {day: tuple(sorted(found, key=_order)) for day, found in days.items()}


def _dated(calendar: CalendarView) -> Iterator[DeadlineView]:
    keys = {deadline.key for deadline in calendar.deadlines}
    for deadline in calendar.deadlines:
        covered = deadline.governed_by in keys and deadline.governed_by != deadline.key
        if deadline.due is not None and not covered:
            yield deadline


def _hidden_by_day(calendar: CalendarView, shown: Shown) -> Mapping[date, int]:
    """How many met or closed deadlines of a day are left out."""
    found: Counter[date] = Counter()
    for deadline in _dated(calendar):
        if deadline.due is not None and deadline.state != "projected" and not _wanted(deadline.state, shown):
            found[day_of(deadline.due)] += 1
    return found


def _wanted(state: str, shown: Shown) -> bool:
    if state == "projected":
        return shown.projected
    return shown.done or state in ("overdue", "due")


def _order(item: DayItem) -> tuple[int, datetime, str]:
    return (_ORDER.get(item.state, 9), sort_key(item.moment), item.brief)


def _clock(moment: Moment) -> str:
    return f"{moment:%H:%M} " if isinstance(moment, datetime) else ""


def act_name(deadline: DeadlineView) -> str:
    """The act without what is asked of it: "Visit (looked after, child seen)" is a visit."""
    words = deadline.activity or deadline.says
    return words.split(" (", 1)[0].strip() or words


def _brief(name: str) -> str:
    """Of "Core group: plan sent" only "Plan sent", which is what is owed."""
    return capital(name.rsplit(": ", 1)[-1])


def _deadline(deadline: DeadlineView, today: date) -> DayItem:
    due = deadline.due
    assert due is not None
    name = act_name(deadline)
    timed = f"{name} by {due:%H:%M}" if isinstance(due, datetime) else name
    return DayItem(
        deadline.key,
        deadline.state,
        tuple(dict.fromkeys((f"{_PREFIX.get(deadline.state, deadline.state)}: {timed}", timed, name))),
        _brief(name),
        f"{deadline.says.rstrip('.')} ({state_line(deadline, today)})",
        due,
        deadline,
    )


def _event(event: EventView) -> DayItem:
    state = "booked" if event.planned else "recorded"
    timed = f"{_clock(event.at)}{event.label}"
    short = tuple(dict.fromkeys((f"{_PREFIX[state]}: {timed}", timed, event.label)))
    full = f"{_PREFIX[state]}: {_clock(event.at)}{event.label}" + (
        f" ({event.summary})" if event.summary else ""
    )
    return DayItem(event_key(event.id), state, short, event.label, full, event.at, None, event)


def _action(action: ActionItem, today: date) -> DayItem:
    """Something that somebody is to do by that day."""
    assert action.by is not None
    state, title = ACTION_STATES[action.state], action_title(action)
    return DayItem(
        action_key(action.id), state, tuple(dict.fromkeys((f"To do: {title}", title, action.what))), action.what,
        f"To do: {title} ({action_state(action, today)})", action.by, action=action,
    )  # fmt: skip


def grid(
    year: int, month: int, calendar: CalendarView | None, shown: Shown = Shown()
) -> tuple[tuple[Day, ...], ...]:
    """The weeks of a month, Monday first, with the days of its neighbours that fill the first and last week."""
    items = items_by_day(calendar, shown) if calendar else {}
    hidden = _hidden_by_day(calendar, shown) if calendar else {}
    return tuple(
        tuple(_day(day, month, calendar, items, hidden) for day in week)
        for week in months.Calendar(firstweekday=0).monthdatescalendar(year, month)
    )


def _day(
    day: date,
    month: int,
    calendar: CalendarView | None,
    items: Mapping[date, tuple[DayItem, ...]],
    hidden: Mapping[date, int],
) -> Day:
    return Day(
        day,
        day.month == month,
        calendar is not None and day == calendar.today,
        day.weekday() >= 5,
        calendar.bank_holidays.get(day, "") if calendar else "",
        items.get(day, ()),
        hidden.get(day, 0),
    )


FIRST, LAST = date(1900, 1, 1), date(2149, 12, 31)


class MonthModel(QObject):
    """Moves by day, week and month; asks for a longer calendar when it looks beyond the end of the one it has."""

    changed = Signal()  # the month, its contents or the chosen day
    chosen = Signal(object)  # the day chosen, a date
    needs_until = Signal(object)  # a date beyond the calendar's end

    def __init__(self, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._calendar: CalendarView | None = None
        self._shown = Shown()
        self.today = today
        self.day = today
        self._weeks = grid(today.year, today.month, None)

    @property
    def shown(self) -> Shown:
        return self._shown

    @property
    def weeks(self) -> tuple[tuple[Day, ...], ...]:
        return self._weeks

    @property
    def year(self) -> int:
        return self.day.year

    @property
    def month(self) -> int:
        return self.day.month

    @property
    def until(self) -> date | None:
        return self._calendar.until if self._calendar else None

    def set_calendar(self, calendar: CalendarView | None) -> None:
        self._calendar = calendar
        if calendar is not None:
            self.today = calendar.today
        self._rebuild()

    def set_shown(self, shown: Shown) -> None:
        if shown != self._shown:
            self._shown = shown
            self._rebuild()

    def select(self, day: date) -> None:
        day = max(FIRST, min(LAST, day))
        if day == self.day:
            self.chosen.emit(day)
            return
        moved = (day.year, day.month) != (self.day.year, self.day.month)
        self.day = day
        if moved:
            self._rebuild()
            self._ask_for_more()
        else:
            self.changed.emit()
        self.chosen.emit(day)

    def move_days(self, days: int) -> None:
        self.select(date.fromordinal(max(1, self.day.toordinal() + days)))

    def move_months(self, step: int) -> None:
        """The same day of another month, its last where it has fewer."""
        index = self.day.year * 12 + self.day.month - 1 + step
        year, month = divmod(index, 12)
        if FIRST.year <= year <= LAST.year:
            last = months.monthrange(year, month + 1)[1]
            self.select(date(year, month + 1, min(self.day.day, last)))

    def go_today(self) -> None:
        self.select(self.today)

    def chosen_day(self) -> Day:
        return next(day for week in self._weeks for day in week if day.day == self.day)

    def _rebuild(self) -> None:
        self._weeks = grid(self.day.year, self.day.month, self._calendar, self._shown)
        self.changed.emit()

    def _ask_for_more(self) -> None:
        last = self._weeks[-1][-1].day
        if (
            self._calendar is not None
            and last > self._calendar.until
            and last <= self.today + timedelta(days=365 * 20)
        ):
            self.needs_until.emit(last)
