"""The forms of a case summary: each authority's own headings, and how long it is to be.

The data are in resources/summaries.toml. A summary stays under the headings under which it was written, whatever
authority the child belongs to later.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from services.usecases.vocabulary import RESOURCES


@dataclass(frozen=True, slots=True)
class Layout:
    """One form: (heading, what of the record is offered under it), in order."""

    name: str
    authorities: tuple[str, ...]
    cite: str
    about: int  # words that it is to have; 0 where nothing is said
    gives: Mapping[str, str]

    @property
    def headings(self) -> tuple[str, ...]:
        return tuple(self.gives)

    def heading(self, gives: str) -> str:
        """The heading under which that is said; "" where this form has none."""
        return next((heading for heading, given in self.gives.items() if given == gives), "")


@cache
def layouts() -> tuple[Layout, ...]:
    read: Mapping[str, Any] = tomllib.loads((RESOURCES / "summaries.toml").read_text("utf-8"))
    return tuple(
        Layout(
            form["name"],
            tuple(form["authorities"]),
            form["cite"],
            form.get("about", 0),
            {row["heading"]: row["gives"] for row in form["headings"]},
        )
        for form in read["form"]
    )


def of_authority(authority: str) -> Layout:
    """The form that an authority asks for; the first where it asks for none."""
    return next((form for form in layouts() if authority in form.authorities), layouts()[0])


def of_headings(headings: Iterable[str]) -> Layout | None:
    """The form that has all of these headings."""
    asked = set(headings)
    return next((form for form in layouts() if asked and asked <= set(form.gives)), None)


def known_headings() -> tuple[str, ...]:
    return tuple(dict.fromkeys(heading for form in layouts() for heading in form.gives))
