"""Daymark: the composition root. Arguments, paths, the clock and the wiring; much is imported only where it is used."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from services.cli import plain


def today() -> Any:
    """The machine's day (a date): the only clock of the command line."""
    from datetime import datetime

    return datetime.now().astimezone().date()


def _window(store: Path | None = None, sample: bool = False) -> int:
    if not plain.can_show():
        plain.tell(["There is no display here, so the window cannot open. Try: main.py demo --out DIR"])
        return plain.FAILED
    from contextlib import ExitStack

    from platformdirs import user_data_path

    from ui import app

    folder = store or user_data_path("Daymark", appauthor=False) / "store"
    with ExitStack() as kept:  # the sample goes when the window does

        def prepare(p: Any) -> Any:
            from services.usecases.sample import throwaway

            return kept.enter_context(throwaway(today(), report=p.report, cancelled=p.cancelled))

        ready, named = prepare if sample else None, store is not None
        return app.run([], store_folder=folder, prepare=ready, chosen=named, version=plain.VERSION)


def _carried_out(argv: list[str]) -> int:
    from services.cli import arguments

    args = arguments.parser().parse_args(argv)
    if args.self_test:
        import runpy

        return int(runpy.run_path(str(Path(__file__).parent / "packaging" / "selftest.py"))["main"]())
    if args.command == "demo":
        from services.cli import demo
        from ui.screenshots import grab_all

        return demo.write(args.out, today(), grab_all)
    if args.command:
        from services.cli import commands

        return commands.run(args, today)
    return _window(args.store, args.demo)


def main(argv: list[str]) -> int:
    """Run a command, or open the window; returns the exit code."""
    try:
        return plain.written_out(lambda: _carried_out(argv) if argv else _window())
    except BrokenPipeError:
        plain.give_up()
        return plain.DONE
    except Exception as bad:
        plain.give_up()
        if "--debug" in argv:
            import traceback

            traceback.print_exc()
        plain.tell([plain.plain_failure(bad)])
        return plain.FAILED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
