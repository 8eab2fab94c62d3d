"""Days and times that may be empty, typed and chosen."""

from datetime import date, datetime

from PySide6.QtCore import QDate, Qt

from ui.widgets.dateedit import MomentEdit, OptionalDateEdit

TODAY = date(2026, 3, 11)


def made(qtbot, kind=OptionalDateEdit, **more):
    edit = kind("Minutes sent", lambda: TODAY, **more)
    qtbot.addWidget(edit)
    edit.show()
    return edit


def test_a_day_is_typed_and_shown_in_full(qtbot):
    edit = made(qtbot)
    assert edit.day is None and edit.line.placeholderText() == "No date"
    qtbot.keyClicks(edit.line, "13/3/26")
    assert edit.day == date(2026, 3, 13)
    qtbot.keyClick(edit.line, Qt.Key.Key_Return)
    assert edit.line.text() == "Fri 13 Mar 2026"


def test_a_weekday_of_what_is_past_is_the_last_one(qtbot):
    edit = made(qtbot, past=True)
    qtbot.keyClicks(edit.line, "fri")
    qtbot.keyClick(edit.line, Qt.Key.Key_Return)
    assert edit.day == date(2026, 3, 6) and edit.line.text() == "Fri 6 Mar 2026"


def test_day_and_time_may_be_typed_in_one(qtbot):
    edit = made(qtbot, MomentEdit, past=True)
    for typed, moment in (
        ("yesterday 3pm", datetime(2026, 3, 10, 15)),
        ("fri at 9.30", datetime(2026, 3, 6, 9, 30)),
        ("2 mar 1430", datetime(2026, 3, 2, 14, 30)),
        ("last thu noon", datetime(2026, 3, 5, 12)),
    ):
        edit.date.line.selectAll()
        qtbot.keyClicks(edit.date.line, typed)
        with qtbot.waitSignal(edit.changed):  # the day was announced while it was typed; the time is new
            qtbot.keyClick(edit.date.line, Qt.Key.Key_Return)
        assert edit.moment == moment and not edit.trouble, typed
    edit.date.line.selectAll()
    qtbot.keyClicks(edit.date.line, "yesterday flump 3pm")
    qtbot.keyClick(edit.date.line, Qt.Key.Key_Return)
    assert edit.trouble


def test_it_can_be_emptied_again(qtbot):
    edit = made(qtbot)
    edit.set_day(TODAY)
    edit.line.selectAll()
    with qtbot.waitSignal(edit.changed):
        qtbot.keyClick(edit.line, Qt.Key.Key_Delete)
    assert edit.day is None and not edit.trouble


def test_what_cannot_be_read_is_said_and_kept_for_mending(qtbot):
    edit = made(qtbot)
    qtbot.keyClicks(edit.line, "31/4/2026")
    assert not edit.trouble
    qtbot.keyClick(edit.line, Qt.Key.Key_Return)
    assert "no such day" in edit.trouble and edit.line.text() == "31/4/2026"
    edit.line.selectAll()
    qtbot.keyClicks(edit.line, "30/4/2026")
    assert edit.day == date(2026, 4, 30) and not edit.trouble


def test_arrow_keys_move_by_day_and_week(qtbot):
    edit = made(qtbot)
    qtbot.keyClick(edit.line, Qt.Key.Key_Up)
    assert edit.day == TODAY
    qtbot.keyClick(edit.line, Qt.Key.Key_Up)
    qtbot.keyClick(edit.line, Qt.Key.Key_PageDown)
    assert edit.day == date(2026, 3, 5)


def test_the_calendar_drops_down_and_fills_it_in(qtbot):
    edit = made(qtbot)
    qtbot.keyClick(edit.line, Qt.Key.Key_F4)
    popup = edit._popup
    assert popup.isVisible()
    with qtbot.waitSignal(edit.changed):
        popup.calendar.activated.emit(QDate(2026, 3, 20))
    assert edit.day == date(2026, 3, 20)
    edit.open_button.click()
    edit._popup._pick(None)
    assert edit.day is None


def test_a_time_may_be_left_empty(qtbot):
    edit = made(qtbot, MomentEdit)
    qtbot.keyClicks(edit.date.line, "today")
    assert edit.moment == TODAY
    qtbot.keyClicks(edit.time.line, "2.30pm")
    assert edit.moment == datetime(2026, 3, 11, 14, 30)
    edit.date.choose(None)
    assert edit.trouble == "Give the day as well as the time"
    edit.set_moment(datetime(2026, 3, 2, 9, 0))
    assert edit.time.line.text() == "09:00" and not edit.trouble
