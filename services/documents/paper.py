"""A document being laid out: blocks are put under one another, pages turned as they fill, and the whole
drawn at the end.

Drawing waits until every page is laid out, because each footer says how many pages there are.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from reportlab.pdfgen.canvas import Canvas

from services.documents.fonts import SANS
from services.documents.frame import PRIVATE, Draw, Running, frame
from services.documents.ink import draw_line
from services.documents.pieces import Line, Span
from services.documents.script import clean
from services.documents.style import (
    A4,
    BODY,
    HEADING,
    LINE,
    MARGIN_BOTTOM,
    MARGIN_LANDSCAPE,
    MARGIN_SIDE,
    MARGIN_TOP,
    RUNNING,
    SMALL,
    SUBHEADING,
    SUBTITLE,
    TITLE,
    Colour,
    Style,
)
from services.documents.tags import Node, TaggedCanvas, Tree
from services.documents.typeset import Typesetter
from services.documents.watching import STEP, look

Text = str | Sequence[Span]

PRESS = threading.RLock()  # ReportLab keeps its fonts in one table for the whole program
_here = threading.local()  # the binder that this thread's documents go into, if any


@dataclass
class Page:
    """One page: its size, what is to be drawn on it (each with the part that it belongs to; None: decoration), and its
    bookmarks (level, title, y)."""

    size: tuple[float, float]
    ops: list[tuple[Draw, Node | None]] = field(default_factory=list)
    marks: list[tuple[int, str, float]] = field(default_factory=list)


class Paper:
    """The pages of one document; `y` is the distance from the bottom of the page to the next free place."""

    def __init__(
        self, title: str, subject: str, running: Running, author: str = "", watermark: str = ""
    ) -> None:
        self.title, self.subject, self.running, self.author = title, subject, running, author
        self.watermark = watermark
        self._binder: Binder | None = getattr(_here, "binder", None)
        self.setter = self._binder.setter if self._binder else Typesetter()
        self.tree = Tree()
        self.pages: list[Page] = []
        self.y = 0.0
        # headings that wait for what follows them, each with its kind, level and bookmark
        self._held: list[tuple[list[Line], Style, str, int, str]] = []
        for text in (running.left, running.right, running.foot):
            self.setter.one_line(text, RUNNING, 10_000)  # so that its unprintable characters are listed too
        self.new_page()

    # the page

    @property
    def page(self) -> Page:
        """The page that is being filled."""
        return self.pages[-1]

    @property
    def left(self) -> float:
        """Left edge of the text."""
        return MARGIN_LANDSCAPE if self.page.size[0] > self.page.size[1] else MARGIN_SIDE

    @property
    def width(self) -> float:
        """Width of the text."""
        return self.page.size[0] - 2 * self.left

    @property
    def room(self) -> float:
        """Height left on the page."""
        return self.y - MARGIN_BOTTOM

    @property
    def full(self) -> float:
        """Height of a page's whole text area."""
        return self.page.size[1] - MARGIN_TOP - MARGIN_BOTTOM

    @property
    def fresh(self) -> bool:
        """Whether nothing stands on the page yet."""
        return self.y >= self.page.size[1] - MARGIN_TOP - 0.1

    def new_page(self, size: tuple[float, float] = A4) -> None:
        """Turn the page."""
        self._release()
        look(len(self.pages), 0)
        self.pages.append(Page(size))
        self.y = size[1] - MARGIN_TOP

    def draw(self, op: Draw) -> None:
        """Decoration to be drawn on this page."""
        self.page.ops.append((op, None))

    def picture(self, op: Draw, alt: str) -> None:
        """Something drawn that is to be read as well, in words."""
        with self.tree.inside("Figure", Alt=alt):
            self.page.ops.append((op, self.tree.leaf()))

    def bookmark(self, level: int, title: str) -> None:
        """An entry of the outline that leads here."""
        self.page.marks.append((level, " ".join(clean(title).split())[:120] or "Untitled", self.y))

    # blocks

    def space(self, height: float) -> None:
        """White space (none at the top of a page)."""
        if not self.fresh and not self._held:
            self.y -= min(height, max(self.room, 0.0))

    def rule(self, colour: Colour = LINE, weight: float = 0.5) -> None:
        """A thin line across the column."""
        x, y, w = self.left, self.y, self.width

        def op(canvas: Canvas) -> None:
            canvas.setStrokeColorRGB(*colour)
            canvas.setLineWidth(weight)
            canvas.line(x, y, x + w, y)

        self.draw(op)

    def need(self, height: float) -> None:
        """Turn the page unless that much room is left; headings that wait move along."""
        waiting = sum(_height(lines, style) for lines, style, *_ in self._held)
        if not self.fresh and self.room < min(height + waiting, self.full):
            held, self._held = self._held, []
            self.new_page(self.page.size)
            self._held = held
        self._release()

    def heading(
        self, text: Text, style: Style = HEADING, level: int = 0, bookmark: str | None = None
    ) -> None:
        """A heading, kept with at least the beginning of what follows; `bookmark` "" leaves it out of the
        outline."""
        lines = self.setter.lines(text, style, self.width)
        if len(lines) * style.leading > self.full / 2:  # no heading: it is broken over pages as text is
            self.lines(lines, style)
            return
        name = text if isinstance(text, str) else "".join(s.text for s in text)
        kind = "H1" if style is TITLE else "H3" if level else "H2"
        self._held.append((lines, style, kind, level, name if bookmark is None else bookmark))

    def beneath(self, text: Text, style: Style = SMALL) -> None:
        """A line that belongs to the heading above it: it too is kept with what follows."""
        self._held.append((self.setter.lines(text, style, self.width), style, "P", 0, ""))

    def subheading(self, text: Text, level: int = 1, bookmark: str | None = None) -> None:
        """A smaller heading."""
        self.heading(text, SUBHEADING, level, bookmark)

    def title_block(self, title: Text, subtitle: str = "") -> None:
        """The document's title at the top of its first page."""
        self.heading(title, TITLE, 0, bookmark=self.title)
        if subtitle:
            self.text(subtitle, SUBTITLE)

    def text(self, text: Text, style: Style = BODY, indent: float = 0.0) -> None:
        """A paragraph, broken over pages so that no single line stands alone."""
        self.lines(self.setter.lines(text, style, self.width - indent), style, indent)

    def lines(self, lines: list[Line], style: Style, indent: float = 0.0) -> None:
        """Lines of a paragraph already set."""
        if not lines:
            return
        self.need(style.before + style.leading * min(len(lines), 2 if len(lines) != 3 else 3))
        with self.tree.inside("P"):  # only now: headings that waited come first
            self._lines(lines, style, indent)

    def _lines(self, lines: list[Line], style: Style, indent: float) -> None:
        leading = style.leading
        self.space(style.before)
        while lines:
            fits = max(1 if self.fresh else 0, int((self.room + 0.01) // leading))
            if fits >= len(lines):
                taken = len(lines)
            else:
                taken = fits - 1 if len(lines) - fits == 1 and fits > 2 else fits
                taken = 0 if taken == 1 and not self.fresh else taken
            self.place(lines[:taken], self.left + indent)
            lines = lines[taken:]
            if lines:
                self.new_page(self.page.size)
        self.space(style.after)

    def place(self, lines: Iterable[Line], x: float) -> None:
        """Lines drawn from `y` downwards, which moves."""
        for line in lines:
            self.put(line, x, self.y - drop(line.style))
            self.y -= line.height

    def put(self, line: Line, x: float, baseline: float) -> None:
        """One line drawn where told."""
        if line.pieces:
            self.page.ops.append((lambda canvas: draw_line(canvas, line, x, baseline), self.tree.leaf()))

    def _release(self) -> None:
        held, self._held = self._held, []
        for lines, style, kind, level, name in held:
            self.space(style.before)
            if name:
                self.bookmark(level, name)
            with self.tree.inside(kind):
                self.place(lines, self.left)
            self.space(style.after)

    # the end

    def unprintable(self) -> None:
        """The list of characters that no font has, where there are any."""
        listed = self.setter.unprintable()
        if not listed:
            return
        self.subheading("Characters that could not be printed", level=0)
        self.text(
            "Each stands in the text as a box with a number. "
            "The record itself keeps them as they were written.",
            SMALL,
        )
        for number, words in listed:
            self.text((Span(f"{number}  ", bold=True), Span(words)), SMALL)

    def finish(self) -> bytes:
        """The document as a PDF file; within a binder, its pages go there and nothing comes back."""
        self._release()
        if self._binder is not None:
            self._binder.take(self)
            return b""
        self.unprintable()
        self._release()
        return write(self, [self], self.tree.root)


class Binder:
    """Binds documents into one file: what is printed while it is open becomes a part of it, fonts and all."""

    def __init__(self) -> None:
        self.setter = Typesetter()
        self.papers: list[Paper] = []

    @contextmanager
    def open(self) -> Iterator[Binder]:
        """Nothing else is printed meanwhile: fonts are the whole program's."""
        with PRESS:
            _here.binder = self
            try:
                yield self
            finally:
                _here.binder = None

    def take(self, paper: Paper) -> None:
        self.papers.append(paper)


def write(head: Paper, papers: Sequence[Paper], root: Node) -> bytes:
    """One file of the pages of one or several papers, counted through; `head` says what it is called."""
    buffer = io.BytesIO()
    font = head.setter.fonts.face(SANS).key
    canvas = TaggedCanvas(
        buffer,
        pagesize=A4,
        invariant=1,
        pageCompression=1,
        lang="en-GB",
        initialFontName=font,
        pdfVersion=(1, 7),
    )
    private = head.running.label == PRIVATE  # what file managers and mail show of it then names nobody
    canvas.setTitle(_plain(head.title.partition(": ")[0] or "Record" if private else head.title))
    canvas.setSubject(_plain(head.subject))
    canvas.setAuthor("" if private else _plain(head.author))
    canvas.setCreator("Daymark")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.begin()
    pages = [(paper, page) for paper in papers for page in paper.pages]
    count = len(pages)
    frames = [
        frame(paper.setter, paper.running, page.size, f"Page {number} of {count}", paper.watermark)
        for number, (paper, page) in enumerate(pages, 1)
    ]
    deepest = -1
    for number, ((_, page), around) in enumerate(zip(pages, frames, strict=True), 1):
        look(number if count > STEP else 0, count)
        canvas.setPageSize(page.size)
        canvas.play([*((op, None) for op in around), *page.ops])
        for index, (level, name, y) in enumerate(page.marks):
            key = f"p{number}-{index}"
            canvas.bookmarkPage(key, fit="XYZ", left=0, top=min(y + 12, page.size[1]), zoom=0)
            deepest = min(level, deepest + 1)
            canvas.addOutlineEntry(name, key, deepest, closed=deepest > 0)
        canvas.showPage()
    if deepest >= 0:
        canvas.showOutline()
    canvas.end(root)
    canvas.save()
    return buffer.getvalue()


def drop(style: Style) -> float:
    """From the top of a line to its baseline."""
    return style.leading - (style.leading - style.size * 0.95) / 2 - style.size * 0.2


def _height(lines: Sequence[Line], style: Style) -> float:
    return style.before + len(lines) * style.leading + style.after


def _plain(text: str) -> str:
    return " ".join(clean(text).split()).replace("\x00", "")[:500]
