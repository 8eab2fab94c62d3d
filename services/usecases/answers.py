"""The answers of the commands as plain data, ready for JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from services.engine.facts import Moment
from services.engine.findings import Deadline, Ref
from services.engine.rulebook import Rulebook
from services.usecases.calendars import recent, version_reasons, working_calendar
from services.usecases.casefile import CaseFile
from services.usecases.counting import counted
from services.usecases.standards import Library
from services.usecases.wording import why


def moment(at: Moment | None) -> str | None:
    """A date as 2026-03-03, a minute as 2026-03-03T14:00."""
    if at is None:
        return None
    return at.strftime("%Y-%m-%dT%H:%M") if isinstance(at, datetime) else at.isoformat()


def _ref(found: Ref | None) -> dict[str, Any] | None:
    if found is None:
        return None
    answer: dict[str, Any] = {"type": found.type, "at": moment(found.at)}
    if found.milestone:
        answer["milestone"] = found.milestone
    if found.id:
        answer["id"] = found.id
    return answer


def deadline(d: Deadline, versions: Sequence[Rulebook] = ()) -> dict[str, Any]:
    """One deadline; where there are several versions of the standards its reasons say which made it."""
    s = d.standard
    return {
        "standard": s.id,
        "says": s.says,
        "cite": s.cite,
        "force": s.force,
        "role": s.role,
        "area": s.area,
        "clock": _ref(d.clock),
        "counted_from": moment(d.counted_from),
        "due": moment(d.due),
        "plan_by": moment(d.plan_by),
        "state": d.state,
        "met_by": _ref(d.met_by),
        "provisional": d.provisional,
        "reading": s.reading,
        "why": [*why(d), *version_reasons(d, versions)],
    }


def pack(book: Rulebook) -> dict[str, str]:
    return {"version": book.version, "published": book.published}


def calendar(file: CaseFile, library: Library, show_all: bool) -> dict[str, Any]:
    """The answer of `schedule` for one case."""
    book, books = library.rulebook(file.authority, file.today), library.versions(file.authority)
    found = counted(books, file.case, file.today, file.until, working_calendar())
    shown = found if show_all else recent(found, file.today)
    return {
        "format": 1,
        "authority": book.id,
        "pack": pack(book),
        "today": _day(file.today),
        "until": _day(file.until),
        "deadlines": [deadline(d, books) for d in shown],
    }


def _day(day: date) -> str:
    return day.isoformat()


def authorities(library: Library) -> dict[str, Any]:
    """The answer of `authorities`."""
    rows = [
        {
            "id": a.id,
            "name": a.name,
            "title": a.title,
            "version": a.version,
            "published": a.published,
            "review": a.review,
            "source": a.source,
            "standards": a.standards,
            "expectations": a.expectations,
            "audits": a.audits,
        }
        for a in library.authorities()
    ]
    return {"format": 1, "authorities": rows}
