"""A draft of standards in words: its list, what is wrong at which field, and what differs from what it began with.

Pure functions over the strings of a draft.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from services.usecases import packparts
from services.usecases.pack_results import FieldProblem
from services.usecases.packdraft import PackDraft, StandardDraft
from services.usecases.vocabulary import area_label
from ui.tables.outline import Line, Section
from ui.viewmodels.moments import capital

_TIMED = ("clock", "due", "repeat", "until", "met_by", "when")
_TOLD = ("clock", "met_by", "until", "when")
_COUNTED = (*_TIMED, "kind", "limit")

ATTENTION, UNFINISHED = "Needs attention", "Not finished yet"
LABELS = {
    "says": "What is to be done",
    "kind": "What sort of standard it is",
    "clock": "It starts when",
    "due": "Due within",
    "repeat": "Then again every",
    "met_by": "It is met when",
    "when": "Only where",
    "until": "It ends when",
    "limit": "Most children for one worker",
    "cite": "Clause of the document",
    "area": "Area",
    "force": "How binding it is",
    "role": "Who has to do it",
    "reading": "How firm the reading is",
    "note": "Note",
    "topic": "Topic",
    "id": "Name in the file",
}
_WANTED = {
    "says": "Say in a sentence what is to be done",
    "cite": "Say where in the document it is written",
    "role": "Say who has to do it",
    "area": "Choose the area it belongs to",
    "clock": "Choose the event that starts it",
    "met_by": "Choose the event that meets it",
    "due": "Give the length of time",
    "repeat": "Give how often it comes again",
    "limit": "Give the number of children",
    "effective": "Give the day from which this version counts",
    "version": "Give this version a name or a number",
    "name": "Give the authority's name",
    "title": "Give the title of the document",
}


def missing(p: FieldProblem) -> bool:
    """Whether nothing stands there yet, so that it is only to be asked for."""
    return p.says.startswith("missing")


def at_field(p: FieldProblem) -> str:
    """What is wrong, as it is said at the field."""
    return _WANTED.get(p.field, capital(p.says)) if missing(p) else capital(p.says)


def in_list(p: FieldProblem) -> str:
    """The same where it stands away from its field."""
    label = LABELS.get(p.field, "")
    return f"{label}: {p.says}" if label and not missing(p) else at_field(p)


# --- the list --------------------------------------------------------------------------------------------------------
def numbered(place: int) -> str:
    return f"standard {place + 1}"


def list_line(place: int, s: StandardDraft, mark: str, flag: str) -> Line:
    detail = " · ".join(filter(None, (capital(limit_words(s)), s.cite, mark)))
    return Line(
        str(place),
        s.says or "New standard: say what is to be done",
        detail,
        flag,
        {ATTENTION: "overdue", UNFINISHED: "projected"}.get(flag, ""),
    )


def attention(lines: Sequence[Line]) -> str:
    number = sum(line.flag == ATTENTION for line in lines)
    return f"{number} {'needs' if number == 1 else 'need'} attention" if number else ""


def head_words(draft: PackDraft) -> str:
    day = f"counts from {draft.effective:%d/%m/%Y}" if draft.effective else "no first day yet"
    return f"{draft.name or 'No name yet'} · version {draft.version or 'not said'} · {day}"


def limit_words(s: StandardDraft) -> str:
    """The limit in a few words, from the strings of a draft."""
    due, every = packparts.say_length(s.due), packparts.say_length(s.repeat)
    gap = every.removeprefix("1 ") if "and" not in every else every  # every week, every 6 weeks
    if s.kind == "caseload":
        return f"at most {s.limit}" if s.limit else "no limit yet"
    if s.kind == "before":
        return f"{due} before" if due else "no limit yet"
    if s.kind in ("age", "gestation"):
        return f"at {due}" if due else "no limit yet"
    if every:
        return f"{due}, then every {gap}" if due and due != every else f"every {gap}"
    return due or "no limit printed"


def for_kind(s: StandardDraft, kind: str) -> dict[str, Any]:
    """What has to change with the kind so that the fields still go together."""
    values: dict[str, Any] = {"kind": kind}
    bare = s.due.removeprefix("-")
    if kind == "caseload":
        return values | {name: () if name == "when" else "" for name in _TIMED}
    values["limit"] = ""
    values["due"] = f"-{bare}" if kind == "before" and bare and not bare.startswith("0 ") else bare
    if kind in ("age", "gestation"):
        values["clock"] = "birth" if kind == "age" else "conception"
    elif s.kind in ("age", "gestation") and s.clock in ("birth", "conception"):
        values["clock"] = ""
    if kind in ("before", "age", "gestation"):
        values["repeat"] = ""
    if kind == "interval" and not s.repeat:
        values["repeat"] = bare
    return values


# --- what differs from what it was started from ----------------------------------------------------------------------
def draft_sections(
    before: Mapping[str, StandardDraft], standards: Sequence[StandardDraft]
) -> tuple[Section, ...]:
    """Rule by rule: added, changed, dropped and reworded."""
    groups: dict[str, list[Line]] = {
        "Added": [],
        "Changed": [],
        "Dropped": [],
        "Reworded, counted as before": [],
    }
    for s in standards:
        old = before.get(s.id)
        if old is None:
            groups["Added"].append(Line(s.id, s.says, f"Limit: {limit_words(s)}\nClause: {s.cite}"))
        elif counted(old) != counted(s):
            groups["Changed"].append(Line(s.id, s.says, "\n".join(_parts(old, s))))
        elif old != s:
            detail = f"Before: {old.says}" if old.says != s.says else f"Clause: {s.cite}"
            groups["Reworded, counted as before"].append(Line(s.id, s.says, detail))
    now = {s.id for s in standards}
    groups["Dropped"] += [
        Line(old.id, old.says, f"Limit until then: {limit_words(old)}\nClause: {old.cite}")
        for old in before.values()
        if old.id not in now
    ]
    return tuple(Section(title, title, tuple(lines)) for title, lines in groups.items() if lines)


def counted(s: StandardDraft) -> tuple[Any, ...]:
    """What decides the dates."""
    return tuple(getattr(s, name) for name in _COUNTED)


def _parts(old: StandardDraft, new: StandardDraft) -> list[str]:
    found = []
    if limit_words(old) != limit_words(new):
        found.append(f"Limit: {limit_words(old)} → {limit_words(new)}")
    for name in _TOLD:
        if getattr(old, name) != getattr(new, name):
            found.append(f"{LABELS[name]}: {_said(old, name)} → {_said(new, name)}")
    return found or ["It is another sort of standard"]


def _said(s: StandardDraft, name: str) -> str:
    value = getattr(s, name)
    if name == "when":
        return ", and ".join(packparts.say_condition(line) or line for line in value) or "always"
    return packparts.say_terms(value) or value or "nothing"


def book_sections(standards: Sequence[StandardDraft]) -> tuple[Section, ...]:
    """A whole book by area, each standard with its limit and clause."""
    groups: dict[str, list[Line]] = {}
    for s in standards:
        groups.setdefault(s.area, []).append(Line(s.id, s.says, f"{capital(limit_words(s))} · {s.cite}"))
    return tuple(Section(area, area_label(area), tuple(lines)) for area, lines in groups.items())
