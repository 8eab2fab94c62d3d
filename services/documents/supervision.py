"""The record of a supervision session or of management oversight: what was said, and what was decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from services.documents.frame import Running
from services.documents.paper import PRESS, Paper
from services.documents.pieces import Span
from services.documents.prose import NOTHING, prose
from services.documents.style import BODY, CELL, CELL_PROSE, SMALL, Style
from services.documents.table import Row, Table, cell, facts
from services.documents.words import child_facts, day, fitting, long_date, plural, running, short_date
from services.usecases.oversight_results import AgendaItem, AgendaView, DecisionView, SupervisionView
from services.usecases.results import ChildDetail

_SIGN = Style(size=9.0, leading=26.0, after=0.0)
_FEW = 6  # decisions that go on with the places to sign
_HEAD, _LINE, _PLACE = (
    36.0,
    30.0,
    33.0,
)  # points that a heading, a decision and a place to sign take, or a little less


def supervision_pdf(view: SupervisionView, child: ChildDetail | None, worker: str, printed: date) -> bytes:
    """One record: of a child, or (no `child`) of the worker."""
    event = view.event
    whose = child.name if child else worker
    with PRESS:
        paper = Paper(
            f"{view.title}: {whose}",
            f"{view.title} on {short_date(event.at)}",
            running(child, view.title, printed) if child else _running(worker, view.title, printed),
            author=event.author,
        )
        paper.title_block(view.title)
        head = child_facts(child, day(event.at), event.author) if child else [("Worker", worker)]
        facts(
            paper,
            [
                *head,
                ("Held", short_date(event.at)),
                ("Kind" if view.title == "Supervision" else "Details", event.summary),
                ("Written by", f"{event.author}, {long_date(event.recorded_at.date())}"),
            ],
        )
        for heading, text in event.notes:
            paper.heading(fitting(heading, child, day(event.at)))
            prose(paper, text)
        told = any(heading.startswith("Decisions") for heading, _ in event.notes)
        signing = ("Worker", "Supervisor") if view.title == "Supervision" else ("Manager",)
        if len(view.decisions) <= _FEW:  # nobody signs a page that says nothing
            paper.need(2 * _HEAD + _LINE * (1 + len(view.decisions)) + _PLACE * (1 + len(signing)))
        if view.decisions or not told:
            decisions_table(paper, view.decisions, heading="Actions" if told else "Decisions and actions")
        _signatures(paper, signing)
        return paper.finish()


def agenda_pdf(agenda: AgendaView, child: ChildDetail | None, printed: date) -> bytes:
    """What to talk about, on paper for the session."""
    with PRESS:
        paper = Paper(
            f"Agenda for supervision: {agenda.name}",
            f"Agenda for supervision, printed {long_date(printed)}",
            running(child, "Agenda for supervision", printed)
            if child
            else _running(agenda.name, "Agenda for supervision", printed),
        )
        paper.title_block("Agenda for supervision")
        facts(
            paper,
            [
                *(child_facts(child) if child else [("Worker", agenda.name)]),
                ("Last seen", long_date(agenda.seen) if agenda.seen else ""),
                ("Next session", _next(agenda, child)),
            ],
        )
        if agenda.last is not None:
            paper.heading(f"Decided last time, {short_date(agenda.last.event.at)}")
            decisions_table(paper, agenda.last.decisions, heading="")
        for heading, items in (
            ("Overdue", agenda.overdue),
            ("Due before the next session", agenda.ahead),
            ("Open actions", agenda.actions),
        ):
            paper.heading((Span(heading), Span(f"   {len(items)}", bold=False)), bookmark=heading)
            _items(paper, items)
        if agenda.consents:
            paper.heading("Consent")
            for told in agenda.consents:
                paper.text(told, BODY)
        return paper.finish()


def _next(agenda: AgendaView, child: ChildDetail | None) -> str:
    cases = [e for e in child.episodes if e.name == "case"] if child else []
    if cases and all(e.ended for e in cases) and not agenda.next_is_booked:
        return "none: the case is closed"
    return f"{long_date(agenda.next_session)} ({'booked' if agenda.next_is_booked else 'expected'})"


def _items(paper: Paper, items: Sequence[AgendaItem]) -> None:
    if not items:
        paper.text("None.", NOTHING)
        return
    table = Table(paper, (0.2, 0.52, 0.28), ("When", "What", "Clause or who"))
    table.rows(
        [
            Row((cell(short_date(i.due) or "no date"), cell(i.text, CELL_PROSE), cell(i.detail, SMALL)))
            for i in items
        ]
    )


def _running(worker: str, what: str, printed: date) -> Running:
    return Running(worker, f"Printed {long_date(printed)}", what)


def decisions_table(
    paper: Paper, decisions: Sequence[DecisionView], heading: str = "Decisions and actions"
) -> None:
    """What was decided: who does it, by when, and whether it is done."""
    if heading:
        paper.heading(heading)
    if not decisions:
        paper.text("No action was decided.", NOTHING)
        return
    table = Table(paper, (0.05, 0.38, 0.19, 0.18, 0.2), ("No", "What", "Who", "By when", "Done"))
    table.rows(
        [
            Row(
                (
                    cell(str(n)),
                    cell(d.what, CELL_PROSE),
                    cell(d.who),
                    cell(short_date(d.by)),
                    cell(short_date(d.done), mark="met") if d.done else cell(""),
                )
            )
            for n, d in enumerate(decisions, 1)
        ]
    )
    done = sum(d.done is not None for d in decisions)
    if done:
        paper.space(2)
        paper.text(f"{done} of {plural(len(decisions), 'action')} done.", SMALL)


def _signatures(paper: Paper, roles: Sequence[str]) -> None:
    paper.heading("Signatures")
    table = Table(paper, (0.2, 0.3, 0.3, 0.2), ("Role", "Name", "Signature", "Date"))
    rows = [
        Row((cell(role, CELL.but(leading=26.0)), *(cell(" ", _SIGN) for _ in range(3)))) for role in roles
    ]
    table.rows(rows, together=True)
