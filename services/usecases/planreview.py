"""What becomes of a plan: reviewed, given to people, ended, and read in its earlier versions.

Each is one transaction and can be taken back as one step. What the record holds beside the plan (an event, a
milestone of a meeting) is offered by `planevents` and set in the same transaction where it is taken.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from models.repositories import records
from services.usecases import keeping, planevents, plans, sendings, sharing
from services.usecases.around_commands import SharingForm
from services.usecases.checking import Check
from services.usecases.children import standing
from services.usecases.commands import PlanForm
from services.usecases.errors import InvalidInput, NotFound
from services.usecases.meanwhile import changed
from services.usecases.office import Office
from services.usecases.plan_results import Difference, Offer
from services.usecases.plandiff import between
from services.usecases.plankinds import ENDED_BECAUSE, TITLES, clauses
from services.usecases.results import Copy, PlanView, Problem
from services.usecases.rows import day_text
from services.usecases.smart import Hint, hints


@dataclass(frozen=True, slots=True)
class SavedPlan:
    """A plan as one saving left it."""

    number: int  # counts savings
    by: str
    at: datetime
    why: str
    last: bool  # the last saving of its version: what that version came to say
    plan: PlanView


class PlanRoom:
    """What is done with plans beyond writing them. Every method may be called from any thread."""

    def __init__(self, office: Office) -> None:
        self._office = office

    # --- saving ------------------------------------------------------------------------------------------------
    def save(
        self, form: PlanForm, plan_id: str | None = None, *, review: bool = False, also: Sequence[Offer] = ()
    ) -> str:
        """Keep a plan, with the events and milestones that were ticked. `review`: as its next version."""
        office = self._office
        content = plans.checked(form, office.today())
        with office.write() as c:
            standing(c, form.child_id)
            before = plans.of_same_child(c, plan_id, form.child_id) if plan_id else None
            if before is not None and plan_id and 0 < form.based_on < before["version"]:
                raise changed(records.versions(c, "plan", plan_id)[-1], before["version"])
            content |= plans.counted(before, content, review=review)
            saved, steps = plan_id or "", list[keeping.Back]()
            if content != before:
                saved, back = keeping.save(office, c, "plan", plan_id, content)
                steps.append(back)
            steps += planevents.apply(office, c, form.child_id, also)
        if steps:
            verb = "Review" if review else "Change" if plan_id else "Adding"
            label = f"{verb} of {_a(TITLES[form.kind])}"
            office.keep(label, "plan", (form.child_id,), keeping.together(*steps))
        return saved

    def offers(self, form: PlanForm, plan_id: str | None = None) -> tuple[Offer, ...]:
        """What may be recorded with a plan that is agreed: events, and milestones of the meeting it belongs to."""
        with self._office.read() as c:
            return () if form.draft else planevents.of_agreeing(self._office, c, form, plan_id)

    def hints(self, form: PlanForm) -> tuple[Hint, ...]:
        return hints(form)

    def clauses(self, child_id: str, kind: str) -> dict[str, str]:
        """By heading (or name of what every plan has): where the child's authority asks for it."""
        with self._office.read() as c:
            authority = standing(c, child_id).authority
        return clauses(self._office.book(authority), kind)

    # --- copies ------------------------------------------------------------------------------------------------
    def sendings(self, plan_id: str, given: date, copies: Sequence[Copy] | None = None) -> tuple[Offer, ...]:
        """What waits for the plan to be given out, the likeliest first, with the deadlines that each meets.

        `copies`: who is given it now; what a standard asks for is ticked once everybody it names has a copy.
        """
        with self._office.read() as c:
            return sendings.offers(self._office, c, _one(c, plan_id), given, copies)

    def give(
        self,
        plan_id: str,
        copies: Sequence[Copy],
        also: Sequence[Offer] = (),
        log: Sequence[SharingForm] = (),
    ) -> None:
        """Record who got the plan, when and how; `also`: what waited for it; `log`: entries of the sharing log."""
        new = _copies(copies, self._office.today())
        entries = [sharing.checked(self._office, form) for form in log]
        self._amend(plan_id, "Copies of {}", lambda p: {"copies": [*p["copies"], *new]}, also, entries)

    def take_back_copy(self, plan_id: str, position: int) -> None:
        """A copy that was recorded in error."""

        def without(p: Mapping[str, Any]) -> dict[str, Any]:
            if not 0 <= position < len(p["copies"]):
                raise NotFound
            return {"copies": [each for n, each in enumerate(p["copies"]) if n != position]}

        self._amend(plan_id, "Removal of a copy of {}", without)

    # --- ending ------------------------------------------------------------------------------------------------
    def endings(self, plan_id: str, on: date) -> tuple[Offer, ...]:
        """The event that ends what the plan was for, where the vocabulary has one."""
        with self._office.read() as c:
            return planevents.of_ending(self._office, c, _one(c, plan_id), on)

    def end(self, plan_id: str, on: date, why: str, also: Sequence[Offer] = ()) -> None:
        """The plan has come to its end; it stays on the record."""
        today = self._office.today()
        self._amend(plan_id, "Ending of {}", lambda p: ended(p, on, why, today), also)

    def reopen(self, plan_id: str) -> None:
        """It was ended in error."""

        def again(p: Mapping[str, Any]) -> dict[str, Any]:
            return {"ended": None, "sections": [s for s in p["sections"] if s["heading"] != ENDED_BECAUSE]}

        self._amend(plan_id, "Reopening of {}", again)

    def _amend(
        self,
        plan_id: str,
        label: str,
        change: Any,
        also: Sequence[Offer] = (),
        log: Sequence[Mapping[str, Any]] = (),
    ) -> None:
        office = self._office
        with office.write() as c:
            before = plans.said(keeping.standing(c, "plan", plan_id))
            content = {**before, **change(before)}
            child_id = before["child_id"]
            standing(c, child_id)
            _, back = keeping.save(office, c, "plan", plan_id, content)
            others = planevents.apply(office, c, child_id, also)
            for entry in log:
                others.append(keeping.save(office, c, "sharing", None, {**entry, "child_id": child_id})[1])
        title = _a(TITLES.get(before["kind"], "plan"))
        office.keep(label.format(title), "plan", (child_id,), keeping.together(back, *others))

    # --- earlier versions --------------------------------------------------------------------------------------
    def history(self, plan_id: str) -> tuple[SavedPlan, ...]:
        """Every saving that stands in the plan's line, the newest first."""
        with self._office.read() as c:
            now = keeping.standing(c, "plan", plan_id)
            kept = records.versions(c, "plan", plan_id)
        found: list[SavedPlan] = []
        seen: set[int] = set()
        for row in reversed(kept):
            content = json.loads(row["content"])
            version = int(content.get("version") or 1)
            if row["removed"] or version > now["version"]:
                continue  # taken back
            plan = plans.view({**content, "version": version, "id": plan_id, "created_by": row["created_by"]})
            at = datetime.fromisoformat(row["created_at"])
            found.append(
                SavedPlan(row["number"], row["created_by"], at, row["why"], version not in seen, plan)
            )
            seen.add(version)
        return tuple(found)

    def difference(self, plan_id: str, before: int, after: int) -> Difference:
        """Two savings of a plan, by their numbers, side by side in plain words."""
        savings = {s.number: s for s in self.history(plan_id)}
        if before not in savings or after not in savings:
            raise NotFound
        return between(savings[before].plan, savings[after].plan)


