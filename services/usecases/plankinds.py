"""What each kind of plan asks for: titles, sections with the clause that asks, and the events that it belongs to.

The data are in resources/plans.toml; this is the only list of titles, for the screen and for paper.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from services.engine.rulebook import Rulebook
from services.usecases.plan_results import AGREE, CHILD_AGREES, ENDED_BECAUSE, PARENTS_AGREE
from services.usecases.results import ChildDetail, PlanView, Value
from services.usecases.vocabulary import RESOURCES

__all__ = ["AGREE", "CHILD_AGREES", "ENDED_BECAUSE", "PARENTS_AGREE", "Kind", "PlanEvent", "Section", "by_weight",
           "clause", "clauses", "data", "for_episodes", "title_of"]  # fmt: skip

_OF_ONE_KIND = {  # the second part of an expectation's id, where it tells of one kind of plan only
    "eh": "early_help", "cin": "child_in_need", "cinplan": "child_in_need", "core": "child_protection",
    "cpplan": "child_protection", "conf": "child_protection", "leaving-care": "pathway", "permanence": "permanence",
}  # fmt: skip
STAGES = {"outline": "Outline", "detailed": "Detailed"}  # of a child protection plan


@dataclass(frozen=True, slots=True)
class Section:
    """Something that one kind of plan asks for beside outcomes; `asks`: ids of the expectations that ask for it."""

    heading: str
    hint: str = ""
    asks: tuple[str, ...] = ()
    family: str = ""  # its heading on the page for the family; "" where it does not stand there


@dataclass(frozen=True, slots=True)
class PlanEvent:
    """An event that is recorded with the plan; not where `once` is open, and only while `during` is."""

    type: str
    attrs: Mapping[str, Value] = field(default_factory=dict)
    once: str = ""
    during: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    name: str
    title: str
    family: str  # what it is about, for the family: "help for your child and family"
    episode: str  # offered where this is open; "" where none tells
    stages: bool
    events: tuple[PlanEvent, ...]
    updated: tuple[str, ...]  # "cin_meeting.plan_updated"
    sent: tuple[str, ...]
    sent_with: tuple[str, ...]  # sent together with something else
    signed: tuple[str, ...]
    ended: str  # event type
    sections: tuple[Section, ...]
    sign: tuple[str, ...]  # who signs it: roles


@cache
def data() -> Mapping[str, Any]:
    return tomllib.loads((RESOURCES / "plans.toml").read_text("utf-8"))


def _kind(row: Mapping[str, Any]) -> Kind:
    lists = {name: tuple(row.get(name, ())) for name in ("updated", "sent", "sent_with", "signed")}
    events = tuple(
        PlanEvent(e["type"], e.get("attrs", {}), e.get("once", ""), e.get("while", ""))
        for e in row.get("event", ())
    )
    sections = tuple(
        Section(s["heading"], s.get("hint", ""), tuple(s.get("asks", ())), s.get("family", ""))
        for s in row.get("section", ())
    )
    return Kind(
        row["name"], row["title"], row["family"], row.get("for", ""), row.get("stages", False), events,
        ended=row.get("ended", ""), sections=sections, sign=tuple(row.get("sign", data()["sign"]["roles"])), **lists,
    )  # fmt: skip


KINDS: Mapping[str, Kind] = {row["name"]: _kind(row) for row in data()["kind"]}
TITLES: Mapping[str, str] = {kind.name: kind.title for kind in KINDS.values()}
ANSWERS: tuple[str, ...] = tuple(data()["agree"]["answers"])


def title_of(kind: str) -> str:
    return TITLES.get(kind) or kind.replace("_", " ").capitalize() or "Plan"


def for_episodes(open_now: tuple[str, ...]) -> str:
    """The kind that is offered first where these episodes are open, the weightiest first."""
    order = ("leaving_care", "looked_after", "cp", "cin", "early_help", "supervision_order", "short_breaks")
    by_episode = {kind.episode: kind.name for kind in KINDS.values() if kind.episode}
    return next((by_episode[name] for name in order if name in open_now), "child_in_need")


_WEIGHTY = (
    "pathway", "care", "child_protection", "supervision_order", "child_in_need", "early_help", "permanence",
    "pre_birth", "placement", "short_breaks", "safety", "contingency",
)  # fmt: skip


def by_weight(plans: Iterable[PlanView], child: ChildDetail) -> list[PlanView]:
    """The plan that carries the others first: a care plan before the safety plan that was made after it, but not once
    the child has left care."""
    order = {name: place for place, name in enumerate(_WEIGHTY)}
    over = {e.name for e in child.episodes if e.ended} - {e.name for e in child.episodes if e.ended is None}
    of = {name: kind.episode for name, kind in KINDS.items()}
    return sorted(plans, key=lambda p: (of.get(p.kind) in over, order.get(p.kind, len(order))))


def clause(book: Rulebook, asks: tuple[str, ...]) -> str:
    """Where this authority asks for it: "Tower Hamlets, Care Leavers / Care Experienced Young Adults"; else ""."""
    known = {e.id: e for e in book.expectations if e.id in asks}
    found = next((known[i] for i in asks if i in known), None)
    return f"{book.name}, {found.cite}" if found else ""


def clauses(book: Rulebook, kind: str) -> dict[str, str]:
    """By heading of a section, or by name of what every plan has: where this authority asks for it."""
    asked = {
        name: tuple(i for i in ids if _OF_ONE_KIND.get(i.split(".")[1], kind) == kind)
        for name, ids in data()["asks"].items()
    }
    known = KINDS.get(kind)
    asked |= {s.heading: s.asks for s in known.sections} if known else {}
    return {name: said for name, ids in asked.items() if (said := clause(book, ids))}
