"""What the tables refuse, what history keeps, backups, threads and closing."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from models import errors, tables
from models.files import DATABASE, KEYS
from models.opening import unlock
from models.store import Store
from models.tables.base import new_id
from tests.models.conftest import NOW, PASSPHRASE, Made
from tests.models.rows import put, put_child, put_event


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("born", "2026-02-30"),
        ("born", "20260201"),
        ("born", None),
        ("expected", "soon"),
        ("facts", "[]"),
        ("facts", "{"),
        ("authority", " "),
        ("created_at", "2026-03-20"),
        ("created_by", ""),
        ("id", "1"),
        ("worker_id", "00000000-0000-4000-8000-000000000000"),
        ("family_id", "00000000-0000-4000-8000-000000000000"),
        ("note", None),
        ("note", b"bytes"),
    ],
)
def test_a_child_that_cannot_be_is_refused_by_the_database(store: Store, column: str, value: object) -> None:
    with pytest.raises(IntegrityError):
        with store.write() as c:
            put_child(c, **{column: value}) if column != "worker_id" else put(
                c, tables.Child, given="A", born="2019-01-01", authority="x", worker_id=value
            )
    with store.read() as c:
        assert c.exec_driver_sql("SELECT count(*) FROM child").scalar() == 0


@pytest.mark.parametrize(
    "values",
    [
        {"at": "2026-03-02T25:00"},
        {"at": "2026-03-02 10:00"},
        {"at": "2026-13-02"},
        {"planned": 2},
        {"attrs": "null"},
        {"milestones": ""},
        {"type": ""},
    ],
)
def test_an_event_that_cannot_be_is_refused_by_the_database(store: Store, values: dict[str, object]) -> None:
    with pytest.raises(IntegrityError):
        with store.write() as c:
            put_event(c, put_child(c), **values)  # type: ignore[arg-type]


def test_what_has_been_said_can_be_neither_altered_nor_deleted(store: Store) -> None:
    with store.write() as c:
        event = put_event(c, put_child(c))
        version = c.exec_driver_sql("SELECT id FROM event_version").scalar()
        put(c, tables.EventNote, version_id=version, position=0, body="said")
        put(c, tables.RecordVersion, kind="child", record_id=event, number=1, content="{}")
    for statement in (
        "UPDATE event_version SET at = '2026-01-01'",
        "DELETE FROM event_version",
        "UPDATE event_note SET body = 'other'",
        "DELETE FROM event_note",
        "UPDATE record_version SET content = '{\"a\": 1}'",
        "DELETE FROM record_version",
        "DELETE FROM event",
        "UPDATE event SET at = '2026-01-01'",
        "UPDATE event SET removed = 1",
        "UPDATE event SET version = 2",
        "INSERT OR REPLACE INTO event_version SELECT * FROM event_version",
    ):
        with pytest.raises(IntegrityError):
            with store.write() as c:
                c.exec_driver_sql(statement)


def _event_of(store: Store, whose: dict[str, str], said: dict[str, str]) -> None:
    with store.write() as c:
        event = new_id()
        put(c, tables.EventVersion, event_id=event, number=1, **said)
        put(c, tables.Event, id=event, **whose, **said)


def test_an_event_without_a_version_or_for_nobody_is_refused(store: Store) -> None:
    with store.write() as c:
        child = put_child(c)
    said = {"type": "visit", "at": "2026-03-02"}
    with pytest.raises(IntegrityError):
        with store.write() as c:
            put(c, tables.Event, child_id=child, **said)
    with pytest.raises(IntegrityError):  # a version whose event never comes
        with store.write() as c:
            put(c, tables.EventVersion, event_id=new_id(), number=1, **said)
    for whose in ({"subject": "child"}, {"subject": "worker", "child_id": child}):
        with pytest.raises(IntegrityError):
            _event_of(store, whose, said)


def test_a_child_with_a_record_cannot_be_deleted_under_it(store: Store) -> None:
    with store.write() as c:
        put_event(c, put_child(c))
    with pytest.raises(IntegrityError):
        with store.write() as c:
            c.exec_driver_sql("DELETE FROM child")


def test_a_transaction_that_fails_leaves_nothing(store: Store) -> None:
    def fail() -> None:
        with store.write() as c:
            put_child(c)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with store.read() as c:
        assert c.exec_driver_sql("SELECT count(*) FROM child").scalar() == 0


def test_a_reader_sees_one_picture_while_others_write(store: Store) -> None:
    with store.read() as reader:
        assert reader.exec_driver_sql("SELECT count(*) FROM child").scalar() == 0
        thread = threading.Thread(target=lambda: _add(store, 1))
        thread.start()
        thread.join(20)
        assert reader.exec_driver_sql("SELECT count(*) FROM child").scalar() == 0
    with store.read() as reader:
        assert reader.exec_driver_sql("SELECT count(*) FROM child").scalar() == 1


def _add(store: Store, children: int) -> None:
    for _ in range(children):
        with store.write() as c:
            put_child(c)


def test_many_threads_write_without_losing_or_blocking(store: Store) -> None:
    threads = [threading.Thread(target=_add, args=(store, 10)) for _ in range(8)]
    for t in threads:
        t.start()
    for t in threads:
        t.join(60)
    with store.read() as c:
        assert c.exec_driver_sql("SELECT count(*) FROM child").scalar() == 80
    assert store.health().sound


def test_a_backup_is_a_store_of_its_own(store: Store, made: Made, tmp_path: Path) -> None:
    with store.write() as c:
        put_event(c, put_child(c))
    copies = [store.backup(tmp_path / "copies", NOW) for _ in range(2)]
    assert copies[0].name == "daymark-backup-2026-03-20-093000" and copies[1].name.endswith("-2")
    with store.write() as c:
        put_child(c, "Later")
    assert sorted(p.name for p in copies[0].iterdir()) == [DATABASE, KEYS]
    copy = unlock(copies[0], PASSPHRASE, NOW)
    with copy.read() as c:
        assert c.exec_driver_sql("SELECT count(*) FROM child").scalar() == 1
    copy.close()
    unlock(copies[1], made.code, NOW, "recovery").close()


def test_a_backup_that_cannot_be_written_leaves_nothing_behind(store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(errors.NotWritten):
        store.backup(tmp_path / "file", NOW)
    assert (tmp_path / "file").read_text() == "in the way"


def test_a_backup_that_does_not_check_clean_is_thrown_away(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(({"child": 1}, {"child": 0}))
    monkeypatch.setattr("models.backups.counts", lambda _: next(answers))
    with pytest.raises(errors.BackupFailed):
        store.backup(tmp_path / "copies", NOW)
    assert not list((tmp_path / "copies").iterdir())


def test_closing_waits_for_what_is_under_way_and_folds_the_log(store: Store, made: Made) -> None:
    started, done = threading.Event(), []

    def slow() -> None:
        with store.write() as c:
            started.set()
            put_child(c)
            time.sleep(0.2)
        done.append(True)

    thread = threading.Thread(target=slow)
    thread.start()
    started.wait(10)
    store.close()
    assert done == [True]
    thread.join(10)
    assert not (made.folder / (DATABASE + "-wal")).exists()
    for block in (store.read, store.write):
        with pytest.raises(errors.Closed):
            with block():
                pass
    with pytest.raises(errors.Closed):
        store.health()


def test_health_names_a_damaged_page(store: Store, made: Made) -> None:
    with store.write() as c:
        child = put_child(c)
        for _ in range(300):
            put_event(c, child)
    assert store.health().sound
    path = made.folder / DATABASE
    with open(path, "r+b") as f:
        f.seek(path.stat().st_size - 10)
        f.write(b"\xff\x00\xff")
    assert not store.health().sound


def test_no_parameter_reaches_an_error_message(store: Store) -> None:
    with pytest.raises(IntegrityError) as found:
        with store.write() as c:
            put_child(c, "Secretname", born="2026-99-99")
    assert "Secretname" not in str(found.value)
