"""A desk for each test, with a clock that stands where the test puts it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from models import keys as keyfile
from models.files import LOCK
from models.keys import LEAST
from models.lock import StoreLock
from models.opening import open_with_key
from services.usecases import access
from services.usecases.changes import Changed
from services.usecases.commands import ChildForm
from services.usecases.desk import Desk
from services.usecases.results import Own

NOW = datetime(2026, 3, 20, 9, 30)
PASSPHRASE = "calm rivers carry seven boats"
ME = Own("Ros Adeyemi", "social_worker", "stoke-on-trent", {"stage": "experienced"})


class Clock:
    """Says what it is told."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    folder = tmp_path_factory.mktemp("template") / "store"
    desk, _ = access.create(folder, PASSPHRASE, ME, clock=lambda: NOW, cost=LEAST)
    desk.close()
    return folder, keyfile.load(folder).unwrap(PASSPHRASE)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(template: tuple[Path, bytes], tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    folder = tmp_path / "store"
    shutil.copytree(template[0], folder)
    lock = StoreLock(folder / LOCK, NOW)
    opened = Desk(open_with_key(folder, template[1], keyfile.load(folder), lock, NOW), clock, LEAST)
    yield opened
    opened.close()


@pytest.fixture
def heard(desk: Desk) -> list[Changed]:
    """Every change that the desk says."""
    said: list[Changed] = []
    desk.changes.subscribe(said.append)
    return said


def child_form(**more: object) -> ChildForm:
    given = {"given": "Ada", "family_name": "Quill", "born": date(2019, 5, 4), "family": "Quill"}
    return ChildForm(**(given | more))  # type: ignore[arg-type]


@pytest.fixture
def ada(desk: Desk) -> str:
    return desk.add_child(child_form())
