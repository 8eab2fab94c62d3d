"""The command `standards`: JSON, coverage, booklet."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from services.cli import arguments, commands
from services.cli import standards as command
from services.usecases import coverage as proof
from services.usecases.standards import library


def run(*argv: str) -> int:
    return commands.run(arguments.parser().parse_args(["standards", *argv]), lambda: date(2026, 3, 20))


def test_json_lists_one_authority(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--authority", "working-together-2015") == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["format"] == 1
    assert len(answer["standards"]) == 19


def test_an_unknown_authority_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--authority", "atlantis", "--coverage") == 2
    assert "atlantis" in capsys.readouterr().err


def test_a_booklet_needs_one_authority(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run("--pdf", str(tmp_path / "x.pdf")) == 2
    assert run("--authority", "oldham", "--coverage", "--pdf", str(tmp_path / "x.pdf")) == 2
    assert not (tmp_path / "x.pdf").exists()


def test_the_coverage_report(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--coverage", "--authority", "working-together-2015") == 0
    out = capsys.readouterr().out
    assert "standards         19\n" in out
    assert "11 printed, 8 interpreted, 0 assumed" in out
    assert "applies                19 of 19\n" in out


def test_a_standard_without_an_example_fails(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = proof.examples("working-together-2015")
    monkeypatch.setattr(
        proof, "examples", lambda name: [e for e in kept if "national.ref.decision-1wd" not in e.standards]
    )
    assert run("--coverage", "--authority", "working-together-2015") == 1
    assert "national.ref.decision-1wd: no worked example" in capsys.readouterr().err


@pytest.mark.parametrize("authority", library().ids)
def test_every_standard_is_proven(authority: str) -> None:
    """CI fails here when a timed standard has no worked example, or a side of it is not shown."""
    found = proof.coverage(library().rulebook(authority))
    assert found.without_example == ()
    assert found.gaps == ()


def test_a_full_disk_is_told_calmly(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(command.DiskTrouble):
        command.write(tmp_path / "file" / "x.pdf", b"x")


def test_an_exported_pack_with_changed_limits_works_elsewhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Stoke-on-Trent made one's own: a visit every 5 working days. Conference Mon 9 March 2026: Mon 16 March."""
    path = tmp_path / "own.daymark-pack"
    assert run("--authority", "stoke-on-trent", "--export", str(path)) == 0
    text = path.read_text("utf-8").replace('id = "stoke-on-trent"', 'id = "own-town"', 1)
    start = text.index('id = "stoke.cp.visit"')
    path.write_text(text[:start] + text[start:].replace("10 working days", "5 working days", 2), "utf-8")
    case = tmp_path / "case.json"
    events = [{"type": "icpc", "at": "2026-03-09", "attrs": {"outcome": "cp_plan"}}]
    case.write_text(
        json.dumps({"format": 1, "today": "2026-03-10", "child": {"born": "2019-05-04"}, "events": events}),
        "utf-8",
    )
    capsys.readouterr()
    args = ["schedule", str(case), "--pack", str(path)]
    assert commands.run(arguments.parser().parse_args(args), lambda: date(2026, 3, 20)) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["authority"] == "own-town"
    dues = [
        d["due"] for d in answer["deadlines"] if d["standard"] == "stoke.cp.visit" and d["state"] == "due"
    ]
    assert dues == ["2026-03-16"]
    assert commands.run(arguments.parser().parse_args(["check", str(path)]), lambda: date(2026, 3, 20)) == 0


def test_a_broken_exported_pack_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "own.daymark-pack"
    path.write_text("format = 1\n[[standard]]\n", "utf-8")
    assert run("--pack", str(path)) == 2
    assert "own.daymark-pack:" in capsys.readouterr().err
