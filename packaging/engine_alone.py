"""Run the engine's tests where nothing can be imported but the standard library, dateutil and the test tools.

So the engine is shown to need no Qt, no SQL and no ReportLab, as if they were not installed.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[1]
ENGINE = {"dateutil", "six"}
TOOLS = {
    *(
        "pytest",
        "_pytest",
        "py",
        "pluggy",
        "iniconfig",
        "packaging",
        "pygments",
        "colorama",
        "sortedcontainers",
    ),
    *("hypothesis", "_hypothesis_ftz_detector", "_hypothesis_pytestplugin", "_hypothesis_globals"),
}
OURS = {"services", "tests", "conftest"}
ALLOWED = ENGINE | TOOLS | OURS | set(sys.stdlib_module_names)


class Absent:
    """Stands first among the finders and knows nothing of any other package."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        top = name.partition(".")[0]
        if top not in ALLOWED and not top.startswith(("_sysconfigdata", "_virtualenv")):
            raise ModuleNotFoundError(f"No module named {name!r} (kept away from the engine)", name=name)
        return None


def main() -> int:
    """Exit code of pytest over tests/engine."""
    os.chdir(ROOT)
    sys.path[0] = str(ROOT)
    sys.meta_path.insert(0, Absent())
    for name in ("PySide6", "sqlmodel", "reportlab"):
        try:
            __import__(name)
        except ModuleNotFoundError:
            continue
        print(f"{name} could be imported: the engine was not on its own.")
        return 1
    import pytest

    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    return int(pytest.main(["tests/engine", "-q", "-p", "no:cacheprovider"]))


if __name__ == "__main__":
    sys.exit(main())
