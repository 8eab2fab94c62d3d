"""The pages of supervision, audits, endings and letters, made off the interface's thread."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from services.usecases.endings_results import EndingView, LetterView, TransferPack
from services.usecases.genogramdrawing import drawn
from services.usecases.genogramwords import LINES, SYMBOLS, told
from services.usecases.oversight_results import (
    AgendaView,
    AuditResults,
    AuditTables,
    AuditView,
    SupervisionView,
)
from services.usecases.results import CalendarView, ChildDetail, PlanView, SummaryView
from ui.viewmodels.printing import Page, file_name, for_reader, head_only, with_address

PARTS = (
    ("summary", "Transfer summary"),
    ("facts", "Key facts"),
    ("genogram", "Genogram"),
    ("chronology", "Chronology"),
    ("plans", "Current plans"),
    ("case_summary", "Case summary"),
    ("assessments", "Last assessments"),
    ("visits", "Last visits"),
    ("ahead", "Dates ahead and open actions"),
    ("calendar", "Calendar of deadlines"),
    ("checklist", "Checklist"),
)  # as in services.documents.transferparts, which is read only once something is printed


def supervision_page(child: ChildDetail | None, view: SupervisionView, worker: str, today: date) -> Page:
    def draw(child: ChildDetail | None, view: SupervisionView) -> bytes:
        from services.documents.supervision import supervision_pdf

        return supervision_pdf(view, child, worker, today)

    name = f"{view.title} of {child.name if child else worker}"
    kind = view.title.lower().replace(" ", "-")
    if child is None:
        return Page(name, file_name(kind, "", today), lambda: draw(None, view))
    head = head_only(child)
    return for_reader(name, file_name(kind, child.reference, today), child.child_id, (head, view), draw)


def agenda_page(child: ChildDetail | None, agenda: AgendaView, today: date) -> Page:
    def draw(child: ChildDetail | None, agenda: AgendaView) -> bytes:
        from services.documents.supervision import agenda_pdf

        return agenda_pdf(agenda, child, today)

    name = f"Agenda for supervision: {agenda.name}"
    if child is None:
        return Page(name, file_name("agenda", "", today), lambda: draw(None, agenda))
    file = file_name("supervision-agenda", child.reference, today)
    return for_reader(name, file, child.child_id, (head_only(child), agenda), draw)


def audit_page(child: ChildDetail, audit: AuditView, tables: AuditTables, today: date) -> Page:
    def draw(child: ChildDetail, audit: AuditView) -> bytes:
        from services.documents.audit import audit_pdf

        return audit_pdf(child, audit, tables, today)

    file = file_name("audit", child.reference, audit.at)
    return for_reader(
        f"Audit of the file of {child.name}", file, child.child_id, (head_only(child), audit), draw
    )


def results_page(results: AuditResults, whose: str, today: date) -> Page:
    def make() -> bytes:
        from services.documents.audit import audit_results_pdf

        return audit_results_pdf(results, whose, today)

    return Page(f"Results of audits: {whose}", file_name("audit-results", "", today), make)


def letter_page(desk: Any, child: ChildDetail, letter: LetterView, today: date) -> Page:
    def draw(letter: LetterView, sender: Any) -> bytes:
        from services.documents.letter import letter_pdf

        return letter_pdf(letter, sender, today)

    file = file_name("letter", child.reference, letter.written)
    sender = desk.letters.sender()
    return for_reader(f"{letter.title}: {letter.addressee}", file, child.child_id, (letter, sender), draw)


def ending_page(child: ChildDetail, view: EndingView, today: date) -> Page:
    def draw(child: ChildDetail, view: EndingView) -> bytes:
        from services.documents.transfer import ending_pdf

        return ending_pdf(child, view, today)

    kind = "closing-summary" if view.kind == "closure" else "transfer-summary"
    name = kind.replace("-", " ").capitalize()
    file = file_name(kind, child.reference, today)
    return for_reader(f"{name} of {child.name}", file, child.child_id, (head_only(child), view), draw)


def checklist_page(child: ChildDetail, view: EndingView, today: date) -> Page:
    def draw(child: ChildDetail, view: EndingView) -> bytes:
        from services.documents.transfer import checklist_pdf

        return checklist_pdf(child, view, today)

    file = file_name("checklist", child.reference, today)
    view = replace(view, parts=())  # the list prints no summary
    return for_reader(f"Checklist of {child.name}", file, child.child_id, (head_only(child), view), draw)


# --- the transfer pack -----------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class PackResults:
    """Everything that the pack is drawn from; what is not wanted is empty."""

    child: ChildDetail
    pack: TransferPack
    calendar: CalendarView
    plans: tuple[PlanView, ...] = ()
    summary: SummaryView | None = None
    chronology: tuple[Any, ...] = ()
    facts: Any = None  # KeyFacts
    genogram: Any = None  # GenogramView


def read_pack(desk: Any, child_id: str, ending_id: str) -> PackResults:
    """Read what goes along; called off the interface's thread."""
    child = desk.child(child_id)
    summaries = desk.summaries(child_id)
    plans = tuple(p for p in desk.plans(child_id) if not p.ended)
    agreed = tuple(p for p in plans if not p.draft)
    calendar = desk.calendar(child_id)
    return PackResults(
        child=with_address(child),
        pack=desk.endings.pack(ending_id),
        calendar=replace(calendar, events=tuple(replace(e, notes=()) for e in calendar.events)),
        plans=agreed or plans[:1],
        summary=summaries[0] if summaries else None,
        chronology=tuple(desk.chronology(child_id)),
        facts=desk.around.key_facts(child_id),
        genogram=desk.around.genogram(child_id),
    )


def pack_page(desk: Any, child: ChildDetail, view: EndingView, today: date, wanted: frozenset[str]) -> Page:
    """One PDF of the parts that are wanted; made with progress, and it can be stopped."""

    def draw(found: PackResults, **more: Any) -> bytes:
        from services.documents.transfer import transfer_pack_pdf
        from services.documents.transferparts import parts_of

        parts = parts_of(papers(found), today, wanted)
        return transfer_pack_pdf(found.child, found.pack.ending, parts, today, **more)

    return for_reader(
        f"Transfer pack of {child.name}",
        file_name("transfer-pack", child.reference, today),
        child.child_id,
        lambda: (read_pack(desk, child.child_id, view.id),),
        draw,
        slow=True,
    )


def papers(found: PackResults) -> Any:
    """The results as they are printed: the genogram drawn last, when nobody is left out of it any more."""
    from services.documents.transferparts import Drawn, PackPapers

    view, genogram = found.genogram, None
    if view is not None and view.ties:
        genogram = Drawn(drawn(view), tuple(line for _, line in told(view)), (SYMBOLS, LINES))
    return PackPapers(
        found.child,
        found.pack,
        found.calendar,
        found.plans,
        found.summary,
        found.chronology,
        found.facts,
        genogram,
    )
