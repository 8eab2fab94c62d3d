"""The parts of a transfer pack in their order, each with what prints it; those with nothing in them are left out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from services.documents.calendar import calendar_pdf
from services.documents.chronology import chronology_pdf
from services.documents.genogram import genogram_pdf
from services.documents.keyfacts import keyfacts_pdf
from services.documents.plan import plan_pdf
from services.documents.summary import summary_pdf
from services.documents.transfer import Part, ahead_pdf, checklist_pdf, ending_pdf, events_pdf
from services.usecases.around_results import Drawing, KeyFacts
from services.usecases.endings_results import TransferPack
from services.usecases.results import CalendarView, ChildDetail, ChronologyEntry, PlanView, SummaryView

PARTS = {
    "summary": "Transfer summary",
    "facts": "Key facts",
    "genogram": "Genogram",
    "chronology": "Chronology",
    "plans": "Current plans",
    "case_summary": "Case summary",
    "assessments": "Last assessments",
    "visits": "Last visits",
    "ahead": "Dates ahead and open actions",
    "calendar": "Calendar of deadlines",
    "checklist": "Checklist",
}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A genogram as it is printed: the drawing, the same in words, what the symbols mean."""

    drawing: Drawing
    lines: tuple[str, ...]
    legend: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PackPapers:
    """Everything that the pack is made of; what there is none of is empty."""

    child: ChildDetail
    pack: TransferPack
    calendar: CalendarView
    plans: Sequence[PlanView] = ()
    summary: SummaryView | None = None
    chronology: Sequence[ChronologyEntry] = ()
    facts: KeyFacts | None = None
    genogram: Drawn | None = None


def parts_of(found: PackPapers, printed: date, wanted: Collection[str] = tuple(PARTS)) -> list[Part]:
    """What `transfer_pack_pdf` binds."""
    child, pack = found.child, found.pack
    made: list[tuple[str, Part]] = [
        ("summary", (PARTS["summary"], lambda: ending_pdf(child, pack.ending, printed)))
    ]
    facts, genogram, summary = found.facts, found.genogram, found.summary
    if facts is not None and (facts.facts or facts.from_events or facts.people):
        made.append(("facts", (PARTS["facts"], lambda: keyfacts_pdf(child, facts, printed))))
    if genogram is not None:
        made.append(
            (
                "genogram",
                (
                    PARTS["genogram"],
                    lambda: genogram_pdf(child, genogram.drawing, genogram.lines, genogram.legend, printed),
                ),
            )
        )
    if found.chronology:
        made.append(
            ("chronology", (PARTS["chronology"], lambda: chronology_pdf(child, found.chronology, printed)))
        )
    made += [("plans", _plan(child, plan, printed)) for plan in found.plans]
    if summary is not None:
        made.append(("case_summary", (PARTS["case_summary"], lambda: summary_pdf(child, summary, printed))))
    for key, events in (("assessments", pack.assessments), ("visits", pack.visits)):
        if events:
            made.append((key, _events(child, PARTS[key], events, printed)))
    made.append(("ahead", (PARTS["ahead"], lambda: ahead_pdf(child, pack, printed))))
    made.append(("calendar", (PARTS["calendar"], lambda: calendar_pdf(child, found.calendar, printed))))
    listed = replace(pack.ending, parts=())
    made.append(("checklist", (PARTS["checklist"], lambda: checklist_pdf(child, listed, printed))))
    return [part for key, part in made if key in wanted]


def _plan(child: ChildDetail, plan: PlanView, printed: date) -> Part:
    return plan.title or "Plan", lambda: plan_pdf(child, plan, printed)


def _events(child: ChildDetail, name: str, events: Sequence, printed: date) -> Part:
    return name, lambda: events_pdf(child, name, events, printed)
