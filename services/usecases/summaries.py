"""Case summaries under eight headings, the first draft of each offered from what the record already knows.

The headings cover the eight points of Westmorland and Furness's practice standards, section 7, in our own words.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
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

HEADINGS = (
    "A picture of the child",
    "Why we are involved",
    "Important people and how to reach them",
    "The plan in brief",
    "Progress since the last summary",
    "Harm and risk to the child",
    "What to do in an emergency",
    "What anyone working with the family must know",
)
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
        check.known(where, heading, HEADINGS, "heading")
        parts.append({"heading": heading, "body": check.text(where, body)})
    if not any(p["body"] for p in parts):
        check.wrong("parts", "are all empty", "write under at least one heading")
    check.done()
    ordered = sorted((p for p in parts if p["body"]), key=lambda p: HEADINGS.index(p["heading"]))
    return {"child_id": form.child_id, "written": form.written.isoformat(), "parts": ordered}


def of_child(office: Office, child_id: str) -> tuple[SummaryView, ...]:
    """A child's summaries, the newest first."""
    with office.read() as c:
        standing(c, child_id)
        return in_order(c, child_id)


def in_order(c: Any, child_id: str) -> tuple[SummaryView, ...]:
    found = [view(r) for r in records.of_child(c, "summary", child_id)]
    found.reverse()  # of one day, the one saved last comes first
    return tuple(sorted(found, key=lambda s: s.written, reverse=True))


def view(row: Mapping[str, Any]) -> SummaryView:
    """All eight headings in their order, those without a text empty."""
    said = {p["heading"]: p["body"] for p in row["parts"]}
    parts = tuple((h, said.get(h, "")) for h in HEADINGS)
    return SummaryView(
        row["id"], row["child_id"], date.fromisoformat(row["written"]), row["created_by"], parts
    )
