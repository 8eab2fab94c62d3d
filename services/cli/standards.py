"""The commands about the standards themselves: what is loaded, how far it is proven, the booklet."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from services.cli.plain import DONE, FAILED, WRONG
from services.usecases.errors import DiskTrouble, InvalidInput
from services.usecases.packfile import write_pack
from services.usecases.standards import Library, listing
from services.usecases.standards_results import Coverage


def run(args: argparse.Namespace, today: date) -> int:
    """`standards`: JSON, or with --coverage a report, or with --pdf a booklet."""
    shelf: Library = args.shelf
    wanted = [args.authority] if args.authority else list(shelf.ids)
    try:
        books = tuple(shelf.rulebook(name) for name in wanted)
    except InvalidInput as bad:
        return _wrong([f"--authority: {p.what} ({p.right})" for p in bad.problems])
    if sum(map(bool, (args.coverage, args.pdf, args.export))) > 1:
        return _wrong(["standards: one of --coverage, --pdf and --export at a time"])
    if args.coverage:
        return _coverage(shelf, wanted)
    if (args.pdf or args.export) and not args.authority:
        return _wrong(["standards: --pdf and --export are about one authority: add --authority"])
    if args.pdf:
        return _booklet(shelf, args.authority, args.pdf, today)
    if args.export:
        write(args.export, write_pack(books[0]))
        print(args.export)
        return DONE
    print(json.dumps(listing(books), ensure_ascii=False, indent=1))
    return DONE


def _wrong(lines: list[str]) -> int:
    for line in lines:
        print(line, file=sys.stderr)
    return WRONG


def _coverage(shelf: Library, wanted: list[str]) -> int:
    from services.usecases.coverage import coverage

    found = [coverage(shelf.rulebook(name)) for name in wanted]
    for one in found:
        print("\n".join(_report(one)) + "\n")
    missing = [name for one in found for name in one.without_example]
    for name in missing:
        print(f"{name}: no worked example", file=sys.stderr)
    return FAILED if missing else DONE


def _report(c: Coverage) -> Iterator[str]:
    caseload = c.standards - {side: n for side, _, n in c.sides}.get("applies", 0)
    yield f"{c.name} ({c.authority})"
    yield f"  standards         {c.standards}" + (f", {caseload} of them caseload limits" if caseload else "")
    yield f"  worked examples   {c.examples}"
    yield "  readings          " + ", ".join(f"{number} {reading}" for reading, number in c.readings)
    yield f"  topics            {c.topics}, given to {c.with_topic} standards"
    yield "  sides covered"
    for side, done, needed in c.sides:
        yield f"    {side:<20} {done:>4} of {needed}"
    for standard, side in c.gaps:
        yield f"    not shown: {standard}, {side}"


def _booklet(shelf: Library, authority: str, path: Path, today: date) -> int:
    from services.documents.booklet import booklet_pdf
    from services.usecases.browse import book_view

    write(path, booklet_pdf(book_view(shelf.rulebook(authority)), today))
    print(path)
    return DONE


def write(path: Path, data: bytes) -> None:
    """A file written whole; DiskTrouble where it cannot be."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as bad:
        raise DiskTrouble(f"{path} could not be written: {bad.strerror}.") from bad
