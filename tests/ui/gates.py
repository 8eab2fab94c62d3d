"""A gate that opens a fake desk, and answers with each trouble when told to."""

from __future__ import annotations

from pathlib import Path

from services.usecases.errors import AppError, StoreMissing, WrongPassphrase
from services.usecases.results import AuthorityView, Own
from tests.ui.fakes import AUTHORITIES, FakeDesk

CODE = "K7QM-2XWD-9RTA-HJ4P-VN6C-3B8Y"


class FakeGate:
    def __init__(self, desk: FakeDesk | None = None, *, there: bool = True) -> None:
        self.desk = desk or FakeDesk()
        self.there = there
        self.trouble: Exception | None = None
        self.created: list[tuple[Path, str, Own]] = []

    def holds_store(self, folder: Path) -> bool:
        return self.there

    def authorities(self) -> tuple[AuthorityView, ...]:
        return AUTHORITIES

    def passphrase_hint(self, text: str) -> tuple[int, str]:
        strength = min(4, len(text.split()))
        return strength, "Good enough for a long time." if strength > 2 else "Use more words."

    def create(self, folder: Path, passphrase: str, own: Own) -> tuple[FakeDesk, str]:
        self._check()
        self.created.append((folder, passphrase, own))
        self.desk.me = own
        self.desk.passphrase = passphrase
        self.there = True
        return self.desk, CODE

    def unlock(self, folder: Path, secret: str, recovery: bool) -> FakeDesk:
        self._check()
        if not self.there:
            raise StoreMissing
        if secret != (CODE if recovery else self.desk.passphrase):
            raise WrongPassphrase
        self.desk.closed = False
        return self.desk

    def _check(self) -> None:
        if self.trouble is not None:
            raise self.trouble


__all__ = ["CODE", "AppError", "FakeGate"]
