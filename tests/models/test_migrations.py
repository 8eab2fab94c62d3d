"""Old stores open for ever: backed up first, brought forward step by step, or left exactly as they were."""

from __future__ import annotations

import json
import re
import shutil
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from models import errors
from models.connection import connect
from models.files import BACKUPS, DATABASE
from models.keys import load
from models.migrations import Step, all_steps
from models.opening import unlock
from models.schema import SCHEMA
from models.store import Store
from tests.fixtures.stores import HERE, OLD_PASSPHRASE
from tests.models.conftest import NOW, Made, picture

OLD = sorted(p.name for p in HERE.glob("schema-*") if p.is_dir())


@pytest.fixture(params=OLD)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    folder = tmp_path / "old"
    shutil.copytree(HERE / request.param, folder)
    return folder


def version(folder: Path) -> int:
    key = load(folder).unwrap(OLD_PASSPHRASE)
    with closing(connect(folder / DATABASE, key)) as c:
        return int(c.execute("PRAGMA user_version").fetchone()[0])


def shape(store: Store) -> dict[tuple[str, str], str]:
    """Every table, index and trigger, with its columns or words, spacing aside."""
    with store.read() as c:
        rows = c.exec_driver_sql("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL").all()
    tidy = {(r[0], r[1]): re.sub(r"\s+", " ", r[2]).replace("( ", "(").replace(" )", ")") for r in rows}
    return {k: v.replace(" ,", ",") for k, v in tidy.items()}


def columns(text: str) -> list[str]:
    """A table's clauses in no order: a table that a step made may list its constraints otherwise."""
    inside = text[text.index("(") + 1 : text.rindex(")")]
    return sorted(re.split(r", (?=CONSTRAINT|PRIMARY|[a-z_]+ (?:TEXT|INTEGER))", inside))


def test_every_schema_before_this_one_has_a_store_that_is_kept() -> None:
    assert [f"schema-{n}" for n in range(1, SCHEMA)] == OLD
    assert [s.to for s in all_steps()] == list(range(2, SCHEMA + 1))


def test_an_old_store_opens_with_everything_in_it(old: Path) -> None:
    store = unlock(old, OLD_PASSPHRASE, NOW)
    assert store.health().sound
    with store.read() as c:
        assert c.exec_driver_sql("SELECT given, born FROM child").all() == [("Łucja", "2019-05-04")]
        assert c.exec_driver_sql("SELECT at, version FROM event").all() == [("2026-01-09T16:30", 2)]
        whys = c.exec_driver_sql("SELECT why FROM event_version ORDER BY number").scalars().all()
        kept = c.exec_driver_sql("SELECT kind, number, created_by, content FROM record_version").all()
    assert whys == ["", "Wrong day"]
    assert sorted(k[0] for k in kept) == ["agreement", "child", "person", "plan", "summary"]
    assert {k[1:3] for k in kept} == {(1, "Ros Adeyemi")}
    plan = json.loads(next(k[3] for k in kept if k[0] == "plan"))
    assert plan["outcomes"][0]["actions"][0]["what"] == "Bedtime chart"
    store.close()
    unlock(old, OLD_PASSPHRASE, NOW).close()


def test_a_migrated_store_has_the_same_shape_as_a_new_one(old: Path, store: Store) -> None:
    migrated = unlock(old, OLD_PASSPHRASE, NOW)
    one, other = shape(migrated), shape(store)
    migrated.close()
    assert one.keys() == other.keys()
    for name, text in one.items():
        same = columns(text) == columns(other[name]) if name[0] == "table" else text == other[name]
        assert same, name


def test_the_store_is_backed_up_before_it_is_changed(old: Path) -> None:
    was = picture(old)
    unlock(old, OLD_PASSPHRASE, NOW).close()
    (copy,) = (old / BACKUPS).iterdir()
    assert copy.name.endswith("-2026-03-20-093000")
    assert version(copy) < SCHEMA == version(old)
    assert was.keys() <= picture(old).keys()
    unlock(copy, OLD_PASSPHRASE, NOW).close()  # and it opens by itself


@pytest.mark.parametrize("how", ["raises", "loses rows", "breaks a reference"])
def test_a_step_that_goes_wrong_leaves_the_store_as_it_was(old: Path, how: str) -> None:
    def spoil(c: Any, now: datetime) -> None:
        c.execute("ALTER TABLE child ADD COLUMN extra TEXT")
        if how == "raises":
            raise RuntimeError("no")
        c.execute("DELETE FROM person" if how == "loses rows" else "DELETE FROM worker")

    start = version(old)
    step = Step(start + 1, spoil, frozenset({"worker"}))
    with pytest.raises(errors.MigrationFailed):
        unlock(old, OLD_PASSPHRASE, NOW, migration_steps=(step,))
    assert version(old) == start
    store = unlock(old, OLD_PASSPHRASE, NOW)
    with store.read() as c:
        assert "extra" not in c.exec_driver_sql("SELECT * FROM child").mappings().one()
        assert c.exec_driver_sql("SELECT count(*) FROM person").scalar() == 1
    store.close()


def test_without_room_for_a_backup_nothing_is_migrated(old: Path) -> None:
    (old / BACKUPS).write_text("in the way")
    before = picture(old)
    with pytest.raises(errors.NotWritten):
        unlock(old, OLD_PASSPHRASE, NOW)
    assert picture(old) == before


def test_an_old_store_that_is_damaged_is_refused_untouched(old: Path) -> None:
    path = old / DATABASE
    whole = path.read_bytes()
    path.write_bytes(whole[:-100] + bytes([whole[-100] ^ 1]) + whole[-99:])
    before = picture(old)
    with pytest.raises(errors.Damaged):
        unlock(old, OLD_PASSPHRASE, NOW)
    assert picture(old) == before


def test_a_current_store_gets_no_backup(made: Made) -> None:
    made.open().close()
    assert not (made.folder / BACKUPS).exists()
