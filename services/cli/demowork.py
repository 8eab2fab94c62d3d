"""The work itself, for the demonstration: supervision, audits, letters, and what goes along at a transfer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from services.documents.audit import audit_pdf
from services.documents.letter import letter_pdf
from services.documents.supervision import supervision_pdf
from services.documents.transfer import checklist_pdf, ending_pdf, transfer_pack_pdf
from services.documents.transferparts import PARTS, Drawn, PackPapers, parts_of
from services.usecases import privacy
from services.usecases.genogramdrawing import drawn
from services.usecases.genogramwords import LINES, SYMBOLS, told

if TYPE_CHECKING:
    from services.usecases.desk import Desk
    from services.usecases.endings_results import EndingView
    from services.usecases.results import ChildDetail


_WANTED = frozenset(PARTS) - {"calendar"}  # which is a document of its own beside it


def work(desk: Desk, detail: ChildDetail, today: date) -> dict[str, bytes]:
    """The pages by file name, as they are printed for a reader where nothing marked is ticked."""
    child_id = detail.child_id
    guard = desk.sharing.guard(child_id)
    head = replace(detail, network=(), note="", address="")

    def kept(result: Any) -> Any:
        return privacy.without(result, {m.key for m in privacy.marked(result, guard) if not m.kept}, guard)

    files: dict[str, bytes] = {}
    for session in desk.oversight.sessions(child_id)[:1]:
        files["supervision.pdf"] = supervision_pdf(kept(session), head, desk.own().name, today)
    for audit in desk.audits.of_child(child_id)[:1]:
        files["audit.pdf"] = audit_pdf(head, kept(audit), desk.audits.tables_of(audit.authority), today)
    for number, letter in enumerate(desk.letters.of_child(child_id), 1):
        files[f"letter-{number}.pdf"] = letter_pdf(kept(letter), desk.letters.sender(), today)
    for ending in desk.endings.of_child(child_id)[:1]:
        kind = "closing" if ending.kind == "closure" else "transfer"
        files[f"{kind}-summary.pdf"] = ending_pdf(head, kept(ending), today)
        files[f"{kind}-checklist.pdf"] = checklist_pdf(head, kept(replace(ending, parts=())), today)
        if ending.kind == "transfer":
            files["transfer-pack.pdf"] = _pack(desk, detail, ending, today, kept)
    return files


def _pack(desk: Desk, detail: ChildDetail, ending: EndingView, today: date, kept: Any) -> bytes:
    child_id = detail.child_id
    calendar = desk.calendar(child_id)
    view = kept(desk.around.genogram(child_id))
    papers = PackPapers(
        child=replace(detail, network=(), note="", address=""),
        pack=kept(desk.endings.pack(ending.id)),
        calendar=kept(replace(calendar, events=tuple(replace(e, notes=()) for e in calendar.events))),
        plans=kept(tuple(p for p in desk.plans(child_id) if not p.ended and not p.draft)),
        summary=next(iter(kept(desk.summaries(child_id))), None),
        chronology=kept(tuple(desk.chronology(child_id))),
        facts=kept(desk.around.key_facts(child_id)),
        genogram=Drawn(drawn(view), tuple(line for _, line in told(view)), (SYMBOLS, LINES)),
    )
    return transfer_pack_pdf(papers.child, papers.pack.ending, parts_of(papers, today, _WANTED), today)
