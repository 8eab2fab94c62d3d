"""One act of giving out a plan meets every deadline that it truly meets by the words of the standard, and no other."""

from __future__ import annotations

from datetime import date

import pytest

from services.usecases import sendings
from services.usecases.around_commands import SharingForm
from services.usecases.commands import EventDraft, PersonForm, PlanForm
from services.usecases.desk import Desk
from services.usecases.errors import InvalidInput
from services.usecases.plan_results import Offer
from services.usecases.results import Copy
from services.usecases.standards import library
from tests.usecases.conftest import child_form

MEETING = date(2026, 3, 9)
GIVEN = date(2026, 3, 12)


def family(desk: Desk, authority: str) -> str:
    child = desk.add_child(child_form(authority=authority))
    desk.save_person(PersonForm(child, "Dana Quill", "mother"))
    desk.save_person(PersonForm(child, "Pat Lowe", "foster carer", "carer"))
    desk.save_person(PersonForm(child, "Jo Grant", "school nurse", "professional"))
    return child


def plan(desk: Desk, child: str, kind: str, drawn_up: date = MEETING, **more: object) -> str:
    return desk.save_plan(PlanForm(child, kind, drawn_up, draft=False, **more))  # type: ignore[arg-type]


def copies(*names: str, given: date = GIVEN) -> tuple[Copy, ...]:
    roles = {"Dana Quill": "mother", "Jo Grant": "school nurse", "Sue Hall": "conference chair"}
    return tuple(Copy(name, roles.get(name, ""), given, "by hand") for name in names)


def ticked(offers: tuple[Offer, ...]) -> list[str]:
    return [f"{o.type}.{next(iter(o.milestones))}" for o in offers if o.ticked]


def test_every_standard_on_sending_a_plan_is_known_with_what_it_asks_for() -> None:
    sent = {
        s.id for a in library().ids for s in library().rulebook(a).standards if ".plan_sent" in str(s.met_by)
    }
    assert sent <= set(sendings.rules())
    known = {s.id for a in library().ids for s in library().rulebook(a).standards}
    assert set(sendings.rules()) <= known


def test_early_help_the_meeting_and_the_plan_both_have_it(desk: Desk) -> None:
    child = family(desk, "oldham")
    desk.record(EventDraft(child, "early_help_started", date(2026, 2, 2), {"level": "targeted"}))
    desk.record(EventDraft(child, "early_help_plan", MEETING))
    desk.record(EventDraft(child, "taf_meeting", MEETING))
    one = plan(desk, child, "early_help")
    found = desk.planning.sendings(one, GIVEN, copies("Dana Quill", "Jo Grant"))
    assert ticked(found) == ["taf_meeting.plan_sent"]
    assert "within 10 days of the Team Around the Family meeting" in found[0].meets[0]
    assert found[0].meets[0].endswith("(due Thu 19 Mar 2026: in time)")


def test_a_closing_plan_is_given_on_the_day_that_early_help_ends(desk: Desk) -> None:
    child = family(desk, "oldham")
    desk.record(EventDraft(child, "early_help_started", date(2026, 1, 5), {"level": "universal_plus"}))
    sent = {"plan_sent": date(2026, 1, 12)}
    desk.record(EventDraft(child, "early_help_plan", date(2026, 1, 9), {}, sent))
    desk.record(EventDraft(child, "early_help_ended", GIVEN))
    one = plan(desk, child, "early_help", GIVEN)
    (offer,) = desk.planning.sendings(one, GIVEN, copies("Dana Quill", "Jo Grant"))
    assert offer.ticked and offer.type == "early_help_plan" and not offer.event_id
    assert "the closing plan that day" in offer.meets[0] and "in time" in offer.meets[0]
    desk.planning.give(one, copies("Dana Quill", "Jo Grant"), (offer,))
    assert "oldham.eh.closing-plan-copies" not in {
        d.standard for d in desk.calendar(child).deadlines if d.state in ("due", "overdue")
    }
    desk.undo()
    assert [e.type for e in desk.calendar(child).events].count("early_help_plan") == 1


