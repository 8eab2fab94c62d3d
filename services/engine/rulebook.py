"""An authority's standards as the engine uses them (read from the text of a pack by `packs`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from services.engine.calendar import Duration
from services.engine.selectors import Condition, Selector
from services.engine.vocabulary import Vocabulary

KINDS = ("deadline", "interval", "before", "age", "gestation", "threshold", "caseload")
FORCES = ("must", "should", "good_practice")
READINGS = ("printed", "interpreted", "assumed")


class PackProblem(NamedTuple):
    """One thing wrong with a pack: the file, the line, the place in it, and what would be right."""

    file: str
    line: int
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.where + ': ' if self.where else ''}{self.what}"


class PackError(ValueError):
    """A pack that is not loaded; `problems` names everything that is wrong with it."""

    def __init__(self, problems: list[PackProblem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(p) for p in self.problems))


@dataclass(frozen=True, slots=True, eq=False)
class Standard:
    """A timed standard: which event starts its clock, how long may pass, what meets it, for whom."""

    id: str
    area: str
    cite: str
    says: str
    kind: str
    force: str
    role: str
    clock: Selector = ()
    due: Duration | None = None
    repeat: Duration | None = None
    until: Selector = ()
    met_by: Selector = ()
    when: tuple[Condition, ...] = ()
    limit: int = 0
    reading: str = "printed"
    note: str = ""
    topic: str = ""
    tied: tuple[str, ...] = ()
    looser: bool = False  # whether the document lets a looser frequency be agreed
    raw: Mapping[str, Any] = field(default_factory=dict)  # the texts as written


class Expectation(NamedTuple):
    """What good work looks like, with no time limit; `at` names the moment at which it matters."""

    id: str
    at: str
    cite: str
    says: str
    role: str


class Audit(NamedTuple):
    """A row of an audit table: what is acceptable and what is not."""

    id: str
    cite: str
    theme: str
    acceptable: str
    unacceptable: str


@dataclass(frozen=True, slots=True, eq=False)
class Rulebook:
    """A whole pack. `effective` is the day from which deadlines follow this version."""

    id: str
    name: str
    title: str
    version: str
    published: str
    review: str
    effective: date
    source: str
    standards: tuple[Standard, ...]
    expectations: tuple[Expectation, ...]
    audits: tuple[Audit, ...]
    words: Vocabulary
    index: dict[str, Any] = field(default_factory=dict)  # filled by the schedule, once
    taken_on: date | None = (
        None  # the day on which it was taken up here, where it did not come with the program
    )

    def standard(self, standard_id: str) -> Standard | None:
        found: dict[str, Standard] = self.index.setdefault("by id", {})
        if not found:
            found.update((s.id, s) for s in self.standards)
        return found.get(standard_id)
