"""Daymark: the composition root. Arguments, paths, the crash hook, the clock and the wiring; nothing else."""

from __future__ import annotations

import runpy
import sys
import traceback
from contextlib import ExitStack
from datetime import date, datetime
from pathlib import Path
from typing import Any

from services.cli import arguments


def today() -> date:
    """The machine's day: the only clock of the command line."""
    return datetime.now().astimezone().date()


def _demo(out: Path) -> int:
    from services.cli import demo

    def grab(desk: object, folder: Path) -> list[Path]:
        from ui.screenshots import grab_all

        return grab_all(desk, folder)

    return demo.write(out, today(), grab)


def _window(store: Path | None, sample: bool) -> int:
    from platformdirs import user_data_path

    from ui import app

    folder = store or user_data_path("Daymark", appauthor=False) / "store"
    with ExitStack() as kept:  # the sample goes when the window does

        def prepare(p: Any) -> Any:
            from services.usecases.sample import throwaway

            return kept.enter_context(throwaway(today(), report=p.report, cancelled=p.cancelled))

        ready, named = prepare if sample else None, store is not None
        return app.run([], store_folder=folder, prepare=ready, chosen=named, version=arguments.VERSION)


def main(argv: list[str]) -> int:
    """Run a command, or open the window; returns the exit code."""
    args = arguments.parser().parse_args(argv)
    try:
        if args.self_test:
            return int(runpy.run_path(str(Path(__file__).parent / "packaging" / "selftest.py"))["main"]())
        if args.command == "demo":
            return _demo(args.out)
        if args.command:
            from services.cli import commands

            return commands.run(args, today)
        if not arguments.can_show():
            arguments.tell(
                ["There is no display here, so the window cannot open. Try: main.py demo --out DIR"]
            )
            return arguments.FAILED
        return _window(args.store, args.demo)
    except BrokenPipeError:
        sys.stderr.close()
        return arguments.DONE
    except Exception as bad:
        if args.debug:
            traceback.print_exc()
        arguments.tell([arguments.plain_failure(bad)])
        return arguments.FAILED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
