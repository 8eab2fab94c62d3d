"""A plan as it is written: outcomes, actions, views, contingency, signatures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.usecases.commands import ActionForm, OutcomeForm, PlanForm
from services.usecases.results import PlanView, Problem
from ui.viewmodels.moments import capital

KINDS = (
    ("child_in_need", "Child in need plan"),
    ("child_protection", "Child protection plan"),
    ("early_help", "Early help plan"),
    ("care", "Care plan"),
    ("placement", "Placement plan"),
    ("pathway", "Pathway plan"),
    ("permanence", "Permanence plan"),
    ("supervision_order", "Supervision order plan"),
    ("short_breaks", "Short breaks plan"),
    ("contingency", "Contingency plan"),
)
# Which plan is offered first where the child has such an episode open.
FOR_EPISODE = {
    "looked_after": "care", "cp": "child_protection", "cin": "child_in_need", "early_help": "early_help",
    "leaving_care": "pathway", "supervision_order": "supervision_order", "short_breaks": "short_breaks",
}  # fmt: skip

TEXTS = (
    ("child_views", "What the child wishes and feels", "In the child's own words where possible"),
    ("parent_views", "What the parents or carers think", "Say whose view it is"),
    ("agreement", "What has been agreed", "How everyone will work together, and how often the child is seen"),
    ("contingency", "If things do not go to plan", "What will happen, and who decides"),
    ("bottom_lines", "Bottom lines", "What has to stay safe for this plan to go on"),
)


def plan_kind(kind: str) -> str:
    return dict(KINDS).get(kind) or kind.replace("_", " ").capitalize()


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

    def form(self) -> PlanForm:
        """The command; rows left wholly empty are dropped."""
        assert self.drawn_up is not None
        outcomes = tuple(
            OutcomeForm(
                each.need.strip(), each.outcome.strip(), tuple(a for a in each.actions if not _empty(a))
            )
            for each in self.outcomes
            if each.need.strip() or each.outcome.strip() or any(not _empty(a) for a in each.actions)
        )
        signed = tuple(
            (n.strip(), r.strip(), day) for n, r, day in self.signatures if n.strip() or r.strip() or day
        )
        texts = {name: self.texts.get(name, "").strip() for name, _, _ in TEXTS}
        return PlanForm(
            self.child_id,
            self.kind,
            self.drawn_up,
            self.review_by,
            **texts,
            outcomes=outcomes,
            signatures=signed,
            draft=self.draft,
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


def _empty(action: ActionForm) -> bool:
    return not (
        action.what.strip() or action.who.strip() or action.measure.strip() or action.by or action.done
    )


def draft_of(plan: PlanView) -> Draft:
    """The plan as it stands, to be amended."""
    outcomes = [
        OutcomeForm(
            o.need, o.outcome, tuple(ActionForm(a.what, a.who, a.by, a.measure, a.done) for a in o.actions)
        )
        for o in plan.outcomes
    ]
    texts = {name: str(getattr(plan, name)) for name, _, _ in TEXTS}
    return Draft(
        plan.child_id,
        plan.kind,
        plan.drawn_up,
        plan.review_by,
        texts,
        outcomes,
        list(plan.signatures),
        plan.draft,
    )


def new_draft(child_id: str, today: date, open_episodes: tuple[str, ...] = ()) -> Draft:
    """An empty plan of the kind that fits what is open."""
    kind = next((FOR_EPISODE[name] for name in FOR_EPISODE if name in open_episodes), "child_in_need")
    return Draft(child_id, kind, today, None, {}, [OutcomeForm("", "", (ActionForm(""),))], [])


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


PLACES = ("kind", "drawn_up", "review_by", "outcomes", "signatures", "written")
