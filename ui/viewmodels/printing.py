"""The pages of a child's record, made off the interface's thread and kept in memory only.

A page about a child is made with `for_reader`: it holds the results that it is drawn from, so that before it is
shown what is marked in them can be listed and left out (`services.usecases.privacy`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from services.usecases import privacy
from services.usecases.plan_results import Difference
from services.usecases.privacy import Doubt, Guard, Marked
from services.usecases.results import (
    ActionItem,
    CalendarView,
    ChildDetail,
    EventView,
    Own,
    PlanView,
    SummaryView,
)
from services.usecases.sharing_results import SharingRecord
from services.usecases.vocabulary import event_forms
from ui.viewmodels.planform import plan_kind

MAKING = "Making the page…"  # while it is made, with how far that is under it


@dataclass(frozen=True, slots=True)
class Page:
    """What is to be shown: a title, a file name without the child's name, and how the bytes are made.

    Of a page about a child `child_id` says whose, `read` reads the results and `draw` makes bytes of them.
    """

    title: str
    file_name: str
    make: Callable[[], bytes]
    child_id: str = ""
    read: Callable[[], tuple[Any, ...]] | None = None
    draw: Callable[..., bytes] | None = None
    also: tuple[str, ...] = ()  # other children of whom it tells: what is marked on their records counts too
    slow: bool = False  # `draw` takes `progress(done, total)` and `cancelled()` as well


def for_reader(
    title: str,
    file_name: str,
    child_id: str,
    results: tuple[Any, ...] | Callable[[], tuple[Any, ...]],
    draw: Callable[..., bytes],
    *,
    slow: bool = False,
) -> Page:
    """A page about a child: `draw(*results)` makes it, here or with what is marked left out.

    `results` are frozen results of the use cases, only as much as is printed (or what reads them, off the thread).
    """
    read = results if callable(results) else lambda: results
    return Page(title, file_name, lambda: draw(*read()), child_id, read, draw, slow=slow)


@dataclass(frozen=True, slots=True)
class Reading:
    """A page's results, and what is asked before it is made."""

    page: Page
    results: tuple[Any, ...]
    guard: Guard
    marked: tuple[Marked, ...]
    readers: tuple[str, ...]
    told: Mapping[str, str] = field(default_factory=dict)  # reader → what they may be told
    doubts: tuple[Doubt, ...] = ()  # what stays in though it may name somebody who is left out
    sharing: SharingRecord | None = None  # consents of the child, so that one that is withdrawn is seen

    def listed(self, put_in: Collection[str]) -> tuple[tuple[Marked, ...], tuple[Doubt, ...]]:
        """What is marked and what is to be looked at, once these are put in; called off the interface's thread."""
        return privacy.marked(self.results, self.guard, put_in), privacy.doubts(
            self.results, self.guard, put_in
        )

    def make(self, left_out: Collection[str], progress: Any = None) -> bytes:
        """The page without what is left out; never with a protected address. `progress`: of the task that makes it."""
        assert self.page.draw is not None
        shown = privacy.without(self.results, left_out, self.guard)
        if self.page.slow and progress is not None:
            return self.page.draw(*shown, progress=progress.report, cancelled=progress.cancelled)
        return made(lambda: self.page.draw(*shown), progress)  # type: ignore[misc]


def made(make: Callable[[], bytes], progress: Any = None) -> bytes:
    """Make a page, telling the task how far it is, so that it can be stopped between two of its sheets."""
    if progress is None:
        return make()
    from services.documents.watching import watched

    with watched(progress.report, progress.cancelled):
        return make()


def how_far(slow: bool, done: int, of: int) -> str:
    """In words: parts of a pack, pages laid out so far, or pages written."""
    if slow:
        return f"Part {done} of {of}."
    return f"Page {done} of {of}." if of else f"{done} pages so far."


def read_for(desk: Any, page: Page) -> Reading:
    """What must be known before a page is made for a reader; called off the interface's thread."""
    assert page.read is not None
    results = page.read()
    guard = privacy.guards_joined(
        [desk.sharing.guard(each) for each in dict.fromkeys((page.child_id, *page.also))]
    )
    readers = tuple(desk.sharing.readers(page.child_id))
    told = desk.sharing.may_be_told(page.child_id)
    marks, doubts = privacy.marked(results, guard), privacy.doubts(results, guard)
    sharing = desk.sharing.record(page.child_id) if page.child_id else None
    return Reading(page, results, guard, marks, readers, told, doubts, sharing)


