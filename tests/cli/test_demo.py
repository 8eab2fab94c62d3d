"""The command `demo`: what it writes, what it prints, and what it says when it cannot."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from services.cli import demo
from services.usecases.standards import ORDER

TODAY = date(2026, 3, 20)


class Page(HTMLParser):
    """The links, pictures and headings of a page, and whether it asks for anything from outside."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.tags: list[str] = []
        self.alts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append(tag)
        self.links += [given[name] for name in ("href", "src") if given.get(name)]
        if tag == "img":
            self.alts.append(given.get("alt") or "")


def draw(desk: object, folder: Path) -> Iterator[Path]:
    for name in ("01-caseload.png", "02-why-this-date.png"):
        (folder / name).write_bytes(b"picture")
        yield folder / name


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A whole demonstration and what was printed meanwhile."""
    from contextlib import redirect_stdout
    from io import StringIO

    out = tmp_path_factory.mktemp("demo") / "deep" / "out"
    said = StringIO()
    with redirect_stdout(said):
        assert demo.write(out, TODAY, draw) == 0
    return out, said.getvalue()


def test_a_folder_a_child_with_every_document(made: tuple[Path, str]) -> None:
    out, _ = made
    folders = [path for path in out.iterdir() if path.is_dir() and path.name != "screens"]
    assert len(folders) == 14
    for folder in folders:
        names = {path.name for path in folder.iterdir()}
        assert names >= {"calendar.pdf", "calendar.ics", "case-summary.pdf", "chronology.pdf"}, folder.name
        assert names >= {"genogram.pdf", "key-facts.pdf", "consent-and-sharing.pdf"}, folder.name
        for path in folder.glob("*.pdf"):
            assert path.read_bytes().startswith(b"%PDF-"), path
        assert (folder / "calendar.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    assert (out / "noah-hollins" / "plan-child-protection.pdf").exists()
    assert (out / "zofia-zurawska" / "plan-child-in-need.pdf").exists()
    assert not list(out.rglob("*.part"))


def test_it_prints_a_line_a_file_and_a_last_one_with_the_counts(made: tuple[Path, str]) -> None:
    out, said = made
    *lines, last = said.splitlines()
    files = sorted(str(path) for path in out.rglob("*") if path.is_file())
    assert sorted(lines) == files
    assert re.fullmatch(rf"14 children, \d+ deadlines, {len(files)} files in .+, \d+\.\d seconds", last)


def test_the_page_links_to_all_of_it_and_to_nothing_outside(made: tuple[Path, str]) -> None:
    out, _ = made
    page = Page((out / "index.html").read_text("utf-8"))
    local = {link for link in page.links if not link.startswith("#")}
    files = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert local == files - {"index.html"}
    assert "script" not in page.tags and "link" not in page.tags
    assert page.tags.count("h1") == 1 and all(page.alts)
    text = (out / "index.html").read_text("utf-8")
    assert "http" not in text and '<html lang="en-GB">' in text and "prefers-color-scheme: dark" in text
    assert "{" not in re.sub(r"<style>.*?</style>", "", text, flags=re.S)


def test_the_data_say_what_the_caseload_says(made: tuple[Path, str]) -> None:
    out, _ = made
    data = json.loads((out / "caseload.json").read_text("utf-8"))
    assert data["format"] == 1 and data["today"] == "2026-03-20"
    assert len(data["children"]) == 14
    assert {child["authority"] for child in data["children"]} == {*ORDER}
    for child in data["children"]:
        assert all((out / name).exists() for name in child["files"])
        assert child["states"].get("overdue", 0) >= child["overdue"]


def test_a_file_in_place_of_the_folder_is_a_wrong_argument(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "taken").write_text("mine")
    assert demo.write(tmp_path / "taken", TODAY, None) == 2
    assert (tmp_path / "taken").read_text() == "mine"
    said = capsys.readouterr()
    assert not said.out and len(said.err.splitlines()) == 1 and "is a file" in said.err


def test_a_folder_below_a_file_gives_one_plain_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "taken").write_text("mine")
    assert demo.write(tmp_path / "taken" / "out", TODAY, None) in (1, 2)
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.skipif(os.name != "posix", reason="a full disk is imitated with /dev/full")
def test_a_disk_that_cannot_be_written_gives_one_plain_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    assert demo.write(tmp_path / "out", TODAY, None) == 1
    said = capsys.readouterr()
    assert said.err.splitlines() == [f"demo: {tmp_path / 'out'} cannot be written: No space left on device"]
    assert not list((tmp_path / "out").rglob("*.part"))


def test_without_pictures_the_pages_are_still_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(desk: object, folder: Path) -> list[Path]:
        raise RuntimeError("no screen could be drawn")

    with pytest.raises(RuntimeError):
        demo.write(tmp_path, TODAY, broken)
    assert (tmp_path / "index.html").exists()
    capsys.readouterr()


@pytest.mark.parametrize(
    ("name", "folder"),
    [("Łucja Żuk", "lucja-zuk"), ("Siŵan O’Dŵr", "siwan-odwr"), ("ريم", "child"), ("Ọlá Ø.", "ola-o")],
)
def test_a_name_as_a_folder(name: str, folder: str) -> None:
    assert demo.slug(name) == folder
