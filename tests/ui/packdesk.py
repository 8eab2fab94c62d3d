"""A real store with a child under Stoke-on-Trent, and versions of its standards to try on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from models.keys import LEAST
from services.usecases import access
from services.usecases.commands import ChildForm, EventDraft
from services.usecases.desk import Desk
from services.usecases.packdraft import PackDraft, StandardDraft
from services.usecases.results import Own

NOW = datetime(2026, 3, 20, 9, 30)
FIRST, LATER, ICPC = "stoke.cp.first-core-group", "stoke.cp.later-core-groups", "stoke.cp.icpc"


@contextmanager
def store(folder: Path, children: int = 1) -> Iterator[Desk]:
    """Ada's conference of Wed 18 March 2026 wants a core group by Wed 1 April, and then every four weeks."""
    me = Own("Sam Okafor", "social_worker", "stoke-on-trent", {})
    desk, _ = access.create(folder, "calm rivers carry seven boats", me, clock=lambda: NOW, cost=LEAST)
    for number in range(children):
        name = ("Ada", "Ben", "Cal", "Dot")[number]
        child = desk.add_child(ChildForm(name, "Lovell", born=date(2019, 5, 4), authority="stoke-on-trent"))
        desk.record(EventDraft(child, "icpc", date(2026, 3, 18), {"outcome": "cp_plan"}))
    try:
        yield desk
    finally:
        desk.close()


def changed(draft: PackDraft, standard: str, **values: str) -> PackDraft:
    place = next(n for n, s in enumerate(draft.standards) if s.id == standard)
    return draft.with_standard(place, replace(draft.standards[place], **values))


def next_stoke(desk: Desk) -> PackDraft:
    """Two limits change (one of them past the national one), one standard is added and one dropped."""
    draft = changed(desk.packs.edit("stoke-on-trent"), LATER, due="3 weeks", repeat="3 weeks")
    draft = changed(draft, ICPC, due="20 working days")
    gone = next(n for n, s in enumerate(draft.standards) if s.id == "stoke.assess.cfa-annual")
    new = StandardDraft(
        id="stoke.cp.letter",
        area="child_protection",
        says="The family has a letter after each core group",
        cite="4.9",
        clock="core_group",
        due="5 working days",
        met_by="core_group.minutes_sent",
        role="social worker",
    )
    return draft.without(gone).added(new)
