"""Every document that can be printed, each with made-up content and, from the sample caseload, the real thing."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import services.documents
from services.documents import (
    calendar_pdf,
    chronology_pdf,
    consent_pdf,
    family_plan_pdf,
    genogram_pdf,
    keyfacts_pdf,
    people_pdf,
    plan_difference_pdf,
    plan_pdf,
    record_pdf,
    recovery_code_pdf,
    summary_pdf,
)
from services.documents.audit import audit_pdf, audit_results_pdf
from services.documents.booklet import booklet_pdf
from services.documents.comparison import case_comparison_pdf
from services.documents.letter import letter_pdf
from services.documents.supervision import agenda_pdf, supervision_pdf
from services.documents.topics import topic_table_pdf
from services.documents.transfer import ahead_pdf, checklist_pdf, ending_pdf, events_pdf, transfer_pack_pdf
from services.documents.transferparts import parts_of
from services.engine.facts import Case, Event
from services.usecases import planwords
from services.usecases.around_results import GenogramView, Member
from services.usecases.browse import book_view
from services.usecases.calendars import working_calendar
from services.usecases.chronicle_results import ChronologyHead
from services.usecases.compare import compare_case, topic_table
from services.usecases.endings_results import Sender
from services.usecases.genogramdrawing import drawn
from services.usecases.genogramlayout import places
from services.usecases.genogramwords import LINES, SYMBOLS, told
from services.usecases.plandiff import between
from services.usecases.results import ChildDetail, PlanView
from services.usecases.standards import library
from services.usecases.vocabulary import event_forms
from ui.viewmodels.caseworkpages import PackResults, papers

from . import more
from .hardening import emptied
from .samples import TODAY, make_child, make_plan

FORMS = {form.type: form for form in event_forms()}
OWN = frozenset(
    {"id", "note", "address", "family", "languages", "network"}
)  # of a child: not at the head of a page
HEADLESS = OWN | {
    "given",
    "family_name",
    "known_as",
    "reference",
    "worker",
    "authority_name",
}  # pages with no more than the name

_CONFERENCE = Event("icpc", date(2026, 11, 2), {"outcome": "cp_plan"})


@dataclass(frozen=True)
class Kind:
    """One document: how it is printed from its results, made-up ones, and which of their fields it does not print."""

    name: str
    make: Callable[..., bytes]
    results: Callable[[], tuple[Any, ...]]
    unsaid: frozenset[str] = field(default=frozenset())
    empty: Callable[[], tuple[Any, ...]] | None = None
    pages: int = 0  # how many it may be, whatever is in it; 0: any


def public() -> set[str]:
    """The names of all functions of the documents' room that print a page."""
    found = set()
    for module in pkgutil.iter_modules(services.documents.__path__):
        room = importlib.import_module(f"services.documents.{module.name}")
        for name, value in inspect.getmembers(room, inspect.isfunction):
            if name.endswith("_pdf") and not name.startswith("_") and value.__module__ == room.__name__:
                found.add(name)
    return found


# --- how each is made -----------------------------------------------------------------------------------------------
def _genogram(child: ChildDetail, view: GenogramView) -> bytes:
    view = replace(view, places=view.places or places(view.members, view.ties))
    return genogram_pdf(child, drawn(view), [line for _, line in told(view)], (SYMBOLS, LINES), TODAY)


def _pack(found: PackResults) -> bytes:
    return transfer_pack_pdf(found.child, found.pack.ending, parts_of(papers(found), TODAY), TODAY)


def _family(child: ChildDetail, plan: PlanView) -> bytes:
    return family_plan_pdf(child, planwords.family(child, plan), TODAY)


def _versions() -> tuple[Any, ...]:
    before = make_plan()
    outcomes = (replace(before.outcomes[0], outcome="Łucja swims"), *before.outcomes[2:])
    after = replace(before, version=3, outcomes=outcomes, bottom_lines="Nobody smokes in the car.")
    return make_child(), before, after


def _compared(events: tuple[Event, ...] = (_CONFERENCE,)) -> tuple[Any, ...]:
    books = [library().rulebook(a) for a in ("stoke-on-trent", "westmorland-and-furness", "oldham")]
    case = Case("c", {"born": date(2019, 5, 4)}, events)
    found = compare_case(books, case, TODAY, date(2027, 11, 2), working_calendar(), why=False)
    return found, topic_table(books), "Łucja Ćwik"


