"""A stand-in for `desk.unsaved`: what forms keep at every pause, in memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from services.usecases.unsaved import PART, Unfinished, pack, unpack

NOW = datetime(2026, 3, 20, 10, 30)


class FakeUnsaved:
    def __init__(self) -> None:
        self.rows: dict[tuple[str, str], Unfinished] = {}

    def keep(
        self,
        kind: str,
        place: str,
        content: Mapping[str, Any],
        *,
        title: str = "",
        child_id: str = "",
        record_id: str = "",
        based_on: int = 0,
    ) -> None:
        state = unpack(pack(content))
        made = Unfinished(kind, place, child_id, record_id, title, NOW, "Sam Okafor", state, based_on)
        self.rows[kind, place] = made

    def of(self, kind: str, place: str) -> tuple[Unfinished, ...]:
        return tuple(
            row
            for (k, p), row in self.rows.items()
            if k == kind and (p == place or p.startswith(place + PART))
        )

    def standing(self, kind: str, record_id: str) -> int:
        return 0

    def listed(self, child_id: str = "") -> tuple[Unfinished, ...]:
        return tuple(row for row in self.rows.values() if not child_id or row.child_id == child_id)

    def drop(self, kind: str, place: str) -> None:
        self.rows.pop((kind, place), None)

    @contextmanager
    def going(self, kind: str, place: str, record_id: str = "", based_on: int = 0) -> Iterator[list[str]]:
        gone: list[str] = []
        yield gone
        if self.rows.pop((kind, place), None) is not None:
            gone.append(place)
