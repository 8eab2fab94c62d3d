"""What is said of plans beyond the plan itself: how two differ, scales as lines, and the page for the family."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from services.usecases.ages import say_date
from services.usecases.results import Moment, PlanView, Scale, Value

CHILD_AGREES = "Does the child agree with this plan?"  # headings of sections that every kind of plan has
PARENTS_AGREE = "Do the parents or carers agree with this plan?"
AGREE = (CHILD_AGREES, PARENTS_AGREE)
ENDED_BECAUSE = "Why the plan ended"
MARKS = {"added": "Added", "dropped": "Dropped", "changed": "Changed", "done": "Done"}


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that may be recorded with a plan: a new event, or a milestone of one that is there (`event_id`)."""

    words: str
    ticked: bool  # whether it is likely
    type: str
    at: date
    attrs: Mapping[str, Value] = field(default_factory=dict)
    milestones: Mapping[str, Moment] = field(default_factory=dict)
    event_id: str = ""
    meets: tuple[str, ...] = ()  # what of the calendar it meets, a line each
    caution: str = ""  # what the standards ask for that it lacks, as far as is known

    @property
    def key(self) -> tuple[object, ...]:
        """What it is, whatever its day."""
        return (
            self.type,
            tuple(sorted(self.attrs.items())),
            tuple(self.milestones) if self.event_id else (),
            self.event_id,
        )


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs. `mark`: added, dropped, changed, done; "" where it only says to what the next belong."""

    mark: str
    where: str  # "Outcome 2", "Action 2.1", "Bottom lines"
    before: str
    after: str
    words: str = ""  # in plain words, one a line: "By when: 1 April 2026 → 8 April 2026"


@dataclass(frozen=True, slots=True)
class Difference:
    """Two plans, or two versions of one, side by side."""

    before: PlanView
    after: PlanView
    changes: tuple[Change, ...]

    @property
    def counted(self) -> str:
        """ "2 done, 1 changed, 1 added"; "Nothing differs" where that is so."""
        marks = [c.mark for c in self.changes]
        said = [
            f"{marks.count(m)} {MARKS[m].lower()}"
            for m in ("done", "changed", "added", "dropped")
            if m in marks
        ]
        return ", ".join(said) or "Nothing differs"


@dataclass(frozen=True, slots=True)
class ScaleLine:
    """One person's views of an outcome over time; `places`: across from 0 to 1, and the value from 0 to 10."""

    whose: str
    places: tuple[tuple[float, int], ...]


@dataclass(frozen=True, slots=True)
class ScaleChart:
    """The scales of one outcome as small lines, and the same in words."""

    title: str
    lines: tuple[ScaleLine, ...]
    first: date
    last: date
    words: str  # "Dana: 3 on 1 March 2026, 6 on 2 April 2026"


def charts(plan: PlanView) -> tuple[ScaleChart, ...]:
    """The scales of each outcome that has any."""
    return tuple(
        chart(f"{n}. {o.outcome or o.need}", o.scales) for n, o in enumerate(plan.outcomes, 1) if o.scales
    )


def chart(title: str, scales: Sequence[Scale]) -> ScaleChart:
    """Each person's line over the days from the first to the last; a single day stands at the left."""
    ordered = sorted(scales, key=lambda s: s.at)
    first, last = ordered[0].at, ordered[-1].at
    days = (last - first).days or 1
    lines = []
    for whose in dict.fromkeys(s.whose for s in ordered):
        own = [s for s in ordered if s.whose == whose]
        lines.append(ScaleLine(whose, tuple(((s.at - first).days / days, s.value) for s in own)))
    return ScaleChart(title, tuple(lines), first, last, in_words(ordered))


def in_words(scales: Sequence[Scale]) -> str:
    """ "Dana: 3 on 1 March 2026, 6 on 2 April 2026; Freya: 5 on 2 April 2026" """
    found = []
    for whose in dict.fromkeys(s.whose for s in scales):
        own = ", ".join(f"{s.value} on {say_date(s.at)}" for s in scales if s.whose == whose)
        found.append(f"{whose}: {own}" if whose else own)
    return "; ".join(found)


@dataclass(frozen=True, slots=True)
class FamilyStep:
    """Who does what by when, in plain words."""

    what: str
    who: str
    by: str


@dataclass(frozen=True, slots=True)
class FamilyWords:
    """The page for the family. `blocks`: (heading, sentences). `shortened`: something had to be left out."""

    title: str
    about: tuple[str, ...]
    blocks: tuple[tuple[str, tuple[str, ...]], ...]  # before the steps
    steps: tuple[FamilyStep, ...]
    more_steps: int  # that stand in the full plan only
    done: tuple[str, ...]
    after: tuple[tuple[str, tuple[str, ...]], ...]  # after the steps
    call: tuple[tuple[str, str], ...]  # (who, number)
    shortened: bool


@dataclass(frozen=True, slots=True)
class FamilyPage:
    """The same page in ever fewer words: the first that fits is printed."""

    plan: PlanView
    choices: tuple[FamilyWords, ...]
