"""Handing on and closing: the summary, the list, and the transfer pack, which binds many documents into one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from reportlab.pdfgen.canvas import Canvas

from services.documents.frame import Draw
from services.documents.paper import PRESS, Binder, Paper, Text, write
from services.documents.prose import NOTHING, prose
from services.documents.style import CELL, CELL_BOLD, CELL_PROSE, SMALL, Style
from services.documents.table import Cell, Row, Table, cell, facts
from services.documents.tags import Node
from services.documents.watching import Stopped, watched
from services.documents.words import child_facts, day, fitting, long_date, running, short_date
from services.usecases.endings_results import LIST, LOOK, EndingView, ItemView, TransferPack
from services.usecases.results import ChildDetail, EventView

_MARKS = {"found": "met", "done": "met", "not_needed": "lapsed", "missing": "overdue", "asked": "projected"}
_WORDS = {
    "found": "On record",
    "done": "Done",
    "not_needed": "Not needed",
    "missing": "Missing",
    "asked": "To be checked",
}
_NUMBER = CELL.but(align="right")
_SIGN = Style(size=9.0, leading=26.0, after=0.0)
_TO_SIGN = 165.0  # points of the places to sign, with their heading


def name_of(view: EndingView) -> str:
    """ "Transfer summary", "Closing summary"."""
    return "Closing summary" if view.kind == "closure" else "Transfer summary"


def ending_pdf(child: ChildDetail, view: EndingView, printed: date) -> bytes:
    """The summary of a transfer or closure; a draft until it is finished."""
    with PRESS:
        name = name_of(view)
        paper = Paper(
            f"{name}: {child.name}",
            f"{name}, begun {long_date(view.started)}",
            running(child, name + ("" if view.finished else ", draft"), printed),
            author=view.author,
            watermark="" if view.finished else "DRAFT",
        )
        paper.title_block(name, "" if view.finished else "Draft: not finished yet")
        on = view.finished or printed
        facts(paper, [*child_facts(child, on, view.author), *_head(view)])
        if not view.parts:
            paper.text("Nothing has been written yet.", NOTHING)
        for heading, text in view.parts:
            paper.heading(fitting(heading, child, on))
            prose(paper, text)
        return paper.finish()


def _head(view: EndingView) -> list[tuple[str, str]]:
    done = "Closed on" if view.kind == "closure" else "Transferred on"
    return [
        ("Kind", view.way_label),
        ("To", view.to_whom),
        ("Begun", long_date(view.started)),
        (done, long_date(view.finished) if view.finished else ""),
    ]


def checklist_pdf(child: ChildDetail, view: EndingView, printed: date) -> bytes:
    """The list with what is there and what is missing, and places to sign."""
    with PRESS:
        name = "Closing checklist" if view.kind == "closure" else "Transfer checklist"
        paper = Paper(
            f"{name}: {child.name}",
            f"{name}, {view.authority_name}",
            running(child, name, printed),
            view.author,
        )
        settled, of = view.counted
        paper.title_block(name, f"As it stood on {long_date(view.finished)}" if view.finished else "")
        facts(
            paper,
            [
                *child_facts(child, view.finished or printed, view.author),
                *_head(view),
                ("In place", f"{settled} of {of}"),
            ],
        )
        groups = [
            (heading, [i for i in view.items if i.group == group])
            for group, heading in ((LIST, f"Asked by {view.authority_name}"), (LOOK, "Worth a look"))
        ]
        shown = [(heading, items) for heading, items in groups if items]
        for heading, items in shown:
            paper.heading(heading)
            _items(paper, items, _TO_SIGN if items is shown[-1][1] else 0.0)
        _authorised(paper, view.kind)
        return paper.finish()


def _items(paper: Paper, items: Sequence[ItemView], after: float) -> None:
    table = Table(paper, (0.2, 0.43, 0.37), ("State", "What", "On record, or missing"))
    rows = []
    for i in items:
        what: list[tuple[Text, Style]] = [(i.says, CELL_PROSE)]
        if i.cite:
            what.append((i.cite, SMALL))
        said: list[tuple[Text, Style]] = []
        if i.done:
            said.append((f"Done {short_date(i.done)}", CELL))
        if i.note:
            said.append((i.note, CELL_PROSE))
        if i.found and i.state not in ("done", "not_needed"):
            said.append((i.found, CELL_PROSE))
        state = cell(_WORDS[i.state], CELL_BOLD, mark=_MARKS[i.state])
        rows.append(Row((state, Cell(tuple(what)), Cell(tuple(said) or ((" ", CELL),)))))
    table.rows(rows, after=after)


def _authorised(paper: Paper, kind: str) -> None:
    paper.heading("Authorised")
    table = Table(paper, (0.24, 0.28, 0.28, 0.2), ("Role", "Name", "Signature", "Date"))
    closing, moving = ("Worker", "Manager"), ("Worker", "Manager who hands on", "Manager who takes over")
    roles = closing if kind == "closure" else moving
    table.rows(
        [Row((cell(r, CELL.but(leading=26.0)), *(cell(" ", _SIGN) for _ in range(3)))) for r in roles],
        together=True,
    )


def ahead_pdf(child: ChildDetail, pack: TransferPack, printed: date) -> bytes:
    """Dates ahead and what is still to be done."""
    with PRESS:
        paper = Paper(
            f"Dates ahead: {child.name}",
            "Dates ahead and open actions",
            running(child, "Dates ahead", printed),
        )
        paper.title_block("Dates ahead")
        if pack.ahead:
            table = Table(paper, (0.25, 0.47, 0.28), ("When", "What", "Clause"))
            table.rows(
                [Row((cell(w, CELL_BOLD), cell(s, CELL_PROSE), cell(c, SMALL))) for w, s, c in pack.ahead]
            )
        else:
            paper.text("Nothing is owed, due or booked.", NOTHING)
        paper.heading("Still to be done")
        if pack.actions:
            table = Table(paper, (0.55, 0.25, 0.2), ("What", "Who", "By when"))
            table.rows(
                [Row((cell(what, CELL_PROSE), cell(who), cell(_day(by)))) for what, who, by in pack.actions]
            )
        else:
            paper.text("No action is open beside those of the plan.", NOTHING)
        return paper.finish()


def _day(text: str) -> str:
    return short_date(date.fromisoformat(text)) if text else "no date"


def events_pdf(child: ChildDetail, name: str, events: Sequence[EventView], printed: date) -> bytes:
    """The last events of a kind with their notes: visits, assessments."""
    with PRESS:
        paper = Paper(f"{name}: {child.name}", name, running(child, name, printed))
        paper.title_block(name)
        if not events:
            paper.text("None is on record.", NOTHING)
        for e in events:
            paper.heading(f"{e.label}, {short_date(e.at)}")
            paper.beneath(
                " · ".join(filter(None, (fitting(e.summary, child, day(e.at)), f"written by {e.author}"))),
                SMALL,
            )
            for heading, text in e.notes:
                paper.subheading(fitting(heading, child, day(e.at)), bookmark="")
                prose(paper, text)
            if not e.notes:
                paper.text("No notes were written.", NOTHING)
        return paper.finish()


# --- the pack --------------------------------------------------------------------------------------
Part = tuple[str, Callable[[], bytes]]  # a name for the contents, and what prints it
Report = Callable[[int, int], None]


class PackCancelled(Stopped):
    """The making of a pack was stopped."""


def transfer_pack_pdf(
    child: ChildDetail,
    view: EndingView,
    parts: Sequence[Part],
    printed: date,
    progress: Report | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> bytes:
    """One file: contents with page numbers, then every part; pages counted through, a bookmark for each part.

    Raises PackCancelled (or Stopped, within a part) once `cancelled()` says so; it is asked before each page.
    """
    binder = Binder()
    with binder.open():
        bound: list[tuple[str, list[Paper]]] = []
        for done, (name, make) in enumerate(parts):
            if cancelled is not None and cancelled():
                raise PackCancelled
            before = len(binder.papers)
            with watched(lambda done, total: None, cancelled or (lambda: False)):
                make()
            bound.append((name, binder.papers[before:]))
            if progress is not None:
                progress(done + 1, len(parts) + 1)
        if cancelled is not None and cancelled():
            raise PackCancelled
        made = _bind(binder, child, view, bound, printed)
        if progress is not None:
            progress(len(parts) + 1, len(parts) + 1)
        return made


def _bind(
    binder: Binder,
    child: ChildDetail,
    view: EndingView,
    bound: Sequence[tuple[str, list[Paper]]],
    printed: date,
) -> bytes:
    bound = [(name, papers) for name, papers in bound if papers]
    sizes = [sum(len(p.pages) for p in papers) for _, papers in bound]
    first = len(_contents(child, view, [(name, 0) for name, _ in bound], printed).pages)
    starts = [first + 1 + sum(sizes[:n]) for n in range(len(sizes))]
    names = [(name, start) for (name, _), start in zip(bound, starts, strict=True)]
    front = _contents(child, view, names, printed)
    last = _unprintable(child, printed)
    papers = [front, *(p for _, held in bound for p in held), *last]
    root = Node("Document")
    root.kids.append(_section(front))
    for name, held in bound:
        for number, paper in enumerate(held):
            _mark(paper, name if number == 0 else "")
            root.kids.append(_section(paper))
    root.kids += [_section(p) for p in last]
    return write(front, papers, root)


def _section(paper: Paper) -> Node:
    node = Node("Part")
    node.kids = paper.tree.root.kids
    return node


def _mark(paper: Paper, name: str) -> None:
    """The part's bookmark above the document's own, which go one level down (its title is said by the part)."""
    for page in paper.pages:
        page.marks = [(level + 1, title, y) for level, title, y in page.marks if title != _said(paper.title)]
    if name:
        top = paper.pages[0]
        top.marks.insert(0, (0, name, top.size[1]))


def _said(title: str) -> str:
    return " ".join(title.split())[:120]


def _contents(child: ChildDetail, view: EndingView, names: Sequence[tuple[str, int]], printed: date) -> Paper:
    """The first page: whose, from whom to whom, and where each part begins."""
    paper = Paper(
        f"Transfer pack: {child.name}",
        f"Transfer pack, printed {long_date(printed)}",
        running(child, "Transfer pack", printed),
        author=view.author,
        watermark="" if view.finished else "DRAFT",
    )
    paper.title_block("Transfer pack", "" if view.finished else "Draft: the transfer is not finished yet")
    facts(paper, [*child_facts(child), *_head(view), ("Made by", view.author)])
    paper.heading("Contents")
    table = Table(paper, (0.86, 0.14), ("", cell("Page", _NUMBER.but(bold=True))))
    for number, (name, start) in enumerate(names, 1):
        above, page = paper.y, paper.page
        table.rows([Row((cell(f"{number}.  {name}"), cell(str(start) if start else "00", _NUMBER)))])
        if start:
            top = above if paper.page is page else paper.page.size[1]
            paper.draw(_link(start, paper.left, paper.y, paper.width, max(top - paper.y, 8.0)))
    return paper


def _link(page: int, x: float, y: float, width: float, height: float) -> Draw:
    def op(canvas: Canvas) -> None:
        canvas.linkRect("", f"p{page}-0", (x, y, x + width, y + height), Border="[0 0 0]")

    return op


def _unprintable(child: ChildDetail, printed: date) -> list[Paper]:
    """The characters that no font has, listed once for the whole pack."""
    paper = Paper("Characters", "Characters", running(child, "Transfer pack", printed))
    if not paper.setter.unprintable():
        return []
    paper.unprintable()
    paper.need(0.0)
    return [paper]
