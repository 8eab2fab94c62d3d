"""What the engine finds: deadlines with their state, and the reasons for them as data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from services.engine.facts import Moment
from services.engine.rulebook import Standard

MET, LATE, OVERDUE, DUE = "met", "late", "overdue", "due"
LAPSED, PROJECTED, WAIVED = "lapsed", "projected", "waived"
STATES = (MET, LATE, OVERDUE, DUE, LAPSED, PROJECTED, WAIVED)
OPEN = (DUE, OVERDUE)


class Ref(NamedTuple):
    """An event, or a milestone of one, that a finding points to."""

    type: str
    at: Moment
    id: str = ""
    milestone: str = ""
    planned: bool = False


class Deadline(NamedTuple):
    """One deadline of a standard.

    `counted_from` is the anchor: the clock, or on a repeat the moment at which it was last met or will have
    been. `due` is a date, a minute (naive local time), or None where the document sets no limit. `trace` holds
    what `reasons()` needs to explain it.
    """

    standard: Standard
    clock: Ref | None
    counted_from: Moment
    due: Moment | None
    plan_by: date | None
    state: str
    met_by: Ref | None = None
    provisional: bool = False
    trace: Any = None

    @property
    def sort_key(self) -> tuple[str, str, str]:
        due = self.due.isoformat() if self.due else ""
        return due, self.standard.id, self.counted_from.isoformat()


class Reason(NamedTuple):
    """One step of the explanation: a message key and its parameters; screen and paper word it."""

    key: str
    params: Mapping[str, Any]
