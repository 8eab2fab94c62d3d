"""`python -m tests.benchmarks`: every figure in one table; `--profile` shows where time goes."""

from __future__ import annotations

import argparse
import cProfile
import importlib
import os
import pstats
import sys
import traceback

ALL = (
    "workingdays", "childcalendar", "caseload", "unlocking", "firstpaint", "bigtable", "wholerecord", "transferpack"
)  # fmt: skip


def main() -> int:
    """0 when every figure is met, 1 when one is not or could not be taken."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"of {', '.join(ALL)}; all where none is named"
    )
    parser.add_argument("--profile", action="store_true", help="after each, the 25 costliest functions")
    args = parser.parse_args()
    unknown = [name for name in args.names if name not in ALL]
    if unknown:
        parser.error(f"unknown benchmark {unknown[0]!r}; known: {', '.join(ALL)}")
    bad = 0
    for name in args.names or ALL:
        profile = cProfile.Profile()
        try:
            module = importlib.import_module(f"tests.benchmarks.{name}")
            figures = profile.runcall(module.figures) if args.profile else module.figures()
        except Exception:
            traceback.print_exc()
            bad += 1
            continue
        for figure in figures:
            bad += not figure.met
            verdict = "met" if figure.met else "MISSED"
            value, limit = (f"{number:.3g} {figure.unit}" for number in (figure.value, figure.limit))
            print(f"{verdict:<7} {figure.name:<50} {value:>10}  (at most {limit})", flush=True)
            print(f"{'':<8}{figure.detail}", flush=True)
        if args.profile:
            pstats.Stats(profile).sort_stats("tottime").print_stats(25)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
