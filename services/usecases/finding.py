"""Search over everything that is on the record: events and their notes, plans, people, letters and the rest.

The index is read on from the history (`models/repositories/search.py`) a little at a time, so that neither saving
nor searching waits for it.
"""

from __future__ import annotations

import hashlib
import json
import re
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from models.repositories import people, records
from models.repositories import search as rows
from services.usecases import findwords
from services.usecases.ages import full_name
from services.usecases.cleaning import line
from services.usecases.drafts import WORKER
from services.usecases.errors import Cancelled
from services.usecases.office import Office
from services.usecases.plankinds import title_of
from services.usecases.results import Moment
from services.usecases.rows import read_moment, read_values
from services.usecases.vocabulary import describe_attrs, event_label

Report = Callable[[int, int], None]
EVENT = "event"
_CHUNK = 400  # rows of history in one transaction: about a tenth of a second
_KINDS: Mapping[
    str, tuple[str, str]
] = {  # kind of record: (its name, the section of a child's record that shows it)
    EVENT: ("Record", "record"),
    "child": ("Child", "calendar"),
    "person": ("Person", "people"),
    "plan": ("Plan", "plans"),
    "summary": ("Case summary", "summaries"),
    "agreement": ("Agreed frequency", "agenda"),
    "waiver": ("Standard that does not apply", "agenda"),
    "tie": ("Relationship", "genogram"),
    "key_fact": ("Key fact", "facts"),
    "consent": ("Consent", "sharing"),
    "sharing": ("Information shared", "sharing"),
    "action": ("Action", "actions"),
    "audit": ("Audit", "oversight"),
    "chronology_edit": ("Chronology entry", "chronology"),
    "ending": ("Transfer or closing", "endings"),
    "letter": ("Letter", "letters"),
}
_NOT_WORDS = frozenset({
    "id", "child_id", "worker_id", "family_id", "source_id", "record_id", "created_by", "created_at", "kind",
    "authority", "facts", "standard", "repeat", "version", "one", "other", "source", "judgement", "audit_row",
    "item", "media", "sex", "stage", "basis",
})  # fmt: skip
_TITLES = ("title", "name", "what", "subject", "given")
_DATE = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d)?")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for. Empty fields do not narrow the search."""

    words: str = ""
    child_ids: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    author: str = ""
    first: date | None = None  # of the day that a record tells of
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """One record found. `section` and `record_id` say where it is shown."""

    kind: str
    kind_label: str
    record_id: str
    section: str
    child_id: str  # WORKER: on the user's own calendar
    child_name: str
    at: Moment | None
    author: str
    written_at: datetime
    title: str
    heading: str  # under which the words stand; "" where that says nothing
    snippet: str
    marks: tuple[tuple[int, int], ...]  # (start, length) in the snippet of the words found


@dataclass(frozen=True, slots=True)
class Found:
    hits: tuple[Hit, ...]
    more: bool  # there are more than are shown
    instead: tuple[str, ...] = ()  # words that were found in place of one that is nowhere
    unread: int = 0  # rows of history that the index has not read yet


class Finder:
    """The search of one store. Every method may be called from any thread."""

    MOST = 200

    def __init__(self, office: Office) -> None:
        self._office = office
        self._lock = threading.Lock()  # one reader of history at a time
        self._terms: list[str] | None = None

    def kinds(self) -> tuple[tuple[str, str], ...]:
        """(kind, its name) of all that can be found."""
        return tuple((kind, name) for kind, (name, _section) in _KINDS.items())

    def authors(self) -> tuple[str, ...]:
        with self._office.read() as c:
            return tuple(rows.authors(c))

    # --- the index ------------------------------------------------------------------------------------------------
    def unread(self) -> int:
        """Rows of history that are not in the index yet."""
        with self._office.read() as c:
            marks, newest = rows.marks(c), rows.newest(c)
        return sum(newest[n] - min(marks.get(n, 0), newest[n]) for n in newest)

    def read_on(self, progress: Report | None = None, cancelled: Callable[[], bool] | None = None) -> None:
        """Bring the index up to date, a little at a time; what was done stands when it is cancelled."""
        with self._lock:
            total = done = self.unread()
            while done:
                if cancelled is not None and cancelled():
                    raise Cancelled
                self._read_some()
                done = self.unread()
                if progress is not None:
                    total = max(total, done)
                    progress(total - done, total)

    def _read_some(self) -> None:
        office = self._office
        with office.write() as c:
            marks = rows.marks(c)
            for name, read in (("event_version", _events), ("record_version", _records)):
                last, entries = read(c, marks.get(name, 0))
                if last > marks.get(name, 0):
                    rows.put(c, entries, [_digest(e) for e in entries])
                    rows.mark(c, name, last, office.author(), office.stamp())
        self._terms = None

    def _known(self) -> Sequence[str]:
        if self._terms is None:
            with self._office.read() as c:
                self._terms = rows.terms(c)
        return self._terms

    # --- searching ------------------------------------------------------------------------------------------------
    def find(self, wanted: Wanted) -> Found:
        """What holds every word, the best first; without words all that fits the filters, the newest first."""
        if self.unread() <= _CHUNK:
            self.read_on()
        words = findwords.asked(wanted.words)
        if wanted.words.strip() and not words:
            return Found((), False)
        query = findwords.query(words, self._known)
        with self._office.read() as c:
            found = rows.match(
                c,
                query,
                child_ids=wanted.child_ids,
                kinds=wanted.kinds or tuple(_KINDS),
                by=wanted.author,
                first=wanted.first.isoformat() if wanted.first else "",
                last=wanted.last.isoformat() if wanted.last else "",
                most=self.MOST + 1,
            )
            near = self._instead(words)
            hits = tuple(_hits(c, found[: self.MOST], (*words, *near)))
        return Found(hits, len(found) > self.MOST, near, self.unread())

    def _instead(self, words: Sequence[str]) -> tuple[str, ...]:
        terms, near = self._known(), []
        for word in words:
            if len(word) > 2 and " " not in word and not any(t.startswith(word) for t in terms):
                near += findwords.nearest(word, terms)
        return tuple(near)


