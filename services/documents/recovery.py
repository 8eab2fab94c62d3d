"""The page with the recovery code of a store: one page, large, to be kept apart from the computer."""

from __future__ import annotations

import re
from datetime import date

from reportlab.pdfgen.canvas import Canvas

from services.documents.frame import Running
from services.documents.paper import PRESS, Paper
from services.documents.style import ACCENT, Style
from services.documents.table import facts
from services.documents.words import long_date

_TEXT = Style(size=12.5, leading=18.5, after=6, prose=True)
_HEAD = Style(size=14, leading=20, bold=True, before=14, after=3)
_CODE = Style(size=32, leading=50, bold=True, align="centre", after=0)


def recovery_code_pdf(code: str, store: str, made: date) -> bytes:
    """The recovery code as a page to print; the code is broken only at its own hyphens and spaces."""
    with PRESS:
        running = Running("Daymark recovery code", f"Made {long_date(made)}", "Keep apart from the computer")
        paper = Paper("Daymark recovery code", "Opens the store when the passphrase is lost", running)
        paper.title_block("Recovery code")
        paper.text(
            "This code opens your Daymark store when the passphrase is forgotten. "
            "Nobody else has a copy of it.",
            _TEXT,
        )
        paper.space(8)
        _code(paper, code)
        facts(paper, [("Store", store), ("Made", long_date(made))])
        for heading, text in (
            (
                "Keep it safe",
                "Whoever holds this page and the computer can read every record in the store. "
                "Keep the page in a locked place, "
                "apart from the laptop: never in its bag, and never as a photograph on a telephone.",
            ),
            (
                "When you need it",
                "Choose \u201cI have forgotten my passphrase\u201d where Daymark asks for it, "
                "and type the code as it stands here; small letters do as well as capitals, and the hyphens may be "
                "left out. "
                "Then choose a new passphrase.",
            ),
            (
                "If it is lost or seen",
                "Make a new code in the settings and shred this page. "
                "The old code then no longer opens the store; "
                "it may still open backups made before, so keep those locked away or delete them.",
            ),
        ):
            paper.heading(heading, _HEAD)
            paper.text(text, _TEXT)
        return paper.finish()


def _code(paper: Paper, code: str) -> None:
    width = paper.width
    lines = [line for row in _rows(code) for line in paper.setter.lines(row, _CODE, width - 20)]
    height = len(lines) * _CODE.leading + 26
    paper.need(height)
    x, top = paper.left, paper.y

    def frame(canvas: Canvas) -> None:
        canvas.setStrokeColorRGB(*ACCENT)
        canvas.setLineWidth(1.4)
        canvas.roundRect(x, top - height, width, height, 6, stroke=1, fill=0)

    paper.draw(frame)
    paper.y -= 13
    with paper.tree.inside("P"):
        paper.place(lines, x + 10)
    paper.y -= 13
    paper.space(14)


def _rows(code: str) -> list[str]:
    """The code's groups, four to a line (fewer where they are long)."""
    groups = re.findall(r"[^-\s]+-?", code) or [code]
    longest = max(len(g) for g in groups)
    most = max(1, min(4, 22 // (longest + 1)))
    rows = -(-len(groups) // most)
    each = -(-len(groups) // rows)
    joined = [groups[n : n + each] for n in range(0, len(groups), each)]
    return [(" " if "-" not in code else "").join(row) for row in joined]
