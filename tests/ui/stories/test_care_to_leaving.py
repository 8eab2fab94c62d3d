"""From entry to care at 13 to leaving care at 21: a brother in care, a sister at home, two workers, Tower Hamlets."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from services.engine.facts import day_of
from services.usecases.privacy import THIRD_PARTY
from services.usecases.results import Own
from tests.ui.stories.conftest import Begin
from tests.ui.stories.living import Life, every_section_opens, keeps_private, reads_well

VOICE, HOW = "The child's voice, in their words", "How the child presented"
IMRAN = Own("Imran Sadiq", "social_worker", "tower-hamlets", {"team": "looked_after", "stage": "experienced"})
ADDRESS = "31 Marsh Wall Mews, Poplar"


def test_from_entry_to_care_to_leaving_care(begin: Begin) -> None:
    life = begin(IMRAN, date(2026, 4, 20))
    kai = life.add_child("Kai", "Rahman", born=date(2013, 3, 14), family="Rahman", reference="TH-77",
                         facts=["in_school"])  # fmt: skip
    lina = life.add_child("Lina", "Rahman", born=date(2018, 7, 2), family="Rahman", reference="TH-78")
    life.open(kai)
    life.add_person(
        "Shirin Rahman", "mother", parental_responsibility=True, contact="01632 960444", shares=[lina]
    )
    life.add_person(
        "Joan Oduya", "foster carer", "carer", contact="01632 960555", address=ADDRESS, protected=True
    )
    life.add_person("Dev Rahman", "cousin", third_party=True)
    life.add_fact("pen_picture", "Kai draws trains and knows every line by heart.")

    came_into_care(life)
    first_reviews(life)
    three_years(life)
    towards_leaving(life)
    eighteen_to_twenty_one(life, lina)

    every_section_opens(life)
    found = life.print_everything()
    reads_well(found)
    keeps_private(found, ADDRESS, "Marsh Wall", "Lina cries at night", "Dev owes money")
    told = found["chronology"]
    turns = (
        "Became looked after",
        "Placement started",
        "Permanent placement agreed",
        "Ceased to be looked after",
    )
    assert [told.index(t) for t in turns] == sorted(told.index(t) for t in turns)
    assert "Case transferred (from Imran Sadiq to Bea Lund)" in told and "adulthood" in told
    assert "Pathway plan drawn up" in told and "(to: adulthood)" in told
    fits_the_age(found)
    assert "Kai draws trains" in found["facts"]
    assert "I want to stay with Joan" in found["record"]
    assert "Joan Oduya" in found["genogram"]  # only her address is protected, and keeps_private looked for it


def fits_the_age(found: dict[str, str]) -> None:
    """Of somebody of twenty-one: the age then and now, and nobody with parental responsibility."""
    plans = [text for name, text in found.items() if name.startswith("plan ")]
    assert any("13 then, 21 now" in text and "Child Kai Rahman" in text for text in plans)
    assert all("21 now" in text and "Worker now Bea Lund" in text for text in plans)
    closing = found["ending 0 summary"]
    assert "Young person Kai Rahman" in closing and "back to us" in closing and "The child" not in closing
    assert "Parental responsibility" not in found["facts"]
    assert all("Child or young person" not in text for text in plans if "Pathway plan" in text)


def came_into_care(life: Life) -> None:
    """Monday 20 April 2026: Kai, thirteen, comes to a foster carer at his mother's request."""
    life.record("case_opened")
    life.record("became_looked_after", attrs={"reason": "section_20"},
                iro_notified=date(2026, 4, 20))  # fmt: skip
    life.record("placement_started", attrs={"kind": "foster"}, information_shared=date(2026, 4, 20))
    life.shows("th.cla.iro-told", date(2026, 4, 20), "met")
    life.shows("th.cla.carer-information", date(2026, 4, 20), "met")
    # Three days, and three working days: 21, 22, 23 April. Six weeks: 1 June.
    life.shows("th.cla.visit-first-3d", date(2026, 4, 23), "due")
    life.shows("th.cla.visit-first-3wd", date(2026, 4, 23), "due")
    life.shows("th.cla.visit-6w", date(2026, 6, 1), "due")
    # Twenty working days without the May bank holiday (4th): 21 to 24; 27 to 1; 5 to 8; 11 to 15; 18, 19 May.
    life.shows("th.entry.iha-20wd", date(2026, 5, 19), "due")
    life.shows("th.cla.pep-20wd", date(2026, 5, 19), "due")
    life.shows("th.entry.review-20wd", date(2026, 5, 19), "due")
    life.shows("th.entry.pep-20d", date(2026, 5, 10), "due")  # twenty days: a Sunday
    life.shows("th.cla.care-plan-10wd", date(2026, 5, 5), "due")  # 21 to 24, 27 to 1, then the 5th
    life.shows("th.entry.s20-12w", date(2026, 7, 13), "due")  # 84 days
    life.overnight()

    life.on(date(2026, 4, 22))
    life.record(
        "visit", datetime(2026, 4, 22, 16), {"plan": ("cla",), "seen": True, "alone": True, "place": "placement"},
        notes={VOICE: "“I want to stay with Joan, and I want Lina to have my trains.”", HOW: "Quiet, then funny.",
               THIRD_PARTY: "Dev owes money to people who come to the flat."},
        steps=[("Bring the trains", "Imran Sadiq", date(2026, 4, 25))],
    )  # fmt: skip
    life.shows("th.cla.visit-first-3wd", date(2026, 4, 23), "met")
    life.record("health_assessment_requested")
    life.shows("th.entry.iha-request-4d", date(2026, 4, 24), "met")
    life.on(date(2026, 5, 5))
    life.plan(
        "care", {"worries": "Home is not safe while people come for money.", "strengths": "Mother and son talk daily.",
                 "child_views": "To stay with Joan and see Lina every week."},
        [{"need": "A home to grow up in", "outcome": "Kai lives with Joan and knows for how long",
          "actions": [("Lina and Kai meet every Saturday", "Joan Oduya", date(2026, 5, 9))]}],
        review=date(2026, 5, 18),
    )  # fmt: skip
    life.shows("th.cla.care-plan-10wd", date(2026, 5, 5), "met")


