"""The command `compare`: authorities side by side by topic, and the same events under each of them."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date

from services.cli.plain import DONE, WRONG
from services.cli.standards import write
from services.usecases import casefile
from services.usecases.calendars import working_calendar
from services.usecases.compare import answer, check_choice, compare_case, topic_table
from services.usecases.errors import InvalidInput
from services.usecases.standards import Library


def run(args: argparse.Namespace, today: date) -> int:
    """Carry it out; returns the exit code."""
    shelf: Library = args.shelf
    names = [name.strip() for name in args.authorities.split(",") if name.strip()]
    try:
        check_choice(names)
        books = [shelf.rulebook(name, args.today or today) for name in names]
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
        versions = [shelf.versions(name) for name in names]
        found = compare_case(versions, file.case, file.today, file.until, working_calendar(), why=False)
    table = topic_table(books)
    if args.pdf:
        from services.documents.comparison import case_comparison_pdf
        from services.documents.topics import topic_table_pdf

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
