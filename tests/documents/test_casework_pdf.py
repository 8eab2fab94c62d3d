"""Transfer packs, letters, supervision records and audits, read back from what is printed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pypdfium2
import pytest

from services.documents import chronology_pdf, plan_pdf, summary_pdf
from services.documents.audit import audit_pdf, audit_results_pdf
from services.documents.letter import letter_pdf
from services.documents.paper import PRESS
from services.documents.supervision import agenda_pdf, supervision_pdf
from services.documents.transfer import (
    PackCancelled,
    Part,
    ahead_pdf,
    checklist_pdf,
    ending_pdf,
    events_pdf,
    transfer_pack_pdf,
)
from services.usecases.endings_results import Sender
from services.usecases.oversight_results import (
    AgendaItem,
    AgendaView,
    AuditPoint,
    AuditResults,
    TableResult,
    ThemeCount,
)
from services.usecases.results import ChildDetail, ChronologyEntry, PlanView, SummaryView
from tests.documents.casework import (
    make_audit,
    make_ending,
    make_letter,
    make_pack,
    make_supervision,
    make_tables,
    make_visit,
)
from tests.documents.reading import copied, fonts, outline, pages, places, reader
from tests.documents.samples import TODAY, make_plan

MM = 72 / 25.4
SENDER = Sender("Siân Ŵyn-Ŷork", "social worker", "Westmorland and Furness")


def parts_for(
    child: ChildDetail, plan: PlanView, summary: SummaryView, entries: list[ChronologyEntry]
) -> list[Part]:
    pack = make_pack()
    makers: list[tuple[str, Callable[[], bytes]]] = [
        ("Transfer summary", lambda: ending_pdf(child, pack.ending, TODAY)),
        ("Chronology", lambda: chronology_pdf(child, entries, TODAY)),
        ("Child protection plan", lambda: plan_pdf(child, plan, TODAY)),
        ("Case summary", lambda: summary_pdf(child, summary, TODAY)),
        ("Last visits", lambda: events_pdf(child, "Last visits", pack.visits, TODAY)),
        ("Dates ahead", lambda: ahead_pdf(child, pack, TODAY)),
        ("Checklist", lambda: checklist_pdf(child, pack.ending, TODAY)),
    ]
    return makers


# --- the pack ------------------------------------------------------------------------------------------------------
def test_the_pack_is_one_document_with_contents_and_bookmarks(
    child: ChildDetail, summary: SummaryView, entries: list[ChronologyEntry]
) -> None:
    parts = parts_for(child, make_plan(), summary, entries)
    seen: list[tuple[int, int]] = []
    made = transfer_pack_pdf(child, make_ending(), parts, TODAY, lambda *at: seen.append(at))
    text = pages(made)
    where = places(made)
    for name, _ in parts:
        page = where[name]
        assert f"{name} {page + 1}" in text[0].replace("  ", " ")
    assert [where[name] for name, _ in parts] == sorted(where[name] for name, _ in parts)
    assert all(f"Page {n} of {len(text)}" in page for n, page in enumerate(text, 1))
    assert seen[-1] == (len(parts) + 1, len(parts) + 1)
    assert all(fonts(made).values())
    assert "Łucja" in copied(made)
    assert outline(made)[0] == f"Transfer pack: {child.name}"
    links = reader(made).pages[0].get("/Annots")
    assert links is not None and len(links) == len(parts)


def test_every_part_says_what_it_says_alone(
    child: ChildDetail, summary: SummaryView, entries: list[ChronologyEntry]
) -> None:
    parts = parts_for(child, make_plan(), summary, entries)
    whole = " ".join(pages(transfer_pack_pdf(child, make_ending(), parts, TODAY)))
    for _, make in parts:
        for page in pages(make()):
            body = page.split("Confidential")[0]
            assert body[200:320] in whole


def test_a_pack_can_be_stopped_and_leaves_the_press_free(
    child: ChildDetail, summary: SummaryView, entries: list[ChronologyEntry]
) -> None:
    parts = parts_for(child, make_plan(), summary, entries)
    asked: list[int] = []

    def cancelled() -> bool:
        asked.append(1)
        return len(asked) > 2

    with pytest.raises(PackCancelled):
        transfer_pack_pdf(child, make_ending(), parts, TODAY, None, cancelled)
    assert PRESS.acquire(blocking=False)
    PRESS.release()
    assert ending_pdf(child, make_ending(), TODAY).startswith(b"%PDF")


def test_a_draft_is_watermarked_on_its_own_pages_only(child: ChildDetail, summary: SummaryView) -> None:
    parts: list[Part] = [
        ("Plan", lambda: plan_pdf(child, replace(make_plan(), draft=True), TODAY)),
        ("Summary", lambda: summary_pdf(child, summary, TODAY)),
    ]
    made = transfer_pack_pdf(child, make_ending(), parts, TODAY)
    text, where = pages(made), places(made)
    assert "DRAFT" in text[where["Plan"]] and "DRAFT" not in text[where["Summary"]] and "DRAFT" not in text[0]
    assert "DRAFT" in pages(transfer_pack_pdf(child, make_ending(finished=None), parts, TODAY))[0]


def test_the_checklist_tells_each_state_in_a_word(child: ChildDetail) -> None:
    text = " ".join(pages(checklist_pdf(child, make_ending(), TODAY)))
    for word in ("On record", "Missing", "To be checked", "Done", "Not needed", "The family is not known"):
        assert word in text
    assert "Asked by Stoke-on-Trent" in text and "Worth a look" in text


# --- letters ---------------------------------------------------------------------------------------------------------
def test_the_address_stands_in_the_window(child: ChildDetail) -> None:
    for address in (
        "1 High St\nStoke",
        "\n".join(f"Line {n} of the address" for n in range(1, 8)),
        "x" * 400,
    ):
        made = letter_pdf(make_letter(address=address), SENDER, TODAY)
        page = pypdfium2.PdfDocument(made)[0]
        text, height = page.get_textpage(), page.get_height()
        seen = text.get_text_bounded(
            left=21 * MM, right=110 * MM, top=height - 54 * MM, bottom=height - 80 * MM
        )
        assert "Małgorzata" in seen and address[:6] in seen.replace("\r\n", "\n")
        above = text.get_text_bounded(left=0, right=110 * MM, top=height - 20 * MM, bottom=height - 54 * MM)
        below = text.get_text_bounded(left=0, right=110 * MM, top=height - 80 * MM, bottom=height - 88 * MM)
        assert not above.strip() and not below.strip()


def test_a_letter_names_no_child_in_its_head_and_signs_at_its_end(child: ChildDetail) -> None:
    text = pages(letter_pdf(make_letter(), SENDER, TODAY))
    assert len(text) == 1 and "born" not in text[0] and "DRAFT" not in text[0]
    assert text[0].index("Yours sincerely") < text[0].rindex("Siân Ŵyn-Ŷork")
    assert "DRAFT" in pages(letter_pdf(make_letter(draft=True), SENDER, TODAY))[0]
    long = make_letter(body="Dear all\n\n" + "A line of a long letter.\n" * 120 + "\nYours sincerely,")
    assert len(pages(letter_pdf(long, SENDER, TODAY))) > 1


# --- supervision, audits --------------------------------------------------------------------------------------------
def test_a_supervision_record_holds_what_was_said_and_decided(child: ChildDetail) -> None:
    text = " ".join(pages(supervision_pdf(make_supervision(), child, "Siân", TODAY)))
    for words in ("What was discussed", "Ring the school about swimming", "Jo Ellis", "1 of 2 actions done"):
        assert words in text
    mine = " ".join(
        pages(supervision_pdf(replace(make_supervision(), child_name=""), None, "Siân Ŵyn", TODAY))
    )
    assert "Siân Ŵyn" in mine and child.name not in mine


def test_what_was_decided_in_words_is_not_denied_below(child: ChildDetail) -> None:
    view = make_supervision(decisions=())
    assert "No action was decided" in " ".join(pages(supervision_pdf(view, child, "Siân", TODAY)))
    event = replace(view.event, notes=(("Decisions and actions: who, by when", "Keep visiting."),))
    text = " ".join(pages(supervision_pdf(replace(view, event=event), child, "Siân", TODAY)))
    assert "Keep visiting." in text and "No action was decided" not in text


def test_an_agenda_is_printed_in_its_groups(child: ChildDetail) -> None:
    items = [AgendaItem("overdue", "First core group", "Section Four", date(2026, 11, 1), "k", True)]
    agenda = AgendaView(
        "c1", child.name, make_supervision(), date(2026, 12, 20), True, tuple(items), (), (), TODAY
    )
    text = " ".join(pages(agenda_pdf(agenda, child, TODAY)))
    assert "First core group" in text and "20 December 2026 (booked)" in text and "Read the old file" in text


def test_an_audit_shows_both_sides_judgement_and_follow_up(child: ChildDetail) -> None:
    made = audit_pdf(child, make_audit(), make_tables(), TODAY)
    text = " ".join(pages(made))
    for words in (
        "Child regularly seen alone",
        "Could not be seen",
        "See the bedroom on the next visit",
        "Done",
    ):
        assert words in text
    assert "Nothing in this table was looked at" in text  # tables 5 and 6
    assert "Table 1: Practitioner contact with children" in outline(made)
    assert "DRAFT" in pages(audit_pdf(child, make_audit(draft=True), make_tables(), TODAY))[0]


def test_results_over_time_name_the_weakest_theme_first(child: ChildDetail) -> None:
    points = (AuditPoint("a", date(2026, 1, 5), "Łucja", 0, 1, 1), AuditPoint("b", TODAY, "Łucja", 2, 0, 0))
    themes = (ThemeCount("r1", "Bedroom", 2, 0, 0, "acceptable"), ThemeCount("r2", "Alone", 0, 1, 1, "mixed"))
    results = AuditResults(2, 1, (TableResult("Table 2: Contact", points, themes),))
    text = " ".join(pages(audit_results_pdf(results, "Łucja", TODAY)))
    assert text.index("Alone") < text.index("Bedroom") and "2 finished audits" in text
    assert "No audit has been finished yet" in " ".join(
        pages(audit_results_pdf(AuditResults(0, 0, ()), "x", TODAY))
    )


@pytest.mark.parametrize("text", ["", "\x00\x07", "ريم زارت", "王小明", "👩‍👧", "a" * 3000, "১২৩ বাংলা"])
def test_any_text_prints(child: ChildDetail, text: str) -> None:
    view = make_ending(parts=(("The child", text),), to_whom=text)
    parts: list[Part] = [
        ("Summary", lambda: ending_pdf(child, view, TODAY)),
        ("Visits", lambda: events_pdf(child, "Visits", (make_visit(notes=(("Analysis", text),)),), TODAY)),
    ]
    assert transfer_pack_pdf(child, view, parts, TODAY).startswith(b"%PDF")
    assert letter_pdf(make_letter(addressee=text or "x", address=text, body=text), SENDER, TODAY)
