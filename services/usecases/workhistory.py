"""What an audit, a letter, or a transfer or closure said before it was changed, in words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from models.repositories import records
from services.usecases.ages import say_date
from services.usecases.around_results import Earlier
from services.usecases.endingparts import WAY, parts_of, says_of, way_of, ways
from services.usecases.errors import NotFound
from services.usecases.letters import title_of
from services.usecases.office import Office
from services.usecases.rows import read_day

JUDGED = {
    "acceptable": "acceptable",
    "unacceptable": "unacceptable",
    "mixed": "mixed",
    "not_seen": "could not be seen",
}
Said = list[tuple[str, str]]


def versions(office: Office, kind: str, record_id: str) -> tuple[Earlier, ...]:
    """Every saved wording, the newest first."""
    with office.read() as c:
        found = records.versions(c, kind, record_id)
    if not found or kind not in _WORDED:
        raise NotFound
    told = []
    for row in found:
        said = _WORDED[kind](office, json.loads(row["content"]))
        at = datetime.fromisoformat(row["created_at"])
        kept = tuple((label, words) for label, words in said if words)
        told.append(Earlier(row["number"], row["created_by"], at, bool(row["removed"]), row["why"], kept))
    return tuple(reversed(told))


def _day(text: Any) -> str:
    day = read_day(text)
    return say_date(day) if day else ""


def _letter(_office: Office, said: Mapping[str, Any]) -> Said:
    return [
        ("Letter", title_of(said.get("kind", ""))),
        ("To", said.get("addressee", "")),
        ("Address", said.get("address", "")),
        ("Date", _day(said.get("written"))),
        ("Sent", _day(said.get("sent"))),
        ("Subject", said.get("subject", "")),
        ("Text", said.get("body", "")),
        ("State", "Draft" if said.get("draft") else ""),
    ]


def _audit(office: Office, said: Mapping[str, Any]) -> Said:
    authority = said.get("authority", "")
    book = office.book(authority) if authority in office.library.ids else None
    themes = {a.id: a.theme for a in book.audits} if book else {}
    lines = [(themes.get(a["audit_row"], a["audit_row"]), _answer(a)) for a in said.get("answers", ())]
    head = [
        ("Audited on", _day(said.get("at"))),
        ("Auditor", said.get("auditor", "")),
        ("Overall", said.get("overall", "")),
        ("State", "Draft" if said.get("draft") else "Finished"),
    ]
    return [*head, *lines]


def _answer(a: Mapping[str, Any]) -> str:
    after = ", ".join(filter(None, (a.get("follow_up", ""), a.get("who", ""), _day(a.get("due_by")))))
    parts = (JUDGED.get(a.get("judgement", ""), ""), a.get("evidence", ""), after)
    return ". ".join(part for part in parts if part)


def _ending(_office: Office, said: Mapping[str, Any]) -> Said:
    marks = said.get("items", ())
    ticked = [m["item"] for m in marks if m.get("done")]
    dropped = [f"{says_of(m['item'])}: {m['note']}" for m in marks if m.get("not_needed")]
    notes = [m for m in marks if not m["item"].startswith(WAY)]
    parts = parts_of(said["kind"], said.get("summary", ""))
    return [
        ("Kind", ways().get(way_of(marks), "Closing the case")),
        ("To", said.get("to_whom", "")),
        ("Begun", _day(said.get("started"))),
        ("Finished", _day(said.get("finished"))),
        *parts,
        ("Ticked", f"{len(ticked)} of the list" if notes else ""),
        ("Not needed", "; ".join(dropped)),
    ]


_WORDED = {"letter": _letter, "audit": _audit, "ending": _ending}
