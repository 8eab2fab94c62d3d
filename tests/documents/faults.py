"""What is wrong with a printed document, found by reading it back: text outside its margins or over other text, an
empty page, a heading alone at the foot of a page, a page without its head and foot, a word that is not there."""

from __future__ import annotations

import ctypes
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy
import pypdfium2
import pypdfium2.raw as raw
from pypdf import PdfReader

from services.documents.script import clean
from services.documents.style import (
    A4,
    MARGIN_BOTTOM,
    MARGIN_LANDSCAPE,
    MARGIN_SIDE,
    MARGIN_TOP,
)

_STAMP = 100.0  # points: nothing but the watermark is so large
_SLIP = 1.0  # points by which ink may stand over an edge
_INKED = 8  # pages looked at as pictures
_STRETCH = re.compile(rb"/(\w+) (?:<</MCID \d+>> BDC|BMC)|\bEMC\b")
_CORE = re.compile(r"[^\W_]+")


@dataclass(slots=True)
class Run:
    """Neighbouring characters of one size on one line: their words, baseline and the box of their ink."""

    text: str
    size: float
    base: float
    left: float
    bottom: float
    right: float
    top: float


@dataclass(slots=True)
class Sheet:
    """One page: its size, its runs of text (the watermark apart) and all its text as it is copied."""

    width: float
    height: float
    runs: list[Run]
    text: str
    stamped: bool

    @property
    def margin(self) -> float:
        return MARGIN_LANDSCAPE if self.width > self.height else MARGIN_SIDE

    @property
    def body(self) -> list[Run]:
        """The runs between the header and the footer."""
        return [r for r in self.runs if MARGIN_BOTTOM - 8 < r.base < self.height - MARGIN_TOP + 4]


def sheets(data: bytes) -> list[Sheet]:
    """Every page of a document."""
    document = pypdfium2.PdfDocument(data)
    return [_sheet(page) for page in document]


def _sheet(page: pypdfium2.PdfPage) -> Sheet:
    width, height = page.get_size()
    read = page.get_textpage()
    handle = read.raw
    left, right, bottom, top, x, y = (ctypes.c_double() for _ in range(6))
    runs: list[Run] = []
    stamped = False
    for n in range(raw.FPDFText_CountChars(handle)):
        code = raw.FPDFText_GetUnicode(handle, n)
        if code <= 32 or code == 0xA0:
            continue
        size = raw.FPDFText_GetFontSize(handle, n)
        if size > _STAMP:
            stamped = True
            continue
        raw.FPDFText_GetCharBox(handle, n, left, right, bottom, top)
        raw.FPDFText_GetCharOrigin(handle, n, x, y)
        box = (left.value, bottom.value, right.value, top.value)
        if box[2] <= box[0]:
            continue
        last = runs[-1] if runs else None
        if last and _goes_on(last, size, y.value, box):
            last.text += chr(code)
            last.left, last.bottom = min(last.left, box[0]), min(last.bottom, box[1])
            last.right, last.top = max(last.right, box[2]), max(last.top, box[3])
        else:
            runs.append(Run(chr(code), size, y.value, *box))
    return Sheet(width, height, runs, read.get_text_range(), stamped)


def _goes_on(run: Run, size: float, base: float, box: tuple[float, float, float, float]) -> bool:
    """Whether a character follows the run, or stands on or under its last one as a mark does."""
    near = box[0] - run.right < size * 1.2 and run.left - box[2] < size
    return near and abs(run.base - base) < run.size * 0.45 and size >= run.size * 0.5


# --- the layout -----------------------------------------------------------------------------------------------------
def layout_faults(data: bytes, pages: list[Sheet] | None = None) -> list[str]:
    """Everything wrong with where things stand, in words."""
    pages = pages or sheets(data)
    found: list[str] = []
    for number, sheet in enumerate(pages, 1):
        found += [f"page {number}: {fault}" for fault in _of_page(sheet, number, len(pages))]
    found += _lonely_headings(data)
    found += _unseen(data, pages)
    return found


