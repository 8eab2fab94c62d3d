"""A small desk in memory with a caseload that looks like one; other fakes may build on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from services.usecases.effects_of_days import Effects
from services.usecases.errors import WrongPassphrase
from services.usecases.oversight_results import AgendaView
from services.usecases.results import (
    AuthorityView,
    CalendarView,
    CaseloadRow,
    DeadlineView,
    EventForm,
    Own,
    OwnDay,
    OwnTerm,
)
from tests.ui.fakes_unsaved import FakeUnsaved

TODAY = date(2026, 3, 20)
NAMES = {
    "oldham": "Oldham",
    "westmorland-and-furness": "Westmorland and Furness",
    "tower-hamlets": "Tower Hamlets",
    "stoke-on-trent": "Stoke-on-Trent",
    "working-together-2015": "Working Together 2015",
}
AUTHORITIES = tuple(
    AuthorityView(
        id, name, f"{name} practice standards", "1.0", "2023", "2024", "Published standards", 120, 40, 12
    )
    for id, name in NAMES.items()
)


def row(
    child_id: str = "c1",
    name: str = "Ada Lovell",
    *,
    born: date | None = date(2019, 5, 4),
    expected: date | None = None,
    age: str = "6",
    plans: Sequence[str] = ("Child protection",),
    authority: str = "stoke-on-trent",
    worker: str = "Sam Okafor",
    family: str = "Lovell",
    seen: int | None = 6,
    alone: int | None = 6,
    due: int | None = 4,
    says: str = "Core group within six weeks of the last",
    state: str = "due",
    overdue: int = 0,
) -> CaseloadRow:
    """A row whose dates are given in days from TODAY: `seen` and `alone` before it, `due` after it."""
    return CaseloadRow(
        child_id,
        name,
        born,
        expected,
        age,
        tuple(plans),
        authority,
        NAMES[authority],
        worker,
        family,
        None if seen is None else TODAY - timedelta(days=seen),
        None if alone is None else TODAY - timedelta(days=alone),
        None if due is None else TODAY + timedelta(days=due),
        says if due is not None else "",
        state if due is not None else "",
        overdue,
    )


CASELOAD = (
    row(),
    row(
        "c2",
        "Łukasz Wójcik",
        age="3",
        plans=("Child in need",),
        worker="Priya Nair",
        family="Wójcik",
        seen=31,
        alone=None,
        due=-3,
        says="Visit at least every four weeks",
        state="overdue",
        overdue=2,
    ),
    row(
        "c3",
        "Siân Ŵyn Rees",
        age="14",
        plans=("Looked after", "Leaving care"),
        authority="oldham",
        family="Rees",
        due=20,
        says="Personal education plan within 20 school days",
        state="due",
    ),
    row(
        "c4",
        "Baby of Amara Osei",
        born=None,
        expected=date(2026, 5, 4),
        age="unborn, due 4 May 2026",
        family="Osei",
        plans=("Child protection",),
        authority="tower-hamlets",
        seen=None,
        alone=None,
        due=12,
        state="projected",
        says="Pre-birth assessment done by 34 weeks",
    ),
    row(
        "c5",
        "محمد Rahman",
        age="9",
        plans=(),
        authority="westmorland-and-furness",
        family="Rahman",
        worker="Jo Ellis",
        due=None,
        seen=None,
        alone=None,
    ),
    row(
        "c6",
        "Zoë O'Brien-Featherstonehaugh",
        age="16",
        plans=("Looked after",),
        authority="westmorland-and-furness",
        worker="Jo Ellis",
        due=1,
        says="Looked after review, second",
        overdue=1,
    ),
)


def many(count: int) -> tuple[CaseloadRow, ...]:
    """As many rows as wished, all different enough to sort."""
    base = len(CASELOAD)
    return tuple(
        row(
            f"n{n}",
            f"{CASELOAD[n % base].name} {n}",
            authority=list(NAMES)[n % 5],
            worker=f"Worker {n % 17}",
            seen=n % 40,
            alone=n % 55,
            due=(n * 7) % 90 - 20,
            overdue=n % 3,
            age=str(n % 18),
            state="overdue" if (n * 7) % 90 < 20 else "due",
        )
        for n in range(count)
    )


def deadline(key: str, due: date | None, state: str = "due", **words: object) -> DeadlineView:
    values: dict[str, object] = {
        "key": key,
        "standard": "stoke.cp.core-group",
        "says": "Core group at least every six weeks",
        "cite": "Section Four, Core Group meetings",
        "force": "must",
        "role": "social worker",
        "area": "child_protection",
        "area_label": "Child protection",
        "due": due,
        "plan_by": due,
        "state": state,
        "clock_type": "core_group",
        "clock_label": "Core group",
        "clock_at": date(2026, 2, 9),
        "counted_from": date(2026, 2, 9),
        "met_label": None,
        "met_at": None,
        "provisional": False,
        "activity": "Core group",
        "meets_type": "core_group",
        "meets_attrs": {},
        "meets_milestone": "",
        "reading": "printed",
        "note": "",
        "why": ("Core group on Mon 9 Feb 2026 starts the clock.", "6 weeks after it: Mon 23 Mar 2026."),
    }
    values.update(words)
    return DeadlineView(**values)  # type: ignore[arg-type]


class FakeChanges:
    def __init__(self) -> None:
        self.listeners: list[Callable[[object], None]] = []

    def subscribe(self, fn: Callable[[object], None]) -> Callable[[], None]:
        self.listeners.append(fn)
        return lambda: self.listeners.remove(fn)

    def publish(self, change: object) -> None:
        for fn in tuple(self.listeners):
            fn(change)


class FakePacks:
    """No standards of one's own."""

    def troubles(self) -> tuple[str, ...]:
        return ()


