"""What the sample caseload says of the people around a child: ties, key facts, consents, what was shared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from services.engine.facts import day_of
from services.usecases.around_commands import ConsentForm, KeyFactForm, SharingForm, TieForm
from services.usecases.commands import PersonForm
from services.usecases.sampledates import Dates

if TYPE_CHECKING:
    from services.usecases.desk import Desk

CHILD = "child"  # in a tie: the child on whose record it stands


@dataclass(slots=True)
class SampleAround:
    """Ids are the files' own short keys; the ends of a tie are names of people, or keys of children."""

    ties: list[TieForm] = field(default_factory=list)
    facts: list[KeyFactForm] = field(default_factory=list)
    consents: list[ConsentForm] = field(default_factory=list)
    shared: list[SharingForm] = field(default_factory=list)


def person(key: str, row: Mapping[str, Any], dates: Dates) -> PersonForm:
    """A person; `shares` names siblings by their keys."""
    said = dict(row)
    if "born" in said:
        said["born"] = dates.born(said["born"])
    if "died" in said:
        said["died"] = dates.day(said["died"])
    said["shares"] = tuple(said.get("shares", {}).items())
    return PersonForm(key, **said)


def read(around: SampleAround, key: str, row: Mapping[str, Any], dates: Dates) -> None:
    """Everything around one child."""
    around.ties += [
        TieForm(key, t["kind"], t["one"], t["other"], _day(t, "since", dates), _day(t, "until", dates))
        for t in row.get("tie", ())
    ]
    around.facts += [
        KeyFactForm(
            key,
            f["kind"],
            f.get("title", ""),
            f.get("body", "").strip(),
            _day(f, "since", dates),
            _day(f, "until", dates),
            f.get("third_party", False),
        )
        for f in row.get("key_fact", ())
    ]
    for given in row.get("consent", ()):
        days = {name: _day(given, name, dates) for name in ("given", "refused", "until", "withdrawn")}
        words = {name: given.get(name, "") for name in ("kind", "details", "agency", "how", "note")}
        around.consents.append(ConsentForm(key, given["whose"], **words, **days))  # type: ignore[arg-type]
    for s in row.get("shared", ()):
        said = {name: s.get(name, "") for name in ("what", "whom", "why", "basis", "note")}
        around.shared.append(SharingForm(key, dates.moment(s["at"]), **said, shared=s.get("shared", True)))


def _day(row: Mapping[str, Any], name: str, dates: Dates) -> date | None:
    return dates.day(row[name]) if name in row else None


def fill(desk: Desk, around: SampleAround, ids: Mapping[str, str], written: Any) -> None:
    """Carry it out; `ids` are those of children by their keys; `written` is told the day of each."""
    for tie in around.ties:
        child = ids[tie.child_id]
        names = {p.name: p.id for p in desk.child(child).network} | {**ids, CHILD: child}
        desk.around.save_tie(replace(tie, child_id=child, one=names[tie.one], other=names[tie.other]))
    for fact in around.facts:
        desk.around.save_fact(replace(fact, child_id=ids[fact.child_id]))
    for consent in around.consents:
        written(consent.given or consent.refused)
        desk.sharing.save_consent(replace(consent, child_id=ids[consent.child_id]))
    for entry in around.shared:
        written(day_of(entry.at))
        desk.sharing.save_sharing(replace(entry, child_id=ids[entry.child_id]))
    written(None)
