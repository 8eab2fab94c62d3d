"""10,000 children with 40 events each: opening a child, searching, the chronology; as quick as in a small store."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import Any

from services.usecases.desk import Desk
from services.usecases.finding import Wanted
from tests.benchmarks.hugestore import RARE, made
from tests.benchmarks.measure import Figure, rounds, told

CHILDREN = 10_000
LIKE = (
    "SELECT e.id FROM event_note n JOIN event_version v ON v.id = n.version_id JOIN event e ON e.id = v.event_id "
    "AND e.version = v.number WHERE e.removed = 0 AND n.body LIKE ? ORDER BY e.at DESC LIMIT 201"
)


def opened(desk: Desk, child: str) -> Any:
    """All that the screen of a child reads."""
    return (
        desk.child(child),
        desk.calendar(child),
        desk.plans(child),
        desk.summaries(child),
        desk.layers(child),
    )


def figures() -> list[Figure]:
    with tempfile.TemporaryDirectory() as name:
        start = time.perf_counter()
        huge, many = made(Path(name) / "huge", CHILDREN)
        small, few = made(Path(name) / "small", 20)
        built = time.perf_counter() - start
        try:
            start = time.perf_counter()
            huge.finder.read_on()
            indexed = time.perf_counter() - start
            store = huge._office.store

            def scan() -> Any:
                with store.read() as c:
                    return store.raw(c).execute(LIKE, (f"%{RARE}%",)).fetchall()

            found = {h.record_id for h in huge.finder.find(Wanted(RARE)).hits}
            assert found <= {r[0] for r in scan()} or len(found) == 200
            child, other = many[len(many) // 2 // 20 * 20], few[0]
            one, alone = rounds(7, lambda: opened(huge, child), lambda: opened(small, other))
            rare, like = rounds(5, lambda: huge.finder.find(Wanted(RARE)), scan)
            common, slip = rounds(
                3,
                lambda: huge.finder.find(Wanted("worried sister")),
                lambda: huge.finder.find(Wanted("kingfihser")),
            )
            long, short = rounds(7, lambda: huge.chronology(child), lambda: small.chronology(other))
        finally:
            huge.close()
            small.close()
    return [
        Figure("opening one of 10,000 children", one / alone, 1.5, "×",
               f"{told(one)}; the same child in a store of 20: {told(alone)} (made in {told(built)})"),
        Figure("searching 800,000 notes for a rare word", rare / like, 0.1, "×",
               f"{told(rare)}; a LIKE over the same notes {told(like)}; two common words {told(common)}; "
               f"a word with a slip {told(slip)}; reading all into the index {told(indexed)}"),
        Figure("the chronology of one of 10,000 children", long / short, 1.5, "×",
               f"{told(long)}; in a store of 20: {told(short)}"),
    ]  # fmt: skip
