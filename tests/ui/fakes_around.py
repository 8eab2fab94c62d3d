"""Stands in for the rooms `desk.around` and `desk.sharing` where a test is about something else."""

from __future__ import annotations

from services.usecases.around_results import GenogramView, HeadNotes, KeyFacts
from services.usecases.privacy import Guard
from services.usecases.sharing_results import SharingRecord


class FakeAround:
    """Nothing is known of anybody around."""

    def __init__(self) -> None:
        self.notes = HeadNotes()

    def siblings(self, child_id: str) -> tuple[tuple[str, str], ...]:
        return ()

    def address(self, person_id: str) -> str:
        return ""

    def genogram(self, child_id: str) -> GenogramView:
        return GenogramView(child_id, "", (), ())

    def key_facts(self, child_id: str) -> KeyFacts:
        return KeyFacts(child_id, (), (), (), None)

    def photo(self, child_id: str) -> None:
        return None

    def head(self, child_id: str) -> HeadNotes:
        return self.notes


class FakeSharing:
    """Nothing is marked; what is entered in the log is kept in `saved`."""

    def __init__(self) -> None:
        self.saved: list[object] = []

    def record(self, child_id: str) -> SharingRecord:
        return SharingRecord(child_id, (), (), ())

    def guard(self, child_id: str) -> Guard:
        return Guard()

    def readers(self, child_id: str) -> tuple[str, ...]:
        return ("School nurse",)

    def may_be_told(self, child_id: str) -> dict[str, str]:
        return {"School nurse": "Health only"}

    def whose(self, child_id: str) -> tuple[str, ...]:
        return ()

    def agencies(self, child_id: str) -> tuple[str, ...]:
        return ()

    def save_sharing(self, form: object, sharing_id: str | None = None) -> str:
        self.saved.append(form)
        return "s1"
