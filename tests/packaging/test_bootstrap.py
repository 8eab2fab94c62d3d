"""Set-up: what is there is found, what is missing is said with one command, half-made environments are made anew."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from tests.conftest import ROOT

LOCKS = ROOT / "packaging" / "locks"


@pytest.fixture
def rooms(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[ModuleType, ModuleType, ModuleType]]:
    """The set-up's own modules (bootstrap, environment, systemlibs), which lie outside any package."""
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    names = ("bootstrap", "environment", "systemlibs")
    for name in names:
        sys.modules.pop(name, None)
    import bootstrap
    import environment
    import systemlibs

    yield bootstrap, environment, systemlibs
    for name in names:
        sys.modules.pop(name, None)


def pins(lock: Path) -> set[str]:
    return set(re.findall(r"^([a-z0-9-]+==[^ ;\\]+)", lock.read_text(encoding="utf-8"), re.MULTILINE))


def a_tree(folder: Path) -> Path:
    """A copy of the set-up alone."""
    shutil.copytree(ROOT / "packaging", folder / "packaging", ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def bootstrap(tree: Path, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(tree / "packaging" / "bootstrap.py"), *words],
        capture_output=True, text=True, encoding="utf-8", env={**os.environ, "PYTHONUTF8": "1", **env}, timeout=300,
    )  # fmt: skip


def test_the_list_for_development_holds_the_whole_list_for_running() -> None:
    assert pins(LOCKS / "run.txt") <= pins(LOCKS / "dev.txt")


def test_every_locked_package_has_a_hash_and_no_source_is_named() -> None:
    for lock in (LOCKS / "run.txt", LOCKS / "dev.txt"):
        text = lock.read_text(encoding="utf-8")
        assert "://" not in text
        assert "index-url" not in text
        for block in re.split(r"\n(?=[a-z0-9])", text):
            if "==" in block:
                assert "--hash=sha256:" in block, block[:60]


def test_every_package_that_the_project_names_is_locked() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    locked = {pin.split("==")[0] for pin in pins(LOCKS / "run.txt")}
    named = {re.split(r"[<>=]", need)[0].lower() for need in project["project"]["dependencies"]}
    assert named <= locked
    groups = project["dependency-groups"]
    tools = {re.split(r"[<>=]", need)[0].lower() for group in groups.values() for need in group}
    assert tools <= {pin.split("==")[0] for pin in pins(LOCKS / "dev.txt")}


def test_the_set_up_uses_nothing_but_the_standard_library() -> None:
    import ast

    ours = {path.stem for path in (ROOT / "packaging").glob("*.py")}
    for name in ("bootstrap", "environment", "systemlibs", "checks"):
        tree = ast.parse((ROOT / "packaging" / f"{name}.py").read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            found = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            found += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert {f.split(".")[0] for f in found} <= set(sys.stdlib_module_names) | ours


@pytest.mark.parametrize("words", [(), ("walk",)])
def test_words_that_are_not_understood_are_told_which_are(tmp_path: Path, words: tuple[str, ...]) -> None:
    done = bootstrap(a_tree(tmp_path), *words)
    assert done.returncode == 2
    assert "packaging/bootstrap.py run" in done.stdout


def test_without_a_network_the_trouble_is_told_in_plain_lines(tmp_path: Path) -> None:
    tree = a_tree(tmp_path)
    env = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_EXTRA_INDEX_URL": "", "PIP_FIND_LINKS": ""}
    env |= {"PIP_CONFIG_FILE": os.devnull, "PIP_RETRIES": "0", "PIP_NO_CACHE_DIR": "1"}
    done = bootstrap(tree, "run", "--", "--version", **env)
    assert done.returncode == 1
    assert "could not be fetched" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    assert (tree / "build" / "install.log").exists()
    assert (tree / ".venv" / "daymark-making").exists()


def test_a_stamp_of_the_same_lists_is_taken_as_ready_and_any_change_is_not(
    tmp_path: Path, rooms: tuple[ModuleType, ModuleType, ModuleType]
) -> None:
    _, environment, _ = rooms
    tree = a_tree(tmp_path)
    venv = tree / ".venv"
    python = environment.python_of(venv)
    python.parent.mkdir(parents=True)
    python.write_text("")
    assert not environment.is_ready(tree, "run")
    lock = tree / "packaging" / "locks" / "run.txt"
    stamp = {"machine": environment._machine(), "run": environment.digest(lock)}
    (venv / environment.STAMP).write_text(json.dumps(stamp))
    assert environment.is_ready(tree, "run")
    assert not environment.is_ready(tree, "dev")
    (venv / environment.MAKING).write_text("")
    assert not environment.is_ready(tree, "run")
    (venv / environment.MAKING).unlink()
    (venv / environment.STAMP).write_text(json.dumps({**stamp, "machine": "CPython 3.9 other"}))
    assert not environment.is_ready(tree, "run")
    (venv / environment.STAMP).write_text("{half")
    assert not environment.is_ready(tree, "run")
    (venv / environment.STAMP).write_text(json.dumps(stamp))
    lock.write_text(lock.read_text(encoding="utf-8") + "\nmore==1 --hash=sha256:0\n", encoding="utf-8")
    assert not environment.is_ready(tree, "run")


def test_line_ends_do_not_change_the_hash_of_a_list(
    tmp_path: Path, rooms: tuple[ModuleType, ModuleType, ModuleType]
) -> None:
    _, environment, _ = rooms
    (tmp_path / "a").write_bytes(b"one\ntwo\n")
    (tmp_path / "b").write_bytes(b"one\r\ntwo\r\n")
    assert environment.digest(tmp_path / "a") == environment.digest(tmp_path / "b")


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        (
            "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE",
            "not the one that the list names",
        ),
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        (
            "Failed to establish a new connection: Temporary failure in name resolution",
            "could not be fetched",
        ),
        ("ERROR: No matching distribution found for x (from versions: none)", "could not be fetched"),
        ("ERROR: No matching distribution found for x==1", "no ready-made file"),
        ("SSLError(CERTIFICATE_VERIFY_FAILED)", "certificate"),
        ("something else", "could not be installed"),
    ],
)
def test_what_pip_says_is_put_plainly(
    said: str, plain: str, rooms: tuple[ModuleType, ModuleType, ModuleType]
) -> None:
    _, environment, _ = rooms
    what, advice = environment.explain(said)
    assert plain in what
    assert advice


