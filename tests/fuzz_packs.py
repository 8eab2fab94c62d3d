"""Mutated packs for the pack reader: bytes, lines, keys, values, types and words of the language, changed at random.

    python -m tests.fuzz_packs --count 100000 [--seed N]

Every mutant must either be refused with named problems or be read whole; a mutant that is read must also be told,
scheduled, and written and read back. No traceback, no hang (a mutant may take five seconds), no partial load.
"""

from __future__ import annotations

import argparse
import random
import signal
import sys
import time
import tomllib
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache

from services.engine.packs import parse_pack
from services.engine.rulebook import PackError, Rulebook
from services.engine.schedule import schedule
from services.usecases.calendars import working_calendar
from services.usecases.examples import examples
from services.usecases.packfile import parse_pack_file, write_pack
from services.usecases.standards import PACKS, library
from services.usecases.telling import sentences, short_limit
from services.usecases.vocabulary import words

LIMIT = 5  # seconds that one mutant may take
Files = dict[str, bytes]
NASTY = (
    *(
        "1",
        "-1",
        "0",
        "true",
        "[]",
        "{}",
        "[1, 2]",
        '["a", 1]',
        "1.5",
        "nan",
        "inf",
        "2026-02-30",
        "2026-03-01",
    ),
    *(
        "12:00:00",
        "2026-03-01T10:00:00Z",
        '""',
        '" "',
        '"\\u0000"',
        '"\\ud800"',
        "'''",
        '"""',
        "9" * 30,
        "9" * 5000,
    ),
    *(
        "0x" + "f" * 40,
        "1e999",
        '"' + "a" * 3000 + '"',
        "{ a = 1 }",
        "[[[[[[[[1]]]]]]]]",
        "[" * 400,
        "{a={a={a=1}}}",
    ),
    *(
        ".".join("a" * 150),
        '"99999 years"',
        '"0 days"',
        '"-99999 weeks"',
        '"1 fortnights"',
        '"999999999 days"',
    ),
    *(
        '"birth"',
        '"turned_25"',
        '"conception"',
        '"icpc#9999"',
        '"icpc[outcome=cp_plan]#1.minutes_sent"',
        '"|"',
    ),
    *('"icpc[[]]"', '"visit[seen, not seen]"', '"count(visit) >= 9999"', '"since(birth) < 99999 terms"'),
)


@cache
def bases() -> tuple[tuple[str, Files], ...]:
    """What is mutated: each file of standards with its head, expectations and audits, and the exported packs."""
    found: list[tuple[str, Files]] = []
    for name in library().ids:
        head = (PACKS / name / "pack.toml").read_bytes()
        for path in sorted((PACKS / name).glob("*.toml")):
            if path.name == "pack.toml":
                continue
            files = {"pack.toml": head, path.name: path.read_bytes()}
            if not path.name.startswith(("expectations", "audits")):
                found += [(name, files)] * 3
            found.append((name, files))
        found.append((name, {"one-file": write_pack(library().rulebook(name))}))
    return tuple(found)


# --- mutations ------------------------------------------------------------------------------------------------------
def _bytes(raw: bytes, rng: random.Random) -> bytes:
    if not raw:
        return bytes([rng.randrange(256)])
    at = rng.randrange(len(raw))
    end = min(len(raw), at + rng.choice((1, 1, 2, 8, 100)))
    other = rng.randrange(len(raw))
    return rng.choice(
        (
            raw[:at] + bytes(rng.randrange(256) for _ in range(end - at)) + raw[end:],
            raw[:at] + raw[end:],
            raw[:at] + raw[other : other + 60] + raw[at:],
            raw[:at],
            raw[:at]
            + rng.choice((b"\0", b"\xff\xfe", b"\r", b'"', b"[", b"]", b"=", b"\n", b"#"))
            + raw[at:],
        )
    )


def _lines(raw: bytes, rng: random.Random) -> bytes:
    rows = raw.split(b"\n")
    a, b = rng.randrange(len(rows)), rng.randrange(len(rows))
    kind = rng.randrange(5)
    if kind == 0:
        del rows[a]
    elif kind == 1:
        rows.insert(b, rows[a])
    elif kind == 2:
        rows[a], rows[b] = rows[b], rows[a]
    elif kind == 3:
        rows[a] = rows[a] + rows[b]
    else:
        rows[min(a, b) : max(a, b)] = []
    return b"\n".join(rows)


def _row(raw: bytes, rng: random.Random, change: Callable[[bytes, bytes], bytes]) -> bytes:
    """One `key = value` line changed."""
    rows = raw.split(b"\n")
    places = [i for i, row in enumerate(rows) if b" = " in row]
    if not places:
        return _bytes(raw, rng)
    at = rng.choice(places)
    key, _, value = rows[at].partition(b" = ")
    rows[at] = change(key, value)
    return b"\n".join(rows)


def _keys(raw: bytes, rng: random.Random) -> bytes:
    names = (
        b"id",
        b"due",
        b"when",
        b"clock",
        b"limit",
        b"tied",
        b"looser",
        b"format",
        b"a.b",
        b'"x y"',
        b"",
        b"met by",
    )
    return _row(
        raw, rng, lambda key, value: rng.choice((rng.choice(names), key[1:], key * 2)) + b" = " + value
    )


