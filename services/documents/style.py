"""The one style sheet of everything that is printed: sizes and spaces in points, colours as red, green,
blue of 0 to 1.

The hues are those of the window's light theme (resources/theme/light.toml, copied here so that printing
needs no file; tests/documents/test_style.py compares them). All are dark enough to stay apart from paper in
grey print; none carries a meaning that a shape or a word does not carry too.
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


def _hex(code: str) -> Colour:
    """ "#17606d" as red, green and blue."""
    return int(code[1:3], 16) / 255, int(code[3:5], 16) / 255, int(code[5:7], 16) / 255


INK: Colour = _hex("#1b282d")  # text
QUIET: Colour = _hex("#4d5d65")  # text-quiet
LINE: Colour = (0.72, 0.74, 0.77)
TINT: Colour = (0.945, 0.95, 0.955)
ACCENT: Colour = _hex("#17606d")  # accent
WATERMARK: Colour = (0.92, 0.92, 0.92)

STATE_COLOURS: dict[str, Colour] = {  # state-overdue, state-due …
    "overdue": _hex("#a0232b"),
    "due": _hex("#7a4d00"),
    "projected": _hex("#44607a"),
    "met": _hex("#22643a"),
    "late": _hex("#77418a"),
    "lapsed": _hex("#586469"),
    "waived": _hex("#586469"),
    "booked": _hex("#17606d"),
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
