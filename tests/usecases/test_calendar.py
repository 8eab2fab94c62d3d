"""The calendar of a child, what an event would do to it, and the caseload."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from services.engine.facts import day_of
from services.usecases.caseload import next_of
from services.usecases.commands import AgreedFrequency, ChildForm, EventDraft, OwnPart, WaiveStandard
from services.usecases.desk import Desk
from services.usecases.errors import Cancelled, InvalidInput, NotFound
from services.usecases.results import DeadlineView, OwnDay, OwnTerm
from tests.usecases.conftest import Clock, child_form

CP = {"plan": ("cp",), "seen": True, "alone": True}


@pytest.fixture
def cp(desk: Desk, ada: str) -> str:
    """Ada, on a child protection plan since 27 February."""
    desk.record(EventDraft(ada, "referral_received", datetime(2026, 2, 9, 11, 30), {"to": "social_care"}))
    desk.record(EventDraft(ada, "strategy_discussion", datetime(2026, 2, 9, 14), {"outcome": "s47"}))
    desk.record(EventDraft(ada, "icpc", date(2026, 2, 27), {"outcome": "cp_plan"}))
    return ada


def find(deadlines: tuple[DeadlineView, ...], standard: str) -> list[DeadlineView]:
    return [d for d in deadlines if d.standard == standard]


def test_a_calendar_has_every_deadline_with_its_reasons(desk: Desk, cp: str) -> None:
    calendar = desk.calendar(cp)
    (core,) = [d for d in find(calendar.deadlines, "stoke.cp.first-core-group") if d.state != "projected"]
    assert core.due == date(2026, 3, 13) and core.state == "overdue" and core.why
    assert core.child_id == cp and core.child_name == "Ada Quill"
    assert calendar.today == date(2026, 3, 20) and calendar.until == date(2027, 3, 20)
    assert calendar.authority_name == "Stoke-on-Trent" and calendar.pack_version
    assert calendar.bank_holidays[date(2026, 4, 3)] == "Good Friday"
    assert {e.type for e in calendar.events} == {"referral_received", "strategy_discussion", "icpc"}


def test_a_calendar_can_be_asked_for_another_authority_and_day(desk: Desk, cp: str) -> None:
    other = desk.calendar(cp, date(2026, 6, 30), "oldham")
    assert other.authority == "oldham" and other.until == date(2026, 6, 30)
    assert all(d.standard.startswith("oldham.") for d in other.deadlines)
    for wrong in (date(2026, 3, 19), date(2200, 1, 1)):
        with pytest.raises(InvalidInput):
            desk.calendar(cp, wrong)
    with pytest.raises(InvalidInput):
        desk.calendar(cp, None, "atlantis")
    with pytest.raises(NotFound):
        desk.calendar("nobody")


def test_own_closure_days_move_working_days_and_are_shown(desk: Desk, cp: str) -> None:
    desk.save_own_days(
        [OwnDay(date(2026, 3, 9), "Flood", "closure"), OwnDay(date(2026, 3, 10), "", "bank_holiday")]
    )
    (core,) = [
        d for d in find(desk.calendar(cp).deadlines, "stoke.cp.first-core-group") if d.state != "projected"
    ]
    assert core.due == date(2026, 3, 17)
    assert any("Flood" in line for line in core.why)
    assert desk.calendar(cp).bank_holidays[date(2026, 3, 9)] == "Flood"
    assert desk.own_days()[1] == OwnDay(date(2026, 3, 10), "Bank holiday", "bank_holiday")
    desk.save_own_days([])
    assert find(desk.calendar(cp).deadlines, "stoke.cp.first-core-group")[0].due == date(2026, 3, 13)


def test_own_days_and_terms_that_cannot_be_are_refused(desk: Desk) -> None:
    day = OwnDay(date(2026, 3, 9), "Flood", "closure")
    for days in (
        [day, day],
        [OwnDay(date(1800, 1, 1), "", "closure")],
        [OwnDay(date(2026, 1, 5), "", "party")],
    ):
        with pytest.raises(InvalidInput):
            desk.save_own_days(days)
    term = OwnTerm(date(2026, 1, 5), date(2026, 3, 27), "Spring")
    for terms in (
        [OwnTerm(term.end, term.start, "")],
        [term, OwnTerm(date(2026, 3, 1), date(2026, 7, 1), "Summer")],
    ):
        with pytest.raises(InvalidInput):
            desk.save_own_terms(terms)
    desk.save_own_terms([term])
    assert desk.own_terms() == (term,) and desk.own_days() == ()


def test_the_effect_of_an_event_is_shown_and_nothing_is_kept(desk: Desk, cp: str) -> None:
    draft = EventDraft(cp, "core_group", date(2026, 3, 16), {"kind": "initial"})
    effect = desk.effect(draft)
    assert "stoke.cp.first-core-group" in {d.standard for d in effect.meets}
    assert {d.state for d in effect.meets} <= {"met", "late"}
    assert effect.starts and all(d.state in ("due", "overdue") for d in effect.starts)
    assert "core_group" in {d.clock_type for d in effect.starts}
    assert not {d.key for d in effect.meets} & {d.key for d in effect.ends}
    for group in (effect.meets, effect.starts, effect.ends):
        assert {d.governed_by for d in group} <= {"", *(d.key for d in group)}
    assert len(desk.calendar(cp).events) == 3
    (event_id,) = desk.record(draft)
    met = {d.key for d in desk.calendar(cp).deadlines if d.state in ("met", "late")}
    assert {d.key for d in effect.meets} <= met
    again = desk.effect(draft, event_id)
    assert again == type(again)((), (), ())


def test_one_event_for_siblings_shows_what_it_does_for_each(desk: Desk, cp: str) -> None:
    ben = desk.add_child(child_form(given="Ben"))
    desk.record(EventDraft(ben, "cin_plan_started", date(2026, 3, 2)))
    desk.record(EventDraft(cp, "case_opened", date(2026, 1, 5)))
    draft = EventDraft(
        cp,
        "visit",
        date(2026, 3, 10),
        CP,
        also_for=(ben,),
        own={ben: OwnPart({"plan": ("cin",), "seen": True})},
    )
    first, second = desk.effects(draft)
    assert (first.child_name, second.child_name) == (desk.child(cp).given, "Ben")
    assert first.meets == desk.effect(EventDraft(cp, "visit", date(2026, 3, 10), CP)).meets
    cin = EventDraft(ben, "visit", date(2026, 3, 10), {"plan": ("cin",), "seen": True})
    assert second.meets == desk.effect(cin).meets and second.meets
    assert {d.standard for d in first.meets} != {d.standard for d in second.meets}
    assert "visit" not in {e.type for e in desk.calendar(ben).events}  # nothing is kept
    (alone,) = desk.effects(EventDraft(cp, "visit", date(2026, 3, 10), CP))
    assert alone.meets == first.meets
    with pytest.raises(InvalidInput) as wrong:
        desk.effects(EventDraft(cp, "visit", date(2026, 3, 10), CP, also_for=("nobody",)))
    assert {p.where for p in wrong.value.problems} == {"also_for"}


def test_an_ending_event_shows_what_it_ends(desk: Desk, cp: str) -> None:
    effect = desk.effect(EventDraft(cp, "cp_plan_ended", date(2026, 3, 20)))
    assert "stoke.cp.first-core-group" not in {d.standard for d in effect.ends}  # overdue stays owed
    assert effect.ends and all(d.standard for d in effect.ends)


def test_a_failed_visit_meets_nothing(desk: Desk, cp: str) -> None:
    assert (
        desk.effect(EventDraft(cp, "visit", date(2026, 3, 10), {"plan": ("cp",), "failed": True})).meets == ()
    )
    assert desk.effect(EventDraft(cp, "visit", date(2026, 3, 10), CP)).meets


def test_a_booked_event_meets_nothing_yet(desk: Desk, cp: str) -> None:
    assert desk.effect(EventDraft(cp, "core_group", date(2026, 4, 1), planned=True)).meets == ()


def test_an_agreed_frequency_and_a_waiver_change_the_calendar(desk: Desk, cp: str) -> None:
    before = desk.calendar(cp)
    visits = next(d for d in before.deadlines if d.state in ("due", "overdue") and d.meets_type == "visit")
    desk.waive(WaiveStandard(cp, visits.standard, date(2026, 3, 20), "Team manager", "Abroad with family"))
    after = desk.calendar(cp)
    assert {d.state for d in find(after.deadlines, visits.standard)} <= {"waived", "met", "late"}
    assert desk.waivers(cp)[0].why == "Abroad with family"
    desk.undo()
    assert desk.calendar(cp) == before and desk.waivers(cp) == ()
    standards = [d.standard for d in before.deadlines if d.state == "projected"]
    repeating = next(s for s in standards if standards.count(s) > 2)
    desk.agree(AgreedFrequency(cp, repeating, "1 weeks", date(2026, 3, 20), "IRO", "Worried"))
    assert desk.agreements(cp)[0].repeat == "1 weeks"


def test_an_agreement_that_cannot_be_is_refused_whole(desk: Desk, cp: str) -> None:
    with pytest.raises(InvalidInput) as found:
        desk.agree(AgreedFrequency(cp, "stoke.no-such", "soon", date(2026, 3, 20), " ", ""))
    assert [p.where for p in found.value.problems] == ["standard", "by", "why", "repeat"]
    with pytest.raises(InvalidInput) as found:
        desk.agree(AgreedFrequency(cp, "stoke.cp.first-core-group", "-1 weeks", date(2026, 3, 20), "A", "B"))
    assert "repeat" in {p.where for p in found.value.problems}
    with pytest.raises(InvalidInput) as found:
        desk.waive(WaiveStandard(cp, "stoke.cp.first-core-group", date(2026, 3, 21), "", ""))
    assert [p.where for p in found.value.problems] == ["by", "why", "at"]


def test_a_looser_agreement_is_refused_where_the_standard_does_not_allow_it(desk: Desk, cp: str) -> None:
    """Later core groups of Stoke-on-Trent: every four weeks."""
    name = "stoke.cp.later-core-groups"
    for longer in ("5 weeks", "29 days", "2 months", "21 working days"):
        with pytest.raises(InvalidInput) as found:
            desk.agree(AgreedFrequency(cp, name, longer, date(2026, 3, 20), "IRO", "Going well"))
        (problem,) = found.value.problems
        assert problem.where == "repeat" and "longer gap" in problem.what and "every 4 weeks" in problem.right
    assert desk.agreements(cp) == ()
    for kept in ("4 weeks", "10 working days"):
        desk.agree(AgreedFrequency(cp, name, kept, date(2026, 3, 20), "IRO", "Asked for by the family"))
    assert [a.repeat for a in desk.agreements(cp)] == ["4 weeks", "10 working days"]


def test_what_was_agreed_goes_with_the_deadlines_it_governs(desk: Desk, cp: str) -> None:
    name, start = "stoke.cp.later-core-groups", date(2026, 3, 20)
    desk.record(EventDraft(cp, "core_group", date(2026, 3, 19)))
    assert all(d.agreed == "" for d in desk.calendar(cp).deadlines)
    desk.agree(AgreedFrequency(cp, name, "1 weeks", start, "Ivy Lane, IRO", "Bruising seen"))
    rows = find(desk.calendar(cp).deadlines, name)
    said = "every week from Fri 20 Mar 2026, agreed by Ivy Lane, IRO: Bruising seen"
    assert rows and {d.agreed for d in rows if d.state in ("due", "projected")} == {said}
    assert any("agreed by Ivy Lane, IRO (Bruising seen)" in words for words in rows[0].why)
    assert any("governs: every week from" in words for words in rows[0].why)


# --- the caseload ------------------------------------------------------------------------------------------------


def test_a_row_says_what_is_open_seen_due_and_overdue(desk: Desk, cp: str) -> None:
    desk.record(EventDraft(cp, "visit", date(2026, 3, 2), {"plan": ("cp",), "seen": True, "alone": True}))
    desk.record(EventDraft(cp, "visit", date(2026, 3, 9), {"plan": ("cp",), "seen": True}))
    desk.record(EventDraft(cp, "visit", date(2026, 3, 12), {"plan": ("cp",), "failed": True}))
    desk.record(EventDraft(cp, "visit", date(2026, 3, 30), {"plan": ("cp",), "seen": True}, planned=True))
    (row,) = desk.caseload()
    assert (row.name, row.age, row.family, row.worker) == ("Ada Quill", "6", "Quill", "Ros Adeyemi")
    assert row.plans == ("Child protection",) and row.authority_name == "Stoke-on-Trent"
    assert (row.last_seen, row.last_seen_alone) == (date(2026, 3, 9), date(2026, 3, 2))
    calendar = desk.calendar(cp)
    assert row.overdue == sum(d.state == "overdue" and not d.governed_by for d in calendar.deadlines) > 0
    coming = next(d for d in calendar.deadlines if d.key == row.next_key)
    assert (coming.due, coming.says, coming.state) == (row.next_due, row.next_says, row.next_state)
    free = [d for d in calendar.deadlines if d.due and not d.governed_by]
    oldest = min(day_of(d.due) for d in free if d.state == "overdue" and d.due)
    assert (coming.state, day_of(row.next_due or date.max)) == ("overdue", oldest)
    detail = desk.child(cp)
    assert (detail.last_seen, detail.last_seen_alone) == (row.last_seen, row.last_seen_alone)
    assert [(e.name, e.ended) for e in detail.episodes][:2] == [("cp", None), ("case", None)]


def test_what_is_next_is_the_oldest_overdue_then_the_earliest_due_then_the_earliest_projected(
    desk: Desk, cp: str
) -> None:
    one = next(d for d in desk.calendar(cp).deadlines if d.due)
    made = {
        (state, day): replace(one, state=state, due=date(2026, 3, day), governed_by="")
        for state, day in (
            ("projected", 1),
            ("due", 5),
            ("due", 4),
            ("overdue", 3),
            ("overdue", 2),
            ("met", 1),
        )
    }
    left = list(made.values())
    for wanted in (("overdue", 2), ("overdue", 3), ("due", 4), ("due", 5), ("projected", 1)):
        assert next_of(left) is made[wanted]
        left.remove(made[wanted])
    assert next_of(left) is None
    assert next_of([replace(made["overdue", 2], governed_by="x"), made["due", 5]]) is made["due", 5]


def test_children_without_events_and_unborn_ones_have_rows(desk: Desk) -> None:
    desk.add_child(child_form(given="", born=None, expected=date(2026, 5, 4)))
    desk.add_child(
        child_form(given="Cy", family_name="Ames", family="", born=date(2025, 12, 21), worker="Jo Ellis")
    )
    ames, quill = desk.caseload()
    assert (ames.name, ames.age, ames.plans, ames.next_due, ames.worker) == (
        "Cy Ames",
        "2 months",
        (),
        None,
        "Jo Ellis",
    )
    assert (quill.name, quill.age) == ("Baby Quill", "unborn, due 4 May 2026")


def test_progress_is_told_and_cancelling_stops(desk: Desk) -> None:
    for n in range(5):
        desk.add_child(child_form(given=f"C{n}"))
    told: list[tuple[int, int]] = []
    desk.caseload(lambda done, total: told.append((done, total)))
    assert told == [(n, 5) for n in range(1, 6)]
    with pytest.raises(Cancelled):
        desk.caseload(None, lambda: len(told) > 4)


def test_rows_are_computed_again_only_where_something_changed(
    desk: Desk, cp: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from services.usecases import caseload

    other = desk.add_child(child_form(given="Ben", family_name="Zed"))
    desk.record(EventDraft(other, "case_opened", date(2026, 3, 2)))
    first = desk.caseload()
    computed: list[str] = []
    real = caseload._compute

    def spy(office: object, child: object, source: object, now: datetime) -> object:
        computed.append(child.given)  # type: ignore[attr-defined]
        return real(office, child, source, now)  # type: ignore[arg-type]

    monkeypatch.setattr(caseload, "_compute", spy)
    assert desk.caseload() == first and computed == []
    desk.record(EventDraft(other, "visit", date(2026, 3, 18), {"seen": True}))
    assert desk.caseload()[1].last_seen == date(2026, 3, 18) and computed == ["Ben"]
    desk.save_own_days([OwnDay(date(2026, 3, 25), "Flood", "closure")])
    desk.caseload()
    assert computed == ["Ben", "Ada", "Ben"]
    clock.now += timedelta(days=1)
    desk.caseload()
    assert computed[3:] == ["Ada", "Ben"]


def test_two_hundred_children_are_read_with_a_handful_of_queries(desk: Desk) -> None:
    from sqlalchemy import event

    office, queries = desk._office, []
    with office.write() as c:
        from models.repositories import events as rows
        from models.repositories import people, records

        worker = people.worker_named(c, "W", "w", "W", office.stamp())
        content = {
            "given": "C", "known_as": "", "pronouns": "", "born": "2015-01-01", "expected": None, "facts": "{}",
            "authority": "stoke-on-trent", "reference": "", "family_id": None, "address": "", "languages": "",
            "note": "", "worker_id": worker, "removed": 0,
        }  # fmt: skip
        said = {"planned": 0, "attrs": "{}", "milestones": "{}", "removed": 0}
        for n in range(200):
            child = records.add(c, "child", {**content, "family_name": f"F{n:03}"}, "W", office.stamp())
            rows.add(c, child, {**said, "type": "case_opened", "at": "2026-01-05"}, (), "W", office.stamp())
    event.listen(office.store._engine, "before_cursor_execute", lambda *a: queries.append(a[2]))
    started = time.perf_counter()
    assert len(desk.caseload()) == 200
    assert time.perf_counter() - started < 20
    assert len([q for q in queries if q.startswith("SELECT")]) <= 8


def test_screens_may_ask_from_many_threads_while_others_record(desk: Desk, cp: str) -> None:
    failures: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for n in range(4):
                desk.record(
                    EventDraft(cp, "visit", date(2026, 3, 2 + n), CP, notes=(("Analysis", f"{number}.{n}"),))
                )
                desk.caseload()
                desk.calendar(cp)
                desk.child(cp)
        except BaseException as e:
            failures.append(e)

    threads = [threading.Thread(target=work, args=(i,)) for i in range(5)]
    for t in threads:
        t.start()
    for t in threads:
        t.join(120)
    assert failures == []
    assert sum(e.type == "visit" for e in desk.calendar(cp).events) == 20
    assert desk.check() == ()


def test_a_young_person_met_by_the_personal_adviser_was_seen(desk: Desk) -> None:
    young = desk.add_child(ChildForm("Macsen", "Hughes", born=date(2008, 2, 3), authority="stoke-on-trent"))
    desk.record(EventDraft(young, "adviser_contact", date(2026, 3, 10)))
    assert desk.child(young).last_seen is None  # a call is not a meeting
    desk.record(EventDraft(young, "adviser_contact", date(2026, 3, 12), {"face_to_face": True}))
    seen = desk.child(young)
    assert (seen.last_seen, seen.last_seen_alone) == (date(2026, 3, 12), None)
