"""One line such as “zur visit alone yesterday 3pm” read as a child, a kind of event, a day, a time and answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import product
from typing import Any, NamedTuple

from services.usecases.cleaning import folded
from services.usecases.results import ChildDetail, EpisodeView, EventForm, Moment, Value
from services.usecases.vocabulary import _toml, event_form
from services.usecases.whenwords import When, read_when

_SKIPPED = frozenset(("at", "on", "in", "the", "a", "an", "with", "for", "of", "to", "and", "was", "by"))
_MOST = 7  # words that may be the child or the kind; beyond them they are told as not understood
_MANY = 6  # children that a few letters may mean, at most
_CHILD, _KIND, _NEITHER = _PARTS = range(3)


@dataclass(frozen=True, slots=True)
class Quick:
    """What a line was understood to say; what is not said is empty."""

    text: str
    child_id: str = ""
    child_name: str = ""
    others: tuple[tuple[str, str], ...] = ()  # other children whom the letters fit: (id, name)
    type: str = ""
    at: Moment | None = None
    planned: bool = False
    attrs: Mapping[str, Value] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()  # words that nothing was made of
    other_types: tuple[str, ...] = ()  # labels of other kinds that the words fit as well
    chosen: bool = False  # the child was chosen among those whom the letters fit

    @property
    def sure(self) -> bool:
        """Whether it can only be this child."""
        return bool(self.child_id) and (self.chosen or not self.others)

    @property
    def whole(self) -> bool:
        """Whether it says enough to be saved as it is, and could mean nothing else."""
        return bool(self.sure and self.type and self.at and not self.unknown and not self.other_types)


class _Split(NamedTuple):
    """One way of sharing the words out, and how much it makes of them."""

    score: tuple[int, ...]
    form: EventForm | None
    rest: list[str]
    children: list[tuple[str, str]]
    attrs: dict[str, Value]
    others: tuple[str, ...] = ()  # labels of other kinds that the words fit


Children = Sequence[tuple[str, str]]  # (id, name)


class QuickReader:
    """Reads lines about `children` (empty: the child is known). Made once; names are folded when it is made."""

    def __init__(self, children: Children, forms: Sequence[EventForm]) -> None:
        self._children: dict[
            str, list[tuple[str, str, tuple[str, ...]]]
        ] = {}  # by the letters names begin with
        for child_id, name in children:
            parts = _parts(name)
            for letter in {part[0] for part in parts}:
                self._children.setdefault(letter, []).append((child_id, name, parts))
        self._forms = [(form, _parts(f"{form.label} {form.type.replace('_', ' ')}")) for form in forms]
        self._types = {form.type for form in forms}

    def read(self, text: str, now: datetime, child_id: str = "", child_name: str = "") -> Quick:
        """`child_id`: the child that it is about, where that is known."""
        words = [w for w in re.split(r"[\s,;]+|:(?=\s|$)", folded(text).strip()) if w]
        when, words = read_when(words, now)
        named = bool(child_id)
        best = max(
            (self._split(*said, named=named) for said in self._said(words)), key=lambda split: split.score
        )
        form, found = best.form, [(child_id, child_name)] if named else best.children
        attrs, rest = _answers(form, best.attrs, best.rest)
        at, planned = _moment(when, now)
        first = found[0] if found else ("", "")
        return Quick(
            text,
            first[0],
            first[1],
            tuple(found[1:]),
            form.type if form else "",
            at,
            planned,
            attrs,
            tuple(rest),
            best.others,
        )

    def _said(self, words: list[str]) -> Iterator[tuple[list[str], str, dict[str, Value]]]:
        """The words without a short word for a kind, that kind and its answers, each way; and as they are."""
        yield words, "", {}
        kinds = _toml("quick.toml")["kinds"]
        for size in (2, 1):
            for start in range(len(words) - size + 1):
                said = kinds.get(" ".join(words[start : start + size]))
                if said and said["type"] in self._types:
                    yield [*words[:start], *words[start + size :]], said["type"], dict(said.get("attrs", {}))

    def _fits(self, words: Iterable[str]) -> list[tuple[str, str]]:
        asked = list(words)
        near = self._children.get(asked[0][0], []) if asked else []
        fitting = [(i, n, parts) for i, n, parts in near if all(_begins(parts, w) for w in asked)]
        said = {w.replace("'", "") for w in asked}
        whole = [
            each for each in fitting if set(each[2]) == said
        ]  # a name said in full is no part of a longer one
        return [(i, n) for i, n, _ in (whole if len(whole) == 1 and len(said) > 1 else fitting)]

    def _split(self, words: list[str], kind: str, attrs: dict[str, Value], *, named: bool) -> _Split:
        """Which words are the child's and which are the kind's; the way that makes most of them is taken."""
        answers = _toml("quick.toml")["answers"]
        told = [w for w in words if w not in _SKIPPED]
        free, late = told[:_MOST], told[_MOST:]
        given = event_form(kind) if kind else None
        names = {w: {i for i, _ in self._fits([w])} for w in free}
        kinds = {w: {f.type for f, parts in self._forms if _begins(parts, w)} for w in free}
        best = _Split((False,), given, [*free, *late], [], attrs)
        for way in product(*(_ways(w, names, kinds, named=named, given=given is not None) for w in free)):
            mine, typed, rest = ([w for w, part in zip(free, way, strict=True) if part == p] for p in _PARTS)
            children = set.intersection(*(names[w] for w in mine)) if mine else set()
            types = set.intersection(*(kinds[w] for w in typed)) if typed else set()
            if (mine and not children) or (typed and not types):
                continue
            form, also = (given, ()) if given else self._closest(types, typed)
            there = bool(children) or named
            lost = len(rest) - sum(w in answers for w in rest)
            score = (
                there and form is not None,
                form is not None,
                there,
                -lost,
                not also,
                bool(kind),
                -len(typed),
                -len(children),
            )
            if score > best.score:
                fitting = [c for c in self._fits(mine) if c[0] in children]
                best = _Split(score, form, [*rest, *late], fitting[:_MANY], attrs, also)
        return best

    def _closest(self, types: set[str], words: list[str]) -> tuple[EventForm | None, tuple[str, ...]]:
        """Of the kinds that the words fit, the one whose label they say most of; and the others, by label, where they
        do not say all of it."""
        fitting = [(form, parts) for form, parts in self._forms if form.type in types]
        exact = [(sum(w in parts for w in words), -len(parts), form) for form, parts in fitting]
        if not exact:
            return None, ()
        best = max(exact, key=lambda e: e[:2])[2]
        wholly = all(any(p.startswith(w) for w in words) for p in _parts(best.label) if p not in _SKIPPED)
        return best, () if wholly else tuple(form.label for form, _ in fitting if form is not best)


def _ways(word: str, names: Any, kinds: Any, *, named: bool, given: bool) -> list[int]:
    found = [_NEITHER]
    if names[word] and not named:
        found.insert(0, _CHILD)
    if kinds[word] and len(word) > 2 and not given:
        found.insert(0, _KIND)
    return found


def _answers(
    form: EventForm | None, attrs: Mapping[str, Value], words: list[str]
) -> tuple[dict[str, Value], list[str]]:
    """The answers that the words give, where the form asks for them; and the words that are left."""
    asked = {f.name: f for f in form.attrs} if form else {}
    found: dict[str, Value] = {n: v for n, v in attrs.items() if n in asked}
    table, rest, at = _toml("quick.toml")["answers"], [], 0
    while at < len(words):
        for size in (2, 1):
            said = table.get(" ".join(words[at : at + size])) if at + size <= len(words) else None
            held = {n: v for n, v in (said or {}).items() if n in asked and _may(asked[n], v)}
            if held:
                found.update({n: (v,) if asked[n].kind == "choices" else v for n, v in held.items()})
                at += size
                break
        else:
            value = _by_label(asked.values(), words[at])
            if value:
                found[value[0]] = value[1]
            else:
                rest.append(words[at])
            at += 1
    if found.get("failed"):
        found = {n: v for n, v in found.items() if n not in ("seen", "alone", "bedroom_seen")}
    return found, rest


def _may(asked: Any, value: Value) -> bool:
    return asked.kind == "flag" or any(value == choice for choice, _ in asked.choices)


def _by_label(fields: Iterable[Any], word: str) -> tuple[str, Value] | None:
    """An answer whose own label begins with the word: "remand" of an assessment's kind."""
    for each in fields:
        for value, label in each.choices:
            if len(word) > 2 and any(part.startswith(word) for part in _parts(label)):
                return each.name, (value,) if each.kind == "choices" else value
    return None