def _documents() -> Any:
    import services.documents as documents  # imported when something is first printed: it takes a third of a second

    return documents


def _file(kind: str, reference: str, day: date) -> str:
    """No name of a child in a file's name: the reference, where there is one, and the day."""
    safe = re.sub(r"[^A-Za-z0-9-]+", "-", reference).strip("-")
    return "-".join(part for part in (kind, safe, day.isoformat()) if part) + ".pdf"


file_name = _file


def head_only(child: ChildDetail) -> ChildDetail:
    """As much of a child's detail as stands at the head of a page: nobody of their network."""
    return replace(child, network=(), note="", address="")


def with_address(child: ChildDetail) -> ChildDetail:
    """The head of a page that says where the child lives; a protected address is taken out before it is made."""
    return replace(child, network=(), note="")


def calendar_page(child: ChildDetail, calendar: CalendarView, today: date) -> Page:
    events = tuple(replace(e, notes=()) for e in calendar.events)  # a calendar prints no notes
    return for_reader(
        f"Calendar of {child.name}",
        _file("calendar", child.reference, today),
        child.child_id,
        (head_only(child), replace(calendar, events=events)),
        lambda child, calendar: _documents().calendar_pdf(child, calendar, today),
    )


def summary_page(child: ChildDetail, summary: SummaryView, today: date) -> Page:
    return for_reader(
        f"Case summary of {child.name}",
        _file("case-summary", child.reference, summary.written),
        child.child_id,
        (head_only(child), summary),
        lambda child, summary: _documents().summary_pdf(child, summary, today),
    )


def plan_page(child: ChildDetail, plan: PlanView, today: date) -> Page:
    return for_reader(
        f"{plan.title or plan_kind(plan.kind)} of {child.name}",
        _file("plan", child.reference, plan.drawn_up),
        child.child_id,
        (head_only(child), plan),
        lambda child, plan: _documents().plan_pdf(child, plan, today),
    )


def event_page(
    child: ChildDetail | None,
    events: Sequence[EventView],
    actions: Sequence[ActionItem],
    today: date,
    own: Own,
) -> Page:
    """The record of one event, or of several in order of time; `child` None: of the practitioner's own calendar."""
    from services.usecases.offering import in_time
    from ui.viewmodels.door import role_label

    events = in_time(events)
    kinds = {event.type for event in events}
    forms = {form.type: form for form in event_forms() if form.type in kinds}
    ids = {event.id for event in events}
    mine = tuple(each for each in actions if each.source_id in ids)
    title = events[0].label if len(events) == 1 else "Record"
    name, role = own.name, role_label(own.role)
    if child is None:
        return Page(
            f"{title} of {name}",
            _file("record", "", today),
            lambda: _documents().record_pdf(None, tuple(events), mine, today, forms, name, role),
        )
    return for_reader(
        f"{title} of {child.name}",
        _file("record", child.reference, today),
        child.child_id,
        (head_only(child), tuple(events), mine),
        lambda shown, some, lines: _documents().record_pdf(shown, some, lines, today, forms, name, role),
    )


def family_page(child: ChildDetail, plan: PlanView, today: date) -> Page:
    """The plan on one page in plain words; of the network only the professionals are named."""
    professionals = tuple(p for p in child.network if p.kind == "professional")

    def draw(child: ChildDetail, plan: PlanView) -> bytes:
        from services.usecases.planwords import family

        return bytes(_documents().family_plan_pdf(child, family(child, plan), today))

    return for_reader(
        f"{plan.title or plan_kind(plan.kind)} of {child.name}, for the family",
        _file("family-plan", child.reference, plan.drawn_up),
        child.child_id,
        (replace(child, network=professionals, note="", address=""), plan),
        draw,
    )


def difference_page(child: ChildDetail, difference: Difference, today: date) -> Page:
    """Two versions of a plan side by side."""
    title = f"{difference.after.title[:1].lower()}{difference.after.title[1:]}"
    return for_reader(
        f"What changed in the {title} of {child.name}",
        _file("plan-changes", child.reference, difference.after.drawn_up),
        child.child_id,
        (head_only(child), difference),
        lambda child, difference: _documents().plan_difference_pdf(child, difference, today),
    )
