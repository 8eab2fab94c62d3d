"""An authority's standards while they are being made: a draft of strings, changed field by field.

Nothing is checked here by rules of its own: `problems` writes the draft as a pack file and reads it with the reader
that reads every other, so what it finds is what would be refused.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from services.engine.rulebook import Audit, Expectation, PackError, Rulebook
from services.usecases.pack_results import Choices, FieldProblem, Preview
from services.usecases.packfile import pack_text, parse_pack_file

ID = re.compile(r"[a-z0-9]+([.-][a-z0-9]+)*")
BASED_ON = "based_on"  # a key of an unfinished draft that no finished pack has
_LIST = ("when", "tied")


@dataclass(frozen=True, slots=True)
class StandardDraft:
    """One timed standard, each field as it is written in the language of the standards ("" : left out)."""

    id: str = ""
    area: str = ""
    says: str = ""
    cite: str = ""
    clock: str = ""
    due: str = ""
    repeat: str = ""
    until: str = ""
    met_by: str = ""
    when: tuple[str, ...] = ()
    kind: str = "deadline"
    force: str = "must"
    role: str = ""
    reading: str = "printed"
    note: str = ""
    topic: str = ""
    limit: str = ""  # of a caseload: a whole number
    tied: tuple[str, ...] = ()  # ids of the other readings of the same clause
    looser: bool = False  # whether a longer gap may be agreed for a child


@dataclass(frozen=True, slots=True)
class PackDraft:
    """A whole authority in the making. Its methods return changed copies."""

    id: str
    name: str
    title: str
    version: str
    effective: date | None
    based_on: str
    standards: tuple[StandardDraft, ...] = ()
    expectations: tuple[Expectation, ...] = ()
    audits: tuple[Audit, ...] = ()
    published: str = ""
    review: str = ""
    source: str = ""

    def with_head(
        self,
        *,
        name: str | None = None,
        title: str | None = None,
        version: str | None = None,
        effective: date | None = None,
        published: str | None = None,
        review: str | None = None,
        source: str | None = None,
    ) -> PackDraft:
        """With these parts of the head replaced; what is not named stays."""
        given = {k: v for k, v in locals().items() if k != "self" and v is not None}
        return replace(self, **given)

    def without_date(self) -> PackDraft:
        """With the day from which it counts left open."""
        return replace(self, effective=None)

    def with_standard(self, place: int, standard: StandardDraft) -> PackDraft:
        """With the standard at that place replaced; others that are tied to it follow its new id."""
        before = self.standards[place]
        kept = [standard if i == place else s for i, s in enumerate(self.standards)]
        if before.id and before.id != standard.id and standard.id:
            kept = [
                replace(s, tied=tuple(standard.id if t == before.id else t for t in s.tied)) for s in kept
            ]
        return replace(self, standards=tuple(kept))

    def added(self, standard: StandardDraft, place: int | None = None) -> PackDraft:
        """With one more, at the end of its area unless a place is named; its id is made where it has none."""
        taken = {s.id for s in self.standards} | {e.id for e in self.expectations}
        if not standard.id or standard.id in taken:
            standard = replace(standard, id=free_id(standard.id or _named(self, standard), taken))
        if place is None:
            same = [i for i, s in enumerate(self.standards) if s.area == standard.area]
            place = same[-1] + 1 if same else len(self.standards)
        return replace(self, standards=(*self.standards[:place], standard, *self.standards[place:]))

    def without(self, place: int) -> PackDraft:
        """With one dropped; nothing stays tied to it."""
        gone = self.standards[place].id
        kept = [
            replace(s, tied=tuple(t for t in s.tied if t != gone))
            for i, s in enumerate(self.standards)
            if i != place
        ]
        return replace(self, standards=tuple(kept))

    def copied(self, place: int) -> PackDraft:
        """With a copy of one right behind it, under an id of its own."""
        return self.added(replace(self.standards[place], tied=()), place + 1)


def slug(name: str, *, dots: bool = False) -> str:
    """A name as an id: "Stoke-on-Trent (new)" → "stoke-on-trent-new"; "" where no letter or figure is left."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9.]+" if dots else r"[^a-z0-9]+", "-", plain).strip("-.")[:60].strip("-.")


def free_id(wanted: str, taken: Collection[str]) -> str:
    """`wanted`, or with the first number that makes it free: `x-2`, `x-3` …"""
    stem = re.sub(r"-\d+$", "", wanted) if wanted in taken else wanted
    number, found = 2, wanted
    while found in taken:
        found, number = f"{stem}-{number}", number + 1
    return found


def _named(draft: PackDraft, standard: StandardDraft) -> str:
    parts = [slug(draft.id), slug(standard.area.replace("_", "-")), slug(standard.says)[:40].strip("-")]
    return ".".join(filter(None, parts)) or "standard"


