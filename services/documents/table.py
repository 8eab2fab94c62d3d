"""Tables that run over pages: heads repeated, groups kept with their first row, rows torn only when they
are taller than most of a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from reportlab.pdfgen.canvas import Canvas

from services.documents.frame import Draw
from services.documents.marks import draw_mark
from services.documents.paper import Paper, Text, drop
from services.documents.pieces import Line
from services.documents.style import CELL, CELL_BOLD, HEAD_CELL, LABEL, LINE, TINT, Style
from services.documents.tags import Node

PAD_X, PAD_Y = 4.0, 3.2
_BENEATH, _BESIDE = (0.2, 0.8), (0.2, 0.31, 0.19, 0.3)  # shares of labels and values
_GUTTER = 6.0  # between the cells of a table without a grid
_ENOUGH_FOR_TWO = 4
_SHORT_LIST = 20  # rows of labels and values that are not torn apart
_TEAR = 0.55  # a row taller than this share of a page's text area may be torn


@dataclass(frozen=True, slots=True)
class Cell:
    """Paragraphs of one cell, each with its style; `mark` is a state drawn before the first of them."""

    parts: tuple[tuple[Text, Style], ...]
    mark: str = ""


def cell(text: Text, style: Style = CELL, mark: str = "") -> Cell:
    """A cell of one paragraph."""
    return Cell(((text, style),), mark)


@dataclass(frozen=True, slots=True)
class Row:
    """A row; `group` rows have one cell over the whole width and stay with the row after them; the last of fewer
    cells than columns takes the width of those left. An `open` row has no rule beneath."""

    cells: tuple[Cell, ...]
    group: bool = False
    tint: bool = False
    inset: float = 0.0  # points by which the row stands in from the left
    open: bool = False


@dataclass
class _Set:
    """A row's lines, set and waiting to be placed: for each cell its (line, space after) and the x offset."""

    row: Row
    columns: list[list[tuple[Line, float]]] = field(default_factory=list)
    tags: list[Node] = field(default_factory=list)  # of its cells, once the first of it is placed
    repeated: set[int] = field(default_factory=set)  # cells that are said again where it goes on

    def height(self, pad: float) -> float:
        return max((sum(line.height + gap for line, gap in c) for c in self.columns), default=0.0) + 2 * pad