def _moment(when: When, now: datetime) -> tuple[Moment | None, bool]:
    """The moment said, and whether it is still to come. A time alone is of today, where it has passed by now."""
    if when.day is None and when.at is None:
        return None, False
    day = when.day or now.date()
    at: Moment = datetime.combine(day, when.at) if when.at is not None else day
    later = at > now if isinstance(at, datetime) else at > now.date()
    return at, later


def usual(kind: str, episodes: Iterable[EpisodeView]) -> dict[str, Value]:
    """What goes without saying: a visit is for the plan that is open, where it is the only one."""
    if kind != "visit":
        return {}
    plans = _toml("quick.toml")["plans"]
    found = {plans[e.name] for e in episodes if e.ended is None and e.name in plans}
    return {"plan": (found.pop(),)} if len(found) == 1 else {}


def filled(quick: Quick, child: ChildDetail) -> dict[str, Value]:
    """The answers with what goes without saying."""
    return {**usual(quick.type, child.episodes), **quick.attrs}


def _parts(text: str) -> tuple[str, ...]:
    plain = folded(text).replace("'", "")
    return tuple(w for w in re.split(r"[\s\-/(),.]+", plain) if w)


def _begins(parts: Sequence[str], word: str) -> bool:
    return any(part.startswith(word.replace("'", "")) for part in parts)
