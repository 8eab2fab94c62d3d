"""The command line (no display needed): what is asked, done, and said; exit codes 0, 1 and 2."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import IO, Any

from services.cli import compare, standards
from services.cli.standards import PACK_HELP
from services.usecases import answers, casefile
from services.usecases.errors import AppError, InvalidInput
from services.usecases.packfile import read_pack_file, with_pack
from services.usecases.standards import Library, PackError, library, read_pack

VERSION = "0.1.0"
DONE, FAILED, WRONG = 0, 1, 2


def _day(text: str) -> date:
    try:
        found = date.fromisoformat(text)
        if len(text) != 10 or not casefile.FIRST_YEAR <= found.year <= casefile.LAST_YEAR:
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
    standards.options(rules)
    compare.options(command("compare", compare.ABOUT), _day)
    command("authorities", "the authorities that are loaded, as JSON")
    check = command("check", "validate an authority's pack: its folder, or the file that it was exported to")
    check.add_argument("pack", type=Path, metavar="PACK-DIR")
    return top


def run(args: argparse.Namespace, today: Callable[[], date]) -> int:
    """Carry out a command that needs no window; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        _take_along(args)
    except PackError as bad:
        tell([str(problem) for problem in bad.problems])
        return WRONG
    return _COMMANDS[args.command](args, today)


def tell(lines: Sequence[str]) -> None:
    for line in lines:
        print(line.replace("\n", " "), file=sys.stderr)


def _print(answer: Any) -> None:
    print(json.dumps(answer, ensure_ascii=False, indent=1))


def _take_along(args: argparse.Namespace) -> None:
    """Put the exported pack that --pack names on the shelf, and follow it unless another authority is asked for."""
    args.shelf = library()
    if getattr(args, "extra", None):
        args.shelf, own = with_pack(args.extra)
        if args.command != "compare":
            args.authority = args.authority or own


def _wanted(args: argparse.Namespace, today: Callable[[], date]) -> casefile.Wanted:
    return casefile.Wanted(today(), args.authority, args.today, args.until, args.replay)


def _schedule(args: argparse.Namespace, today: Callable[[], date]) -> int:
    if (args.case is None) == (args.batch is None):
        tell(["schedule: name one case file, or --batch and a file with a case on each line"])
        return WRONG
    try:
        if args.batch:
            with args.batch.open("rb") as stream:
                return _batch(stream, args, today)
        with args.case.open("rb") as stream:
            raw = stream.read(casefile.MAX_BYTES + 1)
    except OSError as bad:
        tell([f"{args.batch or args.case}: cannot be read: {bad.strerror}"])
        return WRONG
    shelf = args.shelf
    try:
        answer = answers.calendar(casefile.parse(raw, shelf, _wanted(args, today)), shelf, args.all)
    except InvalidInput as bad:
        tell([f"{args.case}: {problem}" for problem in bad.problems])
        return WRONG
    _print(answer)
    return DONE


def _lines(stream: IO[bytes]) -> Iterator[bytes]:
    """The lines of a file, each cut just past the largest size that a case may have."""
    while line := stream.readline(casefile.MAX_BYTES + 2):
        rest = line
        while not rest.endswith(b"\n") and len(rest) > 1 << 19 and (rest := stream.readline(1 << 20)):
            pass
        yield line.strip()


def _batch(stream: IO[bytes], args: argparse.Namespace, today: Callable[[], date]) -> int:
    """A case a line in, an answer a line out, in order; a bad line gives its problems in its place."""
    shelf, wanted, code = args.shelf, _wanted(args, today), DONE
    for number, line in enumerate(_lines(stream), 1):
        answer, bad = _one(line, shelf, wanted, args.all)
        if bad:
            code, answer = WRONG, {"error": bad, "line": number}
            tell([f"{args.batch}: line {number}: {problem}" for problem in bad])
        print(json.dumps(answer, ensure_ascii=False, separators=(",", ":")))
    return code


def _one(
    raw: bytes, shelf: Library, wanted: casefile.Wanted, show_all: bool
) -> tuple[dict[str, Any], list[str]]:
    if not raw:
        return {}, ["file: an empty line (write a case on each line)"]
    try:
        return answers.calendar(casefile.parse(raw, shelf, wanted), shelf, show_all), []
    except InvalidInput as bad:
        return {}, [str(problem) for problem in bad.problems]


def _standards(args: argparse.Namespace, today: Callable[[], date]) -> int:
    return standards.run(args, today())


def _compare(args: argparse.Namespace, today: Callable[[], date]) -> int:
    return compare.run(args, today())


def _authorities(args: argparse.Namespace, today: Callable[[], date]) -> int:
    _print(answers.authorities(args.shelf))
    return DONE


def _check(args: argparse.Namespace, today: Callable[[], date]) -> int:
    try:
        book = read_pack_file(args.pack) if args.pack.is_file() else read_pack(args.pack)
    except PackError as bad:
        tell([str(problem) for problem in bad.problems])
        return WRONG
    print(
        f"{book.title}, version {book.version}: {len(book.standards)} standards, "
        f"{len(book.expectations)} expectations, {len(book.audits)} audit rows. No problem found."
    )
    return DONE


_COMMANDS: dict[str, Callable[[argparse.Namespace, Callable[[], date]], int]] = {
    "schedule": _schedule,
    "standards": _standards,
    "compare": _compare,
    "authorities": _authorities,
    "check": _check,
}


def plain_failure(bad: BaseException) -> str:
    """An unexpected error in one line, without the contents of a record."""
    if isinstance(bad, AppError):
        return str(bad)
    return f"Daymark could not finish: {type(bad).__name__}. Run it again with --debug for the details."