class Table:
    """A table being printed onto a paper."""

    def __init__(
        self, paper: Paper, shares: Sequence[float], heads: Sequence[str | Cell] = (), grid: bool = True
    ) -> None:
        self.paper, self.grid = paper, grid
        self.pad_x, self.pad_y = (PAD_X, PAD_Y) if grid else (0.0, 1.6)
        total = sum(shares)
        self.widths = [paper.width * share / total for share in shares]
        named = tuple(h if isinstance(h, Cell) else cell(h, HEAD_CELL) for h in heads)
        self._head = self._set(Row(named, tint=True)) if named else None
        self._head_height = self._head.height(self.pad_y) if self._head else 0.0
        self._begun = False
        self._tag: Node | None = None

    def rows(self, rows: Sequence[Row], together: bool = False, after: float = 0.0) -> None:
        """Print rows, turning pages as need be; `together` keeps them all on one page where they fit one. `after`:
        points of what follows, such as places to sign, that is not to stand on a page without the last rows."""
        prepared = [self._set(row) for row in rows]
        if together:
            self._make_room(sum(item.height(self.pad_y) for item in prepared))
        for number, item in enumerate(prepared):
            height = item.height(self.pad_y)
            wanted = height
            if item.row.group:
                follows = number + 1
                while follows < len(prepared) and prepared[follows].row.group:
                    wanted += prepared[follows].height(self.pad_y)
                    follows += 1
                if follows < len(prepared):
                    wanted += self._least(prepared, follows)
            else:
                wanted = self._least(prepared, number)
            if after and number >= len(prepared) - 2 and wanted + after <= self.paper.full * _TEAR:
                wanted += after
            self._make_room(wanted)
            with self.paper.tree.under(self._node()), self.paper.tree.inside("TR"):
                self._print(item)

    def _least(self, rows: Sequence[_Set], number: int) -> float:
        """The height that must be free for a row to begin on a page; the last row takes the one before it along, so
        that it does not stand alone on a page."""
        height = rows[number].height(self.pad_y)
        if height > self.paper.full * _TEAR:
            return min(height, self.paper.full * 0.2)
        if self.grid and number == len(rows) - 2 and not rows[-1].row.group:
            after = rows[-1].height(self.pad_y)
            return height + after if height + after <= self.paper.full * _TEAR else height
        return height

    def _set(self, row: Row) -> _Set:
        found = _Set(row)
        widths = self._widths(row)
        for index, one in enumerate(row.cells):
            width = widths[index] - 2 * self.pad_x - (row.inset if index == 0 else 0.0)
            width -= 0.0 if self.grid or index == len(row.cells) - 1 else _GUTTER
            lines: list[tuple[Line, float]] = []
            for text, style in one.parts:
                indent = _mark_size(style) + 4.0 if one.mark and not lines else 0.0
                made = self.paper.setter.lines(text, style, width - indent)
                lines += [(line, 0.0) for line in made[:-1]] + [(line, style.after) for line in made[-1:]]
            if lines:
                lines[-1] = (lines[-1][0], 0.0)
            found.columns.append(lines)
        return found

    def _widths(self, row: Row) -> list[float]:
        """The widths of a row's cells."""
        last = max(len(row.cells) - 1, 0)
        return [*self.widths[:last], sum(self.widths[last:])]

    def _make_room(self, height: float) -> None:
        extra = 0.0 if self._begun else self._head_height
        if not self._begun:
            self.paper.need(height + extra)
            self._begin()
        elif self.paper.room < min(height, self.paper.full - self._head_height - 1) - 0.01:
            self._turn()

    def _begin(self, again: bool = False) -> None:
        self._begun = True
        if self._head:
            tree = self.paper.tree
            with tree.decoration() if again else tree.under(self._node()), tree.inside("TR"):
                self._place(self._head, self._head.columns, self._head_height, first=True)

    def _node(self) -> Node:
        """The table in the structure of the document; it begins where its first row does."""
        if self._tag is None:
            with self.paper.tree.inside("Table") as self._tag:
                pass
        return self._tag

    def _turn(self) -> None:
        self.paper.new_page(self.paper.page.size)
        self._begin(again=True)

    def _print(self, item: _Set) -> None:
        rest = item.columns
        first = True
        while True:
            height = (
                max((sum(line.height + gap for line, gap in c) for c in rest), default=0.0) + 2 * self.pad_y
            )
            if height <= self.paper.room + 0.01:
                self._place(item, rest, height, first)
                return
            room = self.paper.room - 2 * self.pad_y
            taken, rest = _cut(rest, room)
            if any(taken):
                used = max(sum(line.height + gap for line, gap in c) for c in taken) + 2 * self.pad_y
                self._place(item, taken, used, first)
                first = False
                _repeat_names(item, rest)
            self._turn()

    def _place(self, item: _Set, columns: list[list[tuple[Line, float]]], height: float, first: bool) -> None:
        paper, row = self.paper, item.row
        x, top = paper.left, paper.y
        full = sum(self.widths)
        if row.tint or row.group:
            paper.draw(_tint(x + row.inset, top - height, full - row.inset, height))
        widths = self._widths(row)
        item.tags = item.tags or self._tags(item)
        for index, lines in enumerate(columns):
            one = row.cells[index]
            start = x + self.pad_x + (row.inset if index == 0 else 0.0)
            y = top - self.pad_y
            if one.mark and first and lines:
                size = _mark_size(lines[0][0].style)
                style = lines[0][0].style
                middle = y - drop(style) + style.size * 0.36
                paper.draw(_mark(one.mark, start, middle - size / 2, size))
            head = len(self._first_part(one, lines)) if one.mark and first else 0
            said = index in item.repeated and not first
            with paper.tree.decoration() if said else paper.tree.under(item.tags[index]):
                self._lines(lines, head, start, y)
            x += widths[index]
        if self.grid and not row.open:
            paper.draw(_under(paper.left + row.inset, top - height, full - row.inset))
        paper.y -= height

    def _lines(self, lines: list[tuple[Line, float]], marked: int, x: float, y: float) -> None:
        """A cell's lines from `y` downwards, a paragraph where the space or the style changes; the first `marked` ones
        stand in."""
        paper, number = self.paper, 0
        while number < len(lines):
            style = lines[number][0].style
            with paper.tree.inside("P"):
                gap = 0.0
                while number < len(lines) and not gap and lines[number][0].style is style:
                    line, gap = lines[number]
                    indent = _mark_size(style) + 4.0 if number < marked else 0.0
                    paper.put(line, x + indent, y - drop(style))
                    y -= line.height + gap
                    number += 1

    def _tags(self, item: _Set) -> list[Node]:
        """What each cell of a row is: a heading of its column or of its row, or a plain cell, over how many columns."""
        found, cells = [], item.row.cells
        for index in range(len(cells)):
            attrs: dict[str, str | int] = {}
            if item is self._head:
                attrs["Scope"] = "Column"
            elif item.row.group or (not self.grid and (index == 0 or (index == 2 and len(cells) == 4))):
                attrs["Scope"] = "Row"
            over = len(self.widths) - index if index == len(cells) - 1 else 1
            if over > 1:
                attrs["ColSpan"] = over
            with self.paper.tree.inside("TH" if "Scope" in attrs else "TD", **attrs) as node:
                found.append(node)
        return found

    @staticmethod
    def _first_part(one: Cell, lines: list[tuple[Line, float]]) -> list[tuple[Line, float]]:
        """The lines of a marked cell's first paragraph, which stand beside the mark."""
        style = one.parts[0][1]
        found = []
        for line, gap in lines:
            if line.style is not style:
                break
            found.append((line, gap))
            if gap:
                break
        return found


