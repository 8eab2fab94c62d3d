"""Whatever people type prints: any text, in every place of every document."""

from __future__ import annotations

import unicodedata
from datetime import date

from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from services.documents import (
    calendar_ics,
    calendar_pdf,
    chronology_pdf,
    plan_pdf,
    recovery_code_pdf,
    summary_pdf,
)
from services.documents.bidi_order import base_level, levels, visual_order
from services.documents.pieces import Span
from services.documents.script import RTL, clean, runs
from services.documents.style import BODY
from services.documents.typeset import Typesetter
from services.usecases.results import ActionView, ChronologyEntry, OutcomeView, SummaryView

from .reading import pages
from .samples import TODAY, make_calendar, make_child, make_deadline, make_event, make_plan

ANY = st.text(st.characters(exclude_categories=()), max_size=60)
SCRIPTS = st.text(
    st.sampled_from(
        "ab W-/(12٣)אשםمحمدےٹھ،۔\u0651\u064eअकषि्ीং\u200d\u200c\u0301বা王👍🏽🇬🇧\ufe0f\u200f\u202e\n\t→☐é"
        "لاآڵש\u05c1\u05b8ਹ੍ਰੀகி\u0bcdශ්රීเด็กำ민ᄀ\u1161ሰნԱქ\u07a8މ"
    ),
    max_size=60,
)
TEXT = ANY | SCRIPTS
PRINTING = settings(max_examples=25, phases=(Phase.explicit, Phase.reuse, Phase.generate))


@PRINTING
@example(
    "", "ح🏽\u200d/\u200dාިאھා්", "D^"
)  # signs joined in a run from right to left, of a font without a blank
@given(TEXT, TEXT, TEXT)
def test_any_text_prints_in_a_summary(name, heading, text):
    summary = SummaryView("s", "c", TODAY, name, ((heading, text), (text, heading)))
    assert pages(summary_pdf(make_child(name, known_as=text, reference=heading), summary, TODAY))


@PRINTING
@given(TEXT, TEXT)
def test_any_text_prints_in_every_other_document(one, two):
    child = make_child(one)
    deadline = make_deadline(1, says=one, cite=two, why=(two, one), activity=two, role=one, note=two)
    calendar = make_calendar(
        [deadline],
        [make_event(1, label=one, summary=two)],
        child_name=two,
        bank_holidays={date(2026, 12, 25): one},
    )
    assert pages(calendar_pdf(child, calendar, TODAY))
    assert calendar_ics(calendar, names=True)
    actions = (ActionView("a", one, two, None, one, None, "o"),)
    plan = make_plan(
        outcomes=(OutcomeView("o", one, two, actions),),
        signatures=((one, two, None),),
        child_views=two,
        title=one,
    )
    assert pages(plan_pdf(child, plan, TODAY))
    assert pages(chronology_pdf(child, [ChronologyEntry(1, TODAY, one, two, one)], TODAY))
    assert pages(recovery_code_pdf(one or "A", two, TODAY))


@given(TEXT, st.floats(min_value=5, max_value=600))
def test_no_line_is_wider_than_its_column_and_no_visible_character_is_lost(text, width):
    setter = Typesetter()
    lines = setter.lines((Span(text), Span(text, bold=True)), BODY, width)
    kept = "".join(piece.text for line in lines for _, piece in line.pieces)
    wanted = clean(text) + clean(text)
    assert sorted(c for c in kept if c.isalnum()) == sorted(c for c in wanted if c.isalnum())
    # a joining letter is measured with its word and may come out wider beside a stray mark
    allowed = width + (15 if RTL.search(text) else 0.01)
    for line in lines:
        clusters = sum(len(piece.text) for _, piece in line.pieces)
        assert line.width <= allowed or clusters <= 8, (
            "only a single cluster may be wider than a very narrow column"
        )


def _seen(text: str) -> list[str]:
    return [
        c for c in text if not c.isspace() and unicodedata.category(c)[0] != "M" and c not in "\u200c\u200d"
    ]


@given(TEXT)
def test_runs_lose_nothing_that_can_be_seen(text):
    cleaned = clean(text)
    assert _seen("".join(run.text for run in runs(cleaned))) == _seen(cleaned)


ORDERED = st.text(
    st.sampled_from("ab W-/12٣אשםمحمدےٹھ،۔\u0651\u064eअकষ王🇬🇧\u200d→é"), min_size=1, max_size=60
)


@given(ORDERED.filter(str.strip))
def test_the_order_on_the_line_is_that_of_the_unicode_algorithm(text):
    """Spacing marks and modifiers are left out: on paper they stay with their letter, whatever their own direction."""
    from bidi.algorithm import get_display

    text = clean(text).strip()
    order = visual_order(levels(text, base_level(text)))
    assert _seen("".join(text[i] for i in order)) == _seen(get_display(text))


def test_a_line_never_begins_with_the_hyphen_of_a_long_name() -> None:
    setter = Typesetter()
    for width in range(20, 120):
        lines = setter.lines("Maximiliana-Theodora Featherstonehaugh-Nwachukwu", BODY, float(width))
        said = ["".join(piece.text for _, piece in line.pieces) for line in lines]
        assert "".join(said).replace(" ", "") == "Maximiliana-TheodoraFeatherstonehaugh-Nwachukwu"
        assert not any(text.startswith("-") for text in said), (width, said)
        assert all(line.width <= width + BODY.size * 0.4 for line in lines), (width, said)
