"""Kill a writing program again and again: nothing that it acknowledged may be lost, and the store must check clean.

    python -m tests.kill_writes --kills 200

A child process records, amends and removes events, saves plans, makes stores and migrates old ones, and prints a
line for each thing done. The parent ends it with SIGKILL at a random moment, opens the store, checks it whole and
looks for every acknowledged line. Exit code 1 where anything is missing or unsound.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from models.keys import LEAST
from services.usecases import access
from services.usecases.commands import ActionForm, ChildForm, EventDraft, OutcomeForm, PlanForm
from services.usecases.results import Own
from tests.fixtures.stores import HERE, OLD_PASSPHRASE

ROOT = Path(__file__).parents[1]
PASSPHRASE = "calm rivers carry seven boats"
ME = Own("Ros Adeyemi", "social_worker", "stoke-on-trent", {})
NOW = datetime(2026, 3, 20, 9, 30)
NOTES = 3  # each version of an event has so many, or it was half-written
PLAN = PlanForm(
    "", "child_in_need", date(2026, 3, 1), outcomes=(OutcomeForm("a", "b", (ActionForm("c"),)),) * 3
)


def _open(folder: Path, passphrase: str) -> access.Desk:
    return access.unlock(folder, passphrase, clock=lambda: NOW, cost=LEAST)


# --- the child: works until it is killed ---------------------------------------------------------------------------
def say(*words: object) -> None:
    """One line, written at once: half a line is no acknowledgement."""
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def work(folder: Path, passphrase: str, mode: str) -> None:
    """Do one thing after another and say each once it is done."""
    access.warm_up()
    say("ready")
    if mode == "make":
        access.create(folder, PASSPHRASE, ME, clock=lambda: NOW, cost=LEAST)[0].close()
        say("made")
        return
    desk = _open(folder, passphrase)
    say("opened")
    child = desk.caseload()[0].child_id
    say("writing")
    number = 0
    while True:
        number += 1
        draft = _draft(child, f"{number}")
        (event,) = desk.record(draft)
        say("event", event, 1, draft.notes[0][1])
        desk.amend(event, _draft(child, f"{number} again"), "kill test")
        say("event", event, 2, f"{number} again")
        if number % 3 == 0:
            desk.remove(event, "kill test")
            say("event", event, 3, f"{number} again")
        if number % 5 == 0:
            desk.undo()
            say("undone")
        if number % 4 == 0:
            say("plan", desk.save_plan(PlanForm(child, *_fields(PLAN))))


def _fields(form: PlanForm) -> tuple[object, ...]:
    return tuple(getattr(form, name) for name in PlanForm.__dataclass_fields__ if name != "child_id")


def _draft(child: str, text: str) -> EventDraft:
    notes = tuple(("Analysis", text if n == 0 else "x" * 2000) for n in range(NOTES))
    return EventDraft(child, "visit", date(2026, 3, 2), {"seen": True}, notes=notes)


# --- the parent: kills and checks ----------------------------------------------------------------------------------
@dataclass
class Tally:
    """What came of it."""

    kills: int = 0
    acknowledged: int = 0
    troubles: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        said = f"{self.kills} kills, {self.acknowledged} acknowledged records, {len(self.troubles)} troubles"
        return "\n".join([*self.troubles, said])


def kill_once(folder: Path, passphrase: str, mode: str, delay: float) -> list[str]:
    """Start a child, kill it `delay` seconds after it began its work; returns the lines that it said."""
    args = [sys.executable, "-m", "tests.kill_writes", "--child", mode, str(folder), passphrase]
    lines: list[str] = []
    started = threading.Event()
    first = "writing" if mode == "write" else "ready"

    def listen(stream: object) -> None:
        for line in stream:  # type: ignore[attr-defined]
            if line.endswith("\n"):
                lines.append(line.strip())
            if line.strip() == first:
                started.set()
        started.set()

    with subprocess.Popen(args, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        reader = threading.Thread(target=listen, args=(child.stdout,))
        reader.start()
        started.wait(60)
        time.sleep(delay)
        child.kill()
        child.wait()
        reader.join(60)
    if first not in lines:
        raise RuntimeError(f"the writer did not start: {lines}")
    return lines


def check(folder: Path, passphrase: str, lines: list[str]) -> list[str]:
    """What is wrong with the store after a kill."""
    desk = _open(folder, passphrase)
    try:
        troubles = [f"unsound: {t}" for t in desk.check()]
        for line in lines:
            kind, _, rest = line.partition(" ")
            if kind == "event":
                troubles += _event_trouble(desk, *rest.split(" ", 2))
            elif kind == "plan" and len(desk.plan(rest).outcomes) != 3:
                troubles.append("a plan is not whole")
        row = desk.caseload()[0]
        for event in desk.calendar(row.child_id).events[-3:]:
            if event.author == ME.name and any(
                len(v.event.notes) not in (0, 1, NOTES) for v in desk.history(event.id)
            ):
                troubles.append("an event was half-written")
        return troubles
    finally:
        desk.close()


def _event_trouble(desk: access.Desk, event: str, number: str, text: str) -> list[str]:
    versions = {v.number: v for v in desk.history(event)}
    found = versions.get(int(number))
    if found is None:
        return [f"lost: version {number} of an acknowledged event"]
    whole = len(found.event.notes) == NOTES and found.event.notes[0][1] == text
    return [] if whole else [f"changed: version {number} of an acknowledged event"]


def run(kills: int, folder: Path, seed: int = 1, progress: bool = False) -> Tally:
    """Kill `kills` times: mostly in the middle of writes, now and then while a store is migrated or made."""
    chance, tally, store = random.Random(seed), Tally(), folder / "store"
    desk, _ = access.create(store, PASSPHRASE, ME, clock=lambda: NOW, cost=LEAST)
    desk.add_child(ChildForm("Ada", "Quill", born=date(2019, 5, 4)))
    desk.close()
    said: list[str] = []
    for number in range(1, kills + 1):
        mode = "migrate" if number % 5 == 3 else "make" if number % 10 == 5 else "write"
        try:
            if mode == "write":
                lines = kill_once(store, PASSPHRASE, mode, chance.uniform(0, 0.5))
                said = (said + lines)[-400:]  # what earlier children acknowledged is looked for again
                tally.troubles += check(store, PASSPHRASE, said)
            else:
                lines, troubles = _other(folder / f"{mode}-{number}", mode, chance)
                tally.troubles += troubles
        except Exception as e:
            tally.troubles.append(f"kill {number} ({mode}): {type(e).__name__}: {e}")
            lines = []
        tally.kills += 1
        tally.acknowledged += sum(line.split(" ")[0] in ("event", "plan", "opened", "made") for line in lines)
        if progress and number % 10 == 0:
            print(tally, flush=True)
    return tally


def _other(folder: Path, mode: str, chance: random.Random) -> tuple[list[str], list[str]]:
    """A kill while an old store is brought up to date, or while a new one is made."""
    if mode == "migrate":
        shutil.copytree(HERE / "schema-1", folder)
        lines = kill_once(folder, OLD_PASSPHRASE, mode, chance.uniform(0.08, 0.6))
        return lines, check(folder, OLD_PASSPHRASE, lines)
    lines = kill_once(folder, PASSPHRASE, mode, chance.uniform(0.15, 0.5))
    if not (folder / "daymark.db").exists():
        if "made" in lines:
            return lines, ["lost: a store that was acknowledged as made"]
        access.create(folder, PASSPHRASE, ME, clock=lambda: NOW, cost=LEAST)[0].close()
    desk = _open(folder, PASSPHRASE)
    troubles = [f"unsound: {t}" for t in desk.check()] + (
        [] if desk.own() == ME else ["a new store without its user"]
    )
    desk.close()
    return lines, troubles


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--child", nargs=3, metavar=("MODE", "FOLDER", "PASSPHRASE"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        mode, folder, passphrase = given.child
        work(Path(folder), passphrase, mode)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        tally = run(given.kills, Path(folder), given.seed, progress=True)
    print(tally)
    return 1 if tally.troubles else 0


if __name__ == "__main__":
    sys.exit(main())
