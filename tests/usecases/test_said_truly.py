"""What is offered and printed says what was, names nobody who is to be left out, and does not contradict itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from services.usecases import privacy
from services.usecases.ages import age_in_words, aged, in_brackets
from services.usecases.commands import ActionForm, EventDraft, OutcomeForm, PersonForm, PlanForm
from services.usecases.desk import Desk
from services.usecases.endings_results import GAP, EndingForm, EndingView, FinishEnding
from services.usecases.page_results import signatories
from services.usecases.planwords import sentences
from services.usecases.privacy import THIRD_PARTY

from .conftest import Clock, child_form

TODAY = date(2026, 3, 20)


@pytest.fixture
def ben(desk: Desk, ada: str) -> str:
    """Ada's brother."""
    desk.amend_child(ada, replace(desk.child_form(ada), family="Quill"))
    return desk.add_child(child_form(given="Ben", family="Quill", born=date(2021, 1, 4)))


def found(view: EndingView, name: str) -> tuple[str, str]:
    return next((i.state, i.found) for i in view.items if i.item == name)


# --- privacy --------------------------------------------------------------------------------------------------------
def test_what_is_marked_on_a_siblings_record_is_left_out_of_what_was_typed_for_both(
    desk: Desk, ada: str, ben: str
) -> None:
    desk.save_person(PersonForm(ada, "Dexter Vane", "mother's former partner", third_party=True))
    secret = "The landlord is being sued by the council."
    told = [("Who got in touch, and what they said", f"Dexter Vane rang. {secret}")]
    desk.record(EventDraft(ada, "contact_received", TODAY, notes=tuple(told), also_for=(ben,)))
    desk.record(EventDraft(ada, "visit", TODAY, {"seen": True}, notes=((THIRD_PARTY, secret),)))
    guard = desk.sharing.guard(ben)
    (event,) = desk.calendar(ben).events
    marks = privacy.marked((event,), guard)
    assert [m.heading for m in marks] == [
        "Person: Dexter Vane",
        "Note of 20 March 2026: Visit (record of Ada)",
    ]
    (clean,) = privacy.without((event,), {m.key for m in marks}, guard)
    assert clean.notes[0][1] == "(name left out) rang. (left out)."


def test_a_protected_address_goes_with_the_town_that_was_typed_after_it(desk: Desk, ada: str) -> None:
    home = "Dom Pod Lipą\n12 Brook Street\nRochdale OL16 1AB"
    desk.save_person(PersonForm(ada, "Halina Kowal", "grandmother", address=home, protected=True))
    guard = desk.sharing.guard(ada)
    said = (
        "rang from 12 Brook Street, Rochdale (07700 900201)",
        "is at Dom Pod Lipą, 12 Brook Street, Rochdale OL16 1AB now",
        "Rochdale is a town",
    )
    assert privacy.without(said, (), guard) == (
        "rang from (address withheld) (07700 900201)",
        "is at (address withheld) now",
        "Rochdale is a town",
    )


# --- letters --------------------------------------------------------------------------------------------------------
def closing(desk: Desk, child: str, **said: str) -> str:
    """A closure with what is offered; the text of each heading that is named by its beginning is another."""
    offered = desk.endings.offer(child, "closure")
    parts = tuple((h, next((t for b, t in said.items() if h.startswith(b)), text)) for h, text in offered)
    return desk.endings.save(EndingForm(child, "closure", parts=parts))


def test_a_letter_to_the_family_never_says_who_got_in_touch(desk: Desk, ada: str) -> None:
    told = (("Who got in touch, and what they said", "Mrs Aziz of 2 Mill Lane rang."),)
    desk.record(EventDraft(ada, "contact_received", TODAY, notes=told))
    closing(desk, ada)
    assert "Mrs Aziz rang" in dict(desk.endings.offer(ada, "closure"))["Why we became involved"].replace(
        " of 2 Mill Lane", ""
    )
    letter = desk.letters.offer(ada, "closing_family", "Ines Quill")
    assert "Aziz" not in letter.body and f"Why we worked with you\n{GAP}" in letter.body
    offered = desk.endings.of_child(ada)[0]
    by_hand = f"{offered.parts[0][1]}\nAda came to school hungry."
    form = EndingForm(ada, "closure", parts=(("Why we became involved", by_hand),))
    desk.endings.save(form, offered.id)
    letter = desk.letters.offer(ada, "closing_family", "Ines Quill")
    assert "Aziz" not in letter.body
    assert "Why we worked with you\nAda came to school hungry." in letter.body


