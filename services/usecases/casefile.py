"""A case file (JSON): read whole, every problem named by its place; nothing is guessed."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from services.engine.calendar import parse_duration
from services.engine.facts import CHILD, WORKER, Agreement, Case, Event, Moment, Value, Waiver, day_of
from services.engine.rulebook import Rulebook
from services.engine.timeline import CASE, PREGNANCY, episode_marks
from services.engine.vocabulary import DATE, DERIVED, DERIVED_FACTS, FLAG, NUMBER, Spec, nearest
from services.usecases.ages import FROM_EXPECTED
from services.usecases.errors import InvalidInput
from services.usecases.results import Problem
from services.usecases.standards import Library
from services.usecases.vocabulary import words

MAX_BYTES = 64 * 1024 * 1024
FIRST_YEAR, LAST_YEAR = 1900, 2150
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MINUTE = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:00)?")
_TOP = ("format", "authority", "today", "until", "child", "worker", "events", "agreed", "waived")
_EVENT = ("type", "at", "attrs", "milestones", "planned", "id")
_AGREED = ("standard", "repeat", "from", "by", "why")
_WAIVED = ("standard", "at", "by", "why")
_LOOSE_ENDS = (CASE, "missing")  # their start is often not on file


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case ready to be scheduled."""

    authority: str
    today: date
    until: date
    case: Case


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line says on top of the file; None leaves it to the file."""

    today: date
    authority: str | None = None
    given_today: date | None = None
    until: date | None = None
    replay: bool = False


class _Object(dict[str, Any]):
    """A JSON object that remembers the keys given twice."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        keys = [k for k, _ in pairs]
        self.twice = sorted({k for k in keys if keys.count(k) > 1}) if len(self) < len(keys) else []


def parse(raw: bytes, library: Library, wanted: Wanted) -> CaseFile:
    """Read a case file; InvalidInput names every problem in it."""
    return _Reader(library, wanted).read(_json(raw))


def _json(raw: bytes) -> Any:
    def bad(where: str, what: str, right: str = "") -> InvalidInput:
        return InvalidInput([Problem(where, what, right)])

    if len(raw) > MAX_BYTES:
        raise bad("file", "larger than 64 MB", "a case has a few hundred events at most")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as trouble:
        line = raw[: trouble.start].count(b"\n") + 1
        raise bad(f"line {line}", "the text is not UTF-8", "save the file as UTF-8") from None
    try:
        return json.loads(text, object_pairs_hook=_Object, parse_constant=_no_constant)
    except json.JSONDecodeError as trouble:
        place = f"line {trouble.lineno}, column {trouble.colno}"
        raise bad(place, f"not readable as JSON: {trouble.msg}") from None
    except RecursionError:
        raise bad("file", "nested too deeply", "a case is an object with lists of events") from None
    except ValueError as trouble:
        said = str(trouble) if str(trouble).endswith("JSON knows") else "a number with thousands of digits"
        raise bad("file", f"not readable as JSON: {said}") from None


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not a number that JSON knows")


def _show(value: object) -> str:
    """A value as it is quoted in a message: short, on one line, without control characters."""
    said = json.dumps(value, ensure_ascii=False, default=str) if not isinstance(value, str) else repr(value)
    return said if len(said) <= 60 else f"{said[:57]}…"


