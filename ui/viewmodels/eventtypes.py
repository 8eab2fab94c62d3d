"""Finding a kind of event by typing, and at which control a problem with one belongs."""

from __future__ import annotations

from collections.abc import Sequence

from services.usecases.results import EventForm, Problem
from services.usecases.vocabulary import is_worker_event
from ui.viewmodels.moments import fold


def find_types(
    forms: Sequence[EventForm], words: str, *, prefer: Sequence[str] = ()
) -> tuple[EventForm, ...]:
    """The forms whose label or group holds every word, the closest first; without words, `prefer` first."""
    query = fold(words).split()
    scored = []
    for order, form in enumerate(forms):
        label, group = fold(form.label), fold(form.group)
        body = f"{label} {group} {form.type.replace('_', ' ')}"
        if not all(word in body for word in query):
            continue
        rank = 3
        if query:
            whole = " ".join(query)
            if label.startswith(whole):
                rank = 0
            elif all(any(part.startswith(word) for part in label.split()) for word in query):
                rank = 1
            elif all(word in label for word in query):
                rank = 2
        elif form.type in prefer:
            rank = -len(prefer) + prefer.index(form.type)
        scored.append((rank, order, form))
    return tuple(form for _, _, form in sorted(scored, key=lambda each: each[:2]))


def forms_for(forms: Sequence[EventForm], child_id: str) -> tuple[EventForm, ...]:
    """The forms that are asked of a child, or of a practitioner ("worker")."""
    if child_id == "worker":
        return tuple(form for form in forms if is_worker_event(form.type, {"kind": "worker"}))
    return tuple(form for form in forms if not is_worker_event(form.type, {}))


def problem_field(where: str) -> str:
    """The control that a problem belongs to: type, at, planned, notes, also_for, attrs.NAME, milestones.NAME, or ""."""
    place = where.strip().removeprefix("event.")
    if "]." in place:
        place = place.split("].", 1)[1]
    head, _, rest = place.partition(".")
    if head in ("attrs", "milestones"):
        return f"{head}.{rest.split('[')[0]}" if rest else ""
    return head if head in ("type", "at", "planned", "notes", "also_for") else ""


def by_field(problems: Sequence[Problem]) -> dict[str, str]:
    """Problems by control, several at one control joined; those of no control under ""."""
    found: dict[str, str] = {}
    for problem in problems:
        place = problem_field(problem.where)
        words = problem.what[:1].upper() + problem.what[1:] + (f" ({problem.right})" if problem.right else "")
        if not place and problem.where:
            words = f"{problem.where}: {words}"
        found[place] = f"{found[place]}. {words}" if place in found else words
    return found