def ended(before: Mapping[str, Any], on: date, why: str, today: date) -> dict[str, Any]:
    """What a plan says differently once it has ended; InvalidInput where it cannot end so."""
    check = Check()
    check.year("ended", on)
    if on > today:
        check.wrong("ended", "is still to come", "end it on the day")
    reason = check.text("why", why, needed="say in a sentence why it ends")
    if before["drawn_up"] > on.isoformat():
        check.wrong("ended", "is before the plan was drawn up", "look at the date")
    check.done()
    kept = [s for s in before["sections"] if s["heading"] != ENDED_BECAUSE]
    sections = [*kept, {"heading": ENDED_BECAUSE, "body": reason}]
    return {"ended": day_text(on), "sections": sections, "draft": 0}


def _one(c: Any, plan_id: str) -> PlanView:
    return plans.view(keeping.standing(c, "plan", plan_id))


def _a(title: str) -> str:
    """ "a care plan", "an early help plan" """
    return f"{'an' if title[:1].lower() in 'aeiou' else 'a'} {title.lower()}"


def _copies(copies: Sequence[Copy], today: date) -> list[dict[str, Any]]:
    check, found = Check(), []
    if not copies:
        raise InvalidInput([Problem("copies", "name nobody", "tick or name who got the plan")])
    for i, copy in enumerate(copies):
        where = f"copies[{i}]"
        name = check.line(f"{where}.name", copy.name, needed="say who got it")
        if copy.given is None:
            check.wrong(f"{where}.given", "is empty", "give the day on which it was given")
        elif check.year(f"{where}.given", copy.given) and copy.given > today:
            check.wrong(f"{where}.given", "is still to come", "record it once it has been given")
        role, how = check.line(f"{where}.role", copy.role), check.line(f"{where}.how", copy.how)
        found.append({"name": name, "role": role, "given": day_text(copy.given), "how": how})
    check.done()
    return found
