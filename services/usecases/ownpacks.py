"""Standards of one's own and updates: brought in or made here, looked at, accepted or declined, kept in the store.

Nothing is taken on trust: what is handed in is read whole by the reader of packs, and read again when it is accepted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from models.repositories import people, records
from services.engine.rulebook import PackError, PackProblem, Rulebook
from services.usecases import keeping, packdraft, packproposal
from services.usecases.caseload import Report
from services.usecases.checking import Check
from services.usecases.drafts import WORKER
from services.usecases.errors import InvalidInput, NotFound, StillNeeded
from services.usecases.owndrafts import MakingDesk, drafts_of
from services.usecases.ownshelf import DECLINED, DRAFT, KIND, STANDING
from services.usecases.pack_results import (
    IMPORTED,
    MADE,
    ChildEffect,
    KeptPack,
    PackRefused,
    PackTrouble,
    Proposal,
)
from services.usecases.packdraft import PackDraft
from services.usecases.packfile import SUFFIX, parse_pack_file, write_pack
from services.usecases.results import Problem
from services.usecases.rows import day_text, read_day

MOST_PROBLEMS = 200  # that are listed of one file
_ORIGINS = {"made": MADE, "imported": IMPORTED}


class PackDesk(MakingDesk):
    """`desk.packs`: everything about the standards that are kept in this store. Any thread may call."""

    # --- what is kept ---------------------------------------------------------------------------------------
    def kept(self) -> tuple[KeptPack, ...]:
        """Every version that is kept, by authority, the newest first; drafts aside."""
        office = self._office
        shelf, troubles = office.library, {t.record_id: t.says for t in office.shelf.troubles}
        with office.read() as c:
            rows = [r for r in records.everything(c, KIND) if r.state != DRAFT]
        rows.sort(key=lambda r: (r.effective or "", r.created_at), reverse=True)
        rows.sort(key=lambda r: r.authority)
        today = office.today()
        return tuple(_kept(r, shelf.rulebook(r.authority, today) if r.authority in shelf.ids else None,
                           today, troubles.get(r.id, "")) for r in rows)  # fmt: skip

    def troubles(self) -> tuple[str, ...]:
        """What is wrong with kept standards that cannot be read any more, a line each; () where all is well."""
        office = self._office
        shelf = office.library
        if not office.shelf.troubles:
            return ()
        names = {i: office.book(i).name for i in shelf.ids}
        return tuple(
            f"The standards of {names.get(t.authority, t.authority)}, version {t.version}, cannot be read any more "
            f"and are left out: {t.says}. Bring them in again from their file."
            for t in office.shelf.troubles
        )

    # --- looking ---------------------------------------------------------------------------------------------
    def read(self, data: bytes) -> Proposal:
        """Standards that were handed in as a file; PackRefused names everything that is wrong. Keeps nothing."""
        return packproposal.propose(self._office, self._sound(data), IMPORTED)

    def proposal(self, draft: PackDraft) -> Proposal:
        """The same for standards that were made here."""
        return packproposal.propose(self._office, self._sound(packdraft.text_of(draft).encode("utf-8")), MADE)

    def _sound(self, data: bytes) -> Rulebook:
        try:
            book = parse_pack_file(data)
        except PackError as bad:
            raise _refused(bad.problems) from None
        if here := self._already(book):
            raise PackRefused((PackTrouble(0, "", here),))
        return book

    def _already(self, book: Rulebook) -> str:
        """Why a version of that name cannot be taken in beside those that are here, or ""."""
        shelf = self._office.library
        for known in shelf.versions(book.id) if book.id in shelf.ids else ():
            if known.version.casefold() == book.version.casefold():
                if write_pack(known) == write_pack(book):
                    return f"version: version {book.version} of {book.name} is here already, word for word"
                return (
                    f"version: there is a version {known.version} of {known.name} already, and it says something "
                    "else. Give this one another version, so that the two can be told apart"
                )
        return ""

    def effects(
        self,
        proposal: Proposal,
        progress: Report | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> tuple[ChildEffect, ...]:
        """Child by child, for those under that authority; raises Cancelled once `cancelled()` says so."""
        return packproposal.effects(self._office, proposal, progress, cancelled)

    # --- deciding --------------------------------------------------------------------------------------------
    def accept(self, proposal: Proposal) -> None:
        """Keep it: from now on calendars count under it from the day on which it takes effect."""
        book = self._sound(proposal.text.encode("utf-8"))
        office = self._office
        with office.write() as c:
            new, back = keeping.save(office, c, KIND, None, _row(proposal, STANDING))
            gone = [
                keeping.remove(office, c, KIND, r.id, "Accepted")
                for r in drafts_of(c)
                if proposal.from_ == MADE and r.authority == book.id
            ]
            under = _children_under(c, book.id)
        office.keep("Taking in of standards", "standards", under, _all(self._guard(new), back, *gone))

    def decline(self, proposal: Proposal, why: str) -> None:
        """Keep it as looked at and not taken in, with the reason."""
        self._sound(proposal.text.encode("utf-8"))
        check = Check()
        said = check.text("why", why, needed="say why the standards stay as they are")
        check.done()
        office = self._office
        with office.write() as c:
            _, back = keeping.save(office, c, KIND, None, {**_row(proposal, DECLINED), "why": said})
        office.keep("Declining of standards", "standards", (), back)

    def remove(self, kept_id: str, why: str) -> None:
        """Take a version off the shelf; InvalidInput where dates of children hang on it."""
        office, check = self._office, Check()
        said = check.text("why", why, needed="say why it is removed")
        check.done()
        with office.write() as c:
            row = keeping.standing(c, KIND, kept_id)
            under = _children_under(c, row["authority"])
            if row["state"] == STANDING:
                self._removable(c, row, under)
                check.problems += self._past(row)
                check.done()
            back = keeping.remove(office, c, KIND, kept_id, said)
        office.keep("Removal of standards", "standards", under, back)

    def _guard(self, kept_id: str) -> keeping.Back:
        """Before an acceptance is undone: whether somebody would be left without standards.

        Whatever came after it has been undone before, so no other version can hang on it.
        """

        def back(c: Any) -> None:
            row = keeping.standing(c, KIND, kept_id)
            try:
                self._followed(c, row, _children_under(c, row["authority"]))
            except InvalidInput as bad:
                said = bad.problems[0]
                raise StillNeeded(f"{_capital(said.what)}.", f"{_capital(said.right)}.") from None

        return back

    def _followed(self, c: Any, row: Mapping[str, Any], under: tuple[str, ...]) -> tuple[int, list[Any]]:
        """How many follow its authority, and the other versions that stand; InvalidInput where there is none."""
        office, authority = self._office, row["authority"]
        bound = len(under) + (office.own().authority == authority)
        others = [r for r in records.everything(c, KIND)
                  if r.state == STANDING and r.authority == authority and r.id != row["id"]]  # fmt: skip
        if bound and not others and authority not in office.library.shipped:
            what = f"{_people(under, bound)} would be left without standards"
            raise InvalidInput([Problem("authority", what, "choose other standards for them first")])
        return bound, others

    def _removable(self, c: Any, row: Mapping[str, Any], under: tuple[str, ...]) -> None:
        bound, others = self._followed(c, row, under)
        later = [
            r
            for r in others
            if (r.effective or "", r.created_at) > (row["effective"] or "", row["created_at"])
        ]
        if bound and later:
            what = f"dates of {_people(under, bound)} were counted under it before version {later[0].version}"
            raise InvalidInput([Problem("version", what, f"remove version {later[0].version} first")])

    def _past(self, row: Mapping[str, Any]) -> list[Problem]:
        """What is past is never rewritten, also not by taking away the version under which it was counted."""
        found = packproposal.rewritten(self._office, row["authority"], row["version"])
        if not found:
            return []
        people = _people(tuple(p for p in found if p != WORKER), len(found))
        what = f"dates of {people} that are past were counted under it"
        return [Problem("version", what, "bring in the version that is to count from now on")]

    def standing_under(self, authority: str) -> tuple[str, ...]:
        """The ids of the children whose authority it is."""
        with self._office.read() as c:
            return _children_under(c, authority)

    def export(self, authority: str, version: str = "") -> tuple[str, bytes]:
        """A file name and the standards as they stand today (or a version of them), as one file to mail."""
        office = self._office
        books = {b.version: b for b in office.books(authority)}
        if version and version not in books:
            raise NotFound("That version is not kept here any more.")
        book = books[version] if version else office.book(authority)
        name = "-".join(filter(None, (book.id, packdraft.slug(book.version))))
        return name + SUFFIX, write_pack(book)


# --- rows -------------------------------------------------------------------------------------------------------------
def _row(p: Proposal, state: str) -> dict[str, Any]:
    return {
        "authority": p.book_id,
        "version": p.version,
        "effective": day_text(p.effective),
        "content": p.text,
        "origin": next(code for code, said in _ORIGINS.items() if said == p.from_),
        "state": state,
        "why": "",
    }


def _kept(row: Any, current: Rulebook | None, today: date, trouble: str) -> KeptPack:
    standing, effective = row.state == STANDING, read_day(row.effective)
    name, title = _names(row.content)
    return KeptPack(
        id=row.id,
        authority=row.authority,
        name=name or (current.name if current else row.authority),
        title=title,
        version=row.version,
        effective=effective,
        kept_on=datetime.fromisoformat(row.created_at),
        kept_by=row.created_by,
        from_=_ORIGINS[row.origin],
        standing=standing,
        why=row.why,
        in_force=bool(standing and not trouble and current and current.version == row.version),
        coming=bool(standing and not trouble and effective and effective > today),
        trouble=trouble,
    )


def _names(content: str) -> tuple[str, str]:
    """The name and title that stand in the head of a pack file."""
    try:
        head = packdraft.head_of(content)
    except ValueError:
        return "", ""
    return head.get("name", ""), head.get("title", "")


def _children_under(c: Any, authority: str) -> tuple[str, ...]:
    return tuple(child.id for child in people.children(c) if child.authority == authority)


def _people(under: tuple[str, ...], bound: int) -> str:
    children = f"{len(under)} {'child' if len(under) == 1 else 'children'}" if under else ""
    own = "your own calendar" if bound > len(under) else ""
    return " and ".join(filter(None, (children, own)))


def _capital(said: str) -> str:
    return said[:1].upper() + said[1:]


def _all(*backs: keeping.Back) -> keeping.Back:
    def back(c: Any) -> None:
        for one in backs:
            one(c)

    return back


def _refused(problems: tuple[PackProblem, ...]) -> PackRefused:
    said = [PackTrouble(p.line, p.where, p.what) for p in problems[:MOST_PROBLEMS]]
    if len(problems) > MOST_PROBLEMS:
        more = f"and {len(problems) - MOST_PROBLEMS:,} more like these"
        said.append(PackTrouble(0, "", more))
    return PackRefused(tuple(said))
