"""A stand-in for `desk.planning` of the fake desks: plans are saved by the desk, nothing is offered."""

from __future__ import annotations

from datetime import date
from typing import Any

from services.usecases.commands import PlanForm
from services.usecases.results import Copy


class FakePlanning:
    def __init__(self, desk: Any) -> None:
        self.desk = desk
        self.given: list[tuple[str, tuple[Copy, ...]]] = []

    def save(
        self, form: PlanForm, plan_id: str | None = None, *, review: bool = False, also: tuple = ()
    ) -> str:
        return self.desk.save_plan(form, plan_id)

    def offers(self, form: PlanForm, plan_id: str | None = None) -> tuple:
        return ()

    def clauses(self, child_id: str, kind: str) -> dict[str, str]:
        return {}

    def history(self, plan_id: str) -> tuple:
        return ()

    def sendings(self, plan_id: str, given: date, copies: tuple[Copy, ...] | None = None) -> tuple:
        return ()

    def endings(self, plan_id: str, on: date) -> tuple:
        return ()