def test_a_plan_that_was_sent_before_is_given_again_when_early_help_closes(desk: Desk) -> None:
    child = family(desk, "oldham")
    sent = {"plan_sent": date(2026, 1, 12)}
    desk.record(EventDraft(child, "early_help_started", date(2026, 1, 5), {"level": "universal_plus"}))
    desk.record(EventDraft(child, "early_help_plan", date(2026, 1, 9), {}, sent))
    desk.record(EventDraft(child, "taf_meeting", date(2026, 1, 9), {}, sent))
    desk.record(EventDraft(child, "early_help_ended", GIVEN))
    one = plan(desk, child, "early_help", date(2026, 1, 9))
    (offer,) = desk.planning.sendings(one, GIVEN, copies("Dana Quill", "Jo Grant"))
    assert offer.words == "Record “Early help plan” on 12 March 2026, plan sent 12 March 2026"
    assert offer.ticked and "the closing plan that day" in offer.meets[0]


@pytest.mark.parametrize("authority", ["oldham", "westmorland-and-furness"])
def test_what_is_not_the_plan_is_not_offered_with_it(desk: Desk, authority: str) -> None:
    child = family(desk, authority)
    desk.record(EventDraft(child, "icpc", MEETING, {"outcome": "cp_plan"}))
    one = plan(desk, child, "child_protection", stage="outline")
    found = desk.planning.sendings(one, GIVEN, copies("Dana Quill", "Jo Grant"))
    assert [tuple(o.milestones) for o in found] == [("plan_sent",)]  # decisions go to others, or hold no plan


def test_both_limits_of_one_meeting_are_met_at_once_and_late_is_said(desk: Desk) -> None:
    child = family(desk, "westmorland-and-furness")
    desk.record(EventDraft(child, "cin_meeting", MEETING))
    one, late = plan(desk, child, "child_in_need"), date(2026, 3, 17)
    (offer,) = desk.planning.sendings(one, late, copies("Dana Quill", "Jo Grant", given=late))
    assert [line.rpartition(": ")[2] for line in offer.meets] == ["late)", "in time)"]
    assert offer.ticked and offer.caution == "The standard names the child too."


def test_it_is_sent_on_the_day_on_which_the_last_of_those_named_has_it(desk: Desk) -> None:
    child = family(desk, "westmorland-and-furness")
    desk.record(EventDraft(child, "cin_meeting", MEETING))
    one = plan(desk, child, "child_in_need")
    early, late = date(2026, 3, 11), date(2026, 3, 18)
    (offer,) = desk.planning.sendings(one, late, copies("Jo Grant", given=late))
    assert not offer.ticked and "a parent or family carer" in offer.caution
    desk.planning.give(one, copies("Jo Grant", given=late))
    (offer,) = desk.planning.sendings(one, early, copies("Dana Quill", given=early))  # recorded afterwards
    assert offer.ticked and offer.milestones == {"plan_sent": late}


def test_a_foster_carer_is_neither_a_parent_nor_a_professional(desk: Desk) -> None:
    child = family(desk, "oldham")
    desk.record(EventDraft(child, "became_looked_after", date(2026, 3, 2)))
    desk.record(EventDraft(child, "care_planning_meeting", MEETING))
    desk.record(EventDraft(child, "care_plan", MEETING))
    one = plan(desk, child, "care")
    (offer,) = desk.planning.sendings(one, GIVEN, copies("Pat Lowe", "Jo Grant"))
    assert not offer.ticked and offer.meets
    (offer,) = desk.planning.sendings(one, GIVEN, copies("Dana Quill", "Jo Grant"))
    assert offer.ticked
    detail = desk.child(child)
    assert [sendings.outside(detail, p.name, p.relation) for p in detail.network] == [False, True, True]


@pytest.mark.parametrize(
    ("role", "expected"),
    [("mother's solicitor", "professional"), ("maternal grandmother", "family"), ("", "professional"),
     ("family support worker", "professional"), ("mother's partner", "family"), ("the child", "child"),
     ("children's guardian", "professional"), ("special guardian", "family"), ("foster mother", "professional")],
)  # fmt: skip
def test_somebody_who_is_only_named_is_told_by_their_part(role: str, expected: str) -> None:
    assert sendings.side("Mrs Khan", role, "Ada Quill", ()) == expected


