"""What was understood of one line of quick entry, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from services.usecases.quickwords import Quick
from services.usecases.results import CaseloadRow, EventForm, Value
from services.usecases.vocabulary import describe_attrs
from ui.viewmodels.moments import day_text, moment_text


def quick_words(quick: Quick, forms: Sequence[EventForm]) -> str:
    """Visit, Thursday 19 March 2026, 15:00; seen alone. Not understood: flumpish."""
    form = next((each for each in forms if each.type == quick.type), None)
    parts = [form.label if form else "", moment_text(quick.at, long=True)]
    said = ", ".join(part for part in parts if part)
    more = describe_attrs(quick.type, quick.attrs) if form else ""
    more = more[:1].lower() + more[1:]
    told = "; ".join(part for part in (said, more) if part)
    if quick.planned:
        told += " (booked)"
    return f"{told}. {unknown_words(quick)}".strip() if quick.unknown else told


def unknown_words(quick: Quick) -> str:
    return f"Not understood: {', '.join(quick.unknown)}" if quick.unknown else ""


def told_apart(rows: Iterable[CaseloadRow]) -> list[tuple[str, str]]:
    """(id, name) of each child; those of one name with their age, and where that is the same with their number."""
    found = [*rows]
    names = Counter(row.name.casefold() for row in found)
    aged = Counter((row.name.casefold(), row.age) for row in found)
    told, numbers = [], Counter[tuple[str, str]]()
    for row in found:
        name, who = row.name, (row.name.casefold(), row.age)
        if names[who[0]] > 1:
            name = f"{name}, {row.age}"
            if aged[who] > 1:
                numbers[who] += 1
                name += f" ({row.worker or row.family or 'no worker'}, {numbers[who]})"
        told.append((row.child_id, name))
    return told


_SHOWN = 3  # other kinds that are named; more are counted


def listed(labels: Sequence[str]) -> str:
    """A, B or C; where there are many: A, B, C or 4 others."""
    shown, left = [*labels[: _SHOWN + 1]], len(labels) - _SHOWN - 1
    if left > 0:
        shown.append(f"{left} others" if left > 1 else "1 other")
    return " or ".join(part for part in (", ".join(shown[:-1]), shown[-1]) if part)


def _what(quick: Quick, form: EventForm | None) -> str:
    if form is None:
        return "Say what it was: visit, call, core group…"
    return f"{form.label}   (or: {listed(quick.other_types)})" if quick.other_types else form.label


def quick_rows(
    quick: Quick, attrs: Mapping[str, Value], forms: Sequence[EventForm], closed: date | None = None
) -> tuple[tuple[str, str], ...]:
    """(what, how it was understood) for each part of the line; what is missing is named. `closed`: its case was."""
    form = next((each for each in forms if each.type == quick.type), None)
    child = quick.child_name or "Type a few letters of the child's name"
    if quick.others:
        child += "   (or: " + ", ".join(name for _, name in quick.others) + ")"
    when = moment_text(quick.at, long=True) or "Say when: today 14:30, yesterday 3pm, last Thu, 12 Mar"
    rows = [
        ("Child", child),
        ("Case", f"Closed on {day_text(closed, long=True)}" if closed else ""),
        ("What", _what(quick, form)),
        ("When", when + (", booked for later" if quick.planned else "")),
        ("Details", describe_attrs(quick.type, attrs) if form else ""),
        ("Not understood", ", ".join(quick.unknown)),
    ]
    return tuple((name, words) for name, words in rows if words)