class _Reader:
    def __init__(self, library: Library, wanted: Wanted) -> None:
        self.library = library
        self.wanted = wanted
        self.problems: list[Problem] = []
        self.words = words()
        self.today = wanted.given_today or wanted.today

    def wrong(self, where: str, what: str, right: str = "") -> None:
        self.problems.append(Problem(where, what, right))

    # --- the whole file ------------------------------------------------------------------------------------------
    def read(self, data: Any) -> CaseFile:
        if not isinstance(data, dict):
            raise InvalidInput(
                [Problem("file", f"is {_kind(data)}", 'a case is an object: {"format": 1, …}')]
            )
        self.known_keys("", data, _TOP)
        if data.get("format") != 1 or isinstance(data.get("format"), bool):
            self.wrong(
                "format", "missing" if "format" not in data else f"is {_show(data['format'])}", "write 1"
            )
        book = self.authority(data)
        if self.wanted.given_today is None and "today" in data:
            self.today = self.day("today", data["today"]) or self.today
        until = self.until(data)
        subject, facts = self.subject(data)
        events = tuple(filter(None, (self.event(f"events[{i}]", e) for i, e in self.rows(data, "events"))))
        agreed = tuple(
            filter(None, (self.agreement(f"agreed[{i}]", a, book) for i, a in self.rows(data, "agreed")))
        )
        waived = tuple(
            filter(None, (self.waiver(f"waived[{i}]", w, book) for i, w in self.rows(data, "waived")))
        )
        if not self.problems:
            self.ends_before_starts(events)
        if self.problems or book is None:
            raise InvalidInput(self.problems)
        return CaseFile(book.id, self.today, until, Case(subject, facts, events, agreed, waived))

    def known_keys(self, where: str, data: Mapping[str, Any], known: Iterable[str]) -> None:
        known = list(known)
        for key in data:
            if key not in known:
                self.wrong(
                    self.place(where, key), "unknown key", nearest(key, known) or f"known: {', '.join(known)}"
                )
        for key in getattr(data, "twice", ()):
            self.wrong(self.place(where, key), "given twice", "give it once")

    @staticmethod
    def place(where: str, key: str) -> str:
        key = key if key.isprintable() and len(key) <= 60 else repr(key)[:60]
        return f"{where}.{key}" if where else key

    def rows(self, data: Mapping[str, Any], key: str) -> Iterable[tuple[int, Any]]:
        rows = data.get(key, [])
        if not isinstance(rows, list):
            self.wrong(key, f"is {_kind(rows)}", "write a list: [ … ]")
            return ()
        return enumerate(rows)

    def authority(self, data: Mapping[str, Any]) -> Rulebook | None:
        name = self.wanted.authority or data.get("authority")
        where = "--authority" if self.wanted.authority else "authority"
        if name is None:
            self.wrong(where, "missing", "one of " + ", ".join(self.library.ids))
        elif not isinstance(name, str) or name not in self.library.ids:
            self.wrong(where, f"unknown authority {_show(name)}", _nearest_of(name, self.library.ids))
        else:
            return self.library.rulebook(name)
        return None

    def until(self, data: Mapping[str, Any]) -> date:
        until = self.wanted.until
        where = "--until"
        if until is None and "until" in data:
            where, until = "until", self.day("until", data["until"])
        if until is None:
            return year_later(self.today)
        if until < self.today:
            self.wrong(where, f"{until} is before today, {self.today}", "a day on or after today")
        return until

    # --- small readers -------------------------------------------------------------------------------------------
    def day(self, where: str, raw: Any) -> date | None:
        found = self.moment(where, raw, with_time=False)
        return day_of(found) if found else None

    def moment(self, where: str, raw: Any, with_time: bool = True) -> Moment | None:
        right = "write 2026-03-20" + (" or 2026-03-20T14:00" if with_time else "")
        if not isinstance(raw, str):
            self.wrong(where, "missing" if raw is None else f"is {_kind(raw)}", right)
            return None
        timed = with_time and _MINUTE.fullmatch(raw) is not None
        if not timed and not _DAY.fullmatch(raw):
            self.wrong(
                where, f"cannot read {_show(raw)} as a date" + (" or a minute" if with_time else ""), right
            )
            return None
        try:
            found: Moment = datetime.fromisoformat(raw) if timed else date.fromisoformat(raw)
        except ValueError:
            self.wrong(
                where,
                f"{_show(raw)} does not exist" if not timed else f"{_show(raw)} is no such minute",
                right,
            )
            return None
        if not FIRST_YEAR <= found.year <= LAST_YEAR:
            self.wrong(
                where, f"the year {found.year} cannot be right", f"between {FIRST_YEAR} and {LAST_YEAR}"
            )
            return None
        return found

    def text(self, where: str, raw: Any) -> str:
        if not isinstance(raw, str) or not raw.strip():
            self.wrong(
                where,
                "missing" if raw is None else "is empty" if isinstance(raw, str) else f"is {_kind(raw)}",
                "write a text",
            )
            return ""
        return raw

    def value(self, where: str, raw: Any, spec: Spec) -> Value | date | None:
        """A value of the vocabulary: a flag, number, date, text, or one or several of a choice's words."""
        if isinstance(spec, tuple):
            given = raw if isinstance(raw, list) else [raw]
            if not given:
                self.wrong(where, "is an empty list", f"one or more of {', '.join(spec)}")
                return None
            bad = [v for v in given if not isinstance(v, str) or v not in spec]
            for v in bad:
                self.wrong(where, f"unknown value {_show(v)}", _nearest_of(v, spec))
            return None if bad else (tuple(raw) if isinstance(raw, list) else raw)
        if spec == FLAG:
            if not isinstance(raw, bool):
                self.wrong(where, f"is {_kind(raw)}", "write true or false")
                return None
            return raw
        if spec == NUMBER:
            if (
                isinstance(raw, bool)
                or not isinstance(raw, int | float)
                or not math.isfinite(raw)
                or not 0 <= raw <= 1e9
            ):
                self.wrong(
                    where,
                    f"is {_kind(raw)}" if not isinstance(raw, int | float) else "cannot be right",
                    "write a number, 0 or more",
                )
                return None
            return raw
        return self.day(where, raw) if spec == DATE else self.text(where, raw) or None

    # --- child or worker -----------------------------------------------------------------------------------------
    def subject(self, data: Mapping[str, Any]) -> tuple[str, dict[str, Value | date]]:
        if CHILD in data and WORKER in data:
            self.wrong(WORKER, "given beside child", "a calendar is a child's or a worker's: leave one out")
        if CHILD not in data and WORKER not in data:
            self.wrong(CHILD, "missing", 'say whose calendar it is: "child": {"born": …} or "worker": {…}')
            return CHILD, {}
        subject = CHILD if CHILD in data else WORKER
        raw = data[subject]
        if not isinstance(raw, dict):
            self.wrong(subject, f"is {_kind(raw)}", "write an object: { … }")
            return subject, {}
        specs = self.words.facts(subject)
        derived = {*DERIVED_FACTS, *DERIVED}
        self.known_keys(subject, _without(raw, derived), [k for k in specs if k not in derived])
        facts: dict[str, Value | date] = {}
        for name, given in raw.items():
            where = f"{subject}.{name}"
            if name in derived:
                self.wrong(where, "is worked out, never entered", "leave it out; give born")
            elif name in specs:
                found = self.value(where, given, specs[name])
                if found is not None:
                    facts[name] = found
        born = facts.get("born")
        if isinstance(born, date) and born > self.today:
            self.wrong(
                "child.born", f"{born} is after today, {self.today}", "for an unborn child give expected"
            )
        expected = facts.get("expected")
        if isinstance(born, date) and isinstance(expected, date):
            if not -PREGNANCY <= born - expected <= FROM_EXPECTED:
                said = f"{expected} is too far from the birth on {born}"
                self.wrong("child.expected", said, "leave it out, or look at both dates")
        return subject, facts

    # --- events ----------------------------------------------------------------------------------------------------
    def event(self, where: str, raw: Any) -> Event | None:
        if not isinstance(raw, dict):
            self.wrong(where, f"is {_kind(raw)}", 'write an object: {"type": …, "at": …}')
            return None
        self.known_keys(where, raw, _EVENT)
        planned = raw.get("planned", False)
        if not isinstance(planned, bool):
            self.wrong(f"{where}.planned", f"is {_kind(planned)}", "write true or false")
            planned = True
        at = self.moment(f"{where}.at", raw.get("at"))
        name = raw.get("id", "")
        if not isinstance(name, str):
            self.wrong(f"{where}.id", f"is {_kind(name)}", "write a text")
        kind = self.event_type(where, raw)
        attrs = self.attrs(where, raw.get("attrs", {}), kind)
        milestones = self.milestones(where, raw.get("milestones", {}), kind, planned)
        if at is not None and not planned and day_of(at) > self.today:
            if self.wanted.replay:
                return None
            self.wrong(
                f"{where}.at",
                f"{day_of(at)} is after today, {self.today}",
                'add "planned": true, or --replay',
            )
        return Event(kind, at, attrs, milestones, planned, name) if kind and at is not None else None

    def event_type(self, where: str, raw: Mapping[str, Any]) -> str:
        kind = raw.get("type")
        if kind in DERIVED:
            self.wrong(
                f"{where}.type", f"{kind} is worked out, never entered", "leave it out; give child.born"
            )
        elif not isinstance(kind, str) or kind not in self.words.events:
            what = "missing" if kind is None else f"unknown event {_show(kind)}"
            self.wrong(
                f"{where}.type", what, _nearest_of(kind, self.words.events, "a word of the vocabulary")
            )
        else:
            return kind
        return ""

    def attrs(self, where: str, raw: Any, kind: str) -> dict[str, Value]:
        where = f"{where}.attrs"
        if not isinstance(raw, dict):
            self.wrong(where, f"is {_kind(raw)}", "write an object: { … }")
            return {}
        if not kind:
            return {}
        specs = self.words.events[kind].attrs
        self.known_keys(where, raw, specs)
        found = {n: self.value(f"{where}.{n}", v, specs[n]) for n, v in raw.items() if n in specs}
        return {n: v for n, v in found.items() if v is not None and not isinstance(v, date)}

    def milestones(self, where: str, raw: Any, kind: str, planned: bool) -> dict[str, Moment]:
        where = f"{where}.milestones"
        if not isinstance(raw, dict):
            self.wrong(where, f"is {_kind(raw)}", 'write an object: {"recorded": "2026-03-20"}')
            return {}
        if not kind:
            return {}
        known = self.words.events[kind].milestones
        self.known_keys(where, raw, known)
        found: dict[str, Moment] = {}
        for name, given in raw.items():
            at = self.moment(f"{where}.{name}", given) if name in known else None
            if at is None:
                continue
            if day_of(at) > self.today and not planned:
                if not self.wanted.replay:
                    self.wrong(
                        f"{where}.{name}",
                        f"{day_of(at)} is after today, {self.today}",
                        "leave it out until it has happened, or use --replay",
                    )
                continue
            found[name] = at
        return found

    def ends_before_starts(self, events: tuple[Event, ...]) -> None:
        """An episode's one ending before its one beginning."""
        marks = episode_marks(self.words)
        spans: dict[str, dict[bool, list[tuple[int, Event]]]] = {}
        for i, event in enumerate(events):
            for name, opening, term in () if event.planned else marks.get(event.type, ()):
                if term.matches(event.attrs):
                    spans.setdefault(name, {True: [], False: []})[opening].append((i, event))
        for name, ends in spans.items():
            if name in _LOOSE_ENDS or len(ends[True]) != 1 or len(ends[False]) != 1:
                continue
            (_, first), (i, last) = ends[True][0], ends[False][0]
            if last is not first and day_of(last.at) < day_of(first.at):
                self.wrong(
                    f"events[{i}].at",
                    f"{last.type} on {day_of(last.at)} is before {first.type} on {day_of(first.at)}",
                    "an end comes after its start",
                )

    # --- agreed, waived ------------------------------------------------------------------------------------------
    def agreement(self, where: str, raw: Any, book: Rulebook | None) -> Agreement | None:
        if not self.record(where, raw, _AGREED):
            return None
        standard = self.standard(where, raw.get("standard"), book, repeating=True)
        repeat, start = raw.get("repeat"), self.day(f"{where}.from", raw.get("from"))
        try:
            duration = parse_duration(repeat) if isinstance(repeat, str) else None
        except ValueError as bad:
            self.wrong(f"{where}.repeat", str(bad))
        else:
            if duration is None or duration.sign < 0 or not all(n for n, _ in duration.parts):
                self.wrong(
                    f"{where}.repeat",
                    "missing" if repeat is None else f"is {_show(repeat)}",
                    "such as 2 weeks",
                )
        by, why = self.text(f"{where}.by", raw.get("by")), self.text(f"{where}.why", raw.get("why"))
        return Agreement(standard, str(repeat), start, by, why) if start else None

    def waiver(self, where: str, raw: Any, book: Rulebook | None) -> Waiver | None:
        if not self.record(where, raw, _WAIVED):
            return None
        standard, at = self.standard(where, raw.get("standard"), book), self.day(f"{where}.at", raw.get("at"))
        if at and at > self.today:
            if self.wanted.replay:
                return None
            self.wrong(
                f"{where}.at", f"{at} is after today, {self.today}", "the day on which it was recorded"
            )
        by, why = self.text(f"{where}.by", raw.get("by")), self.text(f"{where}.why", raw.get("why"))
        return Waiver(standard, at, by, why) if at else None

    def record(self, where: str, raw: Any, keys: tuple[str, ...]) -> bool:
        if not isinstance(raw, dict):
            self.wrong(where, f"is {_kind(raw)}", "write an object with " + ", ".join(keys))
            return False
        self.known_keys(where, raw, keys)
        return True

    def standard(self, where: str, raw: Any, book: Rulebook | None, repeating: bool = False) -> str:
        """The id of a standard: of this authority's (any version), or with another one asked for, of any loaded."""
        where = f"{where}.standard"
        if not isinstance(raw, str):
            self.wrong(where, "missing" if raw is None else f"is {_kind(raw)}", "the id of a standard")
            return ""
        others = (self.library.rulebook(n) for n in self.library.ids) if self.wanted.authority else ()
        own = self.library.versions(book.id) if book else ()
        found = next((s for b in (book, *own, *others) if b and (s := b.standard(raw))), None)
        if found is None and book is not None:
            self.wrong(
                where, f"unknown standard {_show(raw)}", _nearest_of(raw, [s.id for s in book.standards], "")
            )
        elif found is not None and repeating and not found.repeat:
            self.wrong(
                where, f"{raw} does not repeat, so no frequency can be agreed", "name a repeating standard"
            )
        return raw


def year_later(day: date) -> date:
    """Twelve months on; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 2, 28)


def _without(data: Mapping[str, Any], names: set[str]) -> Mapping[str, Any]:
    kept = _Object([(k, v) for k, v in data.items() if k not in names])
    kept.twice = getattr(data, "twice", [])
    return kept


def _kind(raw: object) -> str:
    kinds: list[tuple[Any, str]] = [
        (bool, _show(raw)),
        (int, f"the number {_show(raw)}"),
        (float, f"the number {_show(raw)}"),
        (str, f"the text {_show(raw)}"),
        (list, "a list"),
        (dict, "an object"),
    ]
    return next((said for kind, said in kinds if isinstance(raw, kind)), "null")


def _nearest_of(raw: object, known: Iterable[str], otherwise: str | None = None) -> str:
    known = list(known)
    return nearest(str(raw), known) or ("one of " + ", ".join(known) if otherwise is None else otherwise)