# --- from and to a pack -----------------------------------------------------------------------------------------------
def draft_of(book: Rulebook, **head: Any) -> PackDraft:
    """A rulebook as a draft; `head` replaces parts of its head."""
    standards = tuple(_standard(s.raw) for s in book.standards)
    kept = {
        n: getattr(book, n)
        for n in ("id", "name", "title", "version", "effective", "published", "review", "source")
    }
    return PackDraft(
        **{**kept, "based_on": book.id, **head},
        standards=standards,
        expectations=book.expectations,
        audits=book.audits,
    )


def _standard(raw: Mapping[str, Any]) -> StandardDraft:
    """A table of a pack as a draft; whatever is there becomes text, so that half-finished drafts are read too."""
    found: dict[str, Any] = {}
    for f in fields(StandardDraft):
        if f.name not in raw:
            continue
        value = raw[f.name]
        if f.name in _LIST:
            found[f.name] = tuple(str(v) for v in value) if isinstance(value, list | tuple) else ()
        else:
            found[f.name] = value is True if f.name == "looser" else str(value)
    return StandardDraft(**found)


def tables(draft: PackDraft) -> dict[str, Any]:
    """The draft as the tables of a pack: fields that are empty are left out."""
    head = {n: getattr(draft, n) for n in ("id", "name", "title", "version", "published", "review", "source")}
    if draft.effective is not None:
        head["effective"] = draft.effective
    return {
        **head,
        "standard": [_table(s) for s in draft.standards],
        "expectation": [e._asdict() for e in draft.expectations],
        "audit": [a._asdict() for a in draft.audits],
    }


def _table(s: StandardDraft) -> dict[str, Any]:
    row = {f.name: getattr(s, f.name) for f in fields(s)}
    if row["limit"].strip().isdecimal():
        row["limit"] = int(row["limit"])
    if s.kind != "caseload" and not s.limit.strip():
        del row["limit"]
    return {k: v for k, v in row.items() if v not in ("", (), False)}


def text_of(draft: PackDraft) -> str:
    """The whole pack file."""
    return pack_text(tables(draft))


def unfinished_text(draft: PackDraft) -> str:
    """The draft as it is kept until it is finished: a pack file with a word on what it is based on."""
    return pack_text({BASED_ON: draft.based_on, **tables(draft)})


def read_unfinished(text: str) -> PackDraft:
    """A draft that was kept; ValueError where it cannot be read."""
    data = tomllib.loads(text)
    names = ("id", "name", "title", "version", "based_on", "published", "review", "source")
    effective = data.get("effective")
    return PackDraft(
        **{n: str(data.get(n, "")) for n in names},
        effective=effective if type(effective) is date else None,
        standards=tuple(_standard(row) for row in data.get("standard", ())),
        expectations=tuple(Expectation(**row) for row in data.get("expectation", ())),
        audits=tuple(Audit(**row) for row in data.get("audit", ())),
    )


def head_of(text: str) -> dict[str, str]:
    """The texts in the head of a pack file, read without the rest; ValueError where it cannot be read."""
    head = re.split(r"(?m)^[ \t]*\[", text, maxsplit=1)[0]
    return {k: v for k, v in tomllib.loads(head).items() if isinstance(v, str)}


def book_of(draft: PackDraft) -> Rulebook:
    """The draft as a rulebook; PackError names every problem."""
    return parse_pack_file(text_of(draft).encode("utf-8"))


# --- what is wrong with it --------------------------------------------------------------------------------------------
def problems(draft: PackDraft) -> tuple[FieldProblem, ...]:
    """Everything that the reader of packs would refuse, at its field; () where the draft could be accepted."""
    try:
        book_of(draft)
    except PackError as bad:
        return field_problems(bad)
    return ()


def field_problems(bad: PackError) -> tuple[FieldProblem, ...]:
    """The reader's problems by standard and field."""
    return tuple(dict.fromkeys(_at_field(p.where, p.what) for p in bad.problems))


_FIELDS = frozenset(f.name for f in fields(StandardDraft)) | {
    *("name", "title", "version", "effective", "published", "review", "source"),
}


def _at_field(where: str, what: str) -> FieldProblem:
    field, colon, rest = what.partition(": ")
    if colon and field in _FIELDS:
        return FieldProblem(where, field, rest)
    return FieldProblem(where, "", what)


def of_standard(found: Sequence[FieldProblem], standard_id: str) -> tuple[FieldProblem, ...]:
    return tuple(p for p in found if p.standard == standard_id)


def preview(standard: StandardDraft) -> Preview:
    """A standard in sentences with a worked example made up for it, or what is wrong with it."""
    from services.usecases import packpreview

    return packpreview.preview(standard)


def choices() -> Choices:
    """What each field can take, with labels."""
    from services.usecases import packchoices

    return packchoices.choices()
