"""The command `compare`."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from services.cli import arguments, commands

CASE = {
    "format": 1,
    "authority": "stoke-on-trent",
    "today": "2026-03-04",
    "child": {"born": "2019-05-04"},
    "events": [{"type": "icpc", "at": "2026-02-27", "attrs": {"outcome": "cp_plan"}}],
}


def run(*argv: str) -> int:
    return commands.run(arguments.parser().parse_args(["compare", *argv]), lambda: date(2026, 3, 20))


@pytest.fixture
def case(tmp_path: Path) -> str:
    path = tmp_path / "case.json"
    path.write_text(json.dumps(CASE), "utf-8")
    return str(path)


def test_json(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(case, "--authorities", "stoke-on-trent,oldham", "--until", "2026-09-01") == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["format"], answer["today"], answer["until"]) == (1, "2026-03-04", "2026-09-01")
    assert [a["id"] for a in answer["authorities"]] == ["stoke-on-trent", "oldham"]
    assert {d["topic"]: d["kind"] for d in answer["differences"]}["cp-visit"] == "falls_away"


def test_topics_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--authorities", "tower-hamlets,oldham") == 0
    answer = json.loads(capsys.readouterr().out)
    assert "lanes" not in answer
    assert answer["topics"]


@pytest.mark.parametrize("names", ["oldham", "oldham,oldham", "oldham,atlantis", ""])
def test_a_wrong_choice_is_named(case: str, names: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(case, "--authorities", names) == 2
    assert capsys.readouterr().err.startswith("--authorities: ")


def test_a_wrong_case_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "case.json"
    path.write_text("{", "utf-8")
    assert run(str(path), "--authorities", "oldham,tower-hamlets") == 2
    assert run(str(tmp_path / "none.json"), "--authorities", "oldham,tower-hamlets") == 2
    assert "cannot be read" in capsys.readouterr().err


def test_both_prints(case: str, tmp_path: Path) -> None:
    one, two = tmp_path / "a" / "child.pdf", tmp_path / "topics.pdf"
    assert run(case, "--authorities", "stoke-on-trent,oldham", "--pdf", str(one)) == 0
    assert run("--authorities", "stoke-on-trent,oldham", "--pdf", str(two)) == 0
    assert one.read_bytes().startswith(b"%PDF")
    assert two.read_bytes().startswith(b"%PDF")


def test_the_help_documents_the_answer(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run("--help")
    assert "falls_away" in capsys.readouterr().out
