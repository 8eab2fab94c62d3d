"""A desk in memory that also knows on whom the standards bear; the standards themselves are the real ones."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from services.usecases.bearing import Bearing
from services.usecases.calendars import working_calendar
from services.usecases.layers import NATIONAL_PACK, passing
from services.usecases.standards import library
from services.usecases.standards_results import Passing
from tests.ui.fakes import TODAY, FakeDesk

FIRST, LATER = "stoke.cp.first-core-group", "stoke.cp.later-core-groups"
BEARS = {
    LATER: (
        Bearing("c1", "Ada Lovell", f"{LATER}|2026-02-01|2026-03-01", "overdue", date(2026, 3, 1)),
        Bearing("c2", "Łukasz Wójcik", f"{LATER}|2026-03-01|2026-03-29", "due", date(2026, 3, 29)),
    ),
    "stoke.supervision.frequency": (Bearing("worker", "Sam Okafor", "s1", "due", TODAY),),
}


class FakeStandardsDesk(FakeDesk):
    def __init__(self) -> None:
        super().__init__()
        self.bears: Mapping[str, tuple[Bearing, ...]] = BEARS

    def bearing(self, authority: str, progress=None, cancelled=None) -> Mapping[str, tuple[Bearing, ...]]:
        return self.bears if authority == "stoke-on-trent" else {}

    def passing(self, authority: str) -> tuple[Passing, ...]:
        return passing(library().rulebook(authority), library().rulebook(NATIONAL_PACK), working_calendar())