def first_reviews(life: Life) -> None:
    """The first review in time, the health assessment two days late, the second review with a plan for permanence."""
    life.on(date(2026, 5, 8))
    life.record("pep", attrs={"kind": "initial"})
    life.shows("th.entry.pep-20d", date(2026, 5, 10), "met")
    life.shows("th.cla.pep-20wd", date(2026, 5, 19), "met")
    life.shows("th.cla.pep-6m", date(2026, 11, 8), "due")
    # An assessment in 15 working days: 21 to 24; 27 to 1; 5 to 8; 11, 12 May.
    life.on(date(2026, 5, 11))
    life.shows("th.cla.assessment-15wd", date(2026, 5, 12), "due")
    life.record("assessment_completed", attrs={"kind": "child_and_family"},
                notes={"What is known (fact)": "People come to the flat for money that is owed.",
                       "Conclusion and recommendation": "Kai stays with Joan while the court decides."})  # fmt: skip
    life.shows("th.cla.assessment-15wd", date(2026, 5, 12), "met")
    life.on(date(2026, 5, 18))
    life.record("permanence_meeting")
    life.record("cla_review", datetime(2026, 5, 18, 15), report_sent=date(2026, 5, 12))
    life.shows("th.entry.review-20wd", date(2026, 5, 19), "met")
    life.shows("th.rev.report-5d", date(2026, 5, 13), "met")
    life.shows("th.cla.permanence-meeting", date(2026, 5, 18), "met")
    life.on(date(2026, 5, 21))
    life.shows("th.entry.iha-20wd", date(2026, 5, 19), "overdue")
    life.record("health_assessment", attrs={"kind": "initial"})
    life.shows("th.entry.iha-20wd", date(2026, 5, 19), "late")
    life.on(date(2026, 6, 1))
    life.record("visit", attrs={"plan": ("cla",), "seen": True, "alone": True})
    life.shows("th.cla.visit-6w", date(2026, 7, 13), "due")  # six weeks on
    life.on(date(2026, 7, 10))
    life.record("management_review", attrs={"by": "head_of_service", "scope": "legal_planning"})
    life.record("legal_planning_meeting", attrs={"outcome": "issue_proceedings"})
    life.shows("th.entry.s20-12w", date(2026, 7, 13), "met")
    life.record("visit", attrs={"plan": ("cla",), "seen": True, "alone": True})
    life.on(date(2026, 8, 14))
    life.record("permanence_plan")
    life.record("cla_review", date(2026, 8, 14), report_sent=date(2026, 8, 7))
    life.shows("th.cla.permanence-plan", date(2026, 8, 14), "met")
    life.supervise("Dana Price", "Kai asks how long. We owe him an answer.",
                   ("Ask for a care order", "Imran Sadiq", date(2026, 9, 1)))  # fmt: skip
    life.overnight()


def three_years(life: Life) -> None:
    """A care order, a permanent home; reviewed twice a year, seen every six weeks, then every three months."""
    life.on(date(2027, 2, 12))
    life.record(
        "care_order", notes={"What was filed, heard or ordered (fact)": "A full care order was made."}
    )
    life.record("cla_review", date(2027, 2, 12))
    life.review_plan("Kai knows now: with Joan until he is grown.", date(2027, 8, 12))
    life.record("permanence_agreed", attrs={"fewer_visits_agreed": True})
    life.record("visit", attrs={"plan": ("cla",), "seen": True, "alone": True})
    life.shows("th.cla.visit-long-term-3m", date(2027, 5, 12), "due")
    life.summary(h0="Kai is thirteen, draws trains, and is at home with Joan.")
    life.section("chronology").done.click()
    life.settle()
    day = date(2027, 8, 12)
    while day < date(2028, 12, 1):  # twice a year
        life.on(day)
        life.record("cla_review", day)
        life.record("visit", attrs={"plan": ("cla",), "seen": True, "alone": True})
        day += timedelta(days=182)
    life.record("missing_started", datetime(2028, 8, 5, 21))
    life.record("missing_ended", datetime(2028, 8, 6, 2))


