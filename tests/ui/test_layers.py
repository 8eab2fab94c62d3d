"""The layers on the why panel: the national guidance beneath a local deadline, and a flag where it would be passed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QLabel

from services.usecases.standards_results import LayerGroup, LayerLine
from tests.ui.fakes import TODAY, FakeDesk, deadline
from ui.viewmodels import why
from ui.viewmodels.layers import beneath
from ui.widgets.whypanel import WhyPanel

LOCAL = deadline("l", date(2026, 3, 30), standard="x.local", says="Held within ten days.")
NATIONAL = deadline("n", date(2026, 3, 27), standard="n.rule", says="Held soon.", cite="Ch1 para 60")


def group(local=LOCAL, national=NATIONAL, passes: str = "", national_first: bool = True) -> LayerGroup:
    lines = (
        LayerLine("authority", local, not national_first, passes),
        LayerLine("national", national, national_first),
    )
    return LayerGroup(lines)


def test_what_the_national_guidance_says_stands_beneath() -> None:
    (note,) = beneath(LOCAL, (group(national_first=False),))
    assert note.words == "National guidance: Held soon, by Fri 27 Mar 2026 (Ch1 para 60)." and not note.warns
    (note,) = beneath(LOCAL, (group(),))
    assert note.words.endswith("It comes first.")
    (undated,) = beneath(LOCAL, (group(national=replace(NATIONAL, due=None), national_first=False),))
    assert "with no date printed" in undated.words
    assert beneath(NATIONAL, (group(),)) == () == beneath(LOCAL, ())


def test_a_reading_that_passes_it_is_flagged_in_words_and_by_a_sign(qtbot) -> None:
    calendar = replace(FakeDesk().worker_calendar(), deadlines=(LOCAL,), today=TODAY)
    panel = WhyPanel()
    qtbot.addWidget(panel)
    panel.show()
    panel.show_why(why.build(LOCAL, calendar, layers=(group(passes="n.rule"),)))
    words = [each.text() for each in panel.findChildren(QLabel)]
    assert "Passes the national limit" in words
    assert any(each.endswith("Plan to the earlier date.") for each in words)
    panel.show_why(why.build(LOCAL, calendar))
    assert panel.view.layers == ()
