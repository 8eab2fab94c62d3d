"""The one style sheet of everything that is printed: sizes and spaces in points, colours as red, green,
blue of 0 to 1.

Colours are dark enough to stay apart from paper in grey print; none carries a meaning that a shape or a
word does not carry too.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

MM = 72 / 25.4
A4 = (210 * MM, 297 * MM)
A4_LANDSCAPE = (A4[1], A4[0])

MARGIN_SIDE = 18 * MM
MARGIN_TOP = 24 * MM  # the header hangs in it
MARGIN_BOTTOM = 20 * MM  # the footer stands in it
MARGIN_LANDSCAPE = 13 * MM

Colour = tuple[float, float, float]

INK: Colour = (0.09, 0.11, 0.14)
QUIET: Colour = (0.33, 0.36, 0.40)
LINE: Colour = (0.72, 0.74, 0.77)
TINT: Colour = (0.945, 0.95, 0.955)
ACCENT: Colour = (0.07, 0.28, 0.42)
WATERMARK: Colour = (0.92, 0.92, 0.92)

STATE_COLOURS: dict[str, Colour] = {
    "overdue": (0.62, 0.09, 0.11),
    "due": (0.07, 0.28, 0.50),
    "projected": (0.36, 0.38, 0.42),
    "met": (0.12, 0.40, 0.20),
    "late": (0.50, 0.30, 0.00),
    "lapsed": (0.42, 0.43, 0.45),
    "waived": (0.38, 0.22, 0.50),
}


@dataclass(frozen=True, slots=True)
class Style:
    """How a block of text is set.

    `prose` takes each paragraph's direction from its first letter with one, and sets right-to-left ones
    against the right edge; other text runs from left to right as a whole, whatever names stand in it.
    `hang` is the indent of all lines but the first.
    """

    size: float = 9.5
    leading: float = 13.0
    colour: Colour = INK
    bold: bool = False
    italic: bool = False
    before: float = 0.0
    after: float = 4.0
    align: str = "left"  # left, right, centre
    prose: bool = False
    hang: float = 0.0

    def but(self, **changes: object) -> Style:
        """The same style with something changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


BODY = Style(prose=True, after=5.0)
CELL = Style(size=8.8, leading=11.6, after=1.5)
CELL_BOLD = CELL.but(bold=True)
CELL_PROSE = CELL.but(prose=True)
SMALL = Style(size=7.8, leading=10.2, colour=QUIET, after=1.0)
WHY = Style(size=8.0, leading=10.6, after=0.8, hang=5.0)
HEAD_CELL = Style(size=8.2, leading=10.6, bold=True, after=0.0)
TITLE = Style(size=20.0, leading=25.0, bold=True, after=2.0)
SUBTITLE = Style(size=11.0, leading=14.5, colour=QUIET, after=8.0)
HEADING = Style(size=13.0, leading=17.0, bold=True, colour=ACCENT, before=12.0, after=4.0)
SUBHEADING = Style(size=10.5, leading=14.0, bold=True, before=8.0, after=3.0)
LABEL = Style(size=8.2, leading=11.6, colour=QUIET, after=1.5)
RUNNING = Style(size=8.0, leading=10.0, colour=QUIET, after=0.0)
RUNNING_BOLD = RUNNING.but(bold=True, colour=INK)
