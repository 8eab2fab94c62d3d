"""From a referral to child protection to step-down: two children, a transfer, Stoke-on-Trent."""

from __future__ import annotations

from datetime import date, datetime

from services.usecases.privacy import THIRD_PARTY
from services.usecases.results import Own
from tests.ui.stories.conftest import Begin
from tests.ui.stories.living import Life, every_section_opens, keeps_private, reads_well

VOICE, HOW = "The child's voice, in their words", "How the child presented"
ROS = Own("Ros Adeyemi", "social_worker", "stoke-on-trent", {"team": "assessment", "stage": "experienced"})


def family(life: Life) -> tuple[str, str]:
    amara = life.add_child("Amara", "Marlow", born=date(2015, 9, 9), family="Marlow", reference="ST-3001",
                           address="8 Kiln Row, Hanley")  # fmt: skip
    tobi = life.add_child("Tobi", "Marlow", born=date(2022, 1, 20), family="Marlow", reference="ST-3002")
    life.open(amara)
    life.add_person(
        "Grace Marlow", "mother", parental_responsibility=True, contact="01632 960222", shares=[tobi]
    )
    life.add_person("Ade Cole", "father's partner", third_party=True, contact="01632 960333")
    life.add_person("Hope Marlow", "aunt", address="Flat 9, Harrow Court, Stone", protected=True)
    life.add_person("Mr Bloor", "head teacher", "professional", contact="office@example.org")
    return amara, tobi


