"""An update that changes two limits, adds one and drops one shows exactly that for the sample caseload."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from models.keys import LEAST
from services.usecases import access, sample, samplefiles
from services.usecases.desk import Desk
from services.usecases.packfile import write_pack
from services.usecases.results import CalendarView, DeadlineView
from tests.usecases.conftest import PASSPHRASE
from tests.usecases.test_versions import SEVEN

TODAY = date(2026, 3, 20)
TOUCHED = {
    "stoke.cp.visit",
    "stoke.cp.later-core-groups",
    "stoke.cp.core-group-plan-updated",
    "stoke.cp.phone-call",
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder: Path = tmp_path_factory.mktemp("sample") / "store"
    own = samplefiles.read(TODAY).own
    made, _ = access.create(folder, PASSPHRASE, own, clock=lambda: datetime(2026, 3, 20, 9, 30), cost=LEAST)
    try:
        sample.load(made, TODAY)
        yield made
    finally:
        made.close()


def _day(d: DeadlineView) -> date | None:
    return d.due.date() if isinstance(d.due, datetime) else d.due


def _past(view: CalendarView) -> list[DeadlineView]:
    return [d for d in view.deadlines if (day := _day(d)) is not None and day < TODAY]


def _open(view: CalendarView) -> list[tuple[str, object]]:
    return [(d.standard, d.due) for d in view.deadlines if d.state in ("due", "overdue", "projected")]


def test_exactly_the_four_rules_and_only_those_children_move(desk: Desk) -> None:
    proposal = desk.packs.read(write_pack(SEVEN))
    assert proposal.rules is not None
    assert {(r.kind, r.standard) for r in proposal.rules.rules} == {
        ("added", "stoke.cp.phone-call"),
        ("changed", "stoke.cp.visit"),
        ("changed", "stoke.cp.later-core-groups"),
        ("dropped", "stoke.cp.core-group-plan-updated"),
    }
    rows = desk.caseload()
    before = {r.child_id: desk.calendar(r.child_id) for r in rows}
    effects = {e.child_id: e.changes for e in desk.packs.effects(proposal)}
    stoke = {r.child_id for r in rows if r.authority == "stoke-on-trent"}
    assert {i for i in effects if i != "worker"} == stoke
    told = {i: {(c.after or c.before).standard for c in e.changes} for i, e in effects.items()}  # type: ignore[union-attr]
    assert any("stoke.cp.visit" in names for names in told.values())
    assert set().union(*told.values()) <= TOUCHED

    desk.packs.accept(proposal)
    after = {r.child_id: desk.calendar(r.child_id) for r in rows}
    for child_id in before:
        assert _past(after[child_id]) == _past(before[child_id]), "what is past stays word for word"
        changed = _open(after[child_id]) != _open(before[child_id])
        assert changed is bool(told.get(child_id)), "what was told is what happens"
    assert any(_past(view) for view in before.values())
    for row in rows:
        if row.authority != "stoke-on-trent":
            assert after[row.child_id] == before[row.child_id]
    desk.undo()
    assert {r.child_id: desk.calendar(r.child_id) for r in rows} == before
