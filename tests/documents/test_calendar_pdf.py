"""The printed calendar, read back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from services.documents import calendar_pdf
from services.documents.agenda import families, groups
from services.documents.calendar import at_a_glance, day_items, months
from services.documents.month import weeks_of

from .reading import fonts, outline, pages, places, reader
from .samples import TODAY, UNTIL, make_calendar, make_child, make_deadline, make_event, sample_deadlines


def test_the_cover_says_whose_it_is_and_under_which_standards(child, calendar):
    cover = pages(calendar_pdf(child, calendar, TODAY))[0]
    for words in (
        "Łucja Brzęczyszczykiewicz",
        "28 February 2019",
        "Westmorland and Furness",
        "Children and Families Practice Standards, July 2025",
        "31 May 2027",
        "Key to the marks",
        "1 overdue",
    ):
        assert words in cover


def test_every_page_has_the_child_the_date_confidential_and_its_number(child, calendar):
    found = pages(calendar_pdf(child, calendar, TODAY))
    for number, text in enumerate(found, 1):
        assert "Łucja Brzęczyszczykiewicz, born 28 February 2019" in text
        assert "Printed 25 November 2026" in text
        assert "Confidential" in text
        assert f"Page {number} of {len(found)}" in text


def test_a_very_long_name_is_cut_in_the_header_but_the_date_of_birth_stays(calendar):
    data = calendar_pdf(make_child("Mohammed-Alexander " * 9), calendar, TODAY)
    assert all("\u2026, born 28 February 2019" in text for text in pages(data))


def test_each_month_has_a_page_and_each_deadline_stands_in_its_month(child, calendar):
    data = calendar_pdf(child, calendar, TODAY)
    found = pages(data)
    names = [
        "October 2026",
        "November 2026",
        "December 2026",
        "January 2027",
        "February 2027",
        "March 2027",
        "April 2027",
    ]
    starts = [places(data)[name] for name in names]
    assert starts == list(range(1, 8))
    december = found[starts[2]]
    assert "Christmas Day" in december
    assert "Boxing Day (substitute day)" in december
    assert "Booked 14:30: Visit" in december
    assert "Due: Core group" in december
    sizes = [page.mediabox for page in reader(data).pages]
    assert all((box.width > box.height) == (i in starts) for i, box in enumerate(sizes))


def test_a_full_day_says_how_many_more_and_the_list_has_them_all(child, calendar):
    more = [
        make_deadline(n, date(2027, 1, 13), "projected", activity=f"Further preparation {n}")
        for n in range(40, 60)
    ]
    found = pages(calendar_pdf(child, make_calendar([*calendar.deadlines, *more], calendar.events), TODAY))
    january = next(text for text in found if "January 2027" in text and "Monday" in text)
    shown = january.count("reparation ")
    assert shown >= 12
    assert f"+{28 - shown} more, see list" in january
    listed = " ".join(found[8:])
    assert listed.count("Wed 13 Jan 2027") >= 28


def test_a_day_of_nine_has_room_in_a_month_that_is_otherwise_light(child, calendar):
    found = pages(calendar_pdf(child, calendar, TODAY))
    january = next(text for text in found if "January 2027" in text and "Monday" in text)
    assert "more, see list" not in january
    assert all(f"Preparation {n}" in january for n in range(30, 38))


def test_the_list_groups_undated_overdue_due_projected_and_closed(child, calendar):
    text = " ".join(pages(calendar_pdf(child, calendar, TODAY))[8:])
    order = [
        text.index(w)
        for w in (
            "Owed, no date printed",
            "Overdue 1 deadline",
            "Due 3 deadlines, 1 more covered",
            "Met, lapsed or waived",
        )
    ]
    assert order == sorted(order)
    assert "Covered by the stricter one above" in text
    assert "10 working days are counted from the day after: Tue 1 December 2026 is the first." in text
    assert "Provisional: depends on a date not yet fixed" in text
    assert "Plan by Fri 23 Oct 2026" in text


def test_a_covered_deadline_stands_under_its_stricter_one_and_a_circle_is_survived():
    loop = [
        make_deadline(1, governed_by="wf.cp.core-group:2"),
        make_deadline(2, governed_by="wf.cp.core-group:1"),
    ]
    assert sum(1 + len(covered) for _, covered in families(loop)) == 2
    chain = [
        make_deadline(1),
        make_deadline(2, governed_by="wf.cp.core-group:1"),
        make_deadline(3, governed_by="wf.cp.core-group:2"),
    ]
    ((head, covered),) = families(chain)
    assert head.key.endswith(":1")
    assert [d.key[-1] for d in covered] == ["2", "3"]
    (alone,) = families([make_deadline(3, governed_by="not shown")])
    assert alone[0].key.endswith(":3")


def test_no_deadline_is_lost_between_the_groups():
    deadlines = sample_deadlines()
    shown = [
        d.key for _, _, members in groups(deadlines) for head, covered in members for d in (head, *covered)
    ]
    assert sorted(shown) == sorted(d.key for d in deadlines)


def test_title_language_and_bookmarks_are_set(child, calendar):
    data = calendar_pdf(child, calendar, TODAY)
    read = reader(data)
    assert read.metadata.title == "Calendar of deadlines"
    assert "Practice Standards" in read.metadata.subject
    assert read.trailer["/Root"]["/Lang"] == "en-GB"
    entries = outline(data)
    for name in (
        "At a glance",
        "December 2026",
        "Every deadline, with its reasons",
        "Overdue",
        "Projected, March 2027",
    ):
        assert name in entries


def test_every_font_is_embedded_and_none_is_a_viewers_own(child, calendar):
    found = fonts(calendar_pdf(child, calendar, TODAY))
    assert found
    assert all(found.values()), found
    assert {name.split("+")[-1] for name in found} == {"NotoSans-Regular", "NotoSans-Bold", "NotoSans-Italic"}


def test_the_same_calendar_prints_to_the_same_bytes(child, calendar):
    assert calendar_pdf(child, calendar, TODAY) == calendar_pdf(child, calendar, TODAY)


def test_an_empty_calendar_says_so_and_shows_the_coming_month(child):
    found = pages(calendar_pdf(child, make_calendar(), TODAY))
    assert "Nothing is owed, and nothing falls due by 31 May 2027." in found[0]
    assert "November 2026" in found[1]
    assert "today" in found[1]
    assert "Nothing is owed or falls due" in found[-1]
    assert len(found) == 3


def test_a_year_of_many_standards_lists_each_of_them(child):
    deadlines = [
        make_deadline(n, TODAY + timedelta(days=3 * n), "projected" if n > 20 else "due") for n in range(120)
    ]
    text = " ".join(pages(calendar_pdf(child, make_calendar(deadlines, until=date(2027, 11, 30)), TODAY)))
    assert text.count("Hold the first core group within 10 working days") >= 120


def test_later_repeats_of_one_standard_are_told_by_their_dates(child):
    visits = [
        make_deadline(n, date(2026, 12, 1) + timedelta(days=14 * n), "projected", standard="wf.cp.visit")
        for n in range(4)
    ]
    text = " ".join(" ".join(pages(calendar_pdf(child, make_calendar(visits), TODAY))).split())
    assert "Then projected in the same way: Tue 15 Dec, Tue 29 Dec 2026; Tue 12 Jan 2027." in text


def test_weeks_carry_their_iso_number_through_a_year_of_53(child):
    calendar = make_calendar([make_deadline(1, date(2027, 1, 2))])
    found = pages(calendar_pdf(child, calendar, TODAY))
    december, january = (
        next(t for t in found if f"{m} " in t and "Monday" in t) for m in ("December 2026", "January 2027")
    )
    assert "wk 53" in december
    assert "wk 53" in january
    assert "wk 1" in january


def test_weeks_run_from_monday_to_sunday_and_hold_the_whole_month():
    for month in (date(2026, 2, 1), date(2027, 2, 1), date(2026, 8, 1), date(9999, 12, 1)):
        weeks = weeks_of(month)
        days = [d for week in weeks for d in week if d.month == month.month and d.year == month.year]
        assert all(week[0].weekday() == 0 for week in weeks)
        assert sorted(set(days))[0].day == 1
        assert max(days) == date.max or (max(days) + timedelta(days=1)).day == 1


def test_long_empty_stretches_get_no_page_and_are_named(child):
    old = make_deadline(1, date(2024, 2, 9), "overdue")
    far = make_deadline(2, date(2031, 5, 2), "projected")
    calendar = make_calendar([old, far], until=date(2032, 1, 1))
    found, left_out = months(calendar)
    assert found[0] == date(2024, 2, 1)
    assert found[-1] == date(2031, 5, 1)
    assert left_out[0] == (date(2024, 3, 1), date(2026, 10, 1))
    assert (
        "Months with nothing in them have no page: March 2024 to October 2026"
        in pages(calendar_pdf(child, calendar, TODAY))[0]
    )


def test_nothing_after_the_horizon_gets_a_page():
    calendar = make_calendar([make_deadline(1, UNTIL + timedelta(days=400))])
    assert months(calendar)[0] == [date(2026, 11, 1)]


def test_a_covered_deadline_and_past_events_stay_out_of_the_grid():
    deadlines = [
        make_deadline(1, date(2026, 12, 1)),
        make_deadline(2, date(2026, 12, 3), governed_by="wf.cp.core-group:1"),
    ]
    events = [make_event(1, datetime(2026, 12, 4, 9, 0)), make_event(2, date(2026, 11, 4), planned=False)]
    assert sorted(day_items(make_calendar(deadlines, events))) == [date(2026, 12, 1), date(2026, 12, 4)]


def test_a_workers_calendar_names_the_child_of_each_deadline():
    worker = make_child("Siân Ŵyn-Ŷork", born=None, known_as="", age="", child_id="worker")
    deadline = make_deadline(1, child_id="c9", child_name="Ada Okonkwo", governed_by="")
    text = " ".join(pages(calendar_pdf(worker, make_calendar([deadline], child_id="worker"), TODAY)))
    assert "Ada Okonkwo" in text


def test_an_unborn_child_is_headed_by_the_expected_date(calendar):
    text = pages(calendar_pdf(make_child(born=None, expected=date(2027, 5, 4)), calendar, TODAY))[0]
    assert "expected 4 May 2027" in text


def test_at_a_glance_the_first_projected_of_each_standard_follows_what_is_owed():
    visit, written, group = ({"standard": s} for s in ("visit", "visit-recorded", "core-group"))
    deadlines = [
        make_deadline(1, date(2026, 11, 27), "projected", meets_milestone="recorded", **written),
        make_deadline(2, date(2026, 12, 11), "projected", **visit),
        make_deadline(3, date(2026, 12, 25), "projected", **visit),
        make_deadline(4, date(2026, 12, 28), "due", **group),
        make_deadline(5, date(2026, 12, 1), "projected", governed_by="wf.cp.core-group:2", standard="looser"),
        make_deadline(6, date(2026, 12, 2), "projected", governed_by="not shown", standard="alone"),
        make_deadline(7, None, "due", standard="undated"),
        make_deadline(8, date(2026, 11, 2), "overdue", **group),
        make_deadline(9, date(2026, 11, 3), "met", **group),
    ]
    assert [d.key.rpartition(":")[2] for d in at_a_glance(deadlines)] == ["8", "4", "7", "6", "2", "1"]


def test_the_cover_says_how_many_open_deadlines_it_does_not_list(child):
    deadlines = [
        make_deadline(n, date(2026, 12, 1) + timedelta(days=n), "projected", standard="s") for n in range(4)
    ]
    assert (
        "3 more open deadlines in the list" in pages(calendar_pdf(child, make_calendar(deadlines), TODAY))[0]
    )


def test_a_workers_own_calendar_is_headed_by_the_worker():
    own = make_child("Siân Ŵyn-Ŷork", born=None, known_as="", age="", reference="", child_id="worker")
    deadline = make_deadline(1, child_id="worker", child_name="Siân Ŵyn-Ŷork")
    calendar = make_calendar([deadline], child_id="worker", child_name="Siân Ŵyn-Ŷork")
    cover = pages(calendar_pdf(own, calendar, TODAY))[0]
    assert "Worker Siân Ŵyn-Ŷork Authority" in cover
    assert "Child " not in cover.partition("At a glance")[0]


def test_a_month_with_nothing_in_it_says_so(child):
    found = pages(calendar_pdf(child, make_calendar([make_deadline(1, date(2027, 1, 8))]), TODAY))
    quiet = [page for page in found if "Nothing falls due or is booked in this month" in page]
    assert any("December 2026" in page for page in quiet)
    assert not any("January 2027" in page for page in quiet)


@pytest.mark.parametrize("month", [date(2027, 2, 1), date(2027, 5, 1)], ids=["four weeks", "six weeks"])
def test_five_entries_of_a_day_are_all_read(child, month):
    one = month.replace(day=12)
    names = ["Core group", "Review conference", "Health assessment", "Visit", "Supervision"]
    states = ["overdue", "due", "projected", "met", "late"]
    deadlines = [
        make_deadline(n, one, s, activity=a) for n, (s, a) in enumerate(zip(states, names, strict=True))
    ]
    (page,) = [
        text
        for text in pages(calendar_pdf(child, make_calendar(deadlines), TODAY))
        if "Monday" in text and all(name.split()[0] in text for name in names)
    ]
    assert "more, see list" not in page


def test_what_is_to_be_planned_for_the_day_itself_is_said_once(child):
    deadline = make_deadline(1, date(2026, 12, 14), plan_by=date(2026, 12, 14))
    assert "Plan by" not in " ".join(pages(calendar_pdf(child, make_calendar([deadline]), TODAY)))


def test_a_frequency_agreed_for_the_child_is_printed_with_who_when_and_why(child):
    agreed = "every 2 weeks from Tue 3 Nov 2026, agreed by Tom Lee, team manager: Asked for by the family"
    met = make_deadline(1, date(2026, 11, 10), "met", met_at=date(2026, 11, 9), agreed=agreed)
    text = " ".join(" ".join(pages(calendar_pdf(child, make_calendar([met]), TODAY))).split())
    assert f"Agreed for this child: {agreed}." in text


def test_where_the_standards_have_several_versions_each_date_says_under_which(child):
    met = make_deadline(1, date(2026, 11, 10), "met", met_at=date(2026, 11, 9), version="6")
    due = make_deadline(2, date(2026, 12, 14), version="7")
    versions = (("6", date(2024, 5, 23)), ("7", date(2026, 11, 20)))
    one = make_calendar([met, due])
    text = " ".join(" ".join(pages(calendar_pdf(child, one, TODAY))).split())
    assert "counted under" not in text
    several = replace(one, pack_versions=versions)
    text = " ".join(" ".join(pages(calendar_pdf(child, several, TODAY))).split())
    assert "version 6; from 20 November 2026 version 7" in text
    assert text.count("counted under version 6") == 1 and text.count("counted under version 7") == 1