def towards_leaving(life: Life) -> None:
    """Fifteen years and nine months: 14 December 2028. Seventeen: 14 March 2030."""
    due = date(2028, 12, 14)
    life.on(date(2028, 12, 4))
    for standard in ("th.lc.assessment-15y9m", "th.lc.ni-number", "th.lc.plan-15y9m"):
        life.shows(standard, due, "due")
    life.record("pathway_assessment", started=date(2028, 12, 4))
    life.record("national_insurance_applied")
    life.shows("th.lc.assessment-15y9m", due, "met")
    life.shows("th.lc.ni-number", due, "met")
    life.on(date(2028, 12, 20))
    life.shows("th.lc.plan-15y9m", due, "overdue")
    life.plan(
        "pathway", {"child_views": "A railway apprenticeship, and my own key one day."},
        [{"need": "Work and a home of his own", "outcome": "Kai works on the railway and knows where he will live",
          "actions": [("Open evening at the depot", "Joan Oduya", date(2029, 2, 1))]}],
        review=date(2029, 3, 20),
    )  # fmt: skip
    life.shows("th.lc.plan-15y9m", due, "late")
    life.shows("th.lc.pathway-first-3m", date(2029, 3, 20), "due")
    life.on(date(2029, 3, 19))
    life.record("pathway_review", attrs={"kind": "plan"})
    life.shows("th.lc.pathway-first-3m", date(2029, 3, 20), "met")
    life.shows("th.lc.pathway-6m-a", date(2029, 9, 19), "due")

    seventeen = date(2030, 3, 14)
    life.on(date(2030, 2, 25))
    for standard in ("th.lc.housing-panel-17", "th.lc.pa-17", "th.lc.transfer-tcs-17", "th.lc.review-17"):
        life.shows(standard, seventeen, "due")
    life.record("cla_review", attrs={"transition_confirmed": True})
    life.record("housing_panel_referred")
    life.record("allocated", attrs={"team": "leaving_care"})
    life.record("personal_adviser_allocated", attrs={"role": "lead"})
    for standard in ("th.lc.housing-panel-17", "th.lc.pa-17", "th.lc.transfer-tcs-17", "th.lc.review-17"):
        life.shows(standard, seventeen, "met")
    page = life.ending("transfer", "Bea Lund, Through care service")
    life.finish(page)
    assert life.desk.child(life.screen.model.child_id).worker == "Bea Lund"
    life.overnight()


def eighteen_to_twenty_one(life: Life, lina: str) -> None:
    """14 March 2031: grown up. Seen every eight weeks until 21, then the work ends."""
    life.on(date(2031, 3, 14))
    life.record("ceased_looked_after", attrs={"to": "adulthood"})
    life.record("leaving_care_started")
    life.shows("th.lc.contact-8w", date(2031, 5, 9), "due")  # 56 days
    life.shows("th.lc.pa-to-21", date(2034, 3, 14), "due")
    life.on(date(2031, 5, 8))
    life.record("adviser_contact", attrs={"face_to_face": True})
    life.shows("th.lc.contact-8w", date(2031, 5, 9), "met")
    life.shows("th.lc.contact-8w", date(2031, 7, 3), "due")
    life.on(date(2031, 7, 7))
    life.shows("th.lc.contact-8w", date(2031, 7, 3), "overdue")
    life.record("adviser_contact", attrs={"face_to_face": True})
    life.shows("th.lc.contact-8w", date(2031, 7, 3), "late")
    cla = [d for d in life.screen.model.data.calendar.deadlines
           if d.standard.startswith("th.cla.visit") and d.state in ("due", "projected")]  # fmt: skip
    assert not cla, "nobody visits a placement that has ended"

    # His sister, who never came into care, has a record of her own; nothing of it is his.
    kai = life.screen.model.child_id
    life.open(lina)
    life.record("case_opened")
    life.record(
        "visit", attrs={"plan": ("cin",), "seen": True}, notes={HOW: "Lina cries at night and misses Kai."}
    )
    life.open(kai)

    life.on(date(2034, 3, 14))
    life.shows("th.lc.pa-to-21", date(2034, 3, 14), "met")
    life.end_plan("Kai drives trains and has his own key.")
    life.summary(h0="Kai is twenty-one. He drives trains.")
    life.letter(
        "closing_young", "Kai Rahman", "Dear Kai,\n\nOur work with you ends today. You know where we are."
    )
    page = life.ending("closure")
    life.finish(page)
    left = [d.standard for d in life.screen.model.data.calendar.deadlines
            if d.state == "due" and d.due and day_of(d.due) > date(2034, 3, 14)]  # fmt: skip
    assert not left, "no clock runs on after a case is closed"
