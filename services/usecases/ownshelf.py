"""The standards that are kept in one store, put on the shelf beside the shipped ones."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from models.repositories import records
from services.engine.rulebook import PackError, Rulebook
from services.usecases.packfile import parse_pack_file
from services.usecases.standards import Library
from services.usecases.vocabulary import words

KIND = "pack"
STANDING, DECLINED, DRAFT = "standing", "declined", "draft"
UNREADABLE = "These standards cannot be read any more"


@dataclass(frozen=True, slots=True)
class Trouble:
    """A kept pack that cannot be read any more, and what is wrong with it."""

    record_id: str
    authority: str
    version: str
    says: str


class OwnShelf:
    """Reads the packs of a store; what is once kept never changes, so each is read once."""

    def __init__(self) -> None:
        self._read: dict[str, Rulebook] = {}
        self.troubles: tuple[Trouble, ...] = ()

    def on(self, c: Any, shipped: Library) -> Library:
        """The shipped packs with those that stand in the store; what cannot be read goes to `troubles`.

        An authority of which nothing can be read stays on the shelf without a standard, so that the records of its
        children open.
        """
        rows = [r for r in records.everything(c, KIND) if r.state == STANDING]
        rows.sort(key=lambda r: (r.effective or "", r.created_at))
        books, troubles = [], []
        for row in rows:
            try:
                books.append(self.book(row))
            except PackError as bad:
                troubles.append(Trouble(row.id, row.authority, row.version, bad.problems[0].what))
        known = {*shipped.ids, *(b.id for b in books)}
        books += [_empty(t) for t in {t.authority: t for t in troubles}.values() if t.authority not in known]
        self.troubles = tuple(troubles)
        return shipped.with_books(books)

    def book(self, row: Any) -> Rulebook:
        """The rulebook of a row; PackError where it cannot be read."""
        if row.id not in self._read:
            found = parse_pack_file(row.content.encode("utf-8"))
            self._read[row.id] = replace(found, taken_on=date.fromisoformat(row.created_at[:10]))
        return self._read[row.id]


def _empty(t: Trouble) -> Rulebook:
    return Rulebook(
        t.authority, t.authority, UNREADABLE, t.version, "", "", date(2000, 1, 1), "", (), (), (), words()
    )
