"""The whole test command: style, types, arrows of import, the engine on its own, then every test."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import environment

SHARED_OUT = ("-n", "auto", "--maxprocesses", "4", "--dist", "loadfile")  # a test file to each core in turn
_LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def say(line: str = "") -> None:
    print(line, flush=True)


def steps(python: Path) -> list[tuple[str, list[str]]]:
    """Each check before the tests: its name and its command."""
    py = str(python)
    return [
        ("style (ruff)", [py, "-m", "ruff", "check", "--no-cache", "--output-format", "concise", "."]),
        (
            "layout (ruff format)",
            [
                py,
                "-m",
                "ruff",
                "format",
                "--no-cache",
                "--check",
                "--quiet",
                "--output-format",
                "concise",
                ".",
            ],
        ),
        ("types of services and models (mypy)", [py, "-m", "mypy", "--no-error-summary"]),
        ("arrows of import (import-linter)", [py, "-c", _LINT, "--no-logo", "--no-cache"]),
        ("the engine without Qt, SQLModel and ReportLab", [py, str(Path("packaging") / "engine_alone.py")]),
    ]


def everything(root: Path, python: Path, words: list[str]) -> int:
    """Run it all from `root`; 0 when all is well. With `words`, only pytest with these."""
    env = {**environment.clean(), "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    pytest = [str(python), "-m", "pytest"]
    if words:
        return subprocess.call([*pytest, *words], cwd=root, env=env)
    failed: list[str] = []
    lines: list[str] = []
    for name, command in steps(python):
        start = time.monotonic()
        done = subprocess.run(
            command, cwd=root, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            encoding="utf-8", errors="replace", check=False,
        )  # fmt: skip
        verdict = "well" if done.returncode == 0 else "FAILED"
        lines.append(f"{verdict:>6}  {time.monotonic() - start:5.1f} s  {name}")
        say(lines[-1])
        if done.returncode:
            failed.append(name)
            say(done.stdout.rstrip())
    say("every test (pytest) …")
    code = subprocess.call([*pytest, "-q", *SHARED_OUT], cwd=root, env=env)
    if failed:
        say(f"Failed before the tests: {', '.join(failed)}.")
    return code or (1 if failed else 0)
