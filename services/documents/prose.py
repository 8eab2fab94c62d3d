"""Text of several paragraphs as it was written; what is empty says so."""

from __future__ import annotations

from services.documents.paper import Paper
from services.documents.style import BODY, SMALL

NOTHING = BODY.but(italic=True, colour=SMALL.colour)


def prose(paper: Paper, text: str, empty: str = "Nothing recorded") -> None:
    """A paragraph a line; `empty` stands where there is none ("" for nothing at all)."""
    if text.strip():
        for part in text.strip("\n").split("\n"):
            paper.text(part, BODY)
    elif empty:
        paper.text(empty, NOTHING)
