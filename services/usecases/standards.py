"""The standards that this program ships: packs found, read once, and listed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
    """Every pack in a folder of packs; each is read when it is first asked for."""

    def __init__(self, folder: Path = PACKS) -> None:
        self.folder = folder
        self._books: dict[str, Rulebook] = {}
        found = {p.parent.name for p in folder.glob("*/pack.toml")}
        self._earlier = sorted(name for name in found if EARLIER in name)
        self._order(name for name in found if EARLIER not in name)

    def _order(self, names: Iterable[str]) -> None:
        self.ids = tuple(sorted(names, key=lambda n: (ORDER.index(n) if n in ORDER else len(ORDER), n)))

    def add(self, book: Rulebook) -> None:
        """Put a pack from elsewhere on the shelf, in place of one of the same id."""
        self._books[book.id] = book
        self._order({*self.ids, book.id})

    def rulebook(self, authority: str) -> Rulebook:
        """The standards of an authority; InvalidInput names the known ids where there are none."""
        if authority not in self.ids:
            known = "known: " + ", ".join(self.ids)
            raise InvalidInput([Problem("authority", f"unknown authority {authority!r}", known)])
        if authority not in self._books:
            self._books[authority] = read_pack(self.folder / authority)
        return self._books[authority]

    def versions(self, authority: str) -> tuple[Rulebook, ...]:
        """Every version of an authority's standards, by the day from which each counts; the current one last."""
        current = self.rulebook(authority)
        found = []
        for name in self._earlier:
            if name.partition(EARLIER)[0] == authority:
                if name not in self._books:
                    self._books[name] = read_pack(self.folder / name)
                found.append(self._books[name])
        return (*sorted(found, key=lambda b: b.effective), current)

    def authorities(self) -> tuple[AuthorityView, ...]:
        return tuple(describe(self.rulebook(name)) for name in self.ids)


@cache
def library() -> Library:
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