class FakeOversight:
    """Nothing was recorded yet, and the authority sets no limit."""

    def limits(self) -> tuple[()]:
        return ()

    def sessions(self, child_id: str) -> tuple[()]:
        return ()

    def agenda(self, child_id: str) -> AgendaView:
        return AgendaView(child_id, "Sam Okafor", None, date(2026, 4, 20), False, (), (), ())


class FakeDesk:
    """Answers like the desk; every write is kept in `calls` as (name, arguments)."""

    def __init__(self, rows: Sequence[CaseloadRow] = CASELOAD) -> None:
        self.rows = tuple(rows)
        self.changes = FakeChanges()
        self.calls: list[tuple[str, tuple[object, ...]]] = []
        self.me = Own("Sam Okafor", "social_worker", "stoke-on-trent", {})
        self.days: tuple[OwnDay, ...] = (OwnDay(date(2026, 12, 29), "Office closed", "closure"),)
        self.terms: tuple[OwnTerm, ...] = ()
        self.moved = Effects(len(self.rows), ())
        self.passphrase = "four quiet horses grazing"
        self.closed = False
        self.unsaved = FakeUnsaved()
        self.packs = FakePacks()
        self.oversight = FakeOversight()
        self.unchecked = False
        self.faults: tuple[str, ...] = ()

    def check(self) -> tuple[str, ...]:
        self.calls.append(("check", ()))
        return self.faults

    def own(self) -> Own:
        return self.me

    def save_own(self, own: Own) -> None:
        self.me = own
        self.calls.append(("save_own", (own,)))

    def today(self) -> date:
        return TODAY

    def now(self) -> datetime:
        return datetime(2026, 3, 20, 10, 30)

    def authorities(self) -> tuple[AuthorityView, ...]:
        return AUTHORITIES

    def forms(self) -> tuple[EventForm, ...]:
        return (
            EventForm(
                "supervision",
                "Supervision",
                "A worker's own calendar",
                (),
                (("recorded", "Recorded"),),
                ("Notes",),
            ),
        )

    def caseload(
        self, progress: Callable[[int, int], None] | None = None, cancelled: Callable[[], bool] | None = None
    ) -> tuple[CaseloadRow, ...]:
        for n in range(len(self.rows)):
            if cancelled is not None and cancelled():
                raise InterruptedError
            if progress is not None:
                progress(n + 1, len(self.rows))
        return self.rows

    def worker_calendar(self) -> CalendarView:
        return CalendarView(
            "worker",
            self.me.name,
            self.me.authority,
            NAMES[self.me.authority],
            "Practice standards",
            "1.0",
            TODAY,
            date(2027, 3, 20),
            (
                deadline(
                    "w1",
                    date(2026, 3, 2),
                    "overdue",
                    says="Supervision at least every four weeks",
                    activity="Supervision",
                    meets_type="supervision",
                    area_label="Supervision",
                ),
                deadline(
                    "w2", date(2026, 9, 1), "projected", says="Appraisal once a year", activity="Appraisal"
                ),
            ),
            (),
            {},
        )

    def can_undo(self, seen: str | None = None) -> str:
        return ""

    def own_days(self) -> tuple[OwnDay, ...]:
        return self.days

    def save_own_days(self, days: Sequence[OwnDay]) -> None:
        self.days = tuple(days)
        self.calls.append(("save_own_days", (self.days,)))

    def effects_of_days(self, days, terms, progress=None, cancelled=None) -> Effects:
        return self.moved

    def own_terms(self) -> tuple[OwnTerm, ...]:
        return self.terms

    def save_own_terms(self, terms: Sequence[OwnTerm]) -> None:
        self.terms = tuple(terms)
        self.calls.append(("save_own_terms", (self.terms,)))

    def bank_holidays_good_until(self) -> date:
        return date(2027, 12, 31)

    def change_passphrase(self, old: str, new: str) -> None:
        if old != self.passphrase:
            raise WrongPassphrase
        self.passphrase = new
        self.calls.append(("change_passphrase", ()))

    def replace_passphrase(self, new: str) -> None:
        self.passphrase = new
        self.calls.append(("replace_passphrase", ()))

    def new_recovery_code(self, passphrase: str) -> str:
        if passphrase != self.passphrase:
            raise WrongPassphrase
        return "K7QM-2XWD-9RTA-HJ4P-VN6C-3B8Y"

    def backup(self, folder: Path) -> Path:
        self.calls.append(("backup", (folder,)))
        return folder / "daymark-backup-2026-03-20"

    def close(self) -> None:
        self.closed = True