def _book() -> tuple[Any, ...]:
    book = book_view(library().rulebook("oldham"))
    return (replace(book, standards=book.standards[:12], expectations=book.expectations[:12]),)


def _topics() -> tuple[Any, ...]:
    return (topic_table([library().rulebook(a) for a in ("stoke-on-trent", "oldham")]),)


EVERY: tuple[Kind, ...] = (
    Kind("calendar_pdf", lambda c, v: calendar_pdf(c, v, TODAY), more.calendar,
         OWN | {"why", "activity", "clock_label", "met_label", "summary", "label", "child_name", "notes", "author"}),
    Kind("chronology_pdf", lambda c, e, h: chronology_pdf(c, e, TODAY, h), more.chronology, OWN,
         lambda: (make_child(), (), ChronologyHead())),
    Kind("consent_pdf", lambda c, f: consent_pdf(c, f, TODAY), more.consent, OWN | {"details"}),
    Kind("family_plan_pdf", _family, lambda: (make_child(), make_plan()), frozenset({"*"}), pages=1),
    Kind("genogram_pdf", _genogram, more.genogram, HEADLESS | {"child_name"},
         lambda: (make_child(), GenogramView("c1", "", (Member("c1", "", "", index=True, child=True),), ()))),
    Kind("keyfacts_pdf", lambda c, f: keyfacts_pdf(c, f, TODAY), more.key_facts,
         (OWN | {"author"}) - {"address", "languages"}),
    Kind("people_pdf", lambda c, p: people_pdf(c, p, TODAY), more.around, OWN - {"note", "address"}),
    Kind("plan_difference_pdf", lambda c, b, a: plan_difference_pdf(c, between(b, a), TODAY), _versions,
         frozenset({"*"})),
    Kind("plan_pdf", lambda c, p: plan_pdf(c, p, TODAY), more.plan, OWN | {"sections"}),
    Kind("recovery_code_pdf", lambda code, store: recovery_code_pdf(code, store, TODAY),
         lambda: ("K7QF2-M9XRT-4BHWP-D83VN-JC60W", "Casework")),
    Kind("record_pdf", lambda c, e, a: record_pdf(c, e, a, TODAY, FORMS, "Siân Ŵyn", "social worker"),
         more.record, OWN | {"child_name", "source_words", "label", "source"}),
    Kind("summary_pdf", lambda c, s: summary_pdf(c, s, TODAY), more.summary, OWN),
    Kind("audit_pdf", lambda c, a, t: audit_pdf(c, a, t, TODAY), more.audit, OWN | {"acceptable", "unacceptable"}),
    Kind("audit_results_pdf", lambda r, w: audit_results_pdf(r, w, TODAY), more.audit_results),
    Kind("supervision_pdf", lambda v, c: supervision_pdf(v, c, "Siân Ŵyn", TODAY), more.supervision,
         OWN | {"label", "child_name"}),
    Kind("agenda_pdf", lambda a, c: agenda_pdf(a, c, TODAY), more.agenda,
         OWN | {"label", "child_name", "author", "notes", "summary", "title"}),
    Kind("letter_pdf", lambda letter, sender: letter_pdf(letter, sender, TODAY), more.letter,
         frozenset({"author", "title", "note"}),
         lambda: (replace(emptied(more.letter()[0]), title="Letter"), Sender("Siân Ŵyn", "", ""))),
    Kind("ending_pdf", lambda c, e: ending_pdf(c, e, TODAY), more.ending, OWN | {"items", "label", "author"}),
    Kind("checklist_pdf", lambda c, e: checklist_pdf(c, e, TODAY), more.ending, OWN | {"parts", "author", "found"}),
    Kind("ahead_pdf", lambda c, p: ahead_pdf(c, p, TODAY), more.pack,
         HEADLESS | {"name", "ending", "visits", "assessments"}),
    Kind("events_pdf", lambda c, e: events_pdf(c, "Last visits", e, TODAY), more.events, HEADLESS | {"name"}),
    Kind("transfer_pack_pdf", _pack, more.whole_pack, frozenset({"*"})),
    Kind("booklet_pdf", lambda b: booklet_pdf(b, TODAY), _book, frozenset({"*"})),
    Kind("topic_table_pdf", lambda t: topic_table_pdf(t, TODAY), _topics, frozenset({"*"})),
    Kind("case_comparison_pdf", lambda f, t, c: case_comparison_pdf(f, t, c, TODAY), _compared, frozenset({"*"}),
         lambda: _compared(())),
)  # fmt: skip
