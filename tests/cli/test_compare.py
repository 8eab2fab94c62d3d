"""The command `compare`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from services.cli import arguments, commands
from services.engine.facts import Case
from services.usecases.answers import moment
from services.usecases.standards import ORDER
from tests.usecases.test_compare_sample import FILES, child, counted

KINDS = {
    "new": "only_here",
    "falls away": "falls_away",
    "now has a date": "sooner",
    "no date any more": "later",
}

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


# --- the sample children, counted by hand: tests/fixtures/compare ----------------------------------------------------
def as_file(case: Case, today: date, until: date) -> dict[str, object]:
    """A case as its file is written."""

    def events() -> Iterator[dict[str, object]]:
        for e in case.events:
            row = {"type": e.type, "at": moment(e.at), "attrs": {k: plain(v) for k, v in e.attrs.items()}}
            row["milestones"] = {k: moment(v) for k, v in e.milestones.items()}
            yield row | ({"planned": True} if e.planned else {})

    agreed = [
        {"standard": a.standard, "repeat": str(a.repeat), "from": moment(a.start), "by": a.by, "why": a.why}
        for a in case.agreed
    ]
    return {
        "format": 1,
        "authority": "oldham",
        "today": today.isoformat(),
        "until": until.isoformat(),
        "child": {k: plain(v) for k, v in case.facts.items()},
        "events": [*events()],
        "agreed": agreed,
    }


def plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else [*value] if isinstance(value, tuple) else value


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_the_sample_children_under_all_five(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, questions = counted(path)
    home = file["home"]
    case = tmp_path / "case.json"
    case.write_text(
        json.dumps(as_file(child(file["child"], file["today"]), file["today"], file["until"])), "utf-8"
    )
    others = [n for n in ORDER if n != home]
    assert run(str(case), "--authorities", ",".join([home, *others])) == 0
    answer = json.loads(capsys.readouterr().out)
    found = {
        (d["authority"], row["standard"], row["due"], row["limit"], row["cite"], d["kind"])
        for d in answer["differences"]
        for row in (d["after"] or d["before"],)
    }
    for one in questions:
        for other, change in one.change.items():
            kind = KINDS.get(change, change.rpartition(" ")[2])
            row = one.rows.get(other) or one.rows[home]
            due = None if isinstance(row["due"], str) else moment(row["due"])
            limit = row["limit"] if one.topic else None
            told = (other, row["standard"], due, limit, row["clause"], kind)
            assert (told in found) is (change != "the same"), (one.topic, other, change)
    if file["complete"]:
        changes = sum(change != "the same" for one in questions for change in one.change.values())
        assert len(answer["differences"]) == changes
