"""Keeps what stands in a form, encrypted in the store, at every pause; offers it again after a crash or a lock."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

from PySide6.QtCore import QObject, QTimer, Signal

from services.usecases.errors import AppError, ChangedMeanwhile
from services.usecases.unsaved import PART, Unfinished
from ui import tasks

PAUSE = 600  # milliseconds of quiet after which it is kept
LONGEST = 1200  # while somebody types on without a pause, it is kept at least this often (milliseconds)
LANE = "keeping"  # a thread of its own: nothing that takes long stands before it

State = Mapping[str, Any]


class DraftKeeper(QObject):
    """One for each form that is open. Nothing of it blocks the interface; what is kept is at most two seconds old.

        self.keeper = DraftKeeper(desk, "plan", f"{child_id}/{plan_id or 'new'}", self._state, self._restore,
                                  child_id=child_id, record_id=plan_id or "", title=lambda: "Child in need plan",
                                  parent=self)
        self.keeper.offered.connect(...)     # Unfinished: ui.widgets.unfinished.offer(banner, keeper, it, now)
        self.keeper.look()                     # when the form is opened: is there one from before?
        self.keeper.touch()                    # at every change
        with self.keeper.saving(): desk.save_plan(...)   # the draft goes, or stays where saving raised something
        self.keeper.give_up()                  # the user threw it away
        self.keeper.flush()                    # the form closes unsaved (lock, leaving the program): written at once
        self.keeper.turn_to(place, ...)        # an editor that stays open turns to another record

    `state` returns what stands in the form as a dict of texts, numbers, dates, lists, tuples and sets, or None while
    there is nothing worth keeping; it is called on the interface's thread and must be quick. `restore` is given such a
    dict back. Two drafts of one form never overwrite each other: each writes under a name of its own, and `go_on`
    carries on under the name of the one from before. In the list of unfinished notes each stands by its `title`.
    """

    offered = Signal(object)  # an Unfinished from before
    kept = Signal()
    failed = Signal(object)  # the AppError: it could not be kept just now (it is tried again)

    def __init__(
        self,
        desk: Any,
        kind: str,
        place: str,
        state: Callable[[], State | None],
        restore: Callable[[State], None],
        *,
        child_id: str = "",
        record_id: str = "",
        title: Callable[[], str] = lambda: "",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._kind = desk, kind
        self._state, self._restore, self._title = state, restore, title
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.keep)
        self._longest = QTimer(self, singleShot=True, interval=LONGEST)
        self._longest.timeout.connect(self.keep)
        self._slot = _Slot(kind, "", "", "")
        self.turn_to(place, child_id, record_id)

    @property
    def place(self) -> str:
        """Under which it is kept; hand it to the command that saves, where that can drop it in one transaction."""
        return self._slot.place

    def turn_to(self, place: str, child_id: str = "", record_id: str = "") -> None:
        """Another record is edited from now on; what was kept of the one before stays."""
        self.flush()
        self._base = place
        self._slot = _Slot(self._kind, f"{place}{PART}{uuid4().hex[:8]}", child_id, record_id)
        self.shown_anew()

    def shown_anew(self) -> None:
        """The form shows what the record says now: what is typed from here on changes that."""
        slot = self._slot
        slot.based_on = self._desk.unsaved.standing(slot.kind, slot.record_id) if slot.record_id else 0

    # from before

    def look(self) -> None:
        """Ask in the background whether this form was left unfinished; the newest is announced by `offered`."""
        desk, kind, base, own = self._desk, self._kind, self._base, self._slot.place
        tasks.run(
            self,
            lambda _p: desk.unsaved.of(kind, base),
            lambda found: self._found(base, own, found),
            self._lost,
        )

    def _found(self, base: str, own: str, found: tuple[Unfinished, ...]) -> None:
        earlier = next((each for each in found if each.place != own), None)
        if earlier is not None and base == self._base:
            self.offered.emit(earlier)

    def go_on(self, unfinished: Unfinished) -> None:
        """Fill the form with it, and keep on under its name."""
        old, place = self._slot, unfinished.place
        self._still()
        if old.place != place:
            self._at_once(lambda: old.drop(self._desk))  # what was typed since it was opened gives way
        self._slot = _Slot(self._kind, place, unfinished.child_id, unfinished.record_id, kept=True)
        if old.record_id == unfinished.record_id:  # else it is written anew: what it was about has gone
            self._slot.based_on = unfinished.based_on
        self._restore(unfinished.content)
        self._still()

    def throw_away(self, unfinished: Unfinished) -> None:
        """The one from before is not wanted any more."""
        slot = _Slot(unfinished.kind, unfinished.place, "", "", kept=True)
        self._at_once(lambda: slot.drop(self._desk))

    # now

    def touch(self) -> None:
        """Something in the form has changed."""
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()

    def keep(self) -> None:
        """Write what stands in the form, in the background."""
        write = self._write()
        if write is not None:
            tasks.run(self, lambda _p: write(), lambda _n: self.kept.emit(), self._lost, lane=LANE)

    def flush(self) -> bool:
        """Write at once what has not been written yet: the form goes away, or the store is about to close.

        Whether everything that was typed is kept; where it is not, `failed` has told why.
        """
        if self._pause.isActive() or self._longest.isActive() or self._slot.behind:
            write = self._write()
            return write is None or self._at_once(write)
        return True

    @contextmanager
    def saving(self, *, drops: bool = False) -> Iterator[None]:
        """Around the command that saves: nothing late is kept; the draft goes in the first transaction that this thread
        makes within it, or comes back where saving failed. Where the record has moved on since the form was opened, or
        its draft begun, that is said first (ChangedMeanwhile), and saved only at the second press.

        `drops`: the command itself drops the draft (`place`) in its transaction, on whichever thread.
        """
        self._still()
        slot = self._slot
        slot.close()
        gone: list[str] = []
        try:
            if drops or not (slot.kept or slot.based_on):
                yield
            else:
                about = (slot.record_id, slot.based_on)
                with self._desk.unsaved.going(slot.kind, slot.place, *about) as gone:
                    yield
        except BaseException as trouble:
            if isinstance(trouble, ChangedMeanwhile):
                slot.based_on = trouble.now  # it has been said; the next saving is meant
            slot.reopen()
            self.touch()
            raise
        if not drops and not gone:  # nothing was written: it is not wanted any more all the same
            self._at_once(lambda: slot.drop(self._desk))

    def finish(self) -> None:
        """It has been saved, or is not wanted: nothing of it is kept any more."""
        self._still()
        slot = self._slot
        self._at_once(lambda: slot.drop(self._desk))

    give_up = finish

    def _at_once(self, act: Callable[[], None]) -> bool:
        """On this thread: a few milliseconds. Whether it could be done."""
        try:
            act()
        except AppError as trouble:
            self.failed.emit(trouble)
            return False
        return True

    def _write(self) -> Callable[[], None] | None:
        self._still()
        state, slot, desk = self._state(), self._slot, self._desk
        if slot.closed:
            return None
        if state is None:
            return (lambda: slot.clear(desk)) if slot.kept else None
        number, title = slot.next(), self._title()
        return lambda: slot.write(desk, number, title, state)

    def _still(self) -> None:
        self._pause.stop()
        self._longest.stop()

    def _lost(self, error: Exception) -> None:
        if not isinstance(error, AppError):
            raise error
        self.failed.emit(error)


class _Slot:
    """The row of one draft. A late writing never overwrites a newer one, nor brings back what was dropped."""

    def __init__(self, kind: str, place: str, child_id: str, record_id: str, *, kept: bool = False) -> None:
        self.kind, self.place, self.child_id, self.record_id = kind, place, child_id, record_id
        self.kept, self.closed = kept, False
        self.based_on = 0  # how many times the record had been saved that is changed
        self._lock = threading.Lock()
        self._given = self._written = 0

    def next(self) -> int:
        self._given += 1
        self.kept = True
        return self._given

    @property
    def behind(self) -> bool:
        """Whether something was handed over that is not written yet."""
        return self._given > self._written and not self.closed

    def close(self) -> None:
        """After this nothing is written, not even what was handed over before."""
        with self._lock:
            self.closed = True

    def reopen(self) -> None:
        self.closed = False

    def write(self, desk: Any, number: int, title: str, state: State) -> None:
        with self._lock:
            if self.closed or number <= self._written:
                return
            desk.unsaved.keep(
                self.kind, self.place, state, title=title, child_id=self.child_id, record_id=self.record_id,
                based_on=self.based_on,
            )  # fmt: skip
            self._written = number

    def clear(self, desk: Any) -> None:
        """The form is as it was when it was opened: there is nothing to keep for now."""
        with self._lock:
            self._written, self.kept = self._given, False
            desk.unsaved.drop(self.kind, self.place)

    def drop(self, desk: Any) -> None:
        with self._lock:
            self.closed = True
            if self.kept:
                desk.unsaved.drop(self.kind, self.place)