def _digest(entry: rows.Entry) -> str:
    return hashlib.blake2b(entry.words.encode(), digest_size=16).hexdigest()


# --- what of a record is searched ------------------------------------------------------------------------------------
def _events(c: Any, after: int) -> tuple[int, list[rows.Entry]]:
    last, ids = rows.changed_events(c, after, _CHUNK)
    standing = rows.events(c, ids)
    notes = rows.notes(c, [e.version_id for e in standing])
    return last, [
        rows.Entry(
            EVENT,
            e.id,
            e.child_id,
            e.at,
            e.created_by,
            e.created_at,
            "" if e.removed else _words(_event_title(e), notes.get(e.version_id, ())),
        )
        for e in standing
    ]


def _records(c: Any, after: int) -> tuple[int, list[rows.Entry]]:
    last, changed = rows.changed_records(c, after, _CHUNK)
    found = []
    for (kind, record_id), row in changed.items():
        if kind not in _KINDS:
            continue
        content = json.loads(row.content)
        words = "" if row.removed else _words(_title(kind, content), _parts(content))
        child = record_id if kind == "child" else content.get("child_id")
        found.append(
            rows.Entry(kind, record_id, child, _at(content, row), row.created_by, row.created_at, words)
        )
    return last, found


def _words(title: str, parts: Sequence[tuple[str, str]]) -> str:
    return findwords.searchable("\n".join([title, *(f"{h}\n{b}" for h, b in parts)]))


def _event_title(e: Any) -> str:
    said = describe_attrs(e.type, read_values(e.attrs))
    return event_label(e.type) + (f": {said[:1].lower()}{said[1:]}" if said else "")


def _title(kind: str, content: Mapping[str, Any]) -> str:
    if kind == "child":
        return full_name(content["given"], content["family_name"])
    if kind == "plan":
        return title_of(content["kind"])
    return next((line(str(content[k])) for k in _TITLES if content.get(k)), _KINDS[kind][0])


def _at(content: Mapping[str, Any], row: Any) -> str:
    days = ("at", "written", "drawn_up", "given", "due_by", "started", "since", "start")
    found = (str(content.get(k) or "") for k in days)
    return next((day for day in found if _DATE.fullmatch(day)), row.created_at[:10])


def _parts(content: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(heading, text) of all that is written in a record; dates, marks and numbers are left out."""
    return list(_texts(content, ""))


def _texts(value: Any, under: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        heading = str(value.get("heading") or under)
        for name, inner in value.items():
            if name == "address" and value.get("protected"):
                continue  # told only when it is asked for
            if name not in _NOT_WORDS and name != "heading":
                yield from _texts(inner, heading if isinstance(inner, str) and "heading" in value else name)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, under)
    elif isinstance(value, str) and value.strip() and not _DATE.fullmatch(value):
        yield under.replace("_", " ").capitalize(), value


# --- what is shown of it ---------------------------------------------------------------------------------------------
def _hits(c: Any, found: Sequence[Any], words: Sequence[str]) -> Iterator[Hit]:
    names = people.names(c, {r.child_id for r in found if r.child_id})
    standing = {e.id: e for e in rows.events(c, [r.record_id for r in found if r.kind == EVENT])}
    notes = rows.notes(c, [e.version_id for e in standing.values()])
    for r in found:
        if r.kind == EVENT:
            event = standing.get(r.record_id)
            if event is None or event.removed:
                continue
            title, parts = _event_title(event), notes.get(event.version_id, [])
        else:
            content = records.one(c, r.kind, r.record_id)
            if content is None or content["removed"]:
                continue
            title, parts = _title(r.kind, content), _parts(content)
        name, section = _KINDS[r.kind]
        heading, body = _best(parts, words, title)
        piece, marks = findwords.snippet(body, words)
        yield Hit(
            r.kind, name, r.record_id, section, r.child_id or WORKER,
            full_name(*names[r.child_id]) if r.child_id in names else "",
            read_moment(r.at) if r.at else None, r.created_by, datetime.fromisoformat(r.created_at),
            title, heading, piece, marks,
        )  # fmt: skip


def _best(parts: Sequence[tuple[str, str]], words: Sequence[str], title: str) -> tuple[str, str]:
    """The part in which most of the words stand; the first where they stand in the title or nowhere."""
    kept = [(h, b) for h, b in parts if b != title]
    if not kept:
        return "", ""
    scored = [
        (len({w for w in words if findwords.places(b[:20_000], [w], 1)}), -n) for n, (_, b) in enumerate(kept)
    ]
    return kept[-max(scored)[1]]
