"""Broken files are told what is wrong with them: each place named, exit code 2, never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT

BROKEN = ROOT / "tests" / "fixtures" / "broken"
EXPECTED: dict[str, Any] = tomllib.loads((BROKEN / "expected.toml").read_text(encoding="utf-8"))
LIMIT = 64 * 1024 * 1024


def run(*words: str | Path, code: int = 2) -> list[str]:
    """The lines on standard error of `main.py WORDS`."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *map(str, words)],
        capture_output=True, cwd=BROKEN, env={**os.environ, "PYTHONUTF8": "1"}, timeout=120,
    )  # fmt: skip
    said = done.stderr.decode("utf-8")
    assert "Traceback" not in said, said
    assert done.returncode == code, f"exit code {done.returncode}\n{said}"
    return said.splitlines()


def check(lines: list[str], prefix: str, expected: dict[str, Any]) -> None:
    """Each expected place begins a problem of its own; each line is one problem; nothing can move the cursor."""
    said = "\n".join(lines)
    for place in expected["places"]:
        assert any(line.startswith(f"{prefix}{place}") for line in lines), f"{place} is not named in:\n{said}"
    for word in expected["says"]:
        assert word in said, f"{word!r} is not said in:\n{said}"
    assert len(lines) >= len(expected["places"])
    assert all(line.startswith(prefix) and line.isprintable() for line in lines), said
    assert all(len(line) < 1000 for line in lines), "a problem is one readable line"


def test_every_broken_file_has_its_expectation_and_there_are_enough_of_them() -> None:
    assert {path.name for path in (BROKEN / "cases").iterdir()} == set(EXPECTED["case"])
    assert {path.name for path in (BROKEN / "packs").iterdir()} == set(EXPECTED["pack"])
    assert len(EXPECTED["case"]) >= 40
    assert len(EXPECTED["pack"]) >= 10


@pytest.mark.parametrize("name", sorted(EXPECTED["case"]))
def test_a_broken_case_file_names_its_problems(name: str) -> None:
    path = Path("cases") / name
    check(run("schedule", path), f"{path}: ", EXPECTED["case"][name])


@pytest.mark.parametrize("name", sorted(EXPECTED["pack"]))
def test_a_broken_pack_names_its_problems(name: str) -> None:
    check(run("check", Path("packs") / name), "", EXPECTED["pack"][name])


def test_a_case_file_over_64_mb_is_refused(tmp_path: Path) -> None:
    huge = tmp_path / "huge.json"
    with huge.open("wb") as stream:
        stream.write(b'{"format": 1, "events": [')
        stream.seek(LIMIT + 10)
        stream.write(b"]}")
    check(run("schedule", huge), f"{huge}: ", {"places": ["file"], "says": ["64 MB"]})


@pytest.mark.parametrize("words", [("schedule", "absent.json"), ("check", "absent"), ("schedule", "cases")])
def test_a_file_that_is_not_there_is_said_plainly(words: tuple[str, str]) -> None:
    lines = run(*words)
    assert len(lines) == 1
    assert words[1] in lines[0]


@pytest.mark.parametrize(
    "words",
    [
        ("schedule",),
        ("schedule", "a.json", "--batch", "b.jsonl"),
        ("schedule", "a.json", "--today", "2026-02-30"),
        ("schedule", "a.json", "--until", "20260301"),
        ("schedul", "a.json"),
        ("standards", "--authority", "nowhere"),
        ("demo",),
        ("--such-an-option",),
    ],
)
def test_a_wrong_command_line_is_said_plainly(words: tuple[str, ...]) -> None:
    assert run(*words)


def test_in_a_batch_a_bad_line_is_told_in_its_place_and_the_others_are_computed(tmp_path: Path) -> None:
    good = '{"format": 1, "authority": "oldham", "today": "2026-03-20", "child": {"born": "2019-05-04"}, "events": []}'
    batch = tmp_path / "cases.jsonl"
    batch.write_bytes(b"\n".join([good.encode(), b"{", b"\xff\xfe", b"", good.encode()]) + b"\n")
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "schedule", "--batch", str(batch)],
        capture_output=True,
        timeout=120,
    )
    import json

    answers = [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
    assert done.returncode == 2
    assert [("error" in a, a.get("line")) for a in answers] == [
        (False, None), (True, 2), (True, 3), (True, 4), (False, None)
    ]  # fmt: skip
    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="pipes close in another way there")
def test_a_reader_that_has_seen_enough_is_no_trouble(tmp_path: Path) -> None:
    """`… schedule --batch CASES.jsonl | head -1`."""
    good = '{"format": 1, "authority": "oldham", "today": "2026-03-20", "child": {"born": "2019-05-04"}, "events": []}'
    batch = tmp_path / "cases.jsonl"
    batch.write_text(f"{good}\n" * 2000, "utf-8")
    words = [sys.executable, str(ROOT / "main.py"), "schedule", "--batch", str(batch)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None and running.stderr is not None
        assert running.stdout.readline().startswith(b'{"format":1')
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(60) == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only where there is such a device")
@pytest.mark.parametrize(("word", "unbuffered"), [("authorities", ""), ("authorities", "1"), ("--help", "")])
def test_a_full_disk_is_said_in_words(word: str, unbuffered: str) -> None:
    env = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    with open("/dev/full", "wb") as full:
        words = [sys.executable, str(ROOT / "main.py"), word]
        done = subprocess.run(words, stdout=full, stderr=subprocess.PIPE, timeout=60, env=env)
    assert done.returncode == 1
    assert b"No space left on device" in done.stderr and b"Traceback" not in done.stderr