def test_from_a_referral_to_child_protection_to_step_down(begin: Begin) -> None:
    life = begin(ROS, date(2026, 9, 7))
    amara, tobi = family(life)
    both = [tobi]

    # Monday 7 September 2026: referred and opened. An assessment in 45 working days, nine weeks of five: 9 November.
    call = {"Who got in touch, and what they said": "Mr Bloor: Amara came in with a marked wrist."}
    asked = {"to": "social_care", "kind": "new"}
    life.record("referral_received", datetime(2026, 9, 7, 11, 20), asked, also=both, notes=call)
    life.record("case_opened", also=both)
    life.shows("stoke.assess.cfa-45wd", date(2026, 11, 9), "due")
    life.shows("stoke.chron.start-at-opening", date(2026, 9, 7), "due")
    life.shows("stoke.consent.each-episode", date(2026, 9, 7), "due")
    page = life.section("sharing")
    page.consents.add.click()
    dialog = life.opened[-1]
    dialog.whose.setEditText("Grace Marlow")
    dialog.agency.setEditText("Hill Street School")
    life.save(dialog)
    life.shows("stoke.consent.each-episode", date(2026, 9, 7), "met")
    life.section("chronology").done.click()
    life.settle()
    life.shows("stoke.chron.start-at-opening", date(2026, 9, 7), "met")

    life.on(date(2026, 9, 8))
    life.record("allocated", attrs={"team": "assessment"}, also=both)
    life.shows("stoke.caseload.directions-at-allocation", date(2026, 9, 8), "due")
    life.record(
        "management_review", attrs={"by": "team_manager", "scope": "allocation_directions"}, also=both
    )
    life.shows("stoke.caseload.directions-at-allocation", date(2026, 9, 8), "met")

    # Wednesday 9 September: a strategy discussion. A conference in 15 working days:
    # 10, 11; 14 to 18; 21 to 25; 28, 29, 30 September.
    life.on(date(2026, 9, 9))
    life.record("strategy_discussion", datetime(2026, 9, 9, 10), {"outcome": "s47"}, also=both,
                notes={"What led to the concern": "A marked wrist, and a story that changed.",
                       "Analysis of risk": "Somebody at home hurts her and she protects them."})  # fmt: skip
    life.record("s47_started", datetime(2026, 9, 9, 12), also=both)
    life.shows("stoke.cp.icpc", date(2026, 9, 30), "due")
    life.shows("stoke.cp.strategy-before-s47", date(2026, 9, 9), "met")

    # Thursday 10 September: both seen at school, apart. Recorded in two working days: by Monday the 14th.
    life.on(date(2026, 9, 10))
    visit = life.record(
        "visit", datetime(2026, 9, 10, 14), {"plan": ("s47",), "seen": True, "alone": True}, also=both,
        own={"": {VOICE: "“He gets cross when I am slow.”", HOW: "Watchful; held her sleeve down.",
                  THIRD_PARTY: "Ade Cole is on bail for something that has nothing to do with the children."},
             tobi: {VOICE: "Tobi plays at hiding.", HOW: "Old bruises on both of Tobi's shins."}},
        steps=[("Ask for a medical", "Ros Adeyemi", date(2026, 9, 11))],
    )  # fmt: skip
    assert life.event(visit).milestones["recorded"] == datetime(2026, 9, 10, 17)
    life.shows("stoke.visit.recorded", date(2026, 9, 14), "met")
    conference = life.record("icpc", datetime(2026, 9, 30, 13, 30), booked=True, also=both)
    life.shows("stoke.cp.report-family-icpc", date(2026, 9, 27), "due")  # three days before
    life.shows("stoke.cp.report-chair-a", date(2026, 9, 25), "due")  # three working days before: 29, 28, 25

    life.on(date(2026, 9, 25))
    life.record("s47_completed", attrs={"outcome": "conference"}, also=both,
                notes={"What was found (fact)": "Ade Cole grips her wrist when she is slow.",
                       "Decision and reasons": "A conference: the harm is likely to go on."})  # fmt: skip
    life.record("assessment_completed", attrs={"kind": "child_and_family"}, also=both)
    life.amend(conference, report_shared=date(2026, 9, 25), report_sent=date(2026, 9, 25))
    life.shows("stoke.assess.cfa-45wd", date(2026, 11, 9), "met")
    life.shows("stoke.cp.report-family-icpc", date(2026, 9, 27), "met")
    life.shows("stoke.cp.report-chair-a", date(2026, 9, 25), "met")
    life.overnight()

    # Wednesday 30 September: the conference. Decisions in two working days: 2 October; the outline plan in 48 hours;
    # a core group in ten working days: 1, 2; 5 to 9; 12, 13, 14 October; a review in three months: 30 December.
    life.on(date(2026, 9, 30))
    life.amend(conference, {"outcome": "cp_plan"}, happened=True)
    life.shows("stoke.cp.icpc", date(2026, 9, 30), "met")
    life.shows("stoke.cp.outline-plan-2wd-a", date(2026, 10, 2), "due")
    life.shows("stoke.cp.outline-plan-48h", datetime(2026, 10, 2, 13, 30), "due")
    life.shows("stoke.cp.first-core-group", date(2026, 10, 14), "due")
    life.shows("stoke.cp.visit", date(2026, 10, 14), "due")
    life.shows("stoke.cp.first-review", date(2026, 12, 30), "due")

    life.on(date(2026, 10, 1))
    life.plan(
        "child_protection", {"worries": "Amara is hurt when she is slow.", "strengths": "Grace rang us herself.",
                             "bottom_lines": "If Ade is in the house, the children go to their aunt."},
        [{"need": "Being safe at home", "outcome": "Nobody lays a hand on Amara",
          "actions": [("Ade lives elsewhere", "Grace Marlow", date(2026, 10, 2)),
                      ("Amara and Grace see the family worker every week", "Ros Adeyemi", date(2026, 12, 14))]}],
        review=date(2026, 12, 14),
    )  # fmt: skip
    life.give_plan("Grace Marlow", "Mr Bloor")
    life.amend(conference, decisions_sent=date(2026, 10, 1))
    life.shows("stoke.cp.outline-plan-48h", datetime(2026, 10, 2, 13, 30), "met")
    life.shows("stoke.cp.outline-plan-2wd-a", date(2026, 10, 2), "met")

    # The first core group in time, its plan sent a day late: two working days to update (14th), five to send (19th).
    life.on(date(2026, 10, 12))
    group = life.record("core_group", datetime(2026, 10, 12, 10), {"kind": "initial"}, also=both)
    life.shows("stoke.cp.first-core-group", date(2026, 10, 14), "met")
    life.shows("stoke.cp.core-group-plan-updated", date(2026, 10, 14), "due")
    life.shows("stoke.cp.core-group-plan-circulated", date(2026, 10, 19), "due")
    life.shows("stoke.cp.later-core-groups", date(2026, 11, 9), "due")
    life.on(date(2026, 10, 13))
    life.record("visit", attrs={"plan": ("cp",), "seen": True, "alone": True}, also=both)
    life.shows("stoke.cp.visit", date(2026, 10, 14), "met")
    life.on(date(2026, 10, 20))
    life.amend(group, plan_updated=date(2026, 10, 14), plan_sent=date(2026, 10, 20))
    life.shows("stoke.cp.core-group-plan-updated", date(2026, 10, 14), "met")
    life.shows("stoke.cp.core-group-plan-circulated", date(2026, 10, 19), "late")

    # Ten working days from the visit of the 13th end on 27 October: a failed visit meets nothing, the next is late.
    life.on(date(2026, 10, 27))
    life.record("visit", attrs={"plan": ("cp",), "failed": True}, also=both)
    life.shows("stoke.cp.visit", date(2026, 10, 27), "due")
    life.on(date(2026, 10, 29))
    life.shows("stoke.cp.visit", date(2026, 10, 27), "overdue")
    life.record(
        "visit", attrs={"plan": ("cp",), "seen": True, "alone": True, "bedroom_seen": True}, also=both
    )
    life.shows("stoke.cp.visit", date(2026, 10, 27), "late")
    for day in (date(2026, 11, 12), date(2026, 11, 26), date(2026, 12, 10)):  # ten working days each
        life.on(day)
        life.record("visit", attrs={"plan": ("cp",), "seen": True, "alone": True}, also=both)
        life.shows("stoke.cp.visit", day, "met")
    life.on(date(2026, 12, 14))
    life.record("core_group", date(2026, 11, 9), {"kind": "review"}, also=both)
    life.record("core_group", date(2026, 12, 7), {"kind": "review"}, also=both)
    life.record("review_conference", datetime(2026, 12, 14, 10), also=both,
                report_sent=date(2026, 12, 9), report_shared=date(2026, 12, 9))  # fmt: skip
    life.shows("stoke.cp.first-review", date(2026, 12, 30), "met")
    life.shows("stoke.cp.second-review", date(2027, 6, 14), "due")
    life.shows("stoke.cp.report-chair-b", date(2026, 12, 9), "met")  # 11, 10, 9 December
    life.review_plan("Ade has moved out; Amara talks at school.", date(2027, 3, 8))
    life.summary(h0="Amara is eleven. She sings when she feels safe.")

    # 11 January 2027: handed on to another team, with the chronology brought up to date three days before.
    life.on(date(2027, 1, 8))
    life.section("chronology").done.click()
    life.settle()
    life.on(date(2027, 1, 11))
    page = life.ending("transfer", "Jo Ellis, Family support team")
    life.finish(page)
    assert life.desk.child(amara).worker == "Jo Ellis"
    life.shows("stoke.transfer.chronology-two-weeks-a", date(2027, 1, 11), "met")
    life.overnight()

    # 8 March: stepped down to child in need. A first meeting in 15 working days, a visit in 20: Easter lies between
    # (Good Friday 26, Monday 29 March): 9 to 12; 15 to 19; 22 to 25; 30, 31 March; then 1, 2; 5, 6, 7 April.
    life.on(date(2027, 3, 8))
    life.record("review_conference", datetime(2027, 3, 8, 10), also=both)
    life.end_plan("Nobody has laid a hand on Amara for five months.")
    types = {e.type for e in life.screen.model.data.calendar.events}
    assert "cp_plan_ended" in types
    life.record("cin_decided", also=both)
    life.record("cin_plan_started", also=both)
    life.shows("stoke.cin.initial-meeting", date(2027, 3, 31), "due")
    life.shows("stoke.cin.visit", date(2027, 4, 7), "due")
    open_cp = [d.standard for d in life.screen.model.data.calendar.deadlines
               if d.standard.startswith("stoke.cp.visit") and d.state in ("due", "projected")]  # fmt: skip
    assert not open_cp, "child protection has ended"
    life.on(date(2027, 3, 24))
    life.record("cin_meeting", datetime(2027, 3, 24, 15), {"kind": "initial"}, also=both)
    life.shows("stoke.cin.initial-meeting", date(2027, 3, 31), "met")
    life.supervise("Jo Ellis", "The plan works because Grace works it.")
    life.letter(
        "transfer_family", "Grace Marlow", "Dear Grace,\n\nJo Ellis will be Amara's worker in my place."
    )

    life.audit("stoke.audit.t2-seeing-the-child-alone", "unacceptable", "Not seen alone since 10 December.",
               "See Amara alone at school", "Jo Ellis", date(2027, 4, 2))  # fmt: skip

    every_section_opens(life)
    found = life.print_everything()
    reads_well(found)
    keeps_private(found, "bruises on both", "plays at hiding", "Harrow Court", "on bail")
    told = found["chronology"]
    assert told.index("Strategy discussion") < told.index("Initial child protection conference")
    assert "Child protection plan reviewed, version 2" in told and "Jo Ellis" in told
    assert "He gets cross when I am slow" in found["record"]
    assert "Not seen alone since 10 December" in found["audit 0"]
    assert "Nobody lays a hand on Amara" in found["plan 0"] and "Chronology" in found["ending 0 pack"]
