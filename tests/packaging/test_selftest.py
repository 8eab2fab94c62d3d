"""The check that an installed copy makes of itself."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT


def run(tmp_path: Path, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "--self-test"],
        cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", timeout=120,
        env={**os.environ, "PYTHONUTF8": "1", "TMPDIR": str(tmp_path), "TMP": str(tmp_path), **env},
    )  # fmt: skip


def test_everything_that_the_program_needs_works_here_and_nothing_is_left_behind(tmp_path: Path) -> None:
    done = run(tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("  well  ") == 6
    assert done.stdout.rstrip().endswith("Everything works.")
    assert not list(tmp_path.iterdir())
