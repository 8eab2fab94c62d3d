"""The record of a visit or any other event: what was asked and answered, notes by heading, what happens next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from services.documents.frame import Running
from services.documents.paper import PRESS, Paper
from services.documents.pieces import Span
from services.documents.style import BODY, CELL, CELL_PROSE, QUIET, SMALL
from services.documents.table import Row, Table, cell, facts
from services.documents.words import child_facts, fitting, long_date, plural, running, short_date
from services.usecases.results import ActionItem, ChildDetail, EventForm, EventView, Moment

SORTS = {
    "fact": "fact",
    "reported": "what others said",
    "views": "in their words",
    "analysis": "opinion and analysis",
}
_NOTHING = BODY.but(italic=True, colour=SMALL.colour)
_LINE = CELL.but(colour=QUIET)
Forms = Mapping[str, EventForm]


def record_pdf(
    child: ChildDetail | None,
    events: Sequence[EventView],
    actions: Sequence[ActionItem],
    printed: date,
    forms: Forms,
    by: str = "",
    role: str = "",
) -> bytes:
    """One event, or several in the order given. `child` None: of the practitioner's own calendar (`by`: whose).

    `forms`: of the types of the events; `actions`: those that may have come out of them.
    """
    with PRESS:
        title = events[0].label if len(events) == 1 else "Record"
        whose = child.name if child else by
        paper = Paper(f"{title}: {whose}", _subject(events), _running(child, title, printed, by), author=by)
        paper.title_block(title, _under(events))
        facts(paper, _head(child, events, by, role))
        if not events:
            paper.text("Nothing has been recorded yet.", _NOTHING)
        for event in events:
            if len(events) > 1:
                paper.heading(f"{event.label}, {short_date(_day(event.at))}")
            _event(
                paper, child, event, [a for a in actions if a.source_id == event.id], forms.get(event.type)
            )
        if len(events) == 1 and not events[0].planned:
            _signed(paper, by or events[0].author, role)
        return paper.finish()


def _head(
    child: ChildDetail | None, events: Sequence[EventView], by: str, role: str
) -> list[tuple[str, str]]:
    if child is None:
        return [("Name", by), ("Role", role)]
    if len(events) != 1:
        return child_facts(child)
    return child_facts(child, _day(events[0].at), events[0].author)


def _subject(events: Sequence[EventView]) -> str:
    return f"Record of {plural(len(events), 'event')}"


def _running(child: ChildDetail | None, title: str, printed: date, by: str) -> Running:
    if child is not None:
        return running(child, title, printed)
    return Running(left=by, right=f"Printed {long_date(printed)}", foot=title)


def _under(events: Sequence[EventView]) -> str:
    if len(events) == 1:
        booked = "Booked for " if events[0].planned else ""
        return f"{booked}{_when(events[0].at)}"
    return plural(len(events), "event")


def _day(at: Moment) -> date:
    return at.date() if isinstance(at, datetime) else at


def _when(at: Moment) -> str:
    return f"{long_date(_day(at))} at {at:%H:%M}" if isinstance(at, datetime) else long_date(at)


def _event(
    paper: Paper,
    child: ChildDetail | None,
    event: EventView,
    actions: Sequence[ActionItem],
    form: EventForm | None,
) -> None:
    on = _day(event.at)
    labels = dict(form.milestones) if form else {}
    rows = [
        ("When", ("Booked for " if event.planned else "") + _when(event.at)),
        ("Details", fitting(event.summary, child, on)),
    ]
    for name, at in event.milestones.items():
        words = labels.get(name) or name.replace("_", " ")
        rows.append((words[:1].upper() + words[1:], _when(at)))
    written = f"{event.author}, {_when(event.recorded_at)}"
    if event.amended:
        times = "once" if event.amended == 1 else plural(event.amended, "time")
        written += f"; amended {times}, earlier wording kept"
    rows.append(("Written by", written))
    facts(paper, rows)
    sorts = {ask.name: ask.sort for ask in form.asks} if form else {}
    last = next((name for name, sort in sorts.items() if sort == "next"), "")
    shown = False
    for heading, text in event.notes:
        sort = SORTS.get(sorts.get(heading, ""), "")
        sort = "" if sort in heading.lower() else sort  # the heading says it itself
        tag = (Span(f"   {sort}", bold=False, colour=QUIET),) if sort else ()
        if sorts.get(heading) == "third" and not shown:
            shown = _next(paper, actions, last)
        said = fitting(heading, child, on)
        paper.subheading((Span(said), *tag), bookmark=said)
        paper.text(text, BODY)
        if heading == last:
            shown = _next(paper, actions, "")
    if not shown:
        _next(paper, actions, last)


def _next(paper: Paper, actions: Sequence[ActionItem], heading: str) -> bool:
    """The lines of what happens next, under their heading; True where they have been dealt with."""
    if not actions:
        return bool(not heading)
    if heading:
        paper.subheading(heading)
    table = Table(paper, (0.44, 0.2, 0.18, 0.18), ("What", "Who", "By", "Done"))
    table.rows(
        [
            Row(
                (
                    cell(a.what, CELL_PROSE),
                    cell(a.who, CELL),
                    cell(short_date(a.by) if a.by else "no date", CELL if a.by else SMALL),
                    cell(short_date(a.done) if a.done else "", CELL),
                )
            )
            for a in actions
        ]
    )
    return True


def _signed(paper: Paper, name: str, role: str) -> None:
    paper.space(10)
    table = Table(paper, (0.1, 0.4, 0.3, 0.2), grid=False)
    who = ", ".join(part for part in (name, role) if part)
    line = "_" * 26
    table.rows(
        [Row((cell("Signed", SMALL), cell(who, CELL), cell(line, _LINE), cell("Date  " + "_" * 14, _LINE)))]
    )
