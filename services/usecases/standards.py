"""The standards that this program ships: packs found, read once, and listed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from services.engine.packs import parse_pack
from services.engine.rulebook import PackError, PackProblem, Rulebook
from services.usecases.errors import InvalidInput
from services.usecases.results import AuthorityView, Problem
from services.usecases.vocabulary import RESOURCES, words

__all__ = ["Library", "PackError", "describe", "library", "listing", "read_pack"]

PACKS = RESOURCES / "standards"
ORDER = ("oldham", "westmorland-and-furness", "tower-hamlets", "stoke-on-trent", "working-together-2015")
MAX_FILES = 500
EARLIER = "@"  # `<authority>@<version>` holds an earlier version of `<authority>`


class Library:
    """A shelf: every pack in a folder of packs, each read when it is first asked for, and those put beside them.

    An authority can have several versions. Those put on a shelf stay on that shelf: another one knows nothing of them.
    """

    def __init__(self, folder: Path = PACKS) -> None:
        self.folder = folder
        self.day: date | None = None  # on which it is looked at; None: the newest versions
        self._books: dict[str, Rulebook] = {}
        self._added: dict[str, tuple[Rulebook, ...]] = {}
        self._versions: dict[str, tuple[Rulebook, ...]] = {}
        found = {p.parent.name for p in folder.glob("*/pack.toml")}
        self._earlier = sorted(name for name in found if EARLIER in name)
        self.shipped = _ordered(name for name in found if EARLIER not in name)
        self.ids = self.shipped

    def with_books(self, books: Iterable[Rulebook]) -> Library:
        """A shelf with these beside what is on this one; what is read once is shared, and this one stays as it is."""
        other = copy(self)
        other._added, other._versions = dict(self._added), {}
        for book in books:
            other.add(book)
        return other

    def at(self, day: date) -> Library:
        """The same shelf as it is looked at on a day: what takes effect later is not there yet."""
        other = copy(self)
        other.day = day
        return other

    def add(self, book: Rulebook) -> None:
        """Put a pack from elsewhere on the shelf: as another version, or in place of one of the same name."""
        kept = tuple(b for b in self._added.get(book.id, ()) if b.version != book.version)
        self._added[book.id] = (*kept, book)
        self._versions.pop(book.id, None)
        self.ids = _ordered({*self.ids, book.id})

    def rulebook(self, authority: str, day: date | None = None) -> Rulebook:
        """The standards of an authority that count on a day (else on the shelf's own), else the newest of them.

        InvalidInput names the known ids where there are none.
        """
        found, day = self.versions(authority), day or self.day
        if day is None or len(found) == 1:
            return found[-1]
        return next((b for b in reversed(found) if b.effective <= day), found[0])

    def versions(self, authority: str) -> tuple[Rulebook, ...]:
        """Every version of an authority's standards, by the day from which each counts."""
        found = self._versions.get(authority)
        if found is None:
            if authority not in self.ids:
                known = "known: " + ", ".join(self.ids)
                raise InvalidInput([Problem("authority", f"unknown authority {authority!r}", known)])
            added = self._added.get(authority, ())
            names = {b.version for b in added}
            kept = [b for b in self._shipped(authority) if b.version not in names]
            found = tuple(sorted((*kept, *added), key=lambda b: b.effective))
            self._versions[authority] = found
        return found

    def _shipped(self, authority: str) -> Iterator[Rulebook]:
        """The versions that are in the folder, earlier ones first."""
        names = [name for name in self._earlier if name.partition(EARLIER)[0] == authority]
        for name in (*names, *([authority] if authority in self.shipped else [])):
            if name not in self._books:
                self._books[name] = read_pack(self.folder / name)
            yield self._books[name]

    def authorities(self, day: date | None = None) -> tuple[AuthorityView, ...]:
        """Each authority by the version that counts on a day, else by its newest."""
        return tuple(describe(self.rulebook(name, day)) for name in self.ids)


def _ordered(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(names, key=lambda n: (ORDER.index(n) if n in ORDER else len(ORDER), n)))


@cache
def library() -> Library:
    """The packs that this program ships."""
    return Library()


def read_pack(folder: Path) -> Rulebook:
    """Read one pack from its folder; PackError names every problem with file and line."""
    if not folder.is_dir():
        raise PackError(
            [PackProblem(str(folder), 1, "", "there is no such folder: name the folder of a pack")]
        )
    paths = sorted(folder.glob("*.toml"))
    if len(paths) > MAX_FILES:
        raise PackError(
            [PackProblem(str(folder), 1, "", f"more than {MAX_FILES} files, which no pack needs")]
        )
    files: dict[str, str | bytes] = {}
    for path in paths:
        try:
            with path.open("rb") as stream:
                files[path.name] = stream.read(4_000_001)
        except OSError as bad:
            raise PackError([PackProblem(path.name, 1, "", f"cannot be read: {bad.strerror}")]) from bad
    return parse_pack(files, words())


def describe(book: Rulebook) -> AuthorityView:
    return AuthorityView(
        book.id,
        book.name,
        book.title,
        book.version,
        book.published,
        book.review,
        book.source,
        len(book.standards),
        len(book.expectations),
        len(book.audits),
    )


def listing(books: tuple[Rulebook, ...]) -> dict[str, Any]:
    """The answer of the command `standards`: every standard, expectation and audit row as plain data."""
    return {
        "format": 1,
        "standards": [_standard(b, s.raw) for b in books for s in b.standards],
        "expectations": [{"authority": b.id, **e._asdict()} for b in books for e in b.expectations],
        "audits": [{"authority": b.id, **a._asdict()} for b in books for a in b.audits],
    }


def _standard(book: Rulebook, raw: Mapping[str, Any]) -> dict[str, Any]:
    texts = (
        "id",
        "area",
        "cite",
        "says",
        "clock",
        "due",
        "repeat",
        "until",
        "met_by",
        "kind",
        "force",
        "role",
    )
    found: dict[str, Any] = {key: raw.get(key, "") for key in texts}
    found["when"] = list(raw.get("when", ()))
    found["authority"] = book.id
    found["reading"] = raw.get("reading", "printed")
    found["note"], found["topic"], found["tied"] = (
        raw.get("note", ""),
        raw.get("topic", ""),
        list(raw.get("tied", ())),
    )
    if "limit" in raw:
        found["limit"] = raw["limit"]
    return found