def facts(paper: Paper, pairs: Sequence[tuple[str, Text]]) -> None:
    """Labels and values, empty values left out: two short ones beside each other, so that a document begins high on
    its first page. A short list stays on one page."""
    shown = [(label, value) for label, value in pairs if value]
    two = len(shown) >= _ENOUGH_FOR_TWO
    table = Table(paper, _BESIDE if two else _BENEATH, grid=False)
    room = table.widths[-1] - _GUTTER
    rows: list[Row] = []
    waiting: tuple[Cell, ...] = ()
    for number, (label, value) in enumerate(shown):
        style = CELL if number else CELL_BOLD
        pair = (cell(label, LABEL), cell(value, style))
        if not two or len(paper.setter.lines(value, style, room)) > 1:
            rows += [Row(cells) for cells in (waiting, pair) if cells]
            waiting = ()
        elif waiting:
            rows.append(Row((*waiting, *pair)))
            waiting = ()
        else:
            waiting = pair
    rows += [Row(waiting)] if waiting else []
    table.rows(rows, together=len(rows) <= _SHORT_LIST)
    paper.space(6)


def _repeat_names(item: _Set, rest: list[list[tuple[Line, float]]]) -> None:
    """Let a torn row say again, where it goes on, what it is: its first two cells, where they are short."""
    for index in range(0 if item.row.group else min(2, len(rest) - 1)):
        if not rest[index] and len(item.columns[index]) <= 2:
            rest[index] = list(item.columns[index])
            item.repeated.add(index)


def _cut(columns: list[list[tuple[Line, float]]], room: float) -> tuple[list, list]:
    taken, rest = [], []
    for lines in columns:
        used, count = 0.0, 0
        while count < len(lines) and used + lines[count][0].height <= room:
            used += lines[count][0].height + lines[count][1]
            count += 1
        if len(lines) - count == 1 and count > 2:
            count -= 1
        taken.append(lines[:count])
        rest.append(lines[count:])
    return taken, rest


def _mark_size(style: Style) -> float:
    return style.size * 1.12


def _tint(x: float, y: float, width: float, height: float) -> Draw:
    def op(canvas: Canvas) -> None:
        canvas.setFillColorRGB(*TINT)
        canvas.rect(x, y, width, height, stroke=0, fill=1)

    return op


def _under(x: float, y: float, width: float) -> Draw:
    def op(canvas: Canvas) -> None:
        canvas.setStrokeColorRGB(*LINE)
        canvas.setLineWidth(0.4)
        canvas.line(x, y, x + width, y)

    return op


def _mark(state: str, x: float, y: float, size: float) -> Draw:
    return lambda canvas: draw_mark(canvas, state, x, y, size)