def _values(raw: bytes, rng: random.Random) -> bytes:
    rows = [row.partition(b" = ")[2] for row in raw.split(b"\n") if b" = " in row] or [b"1"]
    return _row(raw, rng, lambda key, value: key + b" = " + rng.choice(rows))


def _types(raw: bytes, rng: random.Random) -> bytes:
    return _row(raw, rng, lambda key, value: key + b" = " + rng.choice(NASTY).encode("utf-8", "replace"))


@cache
def _tokens() -> tuple[bytes, ...]:
    vocabulary = words()
    found = {*vocabulary.events, *vocabulary.episodes, *vocabulary.child}
    for event in vocabulary.events.values():
        found |= {*event.attrs, *event.milestones}
    signs = "[ ] ( ) | / # . , = != <= >= not open. child. clock. placement. count( since( days terms"
    return tuple(t.encode() for t in (*sorted(found), *signs.split(), "0", "1", "3", "99999", "-1"))


def _language(raw: bytes, rng: random.Random) -> bytes:
    """A word or sign inside a selector, condition or duration changed."""

    def change(key: bytes, value: bytes) -> bytes:
        at = rng.randrange(len(value) + 1)
        end = min(len(value), at + rng.choice((0, 1, 3, 8)))
        return key + b" = " + value[:at] + rng.choice(_tokens()) + value[end:]

    return _row(raw, rng, change)


MUTATIONS = (_bytes, _lines, _keys, _values, _types, _language, _language)


def mutant(rng: random.Random) -> tuple[str, Files]:
    """A pack with one to four changes in it."""
    name, files = rng.choice(bases())
    files = dict(files)
    for _ in range(rng.choice((1, 1, 1, 2, 4))):
        place = rng.choice(sorted(files))
        files[place] = rng.choice(MUTATIONS)(files[place], rng)
    return name, files


# --- one mutant -----------------------------------------------------------------------------------------------------
def read(files: Files) -> Rulebook:
    """As the program reads it: a folder's files, or one exported file."""
    if "one-file" in files:
        return parse_pack_file(files["one-file"])
    return parse_pack(files, words())


def check(name: str, files: Files) -> str:
    """ "refused" or "read"; AssertionError (or whatever was raised) where the reader does not keep its word."""
    try:
        book = read(files)
    except PackError as bad:
        _named(bad)
        return "refused"
    _whole(book, files)
    again = parse_pack_file(write_pack(book))
    assert len(again.standards) == len(book.standards), "lost on the way through a file"
    for s in book.standards:
        assert sentences(s), s.id
        assert short_limit(s), s.id
    for case in examples(name)[:2]:
        schedule(book, case.case, date(2026, 6, 1), date(2026, 12, 1), working_calendar())
    return "read"


def _named(bad: PackError) -> None:
    assert bad.problems, "refused without a reason"
    for problem in bad.problems:
        assert problem.file, problem
        assert problem.line >= 1, problem
        assert problem.what.strip(), problem
        str(problem).encode("utf-8")


def _whole(book: Rulebook, files: Files) -> None:
    counts: Counter[str] = Counter()
    for raw in files.values():
        data = tomllib.loads(raw.decode("utf-8-sig"))
        counts.update({table: len(rows) for table, rows in data.items() if isinstance(rows, list)})
    found = (len(book.standards), len(book.expectations), len(book.audits))
    assert found == (counts["standard"], counts["expectation"], counts["audit"]), "a partial load"


class Hang(BaseException):
    """A mutant that took too long."""


@contextmanager
def _within(seconds: float) -> Iterator[None]:
    """Raise Hang after that long, where the system has such a clock; elsewhere the time is looked at afterwards."""
    began = time.monotonic()
    if hasattr(signal, "setitimer"):

        def stop(*_: object) -> None:
            raise Hang

        before = signal.signal(signal.SIGALRM, stop)
        signal.setitimer(signal.ITIMER_REAL, seconds)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)
    else:
        yield
    if time.monotonic() - began > seconds:
        raise Hang


def run(count: int, seed: int, tell: Callable[[str], None] = print) -> list[tuple[int, str]]:
    """Try `count` mutants; what went wrong as (number of the mutant, what), empty where nothing did."""
    told: Counter[str] = Counter()
    wrong: list[tuple[int, str]] = []
    began = time.monotonic()
    for number in range(count):
        name, files = mutant(random.Random(f"{seed}/{number}"))
        try:
            with _within(LIMIT):
                told[check(name, files)] += 1
        except Hang:
            wrong.append((number, f"took more than {LIMIT} seconds"))
        except Exception:
            wrong.append((number, traceback.format_exc()))
        if (number + 1) % 5000 == 0:
            tell(f"{number + 1} mutants, {dict(told)}, {len(wrong)} wrong, {time.monotonic() - began:.0f} s")
    tell(
        f"{count} mutants: {told['refused']} refused with reasons, {told['read']} read whole, {len(wrong)} wrong"
    )
    return wrong


def main(argv: list[str]) -> int:
    options = argparse.ArgumentParser(prog="python -m tests.fuzz_packs", description=__doc__)
    options.add_argument("--count", type=int, default=1000)
    options.add_argument("--seed", type=int, default=1)
    args = options.parse_args(argv)
    wrong = run(args.count, args.seed)
    for number, what in wrong[:20]:
        print(f"--- mutant {number} of seed {args.seed}\n{what}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
