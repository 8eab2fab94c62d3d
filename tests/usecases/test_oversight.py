"""Supervision, management oversight, the caseload's limits; audits of files and what follows from them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from services.usecases.around_commands import ConsentForm
from services.usecases.commands import EventDraft
from services.usecases.desk import Desk
from services.usecases.drafts import WORKER
from services.usecases.errors import InvalidInput
from services.usecases.oversight_results import (
    AuditAnswer,
    AuditForm,
    Decision,
    Discussion,
    SessionForm,
)
from services.usecases.results import Own
from tests.usecases.conftest import Clock, child_form
from tests.usecases.test_record import wheres

AT = datetime(2026, 3, 19, 14, 0)


def session(*discussions: Discussion, **more: object) -> SessionForm:
    return SessionForm(AT, discussions, **more)  # type: ignore[arg-type]


def talk(child: str, *decisions: Decision) -> Discussion:
    return Discussion(child, (("What was discussed", "How Ada is at school"),), decisions)


RING = Decision("Ring the school", "Ros Adeyemi", date(2026, 3, 27))


# --- supervision -----------------------------------------------------------------------------------------------------
def test_a_session_is_a_record_of_each_child_and_of_the_worker(desk: Desk, ada: str) -> None:
    ben = desk.add_child(child_form(given="Ben"))
    ids = desk.oversight.record(session(talk(WORKER), talk(ada, RING), talk(ben), with_whom="Jo Ellis"))
    assert len(ids) == 3
    (own,) = desk.oversight.sessions(WORKER)
    (first,) = desk.oversight.sessions(ada)
    assert own.event.attrs == {"kind": "worker"} and first.event.attrs == {"kind": "case"}
    notes = dict(first.event.notes)
    assert notes["Who was there"] == "Jo Ellis"
    assert notes["What was discussed"] == "How Ada is at school"
    assert [(d.what, d.who, d.by) for d in first.decisions] == [("Ring the school", "Ros Adeyemi", RING.by)]
    assert desk.oversight.sessions(ben)[0].decisions == ()
    assert first.event.milestones == {"recorded": date(2026, 3, 20)}  # on the child's file from today


def test_a_session_is_undone_whole(desk: Desk, ada: str) -> None:
    desk.oversight.record(session(talk(WORKER, RING), talk(ada, RING)))
    assert desk.undo() == "Recording of “Supervision”"
    assert desk.oversight.sessions(WORKER) == () and desk.oversight.sessions(ada) == ()
    assert desk.oversight.agenda(ada).actions == () and desk.oversight.agenda(WORKER).actions == ()


def test_a_session_says_who_and_by_when(desk: Desk, ada: str) -> None:
    empty, vague = Discussion(ada), talk(ada, Decision("", "", None))
    assert wheres(lambda: desk.oversight.record(session(empty))) == ["discussions[0].notes"]
    assert wheres(lambda: desk.oversight.record(session(vague))) == [
        "discussions[0].decisions[0].what",
        "discussions[0].decisions[0].who",
        "discussions[0].decisions[0].by",
    ]
    assert wheres(lambda: desk.oversight.record(session())) == ["discussions"]
    assert desk.oversight.sessions(ada) == ()


def test_oversight_is_recorded_with_who_and_what_it_was_about(desk: Desk, ada: str) -> None:
    desk.record(EventDraft(ada, "allocated", date(2026, 3, 16)))
    form = session(talk(ada, RING), oversight=True, by="team_manager", scope="allocation_directions")
    desk.oversight.record(form)
    (found,) = desk.oversight.sessions(ada)
    assert found.title == "Management oversight"
    assert found.event.attrs == {"by": "team_manager", "scope": "allocation_directions"}
    met = [d for d in desk.calendar(ada).deadlines if d.standard == "stoke.caseload.directions-at-allocation"]
    assert [d.state for d in met] == ["late"]
    assert wheres(lambda: desk.oversight.record(session(talk(WORKER), oversight=True))) == ["discussions"]


def test_the_agenda_holds_what_is_overdue_what_is_due_and_what_was_decided(desk: Desk, ada: str) -> None:
    desk.record(EventDraft(ada, "referral_received", date(2026, 2, 9)))
    desk.record(EventDraft(ada, "icpc", date(2026, 2, 27), {"outcome": "cp_plan"}))
    desk.oversight.record(session(talk(ada, RING, replace(RING, what="Read the file"))))
    agenda = desk.oversight.agenda(ada)
    assert agenda.last is not None and len(agenda.last.decisions) == 2
    assert any(i.key.startswith("stoke.cp.first-core-group") and i.late for i in agenda.overdue)
    assert agenda.ahead and all(i.due and i.due <= agenda.next_session for i in agenda.ahead)  # type: ignore[operator]
    assert sorted(i.text for i in agenda.actions) == ["Read the file", "Ring the school"]
    assert agenda.next_session == date(2026, 4, 20) and not agenda.next_is_booked
    desk.record(EventDraft(ada, "supervision", date(2026, 4, 2), {"kind": "case"}, planned=True))
    agenda = desk.oversight.agenda(ada)
    assert agenda.next_session == date(2026, 4, 2) and agenda.next_is_booked


def test_the_children_to_talk_about_are_ones_own_and_open(desk: Desk, ada: str) -> None:
    desk.add_child(child_form(given="Ben", worker="Jo Ellis"))
    cy = desk.add_child(child_form(given="Cy"))
    desk.record(EventDraft(cy, "case_opened", date(2026, 1, 5)))
    desk.record(EventDraft(cy, "case_closed", date(2026, 3, 1)))
    desk.oversight.record(session(talk(ada)))
    (line,) = desk.oversight.children()
    assert (line.child_id, line.discussed) == (ada, AT.date())
    desk.record(EventDraft(cy, "referral_received", date(2026, 3, 10)))
    assert {each.child_id for each in desk.oversight.children()} == {ada, cy}


def test_limits_are_held_against_the_caseload_of_ones_own_team(desk: Desk) -> None:
    assert desk.oversight.limits() == ()  # Stoke-on-Trent sets none
    own = Own("Ros Adeyemi", "social_worker", "tower-hamlets", {"team": "looked_after"})
    desk.save_own(own)
    for n in range(16):
        desk.add_child(child_form(given=f"Child {n}", authority="tower-hamlets"))
    found = {limit.standard: limit for limit in desk.oversight.limits()}
    assert (found["th.caseload.cla-15"].held, found["th.caseload.cla-15"].passed) == (16, True)
    assert not found["th.caseload.ai-18"].passed
    assert not found["th.caseload.ai-18"].mine
    desk.save_own(replace(own, settings={}))
    assert not any(limit.mine for limit in desk.oversight.limits())  # it is not told which team


# --- audits -----------------------------------------------------------------------------------------------------------
def audit(child: str, *answers: AuditAnswer, **more: object) -> AuditForm:
    given = {"auditor": "Jo Ellis", "overall": "Sound work", "draft": False}
    return AuditForm(child, date(2026, 3, 18), "stoke-on-trent", answers=answers, **(given | more))  # type: ignore[arg-type]


ALONE = "stoke.audit.t2-seeing-the-child-alone"
BEDROOM = "stoke.audit.t3-childs-bedroom"


def test_the_form_is_the_six_tables(desk: Desk, ada: str) -> None:
    tables = desk.audits.tables(ada)
    assert len(tables.tables) == 6 and not tables.borrowed
    assert all(r.acceptable and r.unacceptable for t in tables.tables for r in t.rows)
    other = desk.add_child(child_form(given="Ben", authority="oldham"))
    assert desk.audits.tables(other).borrowed and desk.audits.tables(other).authority == "stoke-on-trent"


def test_a_draft_becomes_a_finished_audit_with_actions_and_an_event(desk: Desk, ada: str) -> None:
    wanting = AuditAnswer(BEDROOM, "unacceptable", "Not seen since May", "See the bedroom")
    saved = desk.audits.save(audit(ada, wanting, draft=True))
    assert [e.type for e in desk.calendar(ada).events] == []
    assert wheres(lambda: desk.audits.save(audit(ada, wanting), saved)) == [
        f"answers[{BEDROOM}].who",
        f"answers[{BEDROOM}].by",
    ]
    whole = replace(wanting, who="Ros Adeyemi", by=date(2026, 3, 25))
    desk.audits.save(audit(ada, whole, AuditAnswer(ALONE, "acceptable", "Each visit")), saved)
    (kept,) = desk.audits.of_child(ada)
    assert kept.id == saved and not kept.draft and kept.amended == 1 and kept.count("unacceptable") == 1
    (event,) = desk.calendar(ada).events
    assert event.type == "case_audit" and "1 acceptable, 0 mixed, 1 unacceptable" in event.notes[0][1]
    assert [(i.text, i.detail) for i in desk.oversight.agenda(ada).actions] == [
        ("See the bedroom", "Ros Adeyemi")
    ]
    desk.undo()
    assert desk.audits.one(saved).draft and desk.calendar(ada).events == ()
    assert desk.oversight.agenda(ada).actions == ()


def test_a_follow_up_that_is_reworded_changes_its_action(desk: Desk, ada: str) -> None:
    first = AuditAnswer(BEDROOM, "unacceptable", "", "See the bedroom", "Ros", date(2026, 3, 25))
    saved = desk.audits.save(audit(ada, first))
    desk.audits.save(audit(ada, replace(first, follow_up="See both bedrooms")), saved)
    assert [i.text for i in desk.oversight.agenda(ada).actions] == ["See both bedrooms"]
    assert len(desk.calendar(ada).events) == 1  # audited once


def test_an_audit_refuses_what_cannot_be_right(desk: Desk, ada: str) -> None:
    strange = AuditAnswer("stoke.audit.t9", "splendid")
    assert wheres(lambda: desk.audits.save(audit(ada, strange, auditor=" "))) == [
        "auditor",
        "answers[stoke.audit.t9]",
        "answers[stoke.audit.t9].judgement",
    ]
    assert wheres(lambda: desk.audits.save(audit(ada))) == ["answers"]
    with pytest.raises(InvalidInput):
        desk.audits.save(replace(audit(ada, AuditAnswer(ALONE, "acceptable")), at=date(2026, 4, 1)))


def test_results_over_time_are_by_theme_for_one_child_and_for_all(desk: Desk, ada: str, clock: Clock) -> None:
    ben = desk.add_child(child_form(given="Ben"))
    desk.audits.save(replace(audit(ada, AuditAnswer(ALONE, "unacceptable")), at=date(2026, 1, 5)))
    desk.audits.save(audit(ada, AuditAnswer(ALONE, "acceptable"), AuditAnswer(BEDROOM, "not_seen")))
    desk.audits.save(audit(ben, AuditAnswer(ALONE, "mixed")))
    desk.audits.save(audit(ben, AuditAnswer(ALONE, "acceptable"), draft=True))
    mine, every = desk.audits.results(ada), desk.audits.results()
    assert (mine.audits, every.audits, every.children) == (2, 3, 2)
    (table,) = mine.tables  # a line that could not be seen counts for nothing
    assert [(p.at, p.acceptable, p.judged) for p in table.points] == [
        (date(2026, 1, 5), 0, 1),
        (date(2026, 3, 18), 1, 1),
    ]
    theme = next(t for t in every.tables[0].themes if t.row == ALONE)
    assert (theme.acceptable, theme.mixed, theme.unacceptable) == (1, 1, 1)


def test_what_an_audit_said_before_stays_readable(desk: Desk, ada: str) -> None:
    saved = desk.audits.save(audit(ada, AuditAnswer(ALONE, "mixed", "Twice this year"), draft=True))
    desk.audits.save(audit(ada, AuditAnswer(ALONE, "acceptable", "Each month")), saved)
    new, old = desk.audits.history(saved)
    assert dict(old.said)["Seeing the child alone"] == "mixed. Twice this year"
    assert dict(new.said)["State"] == "Finished" and dict(old.said)["State"] == "Draft"


def test_the_agenda_names_consent_that_runs_out(desk: Desk, ada: str) -> None:
    for agency, until in (("School", date(2026, 4, 2)), ("Surgery", date(2027, 4, 2))):
        desk.sharing.save_consent(
            ConsentForm(ada, "Dana", "information_sharing", "", agency, given=date(2026, 1, 5), until=until)
        )
    (told,) = desk.oversight.agenda(ada).consents
    assert told.startswith("Runs out on 2 April 2026: consent of Dana") and "School" in told
    assert desk.oversight.agenda("worker").consents == ()


def test_the_agenda_asks_after_what_the_plan_says_will_be_done(desk: Desk, ada: str) -> None:
    from services.usecases.commands import ActionForm, OutcomeForm, PlanForm

    late = ActionForm("A lamp for the landing", "Joan Oduya", date(2026, 3, 2))
    done = ActionForm("A key of her own", "Joan Oduya", date(2026, 3, 1), done=date(2026, 3, 1))
    plan = PlanForm(
        ada, "care", date(2026, 2, 20), outcomes=(OutcomeForm("Sleep", "Sleeps", (late, done)),), draft=False
    )
    desk.save_plan(plan)
    (item,) = desk.oversight.agenda(ada).actions
    assert (item.text, item.detail, item.late) == ("A lamp for the landing", "Joan Oduya, Care plan", True)
