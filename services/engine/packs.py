"""Reading a pack: every problem is named with file, line and what would be right; nothing is loaded by halves."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from services.engine.calendar import parse_duration
from services.engine.packtext import (
    ID,
    MAX_BYTES,
    MAX_LINE,
    MAX_ROWS,
    PACK_FILE,
    Complain,
    Lines,
    read_toml,
    readable,
    shown,
)
from services.engine.rulebook import (
    FORCES,
    KINDS,
    READINGS,
    Audit,
    Expectation,
    PackError,
    PackProblem,
    Rulebook,
    Standard,
)
from services.engine.selectors import (
    Condition,
    LanguageError,
    check_attribute,
    parse_condition,
    parse_selector,
)
from services.engine.vocabulary import DERIVED, Vocabulary, nearest

__all__ = ["MAX_BYTES", "PACK_FILE", "parse_pack"]

FIRST_YEAR, LAST_YEAR = 1970, 2100  # between which a version can take effect
_TEXT_KEYS = {
    "id",
    "area",
    "cite",
    "says",
    "clock",
    "due",
    "repeat",
    "until",
    "met_by",
    "kind",
    "force",
    "role",
}
_STANDARD_KEYS = _TEXT_KEYS | {"when", "limit", "reading", "note", "topic", "tied", "looser"}
_EXPECTATION_KEYS = {"id", "at", "cite", "says", "role"}
_AUDIT_KEYS = {"id", "cite", "theme", "acceptable", "unacceptable"}
_PACK_KEYS = {"format", "id", "name", "title", "version", "published", "review", "effective", "source"}


def parse_pack(files: Mapping[str, str | bytes], words: Vocabulary) -> Rulebook:
    """Read a pack from its files (name → text); PackError names every problem with file and line."""
    problems: list[PackProblem] = []
    head: dict[str, Any] = {}
    rows: dict[str, list[Any]] = {"standard": [], "expectation": [], "audit": []}
    ids: dict[str, tuple[str, int]] = {}
    places: dict[str, tuple[str, int]] = {}
    if PACK_FILE not in files:
        problems.append(
            PackProblem(PACK_FILE, 1, "", "this file is missing: it names the pack (id, title, version …)")
        )
    for name in sorted(files):
        data, lines = read_toml(name, files[name], problems)
        if data is None or lines is None:
            continue
        if name == PACK_FILE:
            head = _head(name, data, lines, problems)
            continue
        if sum(len(t) for t in data.values() if isinstance(t, list)) > MAX_ROWS:
            problems.append(PackProblem(name, 1, "", f"more than {MAX_ROWS:,} rows, which no pack needs"))
            continue
        for table, index, row in _tables(name, data, lines, problems):
            complain = _complainer(name, lines, table, index, row, problems)
            parsed = _PARSERS[table](row, words, complain) if readable(row, complain) else None
            key = str(row.get("id", ""))
            if key in ids:
                there, line = ids[key]
                first = f"line {line}" if there == name else f"{there}, line {line}"
                complain("id", f"{key!r} is used twice: first in {first}")
            elif key:
                ids[key] = (name, lines.of(table, index, "id"))
                places[key] = (name, lines.of(table, index, "tied"))
            if parsed is not None:
                rows[table].append(parsed)
    known = {s.id for s in rows["standard"]}
    problems += [
        PackProblem(
            *places[s.id],
            s.id,
            f"tied: there is no standard {t!r} in this pack: {nearest(t, known)}".rstrip(": "),
        )
        for s in rows["standard"]
        for t in s.tied
        if t not in known
    ]
    if not rows["standard"] and not problems:
        problems.append(
            PackProblem(PACK_FILE, 1, "", "the pack holds no standard: write at least one [[standard]]")
        )
    if problems:
        raise PackError(problems)
    return Rulebook(
        **head,
        standards=tuple(rows["standard"]),
        expectations=tuple(rows["expectation"]),
        audits=tuple(rows["audit"]),
        words=words,
    )


def _complainer(
    name: str, lines: Lines, table: str, index: int, row: Mapping[str, Any], problems: list[PackProblem]
) -> Complain:
    """How the parsers of a row say what is wrong with one of its keys."""

    def complain(key: str, what: str) -> None:
        name_of_row = str(row.get("id", ""))
        good = len(name_of_row) <= MAX_LINE["id"] and ID.fullmatch(name_of_row)
        place = name_of_row if good else f"{table} {index + 1}"
        said = f"{shown(key)}: {what}" if key else what
        problems.append(PackProblem(name, lines.of(table, index, key), place, said))

    return complain


def _tables(
    name: str, data: dict[str, Any], lines: Lines, problems: list[PackProblem]
) -> Iterator[tuple[str, int, dict[str, Any]]]:
    for table, rows in data.items():
        if table not in _PARSERS:
            hint = nearest(table, _PARSERS) or "write [[standard]], [[expectation]] or [[audit]]"
            line = lines.of(table, 0) if table in lines.tables else lines.of("", 0, table)
            problems.append(PackProblem(name, line, "", f"unknown table {table[:60]!r}: {hint}"))
        elif not isinstance(rows, list) or not all(isinstance(r, dict) for r in rows):
            problems.append(
                PackProblem(name, lines.of(table, 0), "", f"write [[{table}]] with double brackets")
            )
        else:
            yield from ((table, i, row) for i, row in enumerate(rows))


def _head(name: str, data: dict[str, Any], lines: Lines, problems: list[PackProblem]) -> dict[str, Any]:
    def complain(key: str, what: str) -> None:
        problems.append(PackProblem(name, lines.of("", 0, key), "", f"{shown(key)}: {what}"))

    _known_keys(data, _PACK_KEYS, complain)
    readable(data, complain)
    if data.get("format") != 1:
        complain("format", "must be 1, the only format that this version reads")
    for key in ("id", "name", "title", "version"):
        if not isinstance(data.get(key), str) or not data[key].strip():
            complain(key, "missing, or not a text")
    for key in ("published", "review"):
        if not re.fullmatch(r"(\d{4}(-\d{2}(-\d{2})?)?)?", str(data.get(key, ""))):
            complain(key, f"cannot read {data[key]!r}: write a date, a month (2023-08), a year, or nothing")
    if type(data.get("effective")) is not date:
        complain("effective", "missing, or not a date: the day from which this version counts (2024-05-23)")
    elif not FIRST_YEAR <= data["effective"].year <= LAST_YEAR:
        complain("effective", f"must lie between {FIRST_YEAR} and {LAST_YEAR}")
    if isinstance(data.get("id"), str) and not ID.fullmatch(data["id"]):
        complain("id", "use small letters, figures and hyphens only")
    text = {
        k: str(data.get(k, "")) for k in ("id", "name", "title", "version", "published", "review", "source")
    }
    return {**text, "effective": data.get("effective")}


def _known_keys(row: Mapping[str, Any], known: set[str], complain: Complain) -> None:
    for key in row:
        if key not in known:
            complain(key, f"unknown key {nearest(key, known)}".rstrip())


def _texts(row: Mapping[str, Any], needed: set[str], complain: Complain) -> bool:
    missing = [k for k in sorted(needed) if not isinstance(row.get(k), str) or not row[k].strip()]
    for key in missing:
        complain(key, "missing, or not a text")
    return not missing


def _standard(row: dict[str, Any], words: Vocabulary, complain: Complain) -> Standard | None:
    _known_keys(row, _STANDARD_KEYS, complain)
    good = _texts(row, {"id", "area", "cite", "says", "kind", "force", "role"}, complain)
    for key, choices in (("kind", KINDS), ("force", FORCES), ("reading", READINGS)):
        if key in row and row[key] not in choices:
            complain(key, f"{row[key]!r} is not one of {', '.join(choices)}")
            good = False
    if isinstance(row.get("id"), str) and not ID.fullmatch(row["id"]):
        complain("id", f"{row['id']!r}: use small letters, figures, dots and hyphens only")
    for key in ("clock", "due", "repeat", "until", "met_by", "note", "topic"):
        if not isinstance(row.get(key, ""), str):
            complain(key, "must be a text")
            good = False
    for key in ("when", "tied"):
        if not isinstance(row.get(key, []), list) or not all(isinstance(x, str) for x in row.get(key, [])):
            complain(key, "must be a list of texts")
            good = False
    if not isinstance(row.get("looser", False), bool):
        complain("looser", "must be true or false")
        good = False
    if not good:
        return None
    return _caseload(row, complain) if row["kind"] == "caseload" else _timed(row, words, complain)


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    keys = ("id", "area", "cite", "says", "kind", "force", "role", "note", "topic")
    return {**{k: row.get(k, "") for k in keys}, "reading": row.get("reading", "printed"), "raw": dict(row)}


def _caseload(row: dict[str, Any], complain: Complain) -> Standard | None:
    limit = row.get("limit")
    if not isinstance(limit, int) or isinstance(limit, bool) or limit < 1:
        complain("limit", "a caseload limit needs a whole number of children, 1 or more")
        return None
    return Standard(**_plain(row), limit=limit, tied=tuple(row.get("tied", ())))


def _timed(row: dict[str, Any], words: Vocabulary, complain: Complain) -> Standard | None:
    found: dict[str, Any] = {}

    def read(key: str, reader: Callable[[str], Any], text: str) -> Any:
        try:
            return reader(text)
        except (LanguageError, ValueError) as bad:
            complain(key, str(bad))
            found["bad"] = True
            return None

    for key in ("clock", "until", "met_by"):
        found[key] = read(key, lambda t: parse_selector(t, words), row.get(key, ""))
    for key in ("due", "repeat"):
        text = row.get(key, "")
        found[key] = read(key, parse_duration, text) if text else None
    when = [read("when", lambda t: parse_condition(t, words), c) for c in row.get("when", ())]
    if found.pop("bad", False):
        return None
    standard = Standard(
        **_plain(row),
        **found,
        when=tuple(when),
        tied=tuple(row.get("tied", ())),
        looser=row.get("looser", False),
    )
    return standard if _sound(standard, words, complain) else None


def _sound(s: Standard, words: Vocabulary, complain: Complain) -> bool:
    """The rules that join several keys of a standard."""
    wrong = []
    if not s.clock:
        wrong.append(("clock", "missing: say which event starts the clock"))
    if not s.met_by:
        wrong.append(("met_by", "missing: say which event meets it"))
    if s.kind == "interval" and not s.repeat:
        wrong.append(("repeat", "an interval needs a repeat, such as '6 weeks'"))
    if s.kind == "before" and (not s.due or (s.due.sign > 0 and any(n for n, _ in s.due.parts))):
        wrong.append(("due", "'before' counts back: write a minus ('-3 working days') or a zero ('0 days')"))
    if s.kind != "before" and s.due and s.due.sign < 0:
        wrong.append(("due", "only kind 'before' counts back: leave the minus out"))
    if s.repeat and (s.repeat.sign < 0 or not all(n for n, _ in s.repeat.parts)):
        wrong.append(("repeat", "must lie ahead: one or more"))
    if s.repeat and s.kind in ("before", "age", "gestation"):
        wrong.append(("repeat", f"kind {s.kind!r} does not repeat: leave it out, or use kind 'interval'"))
    if s.kind in ("age", "gestation"):
        start = "birth" if s.kind == "age" else "conception"
        if [t.type for t in s.clock] != [start]:
            wrong.append(("clock", f"kind {s.kind!r} counts from {start!r}"))
        if not s.due:
            wrong.append(("due", "missing: say at what age, or in which week"))
    wrong += [("when", what) for c in s.when if c.kind == "clock" for what in _clock_attr(s, c, words)]
    for key, what in wrong:
        complain(key, what)
    return not wrong


def _clock_attr(s: Standard, c: Condition, words: Vocabulary) -> Iterator[str]:
    for term in s.clock:
        try:
            if term.type in DERIVED:
                raise LanguageError(f"{term.type!r} has no attributes, so clock.{c.attr} says nothing")
            check_attribute(term.type, c.attr, c.op, c.values, words)
        except LanguageError as bad:
            yield str(bad)


def _expectation(row: dict[str, Any], words: Vocabulary, complain: Complain) -> Expectation | None:
    _known_keys(row, _EXPECTATION_KEYS, complain)
    return (
        Expectation(**{k: row[k] for k in _EXPECTATION_KEYS})
        if _texts(row, _EXPECTATION_KEYS, complain)
        else None
    )


def _audit(row: dict[str, Any], words: Vocabulary, complain: Complain) -> Audit | None:
    _known_keys(row, _AUDIT_KEYS, complain)
    return Audit(**{k: row[k] for k in _AUDIT_KEYS}) if _texts(row, _AUDIT_KEYS, complain) else None


_PARSERS: dict[str, Callable[[dict[str, Any], Vocabulary, Complain], Any]] = {
    "standard": _standard,
    "expectation": _expectation,
    "audit": _audit,
}
