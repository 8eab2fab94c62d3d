"""The child screen's thinking, without a window."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from services.usecases.results import Effect, Problem
from tests.ui.fakes_child import FORMS, TODAY, FakeDesk, deadline
from ui import tasks
from ui.viewmodels import agenda, why
from ui.viewmodels.child import ChildModel
from ui.viewmodels.effectlines import effect_lines
from ui.viewmodels.eventform import EventFormModel, by_field, find_types
from ui.viewmodels.month import MonthModel, Shown, grid, items_by_day


@pytest.fixture
def child_desk() -> FakeDesk:
    return FakeDesk()


@pytest.fixture
def calendar(child_desk):
    return child_desk.calendar("c1")


def test_the_agenda_groups_by_urgency(calendar):
    groups = agenda.build(calendar)
    assert [group.title for group in groups] == [
        "Overdue",
        "Booked, and the day has passed",
        "Today",
        "This week",
        "March 2026",
        "May 2026",
        "Owed, with no date set",
        "Met or closed",
    ]
    week = groups[3].items
    assert [item.state for item in week] == ["due", "booked"]
    assert next(item.title[:13] for item in groups[-1].items) == "Case summary "


def test_a_stricter_rule_folds_what_it_supersedes_beneath_it(calendar):
    march = next(group for group in agenda.build(calendar) if group.key == "2026-03")
    strict = march.items[0]
    assert strict.key == "st.cp.visit@2"
    assert [under.key for under in strict.under] == ["st.cin.visit@2"]
    assert "st.cin.visit@2" not in [item.key for item in march.items]


def test_a_search_finds_the_superseded_one_under_its_stricter_rule(calendar):
    groups = agenda.build(calendar, agenda.AgendaFilter(words="child in need 4 weeks"))
    assert [item.key for group in groups for item in group.items] == ["st.cp.visit@2"]


@pytest.mark.parametrize(
    ("wanted", "states"),
    [
        (agenda.AgendaFilter(state="overdue"), {"overdue"}),
        (agenda.AgendaFilter(state="open"), {"overdue", "due", "projected", "booked"}),
        (agenda.AgendaFilter(projected=False, state="open"), {"overdue", "due", "booked"}),
        (agenda.AgendaFilter(area="recording"), {"due"}),
        (agenda.AgendaFilter(state="waived"), {"waived"}),
        (agenda.AgendaFilter(words="no such words"), set()),
    ],
)
def test_the_agenda_is_filtered(calendar, wanted, states):
    assert {item.state for group in agenda.build(calendar, wanted) for item in group.items} == states


def test_a_rule_that_names_itself_or_a_lost_one_is_still_shown(calendar):
    lost = deadline("a@1", "Lost", date(2026, 4, 1), "due", governed_by="nowhere")
    own = deadline("b@1", "Own", date(2026, 4, 1), "due", governed_by="b@1")
    groups = agenda.build(replace(calendar, deadlines=(lost, own), events=()))
    assert [item.key for item in groups[0].items] == ["a@1", "b@1"]


def test_the_month_begins_on_monday_and_marks_its_days(calendar):
    weeks = grid(2026, 4, calendar)
    assert weeks[0][0].day == date(2026, 3, 30) and not weeks[0][0].in_month
    friday = next(day for week in weeks for day in week if day.day == date(2026, 4, 3))
    assert friday.holiday == "Good Friday" and "Good Friday" in friday.spoken()
    today = next(day for week in grid(2026, 3, calendar) for day in week if day.day == TODAY)
    (item,) = today.items
    assert today.today and item.short == (
        "Due: Minutes sent by 14:00",
        "Minutes sent by 14:00",
        "Minutes sent",
    )


def test_the_month_names_the_act_shortly_and_the_state_in_full(calendar):
    made = replace(calendar.deadlines[0], due=TODAY, governed_by="", says="Send the plan.")
    acts = ("Visit (looked after, child seen)", "Core group: plan sent", "")
    months_ = [
        items_by_day(replace(calendar, events=(), deadlines=(replace(made, activity=act, state="due"),)))
        for act in acts
    ]
    items = [found[TODAY][0] for found in months_]
    assert [item.short for item in items] == [
        ("Due: Visit", "Visit"),
        ("Due: Core group: plan sent", "Core group: plan sent"),
        ("Due: Send the plan.", "Send the plan."),
    ]
    assert [item.brief for item in items] == ["Visit", "Plan sent", "Send the plan."]
    assert all(item.full == "Send the plan (Due today)" for item in items)


def test_what_is_overdue_and_due_comes_before_what_is_met(calendar):
    states = ("met", "late", "projected", "due", "overdue")
    made = tuple(
        replace(calendar.deadlines[0], key=state, state=state, due=TODAY, governed_by="") for state in states
    )
    booked = replace(calendar.events[0], at=TODAY, planned=True)
    every = replace(calendar, deadlines=made, events=(booked,))
    found = items_by_day(every, Shown(done=True))[TODAY]
    assert [item.state for item in found] == ["overdue", "due", "booked", "projected", "late", "met"]
    day = next(day for week in grid(TODAY.year, TODAY.month, every) for day in week if day.day == TODAY)
    assert [item.state for item in day.items] == ["overdue", "due", "booked", "projected"]
    assert day.hidden == 2 and "2 met or closed are not shown" in day.spoken()


def test_today_is_said_whole_or_not_at_all(qtbot):
    from PySide6.QtGui import QFont, QFontMetrics

    from ui.widgets.celltext import head_words

    metrics = QFontMetrics(QFont("Noto Sans", 9))
    wide = metrics.horizontalAdvance("Today") + metrics.horizontalAdvance("3 more") + 6
    assert head_words(metrics, wide, True, 3) == ("Today", "3 more")
    assert head_words(metrics, wide - 1, True, 3) == ("Today", "+3")
    assert head_words(metrics, metrics.horizontalAdvance("+3"), True, 3) == ("", "+3")
    assert head_words(metrics, metrics.horizontalAdvance("Today"), True, 0) == ("Today", "")
    assert head_words(metrics, 3, True, 0) == ("", "")


def test_the_month_shows_what_is_asked_for(calendar):
    def keys(shown):
        return {item.key for week in grid(2026, 3, calendar, shown) for day in week for item in day.items}

    assert "event:e4" in keys(Shown()) and "event:e3" not in keys(Shown())
    assert "event:e3" in keys(Shown(recorded=True))
    assert "st.cp.visit@3" not in keys(Shown(projected=False))
    assert "st.cp.first-visit@1" not in keys(Shown(done=False))
    assert "st.cin.visit@2" not in keys(Shown())


def test_the_month_moves_by_keyboard_steps_and_asks_for_more(qtbot, calendar):
    model = MonthModel(TODAY)
    model.set_calendar(calendar)
    model.select(date(2026, 3, 31))
    model.move_months(-1)
    assert model.day == date(2026, 2, 28)
    with qtbot.waitSignal(model.needs_until) as asked:
        model.move_months(14)
    assert asked.args[0] >= date(2027, 4, 30)
    model.select(date(1, 1, 1))
    model.move_days(-5)
    model.move_months(-1)
    assert model.day == date(1900, 1, 1)
    model.go_today()
    assert model.day == TODAY and model.chosen_day().today


def test_what_repeats_is_known_from_the_deadlines(calendar):
    one = deadline("stoke.cp.first-core-group@1", "First core group", date(2026, 3, 13), "due")
    again = [
        deadline(f"{name}@1", "Again", date(2026, 3, 13), "due", repeats=name != "x.y")
        for name in ("stoke.cp.later-reviews", "x.y")
    ]
    found = why.repeating(replace(calendar, deadlines=(one, *again)))
    assert found == {"stoke.cp.later-reviews"}


def test_why_names_the_event_that_started_it_and_what_to_record(calendar):
    view = why.build(calendar.deadlines[5], calendar)
    assert view.clock_event == "e2"
    assert view.prefill == why.Prefill("core_group", {"kind": "initial"}, "", "")
    assert dict(view.source)["Force"].startswith("Must")
    assert view.can_waive and view.can_book and not view.can_agree


def test_why_of_a_milestone_goes_to_the_event_that_lacks_it(calendar):
    late = calendar.deadlines[1]
    view = why.build(replace(late, state="overdue", met_at=None), calendar)
    assert view.prefill == why.Prefill("icpc", {}, "invitations_sent", "e2")
    assert not view.can_book


def test_a_frequency_can_be_agreed_where_the_standard_repeats(calendar):
    by_key = {each.key: each for each in calendar.deadlines}
    assert why.build(by_key["st.cp.visit@2"], calendar, repeats={"st.cp.visit"}).can_agree
    assert not why.build(by_key["st.cp.review@1"], calendar, repeats={"st.cp.visit"}).can_agree
    view = why.build(by_key["st.cp.visit@2"], calendar)
    assert view.covers == (("st.cin.visit@2", "Child seen every 4 weeks on a child in need plan"),)
    assert why.build(by_key["st.cin.visit@2"], calendar).covered_by[0] == "st.cp.visit@2"


def test_types_are_found_by_label_and_group():
    assert find_types(FORMS, "core")[0].type == "core_group"
    assert [form.type for form in find_types(FORMS, "conference")] == ["icpc", "review_conference"]
    assert {form.type for form in find_types(FORMS, "coming in")} == {"contact_received", "referral_received"}
    assert find_types(FORMS, "", prefer=("visit",))[0].type == "visit"
    assert find_types(FORMS, "zzz") == ()


def test_problems_find_their_controls():
    found = by_field(
        [
            Problem("attrs.outcome", "is not known", "cp_plan"),
            Problem("at", "lies after the end"),
            Problem("events[3].milestones.minutes_sent", "is before the meeting"),
            Problem("child", "is closed"),
        ]
    )
    assert found == {
        "attrs.outcome": "Is not known (cp_plan)",
        "at": "Lies after the end",
        "milestones.minutes_sent": "Is before the meeting",
        "": "child: Is closed",
    }


def test_the_event_form_collects_a_draft_and_says_what_it_will_do(qtbot, child_desk):
    model = EventFormModel(child_desk, "c1")
    assert set(model.check()) == {"type", "at"}
    model.set_type("core_group")
    model.prefill({"kind": ("initial",)})
    with qtbot.waitSignal(model.effect_changed, check_params_cb=lambda lines: lines is not None) as told:
        model.set_at(datetime(2026, 3, 10, 14, 0))
    (lines,) = told.args[0]
    kinds = [kind for kind, _, _ in lines.groups]
    assert lines.whose == ""
    assert kinds == ["meets", "starts"]
    assert model.dirty
    with qtbot.waitSignal(model.saved):
        assert model.save()
    assert child_desk.saved[0].attrs == {"kind": "initial"}


def test_plans_that_outlast_a_case_are_named_with_where_they_end():
    lines = effect_lines(
        Effect((), (), (), leaves=("Safety plan of 2 March 2026", "Care plan of 1 May 2025")), TODAY
    )
    ((kind, heading, rows),) = lines.groups
    assert (kind, heading) == ("leaves", "These plans stay in force")
    assert [row.more for row in rows] == [
        "",
        "They end under Plans, or with the case under Transfer and closing.",
    ]


def test_the_looser_rules_for_the_same_act_are_folded_under_the_strictest():
    def due(key, by="", state="met"):
        return deadline(key, f"Rule {key}.", date(2026, 4, 1), state, governed_by=by)

    found = effect_lines(
        Effect((due("a"), due("b", "a"), due("c", "b"), due("d", "elsewhere")), (due("e", "a", "due"),), ()),
        TODAY,
    )
    (_, _, meets), (_, _, starts) = found.groups
    assert [line.words for line in meets] == ["Rule a (due Wed 1 Apr 2026)", "Rule d (due Wed 1 Apr 2026)"]
    assert [line.more for line in meets] == ["and 2 looser rules for the same act", ""]
    assert meets[0].under[0].startswith("Rule b")
    assert [line.more for line in starts] == [""]
    ring = effect_lines(Effect((due("a", "b"), due("b", "a")), (), ()), TODAY)
    assert len(ring.groups[0][2]) == 2


def test_what_only_moves_is_said_to_move():
    def due(key, standard, day, state="due"):
        return deadline(key, f"Rule {standard}.", date(2026, 4, day), state, standard=standard)

    found = effect_lines(
        Effect(
            (),
            (due("a2", "a", 9), due("b2", "b", 3), due("c2", "c", 5), due("c3", "c", 6), due("n", "new", 7)),
            (due("a1", "a", 2), due("b1", "b", 3), due("c1", "c", 4), due("o", "old", 8)),
        ),
        TODAY,
    )
    said = {kind: [line.words for line in lines] for kind, _, lines in found.groups}
    assert said["moves"] == ["Rule a (due Thu 9 Apr 2026, was Thu 2 Apr 2026)"]  # b stays on its day
    assert [words[:6] for words in said["starts"]] == ["Rule c", "Rule c", "Rule n"]
    assert [words[:6] for words in said["ends"]] == ["Rule c", "Rule o"]


def test_a_later_day_makes_it_a_booking_and_nothing_else_may_be_later(qtbot, child_desk):
    model = EventFormModel(child_desk, "c1")
    model.set_type("visit")
    model.set_at(date(2026, 3, 20))
    assert model.planned and not model.check()
    model.set_planned(False)
    assert "at" in model.check()
    model.close()


def test_changing_the_type_keeps_only_answers_that_still_fit(qtbot, child_desk):
    model = EventFormModel(child_desk, "c1", child_desk.list[2])
    assert not model.dirty
    model.set_type("core_group")
    assert model.attrs == {} and model.milestones == {} and model.notes
    model.close()


def test_what_the_desk_refuses_is_shown_at_its_field(qtbot, child_desk):
    child_desk.problems = (Problem("milestones.recorded", "is before the visit"),)
    model = EventFormModel(child_desk, "c1", child_desk.list[2])
    with qtbot.waitSignal(model.problems_changed) as told:
        assert not model.save()
    assert told.args[0] == {"milestones.recorded": "Is before the visit"}


def test_the_child_is_read_in_the_background_and_again_after_a_change(qtbot, child_desk):
    model = ChildModel(child_desk, "c1")
    with qtbot.waitSignal(model.changed):
        model.refresh()
    assert model.find_event("e3").label == "Visit" and model.event_of("event:e3") is model.find_event("e3")
    with qtbot.waitSignal(model.changed):
        model.remove_event("e3", "Recorded for the wrong child")
    assert model.find_event("e3") is None
    with qtbot.waitSignal(model.changed):
        assert model.undo() == "Removal of an event"
    assert model.undo() == ""
    with qtbot.waitSignal(model.changed):
        model.want_until(date(2028, 5, 1))
    assert child_desk.asked_until[-1] == date(2028, 12, 31)
    model.close()
    child_desk.changes.publish("event", "c1")
    tasks.wait_all(qtbot)
    assert child_desk.changes.listeners == []


def test_a_child_that_is_gone_is_said_calmly(qtbot, child_desk):
    model = ChildModel(child_desk, "c9")
    with qtbot.waitSignal(model.failed) as told:
        model.refresh()
    assert "not in this store" in str(told.args[0])
    model.close()
