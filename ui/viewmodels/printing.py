"""The pages of a child's record, made off the interface's thread and kept in memory only."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.usecases.results import CalendarView, ChildDetail, PlanView, SummaryView
from ui.viewmodels.planform import plan_kind


@dataclass(frozen=True, slots=True)
class Page:
    """What is to be shown: a title, a file name without the child's name, and how the bytes are made."""

    title: str
    file_name: str
    make: Callable[[], bytes]


def _documents() -> Any:
    import services.documents as documents  # imported when something is first printed: it takes a third of a second

    return documents


def _file(kind: str, reference: str, day: date) -> str:
    """No name of a child in a file's name: the reference, where there is one, and the day."""
    safe = re.sub(r"[^A-Za-z0-9-]+", "-", reference).strip("-")
    return "-".join(part for part in (kind, safe, day.isoformat()) if part) + ".pdf"


def calendar_page(child: ChildDetail, calendar: CalendarView, today: date) -> Page:
    return Page(
        f"Calendar of {child.name}",
        _file("calendar", child.reference, today),
        lambda: _documents().calendar_pdf(child, calendar, today),
    )


def summary_page(child: ChildDetail, summary: SummaryView, today: date) -> Page:
    return Page(
        f"Case summary of {child.name}",
        _file("case-summary", child.reference, summary.written),
        lambda: _documents().summary_pdf(child, summary, today),
    )


def plan_page(child: ChildDetail, plan: PlanView, today: date) -> Page:
    return Page(
        f"{plan.title or plan_kind(plan.kind)} of {child.name}",
        _file("plan", child.reference, plan.drawn_up),
        lambda: _documents().plan_pdf(child, plan, today),
    )


def chronology_page(desk: Any, child: ChildDetail, today: date) -> Page:
    return Page(
        f"Chronology of {child.name}",
        _file("chronology", child.reference, today),
        lambda: _documents().chronology_pdf(child, desk.chronology(child.child_id), today),
    )