def test_a_letter_speaks_of_the_day_as_it_lies(desk: Desk, ada: str, clock: Clock) -> None:
    desk.record(EventDraft(ada, "case_opened", TODAY))
    ending = closing(desk, ada)
    assert "your family is ending." in desk.letters.offer(ada, "closing_family").body
    desk.endings.finish(FinishEnding(ending, TODAY))
    assert "your family is ending on 20 March 2026." in desk.letters.offer(ada, "closing_family").body
    clock.now = datetime(2026, 3, 27, 9)
    assert "your family ended on 20 March 2026." in desk.letters.offer(ada, "closing_family").body


def test_a_new_workers_telephone_is_not_ones_own(desk: Desk, ada: str) -> None:
    own = desk.own()
    desk.save_own(replace(own, settings={**own.settings, "telephone": "01632 960001"}))
    offered = desk.endings.offer(ada, "transfer", "Jo Ellis, Looked after team")
    desk.endings.save(
        EndingForm(ada, "transfer", "team", to_whom="Jo Ellis, Looked after team", parts=offered)
    )
    for kind in ("transfer_family", "transfer_agency"):
        assert f"Telephone: {GAP}" in desk.letters.offer(ada, kind).body
    family = desk.letters.offer(ada, "transfer_family").body
    assert f"Why there is a change\n{GAP}" in family, "to whom is no reason"


def test_an_unborn_child_has_no_wishes(desk: Desk) -> None:
    unborn = desk.add_child(child_form(given="", born=None, expected=date(2026, 7, 1)))
    assert "own wishes" not in desk.letters.offer(unborn, "meeting_invitation").body


# --- endings --------------------------------------------------------------------------------------------------------
def plan(child: str, done: date | None) -> PlanForm:
    actions = (
        ActionForm("Breakfast club", "Mrs Aziz", date(2026, 3, 27), done=done),
        ActionForm("Bedtime chart", "Ines", date(2026, 3, 27)),
    )
    outcome = OutcomeForm("Mornings", "Ada comes to school fed", actions)
    return PlanForm(child, "early_help", TODAY, date(2026, 6, 1), outcomes=(outcome,), draft=False)


def test_an_aim_is_not_said_to_have_been_reached(desk: Desk, ada: str) -> None:
    plan_id = desk.save_plan(plan(ada, TODAY))
    desk.planning.end(plan_id, TODAY, "The family has moved.")
    parts = dict(desk.endings.offer(ada, "closure"))
    assert (
        parts["What has changed for the child"]
        == "• What we wanted: Ada comes to school fed (1 of 2 actions done)"
    )
    assert parts["Why the work is ending"] == "The family has moved."


def test_a_closing_summary_tells_of_this_case_and_that_there_was_one_before(
    desk: Desk, ada: str, clock: Clock
) -> None:
    desk.record(EventDraft(ada, "contact_received", date(2025, 9, 1)))
    desk.record(EventDraft(ada, "visit", date(2025, 9, 3), {"seen": True}))
    desk.record(EventDraft(ada, "case_closed", date(2025, 12, 1)))
    desk.record(EventDraft(ada, "referral_received", date(2026, 2, 2), {"to": "social_care", "kind": "new"}))
    parts = dict(desk.endings.offer(ada, "closure"))
    assert parts["Why we became involved"] == (
        "Known to us before: from 1 September 2025 to 1 December 2025.\n"
        "2 February 2026: Referral received (to: social care; new)."
    )
    assert parts["What was done"] == "Open case since 2 February 2026."
    desk.amend_child(ada, replace(desk.child_form(ada), authority="westmorland-and-furness"))
    why = dict(desk.offered_summary(ada).parts)["Why we are involved"]
    assert "Known to us before: from 1 September 2025 to 1 December 2025." in why and "Contact" not in why


