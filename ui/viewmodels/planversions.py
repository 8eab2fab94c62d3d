"""The versions of a plan in words, for a list to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from services.usecases.results import Copy, PlanView
from ui.viewmodels.moments import count, day_text, moment_text, short_day

if TYPE_CHECKING:
    from services.usecases.planreview import SavedPlan


def listed(history: Sequence[SavedPlan], every: bool) -> list[SavedPlan]:
    """What each version came to say; or every saving."""
    return [saved for saved in history if every or saved.last]


def saved_words(saved: SavedPlan, every: bool = False) -> str:
    """ "Version 2 of 13 Mar 2026 (draft)"; among `every` saving "Version 2, saved Fri 13 Mar 2026, 14:02 by Sam" """
    draft = " (draft)" if saved.plan.draft else ""
    if every:
        return f"Version {saved.plan.version}{draft}, saved {moment_text(saved.at)} by {saved.by}"
    return f"Version {saved.plan.version} of {short_day(saved.plan.drawn_up)}{draft}"


def earlier_of(shown: Sequence[SavedPlan], number: int) -> int:
    """The place of the version before; of the saving before where there is no earlier version."""
    version = shown[number].plan.version
    before = next((n for n, saved in enumerate(shown) if saved.plan.version < version), -1)
    return before if before >= 0 else min(number + 1, len(shown) - 1)


def standing(plan: PlanView) -> str:
    """ "Version 2, agreed, drawn up Fri 13 Mar 2026 by Sam; review by …" """
    said = [f"Version {plan.version}", "draft" if plan.draft else "agreed"]
    said.append(f"drawn up {day_text(plan.drawn_up)} by {plan.author}")
    head = ", ".join(said)
    if plan.ended:
        return f"{head}. Ended {day_text(plan.ended)}."
    return f"{head}. Review by {day_text(plan.review_by)}." if plan.review_by else f"{head}. No review date."


def copy_words(copy: Copy) -> str:
    """ "Kelly Hollins, mother: Wed 31 Dec 2025, by hand" """
    who = f"{copy.name}, {copy.role}" if copy.role else copy.name
    when = ", ".join(part for part in (day_text(copy.given) if copy.given else "", copy.how) if part)
    return f"{who}: {when}" if when else who


def copies_words(copies: Sequence[Copy]) -> str:
    return (
        f"{count(len({copy.name.casefold() for copy in copies}), 'person has', 'people have')} a copy"
        if copies
        else "Nobody has been given a copy yet"
    )