def _of_page(sheet: Sheet, number: int, count: int) -> Iterator[str]:
    if sorted((round(sheet.width), round(sheet.height))) != sorted(round(side) for side in A4):
        yield f"is {sheet.width:.0f} by {sheet.height:.0f}, not A4"
    if not sheet.body:
        yield "is empty"
    corner = [r for r in sheet.runs if r.base < MARGIN_BOTTOM - 8 and r.left > sheet.width * 0.75]
    if sorted("".join(r.text for r in corner)) != sorted(
        f"Page{number}of{count}"
    ):  # in whatever order it is copied
        yield "does not say which page it is"
    if not any(run.base > sheet.height - MARGIN_TOP + 4 for run in sheet.runs):
        yield "has no head"
    for run in sheet.runs:
        slip = _SLIP + run.size * 0.05  # a letter's own overhang
        if run.left < sheet.margin - slip or run.right > sheet.width - sheet.margin + slip:
            yield f"is left at the side: {run.left:.1f} to {run.right:.1f}, {_brief(run)}"
        if run.bottom < 24 or run.top > sheet.height - 24:
            yield f"is left at the top or the foot, {_brief(run)}"
        elif run.bottom < MARGIN_BOTTOM - 12 and run.base > 13 * 72 / 25.4:
            yield f"runs into the footer, {_brief(run)}"
    yield from _overlaps(sheet.runs)


def _overlaps(runs: list[Run]) -> Iterator[str]:
    if len(runs) < 2:
        return
    box = numpy.array([(r.left, r.bottom, r.right, r.top) for r in runs])
    wide = numpy.minimum(box[:, None, 2], box[None, :, 2]) - numpy.maximum(box[:, None, 0], box[None, :, 0])
    high = numpy.minimum(box[:, None, 3], box[None, :, 3]) - numpy.maximum(box[:, None, 1], box[None, :, 1])
    tall = box[:, 3] - box[:, 1]
    least = numpy.minimum(tall[:, None], tall[None, :])
    meet = numpy.triu((wide > 1.5) & (high > numpy.maximum(least * 0.34, 1.0)), 1)
    for one, other in zip(*numpy.nonzero(meet), strict=True):
        yield f"has {_brief(runs[one])} over {_brief(runs[other])}"


def _brief(run: Run) -> str:
    return f"“{run.text[:40]}” at {run.left:.0f}, {run.base:.0f}"


def _lonely_headings(data: bytes) -> list[str]:
    """Pages whose last told part is a heading, by the tags."""
    found = []
    for number, page in enumerate(PdfReader(io.BytesIO(data)).pages, 1):
        contents = page.get_contents()
        kinds = [m[1] for m in _STRETCH.finditer(contents.get_data() if contents else b"")]
        told = [k for k in kinds if k and k not in (b"Artifact", b"Span")]
        if told and told[-1] in (b"H1", b"H2", b"H3"):
            found.append(f"page {number}: a heading stands alone at its foot")
    return found


def _unseen(data: bytes, pages: list[Sheet]) -> list[str]:
    """Words that are there to be copied, but leave no ink where they stand."""
    document = pypdfium2.PdfDocument(data)
    found = []
    for number in range(min(len(pages), _INKED)):
        sheet = pages[number]
        ink = document[number].render(scale=2, grayscale=True).to_numpy() < 235
        for run in sheet.runs:
            rows = slice(
                max(int((sheet.height - run.top) * 2) - 1, 0), int((sheet.height - run.bottom) * 2) + 2
            )
            columns = slice(max(int(run.left * 2) - 1, 0), int(run.right * 2) + 2)
            if not ink[rows, columns].any():
                found.append(f"page {number + 1}: nothing is to be seen of {_brief(run)}")
    return found


# --- the words ------------------------------------------------------------------------------------------------------
def words(text: str) -> set[str]:
    """The words of a text as they must be on paper: letters, marks and figures, without what stands around them."""
    return set(_CORE.findall(clean(text)))


def lost_words(pages: Iterable[Sheet], said: Iterable[str]) -> list[str]:
    """The words of what was said that no page has; right-to-left ones may be copied from left to right."""
    pages = list(pages)
    whole = "".join("".join(sheet.text.replace("\ufffe", "").split()) for sheet in pages)
    whole += "".join(run.text for sheet in pages for run in sheet.body)  # a word may go on on the next page
    wanted = set().union(*map(words, said))
    return sorted(w for w in wanted if w not in whole and w[::-1] not in whole)
