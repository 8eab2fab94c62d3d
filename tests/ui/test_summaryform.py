"""A case summary as it is written: words counted as a person does, and nothing that is offered put in twice."""

from __future__ import annotations

from datetime import date

from services.usecases.commands import SummaryForm
from services.usecases.results import SummaryView
from services.usecases.summaryforms import layouts
from ui.viewmodels.summaryform import SummaryDraft, new_summary, words_in

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
