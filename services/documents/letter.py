"""A letter on A4, folded in three for an envelope with a window at its lower left (DL, BS 4264).

The address stands where it shows through the window however the sheet slips: 20 mm from the left edge, 55 mm to
79 mm from the top. Everything is in millimetres from the top left corner of the sheet unless said otherwise.
"""

from __future__ import annotations

from datetime import date

from reportlab.pdfgen.canvas import Canvas

from services.documents.frame import Running
from services.documents.paper import PRESS, Paper
from services.documents.style import A4, BODY, LINE, MM, QUIET, Style
from services.documents.words import long_date
from services.usecases.endings_results import LetterView, Sender

_LEFT, _TOP, _BOTTOM, _WIDE = 22 * MM, 55 * MM, 79 * MM, 84 * MM  # of the address
_FROM_TOP, _FROM_LEFT = 26 * MM, 122 * MM  # of who writes
_BEGINS = 90 * MM  # of the letter itself
_FOLDS = (99 * MM, 198 * MM)
_ADDRESS = Style(size=10.0, leading=12.6, after=0.0)
_SENDER = Style(size=9.0, leading=12.4, colour=QUIET, after=0.0)
_MAIL = _SENDER.but()  # as it is written: no capital letter at its head
_TEXT = BODY.but(size=10.5, leading=14.6, after=0.0)
_BOLD = _TEXT.but(bold=True, prose=True)
_SUBJECT = _TEXT.but(bold=True, size=11.5, leading=16.0, after=6.0)
_LONGEST_HEADING = 64
_ENDINGS = ("yours sincerely", "yours faithfully", "with best wishes", "kind regards", "best wishes")


def letter_pdf(letter: LetterView, sender: Sender, printed: date) -> bytes:
    """The letter; one that is not finished is watermarked."""
    del printed  # a letter bears the day on which it was written
    with PRESS:
        paper = Paper(
            letter.title,
            f"{letter.title}, {long_date(letter.written)}",
            Running(sender.authority or sender.name, "", ""),
            author=letter.author,
            watermark="DRAFT" if letter.draft else "",
        )
        _folds(paper)
        _from(paper, sender)
        _to(paper, letter)
        paper.y = A4[1] - _BEGINS
        paper.text(long_date(letter.written), _TEXT.but(after=10.0))
        if letter.subject:
            paper.heading(letter.subject, _SUBJECT)
        _body(paper, letter.body, sender)
        return paper.finish()


def _folds(paper: Paper) -> None:
    def op(canvas: Canvas) -> None:
        canvas.setStrokeColorRGB(*LINE)
        canvas.setLineWidth(0.4)
        for fold in _FOLDS:
            canvas.line(4 * MM, A4[1] - fold, 8 * MM, A4[1] - fold)

    paper.draw(op)


def _from(paper: Paper, sender: Sender) -> None:
    paper.y = A4[1] - _FROM_TOP
    for text, style in (
        (sender.name, _SENDER.but(bold=True)),
        (sender.role, _SENDER),
        (sender.authority, _SENDER),
        (sender.telephone and f"Telephone {sender.telephone}", _SENDER),
        (sender.email, _MAIL),
    ):
        if text:
            text = text if style is _MAIL else text[:1].upper() + text[1:]
            paper.place(paper.setter.lines(text, style, A4[0] - paper.left - _FROM_LEFT), _FROM_LEFT)


def _to(paper: Paper, letter: LetterView) -> None:
    """The address in its window: set smaller, then with lines joined, where it is too long."""
    lines = [letter.addressee, *(line.strip() for line in letter.address.splitlines() if line.strip())]
    style = _ADDRESS
    for size, leading in ((10.0, 12.6), (9.0, 10.8), (8.0, 9.4)):
        style = _ADDRESS.but(size=size, leading=leading)
        found = [line for text in lines for line in paper.setter.lines(text, style, _WIDE)]
        if len(found) * leading <= _BOTTOM - _TOP:
            break
    else:
        joined = [lines[0], ", ".join(lines[1:])]
        found = [line for text in joined for line in paper.setter.lines(text, style, _WIDE)]
    most = int((_BOTTOM - _TOP) / style.leading)
    paper.y = A4[1] - _TOP
    with paper.tree.inside("P"):
        paper.place(found[:most], _LEFT)


def _body(paper: Paper, text: str, sender: Sender) -> None:
    lines = text.strip().split("\n")
    for number, line in enumerate(lines):
        if not line.strip():
            paper.space(7.0)
        elif line.strip().rstrip(",").casefold() in _ENDINGS:
            paper.need(90.0)
            paper.text(line, _TEXT)
            below = next((one.strip() for one in lines[number + 1 :] if one.strip()), "")
            if below != sender.name:  # written by hand
                _signed(paper, sender)
        elif _is_heading(lines, number):
            paper.heading(line.strip(), _BOLD.but(before=2.0, after=1.0), bookmark="")
        else:
            paper.text(line, _TEXT)


def _signed(paper: Paper, sender: Sender) -> None:
    paper.space(40.0)
    paper.text(sender.name, _TEXT.but(bold=True))
    if sender.role:
        paper.text(sender.role[:1].upper() + sender.role[1:], _TEXT)


def _is_heading(lines: list[str], number: int) -> bool:
    """A short line by itself above a paragraph, that does not end like a sentence."""
    line = lines[number].strip()
    below = lines[number + 1].strip() if number + 1 < len(lines) else ""
    above = lines[number - 1].strip() if number else ""
    return bool(
        below and not above and number and len(line) <= _LONGEST_HEADING and line[-1] not in ".,:;?!…]"
    )
