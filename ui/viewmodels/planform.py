"""A plan as it is written: outcomes, actions, views, contingency, what its kind asks for, signatures."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any

from services.usecases.commands import ActionForm, OutcomeForm, PlanForm
from services.usecases.plankinds import AGREE, ENDED_BECAUSE, KINDS, STAGES, TITLES, for_episodes, title_of
from services.usecases.results import ChildDetail, PlanView, Problem, Scale
from ui.viewmodels.moments import capital

plan_kind = title_of
__all__ = [
    "KINDS",
    "STAGES",
    "TEXTS",
    "TITLES",
    "Draft",
    "Text",
    "by_place",
    "draft_of",
    "new_draft",
    "plan_kind",
]


@dataclass(frozen=True, slots=True)
class Text:
    """A box of the form; `part` is the heading under which it stands."""

    name: str
    heading: str
    hint: str
    part: str


TEXTS = (
    Text("worries", "Needs and risks", "What we are worried about, and what could happen", "needs"),
    Text("strengths", "What is going well", "Strengths, and what has worked before", "needs"),
    Text("child_views", "What the child wishes and feels", "In the child's own words where possible", "views"),
    Text("parent_views", "What the parents or carers think", "Say whose view it is", "views"),
    Text("agreement", "What has been agreed", "How everyone will work together, and how often the child is seen",
         "agreed"),
    Text("contingency", "If things do not go to plan", "What will happen, and who decides", "agreed"),
    Text("bottom_lines", "Bottom lines", "What has to stay safe for this plan to go on", "agreed"),
    Text("ends_when", "What must change for the plan to end", "What everyone would see, and for how long", "agreed"),
)  # fmt: skip


@dataclass
class Draft:
    """A plan under the pen. Lists, so that rows can be added and moved."""

    child_id: str
    kind: str
    drawn_up: date | None
    review_by: date | None
    texts: dict[str, str]
    outcomes: list[OutcomeForm]
    signatures: list[tuple[str, str, date | None]]
    draft: bool = True
    stage: str = ""
    sections: dict[str, str] = field(default_factory=dict)  # heading → text
    review: bool = False  # the next version is being written
    reviewed: str = ""
    based_on: int = 0  # the version that is changed; 0: a new plan
    before: tuple[OutcomeForm, ...] = ()  # of a review: what the version before says, progress and all

    @property
    def headings(self) -> tuple[str, ...]:
        """What this kind of plan asks for, then whatever else was written under a heading of its own."""
        kind = KINDS.get(self.kind)
        asked = tuple(s.heading for s in kind.sections) if kind else ()
        kept = (h for h, text in self.sections.items() if text and h not in AGREE and h != ENDED_BECAUSE)
        return tuple(dict.fromkeys((*asked, *kept)))

    def form(self) -> PlanForm:
        """The command; rows left wholly empty are dropped."""
        assert self.drawn_up is not None
        return self.sketch(self.drawn_up)

    def sketch(self, drawn_up: date) -> PlanForm:
        """The same with a day in place of one that is missing."""
        outcomes = tuple(
            replace(
                each,
                need=each.need.strip(),
                outcome=each.outcome.strip(),
                actions=tuple(a for a in each.actions if not _empty(a)),
            )
            for each in self.outcomes
            if each.need.strip()
            or each.outcome.strip()
            or each.scales
            or any(not _empty(a) for a in each.actions)
        )
        signed = tuple(
            (n.strip(), r.strip(), day) for n, r, day in self.signatures if n.strip() or r.strip() or day
        )
        texts = {each.name: self.texts.get(each.name, "").strip() for each in TEXTS}
        kind = KINDS.get(self.kind)
        return PlanForm(
            self.child_id,
            self.kind,
            drawn_up,
            self.review_by,
            **texts,
            outcomes=outcomes,
            signatures=signed,
            draft=self.draft,
            stage=self.stage if kind and kind.stages else "",
            reviewed=self.reviewed.strip(),
            sections=tuple((h, t.strip()) for h, t in self.sections.items() if t.strip()),
            based_on=self.based_on,
        )

    def check(self) -> dict[str, str]:
        """What is missing, by control: drawn_up, review_by, outcomes, signatures."""
        wrong = {}
        if self.drawn_up is None:
            wrong["drawn_up"] = "Give the day on which the plan was drawn up"
        elif self.review_by is not None and self.review_by < self.drawn_up:
            wrong["review_by"] = "The review cannot come before the plan"
        for number, each in enumerate(self.outcomes, 1):
            if any(not action.what.strip() for action in each.actions if not _empty(action)):
                wrong["outcomes"] = f"Outcome {number}: say what is to be done in each action"
        if any(not name.strip() for name, role, day in self.signatures if role.strip() or day):
            wrong["signatures"] = "Give the name of each person who signs"
        return wrong

    # as it is kept while it is being written

    def state(self) -> dict[str, Any]:
        found = {f.name: getattr(self, f.name) for f in fields(self)}
        return {**found, "outcomes": _plain(self.outcomes), "before": _plain(self.before)}


def draft_from(state: Mapping[str, Any]) -> Draft:
    """What `Draft.state` gave."""
    known = {f.name for f in fields(Draft)}
    given = {name: value for name, value in state.items() if name in known}
    given["outcomes"] = [_outcome(o) for o in state["outcomes"]]
    given["before"] = tuple(_outcome(o) for o in state.get("before", ()))
    given["signatures"] = [(n, r, day) for n, r, day in state["signatures"]]
    return Draft(**given)


def _plain(outcomes: Sequence[OutcomeForm]) -> list[dict[str, Any]]:
    return [
        {
            "need": o.need, "outcome": o.outcome, "progress": o.progress,
            "scales": [[s.at, s.value, s.whose] for s in o.scales],
            "actions": [[a.what, a.who, a.by, a.measure, a.done, a.progress] for a in o.actions],
        }
        for o in outcomes
    ]  # fmt: skip


def _outcome(said: Mapping[str, Any]) -> OutcomeForm:
    actions = tuple(ActionForm(*a) for a in said["actions"])
    scales = tuple(Scale(*s) for s in said["scales"])
    return OutcomeForm(said["need"], said["outcome"], actions, said["progress"], scales)


def _empty(action: ActionForm) -> bool:
    return not (
        action.what.strip() or action.who.strip() or action.measure.strip() or action.by or action.done
    )


def draft_of(plan: PlanView) -> Draft:
    """The plan as it stands, to be amended."""
    outcomes = [
        OutcomeForm(
            o.need,
            o.outcome,
            tuple(ActionForm(a.what, a.who, a.by, a.measure, a.done, a.progress) for a in o.actions),
            o.progress,
            o.scales,
        )
        for o in plan.outcomes
    ]
    texts = {each.name: str(getattr(plan, each.name)) for each in TEXTS}
    return Draft(
        plan.child_id,
        plan.kind,
        plan.drawn_up,
        plan.review_by,
        texts,
        outcomes,
        list(plan.signatures),
        plan.draft,
        plan.stage,
        dict(plan.sections),
        reviewed=plan.reviewed,
        based_on=plan.version,
    )


def review_of(plan: PlanView, today: date) -> Draft:
    """The next version of a plan: the same words, with room for progress; not signed, and agreed anew."""
    draft = draft_of(plan)
    before = tuple(draft.outcomes)
    fresh = [
        replace(o, progress="", actions=tuple(replace(a, progress="") for a in o.actions)) for o in before
    ]
    stage = "detailed" if plan.stage == "outline" else plan.stage
    unsigned = [(name, role, None) for name, role, _ in plan.signatures]
    return replace(
        draft, drawn_up=today, review_by=None, outcomes=fresh, signatures=unsigned, draft=True, stage=stage,
        review=True, reviewed="", before=before,
    )  # fmt: skip


def new_draft(child_id: str, today: date, open_episodes: tuple[str, ...] = (), unborn: bool = False) -> Draft:
    """An empty plan of the kind that fits what is open."""
    kind = "pre_birth" if unborn else for_episodes(open_episodes)
    stage = "outline" if KINDS[kind].stages else ""
    return Draft(child_id, kind, today, None, {}, [OutcomeForm("", "", (ActionForm(""),))], [], stage=stage)


HOW = ("By hand", "Read through together", "Secure email", "Post", "Through the portal")


def copy_people(child: ChildDetail, plan: PlanView) -> tuple[tuple[str, str, date | None], ...]:
    """Everybody who may be given the plan, and when they last had one: the child, those who sign, those around.

    Those without a copy come first; the others may be given it again, as after the next meeting.
    """
    found = [(child.name, "the child")] if child.born else []
    found += [(name, role) for name, role, _ in plan.signatures if name and name != child.worker]
    found += [(p.name, p.relation) for p in child.network if p.name]
    found += [(name, role) for name, role, _, _ in plan.copies]
    had: dict[str, date] = {}
    for name, _, given, _ in plan.copies:
        if given is not None:
            had[name.casefold()] = max(given, had.get(name.casefold(), given))
    first: dict[str, tuple[str, str, date | None]] = {}
    for name, role in found:
        first.setdefault(name.casefold(), (name, role, had.get(name.casefold())))
    return tuple(sorted(first.values(), key=lambda each: each[2] is not None))


def by_place(problems: Sequence[Problem]) -> dict[str, str]:
    """The desk's problems by control; "outcomes[0].actions[1].what" is said as "Outcome 1, action 2"."""
    found: dict[str, str] = {}
    for problem in problems:
        head, _, rest = problem.where.partition("[")
        where = re.sub(
            r"(outcome|action|signature|part)s?\[(\d+)\]", lambda m: f"{m[1]} {int(m[2]) + 1}", problem.where
        )
        words = problem.what + (f" ({problem.right})" if problem.right else "")
        if rest:
            place = where.rpartition(".")[0] or where
            words = f"{capital(place.replace('.', ', '))}: {words}"
        else:
            words = capital(words) if head in PLACES else f"{capital(head.replace('_', ' '))}: {words}"
        key = head if head in PLACES else ""
        found[key] = f"{found[key]}. {words}" if key in found else words
    return found


PLACES = (
    "kind", "stage", "drawn_up", "review_by", "outcomes", "signatures", "written", "reviewed",
    *(each.name for each in TEXTS),
)  # fmt: skip
