"""The command line (no display needed): what is asked, done, and said; exit codes 0, 1 and 2."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from datetime import date
from typing import IO, Any

from services.cli import compare, standards
from services.cli.plain import DONE, WRONG, tell
from services.usecases import answers, casefile
from services.usecases.errors import InvalidInput
from services.usecases.packfile import read_pack_file, with_pack
from services.usecases.standards import Library, PackError, library, read_pack


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
        stream = (args.batch or args.case).open("rb")
        raw = b"" if args.batch else stream.read(casefile.MAX_BYTES + 1)
    except OSError as bad:
        tell([f"{args.batch or args.case}: cannot be read: {bad.strerror}"])
        return WRONG
    with stream:
        return _batch(stream, args, today) if args.batch else _single(raw, args, today)


def _single(raw: bytes, args: argparse.Namespace, today: Callable[[], date]) -> int:
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
