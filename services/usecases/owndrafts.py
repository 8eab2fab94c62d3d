"""Standards in the making: a new authority, a next version, and what is unfinished, kept until it is gone on with."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from models.repositories import records
from services.usecases import keeping, packdraft
from services.usecases.checking import Check
from services.usecases.errors import NotFound
from services.usecases.office import Office
from services.usecases.ownshelf import DRAFT, KIND
from services.usecases.pack_results import Choices, Preview, SavedDraft
from services.usecases.packchoices import choices
from services.usecases.packdraft import PackDraft, StandardDraft
from services.usecases.packpreview import preview
from services.usecases.rows import day_text


class MakingDesk:
    """The part of `desk.packs` that makes standards. Any thread may call."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def start(self, based_on: str, name: str) -> PackDraft:
        """A new authority made from another's standards (or the national ones); nothing is kept yet."""
        office, check = self._office, Check()
        said = check.line("name", name, needed="give the authority a name")
        base, wanted = office.book(based_on), packdraft.slug(said)
        if said and not wanted:
            check.wrong("name", "has no letter or figure", "such as “Stoke-on-Trent”")
        names = {office.book(i).name.casefold() for i in office.library.ids}
        if said.casefold() in names:
            check.wrong(
                "name",
                "is the name of an authority that is here already",
                "another name, or make its next version",
            )
        check.done()
        with office.read() as c:
            taken = {*office.library.ids, *(r.authority for r in records.everything(c, KIND))}
        return packdraft.draft_of(
            base,
            id=packdraft.free_id(wanted, taken),
            name=said,
            title=f"Standards of {said}",
            version="1",
            effective=office.today(),
            published="",
            review="",
            source=f"Made from the standards of {base.name}, version {base.version}.",
        )

    def edit(self, authority: str) -> PackDraft:
        """The next version of an authority's standards; nothing is kept yet."""
        office = self._office
        newest = office.books(authority)[-1]
        taken = {b.version for b in office.books(authority)}
        head = {"version": _next(newest.version, taken), "effective": office.today()}
        return packdraft.draft_of(newest, **head, published="", review="")

    def preview(self, standard: StandardDraft) -> Preview:
        """A standard of a draft as it would be read and counted, with the user's own days off."""
        today = self._office.today()
        weekday = today if today.weekday() < 5 else today + timedelta(7 - today.weekday())
        return preview(standard, weekday, self._office.calendar())

    def choices(self) -> Choices:
        """What each field of a standard can take, with the areas and roles of every authority that is here."""
        return choices(self._office.library)

    def save_draft(self, draft: PackDraft) -> str:
        """Keep an unfinished draft, in place of an earlier one of the same authority; returns its record's id."""
        office, check = self._office, Check()
        check.line("name", draft.name, needed="give the authority a name")
        if not packdraft.ID.fullmatch(draft.id):
            check.wrong("id", "is not an id", "small letters, figures and hyphens")
        check.done()
        content = {
            "authority": draft.id,
            "version": draft.version,
            "effective": day_text(draft.effective),
            "content": packdraft.unfinished_text(draft),
            "origin": "made",
            "state": DRAFT,
            "why": "",
        }
        with office.write() as c:
            before = next((r.id for r in drafts_of(c) if r.authority == draft.id), None)
            kept, back = keeping.save(office, c, KIND, before, content)
        office.keep("Saving of unfinished standards", "draft", (), back)
        return kept

    def drafts(self) -> tuple[SavedDraft, ...]:
        """What is unfinished, the last saved first."""
        with self._office.read() as c:
            found = [_saved(c, r) for r in drafts_of(c)]
        return tuple(sorted(found, key=lambda d: d.saved_on, reverse=True))

    def resume(self, draft_id: str) -> PackDraft:
        """An unfinished draft, to go on with."""
        with self._office.read() as c:
            row = keeping.standing(c, KIND, draft_id)
        if row["state"] != DRAFT:
            raise NotFound
        return packdraft.read_unfinished(row["content"])

    def drop_draft(self, draft_id: str) -> None:
        """Take an unfinished draft away; undo brings it back."""
        office = self._office
        with office.write() as c:
            if keeping.standing(c, KIND, draft_id)["state"] != DRAFT:
                raise NotFound
            back = keeping.remove(office, c, KIND, draft_id)
        office.keep("Dropping of unfinished standards", "draft", (), back)


def drafts_of(c: Any) -> list[Any]:
    """The rows of what is unfinished."""
    return [r for r in records.everything(c, KIND) if r.state == DRAFT]


def _saved(c: Any, row: Any) -> SavedDraft:
    last = records.versions(c, KIND, row.id)[-1]
    name, standards = row.authority, 0
    try:
        draft = packdraft.read_unfinished(row.content)
        name, standards = draft.name, len(draft.standards)
    except ValueError:
        pass  # listed all the same, so that it can be dropped
    saved = datetime.fromisoformat(last["created_at"])
    return SavedDraft(row.id, row.authority, name, row.version, standards, saved, last["created_by"])


def _next(version: str, taken: set[str]) -> str:
    """ "6" → "7"; "August 2023" → "August 2023 (2)"."""
    number = 2
    found = str(int(version) + 1) if version.isdecimal() and len(version) < 6 else f"{version} ({number})"
    while found in taken:
        number += 1
        found = str(int(found) + 1) if found.isdecimal() else f"{version} ({number})"
    return found
