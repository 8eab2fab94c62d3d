"""Exported standards on the command line: a new authority, an update of a shipped one, a hostile file."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from services.cli import arguments, commands
from services.usecases import packdraft
from services.usecases.packfile import SUFFIX
from services.usecases.standards import library

VISIT = "stoke.cp.visit"
CASE = {
    "format": 1,
    "authority": "stoke-on-trent",
    "today": "2026-03-30",
    "child": {"born": "2020-03-03"},
    "events": [
        {"type": "icpc", "at": "2026-03-09", "attrs": {"outcome": "cp_plan"}},
        {"type": "visit", "at": "2026-03-16", "attrs": {"plan": ["cp"], "seen": True}},
    ],
}


def run(*argv: str | Path) -> int:
    parsed = arguments.parser().parse_args([str(a) for a in argv])
    return commands.run(parsed, lambda: date(2026, 3, 30))


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "case.json"
    path.write_text(json.dumps(CASE), "utf-8")
    return path


def pack(tmp_path: Path, **head: Any) -> Path:
    """Stoke-on-Trent with visits every 5 working days, as an exported file."""
    draft = packdraft.draft_of(library().rulebook("stoke-on-trent"), **head)
    place = [s.id for s in draft.standards].index(VISIT)
    draft = draft.with_standard(place, replace(draft.standards[place], repeat="5 working days"))
    path = tmp_path / ("own" + SUFFIX)
    path.write_bytes(packdraft.text_of(draft).encode("utf-8"))
    return path


def visits(capsys: pytest.CaptureFixture[str]) -> list[tuple[str, str]]:
    answer = json.loads(capsys.readouterr().out)
    return [(d["state"], d["due"]) for d in answer["deadlines"] if d["standard"] == VISIT]


def test_a_new_authority_counts_by_its_own_limits(
    case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Seen on Mon 16 March: five working days are Mon 23 March."""
    own = pack(tmp_path, id="alder", name="Alder", version="1")
    assert run("check", own) == 0
    assert run("authorities") == 0
    capsys.readouterr()
    assert run("schedule", "--pack", own, case) == 0
    assert visits(capsys)[1] == ("overdue", "2026-03-23")


def test_an_update_counts_from_its_day_and_leaves_what_was_there_first(
    case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """From 1 April. Version 6: ten working days from Mon 16 March are Mon 30 March, and ten more, over Easter, Wed 15
    April; version 7 from there: Wed 22 April."""
    own = pack(tmp_path, version="7", effective=date(2026, 4, 1))
    assert run("schedule", "--pack", own, case) == 0
    answer = json.loads(capsys.readouterr().out)
    rows = [d for d in answer["deadlines"] if d["standard"] == VISIT]
    assert answer["pack"]["version"] == "6"
    assert rows[3]["why"][-1].startswith("Counted under version 7 of these standards")
    found = [(d["state"], d["due"]) for d in rows]
    assert found[1:4] == [("due", "2026-03-30"), ("projected", "2026-04-15"), ("projected", "2026-04-22")]
    assert run("schedule", case) == 0
    assert visits(capsys)[3] == ("projected", "2026-04-29")


def test_the_same_version_stands_in_its_place(
    case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("schedule", "--pack", pack(tmp_path), case) == 0
    assert visits(capsys)[1] == ("overdue", "2026-03-23")


def test_its_booklet_and_its_comparison(
    case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = pack(tmp_path, id="alder", name="Alder", version="1")
    assert run("standards", "--pack", own, "--pdf", tmp_path / "alder.pdf") == 0
    assert (tmp_path / "alder.pdf").read_bytes().startswith(b"%PDF")
    capsys.readouterr()
    assert run("compare", "--pack", own, "--authorities", "stoke-on-trent,alder", case) == 0
    answer = json.loads(capsys.readouterr().out)
    assert [a["id"] for a in answer["authorities"]] == ["stoke-on-trent", "alder"]
    assert [d["days"] for d in answer["differences"] if d["after"] and d["after"]["standard"] == VISIT] == [
        -7
    ]


def test_a_hostile_file_is_refused_with_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = pack(tmp_path, id="alder", version="1")
    own.write_bytes(own.read_bytes().replace(b'id = "alder"', b'id = "../alder\\u202e"', 1))
    for command in (("check", own), ("schedule", "--pack", own, tmp_path / "case.json")):
        assert run(*command) == 2
        said = capsys.readouterr().err
        assert f"own{SUFFIX}:3: id: holds the character U+202E" in said
        assert "\u202e" not in said
        assert "Traceback" not in said
