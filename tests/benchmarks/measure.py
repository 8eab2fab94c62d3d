"""Timing for the benchmarks: medians of interleaved rounds, and a figure as a ratio to a peer of the same run."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: `value` must not exceed `limit`; `detail` says what was measured, in plain units."""

    name: str
    value: float
    limit: float
    unit: str  # "×" for a ratio to the peer, else a unit of time
    detail: str

    @property
    def met(self) -> bool:
        return self.value <= self.limit


def rounds(count: int, *jobs: Callable[[], object]) -> list[float]:
    """The median seconds of each job; the jobs take turns, so that a busy moment hits them alike.

    As in `timeit`, nothing is collected while a job is timed: the window does that between jobs (`ui.collector`).
    """
    taken: list[list[float]] = [[] for _ in jobs]
    for job in jobs:
        job()
    for _ in range(count):
        for times, job in zip(taken, jobs, strict=True):
            gc.collect()
            gc.disable()
            start = time.perf_counter()
            job()
            times.append(time.perf_counter() - start)
            gc.enable()
    return [statistics.median(times) for times in taken]


def told(seconds: float) -> str:
    """Seconds in the unit that reads best."""
    for factor, unit in ((1, "s"), (1e3, "ms"), (1e6, "µs")):
        if seconds * factor >= 1:
            return f"{seconds * factor:.3g} {unit}"
    return f"{seconds * 1e9:.3g} ns"
