"""Early help from the first telephone call to closure: two children, a change of worker, Westmorland and Furness."""

from __future__ import annotations

from datetime import date, datetime

from services.usecases.privacy import THIRD_PARTY
from services.usecases.results import Own
from tests.ui.stories.conftest import Begin
from tests.ui.stories.living import every_section_opens, keeps_private, reads_well

VOICE, HOW = "The child's voice, in their words", "How the child presented"
SAM = Own("Sam Okafor", "family_worker", "westmorland-and-furness", {"team": "early_help"})


def test_early_help_from_the_first_call_to_closure(begin: Begin) -> None:
    life = begin(SAM, date(2026, 3, 2))
    ellie = life.add_child("Ellie", "Bright", born=date(2017, 5, 12), family="Bright", reference="WF-1001",
                           address="3 Quay Street, Ulverston")  # fmt: skip
    jonah = life.add_child("Jonah", "Bright", born=date(2021, 2, 3), family="Bright", reference="WF-1002")
    life.open(ellie)
    life.add_person(
        "Tessa Bright", "mother", contact="01632 960111", parental_responsibility=True, shares=[jonah]
    )
    life.add_person("Lee Bright", "father", address="17 Larkfield Gardens, Barrow", protected=True)
    life.add_person("Mrs Aziz", "class teacher", "professional", contact="school@example.org")

    # Monday 2 March: a call from school. The chronology is begun the same day; a summary is due in a week: 9 March.
    call = {"Who got in touch, and what they said": "Mrs Aziz: Ellie comes to school hungry and late."}
    life.record(
        "referral_received", attrs={"to": "targeted_early_help", "kind": "new"}, also=[jonah], notes=call
    )
    life.record("case_opened", also=[jonah])
    life.shows("wf.chron.start", date(2026, 3, 2), "due")
    life.shows("wf.sum.first", date(2026, 3, 9), "due")
    life.section("chronology").done.click()
    life.settle()
    life.shows("wf.chron.start", date(2026, 3, 2), "met")
    life.shows("wf.chron.update", date(2026, 5, 25), "due")  # 12 weeks: 2 March and 84 days

    # Tuesday 3 March: early help is decided. Ten working days from the 4th: 4, 5, 6; 9 to 13; 16, 17 March.
    life.on(date(2026, 3, 3))
    life.record("referral_decision", attrs={"outcome": "early_help"}, also=[jonah])
    life.shows("wf.eh.visit-after-decision", date(2026, 3, 17), "due")

    # Wednesday 4 March: allocated. First contact in two working days: 5, 6 March; a visit in ten: 18 March.
    life.on(date(2026, 3, 4))
    life.record("early_help_started", attrs={"level": "targeted"}, also=[jonah])
    life.record("allocated", attrs={"team": "early_help"}, also=[jonah])
    life.shows("wf.eh.first-contact", date(2026, 3, 6), "due")
    life.shows("wf.eh.visit-after-allocation", date(2026, 3, 18), "due")
    life.overnight()

    life.on(date(2026, 3, 5))
    life.record("family_contact", datetime(2026, 3, 5, 10, 15), {"by": "telephone"}, also=[jonah])
    life.shows("wf.eh.first-contact", date(2026, 3, 6), "met")

    # Monday 9 March: the first visit, typed once for both. What is Jonah's stays Jonah's.
    life.on(date(2026, 3, 9))
    visit = life.record(
        "visit", datetime(2026, 3, 9, 15, 40), {"plan": ("early_help",), "seen": True, "alone": True}, also=[jonah],
        notes={"Who was there": "Tessa, Ellie, Jonah."},
        own={
            "": {VOICE: "“I make the packed lunches.”", HOW: "Ellie showed me the kitchen, proud and tired.",
                 THIRD_PARTY: "The neighbour's son was arrested on Friday night."},
            jonah: {VOICE: "“My bed is cold.”", HOW: "Jonah wets the bed and is ashamed of it."},
        },
        steps=[("Ring the food bank", "Sam Okafor", date(2026, 3, 11))],
    )  # fmt: skip
    life.shows("wf.eh.visit-after-decision", date(2026, 3, 17), "met")
    life.shows("wf.eh.visit-after-allocation", date(2026, 3, 18), "met")
    life.record("assessment_started", attrs={"kind": "early_help"}, also=[jonah])
    # 35 working days from 10 March; Good Friday (3 April) and Easter Monday (6 April) are none: 29 April.
    life.shows("wf.eh.assessment", date(2026, 4, 29), "due")
    life.summary(h0="Ellie is eight, loves maths, and looks after her brother.")
    life.shows("wf.sum.first", date(2026, 3, 9), "met")
    assert dict(life.event(visit).notes)[VOICE] == "“I make the packed lunches.”"

    # A fortnight on from the visit: 23 March. The contact comes two days late.
    life.on(date(2026, 3, 24))
    life.shows("wf.eh.contact-fortnightly", date(2026, 3, 23), "overdue")
    life.on(date(2026, 3, 25))
    life.record("family_contact", attrs={"by": "telephone"}, also=[jonah])
    life.shows("wf.eh.contact-fortnightly", date(2026, 3, 23), "late")
    life.shows("wf.eh.contact-fortnightly", date(2026, 4, 8), "due")

    life.on(date(2026, 4, 8))
    life.record("visit", attrs={"plan": ("early_help",), "seen": True}, also=[jonah])
    life.on(date(2026, 4, 22))
    life.record("visit", attrs={"plan": ("early_help",), "seen": True}, also=[jonah])

    # The assessment a day early, and the team around the family two days later; the plan goes out in five days: 5 May.
    life.on(date(2026, 4, 28))
    life.record("assessment_completed", attrs={"kind": "early_help"}, also=[jonah],
                notes={"What is known (fact)": "Tessa works nights and sleeps when the children come home.",
                       "Analysis": "Ellie is a young carer in all but name.",
                       "Conclusion and recommendation": "An early help plan, and a young carers' group."})  # fmt: skip
    life.shows("wf.eh.assessment", date(2026, 4, 29), "met")
    life.on(date(2026, 4, 30))
    life.record("taf_meeting", datetime(2026, 4, 30, 14), also=[jonah])
    life.shows("wf.eh.plan-copy", date(2026, 5, 5), "due")
    life.plan(
        "early_help", {"worries": "Ellie does what adults should do.", "strengths": "Tessa wants help."},
        [{"need": "Breakfast and bedtime", "outcome": "Ellie comes to school fed and on time",
          "actions": [("Breakfast club every school day", "Mrs Aziz", date(2026, 5, 11)),
                      ("Ask for day shifts", "Tessa Bright", date(2026, 5, 29))]}],
        review=date(2026, 6, 25),
    )  # fmt: skip
    life.on(date(2026, 5, 4))
    life.give_plan("Tessa Bright", "Ellie Bright", "Mrs Aziz")
    life.shows("wf.eh.plan-copy", date(2026, 5, 5), "met")
    for day in (date(2026, 5, 6), date(2026, 5, 20)):
        life.on(day)
        life.record("visit", attrs={"plan": ("early_help",), "seen": True, "alone": True}, also=[jonah])
    life.on(date(2026, 5, 22))
    life.section("chronology").done.click()
    life.settle()
    life.shows("wf.chron.update", date(2026, 5, 25), "met")

    # 1 June: another worker. A summary is due on the day of the change.
    life.on(date(2026, 6, 1))
    life.change_child(worker="Priya Nair")
    life.record("worker_changed", also=[jonah])
    life.shows("wf.sum.transfer", date(2026, 6, 1), "due")
    life.summary(h4="Ellie has had breakfast every day for three weeks.")
    life.shows("wf.sum.transfer", date(2026, 6, 1), "met")
    life.overnight()
    for day in (date(2026, 6, 3), date(2026, 6, 17)):
        life.on(day)
        life.record("visit", attrs={"plan": ("early_help",), "seen": True}, also=[jonah])
    life.on(date(2026, 6, 25))
    life.review_plan("Breakfast is settled; Tessa works days.", date(2026, 9, 24))

    # 30 June: closed, with a last summary and a letter; nothing more is asked for.
    life.on(date(2026, 6, 30))
    life.supervise("Jo Ellis", "The plan has worked; close after a last visit.",
                   ("Write to school", "Priya Nair", date(2026, 7, 3)))  # fmt: skip
    life.letter(
        "closing_family",
        "Tessa Bright",
        "Dear Tessa,\n\nThank you for all you have done. You can ring us again.",
    )
    life.end_plan("Ellie is fed, on time, and a child again.")
    life.summary(h4="The plan has done its work.")
    page = life.ending("closure")
    life.finish(page)
    life.shows("wf.sum.closure", date(2026, 6, 30), "met")
    states = {
        d.state for d in life.screen.model.data.calendar.deadlines if d.due and d.due != date(2026, 6, 30)
    }
    assert not states & {"projected"}, "nothing lies ahead of a closed case"

    # Everything there is on paper.
    every_section_opens(life)
    found = life.print_everything()
    reads_well(found)
    assert found["chronology"].index("Early help ended") < found["chronology"].index("Case closed")
    keeps_private(found, "wets the bed", "My bed is cold", "Larkfield", "arrested on Friday")
    assert "Early help plan reviewed, version 2" in found["chronology"]
    assert "from Sam Okafor to Priya Nair" in found["chronology"]
    assert "Ellie comes to school fed and on time" in found["plan 0"]
    assert "Breakfast club" in found["family page 0"]
    assert "packed lunches" in found["record"]
