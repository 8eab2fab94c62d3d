"""One event typed once for several children: each gets a record with what is shared and what is its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from services.usecases.commands import EventDraft, OwnPart
from services.usecases.results import Value
from services.usecases.vocabulary import event_form

Notes = tuple[tuple[str, str], ...]


def for_each(draft: EventDraft) -> tuple[EventDraft, ...]:
    """The draft of each child, the first child's first: nothing of one child stands in another's.

    A sibling of whom nothing was said by itself gets the answers of the first, but none of its own notes.
    """
    children = tuple(dict.fromkeys((draft.child_id, *draft.also_for)))
    first = replace(draft, also_for=(), own={}, notes=_ordered(draft.type, draft.notes))
    return (first, *(_of(first, child, draft.own.get(child)) for child in children[1:]))


def _of(draft: EventDraft, child_id: str, part: OwnPart | None) -> EventDraft:
    own_attrs, own_headings = own_of(draft.type)
    shared = tuple(pair for pair in draft.notes if pair[0] not in own_headings)
    if part is None:
        return replace(draft, child_id=child_id, notes=shared)
    attrs: Mapping[str, Value] = {n: v for n, v in draft.attrs.items() if n not in own_attrs}
    own = tuple(pair for pair in part.notes if pair[0] in own_headings)
    notes = _ordered(draft.type, (*shared, *own))
    return replace(draft, child_id=child_id, attrs={**attrs, **part.attrs}, notes=notes)


def own_of(kind: str) -> tuple[frozenset[str], frozenset[str]]:
    """The answers and the headings of a kind of event that are each child's own."""
    form = event_form(kind)
    if form is None:
        return frozenset(), frozenset()
    return frozenset(form.own_attrs), frozenset(ask.name for ask in form.asks if ask.own)


def _ordered(kind: str, notes: Notes) -> Notes:
    """In the order of the form; headings of no form stay where they were, at the end."""
    form = event_form(kind)
    order = {ask.name: n for n, ask in enumerate(form.asks)} if form else {}
    return tuple(sorted(notes, key=lambda pair: order.get(pair[0], len(order))))
