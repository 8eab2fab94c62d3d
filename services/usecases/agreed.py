"""Frequencies agreed for one child, and standards recorded as not owed: each with who said so and why."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from models.repositories import records
from services.engine.calendar import WorkingCalendar, parse_duration
from services.engine.facts import day_of
from services.engine.rulebook import Standard
from services.usecases import keeping
from services.usecases.checking import Check
from services.usecases.children import standing
from services.usecases.commands import AgreedFrequency, WaiveStandard
from services.usecases.office import Office
from services.usecases.phrasing import gap

_SAMPLE = 400  # starts that are tried when two gaps are compared: more than a year of days


def agree(office: Office, agreed: AgreedFrequency) -> None:
    check = Check()
    with office.write() as c:
        child = standing(c, agreed.child_id)
        found = _standard(check, office, child.authority, agreed.standard)
        if found is not None and not found.repeat:
            check.wrong(
                "standard", "does not repeat, so no frequency can be agreed", "choose a repeating standard"
            )
        content = _who(check, "agreed_by", agreed.by, agreed.why)
        check.year("start", agreed.start)
        content |= {"repeat": _repeat(check, agreed.repeat), "start": agreed.start.isoformat()}
        if found is not None and not check.problems:
            _no_looser(check, found, agreed.repeat.strip(), office.calendar())
        check.done()
        content |= {"child_id": agreed.child_id, "standard": agreed.standard}
        _, back = keeping.save(office, c, "agreement", None, content)
    office.keep("Agreement of a frequency", "event", (agreed.child_id,), back)


def waive(office: Office, waived: WaiveStandard) -> None:
    check = Check()
    with office.write() as c:
        child = standing(c, waived.child_id)
        _standard(check, office, child.authority, waived.standard)
        content = _who(check, "waived_by", waived.by, waived.why)
        if check.year("at", waived.at):
            check.past("at", waived.at, office.now(), "the day on which it was recorded")
        check.done()
        content |= {"child_id": waived.child_id, "standard": waived.standard, "at": waived.at.isoformat()}
        _, back = keeping.save(office, c, "waiver", None, content)
    office.keep("Recording that a standard is not owed", "event", (waived.child_id,), back)


def _standard(check: Check, office: Office, authority: str, name: str) -> Standard | None:
    """The standard, of the child's own authority or of another: a child may have moved."""
    others = [i for i in office.library.ids if i != authority]
    books = [office.book(authority), *(b for i in (authority, *others) for b in office.books(i))]
    found = next((s for b in books if (s := b.standard(name))), None)
    if found is None:
        check.known("standard", name, [s.id for s in books[0].standards], "standard")
    return found


def _who(check: Check, column: str, by: str, why: str) -> dict[str, Any]:
    return {
        column: check.line("by", by, needed="say who decided it"),
        "why": check.text("why", why, needed="say why"),
    }


def _repeat(check: Check, text: str) -> str:
    try:
        duration = parse_duration(text.strip())
    except ValueError:
        duration = None
    if duration is None or duration.sign < 0 or not all(n for n, _ in duration.parts):
        check.wrong("repeat", "is not a length of time", "such as 2 weeks, or 10 working days")
    return text.strip()


def _no_looser(check: Check, standard: Standard, text: str, calendar: WorkingCalendar) -> None:
    """A longer gap than the standard's own is refused, unless its document lets one be agreed.

    What is longer from some days only (weeks beside months) is kept: each time the earlier of the two governs.
    """
    printed = standard.repeat
    if standard.looser or printed is None:
        return
    agreed, way = parse_duration(text), 0
    for start in (date(2026, 1, 1) + timedelta(n) for n in range(_SAMPLE)):
        if calendar.is_working(start):
            one, two = day_of(calendar.add(start, printed)), day_of(calendar.add(start, agreed))
            way += (two > one) - (two < one)
    if way > 0:
        check.wrong(
            "repeat",
            "is a longer gap than this standard allows",
            f"every {gap(printed)}, or more often; it does not let a longer gap be agreed",
        )


def agreements(c: Any, child_id: str) -> tuple[AgreedFrequency, ...]:
    return tuple(
        AgreedFrequency(
            child_id, r["standard"], r["repeat"], date.fromisoformat(r["start"]), r["agreed_by"], r["why"]
        )
        for r in records.of_child(c, "agreement", child_id)
    )


def waivers(c: Any, child_id: str) -> tuple[WaiveStandard, ...]:
    return tuple(
        WaiveStandard(child_id, r["standard"], date.fromisoformat(r["at"]), r["waived_by"], r["why"])
        for r in records.of_child(c, "waiver", child_id)
    )
