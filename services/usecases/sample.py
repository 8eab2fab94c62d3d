"""The sample caseload: fourteen made-up children, put into a desk by its ordinary commands.

Its files and how they are read: `samplefiles.py` and `resources/sample/`.
"""

from __future__ import annotations

import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from services.engine.facts import day_of
from services.usecases import samplearound, samplefiles, samplework
from services.usecases.commands import EventDraft, NextStep
from services.usecases.errors import Cancelled
from services.usecases.samplefiles import WORKER, Sample, SampleEvent

if TYPE_CHECKING:
    from services.usecases.desk import Desk


_EVENING = time(23, 30)
Clock = Callable[[], datetime]
Report = Callable[[int, int], None]


def load(desk: Desk, today: date) -> None:
    """Fill an open desk with the sample caseload as it stands on `today`."""
    fill(desk, samplefiles.read(today))


def fill(
    desk: Desk,
    sample: Sample,
    written: Callable[[date | None], None] = lambda day: None,
    step: Callable[[], None] = lambda: None,
) -> None:
    """Carry out the sample's commands in their order; its short keys become the store's ids.

    `written` is told before each step on which day it was written (None: today), so that a clock may be set;
    `step` is called before each child, person and event.
    """
    from services.usecases.summaryforms import of_authority

    ids = {WORKER: WORKER}
    for key, form in sample.children.items():
        step()
        ids[key] = desk.add_child(form)
    for person in sample.people:
        step()
        shares = tuple((ids[key], said) for key, said in person.shares)
        desk.save_person(replace(person, child_id=ids[person.child_id], shares=shares))
    for event in sample.events:
        step()
        written(_written_on(event.draft))
        _record(desk, event, ids)
    written(None)
    for agreed in sample.agreed:
        desk.agree(replace(agreed, child_id=ids[agreed.child_id]))
    for waived in sample.waived:
        desk.waive(replace(waived, child_id=ids[waived.child_id]))
    samplearound.fill(desk, sample.around, ids, written)
    _plans(desk, sample, ids)
    for summary in sample.summaries:
        written(summary.written)
        texts = (text for _, text in summary.parts)
        headings = of_authority(sample.children[summary.child_id].authority).headings
        parts = tuple(zip(headings, texts, strict=True))
        desk.save_summary(replace(summary, child_id=ids[summary.child_id], parts=parts))
    written(None)
    samplework.fill(desk, sample.work, ids, written)


def _plans(desk: Desk, sample: Sample, ids: dict[str, str]) -> None:
    """Each plan, who got it, and its next version."""
    reviews = {(review.child_id, review.kind): review for review in sample.reviews}
    for plan in sample.plans:
        key = (plan.child_id, plan.kind)
        saved = desk.save_plan(replace(plan, child_id=ids[plan.child_id]))
        if given := sample.copies.get(key):
            desk.planning.give(saved, given)
        if key in reviews:
            desk.planning.save(replace(reviews[key], child_id=ids[plan.child_id]), saved, review=True)


def _record(desk: Desk, event: SampleEvent, ids: dict[str, str]) -> None:
    draft = _for_store(event.draft, ids)
    if event.before is None:
        desk.record(draft)
        return
    for number in desk.record(_for_store(event.before, ids)):
        desk.amend(number, draft, event.why)


def _for_store(draft: EventDraft, ids: dict[str, str]) -> EventDraft:
    return replace(
        draft,
        child_id=ids[draft.child_id],
        also_for=tuple(ids[key] for key in draft.also_for),
        own={ids[key]: part for key, part in draft.own.items()},
        actions=_steps(draft.actions, ids),
    )


def _steps(steps: tuple[NextStep, ...] | None, ids: dict[str, str]) -> tuple[NextStep, ...] | None:
    if steps is None:
        return None
    return tuple(replace(step, child_id=ids[step.child_id] if step.child_id else "") for step in steps)


def _written_on(draft: EventDraft) -> date | None:
    """The day on which an event, with all that is known of it, can have been written down; None: today."""
    if draft.planned:
        return None
    return max(day_of(moment) for moment in (draft.at, *draft.milestones.values()))


class _Wall:
    """The machine's clock moved to the sample's day, or set to the evening of an earlier one."""

    def __init__(self, today: date, clock: Clock) -> None:
        started = clock()
        self._clock, self._shift = clock, datetime.combine(today, started.time()) - started
        self._day: date | None = None

    def set(self, day: date | None) -> None:
        self._day = day

    def __call__(self) -> datetime:
        now = self._clock() + self._shift
        return now if self._day is None else min(now, datetime.combine(self._day, _EVENING))


class _Steps:
    """Counts what is done, says how far it is and stops where nobody waits for it any longer."""

    def __init__(self, total: int, report: Report | None, cancelled: Callable[[], bool] | None) -> None:
        self._done, self._total = 0, total
        self._report, self._cancelled = report, cancelled

    def __call__(self) -> None:
        if self._cancelled is not None and self._cancelled():
            raise Cancelled
        if self._report is not None:
            self._report(self._done, self._total)
        self._done += 1


@contextmanager
def throwaway(
    today: date,
    clock: Clock = datetime.now,
    report: Report | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Iterator[Desk]:
    """A desk on the sample caseload in an encrypted store of its own, which is removed at the end.

    The store lies in a temporary folder that nobody else can read; its passphrase is random, kept nowhere, and
    cheap to derive a key from, since nothing in it is real. The desk's day is `today`, and its clock goes on
    as the machine's does. `report(done, total)` is told while it is filled; `cancelled()` is asked, and raises
    Cancelled.
    """
    from models.keys import LEAST
    from services.usecases import access

    sample, wall = samplefiles.read(today), _Wall(today, clock)
    secret = secrets.token_urlsafe(24)
    folder = Path(tempfile.mkdtemp(prefix="daymark-sample-"))
    try:
        desk, _ = access.create(folder / "store", secret, sample.own, clock=wall, cost=LEAST)
        try:
            total = len(sample.children) + len(sample.people) + len(sample.events)
            fill(desk, sample, wall.set, _Steps(total, report, cancelled))
        finally:
            desk.close()
        desk = access.unlock(folder / "store", secret, clock=wall, cost=LEAST)  # with nothing left to undo
        try:
            yield desk
        finally:
            desk.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