def test_the_outline_plan_meets_the_conference_and_not_the_core_group(desk: Desk) -> None:
    child = family(desk, "stoke-on-trent")
    desk.record(EventDraft(child, "icpc", MEETING, {"outcome": "cp_plan"}))
    desk.record(EventDraft(child, "core_group", date(2026, 3, 10)))
    outline = plan(desk, child, "child_protection", stage="outline")
    day = date(2026, 3, 10)
    everybody = copies("Dana Quill", "Jo Grant", "Sue Hall", given=day)
    found = desk.planning.sendings(outline, day, everybody)
    assert ticked(found) == ["icpc.plan_sent"]
    assert any("48 hours" in line for line in found[0].meets)
    with_more = next(o for o in found if "decisions_sent" in o.milestones)
    assert "core group list went out with the plan" in with_more.caution and with_more.meets
    core = next(o for o in found if o.type == "core_group")
    assert "as it is after the meeting" in core.caution


def test_the_detailed_plan_meets_the_core_group_once_the_chair_has_it_too(desk: Desk) -> None:
    child = family(desk, "stoke-on-trent")
    desk.record(EventDraft(child, "icpc", date(2026, 3, 2), {"outcome": "cp_plan"}))
    desk.record(EventDraft(child, "core_group", MEETING))
    detailed = plan(desk, child, "child_protection", stage="detailed")
    without = desk.planning.sendings(detailed, GIVEN, copies("Dana Quill", "Jo Grant"))
    assert ticked(without) == []
    assert any("the chair has a copy" in o.caution for o in without)
    found = desk.planning.sendings(detailed, GIVEN, copies("Dana Quill", "Jo Grant", "Sue Hall"))
    assert ticked(found) == ["core_group.plan_sent"]


def test_the_first_plan_of_any_stage_reaches_the_family_after_a_conference_however_late(desk: Desk) -> None:
    child = family(desk, "westmorland-and-furness")
    desk.record(EventDraft(child, "icpc", date(2026, 2, 24), {"outcome": "cp_plan"}))
    desk.record(EventDraft(child, "core_group", MEETING))
    detailed = plan(desk, child, "child_protection", stage="detailed")
    found = desk.planning.sendings(detailed, GIVEN, copies("Dana Quill", "Jo Grant"))
    assert "icpc.plan_sent" in ticked(found)
    assert all("late)" in line for o in found if o.type == "icpc" for line in o.meets)


def test_a_plan_as_it_stood_meets_the_newest_meeting_where_the_standard_asks_for_the_plan(desk: Desk) -> None:
    wf, stoke = family(desk, "westmorland-and-furness"), family(desk, "stoke-on-trent")
    for child in (wf, stoke):
        desk.record(EventDraft(child, "cin_meeting", date(2026, 1, 12), {}, {"plan_sent": date(2026, 1, 14)}))
        desk.record(EventDraft(child, "cin_meeting", MEETING))
    both = [plan(desk, child, "child_in_need", date(2026, 1, 12)) for child in (wf, stoke)]
    found = [desk.planning.sendings(one, GIVEN, copies("Dana Quill", "Jo Grant")) for one in both]
    assert [ticked(each) for each in found] == [["cin_meeting.plan_sent"], []]
    assert "as it is after the meeting" in found[1][0].caution  # Stoke-on-Trent asks for the updated plan


def test_copies_and_the_sharing_log_are_one_step(desk: Desk) -> None:
    child = family(desk, "oldham")
    one = plan(desk, child, "early_help")
    what, why = sendings.log_words(desk.plan(one))
    entry = SharingForm(child, GIVEN, what, "Jo Grant, school nurse", why, "public_task")
    desk.planning.give(one, copies("Jo Grant"), (), (entry,))
    assert [e.what for e in desk.sharing.record(child).log] == [
        "Early help plan, version 1, drawn up on 9 March 2026"
    ]
    assert desk.undo() == "Copies of an early help plan"
    assert desk.sharing.record(child).log == () and desk.plan(one).copies == ()
    with pytest.raises(InvalidInput):
        desk.planning.give(one, copies("Jo Grant"), (), (SharingForm(child, GIVEN, "", "Jo Grant"),))
    assert desk.plan(one).copies == ()
