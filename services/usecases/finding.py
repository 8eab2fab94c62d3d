"""Search over everything that is on the record: events and their notes, plans, people, letters and the rest.

The index is read on from the history (`models/repositories/search.py`) a little at a time, so that neither saving
nor searching waits for it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from models.repositories import people, records
from models.repositories import search as rows
from services.usecases import findentries, findwords
from services.usecases.ages import full_name
from services.usecases.drafts import WORKER
from services.usecases.errors import Cancelled
from services.usecases.findentries import EVENT, KINDS
from services.usecases.office import Office
from services.usecases.results import Moment
from services.usecases.rows import read_moment

Report = Callable[[int, int], None]
_CHUNK = 400  # rows of history in one transaction: about a tenth of a second


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
    many: bool = False  # so many hold the words that the newest were looked at first


class Finder:
    """The search of one store. Every method may be called from any thread."""

    MOST = 200
    MANY = 5000  # entries that are weighed against each other

    def __init__(self, office: Office) -> None:
        self._office = office
        self._lock = threading.Lock()  # one reader of history at a time
        self._terms: dict[str, None] | None = None  # every word of the index, once a word was not found
        self._terms_lock = threading.Lock()

    def kinds(self) -> tuple[tuple[str, str], ...]:
        """(kind, its name) of all that can be found."""
        return tuple((kind, name) for kind, (name, _section) in KINDS.items())

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
        new: list[rows.Entry] = []
        with office.write() as c:
            marks = rows.marks(c)
            for name, read in (
                ("event_version", findentries.event_entries),
                ("record_version", findentries.record_entries),
            ):
                last, entries = read(c, marks.get(name, 0), _CHUNK)
                new += entries
                if last > marks.get(name, 0):
                    rows.put(c, entries, [findentries.digest(e) for e in entries])
                    rows.mark(c, name, last, office.author(), office.stamp())
        with self._terms_lock:
            if self._terms is not None:
                self._terms.update(dict.fromkeys(t for e in new for t in findwords.terms(e.words)))

    def _known(self) -> list[str]:
        """Every word that is in the index; reading them takes a second or two where there are hundreds of thousands of
        notes, so they are kept."""
        with self._terms_lock:
            if self._terms is None:
                with self._office.read() as c:
                    self._terms = dict.fromkeys(rows.terms(c))
            return list(self._terms)

    # --- searching ------------------------------------------------------------------------------------------------
    def find(self, wanted: Wanted) -> Found:
        """What holds every word, the best first; without words all that fits the filters, the newest first."""
        if self.unread() <= _CHUNK:
            self.read_on()
        words = findwords.asked(wanted.words)
        if wanted.words.strip() and not words:
            return Found((), False)
        near = {word: self._near(word) for word in words}
        query = findwords.query(words, near)
        with self._office.read() as c:
            many = bool(query) and rows.holds(c, query, self.MANY)
            found = (rows.match_newest if many else rows.match)(
                c,
                query,
                child_ids=wanted.child_ids,
                kinds=wanted.kinds or tuple(KINDS),
                by=wanted.author,
                first=wanted.first.isoformat() if wanted.first else "",
                last=wanted.last.isoformat() if wanted.last else "",
                most=self.MOST + 1,
            )
            instead = tuple(each for word in words for each in near[word])
            hits = tuple(_hits(c, found[: self.MOST], (*words, *instead)))
        return Found(hits, len(found) > self.MOST, instead, self.unread(), many)

    def _near(self, word: str) -> list[str]:
        """The words of the record nearest to one that no word of it begins with."""
        if len(word) < 3 or " " in word:
            return []
        with self._office.read() as c:
            if rows.holds(c, findwords.beginning(word)):
                return []
        near = findwords.nearest(word, self._known())
        with self._office.read() as c:
            return [each for each in near if rows.holds(c, findwords.beginning(each))]


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
            title, parts = findentries.event_title(event), notes.get(event.version_id, [])
        else:
            content = records.one(c, r.kind, r.record_id)
            if content is None or content["removed"]:
                continue
            title, parts = findentries.title(r.kind, content), findentries.parts(content)
        name, section = KINDS[r.kind]
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