def test_a_display_is_looked_for_only_where_there_may_be_none(
    rooms: tuple[ModuleType, ModuleType, ModuleType],
) -> None:
    _, _, systemlibs = rooms
    assert systemlibs.has_display({}, "win32")
    assert systemlibs.has_display({}, "darwin")
    assert not systemlibs.has_display({}, "linux")
    assert systemlibs.has_display({"DISPLAY": ":0"}, "linux")
    assert systemlibs.has_display({"WAYLAND_DISPLAY": "wayland-0"}, "linux")
    assert systemlibs.needs_window([])
    assert systemlibs.needs_window(["--demo"])
    assert not systemlibs.needs_window(["schedule", "case.json"])


def test_a_missing_library_is_named_by_its_package(rooms: tuple[ModuleType, ModuleType, ModuleType]) -> None:
    _, _, systemlibs = rooms
    assert systemlibs.missing({"libnot-there.so.9": "libnot-there9"}) == ["libnot-there9"]
    assert not systemlibs.missing({"libc.so.6": "libc6"}) or sys.platform != "linux"


def test_who_is_not_root_is_given_the_one_command(
    rooms: tuple[ModuleType, ModuleType, ModuleType],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    _, _, systemlibs = rooms
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    assert not systemlibs.install(["libgl1", "libegl1"], "the libraries that the window needs")
    assert "  sudo apt-get install -y --no-install-recommends libgl1 libegl1\n" in capsys.readouterr().out


def test_as_root_the_lists_are_refreshed_once_before_giving_up(
    rooms: tuple[ModuleType, ModuleType, ModuleType],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    _, _, systemlibs = rooms
    asked: list[list[str]] = []

    def quietly(words: list[str]) -> subprocess.CompletedProcess[str]:
        asked.append(words)
        return subprocess.CompletedProcess(words, 100, "E: Unable to locate package libgl1\n")

    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    monkeypatch.setattr(systemlibs, "_quietly", quietly)
    assert not systemlibs.install(["libgl1"], "the libraries that the window needs")
    assert [words[1] for words in asked] == ["install", "update", "install"]
    assert "Unable to locate package libgl1" in capsys.readouterr().out


def test_without_a_display_the_sample_is_written_instead(
    rooms: tuple[ModuleType, ModuleType, ModuleType],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    bootstrap_, environment, systemlibs = rooms
    started: list[list[str]] = []
    monkeypatch.setattr(systemlibs, "for_words", lambda words: True)
    monkeypatch.setattr(systemlibs, "has_display", lambda: False)
    monkeypatch.setattr(environment, "ready", lambda root, kind: Path("python"))
    monkeypatch.setattr(os, "execve", lambda path, words, env: started.append(words))
    bootstrap_.run([])
    assert started[0][2:] == ["demo", "--out", str(ROOT / "demo")]
    assert "no display" in capsys.readouterr().out
    bootstrap_.run(["schedule", "case.json"])
    assert started[1][2:] == ["schedule", "case.json"]


def test_ci_calls_the_same_command_that_the_readme_gives() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "packaging/bootstrap.py test" in script
    assert readme.count("    python3 packaging/bootstrap.py ") == 2
