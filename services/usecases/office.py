"""What every use case needs at hand: the store, the clock, who is working, the calendar, word of changes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from models.repositories import own as own_rows
from models.repositories import people
from models.store import Store
from services.engine.calendar import WorkingCalendar
from services.engine.rulebook import Rulebook
from services.usecases.calendars import working_calendar
from services.usecases.changes import Changed, Changes
from services.usecases.errors import NotFound
from services.usecases.ownshelf import OwnShelf
from services.usecases.results import Own, OwnDay, OwnTerm
from services.usecases.standards import Library, library
from services.usecases.troubles import known
from services.usecases.undo import Step, UndoList

Clock = Callable[[], datetime]
Versions = tuple[Rulebook, ...]
REACH = ("telephone", "email")  # settings that say how the user is reached
_AUTHORITY = "authority"  # the setting that holds it


class _Beside(threading.local):
    """What the next transaction of this thread does as well: first, which may refuse it, and last."""

    ahead: Callable[[Any], None] | None = None
    act: Callable[[Any], None] | None = None


class Office:
    """One open store and what goes with it."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self.store = store
        self.changes = Changes()
        self.steps = UndoList()
        self._clock = clock
        self._lock = threading.Lock()
        self._own: Own | None = None
        self._calendar: WorkingCalendar | None = None
        self._library: Library | None = None
        self.shelf = OwnShelf()
        self._beside = _Beside()
        self.changes.subscribe(self._heard)

    # --- time ----------------------------------------------------------------------------------------------------
    def now(self) -> datetime:
        """The minute on the wall clock."""
        return self._clock().replace(second=0, microsecond=0, tzinfo=None)

    def today(self) -> date:
        return self.now().date()

    def stamp(self) -> str:
        """The second at which something is written."""
        return self._clock().replace(microsecond=0, tzinfo=None).isoformat()

    # --- transactions ----------------------------------------------------------------------------------------------
    @contextmanager
    def read(self) -> Iterator[Any]:
        with known(), self.store.read() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Any]:
        with known(), self.store.write() as connection:
            if self._beside.ahead is not None:
                self._beside.ahead(connection)
            yield connection
            if self._beside.act is not None:
                self._beside.act(connection)
        self._beside.act = self._beside.ahead = None

    @contextmanager
    def beside(self, act: Callable[[Any], None], ahead: Callable[[Any], None]) -> Iterator[None]:
        """The first transaction of this thread within it begins with `ahead`, which may refuse it, and does `act` as
        well: all happens or nothing."""
        self._beside.act, self._beside.ahead = act, ahead
        try:
            yield
        finally:
            self._beside.act = self._beside.ahead = None

    def keep(self, label: str, kind: str, child_ids: tuple[str, ...], back: Callable[[Any], None]) -> None:
        """After a commit: make it possible to undo, and say what has changed."""
        self.steps.push(Step(label, kind, child_ids, back))
        self.changes.publish(kind, child_ids)

    # --- the user --------------------------------------------------------------------------------------------------
    def own(self) -> Own:
        with self._lock:
            if self._own is None:
                with self.read() as c:
                    self._own = read_own(c)
            return self._own

    def author(self) -> str:
        return self.own().name

    def forget(self) -> None:
        """Settings have changed: read them again when they are next needed."""
        with self._lock:
            self._own = None
            self._calendar = None

    def calendar(self) -> WorkingCalendar:
        """Working days with the user's own closure days and terms."""
        with self._lock:
            if self._calendar is None:
                with self.read() as c:
                    self._calendar = working_calendar(read_days(c), read_terms(c))
            return self._calendar

    # --- standards ---------------------------------------------------------------------------------------------------
    @property
    def library(self) -> Library:
        """The shipped standards, with those that are kept in this store beside them."""
        with self._lock:
            if self._library is None:
                with self.read() as c:
                    self._library = self.shelf.on(c, library())
            return self._library

    def book(self, authority: str) -> Rulebook:
        """The version of an authority's standards that counts today."""
        return self.library.rulebook(authority, self.today())

    def books(self, authority: str) -> Versions:
        """Every version of an authority's standards: what calendars are counted under."""
        return self.library.versions(authority)

    def _heard(self, change: Changed) -> None:
        """Other standards are kept now: read them again when they are next needed."""
        if change.kind == "standards":
            with self._lock:
                self._library = None


def read_own(c: Any) -> Own:
    worker, settings = people.own_worker(c), own_rows.settings(c)
    if worker is None:
        raise NotFound("This store does not say whose it is.", "Give your name in the settings.")
    return Own(worker["name"], worker["role"], settings.pop(_AUTHORITY, ""), settings)


def write_own(c: Any, own: Own, folded: str, stamp: str) -> None:
    people.save_own_worker(c, own.name, folded, own.role, own.name, stamp)
    own_rows.save_settings(c, {**own.settings, _AUTHORITY: own.authority}, own.name, stamp)


def read_days(c: Any) -> tuple[OwnDay, ...]:
    return tuple(OwnDay(date.fromisoformat(r.day), r.name, r.kind) for r in own_rows.days(c))


def read_terms(c: Any) -> tuple[OwnTerm, ...]:
    return tuple(
        OwnTerm(date.fromisoformat(r.start), date.fromisoformat(r.last), r.name) for r in own_rows.terms(c)
    )
