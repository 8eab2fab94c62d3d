"""A case summary as it is written: words counted as a person does, and nothing that is offered put in twice."""

from __future__ import annotations

from datetime import date

from services.usecases.commands import SummaryForm
from services.usecases.results import SummaryView, words_in
from services.usecases.summaryforms import layouts
from ui.viewmodels.summaryform import SummaryDraft, new_summary

EIGHT = layouts()[0]
RISKS, PROGRESS, PICTURE = EIGHT.heading("risks"), EIGHT.heading("progress"), EIGHT.heading("picture")


def test_words_are_counted_as_a_person_counts_them() -> None:
    assert words_in("• Seen at school – and well.\n- 3 of 10") == 8
    assert words_in("她喜欢画画") == 5
    assert words_in("قالت إنها بخير 😀") == 3
    assert words_in(" \n • – ") == 0


def test_a_new_summary_begins_with_what_still_holds_and_the_time_since_is_told_anew() -> None:
    before = (
        (PICTURE, "Mari is six."),
        (PROGRESS, "Visits so far: 2."),
        (RISKS, "1 May 2026: Reported missing."),
    )
    last = SummaryView("s", "c", date(2026, 5, 4), "Ros", before)
    offered = SummaryForm(
        "c",
        date(2026, 8, 3),
        tuple((h, dict(before).get(h, "") if h != PROGRESS else "Visits since: 4.") for h in EIGHT.gives),
    )
    draft = new_summary(offered, last, date(2026, 8, 3))
    assert (draft.parts[PICTURE], draft.parts[PROGRESS]) == ("Mari is six.", "")
    assert draft.to_offer(PROGRESS) == "Visits since: 4."


def test_what_stands_there_already_is_not_offered_again() -> None:
    old, new = "1 May 2026: Reported missing.", "2 July 2026: Police protection."
    draft = SummaryDraft("c", date(2026, 8, 3), {RISKS: f"{old}\nMum worries."}, {RISKS: f"{old}\n{new}"})
    assert draft.to_offer(RISKS) == new
    assert draft.take(RISKS) == f"{old}\nMum worries.\n{new}"
    assert draft.to_offer(RISKS) == ""


def test_what_the_record_said_then_and_does_not_say_now_is_not_carried_over() -> None:
    before = {
        PICTURE: "Mari is 5 (born 2 June 2020).\nShe sings.",
        "Why we are involved": "Early help since 4 March 2026.\nOpen case since 2 March 2026.\nHer mother asked.",
        "Important people and how to reach them": (
            "Ines (mother): 01632\nRuth (aunt, has parental responsibility)\nJonah, 5 (same family)\nAsk for Ines."
        ),
        "The plan in brief": (
            "Early help plan of 30 April 2026, to be reviewed by 25 June 2026.\n• Fed and on time\nIt is going well.\n"
            "• My own point"
        ),
    }
    last = SummaryView("s", "c", date(2026, 5, 4), "Ros", tuple(before.items()))
    now = {
        PICTURE: "Mari is 6 (born 2 June 2020).\nShe sings.",
        "Why we are involved": "Open case since 2 March 2026.",
        "Important people and how to reach them": "Ines (mother): 01632\nJonah, 6 (same family)",
    }
    parts = tuple((h, now.get(h, "")) for h in EIGHT.gives)
    draft = new_summary(SummaryForm("c", date(2026, 8, 3), parts), last, date(2026, 8, 3))
    assert draft.parts[PICTURE] == "She sings."
    assert draft.parts["Why we are involved"] == "Open case since 2 March 2026.\nHer mother asked."
    assert draft.parts["Important people and how to reach them"] == "Ines (mother): 01632\nAsk for Ines."
    assert draft.parts["The plan in brief"] == "It is going well.\n• My own point"


def test_what_a_plan_aims_at_stays_under_the_plan() -> None:
    heading = "The plan in brief"
    then = "Care plan of 6 May 2026, to be reviewed by 18 May 2026.\n• To sleep\n• To learn"
    now = "Care plan of 12 February 2027, to be reviewed by 12 August 2027.\n• To sleep\n• To learn"
    last = SummaryView("s", "c", date(2026, 5, 8), "Ros", ((heading, f"{then}\nBy hand."),))
    parts = tuple((h, now if h == heading else "") for h in EIGHT.gives)
    draft = new_summary(SummaryForm("c", date(2027, 2, 12), parts), last, date(2027, 2, 12))
    assert draft.take(heading) == f"By hand.\n{now}"
