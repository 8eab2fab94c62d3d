"""The command `demo --out DIR`: the main job on the sample caseload, without a display.

Every file is written whole or not at all, except the pictures of the screens, which the window's room makes.
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from services.cli.demoaround import around
from services.cli.demopage import Child, page
from services.cli.demowork import work
from services.documents import (
    calendar_ics,
    calendar_pdf,
    chronology_pdf,
    family_plan_pdf,
    plan_difference_pdf,
    plan_pdf,
    record_pdf,
    summary_pdf,
)
from services.usecases import sample
from services.usecases.answers import moment
from services.usecases.planwords import family
from services.usecases.privacy import THIRD_PARTY
from services.usecases.vocabulary import event_forms

if TYPE_CHECKING:
    from services.usecases.desk import Desk
    from services.usecases.results import CalendarView, CaseloadRow, ChildDetail, PlanView

DONE, FAILED, WRONG = 0, 1, 2
Grab = Callable[[Any, Path], Iterable[Path]]
_PLAIN = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae"})


def write(out: Path, today: date, grab_screens: Grab | None) -> int:
    """Write the sample caseload's calendars and documents into `out`; returns the exit code.

    `grab_screens(desk, folder)` renders the window's screens into `folder` and returns their paths.
    """
    if out.exists() and not out.is_dir():
        return _refuse(f"demo: {out} is a file: name a folder", WRONG)
    try:
        return _Writer(out, today).everything(grab_screens)
    except OSError as bad:
        return _refuse(f"demo: {out} cannot be written: {bad.strerror or type(bad).__name__}", FAILED)


def _refuse(line: str, code: int) -> int:
    print(line.replace("\n", " "), file=sys.stderr)
    return code


class _Writer:
    """Writes one demonstration: a folder a child, what is on every page, and a list of all of it."""

    def __init__(self, out: Path, today: date) -> None:
        self.out, self.today = out, today
        self.count = 0
        self.started = time.monotonic()
        self._names: set[str] = set()

    def everything(self, grab_screens: Grab | None) -> int:
        self.out.mkdir(parents=True, exist_ok=True)
        with sample.throwaway(self.today) as desk:
            children = [self.child(desk, row) for row in desk.caseload()]
            self.file("caseload.json", _json(self.today, children))
            screens: list[str] = []
            try:
                if grab_screens is not None:
                    screens = self.screens(desk, grab_screens)
            finally:  # whatever becomes of the pictures, the pages are there to be read
                self.file("index.html", page(self.today, children, screens, desk.own()).encode())
        seconds = time.monotonic() - self.started
        deadlines = sum(len(child.calendar.deadlines) for child in children)
        print(
            f"{len(children)} children, {deadlines} deadlines, {self.count} files in {self.out}, "
            f"{seconds:.1f} seconds"
        )
        return DONE

    def child(self, desk: Desk, row: CaseloadRow) -> Child:
        """A child's folder: calendar, case summary, plans, chronology, and what is around the child."""
        detail, calendar = desk.child(row.child_id), desk.calendar(row.child_id)
        folder = self._free(slug(row.name))
        files = {
            "calendar.pdf": calendar_pdf(detail, calendar, self.today),
            "calendar.ics": calendar_ics(calendar),
        }
        for summary in desk.summaries(row.child_id)[:1]:
            files["case-summary.pdf"] = summary_pdf(detail, summary, self.today)
        kinds: Counter[str] = Counter()
        for plan in desk.plans(row.child_id):
            kinds[plan.kind] += 1
            number = f"-{kinds[plan.kind]}" if kinds[plan.kind] > 1 else ""
            files |= self.plan(desk, detail, plan, f"plan-{slug(plan.kind)}{number}")
        files |= self.visit(detail, calendar)
        files["chronology.pdf"] = chronology_pdf(detail, desk.chronology(row.child_id), self.today)
        files |= around(desk, detail, self.today)
        files |= work(desk, detail, self.today)
        for name, data in files.items():
            self.file(f"{folder}/{name}", data)
        return Child(row, calendar, folder, tuple(files))

    def visit(self, child: ChildDetail, calendar: CalendarView) -> dict[str, bytes]:
        """The record of the visit that tells most."""
        visits = [e for e in calendar.events if e.type == "visit" and e.notes]
        if not visits:
            return {}
        fullest = max(visits, key=lambda e: len(e.notes))
        known, forms = replace(child, network=(), note="", address=""), {f.type: f for f in event_forms()}
        shown = replace(fullest, notes=tuple(pair for pair in fullest.notes if pair[0] != THIRD_PARTY))
        return {"visit.pdf": record_pdf(known, (shown,), calendar.actions, self.today, forms, fullest.author)}

    def plan(self, desk: Desk, child: ChildDetail, plan: PlanView, name: str) -> dict[str, bytes]:
        """A plan in full, on one page for the family, and what its last review changed."""
        known = replace(child, network=tuple(p for p in child.network if p.kind == "professional"))
        files = {
            f"{name}.pdf": plan_pdf(child, plan, self.today),
            f"{name}-for-the-family.pdf": family_plan_pdf(known, family(known, plan), self.today),
        }
        versions = [saved.number for saved in desk.planning.history(plan.id) if saved.last]
        if len(versions) > 1:
            told = desk.planning.difference(plan.id, versions[1], versions[0])
            files[f"{name}-what-changed.pdf"] = plan_difference_pdf(child, told, self.today)
        return files

    def screens(self, desk: Desk, grab_screens: Grab) -> list[str]:
        folder = self.out / "screens"
        folder.mkdir(exist_ok=True)
        found = sorted(Path(path).name for path in grab_screens(desk, folder))
        for name in found:
            self.said(f"screens/{name}")
        return found

    def file(self, name: str, data: bytes) -> None:
        """Put `data` in place in one step."""
        path = self.out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(path.name + ".part")
        try:
            part.write_bytes(data)
            os.replace(part, path)
        finally:
            part.unlink(missing_ok=True)
        self.said(name)

    def said(self, name: str) -> None:
        self.count += 1
        print(self.out / name, flush=True)

    def _free(self, name: str) -> str:
        number = 1
        while (free := name if number == 1 else f"{name}-{number}") in self._names:
            number += 1
        self._names.add(free)
        return free


def slug(text: str) -> str:
    """A name as a folder is called on any system: "Łucja Żak" → "lucja-zak"."""
    plain = unicodedata.normalize("NFKD", text.translate(_PLAIN)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "child"


def _json(today: date, children: Iterable[Child]) -> bytes:
    """What `caseload.json` says: the caseload as the window lists it, and the files of each child."""
    listed = [
        {
            "name": child.row.name,
            "born": moment(child.row.born),
            "expected": moment(child.row.expected),
            "age": child.row.age,
            "family": child.row.family,
            "authority": child.row.authority,
            "worker": child.row.worker,
            "open": list(child.row.plans),
            "last_seen": moment(child.row.last_seen),
            "last_seen_alone": moment(child.row.last_seen_alone),
            "next": {
                "due": moment(child.row.next_due),
                "says": child.row.next_says,
                "state": child.row.next_state,
            },
            "overdue": child.row.overdue,
            "states": dict(sorted(child.states.items())),
            "files": [f"{child.folder}/{name}" for name in child.files],
        }
        for child in children
    ]
    answer = {"format": 1, "today": today.isoformat(), "children": listed}
    return (json.dumps(answer, ensure_ascii=False, indent=1) + "\n").encode()
