"""Case summaries under the headings that the child's authority asks for (`summaryforms`), each wording kept."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from models.repositories import records
from services.engine.facts import day_of
from services.usecases import keeping, recording
from services.usecases.checking import Check
from services.usecases.children import standing
from services.usecases.commands import EventDraft, SummaryForm
from services.usecases.errors import NotFound
from services.usecases.office import Office
from services.usecases.results import SummaryView
from services.usecases.summaryforms import known_headings, of_headings


@dataclass(frozen=True, slots=True)
class Earlier:
    """A summary as one saving left it."""

    number: int
    by: str
    at: datetime
    why: str
    summary: SummaryView


EVENT = "case_summary"  # recorded with a new summary, so that what is owed is met


def save(office: Office, form: SummaryForm, summary_id: str | None = None) -> str:
    """Keep a summary. A new one is an event of its day as well, unless that is recorded already."""
    content = _checked(office, form)
    with office.write() as c:
        standing(c, form.child_id)
        if summary_id and keeping.standing(c, "summary", summary_id)["child_id"] != form.child_id:
            raise NotFound
        saved, back = keeping.save(office, c, "summary", summary_id, content)
        event = None if summary_id else _record(office, c, form)

    def undo(c: Any) -> None:
        back(c)
        if event:
            recording.strike(c, event, office, "Undone: its summary was not to be added")

    done = "Change of a case summary" if summary_id else "Adding of a case summary"
    office.keep(done, "summary", (form.child_id,), undo)
    return saved


def _record(office: Office, c: Any, form: SummaryForm) -> str | None:
    today = (e for e in recording.views(c, form.child_id) if day_of(e.at) == form.written and not e.planned)
    known = any(e.type == EVENT for e in today)
    draft = EventDraft(form.child_id, EVENT, form.written)
    return (
        None
        if known
        else recording.add(c, office, recording.check(c, draft, office.now()), (form.child_id,))[0]
    )


def _checked(office: Office, form: SummaryForm) -> dict[str, Any]:
    check = Check()
    if check.year("written", form.written):
        check.past("written", form.written, office.now(), "the day on which it was written")
    parts, seen = [], set()
    for i, (heading, body) in enumerate(form.parts):
        where = f"parts[{i}]"
        if heading in seen:
            check.wrong(where, "is there twice", "write each heading once")
        seen.add(heading)
        check.known(where, heading, known_headings(), "heading")
        parts.append({"heading": heading, "body": check.text(where, body)})
    filled = [p for p in parts if p["body"]]
    if not filled:
        check.wrong("parts", "are all empty", "write under at least one heading")
    layout = of_headings(p["heading"] for p in filled)
    if filled and layout is None and all(p["heading"] in known_headings() for p in filled):
        check.wrong("parts", "belong to the forms of different authorities", "keep to the headings of one")
    check.done()
    assert layout is not None
    ordered = sorted(filled, key=lambda p: layout.headings.index(p["heading"]))
    return {"child_id": form.child_id, "written": form.written.isoformat(), "parts": ordered}


def of_child(office: Office, child_id: str) -> tuple[SummaryView, ...]:
    """A child's summaries, the newest first."""
    with office.read() as c:
        standing(c, child_id)
        return in_order(c, child_id)


def in_order(c: Any, child_id: str) -> tuple[SummaryView, ...]:
    found = [
        view(r, len(records.versions(c, "summary", r["id"])) - 1)
        for r in records.of_child(c, "summary", child_id)
    ]
    found.reverse()  # of one day, the one saved last comes first
    return tuple(sorted(found, key=lambda s: s.written, reverse=True))


def view(row: Mapping[str, Any], amended: int = 0) -> SummaryView:
    """All headings of the form in which it was written, in their order; those without a text empty."""
    said = {p["heading"]: p["body"] for p in row["parts"]}
    layout = of_headings(said)
    headings = layout.headings if layout else tuple(said)
    parts = tuple((h, said.get(h, "")) for h in headings)
    written = date.fromisoformat(row["written"])
    return SummaryView(row["id"], row["child_id"], written, row["created_by"], parts, amended)


def history(office: Office, summary_id: str) -> tuple[Earlier, ...]:
    """Every wording of a summary, the newest first."""
    with office.read() as c:
        keeping.standing(c, "summary", summary_id)
        kept = records.versions(c, "summary", summary_id)
    found = []
    for row in reversed(kept):
        content = {**json.loads(row["content"]), "id": summary_id, "created_by": row["created_by"]}
        if not row["removed"]:
            at = datetime.fromisoformat(row["created_at"])
            found.append(Earlier(row["number"], row["created_by"], at, row["why"], view(content)))
    return tuple(found)
