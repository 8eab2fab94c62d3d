"""One's own standards: what is kept, files read in the background, and what a version would change for whom."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from services.usecases.errors import AppError, DiskTrouble
from services.usecases.pack_results import ChildEffect, KeptPack, PackRefused, Proposal, SavedDraft
from services.usecases.packdraft import PackDraft, read_unfinished
from services.usecases.results import AuthorityView
from ui import tasks
from ui.viewmodels.packeditor import UNSAVED
from ui.viewmodels.packwords import DRAFT, KEPT, SHIPPED

CHANGES = ("standards", "settings", "draft")  # kinds of change after which the list may read otherwise
MOST = 4_000_001  # bytes read of a file: one more than a pack may have, so that a larger one is refused
SUFFIX = ".daymark-pack"


class OwnPacks(QObject):
    """The versions kept in this store, and what is being taken in. One thing is under way at a time."""

    changed = Signal()
    busy = Signal(str)  # what is being done; "" when nothing is
    proposed = Signal(object)  # a Proposal to be looked at
    refused = Signal(str, object)  # the file's name, PackRefused
    failed = Signal(object)
    _told = Signal(str)

    def __init__(self, desk: Any, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.kept: tuple[KeptPack, ...] = ()
        self.drafts: tuple[SavedDraft, ...] = ()
        self.known: tuple[AuthorityView, ...] = ()
        self._task: tasks.Task | None = None
        self._told.connect(self._changed)
        told = self._told
        self._unsubscribe: Callable[[], None] | None = desk.changes.subscribe(
            lambda change: told.emit(getattr(change, "kind", ""))
        )

    def close(self) -> None:
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
        self.cancel()

    def cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None
            self.busy.emit("")

    def refresh(self) -> None:
        """Read what is kept."""
        if self._unsubscribe is None:
            return
        self.kept, self.drafts = self.desk.packs.kept(), self.desk.packs.drafts()
        self.known = self.desk.authorities()
        self.changed.emit()

    def recover(self) -> None:
        """What was being written when the program stopped is put among what is unfinished."""
        for found in self.desk.unsaved.of(UNSAVED, UNSAVED):
            try:
                self.desk.packs.save_draft(read_unfinished(str(found.content.get("text", ""))))
            except (ValueError, AppError):
                continue  # it stays where it is
            self.desk.unsaved.drop(UNSAVED, found.place)

    def _changed(self, kind: str) -> None:
        if kind in CHANGES:
            self.refresh()

    def one(self, key: str) -> KeptPack | SavedDraft | AuthorityView | None:
        """What a line of the list stands for."""
        if key.startswith(SHIPPED):
            return next((v for v in self.known if v.id == key.removeprefix(SHIPPED)), None)
        if key.startswith(DRAFT):
            return next((d for d in self.drafts if d.id == key.removeprefix(DRAFT)), None)
        return next((k for k in self.kept if k.id == key.removeprefix(KEPT)), None)

    # Taking in

    def read_file(self, path: Path) -> None:
        """Read a file of standards; then `proposed`, `refused` or `failed`."""
        packs = self.desk.packs

        def work(_p: tasks.Progress) -> Proposal:
            return packs.read(_bytes(path))  # type: ignore[no-any-return]

        self._run("Reading the file…", work, lambda error: self._refuse(path.name, error))

    def propose(self, draft: PackDraft) -> None:
        """What the draft would change; then `proposed` or `refused`."""
        packs = self.desk.packs
        self._run(
            "Comparing with what is in force…",
            lambda _p: packs.proposal(draft),
            lambda error: self._refuse(draft.name, error),
        )

    def _run(
        self, words: str, work: Callable[[tasks.Progress], Proposal], failed: Callable[[Exception], None]
    ) -> None:
        self.cancel()
        self.busy.emit(words)

        def ended(then: Callable[[Any], None]) -> Callable[[Any], None]:
            def run(what: Any) -> None:
                self._task = None
                self.busy.emit("")
                then(what)

            return run

        self._task = tasks.run(self, work, ended(self.proposed.emit), ended(failed))

    def _refuse(self, name: str, error: Exception) -> None:
        if isinstance(error, PackRefused):
            self.refused.emit(name, error)
        elif isinstance(error, AppError):
            self.failed.emit(error)
        else:
            raise error

    # Deciding: each tells a known trouble through `failed` and says whether it was done

    def accept(self, proposal: Proposal) -> bool:
        return self._try(lambda: self.desk.packs.accept(proposal))

    def drop_draft(self, draft_id: str) -> bool:
        return self._try(lambda: self.desk.packs.drop_draft(draft_id))

    def export(self, authority: str, path: Path) -> bool:
        """Write the standards as they stand into a file that can be mailed."""
        return self._try(lambda: _write(path, self.desk.packs.export(authority)[1]))

    def export_name(self, authority: str) -> str:
        """What such a file is called."""
        name: str = self.desk.packs.export(authority)[0]
        return name

    def _try(self, act: Callable[[], object]) -> bool:
        try:
            act()
        except AppError as error:
            self.failed.emit(error)
            return False
        return True


def _bytes(path: Path) -> bytes:
    """The start of a file, as much as a pack may hold; AppError where it is no file, or cannot be read."""
    try:
        if not path.is_file():  # reading a pipe would wait for ever
            raise OSError
        with path.open("rb") as stream:
            return stream.read(MOST)
    except OSError as bad:
        raise AppError(
            "That file could not be read.", "Check that it is still there, or choose another."
        ) from bad


def _write(path: Path, content: bytes) -> None:
    part = path.with_name(path.name + ".part")
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError as bad:
        part.unlink(missing_ok=True)
        raise DiskTrouble from bad


class Effects(QObject):
    """What a proposal changes child by child, worked out in the background."""

    working = Signal(int, int)  # done, total
    found = Signal(object)  # a tuple of ChildEffect
    stopped = Signal()
    failed = Signal(object)

    def __init__(self, desk: Any, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._task: tasks.Task | None = None

    def work_out(self, proposal: Proposal) -> None:
        self._drop()
        desk = self._desk
        self.working.emit(0, 0)
        self._task = tasks.run(
            self, lambda p: desk.packs.effects(proposal, p.report, p.cancelled), self._arrived, self._trouble
        )
        self._task.progress.connect(self.working)

    def stop(self) -> None:
        if self._drop():
            self.stopped.emit()

    def _drop(self) -> bool:
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
        return task is not None

    def _arrived(self, effects: Sequence[ChildEffect]) -> None:
        self._task = None
        self.found.emit(tuple(effects))

    def _trouble(self, error: Exception) -> None:
        self._task = None
        if not isinstance(error, AppError):
            raise error
        self.failed.emit(error)
