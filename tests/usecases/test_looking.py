"""The desk shows a child under other authorities, and the layers of a calendar; nothing of it is written."""

from __future__ import annotations

from datetime import date

import pytest

from services.usecases.commands import EventDraft
from services.usecases.errors import InvalidInput, NotFound


@pytest.fixture
def enquiry(desk, ada) -> str:
    """A strategy discussion on Mon 16 March 2026 that agreed an enquiry; the child is Stoke-on-Trent's."""
    desk.record(EventDraft(ada, "strategy_discussion", date(2026, 3, 16), {"outcome": "s47"}))
    return ada


def test_a_child_under_each_authority(desk, enquiry) -> None:
    found = desk.under_each(enquiry, ("stoke-on-trent", "tower-hamlets"))
    assert [lane.authority for lane in found.lanes] == ["stoke-on-trent", "tower-hamlets"]
    conference = next(d for d in found.differences if d.topic == "icpc")
    # 15 working days over Easter: Wed 8 April. 15 days: Tue 31 March.
    assert (conference.before.due, conference.after.due) == (date(2026, 4, 8), date(2026, 3, 31))
    assert (conference.kind, conference.days) == ("sooner", -8)
    own = {d.key for d in desk.calendar(enquiry).deadlines}
    assert {d.key for d in found.lanes[0].next} <= own, (
        "the lane of one's own authority is one's own calendar"
    )


def test_between_two_and_five_different_ones(desk, enquiry) -> None:
    for names in (("oldham",), ("oldham", "oldham"), ("oldham",) * 6, ("oldham", "atlantis")):
        with pytest.raises(InvalidInput):
            desk.under_each(enquiry, names)
        with pytest.raises(InvalidInput):
            desk.side_by_side(names)
    with pytest.raises(NotFound):
        desk.under_each("nobody", ("oldham", "tower-hamlets"))


def test_the_layers_of_a_child_and_of_an_authority(desk, enquiry) -> None:
    group = next(g for g in desk.layers(enquiry) if "stoke.cp.icpc" in {x.deadline.standard for x in g.lines})
    assert {x.layer for x in group.lines} == {"authority", "national"} and not group.flagged
    assert "oldham.eh.escalate-24h" in {p.standard for p in desk.passing("oldham")}
    assert desk.passing("working-together-2015") == ()
