"""A pack as one file: round trips, and hostile files are refused with reasons."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.engine.rulebook import PackError
from services.usecases.packfile import SUFFIX, parse_pack_file, read_pack_file, with_pack, write_pack
from services.usecases.standards import library


@pytest.mark.parametrize("authority", library().ids)
def test_a_pack_comes_back_as_it_was(authority: str) -> None:
    book = library().rulebook(authority)
    again = parse_pack_file(write_pack(book))
    assert [dict(s.raw) for s in again.standards] == [dict(s.raw) for s in book.standards]
    assert again.expectations == book.expectations
    assert again.audits == book.audits
    assert (again.id, again.version, again.effective) == (book.id, book.version, book.effective)
    assert write_pack(again) == write_pack(book)


def _problems(raw: bytes) -> list[str]:
    with pytest.raises(PackError) as caught:
        parse_pack_file(raw, "mailed" + SUFFIX)
    return [str(p) for p in caught.value.problems]


GOOD = write_pack(library().rulebook("working-together-2015"))


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "missing"),
        (b"PK\x03\x04" + b"\0" * 100, "not"),
        (b"\xff\xfe" + "id = 1".encode("utf-16-le"), "UTF-8"),
        (b"x" * 4_000_001, "larger than 4 MB"),
        (GOOD + b"\n[[standard]]\n" + b"id = " + b"9" * 5000 + b"\n", "not readable as TOML"),
        (GOOD + b"\n" + b".".join([b"a"] * 100_000) + b" = 1\n", "dots"),
        (GOOD + b"\nx = " + b"[" * 100_000, "TOML"),
        (GOOD.replace(b'id = "working-together-2015"', b'id = "../../etc/passwd"'), "small letters"),
        (GOOD.replace(b"format = 1", b"format = 2"), "format"),
        (GOOD.replace(b"effective = 2015-01-01", b"effective = 2015-13-41"), "TOML"),
        (GOOD + b"\n[[standard]]\nid = []\nwhen = {}\n", "missing, or not a text"),
        (GOOD + b"\n[evil]\nrun = 'rm -rf'\n", "unknown table"),
    ],
)
def test_a_hostile_file_is_refused_with_its_reason(raw: bytes, said: str) -> None:
    found = _problems(raw)
    assert any(said in line for line in found), found
    assert all(line.startswith("mailed" + SUFFIX + ":") for line in found)


def test_a_problem_names_the_line_of_the_file() -> None:
    line = GOOD.count(b"\n") + 3
    found = _problems(GOOD + b"\n[[standard]]\nid = 7\n")
    assert any(f":{line}:" in one for one in found), found


def test_it_stands_on_the_shelf_beside_the_shipped_ones(tmp_path: Path) -> None:
    path = tmp_path / ("own" + SUFFIX)
    path.write_bytes(GOOD.replace(b'id = "working-together-2015"', b'id = "own-town"'))
    shelf, name = with_pack(path)
    assert name == "own-town"
    assert set(shelf.ids) == {*library().ids, "own-town"}
    assert len(shelf.rulebook("own-town").standards) == 19
    assert "own-town" not in library().ids


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(PackError):
        read_pack_file(tmp_path / "none")
