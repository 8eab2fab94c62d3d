#!/usr/bin/env python3
"""Get Daymark going on a fresh machine, with nothing but Python 3.11 or newer.

    python3 packaging/bootstrap.py run  [-- WORDS FOR main.py]
    python3 packaging/bootstrap.py test [-- WORDS FOR pytest]

Each makes the environment (`.venv/` beside main.py) from the locked list of packages when it is not there yet, sees to
the system's libraries that the window needs, and does its job. A second run starts at once. Standard library only.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OLDEST, NEWEST = (3, 11), (3, 14)
USAGE = (__doc__ or "").split("\n\n")[1]


def say(line: str = "") -> None:
    print(line, flush=True)


def main(words: list[str]) -> int:
    """Do what the first word asks; 0 done, 1 something is missing or failed, 2 the words were not understood."""
    if not words or words[0] not in ("run", "test"):
        say(f"Daymark: say run or test.\n\n{USAGE}")
        return 0 if words[:1] in (["-h"], ["--help"]) else 2
    job, rest = words[0], words[1:]
    if rest[:1] == ["--"]:
        rest = rest[1:]
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        return with_another_python(words)
    try:
        return test(rest) if job == "test" else run(rest)
    except KeyboardInterrupt:
        say("\nStopped. The next run takes up the work again.")
        return 130


def with_another_python(words: list[str]) -> int:
    """This Python is too old or too new: hand over to a fitting one, or say which to install."""
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        other = shutil.which(f"python3.{minor}")
        if other:
            return subprocess.call([other, str(Path(__file__).resolve()), *words])
    found = ".".join(str(part) for part in sys.version_info[:3])
    say(f"Daymark needs Python {OLDEST[0]}.{OLDEST[1]} to {NEWEST[0]}.{NEWEST[1]}; this is Python {found}.")
    return 1


def run(words: list[str]) -> int:
    """Start main.py with `words`; without a display, write the sample's documents instead of opening a window."""
    import environment
    import systemlibs

    if not systemlibs.for_words(words):
        return 1
    python = environment.ready(ROOT, "run")
    if python is None:
        return 1
    if systemlibs.needs_window(words) and not systemlibs.has_display():
        say("There is no display here, so the window cannot open.")
        say(f"Writing the sample caseload's documents and pictures to {ROOT / 'demo'} instead.")
        words = ["demo", "--out", str(ROOT / "demo")]
    command = [str(python), str(ROOT / "main.py"), *words]
    if os.name == "nt":
        return subprocess.call(command, env=environment.clean())
    sys.stdout.flush()
    os.execve(command[0], command, environment.clean())


def test(words: list[str]) -> int:
    """Run every check and then the tests; with `words`, only pytest with these."""
    import checks
    import environment
    import systemlibs

    if not systemlibs.for_offscreen():
        return 1
    python = environment.ready(ROOT, "dev")
    if python is None:
        return 1
    return checks.everything(ROOT, python, words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
