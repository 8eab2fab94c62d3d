"""All that the sample caseload prints, as a screen would ask for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from services.usecases.around_results import KeyFacts
from services.usecases.browse import book_view
from services.usecases.compare import topic_table
from services.usecases.endings_results import PRACTICE
from services.usecases.results import ChildDetail
from services.usecases.standards import library
from ui.viewmodels.caseworkpages import read_pack
from ui.viewmodels.printing import head_only


def of_sample(desk: Any) -> Iterator[tuple[str, str, tuple[Any, ...]]]:
    """(kind of document, whose, results) of everything."""
    for row in desk.caseload():
        for kind, results in _of_child(desk, desk.child(row.child_id)):
            yield kind, row.name, results
    names = [view.id for view in desk.authorities()]
    for name in names:
        yield "booklet_pdf", name, (book_view(library().rulebook(name)),)
    yield "topic_table_pdf", "all", (topic_table([library().rulebook(n) for n in names[:5]]),)
    for session in desk.oversight.sessions("worker"):
        yield "supervision_pdf", "worker", (session, None)
    yield "agenda_pdf", "worker", (desk.oversight.agenda("worker"), None)


def _of_child(desk: Any, child: ChildDetail) -> Iterator[tuple[str, tuple[Any, ...]]]:
    me = child.child_id
    child = replace(head_only(child), episodes=(), siblings=())  # as much as stands at the head of a page
    yield "calendar_pdf", (child, desk.calendar(me))
    yield "chronology_pdf", (child, desk.chronology(me), None)
    yield "consent_pdf", (child, desk.sharing.record(me))
    yield "genogram_pdf", (child, desk.around.genogram(me))
    yield "people_pdf", (child, desk.child(me).network)
    yield "keyfacts_pdf", (child, _reachable(desk.around.key_facts(me)))
    plans = desk.plans(me)
    for plan in plans:
        yield "plan_pdf", (child, plan)
        yield "family_plan_pdf", (child, plan)
    for before, after in zip(plans[1:], plans, strict=False):
        if before.kind == after.kind:
            yield "plan_difference_pdf", (child, before, after)
    for summary in desk.summaries(me):
        yield "summary_pdf", (child, summary)
    events = tuple(e for e in desk.calendar(me).events if not e.planned)
    yield "record_pdf", (child, events, ())
    yield "events_pdf", (child, tuple(e for e in events if e.type == "visit"))
    for session in desk.oversight.sessions(me):
        yield "supervision_pdf", (session, child)
    yield "agenda_pdf", (desk.oversight.agenda(me), child)
    for audit in desk.audits.of_child(me):
        yield "audit_pdf", (child, audit, desk.audits.tables(me))
    for letter in desk.letters.of_child(me):
        yield "letter_pdf", (letter, desk.letters.sender())
    for ending in desk.endings.of_child(me):
        yield "ending_pdf", (child, ending)
        asked = tuple(i for i in ending.items if i.group != PRACTICE)
        yield "checklist_pdf", (child, replace(ending, items=asked))
        yield "transfer_pack_pdf", (read_pack(desk, me, ending.id),)


def _reachable(facts: KeyFacts) -> KeyFacts:
    """Without those whom nobody can ring: they are not printed."""
    return replace(facts, people=tuple(p for p in facts.people if not p.died and (p.contact or p.address)))
