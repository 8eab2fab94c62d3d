"""A store opens for those who may, is refused calmly otherwise, and a refusal touches nothing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from models import errors
from models.connection import connect
from models.files import DATABASE, KEYS, LOCK
from models.health import WHOLE_CHECK, inspect
from models.keys import LEAST, RECOVERY, load
from models.lock import StoreLock
from models.opening import create, unlock
from models.schema import SCHEMA
from tests.models.conftest import NOW, PASSPHRASE, Made, picture
from tests.models.rows import put_child, put_event


def refused(made: Made, error: type[errors.StoreError]) -> errors.StoreError:
    before = picture(made.folder)
    with pytest.raises(error) as found:
        made.open()
    assert picture(made.folder) == before
    assert not StoreLock(made.folder / LOCK, NOW).release()  # and the lock is free again
    return found.value


def test_a_new_store_opens_with_its_passphrase_and_with_its_recovery_code(tmp_path: Path) -> None:
    store, code = create(tmp_path / "a b#c?%41", PASSPHRASE, NOW, LEAST)
    with store.write() as c:
        put_child(c)
    store.close()
    assert sorted(p.name for p in store.folder.iterdir()) == [DATABASE, LOCK, KEYS]
    for secret, kind in ((PASSPHRASE, "passphrase"), (code.lower().replace("-", " "), RECOVERY)):
        again = unlock(store.folder, secret, NOW, kind)
        with again.read() as c:
            assert c.exec_driver_sql("SELECT given FROM child").scalar() == "Ada"
        assert again.health().sound
        again.close()


def test_a_wrong_passphrase_is_refused(made: Made) -> None:
    before = picture(made.folder)
    for secret in ("", "Calm rivers carry 7 boats", PASSPHRASE + " "):
        with pytest.raises(errors.WrongSecret):
            unlock(made.folder, secret, NOW)
    with pytest.raises(errors.WrongSecret):
        unlock(made.folder, "AAAAA-AAAAA-AAAAA-AAAAA-AAAAA", NOW, RECOVERY)
    assert picture(made.folder) == before


def test_a_missing_store_is_said_to_be_missing_and_nothing_is_made(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(errors.Missing):
            unlock(folder, PASSPHRASE, NOW)
    assert not list(tmp_path.iterdir())


def test_an_empty_file_is_not_taken_for_a_new_store(made: Made) -> None:
    (made.folder / DATABASE).write_bytes(b"")
    before = picture(made.folder)
    with pytest.raises(errors.Empty):
        unlock(made.folder, PASSPHRASE, NOW)
    assert picture(made.folder) == before


@pytest.mark.parametrize("kept", [1, 15, 16, 100, 4095, 4096, 4096 * 7, 4096 * 9 + 11])
def test_a_cut_file_is_damaged(made: Made, kept: int) -> None:
    path = made.folder / DATABASE
    path.write_bytes(path.read_bytes()[:kept])
    refused(made, errors.Damaged)


@pytest.mark.parametrize("longer", [1, 4096])
def test_a_file_with_bytes_added_is_damaged(made: Made, longer: int) -> None:
    path = made.folder / DATABASE
    path.write_bytes(path.read_bytes() + b"\0" * longer)
    refused(made, errors.Damaged)


def test_a_flipped_byte_anywhere_is_damage(made: Made) -> None:
    path = made.folder / DATABASE
    whole = path.read_bytes()
    for place in (0, 15, 16, 17, 40, 99, 4000, 4095, 4096, len(whole) // 2, len(whole) - 90, len(whole) - 1):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x20]) + whole[place + 1 :])
        refused(made, errors.Damaged)
    path.write_bytes(whole)
    made.open().close()


def test_a_header_of_noughts_is_damage(made: Made) -> None:
    path = made.folder / DATABASE
    path.write_bytes(b"\0" * 4096 + path.read_bytes()[4096:])
    refused(made, errors.Damaged)


@pytest.mark.parametrize(
    "spoil", ["gone", "empty", "cut", "flipped", "text", "huge", "deep", "cost", "kind", "list"]
)
def test_a_damaged_key_file_is_not_a_wrong_passphrase(made: Made, spoil: str) -> None:
    path = made.folder / KEYS
    raw = path.read_bytes()
    body = json.loads(raw)
    spoilt = {
        "empty": b"",
        "cut": raw[: len(raw) // 2],
        "flipped": raw.replace(body["slots"][0]["wrapped"][:8].encode(), b"AAAAAAAA"),
        "text": b"\xff\xfe not json",
        "huge": b" " * 70000 + raw,
        "deep": b"[" * 60000,
        "cost": raw.replace(b'"m": 65536', b'"m": 4000000'),
        "kind": raw.replace(b'"passphrase"', b"17"),
        "list": b"[]",
    }
    if spoil == "gone":
        path.unlink()
    else:
        path.write_bytes(spoilt[spoil])
    before = picture(made.folder)
    with pytest.raises(errors.KeysDamaged):
        unlock(made.folder, PASSPHRASE, NOW)
    assert picture(made.folder) == before


def test_a_dear_key_file_with_a_right_checksum_is_still_refused(made: Made) -> None:
    keys = load(made.folder)
    for t, m, p in ((11, 65536, 1), (2, 65535, 1), (2, 1048577, 1), (2, 65536, 9), (True, 65536, 1)):
        slots = tuple({**s, "t": t, "m": m, "p": p} for s in keys.slots)
        type(keys)(keys.id, keys.salt, slots).save(made.folder)
        with pytest.raises(errors.KeysDamaged):
            unlock(made.folder, PASSPHRASE, NOW)


def test_the_key_file_of_another_store_is_told_apart(made: Made, tmp_path: Path) -> None:
    other, _ = create(tmp_path / "other", PASSPHRASE, NOW, LEAST)
    other.close()
    shutil.copy(other.folder / KEYS, made.folder / KEYS)
    before = picture(made.folder)
    with pytest.raises(errors.KeysDamaged):
        unlock(made.folder, PASSPHRASE, NOW)
    assert picture(made.folder) == before


def test_a_newer_schema_is_refused(made: Made) -> None:
    with closing(connect(made.folder / DATABASE, made.key)) as c:
        c.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    error = refused(made, errors.Newer)
    assert isinstance(error, errors.Newer) and error.found == SCHEMA + 1


def test_a_foreign_encrypted_file_is_not_a_store(made: Made) -> None:
    with closing(connect(made.folder / DATABASE, made.key)) as c:
        c.execute("PRAGMA application_id = 5")
    refused(made, errors.Damaged)


def test_after_a_crash_the_log_is_read_and_refusals_still_touch_nothing(made: Made) -> None:
    crash = (
        "import os, sys; from pathlib import Path; from models.connection import connect\n"
        "c = connect(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))\n"
        "c.execute(sys.argv[3]); os._exit(9)"
    )
    args = [sys.executable, "-c", crash, str(made.folder / DATABASE), made.key.hex()]
    subprocess.run([*args, f"PRAGMA user_version = {SCHEMA + 1}"], check=False)
    assert (made.folder / (DATABASE + "-wal")).stat().st_size > 0
    refused(made, errors.Newer)
    subprocess.run([*args, f"PRAGMA user_version = {SCHEMA}"], check=False)
    assert inspect(made.folder, made.key) == SCHEMA
    made.open().close()


def test_a_large_store_is_opened_without_reading_all_of_it(made: Made) -> None:
    store = made.open()
    with store.write() as c:
        child = put_child(c)
        for _ in range(200):
            put_event(c, child, attrs=json.dumps({"word": "x" * 900}))
    store.close()
    path = made.folder / DATABASE
    whole = path.read_bytes()
    path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    assert inspect(made.folder, made.key, whole_up_to=0) == SCHEMA
    with pytest.raises(errors.Damaged):
        inspect(made.folder, made.key, whole_up_to=WHOLE_CHECK)


def test_a_second_window_is_told_who_holds_the_store(made: Made) -> None:
    store = made.open()
    before = picture(made.folder)
    with pytest.raises(errors.InUse) as found:
        unlock(made.folder, PASSPHRASE, NOW)
    assert found.value.pid == os.getpid()
    assert "@" in found.value.holder and found.value.since == "2026-03-20T09:30"
    assert picture(made.folder) == before
    store.close()
    store.close()
    unlock(made.folder, PASSPHRASE, NOW).close()


def test_the_lock_of_a_killed_program_is_taken_over(made: Made) -> None:
    held = (
        "import os, sys, datetime; from pathlib import Path; from models.lock import StoreLock\n"
        "lock = StoreLock(Path(sys.argv[1]), datetime.datetime(2026, 1, 1)); print('held', flush=True)\n"
        "sys.stdin.read(); os._exit(9)"
    )
    args = [sys.executable, "-c", held, str(made.folder / LOCK)]
    with subprocess.Popen(args, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None and child.stdout.readline() == b"held\n"
        with pytest.raises(errors.InUse) as found:
            made.open()
        assert found.value.pid == child.pid
        child.kill()
        child.wait()
    assert json.loads((made.folder / LOCK).read_bytes())["pid"] == child.pid
    made.open().close()


@pytest.mark.parametrize("text", [b"", b"[]", b"\xff" * 9000, b'{"pid": "x"}'])
def test_a_lock_file_with_any_text_does_not_hold_a_store(made: Made, text: bytes) -> None:
    (made.folder / LOCK).write_bytes(text)
    made.open().close()


def test_a_folder_with_a_store_is_never_made_anew(made: Made) -> None:
    before = picture(made.folder)
    with pytest.raises(errors.Exists):
        create(made.folder, PASSPHRASE, NOW, LEAST)
    (made.folder / DATABASE).unlink()  # lost, but its keys are still there: a backup may need them
    with pytest.raises(errors.Exists):
        create(made.folder, PASSPHRASE, NOW, LEAST)
    assert picture(made.folder) == {k: v for k, v in before.items() if k != DATABASE}


def test_a_making_that_was_cut_short_does_not_stand_in_the_way(tmp_path: Path) -> None:
    (tmp_path / (DATABASE + ".new")).write_bytes(b"half")
    (tmp_path / KEYS).write_bytes(b"{}")
    store, _ = create(tmp_path, PASSPHRASE, NOW, LEAST)
    store.close()
    unlock(tmp_path, PASSPHRASE, NOW).close()


def test_a_folder_that_cannot_be_written_is_a_trouble_of_the_disk(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(errors.NotWritten):
        create(tmp_path / "file" / "store", PASSPHRASE, NOW, LEAST)


def test_changing_the_passphrase_rewrites_only_the_key_file(made: Made) -> None:
    store = made.open()
    before = picture(made.folder)
    with pytest.raises(errors.WrongSecret):
        store.change_passphrase("wrong", "new words for the door", LEAST)
    store.change_passphrase(PASSPHRASE, "new words for the door", LEAST)
    code = store.new_recovery_code("new words for the door")
    after = picture(made.folder)
    assert {k for k in after if after[k] != before.get(k)} == {KEYS}
    store.close()
    unlock(made.folder, "new words for the door", NOW).close()
    unlock(made.folder, code, NOW, RECOVERY).close()
    for secret, kind in ((PASSPHRASE, "passphrase"), (made.code, RECOVERY)):
        with pytest.raises(errors.WrongSecret):
            unlock(made.folder, secret, NOW, kind)


def test_a_passphrase_typed_on_another_keyboard_is_the_same(tmp_path: Path) -> None:
    store, _ = create(tmp_path, "caf\u00e9 au lait \u0175yn", NOW, LEAST)
    store.close()
    unlock(tmp_path, "cafe\u0301 au lait w\u0302yn", NOW).close()


def test_no_plaintext_of_the_store_is_in_any_file(
    made: Made, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    monkeypatch.setenv("SQLITE_TMPDIR", str(scratch))
    store = made.open()
    with store.write() as c:
        child = put_child(c, "Zephyrine")
        for n in range(3000):
            put_event(c, child, f"2026-03-{n % 28 + 1:02}", attrs=json.dumps({"word": "marmalade" * 9}))
        c.exec_driver_sql("CREATE TEMP TABLE sorted AS SELECT * FROM event ORDER BY attrs, id")
        c.exec_driver_sql("DROP TABLE sorted")
    store.backup(tmp_path / "copies", NOW)
    files = [p for p in tmp_path.rglob("*") if p.is_file()]
    assert len(files) >= 5
    for path in files:
        data = path.read_bytes()
        for word in (b"Zephyrine", b"marmalade", b"CREATE TABLE", b"SQLite format", PASSPHRASE.encode()):
            assert word not in data, path.name
    store.close()
