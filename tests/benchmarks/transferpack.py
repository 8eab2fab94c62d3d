"""A transfer pack of some forty pages: how long it takes, and how soon it stops once it is asked to."""

from __future__ import annotations

import tempfile
import time
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from models.keys import LEAST
from services.documents.transfer import PackCancelled, transfer_pack_pdf
from services.usecases import access
from services.usecases.commands import (
    ActionForm,
    ChildForm,
    EventDraft,
    OutcomeForm,
    PersonForm,
    PlanForm,
)
from services.usecases.desk import Desk
from services.usecases.endings_results import EndingForm
from services.usecases.results import Own
from services.usecases.vocabulary import event_form
from tests.benchmarks.childcalendar import TODAY, case
from tests.benchmarks.measure import Figure, told
from ui.viewmodels.caseworkpages import PARTS, papers, read_pack

NOW = datetime(2026, 3, 20, 18, 0)
_SAID = "She showed me where she sleeps, and told me what had changed since the last time. " * 6


def made(folder: Path) -> tuple[Desk, str, str]:
    """A child with forty events and their notes, a plan of twelve outcomes, people around, a transfer begun."""
    own = Own("Ros Adeyemi", "social_worker", "stoke-on-trent")
    desk, _ = access.create(folder, "calm rivers carry seven boats", own, clock=lambda: NOW, cost=LEAST)
    child = desk.add_child(ChildForm("Ada", "Quill", born=date(2019, 5, 4), address="1 High St"))
    for n in range(12):
        desk.save_person(PersonForm(child, f"Person {n}", ("mother", "aunt", "teacher")[n % 3]))
    for e in case().events:
        shape = event_form(e.type)
        notes = tuple((h, _SAID) for h in (shape.headings if shape else ())) if e.type == "visit" else ()
        attrs = {**e.attrs}
        if "plan" in attrs:
            attrs["plan"] = ("cp",)
        desk.record(EventDraft(child, e.type, e.at, attrs, notes=notes))
    actions = tuple(ActionForm(_SAID[:160], "Ros", TODAY + timedelta(n), _SAID[:80]) for n in range(4))
    outcomes = tuple(OutcomeForm(_SAID[:200], _SAID[:200], actions) for _ in range(12))
    desk.save_plan(PlanForm(child, "care", TODAY, outcomes=outcomes, draft=False))
    form = EndingForm(child, "transfer", "team", to_whom="Jo Ellis, Looked after team")
    ending = desk.endings.save(replace(form, parts=desk.endings.offer(child, "transfer", "Jo Ellis")))
    return desk, child, ending


def figures() -> list[Figure]:
    from services.documents.transferparts import parts_of

    with tempfile.TemporaryDirectory() as name:
        desk, child, ending = made(Path(name) / "store")
        try:
            start = time.perf_counter()
            found = read_pack(desk, child, ending)
            read = time.perf_counter() - start
            reports: list[float] = []
            parts = parts_of(papers(found), TODAY, frozenset(k for k, _ in PARTS))
            start = time.perf_counter()
            bytes_made = transfer_pack_pdf(
                found.child,
                found.pack.ending,
                parts,
                TODAY,
                lambda _d, _of: reports.append(time.perf_counter()),
            )
            whole = time.perf_counter() - start
            pauses = [b - a for a, b in zip([start, *reports], reports, strict=False)]
            stopped = False
            try:
                transfer_pack_pdf(found.child, found.pack.ending, parts, TODAY, None, lambda: True)
            except PackCancelled:
                stopped = True
            assert stopped
        finally:
            desk.close()
    count = bytes_made.count(b"/Type /Page\n") or bytes_made.count(b"/Type /Page ")
    return [
        Figure("a transfer pack of forty pages", read + whole, 8.0, "s",
               f"{count} pages in {len(parts)} parts; read in {told(read)}, made in {told(whole)}"),
        Figure("the longest wait between two reports", max(pauses), 4.0, "s",
               f"of {len(pauses)}; it stops at the next of them"),
    ]  # fmt: skip
