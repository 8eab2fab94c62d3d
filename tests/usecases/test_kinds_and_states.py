"""Every kind of standard and every state of a deadline is shown, for each authority, by a case counted by hand.

That the cases come out as they say is tested in `tests/engine/test_casebook.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from services.engine.findings import STATES
from services.usecases.standards import ORDER, library
from tests.engine.casebook import books

FOLDER = "kinds-and-states/"
UNDATED = {"caseload"}  # the most children that a worker should hold: a number, with no deadline to show


def shown(authority: str, *, own_file: bool) -> Iterator[tuple[str, str]]:
    """(kind, state) of each row that a case expects; `own_file`: in the authority's file of kinds and states."""
    book = library().rulebook(authority)
    cases: Iterator[tuple[str, dict[str, Any]]] = books()
    for name, case in cases:
        if case["authority"] == authority and (not own_file or name.startswith(FOLDER)):
            for row in case.get("expect", ()):
                standard = book.standard(row["standard"])
                assert standard is not None, f"{name}: no standard {row['standard']}"
                yield standard.kind, row["state"]


@pytest.mark.parametrize("own_file", [True, False], ids=["in its own file", "in any case"])
@pytest.mark.parametrize("authority", ORDER)
def test_every_kind_and_state_is_shown(authority: str, own_file: bool) -> None:
    found = set(shown(authority, own_file=own_file))
    kinds = {standard.kind for standard in library().rulebook(authority).standards} - UNDATED
    assert not kinds - {kind for kind, _ in found}
    assert not set(STATES) - {state for _, state in found}


def test_the_authorities_are_the_five() -> None:
    assert {case["authority"] for name, case in books() if name.startswith(FOLDER)} == {*ORDER}
