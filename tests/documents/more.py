"""Made-up results for those documents that no other test module has a maker for."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from PIL import Image

from services.usecases.around_results import (
    GenogramView,
    KeyFacts,
    KeyFactView,
    Member,
    PhotoView,
    TieView,
)
from services.usecases.chronicle_results import ChronologyHead
from services.usecases.endings_results import Sender
from services.usecases.oversight_results import (
    AgendaItem,
    AgendaView,
    AuditPoint,
    AuditResults,
    TableResult,
    ThemeCount,
)
from services.usecases.plan_results import CHILD_AGREES
from services.usecases.results import (
    ActionItem,
    ChronologyEntry,
    Copy,
    Person,
    Scale,
    SummaryView,
)
from services.usecases.sharing_results import ConsentView, SharingRecord, SharingView
from ui.viewmodels.caseworkpages import PackResults

from .casework import (
    make_audit,
    make_ending,
    make_letter,
    make_pack,
    make_supervision,
    make_tables,
    make_visit,
)
from .samples import TODAY, make_calendar, make_child, make_event, make_plan, sample_deadlines

Results = tuple[Any, ...]


def calendar() -> Results:
    deadlines = sample_deadlines()
    deadlines[3] = replace(deadlines[3], agreed="Every 2 weeks, agreed by Jo Ellis")
    actions = tuple(
        replace(action(n), by=date(2026, 12, 1 + n)) if n else replace(action(n), by=None, state="open")
        for n in range(5)
    )
    events = [make_event(1), make_event(2, date(2027, 1, 13))]
    return make_child(), make_calendar(deadlines, events, actions=actions)


def action(number: int = 0, source: str = "e1") -> ActionItem:
    """Something to do that came out of an event."""
    return ActionItem(
        f"a{number}", "c1", "Łucja", f"Ring the school, step {number}", "Siân", date(2026, 12, 1), None, "due", "event",
        source, "Visit, 12 Nov 2026",
    )  # fmt: skip


def chronology() -> Results:
    entries = tuple(
        ChronologyEntry(
            n, date(2026, 1, 1 + n), "Łucja came without a coat. " * (n % 4 + 1), "School", "Cold and ashamed"
        )
        for n in range(1, 28)
    )
    court = "In the Family Court at Barrow-in-Furness"
    head = ChronologyHead(
        (), court, "BA26C00123", "Siân Ŵyn-Ŷork", "social worker", "all of 2026", draft=True
    )
    return make_child(), entries, head


def summary() -> Results:
    parts = tuple((f"Heading number {n}", "Łucja swims on Tuesdays with her aunt. " * 12) for n in range(8))
    return make_child(), SummaryView("s", "c1", TODAY, "Siân Ŵyn-Ŷork", parts)


def plan() -> Results:
    base = make_plan(draft=True)
    scales = (Scale(date(2026, 9, 1), 2, "Mum"), Scale(date(2026, 10, 1), 6, "Łucja"))
    first = replace(base.outcomes[0], scales=scales, progress="Two visits made")
    more = {
        "outcomes": (first, *base.outcomes[1:]),
        "worries": "Łucja is tired.",
        "strengths": "Gran is near.",
        "ends_when": "Ten good nights.",
        "reviewed": "Going well",
        "sections": ((CHILD_AGREES, "In part"), ("Who is in the core group", "Mum, Sam")),
        "copies": (Copy("Dana", "mother", date(2026, 11, 3), "by hand"),),
    }
    return make_child(), replace(base, **more)


def record() -> Results:
    event = make_visit(milestones={"recorded": datetime(2026, 11, 12, 9, 0)}, amended=2)
    return make_child(), (event,), tuple(action(n, event.id) for n in range(3))


def events() -> Results:
    return make_child(), tuple(make_visit(n) for n in range(1, 6))


def people() -> tuple[Person, ...]:
    return (
        Person(
            "p1",
            "Dana",
            "mother",
            "family",
            True,
            "07700 900123\ndana@example.org",
            "",
            may_be_told="Everything",
        ),
        Person("p2", "Rob", "father", "family", True, "", "", protected=True),
        Person(
            "p3", "Ifeoma", "school nurse", "professional", False, "01539 000000", "", address="Mill Road"
        ),
    )


def around() -> Results:
    gone = replace(
        people()[0], id="p4", name="Iris", relation="grandmother", died=date(2024, 3, 1), note="Ada's gran"
    )
    return make_child(note="", address=""), (*people(), gone)


def key_facts() -> Results:
    def fact(kind: str, heading: str, title: str, body: str = "") -> KeyFactView:
        return KeyFactView(title, kind, heading, title, body, date(2026, 1, 3), None, False, "Sam", 0)

    facts = (
        fact(
            "risk", "Risk that a visitor must know", "Dog loose in the yard", "Ring first.\nPark in the road."
        ),
        fact("emergency", "In an emergency", "Iris takes both children"),
        fact("health", "Health", "Asthma", "Blue inhaler"),
    )
    out = io.BytesIO()
    Image.new("RGB", (300, 400), (90, 120, 60)).save(out, "JPEG")
    picture = PhotoView("ph", out.getvalue(), date(2026, 2, 1), "Sam")
    return make_child(address=""), KeyFacts(
        "c1", facts, (), (("Legal status", "Care order"),), picture, people()
    )


def consent() -> Results:
    one = ConsentView(
        "k", "Dana", "medical", "Medical examination: eyes", "eyes", "Leek Surgery", date(2026, 1, 5), None,
        date(2026, 2, 5), None, "In writing", "Copy given", "run_out", "Ran out on 5 February 2026", "Sam", 0,
    )  # fmt: skip
    two = replace(one, id="k2", given=None, state="refused", state_words="Asked for and refused", whose="Rob")
    entry = SharingView(
        "s", datetime(2026, 3, 2, 14, 30), "The plan", "School", "To prepare", "consent", "Consent", True, "", "Sam", 0
    )  # fmt: skip
    kept = replace(entry, id="s2", what="The address", shared=False)
    return make_child(), SharingRecord("c1", (one, two), (entry, kept), ())


def genogram() -> Results:
    members = (
        Member("c1", "Łucja Ćwik", "", "female", "7", index=True, child=True, household=True),
        Member("p1", "Dana", "mother", "female", "34", household=True),
        Member("p2", "Rob", "father", "male", "36"),
        Member("p3", "Iris", "grandmother", "female", "61"),
        Member("p4", "Tomasz", "uncle", "male", "29", died=date(2020, 1, 1)),
    )
    ties = (
        TieView("t1", "parent_of", "p1", "c1", implied="mother"),
        TieView("t2", "parent_of", "p2", "c1", implied="father"),
        TieView("t3", "partner", "p1", "p2", note="Since the summer"),
        TieView("t4", "parent_of", "p3", "p1"),
        TieView("t5", "parent_of", "p3", "p4"),
    )
    return make_child(), GenogramView("c1", "Łucja Ćwik", members, ties)


def audit() -> Results:
    return make_child(), make_audit(draft=True), make_tables()


def audit_results() -> Results:
    points = tuple(AuditPoint(f"u{n}", date(2026, n, 2), "Łucja", 4 + n, n, 10 - n) for n in range(1, 9))
    themes = tuple(ThemeCount(f"t{n}", f"Seeing the child alone {n}", n, 1, 3, "mixed") for n in range(9))
    tables = tuple(TableResult(f"Table {n}: Contact with children", points, themes) for n in range(1, 4))
    return AuditResults(8, 5, tables), "Siân Ŵyn-Ŷork"


def supervision() -> Results:
    return make_supervision(), make_child()


def agenda() -> Results:
    items = tuple(
        AgendaItem("overdue", f"Core group number {n}", "Section Four", date(2026, 11, n), f"k{n}")
        for n in range(1, 9)
    )
    view = AgendaView(
        "c1",
        "Łucja",
        make_supervision(),
        date(2026, 12, 3),
        True,
        items,
        items[:3],
        items[2:4],
        TODAY,
        ("Runs out on 5 December 2026: consent of Dana (medical examination)",),
    )
    return view, make_child()


def letter() -> Results:
    return make_letter(draft=True), Sender("Siân Ŵyn-Ŷork", "social worker", "Westmorland and Furness")


def ending() -> Results:
    return make_child(), make_ending(finished=None)


def pack() -> Results:
    return make_child(), make_pack()


def whole_pack() -> Results:
    child, held = pack()
    found = PackResults(
        child,
        replace(held, ending=make_ending(finished=None), assessments=(make_visit(3, label="Assessment"),)),
        calendar()[1],
        (plan()[1],),
        summary()[1],
        chronology()[1],
        key_facts()[1],
        genogram()[1],
    )
    return (found,)
