"""The words of the command line: what may be asked. Imports nothing heavy."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from services.cli.plain import VERSION

FIRST_YEAR, LAST_YEAR = 1900, 2150
PACK_HELP = "an exported pack to take along; its authority is followed unless --authority names another"
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


def _day(text: str) -> date:
    try:
        found = date.fromisoformat(text)
        if len(text) != 10 or not FIRST_YEAR <= found.year <= LAST_YEAR:
            raise ValueError
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date: write it as 2026-03-20") from None
    return found


def parser() -> argparse.ArgumentParser:
    """The whole command line; without a command the window opens."""
    top = argparse.ArgumentParser(
        prog="main.py",
        allow_abbrev=False,
        description="Daymark: case planning in children's social care, with the reason for every date.",
    )
    top.add_argument("--version", action="version", version=f"Daymark {VERSION}")
    top.add_argument(
        "--demo", action="store_true", help="open the window on a fresh sample caseload; nothing is kept"
    )
    top.add_argument("--store", type=Path, metavar="FOLDER", help="use the store in this folder")
    top.add_argument(
        "--self-test", action="store_true", help="check that everything this program needs works here"
    )
    top.add_argument("--debug", action="store_true", help="show the details of an unexpected error")
    subs = top.add_subparsers(dest="command", metavar="COMMAND")

    def command(name: str, said: str) -> argparse.ArgumentParser:
        sub = subs.add_parser(name, help=said.split(":")[0], description=said, allow_abbrev=False)
        sub.add_argument(
            "--debug",
            action="store_true",
            default=argparse.SUPPRESS,
            help="show the details of an unexpected error",
        )
        return sub

    demo = command("demo", "write the sample caseload's calendars, documents and screens into a folder")
    demo.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder; made if missing")
    plan = command("schedule", "compute the calendar of a case file")
    plan.add_argument("case", nargs="?", type=Path, metavar="CASE.json")
    plan.add_argument(
        "--batch", type=Path, metavar="CASES.jsonl", help="one case a line in, one answer a line out"
    )
    plan.add_argument("--authority", metavar="ID", help="follow this authority's standards")
    plan.add_argument("--today", type=_day, metavar="D", help="as seen on this day (2026-03-20)")
    plan.add_argument("--until", type=_day, metavar="D", help="project to this day; else twelve months")
    plan.add_argument("--pack", dest="extra", type=Path, metavar="FILE", help=PACK_HELP)
    plan.add_argument("--all", action="store_true", help="also what was met more than a year ago")
    plan.add_argument("--replay", action="store_true", help="leave out what happened after today")
    rules = command("standards", "every standard that is loaded, as JSON; its proof, or its booklet")
    _standards_options(rules)
    _compare_options(command("compare", ABOUT))
    command("authorities", "the authorities that are loaded, as JSON")
    check = command("check", "validate an authority's pack: its folder, or the file that it was exported to")
    check.add_argument("pack", type=Path, metavar="PACK-DIR")
    return top


def _standards_options(rules: argparse.ArgumentParser) -> None:
    """The options of `standards`."""
    rules.add_argument("--authority", metavar="ID", help="only this authority's")
    rules.add_argument(
        "--coverage",
        action="store_true",
        help="how far the standards are proven by worked examples; exit code 1 where one has none",
    )
    rules.add_argument("--pack", dest="extra", type=Path, metavar="FILE", help=PACK_HELP)
    rules.add_argument(
        "--export",
        type=Path,
        metavar="FILE",
        help="write one authority's standards as a file that can be sent",
    )
    rules.add_argument(
        "--pdf", type=Path, metavar="FILE", help="print the booklet “How Daymark reads the standards of X”"
    )


def _compare_options(sub: argparse.ArgumentParser) -> None:
    """The options of `compare`."""
    sub.formatter_class = argparse.RawDescriptionHelpFormatter
    sub.epilog = SHAPE
    sub.add_argument("case", nargs="?", type=Path, metavar="CASE.json")
    sub.add_argument(
        "--authorities", required=True, metavar="A,B,C", help="two to five, the first is compared with"
    )
    sub.add_argument("--today", type=_day, metavar="D", help="as seen on this day (2026-03-20)")
    sub.add_argument("--until", type=_day, metavar="D", help="project to this day; else twelve months")
    sub.add_argument("--pack", dest="extra", type=Path, metavar="FILE", help="an exported pack to take along")
    sub.add_argument("--pdf", type=Path, metavar="FILE", help="print it instead")
