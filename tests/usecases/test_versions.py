"""A deadline keeps the version that made it; a new version shows exactly what it changes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from services.engine.facts import Case, Event
from services.engine.rulebook import Rulebook
from services.usecases.calendars import view, working_calendar
from services.usecases.packfile import parse_pack_file, write_pack
from services.usecases.standards import Library, library
from services.usecases.versions import case_changes, limit_way, pack_changes, versioned_schedule

SIX = library().rulebook("stoke-on-trent")
ADDED = """
[[standard]]
id = "stoke.cp.phone-call"
area = "child_protection"
cite = "Section Two, new"
says = "The social worker telephones the child within 3 working days of the conference"
clock = "icpc[outcome=cp_plan]"
due = "3 working days"
met_by = "family_contact[by=telephone]"
kind = "deadline"
force = "must"
role = "social worker"
"""


def _cut(text: str, standard: str) -> tuple[str, str, str]:
    start = text.index(f'[[standard]]\nid = "{standard}"')
    end = text.index("\n[[", start + 2)
    return text[:start], text[start:end], text[end + 1 :]


def seven() -> Rulebook:
    """Version 7, from 1 April 2026: visits every 5 working days, core groups every 6 weeks, a rule new, one gone."""
    text = write_pack(SIX).decode()
    text = text.replace('version = "6"', 'version = "7"').replace(
        "effective = 2024-05-23", "effective = 2026-04-01"
    )
    before, rule, after = _cut(text, "stoke.cp.visit")
    text = before + rule.replace("10 working days", "5 working days") + after
    before, rule, after = _cut(text, "stoke.cp.later-core-groups")
    text = before + rule.replace("4 weeks", "6 weeks") + after
    before, _, after = _cut(text, "stoke.cp.core-group-plan-updated")
    return parse_pack_file((before + after + ADDED).encode())


SEVEN = seven()
CALENDAR = working_calendar()


def test_the_difference_rule_by_rule() -> None:
    found = pack_changes(SIX, SEVEN, CALENDAR)
    assert (found.before, found.after, found.effective) == ("6", "7", date(2026, 4, 1))
    assert [(c.kind, c.standard, c.before, c.after, c.way) for c in found.rules] == [
        ("added", "stoke.cp.phone-call", "", "3 working days", ""),
        ("changed", "stoke.cp.visit", "every 10 working days", "every 5 working days", "sooner"),
        ("changed", "stoke.cp.later-core-groups", "every 4 weeks", "every 6 weeks", "later"),
        ("dropped", "stoke.cp.core-group-plan-updated", "2 working days", "", ""),
    ]
    assert found.expectations == (0, 0)
    assert ("limit", "every 10 working days", "every 5 working days") in found.rules[1].parts


def test_a_version_with_nothing_new_changes_nothing() -> None:
    assert pack_changes(SIX, parse_pack_file(write_pack(SIX)), CALENDAR).rules == ()


# Conference Monday 9 March 2026, core group Monday 16 March, child seen Monday 16 March; today is Monday 30 March.
CASE = Case(
    "child",
    {"born": date(2020, 3, 3)},
    (
        Event("icpc", date(2026, 3, 9), {"outcome": "cp_plan"}),
        Event("core_group", date(2026, 3, 16)),
        Event("visit", date(2026, 3, 16), {"plan": ("cp",), "seen": True}, {"recorded": date(2026, 3, 17)}),
    ),
)
TODAY, UNTIL = date(2026, 3, 30), date(2026, 6, 30)


def _dues(books: list[Rulebook], standard: str, today: date = TODAY) -> list[tuple[str, date, date]]:
    found = versioned_schedule(books, CASE, today, UNTIL, CALENDAR)
    rows = [d for d in found if d.standard.id == standard]
    return [(d.state, d.counted_from, d.due) for d in rows]  # type: ignore[misc]


def test_what_was_counted_before_stays_and_what_comes_after_follows_the_new_version() -> None:
    """Version 6: the first by Mon 23 March, met 16 March; the next 10 working days on, Mon 30 March; from there
    (30 March is before 1 April) ten more, with 3 and 6 April holidays: Wed 15 April. Version 7 from there: five more,
    Wed 22 April, and Wed 29 April."""
    assert _dues([SIX, SEVEN], "stoke.cp.visit")[:5] == [
        ("met", date(2026, 3, 9), date(2026, 3, 23)),
        ("due", date(2026, 3, 16), date(2026, 3, 30)),
        ("projected", date(2026, 3, 30), date(2026, 4, 15)),
        ("projected", date(2026, 4, 15), date(2026, 4, 22)),
        ("projected", date(2026, 4, 22), date(2026, 4, 29)),
    ]


def test_a_new_rule_does_not_reach_back() -> None:
    assert _dues([SIX, SEVEN], "stoke.cp.phone-call") == []
    assert _dues([SEVEN], "stoke.cp.phone-call") == [("overdue", date(2026, 3, 9), date(2026, 3, 12))]


def test_a_dropped_rule_still_stands_for_what_it_had_started() -> None:
    """The core group of 16 March: its plan by Wed 18 March, under version 6."""
    assert _dues([SIX, SEVEN], "stoke.cp.core-group-plan-updated") == [
        ("overdue", date(2026, 3, 16), date(2026, 3, 18))
    ]


def test_one_version_is_the_plain_schedule() -> None:
    from services.engine.schedule import schedule

    assert [d[:8] for d in versioned_schedule([SIX], CASE, TODAY, UNTIL, CALENDAR)] == [
        d[:8] for d in schedule(SIX, CASE, TODAY, UNTIL, CALENDAR)
    ]


def test_the_difference_for_a_child() -> None:
    """Only the three rules that bear on this child; nothing else moves."""
    found = case_changes([SIX], [SIX, SEVEN], CASE, TODAY, UNTIL, CALENDAR)
    touched = {(c.kind, (c.after or c.before).standard) for c in found.changes}  # type: ignore[union-attr]
    assert touched <= {
        ("added", "stoke.cp.visit"),
        ("sooner", "stoke.cp.visit"),
        ("later", "stoke.cp.later-core-groups"),
        ("gone", "stoke.cp.later-core-groups"),
    }
    visits = [c for c in found.changes if c.kind == "sooner"]
    # the first that moves: Wed 29 April (ten working days after 15 April) becomes Wed 22 April
    assert visits[0].before is not None
    assert visits[0].after is not None
    assert (visits[0].before.due, visits[0].after.due, visits[0].days) == (
        date(2026, 4, 29),
        date(2026, 4, 22),
        -7,
    )
    assert found.unchanged > 10


def test_what_is_past_stays_word_for_word() -> None:
    def past(books: list[Rulebook]) -> list[object]:
        found = versioned_schedule(books, CASE, TODAY, UNTIL, CALENDAR)
        return [view(d) for d in found if d.due and d.due <= TODAY]

    assert past([SIX, SEVEN]) == past([SIX])
    assert past([SIX])


@pytest.mark.parametrize(
    ("standard", "before", "after", "way"),
    [
        (
            "stoke.cp.visit",
            "10 working days",
            "2 weeks",
            "sooner",
        ),  # ten working days are 14, or more over a holiday
        ("stoke.cp.visit", "10 working days", "3 weeks", "later"),
        ("stoke.cp.visit", "10 working days", "10 working days", ""),
    ],
)
def test_which_way_a_limit_moves(standard: str, before: str, after: str, way: str) -> None:
    text = write_pack(SIX).decode()
    head, rule, tail = _cut(text, standard)
    other = parse_pack_file((head + rule.replace(before, after) + tail).encode())
    old, new = SIX.standard(standard), other.standard(standard)
    assert old is not None
    assert new is not None
    assert limit_way(old, new, CALENDAR) == way


def test_a_shelf_knows_the_versions_of_an_authority(tmp_path: Path) -> None:
    for name, book in (("stoke-on-trent", SEVEN), ("stoke-on-trent@6", SIX)):
        head, rest = write_pack(book).split(b"\n[[", 1)
        (tmp_path / name).mkdir()
        (tmp_path / name / "pack.toml").write_bytes(head)
        (tmp_path / name / "standards.toml").write_bytes(b"[[" + rest)
    shelf = Library(tmp_path)
    assert shelf.ids == ("stoke-on-trent",)
    assert [b.version for b in shelf.versions("stoke-on-trent")] == ["6", "7"]
    assert [b.version for b in library().versions("oldham")] == ["undated"]
