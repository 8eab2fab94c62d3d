"""The command `compare`: authorities side by side by topic, and the same events under each of them."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from services.cli.standards import DONE, WRONG, write
from services.usecases import casefile
from services.usecases.calendars import working_calendar
from services.usecases.compare import answer, check_choice, compare_case, topic_table
from services.usecases.errors import InvalidInput
from services.usecases.standards import Library

ABOUT = (
    "The same events under two to five authorities: each one's deadlines (lanes), the differences from the first "
    "authority to each of the others (sooner, later, only_here, falls_away), and the limits by topic, as JSON. "
    "Without a case: the limits by topic alone."
)
SHAPE = """the answer, format 1:
  format, today, until
  authorities   [{id, name, version}], in the order asked for
  lanes         [{authority, deadlines: [{standard, says, cite, due, plan_by, state, provisional, reading}]}]
  differences   [{topic, label, kind, authority, before, after, days}]: from the first authority to that one;
                kind is sooner, later, only_here or falls_away; before and after are deadlines or null; days is
                how many calendar days later (negative: sooner), null where one of them has no date
  same          {authority: how many questions fall due on the same day}
  topics        [{topic, label, differs, limits: {authority: [{standard, limit, reading, cite}]}}]; an empty list
                means that its document prints no limit
"""


def options(sub: argparse.ArgumentParser, day: Callable[[str], date]) -> None:
    """The options of `compare`."""
    sub.formatter_class = argparse.RawDescriptionHelpFormatter
    sub.epilog = SHAPE
    sub.add_argument("case", nargs="?", type=Path, metavar="CASE.json")
    sub.add_argument(
        "--authorities", required=True, metavar="A,B,C", help="two to five, the first is compared with"
    )
    sub.add_argument("--today", type=day, metavar="D", help="as seen on this day (2026-03-20)")
    sub.add_argument("--until", type=day, metavar="D", help="project to this day; else twelve months")
    sub.add_argument("--pack", dest="extra", type=Path, metavar="FILE", help="an exported pack to take along")
    sub.add_argument("--pdf", type=Path, metavar="FILE", help="print it instead")


def run(args: argparse.Namespace, today: date) -> int:
    """Carry it out; returns the exit code."""
    shelf: Library = args.shelf
    names = [name.strip() for name in args.authorities.split(",") if name.strip()]
    try:
        check_choice(names)
        books = [shelf.rulebook(name) for name in names]
    except InvalidInput as bad:
        return _wrong([f"--authorities: {p.what} ({p.right})" for p in bad.problems])
    found = None
    if args.case is not None:
        try:
            with args.case.open("rb") as stream:
                raw = stream.read(casefile.MAX_BYTES + 1)
            wanted = casefile.Wanted(today, names[0], args.today, args.until)
            file = casefile.parse(raw, shelf, wanted)
        except OSError as bad:
            return _wrong([f"{args.case}: cannot be read: {bad.strerror}"])
        except InvalidInput as bad:
            return _wrong([f"{args.case}: {problem}" for problem in bad.problems])
        found = compare_case(books, file.case, file.today, file.until, working_calendar(), why=False)
    table = topic_table(books)
    if args.pdf:
        from services.documents.comparison import case_comparison_pdf, topic_table_pdf

        data = case_comparison_pdf(found, table, "", today) if found else topic_table_pdf(table, today)
        write(args.pdf, data)
        print(args.pdf)
    else:
        print(json.dumps(answer(found, table), ensure_ascii=False, indent=1))
    return DONE


def _wrong(lines: list[str]) -> int:
    for line in lines:
        print(line, file=sys.stderr)
    return WRONG
