"""A standard told in plain sentences made from its data: starts, due, every, until, met by, only where.

Nothing here is written by hand for a single standard, so what is told is what the engine counts. The words are
those of `[telling]` in resources/i18n/en-GB.toml.
"""

from __future__ import annotations

from services.engine.rulebook import Rulebook, Standard
from services.engine.selectors import Selector, Term
from services.engine.timeline import CASE
from services.usecases.joining import both, either, together
from services.usecases.phrasing import condition, gap, happening, length, phrase, phrases, thing
from services.usecases.vocabulary import is_worker_event, words


def sentences(s: Standard, book: Rulebook | None = None) -> tuple[str, ...]:
    """The whole standard, a sentence a step, in the order in which somebody would apply it.

    With the rulebook at hand, what is counted back says whether the day counted back from is itself owed by one.
    """
    if s.kind == "caseload":
        return _say("caseload", limit=s.limit), _say("caseload_not_clock")
    said = [*_start(s, book), _due(s), *_end(s), *_met(s), *_where(s)]
    if s.looser and s.repeat:
        said.append(_say("looser"))
    return tuple(filter(None, said))


def short_limit(s: Standard) -> str:
    """The limit in a few words, for tables: "10 working days", "every 6 weeks", "3 days before", "no limit printed"."""
    if s.kind == "caseload":
        return f"at most {s.limit}"
    if s.kind == "before":
        assert s.due is not None
        return f"{length(s.due)} before" if _some(s) else "before, or on the day"
    if s.kind == "age":
        return f"at {length(s.due)}" if s.due else "no limit printed"
    if s.kind == "gestation":
        return f"{length(s.due)} into the pregnancy" if s.due else "no limit printed"
    if s.repeat:
        every = "every " + gap(s.repeat)
        every = "every school term" if s.repeat.parts[0][1] == "terms" else every
        return f"{length(s.due)}, then {every}" if s.due and s.due != s.repeat else every
    if s.due is None:
        return "no limit printed"
    if _some(s):
        return length(s.due)
    return "the same working day" if s.due.parts[0][1] == "working days" else "the same day"


def _some(s: Standard) -> bool:
    return s.due is not None and any(n for n, _ in s.due.parts)


def _say(key: str, **values: object) -> str:
    said = str(phrases()[key]).format(**values)
    return said[:1].upper() + said[1:]


def _start(s: Standard, book: Rulebook | None) -> list[str]:
    kinds = [t.type for t in s.clock]
    if kinds == ["conception"]:
        return [_say("starts_conception")]
    if kinds == ["birth"] and s.kind == "age":
        return []
    if s.kind == "before":
        what = either([thing(t) for t in s.clock])
        fixed = all(t.type not in words().events or t.type in phrases()["unbooked"] for t in s.clock)
        owed = book is None or any(_owed(book, t) for t in s.clock)
        return [_say("back_day" if fixed else "back" if owed else "back_booked", what=what)]
    return [_say("starts", what=either([happening(t) for t in s.clock]))]


def _owed(book: Rulebook, clock: Term) -> bool:
    """Whether some standard asks for the event, as it is told here, so that it has a day before it is booked."""
    asked = (t for s in book.standards if s.kind != "before" for t in s.met_by)
    return any(t.type == clock.type and not t.milestone and _as_asked(t, clock) for t in asked)


def _as_asked(asked: Term, clock: Term) -> bool:
    """Whether nothing that the clock tests is left open, or otherwise, by what is asked for."""
    return all(test.negated or test in asked.tests for test in clock.tests)


def _due(s: Standard) -> str:
    if s.due is None and s.repeat is None:
        return _say("due_none")
    if s.kind == "before":
        assert s.due is not None
        return _say("due_before", duration=length(s.due)) if _some(s) else _say("due_before_day")
    if s.kind in ("age", "gestation"):
        assert s.due is not None
        return _say(f"due_{s.kind}", duration=length(s.due))
    first = s.due or s.repeat
    assert first is not None
    if s.repeat:
        if s.repeat.parts[0][1] == "terms":
            return _say("every_term")
        key = "every" if first == s.repeat else "every_other"
        return _say(key, duration=length(first), gap=gap(s.repeat))
    if not _some(s):
        return _say("due_same_working_day" if first.parts[0][1] == "working days" else "due_same_day")
    return _say("term") if first.parts[0][1] == "terms" else _say("due", duration=length(first))


def _end(s: Standard) -> list[str]:
    if s.kind in ("before", "age", "gestation") and not s.until:
        return []
    said = [happening(t) for t in s.until]
    also = [a for a in _episode_ends(s) if a not in said]
    return [_say("until", what=either([*said, *also]))] if said or also else []


def _episode_ends(s: Standard) -> list[str]:
    """The episodes whose end also ends a repeating standard, where `until` does not say so already."""
    if not s.repeat:
        return []
    names = [c.name for c in s.when if c.kind == "open" and not c.negated]
    kinds = words()
    for term in s.clock:
        event = kinds.events.get(term.type)
        if event is not None and not _closes(event.episode, (term,)) and not _workers(term):
            names.append(event.episode)
    named = tuple(t for t in s.until)
    return [
        phrase("end", name) or ""
        for name in dict.fromkeys(names)
        if not _closes(name, named) and (name != CASE)
    ] + [phrase("end", CASE) or "" for _ in names[:1] if CASE in names and not _closes(CASE, named)]


def _workers(term: Term) -> bool:
    """Whether it belongs to a practitioner's own calendar, where no case is open or closed."""
    kinds = [test.values[0] for test in term.tests if test.name == "kind" and test.op == "="]
    return is_worker_event(term.type, {"kind": kinds[0] if kinds else ""}) and term.type == "supervision"


def _closes(episode: str, terms: Selector) -> bool:
    """Whether one of these events closes that episode (its tests aside)."""
    kind = words().episodes.get(episode)
    closing = {text.partition("[")[0] for text in kind.closes} if kind else set()
    return any(t.type in closing and not t.nth for t in terms)


def _met(s: Standard) -> list[str]:
    own = {t.type for t in s.clock}
    things = [thing(t) for t in s.met_by if not _moment(t)]
    moments = [happening(t, t.type in own) for t in s.met_by if _moment(t)]
    if not moments:
        return [_say("met_before" if s.kind == "before" else "met_by", what=either(things))]
    if things:
        return [_say("met_by", what=either(things) + ", or when " + either(moments))]
    return [_say("met_when", what=either(moments))]


def _moment(term: Term) -> bool:
    """Whether it is better said as a happening: a milestone, or "the day on which …"."""
    return bool(term.milestone) or thing(term).startswith("the day on which")


def _where(s: Standard) -> list[str]:
    if not s.when:
        return []
    key = "where_anew" if s.repeat else "where_then" if s.kind in ("age", "gestation") else "where"
    return [_say(key, what=both(together([condition(c) for c in s.when])))]
