"""Whether everything that Daymark needs works on this machine: `main.py --self-test`, also on an installed copy.

Makes an encrypted store in a throw-away folder, refuses a wrong passphrase, opens it by passphrase and by recovery
code, plans a case, prints a page and paints the window. Nothing of the user's own is read or written.
"""

from __future__ import annotations

import importlib.metadata
import os
import platform
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

PASSPHRASE, WRONG = "calm rivers carry 7 boats", "calm rivers carry 8 boats"
NAME = "Wilhelmina Quickbourne"  # a name that no file of the store may show in clear
NOW = datetime(2026, 3, 20, 9, 30)
LIBRARIES = (
    "PySide6-Essentials",
    "SQLAlchemy",
    "sqlcipher3",
    "cryptography",
    "argon2-cffi",
    "reportlab",
    "holidays",
)


def clock() -> datetime:
    return NOW


class Tried:
    """What the checks hand on to one another."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "store"
        self.desk: Any = None
        self.code = ""
        self.child = ""


def makes_a_store(tried: Tried) -> str:
    from services.usecases import access
    from services.usecases.commands import ChildForm
    from services.usecases.results import Own

    own = Own("Self Test", "social worker", "stoke-on-trent")
    tried.desk, tried.code = access.create(tried.folder, PASSPHRASE, own, clock=clock)
    form = ChildForm(NAME.split()[0], NAME.split()[1], born=date(2019, 5, 4), authority="stoke-on-trent")
    tried.child = tried.desk.add_child(form)
    tried.desk.close()
    clear = [path.name for path in tried.folder.rglob("*") if path.is_file() and _shows(path)]
    assert not clear, f"in clear: {clear}"
    return "nothing in it can be read without the key"


def _shows(path: Path) -> bool:
    return any(part.encode() in path.read_bytes() for part in NAME.split())


def refuses_a_wrong_passphrase(tried: Tried) -> str:
    from services.usecases import access
    from services.usecases.errors import WrongPassphrase

    try:
        access.unlock(tried.folder, WRONG, clock=clock).close()
    except WrongPassphrase:
        return ""
    raise AssertionError("a wrong passphrase opened the store")


def opens_it_again(tried: Tried) -> str:
    from services.usecases import access

    access.unlock(tried.folder, tried.code, recovery=True, clock=clock).close()
    start = time.perf_counter()
    tried.desk = access.unlock(tried.folder, PASSPHRASE, clock=clock)
    assert tried.desk.child(tried.child).name.startswith(NAME.split()[0])
    return f"by recovery code and by passphrase, {time.perf_counter() - start:.1f} s"


def plans_a_case(tried: Tried) -> str:
    from services.usecases.commands import EventDraft

    conference = EventDraft(tried.child, "icpc", date(2026, 2, 27), {"outcome": "cp_plan"})
    tried.desk.record(conference)
    calendar = tried.desk.calendar(tried.child)
    dues = {d.standard: d.due for d in calendar.deadlines if d.clock_type == "icpc"}
    assert dues.get("stoke.cp.first-core-group") == date(2026, 3, 13), (
        "the first core group is due on 13 March 2026"
    )
    assert all(d.why for d in calendar.deadlines), "a date without its reason"
    return f"{len(calendar.deadlines)} deadlines, each with its reason"


def prints_a_page(tried: Tried) -> str:
    from services.documents import calendar_pdf

    data = calendar_pdf(tried.desk.child(tried.child), tried.desk.calendar(tried.child), NOW.date())
    assert data.startswith(b"%PDF-")
    assert data.rstrip().endswith(b"%%EOF")
    return f"{len(data) // 1024} kB of PDF"


def paints_the_window(tried: Tried) -> str:
    from PySide6.QtGui import QGuiApplication

    from ui import app as application
    from ui import tasks, theme
    from ui.gate import RealGate
    from ui.mainwindow import MainWindow
    from ui.preferences import Preferences

    app = application.build(["daymark"])
    kept = Preferences(tried.folder.parent / "preferences")
    window = MainWindow(None, theme.Appearance(app, "light", 100), kept, RealGate())
    window.resize(1200, 800)
    window.start(tried.desk)
    window.show()
    for _ in range(50):
        app.processEvents()
        time.sleep(0.01)
    picture = window.grab().toImage()
    tasks.cancel_all()
    window.close()
    colours = {
        picture.pixel(x, y) for x in range(0, picture.width(), 7) for y in range(0, picture.height(), 7)
    }
    assert len(colours) > 3, "the window is blank"
    return f"{picture.width()} by {picture.height()} points, on {QGuiApplication.platformName()}"


CHECKS: tuple[Callable[[Tried], str], ...] = (
    makes_a_store,
    refuses_a_wrong_passphrase,
    opens_it_again,
    plans_a_case,
    prints_a_page,
    paints_the_window,
)


@contextmanager
def _throwaway() -> Iterator[Tried]:
    """A folder of its own, for the window's preferences too; gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="daymark-self-test-", ignore_cleanup_errors=True) as name:
        os.environ["DAYMARK_CONFIG"] = str(Path(name) / "preferences")
        if sys.platform.startswith("linux") and not (
            os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
        ):
            os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        tried = Tried(Path(name))
        try:
            yield tried
        finally:
            if tried.desk is not None:
                tried.desk.close()


def main() -> int:
    """Say how each check went; 0 when all went well, 1 when one did not."""
    print(f"Python {platform.python_version()} on {platform.system()} {platform.machine()}; {_versions()}")
    bad = 0
    with _throwaway() as tried:
        for check in CHECKS:
            name = check.__name__.replace("_", " ")
            try:
                said = check(tried)
            except Exception as trouble:
                bad += 1
                print(f"FAILED  {name}: {type(trouble).__name__}: {trouble}")
                if os.environ.get("DAYMARK_DEBUG"):
                    traceback.print_exc()
                continue
            print(f"  well  {name}" + (f" ({said})" if said else ""), flush=True)
    print("Everything works." if not bad else f"{bad} of {len(CHECKS)} checks failed.")
    return 1 if bad else 0


def _versions() -> str:
    found = []
    for name in LIBRARIES:
        try:
            found.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            found.append(f"{name} (bundled)")
    return ", ".join(found)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    sys.exit(main())
