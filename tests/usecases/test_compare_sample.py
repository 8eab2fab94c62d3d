"""The sample children under all five authorities, held to cases counted by hand from the documents.

`tests/fixtures/compare/*.toml` says for each child, question by question, what each authority owes next: the day, the
limit and the clause, with the counting in words, and what changes from the child's own authority. Of the children
marked complete nothing else may differ; whichever authority they start from, the changes follow from the days.
"""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from itertools import permutations
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from services.engine.facts import Case, Event, day_of
from services.usecases import sample
from services.usecases.browse import topics
from services.usecases.calendars import working_calendar
from services.usecases.compare import compare_case
from services.usecases.standards import ORDER, library
from services.usecases.standards_results import CaseComparison, Difference
from services.usecases.telling import short_limit
from tests.usecases.test_sample import cases, read

FOLDER = Path(__file__).parents[1] / "fixtures" / "compare"
FILES = sorted(FOLDER.glob("*.toml"))
BOOKS = {name: library().rulebook(name) for name in ORDER}
STANDARDS = {s.id: s for book in BOOKS.values() for s in book.standards}


class Owed(NamedTuple):
    """What one authority owes next on a question; no due where no date is printed."""

    standard: str
    due: date | datetime | None


class Counted(NamedTuple):
    """One question of a file."""

    topic: str
    owed: dict[str, Owed]
    change: dict[str, str]
    rows: dict[str, dict[str, Any]]


@cache
def counted(path: Path) -> tuple[dict[str, Any], tuple[Counted, ...]]:
    found = tomllib.loads(path.read_text("utf-8"))
    return found, tuple(_question(row) for row in found["question"])


def _question(row: dict[str, Any]) -> Counted:
    rows = {name: row[name] for name in ORDER if name in row}
    owed = {n: Owed(r["standard"], None if isinstance(r["due"], str) else r["due"]) for n, r in rows.items()}
    return Counted(row["topic"], owed, row["change"], rows)


def word(before: Owed | None, after: Owed | None) -> str:
    """The change in the words of the files."""
    if before is None or after is None:
        return "new" if before is None else "falls away"
    if before.due is None or after.due is None:
        return (
            "the same" if before.due is after.due else "now has a date" if after.due else "no date any more"
        )
    if before.due == after.due:
        return "the same"
    days = (day_of(after.due) - day_of(before.due)).days
    return f"{abs(days)} day{'s' if abs(days) > 1 else ''} {'later' if days > 0 else 'sooner'}"


def said(d: Difference) -> str:
    """What was found, in the words of the files."""
    if d.kind in ("only_here", "falls_away"):
        return "new" if d.kind == "only_here" else "falls away"
    if d.days is None:
        return "now has a date" if d.kind == "sooner" else "no date any more"
    return f"{abs(d.days)} day{'s' if abs(d.days) > 1 else ''} {d.kind}"


def asked(d: Difference) -> str:
    """The topic of the question: of several that are alike the one that stands for them."""
    return d.question.partition("|")[0]


def sides(d: Difference) -> tuple[Owed | None, Owed | None]:
    before, after = (Owed(v.standard, v.due) if v else None for v in (d.before, d.after))
    return before, after


@cache
def child(key: str, today: date) -> Case:
    """A sample child's case as the store holds it: a summary that is written is an event as well."""
    found = read(today)
    written = [Event("case_summary", s.written) for s in found.summaries if s.child_id == key]
    case = cases(found)[key][1]
    return replace(case, events=tuple(sorted((*case.events, *written), key=lambda e: day_of(e.at))))


@cache
def compared(path: Path, base: str) -> CaseComparison:
    file, _ = counted(path)
    case = child(file["child"], file["today"])
    order = [BOOKS[base], *(BOOKS[n] for n in ORDER if n != base)]
    return compare_case(order, case, file["today"], file["until"], working_calendar(), why=False)


PAIRS = [
    pytest.param(path, base, other, id=f"{path.stem}: {base} to {other}")
    for path in FILES
    for base, other in permutations(ORDER, 2)
]


@pytest.mark.parametrize(("path", "base", "other"), PAIRS)
def test_each_change_is_the_one_counted_by_hand(path: Path, base: str, other: str) -> None:
    file, questions = counted(path)
    found = {(asked(d), *sides(d)): said(d) for d in compared(path, base).differences if d.authority == other}
    wanted = {}
    for one in questions:
        pair = one.owed.get(base), one.owed.get(other)
        if any(pair) and (change := word(*pair)) != "the same":
            wanted[one.topic, *pair] = change
    if not file["complete"]:
        mine = {o for one in questions for o in one.owed.values()}
        found = {key: change for key, change in found.items() if mine & set(key[1:])}
    assert found == wanted


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_the_changes_written_down_follow_from_the_days(path: Path) -> None:
    file, questions = counted(path)
    home = file["home"]
    for one in questions:
        told = {
            other: word(one.owed.get(home), one.owed.get(other))
            for other in ORDER
            if other != home and (other in one.owed or home in one.owed)
        }
        assert told == one.change, (one.topic, path.stem)


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_the_same_days_are_counted(path: Path) -> None:
    file, questions = counted(path)
    if file["complete"]:
        for base, other in permutations(ORDER, 2):
            same = [
                q for q in questions if base in q.owed and word(q.owed[base], q.owed.get(other)) == "the same"
            ]
            assert dict(compared(path, base).same)[other] == len(same), (base, other)


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_limits_and_clauses_are_those_of_the_documents(path: Path) -> None:
    for one in counted(path)[1]:
        assert one.topic in topics() or not one.topic
        for authority, row in one.rows.items():
            standard = STANDARDS[row["standard"]]
            assert standard in BOOKS[authority].standards
            assert (short_limit(standard), standard.cite) == (row["limit"], row["clause"]), row["standard"]
            assert row["counted"].endswith((".", ".)"))


def test_at_least_six_children_are_counted_whole() -> None:
    assert sum(counted(path)[0]["complete"] for path in FILES) >= 6
    assert {path.stem for path in FILES} <= {*cases(read(counted(FILES[0])[0]["today"]))}


def test_the_program_shows_the_same_for_the_children_of_the_sample() -> None:
    file, _ = counted(FILES[0])
    with sample.throwaway(file["today"]) as desk:
        rows = {row.born: row for row in desk.caseload()}
        forms = read(file["today"]).children
        for path in FILES:
            own, _ = counted(path)
            row = rows[forms[own["child"]].born]
            order = [own["home"], *(n for n in ORDER if n != own["home"])]
            shown = desk.under_each(row.child_id, order)
            assert _plain(shown) == _plain(compared(path, own["home"])), path.stem


def _plain(found: CaseComparison) -> set[tuple[object, ...]]:
    return {(d.topic, d.authority, said(d), *sides(d)) for d in found.differences}
