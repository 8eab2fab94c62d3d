"""Kill a program in which a visit is being written: the draft comes back, complete to the last two seconds.

    python -m tests.kill_drafts --kills 20

A child process opens the event form (without a display), types into its headings, dates and lines of what happens
next as a person does, and says after each stroke when it was typed. The parent ends it with SIGKILL at a random moment
of the writing, opens the store and goes on with the draft in a fresh form: whatever was typed more than two seconds
before the end has to be there. Exit code 1 where anything is missing.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from models.keys import LEAST
from services.usecases import access
from services.usecases.commands import ChildForm
from services.usecases.desk import Desk
from services.usecases.results import Own

ROOT = Path(__file__).parents[1]
PASSPHRASE = "calm rivers carry seven boats"
ME = Own("Ros Adeyemi", "social_worker", "stoke-on-trent", {})
NOW = datetime(2026, 3, 20, 9, 30)
VISIT = datetime(2026, 3, 19, 15, 0)
SECONDS = 2.0  # how old what is missing may be
LONGEST = 6.0  # seconds that the child writes at most before it is killed
HEADINGS = ("Who was there", "How the child presented", "The child's voice, in their words", "Analysis")
TEXT = "Łukasz met me at the door; he has been “fine”, he says, and drew the house again. عمر 李 🙂 "


def _open(folder: Path) -> Desk:
    return access.unlock(folder, PASSPHRASE, clock=lambda: NOW, cost=LEAST)


# --- the child: writes until it is killed ----------------------------------------------------------------------------
def write(folder: Path, pace: float) -> None:
    """Type on and on, a stroke every `pace` seconds; each is told on a line of its own: moment, heading, letters."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from ui.dialogs.event import EventDialog

    app = QApplication(["daymark"])
    desk = _open(folder)
    child = next(row.child_id for row in desk.caseload() if row.name.startswith("Ada"))
    dialog = EventDialog(desk, child, "visit", at=VISIT)
    dialog.show()
    siblings = list(dialog.also.boxes)
    typed = dict.fromkeys(HEADINGS, 0)

    def stroke() -> None:
        number = sum(typed.values())
        if number == 10:
            dialog.also.boxes[siblings[0]].click()
        if number == 20 and dialog.fields.steps is not None:
            what = dialog.fields.steps.lines[0].what
            what.setText("Ring school")
            what.textEdited.emit("Ring school")
        heading = HEADINGS[number // 7 % len(HEADINGS)]
        box = dialog._notes[heading]
        typed[heading] += 1
        box.moveCursor(box.textCursor().MoveOperation.End)
        box.insertPlainText(TEXT[(typed[heading] - 1) % len(TEXT)])
        _say({"at": time.monotonic(), "heading": heading, "letters": typed[heading], "strokes": number + 1})

    timer = QTimer()
    timer.timeout.connect(stroke)
    timer.start(max(1, round(pace * 1000)))
    _say({"ready": True})
    app.exec()


def _say(words: dict[str, Any]) -> None:
    os.write(1, (json.dumps(words) + "\n").encode())


# --- the parent: kills and looks -------------------------------------------------------------------------------------
@dataclass
class Tally:
    kills: int = 0
    strokes: int = 0
    troubles: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        said = f"{self.kills} kills, {self.strokes} strokes typed, {len(self.troubles)} troubles"
        return "\n".join([*self.troubles, said])


def kill_once(folder: Path, delay: float, pace: float) -> tuple[list[dict[str, Any]], float]:
    """Start a child and kill it `delay` seconds after it began to write; what it said, and when it was killed."""
    args = [sys.executable, "-m", "tests.kill_drafts", "--child", str(folder), str(pace)]
    lines: list[dict[str, Any]] = []
    started = threading.Event()

    def listen(stream: Any) -> None:
        for line in stream:
            if line.endswith("\n"):
                lines.append(json.loads(line))
                started.set()
        started.set()

    with subprocess.Popen(args, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        reader = threading.Thread(target=listen, args=(child.stdout,))
        reader.start()
        started.wait(60)
        time.sleep(delay)
        child.kill()
        killed = time.monotonic()  # the same clock for every process of the machine
        child.wait()
        reader.join(60)
    if not lines:
        raise RuntimeError("the writer did not start")
    return lines[1:], killed


def check(folder: Path, said: list[dict[str, Any]], killed: float) -> list[str]:
    """What is missing of what was typed more than two seconds before the kill."""
    old = [line for line in said if killed - line["at"] > SECONDS]
    desk = _open(folder)
    try:
        if desk.check():
            return ["the store is not sound"]
        child = next(row.child_id for row in desk.caseload() if row.name.startswith("Ada"))
        found = desk.unsaved.of("event", f"{child}/new")
        troubles = _missing(found[0].content if found else {}, old)
        for each in found:
            desk.unsaved.drop(each.kind, each.place)
        return troubles
    finally:
        desk.close()


def _missing(state: Any, old: list[dict[str, Any]]) -> list[str]:
    if not old:
        return []
    if not state:
        return [f"no draft at all after {old[-1]['strokes']} strokes"]
    troubles = []
    letters: dict[str, int] = {}
    for line in old:
        letters[line["heading"]] = line["letters"]
    for heading, number in letters.items():
        kept = state["notes"].get(heading, "")
        wanted = (TEXT * (number // len(TEXT) + 1))[:number]
        if not kept.startswith(wanted):
            troubles.append(f"{heading}: {len(kept)} of {number} letters")
    strokes = old[-1]["strokes"]
    if (state["type"], state["at"]) != ("visit", VISIT):
        troubles.append("another kind or moment")
    if strokes > 11 and not state["also_for"]:
        troubles.append("the sibling is missing")
    if strokes > 21 and [step["what"] for step in state["steps"]] != ["Ring school"]:
        troubles.append("what happens next is missing")
    return troubles


def run(kills: int, folder: Path, seed: int = 1, progress: bool = False) -> Tally:
    """Kill `kills` times at random moments; one half of the writers type without a pause, the others with some."""
    chance, tally, store = random.Random(seed), Tally(), folder / "store"
    desk, _ = access.create(store, PASSPHRASE, ME, clock=lambda: NOW, cost=LEAST)
    desk.add_child(ChildForm("Ada", "Quill", born=date(2016, 5, 4), family="Quill"))
    desk.add_child(ChildForm("Ben", "Quill", born=date(2019, 5, 4), family="Quill"))
    desk.close()
    for number in range(1, kills + 1):
        pace = 0.03 if number % 2 else chance.uniform(0.1, 0.9)
        said, killed = kill_once(store, chance.uniform(0, LONGEST), pace)
        tally.troubles += [f"kill {number}: {words}" for words in check(store, said, killed)]
        tally.kills += 1
        tally.strokes += len(said)
        if progress:
            print(tally, flush=True)
    return tally


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--child", nargs=2, metavar=("FOLDER", "PACE"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        write(Path(given.child[0]), float(given.child[1]))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        tally = run(given.kills, Path(folder), given.seed, progress=True)
    return 1 if tally.troubles else 0


if __name__ == "__main__":
    sys.exit(main())
