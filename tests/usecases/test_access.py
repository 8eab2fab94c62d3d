"""Making a store and unlocking one, and the calm words for whatever can be wrong."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from models.connection import connect
from models.files import DATABASE, KEYS
from models.keys import LEAST, load
from services.usecases import access
from services.usecases.errors import (
    AppError,
    DiskTrouble,
    InvalidInput,
    KeysDamaged,
    StoreClosed,
    StoreDamaged,
    StoreEmpty,
    StoreExists,
    StoreInUse,
    StoreMissing,
    StoreNewer,
    WrongPassphrase,
)
from services.usecases.results import Own
from tests.models.conftest import picture
from tests.usecases.conftest import ME, NOW, PASSPHRASE, child_form

NEW = "eleven green kettles hum softly"


def unlock(folder: Path, secret: str = PASSPHRASE, **more: bool) -> access.Desk:
    return access.unlock(folder, secret, clock=lambda: NOW, cost=LEAST, **more)


@pytest.fixture
def folder(template: tuple[Path, bytes], tmp_path: Path) -> Path:
    import shutil

    shutil.copytree(template[0], tmp_path / "store")
    return tmp_path / "store"


def test_a_store_keeps_what_was_put_into_it(tmp_path: Path) -> None:
    desk, code = access.create(tmp_path, PASSPHRASE, ME, clock=lambda: NOW, cost=LEAST)
    desk.add_child(child_form())
    assert desk.own() == ME
    assert desk.check() == ()
    desk.close()
    for secret, recovery in ((PASSPHRASE, False), (code, True)):
        again = unlock(tmp_path, secret, recovery=recovery)
        assert [r.name for r in again.caseload()] == ["Ada Quill"]
        assert again.own() == ME
        again.close()


def test_all_that_is_wrong_with_a_new_store_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as found:
        access.create(
            tmp_path / "s", "password1", Own(" ", "", "atlantis", {}), clock=lambda: NOW, cost=LEAST
        )
    assert {p.where for p in found.value.problems} == {"name", "authority", "passphrase"}
    assert not (tmp_path / "s").exists()


def _newer(folder: Path) -> None:
    with closing(connect(folder / DATABASE, load(folder).unwrap(PASSPHRASE))) as c:
        c.execute("PRAGMA user_version = 999")


def _cut(folder: Path) -> None:
    path = folder / DATABASE
    path.write_bytes(path.read_bytes()[:9000])


def _flip(folder: Path) -> None:
    path = folder / DATABASE
    whole = bytearray(path.read_bytes())
    whole[50_000] ^= 1
    path.write_bytes(whole)


SPOILT = {
    StoreMissing: lambda f: (f / DATABASE).unlink(),
    StoreEmpty: lambda f: (f / DATABASE).write_bytes(b""),
    KeysDamaged: lambda f: (f / KEYS).write_bytes(b"{}"),
    StoreNewer: _newer,
}


@pytest.mark.parametrize(
    ("error", "spoil"),
    [*SPOILT.items(), (StoreDamaged, _cut), (StoreDamaged, _flip)],
    ids=lambda v: v.__name__,
)
def test_each_trouble_has_its_own_calm_words_and_touches_nothing(
    folder: Path, error: type[AppError], spoil: object
) -> None:
    spoil(folder)  # type: ignore[operator]
    before = picture(folder)
    with pytest.raises(error) as found:
        unlock(folder)
    assert type(found.value) is error
    assert found.value.message.endswith(".") and found.value.advice.endswith(".")
    assert picture(folder) == before


def test_a_wrong_passphrase_and_a_wrong_code_are_told_apart(folder: Path) -> None:
    before = picture(folder)
    with pytest.raises(WrongPassphrase, match="passphrase"):
        unlock(folder, "wrong words entirely here")
    with pytest.raises(WrongPassphrase, match="recovery code"):
        unlock(folder, "AAAAA-BBBBB-CCCCC-DDDDD-EEEEE", recovery=True)
    assert picture(folder) == before


def test_a_store_too_large_to_be_checked_while_opening_says_so(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = unlock(folder)
    assert not desk.unchecked
    desk.close()
    monkeypatch.setattr("models.opening.WHOLE_CHECK", 1024)
    desk = unlock(folder)
    assert desk.unchecked and desk.check() == ()
    desk.close()


def test_a_second_window_names_the_first(folder: Path) -> None:
    desk = unlock(folder)
    with pytest.raises(StoreInUse, match=r"@.*since 2026-03-20 at 09:30"):
        unlock(folder)
    desk.close()
    unlock(folder).close()


def test_a_store_is_not_made_over_another(folder: Path) -> None:
    with pytest.raises(StoreExists):
        access.create(folder, PASSPHRASE, ME, clock=lambda: NOW, cost=LEAST)


def test_a_closed_desk_says_so(folder: Path) -> None:
    desk = unlock(folder)
    desk.close()
    with pytest.raises(StoreClosed):
        desk.caseload()


def test_passphrase_and_recovery_code_can_be_changed(folder: Path) -> None:
    desk = unlock(folder)
    with pytest.raises(WrongPassphrase):
        desk.change_passphrase("not the old one at all", NEW)
    with pytest.raises(InvalidInput):
        desk.change_passphrase(PASSPHRASE, "short")
    desk.change_passphrase(PASSPHRASE, NEW)
    code = desk.new_recovery_code(NEW)
    desk.close()
    with pytest.raises(WrongPassphrase):
        unlock(folder)
    desk = unlock(folder, code, recovery=True)
    desk.replace_passphrase(PASSPHRASE)
    desk.close()
    unlock(folder).close()


def test_a_backup_opens_with_the_same_passphrase(folder: Path, tmp_path: Path) -> None:
    desk = unlock(folder)
    desk.add_child(child_form())
    with pytest.raises(DiskTrouble):
        desk.backup(tmp_path / "nowhere")
    copy = desk.backup(tmp_path)
    desk.close()
    assert copy.parent == tmp_path
    again = unlock(copy)
    assert len(again.caseload()) == 1
    again.close()


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("", {0}),
        ("password", {0}),
        ("Password123!", {0, 1}),
        ("aaaaaaaaaaaaaaaaaaaa", {0}),
        ("12345678901234567890", {0}),
        ("qwertyuiopasdfghjkl", {0, 1}),
        ("abcabcabcabcabcabcabc", {0, 1}),
        ("summer summer summer summer", {0}),
        ("liverpool football club", {0, 1}),
        ("four quiet horses grazing", {2}),
        ("calm rivers carry seven boats", {3}),
        ("eleven green kettles hum under water", {4}),
        ("gT7#qLw9zR!e", {2, 3}),
        ("tŷ bach twt yn y coed", {2, 3, 4}),
    ],
)
def test_a_passphrase_is_weighed_by_how_hard_it_is_to_guess(text: str, strength: set[int]) -> None:
    found, advice = access.passphrase_hint(text)
    assert found in strength
    assert advice.endswith(".")


def test_the_door_is_painted_before_anything_heavy_is_imported() -> None:
    check = (
        "import sys; from services.usecases import access; access.passphrase_hint('a b c d')\n"
        "heavy = {'sqlmodel', 'sqlalchemy', 'sqlcipher3', 'pydantic', 'argon2', 'cryptography', 'holidays', 'models'}\n"
        "print(sorted(heavy & set(sys.modules))); access.warm_up(); print('sqlmodel' in sys.modules)"
    )
    found = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert found.stdout.split("\n")[:2] == ["[]", "True"]