def test_the_list_of_what_was_finished_stays_as_it_stood(desk: Desk, ada: str, clock: Clock) -> None:
    desk.record(EventDraft(ada, "case_opened", TODAY))
    desk.record(EventDraft(ada, "chronology", TODAY))
    plan_id = desk.save_plan(plan(ada, None))
    ending = desk.endings.save(EndingForm(ada, "transfer", "team", to_whom="Jo Ellis"))
    before = desk.endings.one(ending)
    assert found(before, "stoke.e.chronology")[0] == "found"
    desk.endings.finish(FinishEnding(ending, TODAY, "Jo Ellis"))
    clock.now = datetime(2026, 6, 20, 9)
    desk.record(EventDraft(ada, "supervision", date(2026, 6, 20), {"kind": "case"}))
    desk.planning.end(plan_id, date(2026, 6, 20), "Done.")
    after = desk.endings.one(ending)
    assert [(i.item, i.state, i.found) for i in after.items] == [
        (i.item, i.state, i.found) for i in before.items
    ]


def test_the_dead_are_said_to_be(desk: Desk, ada: str) -> None:
    desk.save_person(PersonForm(ada, "Jan Kowal", "father", contact="07700 900300", died=date(2020, 2, 29)))
    parts = dict(desk.endings.offer(ada, "transfer", "Jo"))
    assert "Jan Kowal (father), died 29 February 2020" in parts["The people who matter to the child"]
    assert "07700 900300" not in parts["The people who matter to the child"]


# --- smaller things -------------------------------------------------------------------------------------------------
def test_a_birth_that_is_overdue_is_not_still_to_come() -> None:
    assert age_in_words(None, date(2026, 3, 20), TODAY) == "unborn, due 20 March 2026"
    assert age_in_words(None, date(2026, 3, 1), TODAY) == "birth not recorded, due 1 March 2026"
    assert aged("7") == " is 7" and aged("birth not recorded") == ": birth not recorded"


def test_an_answer_in_brackets_begins_small() -> None:
    assert in_brackets("To: social care; new") == " (to: social care; new)"
    assert in_brackets("IRO; seen") == " (IRO; seen)" and in_brackets("") == ""


def test_the_next_session_is_expected_on_a_working_day(desk: Desk, ada: str, clock: Clock) -> None:
    clock.now = datetime(2026, 3, 24, 9)
    desk.amend_child(ada, replace(desk.child_form(ada), authority="oldham"))
    clock.now = datetime(2025, 12, 1, 9)  # a month on is New Year's Day
    assert desk.oversight.agenda(ada).next_session == date(2025, 12, 31)


def test_children_of_one_family_are_told_apart(desk: Desk, ada: str, ben: str) -> None:
    desk.add_child(child_form(given="Ada Rose", family="Quill", born=date(2023, 1, 4)))
    for family_name in ("Quill", "Okafor"):
        unborn = child_form(given="", family_name=family_name, family="Quill", born=None)
        desk.add_child(replace(unborn, expected=date(2026, 7, 1)))
    for child in desk.child(ada).siblings:
        desk.record(EventDraft(child.child_id, "case_opened", TODAY))
    entries = desk.chronicle.read(ada, family=True).entries
    told = {name for e in entries for name in e.whose}
    assert {"Ben", "Ada Rose", "Baby Quill", "Baby Okafor"} <= told and "Baby" not in told


def test_a_number_or_a_title_ends_no_sentence() -> None:
    said = sentences("1. We sat down. Mrs. Khan rang Dr. Patel. It was late.\n2. Then home.")
    assert said == ["1. We sat down.", "Mrs. Khan rang Dr. Patel.", "It was late.", "2. Then home."]


def test_nobody_who_is_not_born_yet_signs(desk: Desk, ada: str) -> None:
    unborn = desk.add_child(child_form(given="", born=None, expected=date(2026, 7, 1)))
    assert "Child or young person" in signatories("safety", desk.child(ada), TODAY)
    assert "Child or young person" not in signatories("safety", desk.child(unborn), TODAY)
    assert "Parent or carer" in signatories("safety", desk.child(unborn), TODAY)


def test_what_happened_on_one_day_is_told_in_the_order_of_the_chronology(desk: Desk, ada: str) -> None:
    desk.record(EventDraft(ada, "case_opened", TODAY))
    at_nine = datetime(2026, 3, 20, 9)
    desk.record(EventDraft(ada, "referral_received", at_nine, {"to": "social_care", "kind": "new"}))
    why = dict(desk.endings.offer(ada, "closure"))["Why we became involved"].splitlines()
    assert [line.partition(": ")[2][:8] for line in why] == ["Referral", "Case ope"]
